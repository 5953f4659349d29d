"""OCR: tesseract reads the picture of one page, behind walls of its own.

It stands apart because a worker of the cage may start no process. So a worker draws the page, and
tesseract gets nothing of the stranger's file but a bitmap whose header is written here. It runs in the cage
with little time and memory, without environment, files or network, and goes with the daemon. Source of the
figures: libraries.md (OCR), reliability.md T31.
"""

import os
import select
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import IO

from pipeline.errors import OutsideError
from pipeline.letters.scanned import PAGES_READ
from pipeline.outside.cage_sight import home_of
from pipeline.outside.enclosure import Enclosure

#: as tesseract names what it was taught: Indonesian letters quote English ones
LANGUAGES = ("ind", "eng")
#: sides of a picture in dots: A4 at 300 dpi is 2,480 × 3,508
LONGEST_SIDE = 3_508
#: bytes of text that one page gives
_MOST = 1_000_000
#: the longer side of A4 in inches: what a page measures is rarely told by its picture
_INCHES = 11.69

#: seconds in which it is told how tesseract ended, once it is silent
_ENDING = 3
_LATE = "melebihi batas waktu"
_REMEDY = "apt-get install tesseract-ocr tesseract-ocr-ind"


class Unread(Exception):
    """A page was not read; the text says why, in Indonesian, for a note."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page, grey: a byte a dot, row after row. Raises ValueError where the bytes do not fit its sides."""

    width: int
    height: int
    dots: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """A reader that was taken over may have drawn it."""
        sides = 0 < self.width <= LONGEST_SIDE and 0 < self.height <= LONGEST_SIDE
        if not sides or len(self.dots) != self.width * self.height:
            raise ValueError(f"{self.width} x {self.height}: {len(self.dots)}")

    @property
    def dpi(self) -> int:
        """Dots an inch, if it is a page of A4."""
        return max(70, round(max(self.width, self.height) / _INCHES))


@dataclass(frozen=True, slots=True)
class Ocr:
    """Tesseract on this machine, and what a page may take of it."""

    #: name on the PATH, or path; its place is found once
    program: str = "tesseract"
    #: pages of one file that are read
    pages: int = PAGES_READ
    #: seconds of real time for one page: a busy machine takes ten times the three of an idle one
    seconds: float = 30
    #: seconds of the processor for one page
    cpu: int = 20
    #: bytes of memory; a page at 300 dpi takes 130 MB
    memory: int = 512 * 1024 * 1024
    #: where it runs
    enclosure: Enclosure = field(default_factory=Enclosure)
    path: str | None = field(init=False)

    def __post_init__(self) -> None:
        """Look the program up."""
        object.__setattr__(self, "path", shutil.which(self.program))

    def read(self, picture: Picture, seconds: float) -> str:
        """The words on the picture, '' for a blank page, in at most so many seconds. Raises Unread."""
        head = b"P5 %d %d 255\n" % (picture.width, picture.height)
        page = ["stdin", "stdout", "-l", "+".join(LANGUAGES), "--psm", "1", "--dpi", str(picture.dpi)]
        return self._run(page, head + picture.dots, min(seconds, self.seconds))

    def version(self) -> str:
        """What it calls itself and reads. Raises OutsideError where it, or Indonesian, is not there."""
        try:
            known = self._run(["--list-langs"], b"", self.seconds).split()
            name = self._run(["--version"], b"", self.seconds).split("\n", 1)[0]
        except Unread as error:
            raise OutsideError(f"{self.program}: {error}", permanent=False, remedy=_REMEDY) from error
        lacking = [each for each in LANGUAGES if each not in known]
        if lacking:
            raise OutsideError(
                f"{name} belum mengenal bahasa {', '.join(lacking)}", permanent=False, remedy=_REMEDY
            )
        return f"{name}, bahasa {' dan '.join(LANGUAGES)}"

    def _run(self, arguments: list[str], given: bytes, seconds: float) -> str:
        if self.path is None:
            raise Unread("OCR tidak terpasang")
        deadline = monotonic() + seconds
        order = {
            "work": "ocr",
            "command": [self.path, *arguments],
            "cpu": self.cpu,
            "memory": self.memory,
            "seconds": max(0.0, seconds),
        }
        reading, writing = os.pipe()
        with _handed(given) as stdin, os.fdopen(reading, "rb") as pipe:
            try:
                room = self.enclosure.open(order, [stdin, writing], seen=home_of(self.path))
            finally:
                os.close(writing)
            with room:
                words = _received(pipe, deadline)
                told = room.heard(max(_ENDING, deadline - monotonic()))
        # A page that ends tesseract half-way must not pass for a short one.
        code = told.get("code") if told else 1
        if code is None or code == -signal.SIGXCPU:
            raise Unread(_LATE)
        if code:
            raise Unread("OCR terhenti")
        return words.decode("utf-8", "replace")


@contextmanager
def _handed(given: bytes) -> Iterator[int]:
    """The bytes as a file that lies in memory alone: a pipe would have to be fed while it is read."""
    file = os.memfd_create("halaman")
    try:
        left = memoryview(given)
        while left:
            left = left[os.write(file, left) :]
        os.lseek(file, 0, os.SEEK_SET)
        yield file
    finally:
        os.close(file)


def _received(pipe: IO[bytes], deadline: float) -> bytes:
    """All that is said until the end. Raises Unread at the deadline, or where it is too much."""
    said = bytearray()
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    while True:
        if not poll.poll(max(0.0, deadline - monotonic()) * 1000):
            raise Unread(_LATE)
        piece = os.read(pipe.fileno(), 1 << 16)
        if not piece:
            return bytes(said)
        said += piece
        if len(said) > _MOST:
            raise Unread("hasil bacanya terlalu besar")
