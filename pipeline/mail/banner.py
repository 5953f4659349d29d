"""The warning that an office's mail server sets above a mail from outside: no word of the sender's.

Apart from the legal notices (`signature`), because it stands above what was written and they stand below.
"""

import re

from pipeline.mail.quotation import LONGEST

#: lines over which a warning runs
_MOST = 4

_WARNING = re.compile(
    r"\W{0,5}(?:caution|warning|attention|external|perhatian|peringatan|awas|hati-hati)\b\W{0,5}"
    r"(?:external )?(?:(?:this|the|an?) (?:e-?mail|message|sender)\b.{0,80}\b(?:outside|external)"
    r"|(?:e-?mail|surel|pesan|pengirim)\b.{0,80}\b(?:luar|eksternal))\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\s*[\[(*]{1,3}\s?(?:external|eksternal|e-?mail eksternal)[\w -]{0,30}[\])*]{1,3}\s*", re.IGNORECASE
)


def banner_length(lines: list[str], at: int) -> int:
    """How many lines from here are such a warning; 0 if none. It ends with its paragraph."""
    line = lines[at][:LONGEST]
    if _TAG.fullmatch(line):
        return 1
    if not _WARNING.match(line):
        return 0
    ends = (
        length for length in range(1, _MOST + 1) if not "".join(lines[at + length : at + length + 1]).strip()
    )
    return next(ends, 1)
