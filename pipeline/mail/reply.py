"""A person's own words, told from what the mail program quoted below them and from the signature.

Apart from reading what the words mean, because nothing may be read as an answer that its
sender did not write: our mails quote the customer. One pass over the lines, linear in time.
"""

from dataclasses import dataclass

from pipeline.mail import quotation
from pipeline.mail.scan import Scan

#: our own line in every mail that asks something
MARKER = quotation.MARKER

#: characters and lines that are read; what is longer belongs to the cut
LONGEST = 200_000

MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in two."""

    own: str
    #: quotations, signature, legal notices
    cut: str
    #: of these, how the sender signed off
    signature: str = ""


def cut(text: str) -> Cut:
    """Tell own words from the rest. Where little speaks for a quotation, the text is kept whole."""
    lines = text[:LONGEST].split("\n")
    rest = "\n".join(lines[MOST_LINES:]) + text[LONGEST:]
    scan = Scan(lines[:MOST_LINES])
    scan.run()
    own = _tidy(scan.own)
    if not own and not scan.sure:
        return Cut(own=_tidy(lines[:MOST_LINES]), cut=rest)
    below = "\n".join([*scan.cut, *filter(None, [rest])]).strip("\n")
    return Cut(own=own, cut=below, signature=_tidy(scan.signature))


def _tidy(lines: list[str]) -> str:
    """The lines without blank ones at the ends, and never two blank ones in a row."""
    kept = [line.rstrip() for line in lines]
    return "\n".join(line for at, line in enumerate(kept) if line or (at and kept[at - 1])).strip()
