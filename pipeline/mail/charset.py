"""Bytes from outside made into text: the charset found, and every sign taken out that a reader cannot see.

Apart because bodies, headers, file names and attached texts all need it, and a
mail must read the same whichever of them carried a word.
"""

import codecs
import re

from charset_normalizer import from_bytes

#: names that mailers use and Python does not know, or knows as a smaller set than mailers mean by it
_MEANT = {
    "ascii": "us-ascii",
    "ansi_x3.110-1983": "us-ascii",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "latin1": "cp1252",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "windows-874": "cp874",
}
#: codecs that are no charset of mail; idna and punycode are slow on long input as well
_NO_CHARSET = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
#: byte order marks, which speak for themselves; that of UTF-32 begins like that of UTF-16
_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: charsets that broken mailers name although they wrote UTF-8
_WESTERN = {"ascii", "cp1252", "iso8859-1", "iso8859-15"}
#: above this share of non-ASCII bytes a text is hardly Indonesian or English, and worth a guess
_FOREIGN_SHARE = 0.2
#: bytes that the guess looks at
_GUESSED_ON = 16_384

_LINE_END = re.compile("\r{1,2}\n|[\r\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 controls, soft hyphen, bidi and other invisible marks, lone surrogates, tag characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def decoded(raw: bytes, charset: str = "") -> str:
    """The text of `raw`; `charset` is what the mail claims, and is believed where it fits. Never raises."""
    charset = next((name for mark, name in _MARKS if raw.startswith(mark)), charset)
    declared = _codec(charset)
    names = ["utf-8", declared] if declared in _WESTERN else [declared, "utf-8"]
    for name in filter(None, names):
        try:
            return raw.decode(name)
        except (UnicodeError, LookupError):
            continue
    return _guessed(raw)


def readable(text: str) -> str:
    r"""The text with `\n` as its only line end, and without signs that nobody sees."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text)).replace("\xa0", " ")


def one_line(text: str) -> str:
    """A readable text on one line, white space collapsed."""
    return " ".join(readable(text).split())


def _codec(charset: str) -> str:
    """Python's name of a charset, '' where there is none."""
    name = charset.strip("\"' \t").lower()
    try:
        found = codecs.lookup(_MEANT.get(name, name)).name
    except (LookupError, ValueError):
        return ""
    return "" if found in _NO_CHARSET else found


def _guessed(raw: bytes) -> str:
    """UTF-8 with a few broken bytes, else Windows-1252, else what charset-normalizer thinks."""
    text = raw.decode("utf-8", "replace")
    strange = sum(map(ord("\x7f").__lt__, raw[:_GUESSED_ON]))
    broken = text.count("\ufffd")
    if sum(not sign.isascii() for sign in text) - broken > broken:
        return text
    if strange > _FOREIGN_SHARE * min(len(raw), _GUESSED_ON):
        best = from_bytes(raw[:_GUESSED_ON]).best()
        if best is not None:
            return raw.decode(best.encoding, "replace")
    return raw.decode("cp1252", "replace")
