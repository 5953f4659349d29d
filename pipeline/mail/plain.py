"""Words from outside made plain: nothing in them steers a terminal, a header, a line or a reader's eye.

Apart because headers, texts and HTML of our mails all need it, and nothing may
reach a mail by a way around it.
"""

import re
import unicodedata
from email.errors import MessageError
from email.header import decode_header, make_header

#: longest value from outside that a header may carry, in characters
HEADER_LIMIT = 200
#: how often a value is decoded: nobody honest encodes twice
DECODINGS = 3

#: RFC 2047, 2; white space between two of them is no part of the text
ENCODED_WORD = re.compile(r"=\?[!-<>@-~]{1,40}\?[bBqQ]\?[^?\s]{0,4000}\?=")
BETWEEN_WORDS = re.compile(r"\?=\s{1,9}=\?")

#: CR LF, and every lone sign that some program takes for the end of a line
LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
#: control, format (bidi, zero width), surrogate, private and unassigned signs
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean_lines(text: str) -> list[str]:
    """The lines of a text, free of unseen signs; a tab becomes a space, line ends of every kind count."""
    if text.isprintable():
        return [text.rstrip()]
    return [line.rstrip() for line in LINE_END.sub("\n", text).translate(_SEEN).split("\n")]


def clean_text(text: str) -> str:
    r"""A text of several lines, joined by `\n`, free of unseen signs."""
    return "\n".join(clean_lines(text)).strip("\n")


def one_line(text: str) -> str:
    """The text in a single line, free of unseen signs, white space collapsed."""
    return " ".join(" ".join(clean_lines(text)).split())


def header_text(value: str, limit: int = HEADER_LIMIT) -> str:
    """What a value from outside may say in a header: decoded (RFC 2047), one line, cut.

    Decoding comes first, since an encoded line break becomes a real one in programs
    that decode late (CVE-2024-6923).
    """
    for _ in range(DECODINGS):
        decoded = one_line(_decoded(value))
        if decoded == value:
            break
        value = decoded
    return value if len(value) <= limit else value[: limit - 1].rstrip() + "…"


def _decoded(value: str) -> str:
    joined = BETWEEN_WORDS.sub("?==?", value)
    return ENCODED_WORD.sub(lambda found: _decoded_word(found[0]), joined)


def _decoded_word(word: str) -> str:
    try:
        return str(make_header(decode_header(word)))
    except (MessageError, LookupError, UnicodeError, ValueError):
        return word


class _Seen(dict[int, str]):
    """What becomes of each sign, for `str.translate`, which asks once for a sign that is not known yet."""

    def __missing__(self, sign: int) -> str:
        seen = "" if unicodedata.category(chr(sign)) in UNSEEN else chr(sign)
        if len(self) < _KNOWN:
            self[sign] = seen
        return seen


#: signs that are kept in memory: more than the scripts that an office meets have
_KNOWN = 10_000
_SEEN = _Seen({ord("\t"): " ", ord("\n"): "\n"})
