"""Which pictures of a mail only decorate it: logos below a name, banners, pixels that count readers.

Apart from the files because a photo of broken goods, pasted into the text, comes in the very same form
and is the heart of a letter: size tells the two apart, and what came with other mails before.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.picture import pixels

Size = tuple[int, int]

#: pixels of a picture up to which it is a logo, as it is shown; a photo or a screenshot has more
LOGO = 60_000
#: a banner is at most so high, and so many times as wide
BANNER_HEIGHT, BANNER_SHAPE = 250, 3
#: bytes up to which a picture of unknown size is a logo
UNKNOWN_LOGO = 20_000
#: bytes from which a picture is no logo, however often it came
LARGEST_LOGO = 300_000
#: mails of other matters in which a picture has come before, so that it is a logo
BEFORE = 2

_TAG = re.compile(r"<img\b[^<>]{0,4000}>", re.IGNORECASE)
_ID = re.compile(r"cid:([^\"'\s<>)]{1,250})", re.IGNORECASE)
_SIDES = tuple(
    re.compile(
        rf"\b{name}\s{{0,3}}[=:]\s{{0,3}}[\"']?\s{{0,3}}(\d{{1,5}})(?:\.\d{{1,9}})?\s{{0,3}}(px|pt|[\"'\s;>])",
        re.IGNORECASE,
    )
    for name in ("width", "height")
)


@dataclass(frozen=True, slots=True)
class Place:
    """How the HTML shows a picture; a side is 0 where it does not say."""

    width: int = 0
    height: int = 0


def places(html: str) -> Iterator[tuple[str, Place]]:
    """The Content-IDs of the pictures that the HTML shows, lower case, each with the room it gets."""
    for tag in _TAG.findall(html):
        named = _ID.search(tag)
        if named:
            sides = [side.search(tag) for side in _SIDES]
            yield named[1].lower(), Place(*(int(side[1]) if side else 0 for side in sides))


def decorates(content: bytes, place: Place) -> bool:
    """Whether a picture that the HTML shows is a logo, a banner, or a pixel."""
    size = _shown(pixels(content), place)
    if size is None:
        return len(content) <= UNKNOWN_LOGO
    width, height = size
    return width * height <= LOGO or (height <= BANNER_HEIGHT and width >= BANNER_SHAPE * height)


def without_logos(facts: Facts, before: Mapping[str, int]) -> Facts:
    """The facts with those pictures marked as decoration that came with other mails already.

    `before` tells, by SHA-256, in how many mails of other matters a file has come: the register knows.
    A mail that is nothing but one picture keeps it.
    """
    if not facts.text.strip() and len(facts.attachments) == 1:
        return facts
    marked = (_marked(each, before.get(each.sha256, 0)) for each in facts.attachments)
    return replace(facts, attachments=tuple(marked))


def _marked(file: Attachment, before: int) -> Attachment:
    logo = file.media_type.startswith("image/") and file.size <= LARGEST_LOGO and before >= BEFORE
    return replace(file, inline=True) if logo else file


def _shown(real: Size | None, place: Place) -> Size | None:
    """The sides of a picture as it is shown; the one that the HTML leaves out follows the other."""
    if place.width and place.height:
        return place.width, place.height
    if real is None or not (place.width or place.height):
        return real
    width, height = real
    if place.width:
        return place.width, place.width * height // max(1, width)
    return place.height * width // max(1, height), place.height
