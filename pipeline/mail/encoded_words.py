"""The encoded words of a header field (RFC 2047) decoded, as mailers write them and not only as they should.

Apart from the fields because mailers break these rules in ways of their own: they split inside a
character, and forget the padding.
"""

import binascii
import re
from collections.abc import Iterator

from pipeline.mail.charset import decoded

# Bounded, so that a header full of unfinished words stays cheap; honest words have 75 characters.
_WORD = re.compile(
    r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]{0,2000}(?:\?(?!=)[^?]{0,200}){0,20})\?="
)


def decoded_pieces(line: str) -> Iterator[str]:
    """The pieces of a line with its encoded words decoded.

    Neighbours of one charset are joined before decoding: mailers split inside a character.
    """
    end, charset, pending = 0, "", b""
    for word in _WORD.finditer(line):
        between = line[end : word.start()]
        if between.strip() or not end or word[1].lower() != charset:
            yield decoded(pending, charset)
            pending = b""
        if between.strip() or not end:
            yield between
        charset, end = word[1].lower(), word.end()
        pending += _word_bytes(word[2].lower(), word[3])
    yield decoded(pending, charset)
    yield line[end:]


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if encoding == "q":
        return binascii.a2b_qp(raw, header=True)
    try:
        return binascii.a2b_base64(raw + b"==")
    except binascii.Error:
        return raw
