"""The pages of strangers' files as pictures: drawn in the cage, checked, and encoded here.

What goes into a dossier of such a file is dots and nothing else, so whoever opens the dossier is safe from
the file. A page that cannot be drawn is a sentence instead of a picture; the others are not.
"""

import io
import json
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from types import TracebackType
from typing import Self

from PIL import Image

from pipeline.letters.dossier import DRAWN, LONGEST_SIDE, PDF
from pipeline.outside.cage_keeper import Failed, Keeper, Limits
from pipeline.outside.cage_wire import MADE_UP
from pipeline.outside.enclosure import Enclosure

#: pages of one file that are shown
MOST_PAGES = 500
#: pages that one job draws, and jobs at a time: 104 MB of dots if all is A4 in colour
_BATCH, _HANDS = 8, 2
#: seconds of real time for one file: an ordinary page takes a twentieth of one
_SECONDS = 180.0
#: pages of one file whose job may fail before the rest of it is left
_PATIENCE = 2
#: qualities in which a page may be kept, best first, and the bytes that it should not pass
_QUALITIES, _LARGE = (75, 50, 30), 300_000
_CHANNELS = {"L": 1, "RGB": 3}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a JPEG of our own making."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    #: without colour
    grey: bool


class Pictures:
    """Draws pages behind walls; to be used by one thread."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        jobs: Sequence[str] = (),
        enclosure: Enclosure | None = None,
    ) -> None:
        self._limits = limits or Limits()
        modules = ["pipeline.outside.cage_pictures", *jobs]
        self._keepers = [Keeper(modules, self._limits, enclosure) for _ in range(_HANDS)]

    def __enter__(self) -> Self:
        """Nothing starts before the first file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes that draw."""
        for keeper in self._keepers:
            keeper.stop()

    def pages(self, media_type: str, content: bytes) -> Iterator[Picture | str]:
        """Each page in turn, or why it is not shown, in Indonesian; one sentence may stand for many pages."""
        if media_type not in DRAWN:
            yield "Berkas jenis ini tidak ditampilkan."
            return
        kind = "pdf" if media_type == PDF else "image"
        try:
            count = self._count(kind, content)
        except Failed as failed:
            yield f"Berkas ini tidak dapat ditampilkan ({failed})."
            return
        yield from self._drawn(kind, content, min(count, MOST_PAGES))
        if count > MOST_PAGES:
            yield f"Hanya {MOST_PAGES} dari {count} halaman berkas ini yang ditampilkan."

    def _count(self, kind: str, content: bytes) -> int:
        (told,) = self._run(0, f"count_{kind}", (content,), 4096, 1)
        try:
            found = json.loads(told)
            pages, note = int(found["pages"]), str(found["note"])
        except MADE_UP as error:
            raise Failed("hasil gambarnya rusak") from error
        if pages < 1:
            raise Failed(note.rstrip(".")[:200])
        return pages

    def _drawn(self, kind: str, content: bytes, count: int) -> Iterator[Picture | str]:
        deadline, patience = monotonic() + _SECONDS, _PATIENCE
        for place, page in enumerate(self._all(kind, content, count), 1):
            patience -= isinstance(page, _Lost)
            yield f"Halaman {place} tidak dapat ditampilkan ({page})." if isinstance(page, str) else page
            if place < count and (not patience or monotonic() > deadline):
                yield f"Halaman {place + 1} s.d. {count} tidak ditampilkan: berkas ini terlalu berat."
                return

    def _all(self, kind: str, content: bytes, count: int) -> Iterator[Picture | str]:
        """Every page in order; while those of one job are taken, the next jobs run."""
        waiting: deque[Future[list[Picture | str]]] = deque()
        pool = ThreadPoolExecutor(_HANDS)
        try:
            for first in range(0, count, _BATCH):
                waiting.append(pool.submit(self._batch, kind, content, first, min(first + _BATCH, count)))
                if len(waiting) > _HANDS:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _batch(self, kind: str, content: bytes, first: int, last: int) -> list[Picture | str]:
        """Some pages from one job; where it brings nothing, each from a job of its own."""
        try:
            return self._job(kind, content, first, last)
        except Failed as failed:
            if last - first == 1:
                return [_Lost(failed)]
        return [page for place in range(first, last) for page in self._batch(kind, content, place, place + 1)]

    def _job(self, kind: str, content: bytes, first: int, last: int) -> list[Picture | str]:
        pages = last - first
        most = pages * (3 * LONGEST_SIDE * LONGEST_SIDE + 100)
        hand = first // _BATCH % _HANDS
        frames = self._run(hand, f"show_{kind}", (content, b"%d" % first, b"%d" % last), most, 2 * pages)
        return [_picture(*pair) for pair in zip(frames[::2], frames[1::2], strict=True)]

    def _run(self, hand: int, job: str, frames: Sequence[bytes], most: int, expected: int) -> list[bytes]:
        found = self._keepers[hand].run(job, frames, self._limits.document, most)
        if len(found) != expected:
            raise Failed("hasil gambarnya rusak")
        return found


class _Lost(str):
    """Why a page was lost with the whole of its job; another may be lost the same way."""

    __slots__ = ()


def _picture(head: bytes, dots: bytes) -> Picture | str:
    """A page out of its frames, checked: a reader that was taken over may say anything. Raises Failed."""
    try:
        told = json.loads(head)
        if told is None:
            return "halamannya rusak"
        mode, width, height = str(told[0]), int(told[1]), int(told[2])
        fits = 0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE
        if not fits or len(dots) != width * height * _CHANNELS[mode]:
            raise ValueError(told)
    except MADE_UP as error:
        raise Failed("hasil gambarnya rusak") from error
    return Picture(_encoded(Image.frombytes(mode, (width, height), dots)), width, height, grey=mode == "L")


def _encoded(page: Image.Image) -> bytes:
    """The page as JPEG; what is all grain is kept in a lower quality, for a dossier may have many such."""
    jpeg = b""
    for quality in _QUALITIES:
        target = io.BytesIO()
        page.save(target, "JPEG", quality=quality)
        jpeg = target.getvalue()
        if len(jpeg) <= _LARGE:
            break
    return jpeg
