"""What the signatures of one PDF say, as facts that travel as JSON.

Apart from the rules that judge them and from the reading that finds them: one is read in the cage, the
other applied outside, and this is all that passes between.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """What the signatures of one PDF say; with several, the last one's signer and the worst of each fact."""

    #: whether the PDF carries a signature at all
    present: bool
    #: every signature is cryptographically sound
    intact: bool = False
    #: the last signature covers all bytes but archive data (DSS, document timestamps) added after it
    covers_whole_file: bool = False
    #: something other than archive data or a further signature was added after a signature
    modified_after: bool = False
    #: every signer's certificate leads to a configured root
    trusted: bool = False
    #: common name of the signer's certificate
    signer: str = ""
    #: serial number of the signer's certificate, hexadecimal
    serial: str = ""
    #: the time that the signer claims, aware; no timestamp authority stands behind it
    signed_at: datetime | None = None
    #: SHA-256 of each earlier version of the file to which nothing but signatures was added
    grown_from: tuple[str, ...] = ()
    #: what the file holds that acts or hides, in Indonesian
    active: tuple[str, ...] = ()
    #: pages, counted from 1, on which something is stuck that is neither a link nor a signature
    noted: tuple[int, ...] = ()
    #: pages, counted from 1, on which a word is covered, drawn over, or not to be seen; None: not looked at
    covered: tuple[int, ...] | None = None
    #: why the file or its signature could not be examined, in Indonesian; '' where it could
    problem: str = ""

    def to_json(self) -> dict[str, Any]:
        """The facts as JSON values."""
        return asdict(self) | {"signed_at": self.signed_at.isoformat() if self.signed_at else None}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "SignatureFacts":
        """The facts that `to_json` wrote."""
        at = values["signed_at"]
        lists = {name: tuple(values.get(name, ())) for name in ("grown_from", "active", "noted")}
        seen = values.get("covered")
        covered = None if seen is None else tuple(seen)
        when = datetime.fromisoformat(at) if at else None
        return cls(**{**values, **lists, "covered": covered, "signed_at": when})
