"""The office's logo as it is printed: LibreOffice would else compute it anew in every single letter.

Apart from the place that a template has for it because here is what the dots are, and no document.
"""

import io

from PIL import Image

#: what a logo is printed with: dots an inch, and lengths of Word (EMU) an inch
DOTS, EMU = 300, 914_400
#: dots of the largest logo that is prepared: a sheet of A4 at 600 an inch
MOST_DOTS = 35_000_000


def as_printed(logo: bytes, height: int, *, opaque: bool = True) -> bytes:
    """A PNG or JPEG as it comes to stand on paper at a height in EMU: with no finer dots, 0 for any.

    It becomes a JPEG on white, which goes into the PDF as it is; where it is not `opaque`, because something
    may be behind it, it stays as transparent as it was. A logo of 1,000 dots each way else trebles the time
    that a letter takes. What cannot be prepared is given back unchanged; raises nothing.
    """
    try:
        with Image.open(io.BytesIO(logo), formats=("PNG", "JPEG")) as picture:
            return _prepared(picture, logo, height, opaque=opaque)
    except Exception:  # noqa: BLE001 -- it only saves time, and LibreOffice may print what Pillow does not know
        return logo


def on_white(picture: Image.Image) -> Image.Image:
    """A picture with transparent dots as it is seen on paper."""
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB")


def _prepared(picture: Image.Image, logo: bytes, height: int, *, opaque: bool) -> bytes:
    # In grey Pillow takes another value than the picture's for the transparent one.
    doubtful = "transparency" in picture.info and picture.mode not in ("P", "RGB")
    if doubtful or picture.width * picture.height > MOST_DOTS:
        return logo
    seen = _seen(picture, opaque=opaque)
    most = round(height * DOTS / EMU) or seen.height
    if seen.height > most:
        size = (max(1, round(seen.width * most / seen.height)), most)
        seen = seen.resize(size, Image.Resampling.LANCZOS)
    elif seen.mode == "RGBA" or (picture.format == "JPEG" and seen.mode == picture.mode):
        return logo
    target = io.BytesIO()
    if seen.mode == "RGBA":
        seen.save(target, "PNG", optimize=True)
    else:
        seen.save(target, "JPEG", quality=92, subsampling="4:4:4", optimize=True)
    return target.getvalue()


def _seen(picture: Image.Image, *, opaque: bool) -> Image.Image:
    """What of a picture is seen: in grey or RGB, or with what is behind it."""
    if picture.has_transparency_data:
        return on_white(picture) if opaque else picture.convert("RGBA")
    # Decoded only here: one that is cut off is found out.
    picture.load()
    if picture.mode.startswith("I"):
        # 16 bits a dot, of which Pillow else keeps the lower ones.
        return picture.point(lambda dot: dot * (1 / 256)).convert("L")
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
