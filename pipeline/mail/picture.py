"""How many pixels a picture has, by its first bytes: no picture is ever unpacked here.

Apart from what is made of it because the forms of pictures have nothing to do with mail.
"""

import struct

#: segments of a JPEG that are looked at
_SEGMENTS = 200
#: JPEG markers of a frame: all of C0–CF but the tables DHT, JPG and DAC
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pixels(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None where they cannot be told."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return struct.unpack_from(">II", content, 16)
        if content.startswith((b"GIF87a", b"GIF89a")):
            return struct.unpack_from("<HH", content, 6)
        return _jpeg(content) if content.startswith(b"\xff\xd8") else None
    except struct.error:
        return None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """The sides in the first frame; each segment tells its own length."""
    at = 2
    for _ in range(_SEGMENTS):
        sign, marker, length = struct.unpack_from(">BBH", content, at)
        if sign != 0xFF:
            return None
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length
    return None
