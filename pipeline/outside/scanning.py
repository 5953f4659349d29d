"""Reading with a scan: a mail is read, then it and each of its files is shown to the virus scanner.

Apart from the cage, which has no network. The whole mail is scanned too, since a scanner unwraps what our
parser does not, and each file, since it reads what the scanner may not (reliability.md T35).
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from pipeline.errors import OutsideError
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.reading import Reader
from pipeline.mail.unread import UNSCANNED
from pipeline.outside.cage_answer import Reading

log = logging.getLogger(__name__)


class Scanner(Protocol):
    """clamd, or what stands in for it."""

    def scan(self, content: bytes) -> str:
        """The name of what was found, '' if nothing. Raises OutsideError."""


@dataclass(frozen=True, slots=True)
class ScanningReader:
    """Reads mails as `reader` does; the facts also tell what nobody may get."""

    reader: Reader
    scanner: Scanner

    def read(self, raw: bytes) -> Reading:
        """Read one mail. A scanner that does not answer costs the files, never the letter."""
        read = self.reader.read(raw)
        facts = _judged(read.facts, read.contents, raw, self._risk)
        return Reading(facts, read.contents, read.weighed)

    def judge(self, facts: Facts, contents: Mapping[str, bytes], raw: bytes) -> Facts:
        """What was read of a mail, with the scanner's word now. Raises OutsideError where there is none."""
        waiting = (replace(each, risk="") if each.risk == UNSCANNED else each for each in facts.attachments)
        return _judged(replace(facts, attachments=tuple(waiting)), contents, raw, self._verdict)

    def _risk(self, content: bytes) -> str:
        try:
            return self._verdict(content)
        except OutsideError as error:
            log.info("scanner gave no verdict", extra={"reason": str(error)})
            return UNSCANNED

    def _verdict(self, content: bytes) -> str:
        found = self.scanner.scan(content)
        return f"virus terdeteksi ({found})" if found else ""


def _judged(
    facts: Facts, contents: Mapping[str, bytes], raw: bytes, risk_of: Callable[[bytes], str]
) -> Facts:
    whole = risk_of(raw)
    files = tuple(_file(each, contents.get(each.sha256, b""), risk_of) for each in facts.attachments)
    if whole and not any(each.risk for each in files):
        # What was found lies in some file, or in the text: nobody can tell which of them to trust.
        files = tuple(replace(each, risk=whole) for each in files)
    return replace(facts, attachments=files, risk=whole)


def _file(file: Attachment, content: bytes, risk_of: Callable[[bytes], str]) -> Attachment:
    risk = risk_of(content) if content else ""
    # A program is held whatever a scanner says, and whether it says anything.
    known = file.risk and risk == UNSCANNED
    return replace(file, risk=risk) if risk and not known else file
