"""What the office's own mail server says of a mail's origin: its Authentication-Results (RFC 8601).

Anybody can write such a field. Ours is told by its place, which no sender reaches: at most so many
Received lines stand above it as our servers add on the way in. A stamp with our name in any other place
was forged, and then nothing of the mail is believed. Source: reliability.md C.1, C.2.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from authres import AuthenticationResultsHeader
from authres.core import AuthResError

_FIELD = "authentication-results"
# Exchange Online names no server, so no parser of RFC 8601 takes its field:
# a list of "method=result (comment) key=value …".
_RESULT = re.compile(
    r"\s*(spf|dkim|dmarc|compauth|arc)=([a-z]+)((?:\s+(?:\([^()]*\)|[a-z.]+=[^\s;()]*))*)\s*"
)
_PROPERTY = re.compile(r"([a-z.]+)=([^\s;()]*)")


class Forged(Exception):
    """The stamps of a mail contradict each other or stand where ours never stands; says so in Indonesian."""


@dataclass(frozen=True, slots=True)
class Result:
    """One method's result."""

    method: str
    result: str
    #: "header.from" → value, lower case
    properties: Mapping[str, str]


def stamped(trace: Sequence[tuple[str, str]], authserv_id: str, hops: int) -> list[Result]:
    """The results that our server wrote; none if it wrote nothing. Raises Forged.

    `hops` is how many Received lines may stand above its stamp.
    """
    found: list[Result] = []
    for above, value in _stamps(trace):
        ours = _names(value, authserv_id)
        if above > hops:
            if ours:
                raise Forged("Surel ini memuat cap autentikasi palsu atas nama server surel kantor.")
            continue
        try:
            header = _parsed(value)
        except AuthResError as error:
            raise Forged("Cap autentikasi surel ini tidak terbaca.") from error
        if header.authserv_id.lower() == authserv_id.lower():
            found += [_result(item) for item in header.results]
        elif ours:
            raise Forged("Cap autentikasi surel ini menyerupai cap server surel kantor.")
    return found


def stamped_by_exchange(trace: Sequence[tuple[str, str]], hops: int) -> list[Result]:
    """The results of the topmost field without a name, as Exchange Online writes it. Raises Forged."""
    first = next(iter(_stamps(trace)), None)
    if first is None:
        return []
    above, value = first
    if above > hops:
        raise Forged("Cap autentikasi surel ini tidak berada di tempat cap server surel kantor.")
    pieces = [_RESULT.fullmatch(piece.lower()) for piece in value.split(";") if piece.strip()]
    results = [Result(hit[1], hit[2], dict(_PROPERTY.findall(hit[3]))) for hit in pieces if hit]
    if len(results) != len(pieces):
        raise Forged("Cap autentikasi surel ini tidak terbaca.")
    return results


def names(trace: Sequence[tuple[str, str]]) -> list[tuple[str, int]]:
    """Which servers' stamps a mail bears, with the Received lines above each; '' for one without a name."""
    found = []
    for above, value in _stamps(trace):
        try:
            header = _parsed(value)
        except AuthResError:
            found.append(("", above))
        else:
            found.append((header.authserv_id.lower(), above))
    return found


@lru_cache(maxsize=64)
def _parsed(value: str) -> AuthenticationResultsHeader:
    """A field as a value: the same mail is asked about several times."""
    return AuthenticationResultsHeader.parse(f"Authentication-Results: {value}")


def _stamps(trace: Sequence[tuple[str, str]]) -> list[tuple[int, str]]:
    """Each stamp with the number of Received lines above it."""
    above, found = 0, []
    for name, value in trace:
        if name == "received":
            above += 1
        elif name == _FIELD:
            found.append((above, value))
    return found


def _names(value: str, authserv_id: str) -> bool:
    """Whether the part before the results speaks of our server, however it is dressed."""
    return authserv_id.lower() in re.sub(r"[\s\"\\]", "", value.partition(";")[0].lower())


def _result(item: object) -> Result:
    properties = {
        f"{each.type}.{each.name}".lower(): str(each.value).lower()
        for each in getattr(item, "properties", ())
    }
    return Result(
        str(getattr(item, "method", "")).lower(), str(getattr(item, "result", "")).lower(), properties
    )
