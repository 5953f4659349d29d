"""A damaged header block made readable: lines that are no fields set in, spaces before colons taken out.

Apart from the limits because here bytes change: Python's parser takes the first line that is no field
for the beginning of the text, and subject, date and the form of the text would be lost. Whose mail it is
stays in doubt all the same (`mail/limits.py`, `ambiguous`).
"""

import re

_LINE = re.compile(rb"[^\n]*\n?")
_FIELD = re.compile(rb"[!-9;-~]{1,80}:|From |>From ")
_SPACED = re.compile(rb"([!-9;-~]{1,80})[ \t]{1,80}:")
#: fields that show that the header goes on; a text has lines with colons too
_KNOWN = re.compile(
    rb"(?:received|date|from|to|cc|subject|message-id|mime-version|in-reply-to|references|return-path"
    rb"|content-type|content-transfer-encoding|delivered-to|reply-to|x-[a-z-]{3,40})[ \t]{0,80}:",
    re.IGNORECASE,
)


def mended(head: bytes) -> bytes:
    """The header block as it was meant; the same bytes where nothing is wrong with it."""
    lines = _LINE.findall(head)
    last = max((at for at, line in enumerate(lines) if _KNOWN.match(line)), default=-1)
    return b"".join(_mended(line) if at <= last else line for at, line in enumerate(lines))


def _mended(line: bytes) -> bytes:
    """One line above the last known field."""
    if _FIELD.match(line) or line[:1] in (b" ", b"\t") or not line.strip():
        return line
    if spaced := _SPACED.match(line):
        return spaced[1] + b":" + line[spaced.end() :]
    return b" " + line
