"""Whether the plain form of a text says what the HTML form says, or only that there is one.

Apart from the leaves because this is knowledge about the mailers that send newsletters and notices.
"""

import re

from pipeline.mail.charset import decoded, readable

#: characters of a text up to which it may be a stub, and bytes that are looked at
_SHORT, _LOOKED_AT = 300, 4_000

_STUB = re.compile(
    r"html.{0,200}\b(?:view|viewer|support|client|program|reader|browser|enable|read|display"
    r"|mendukung|melihat|lihat|membaca|menampilkan|aktifkan|peramban)"
    r"|\b(?:view|viewer|support|client|enable|read|display|mendukung|melihat|lihat|membaca|menampilkan)\b.{0,200}html"
    r"|\A\s*(?:this is an? html (?:message|e-?mail)|surel (?:ini )?(?:berformat )?html)\W*\Z",
    re.IGNORECASE | re.DOTALL,
)


def says_something(raw: bytes, charset: str) -> bool:
    """Whether a plain text is worth reading beside the HTML: neither blank nor a word about HTML alone."""
    text = readable(decoded(raw[:_LOOKED_AT], charset)).strip()
    return bool(text) and not (len(text) <= _SHORT and _STUB.search(text))
