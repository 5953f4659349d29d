"""The bytes of a part as its sender had them: base64, quoted-printable and uuencode undone, damaged ones too.

Apart from the tree because mailers break the encodings in ways of their own, and nothing may be lost by it.
"""

import binascii
import re
from contextlib import suppress
from email.message import Message

#: bytes that show whether a part is base64 at all
_LOOKED_AT = 4_096

_NO_LETTER = re.compile(rb"[^A-Za-z0-9+/]")
_FOREIGN = re.compile(rb"[^A-Za-z0-9+/=\s]|(?<=[^\s])[ \t](?=[^\s])")
_ENCODING = re.compile(r"[;(].*", re.DOTALL)


def undecoded(part: Message) -> bytes:
    """The bytes of a part as they stand in the mail.

    Only `decode=True` gives bytes, so while it is asked there may be nothing to decode.
    """
    encoding = part.get("content-transfer-encoding")
    del part["content-transfer-encoding"]
    raw = part.get_payload(decode=True)
    if encoding is not None:
        part["Content-Transfer-Encoding"] = encoding
    return raw if isinstance(raw, bytes) else b""


def decoded(raw: bytes, part: Message) -> bytes:
    r"""The bytes of a part's content; line ends of the transport are `\n`, for they are no part of it."""
    encoding = encoding_of(part)
    if encoding == "base64":
        return base64(raw)
    if encoding == "quoted-printable":
        raw = binascii.a2b_qp(raw)
    elif encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        with suppress(ValueError, LookupError, AssertionError):
            raw = bytes(part.get_payload(decode=True))
    # What a mailer sent unencoded against the rules would be damaged.
    binary = encoding == "binary" or b"\x00" in raw or raw.startswith(b"%PDF-")
    return raw if binary else raw.replace(b"\r\n", b"\n")


def base64(raw: bytes) -> bytes:
    """What can be decoded: the padding may be missing, or one letter too many be there.

    Plain words that only call themselves base64 stay as they are.
    """
    if _is_plain(raw[:_LOOKED_AT]):
        return raw.replace(b"\r\n", b"\n")
    with suppress(binascii.Error):
        return binascii.a2b_base64(raw.rstrip() + b"==")
    # Only a single letter behind the last four cannot be decoded; it holds less than one byte.
    with suppress(binascii.Error):
        return binascii.a2b_base64(_NO_LETTER.sub(b"", raw)[:-1])
    return raw


def is_damaged(part: Message) -> bool:
    """Whether a part calls itself base64 and is not, so that it was kept as it stands."""
    return encoding_of(part) == "base64" and _is_plain(undecoded(part)[:_LOOKED_AT])


def encoding_of(part: Message) -> str:
    """The transfer encoding that a part declares, lower case, less a comment or parameter behind it."""
    return _ENCODING.sub("", str(part.get("content-transfer-encoding", ""))).strip().lower()


def _is_plain(raw: bytes) -> bool:
    """Whether more than a few signs, a twentieth, cannot stand in base64; line ends do not count."""
    return len(_FOREIGN.findall(raw)) > max(3, len(raw) / 20)
