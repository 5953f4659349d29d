"""Reading with proof: the cage reads a mail, then verifies its DKIM signatures with keys from the DNS.

Apart from the cage, which has no network. Only signatures of the office's own domains are looked at,
so no stranger's mail makes us ask a stranger's DNS server.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace

from pipeline.errors import OutsideError
from pipeline.mail.dkim_tags import is_aligned, signatures
from pipeline.mail.facts import Facts
from pipeline.outside.cage import Cage, Reading
from pipeline.outside.dns import Names

_LATER = "Tanda tangan DKIM surel ini tidak dapat diperiksa karena server nama (DNS) tidak menjawab."
_UNREAD = "Tanda tangan DKIM surel ini tidak dapat diperiksa."


@dataclass(frozen=True, slots=True)
class ProvingReader:
    """Reads mails as the cage does; the facts also tell which signatures are genuine."""

    cage: Cage
    names: Names
    #: the domains of the office's addresses, lower case
    domains: Collection[str]

    def read(self, raw: bytes) -> Reading:
        """Read one mail. Raises OutsideError where the cage does; a silent DNS is a note in the facts."""
        reading = self.cage.read(raw)
        return replace(reading, facts=self._proven(raw, replace(reading.facts, genuine=(), unproven="")))

    def _proven(self, raw: bytes, facts: Facts) -> Facts:
        if facts.sender.rpartition("@")[2] not in self.domains:
            return facts
        own = [each for each in signatures(facts) if each and is_aligned(each.domain, facts.sender)]
        if not own:
            return facts
        try:
            keys = {each.key_name: self.names.text(each.key_name) for each in own}
        except OutsideError:
            return replace(facts, unproven=_LATER)
        try:
            (answer,) = self.cage.call("dkim", raw, json.dumps(keys).encode())
            return replace(facts, genuine=tuple(str(each) for each in json.loads(answer)))
        except (OutsideError, ValueError, TypeError):
            return replace(facts, unproven=_UNREAD)
