"""What it takes to cut the worst replies: `python -m tests.benchmarks.replies`.

Apart from the other benchmarks because nothing is registered here: text goes in, words come out.
"""

from collections.abc import Callable, Iterator
from time import process_time

from rich.console import Console
from rich.table import Table

from pipeline.mail.html import html_text
from pipeline.mail.reply import cut
from tests.mail.worst import PAGES, TEXTS, deep, filled

#: characters of the longer text
SIZE = 200_000
#: seconds that it may take
LIMIT = 0.2


def table() -> Table:
    """Milliseconds of CPU for each kind of text and page, of half the size and of the whole."""
    found = Table(title=f"The worst {SIZE // 1000} kB, milliseconds of CPU", title_justify="left")
    for heading in ("", "half", "whole", "times", ""):
        found.add_column(heading, justify="right" if heading else "left")
    for name, work, make in _worst():
        half, whole = _seconds(work, make(SIZE // 2)), _seconds(work, make(SIZE))
        over = "" if whole <= LIMIT else f"over {1000 * LIMIT:.0f}"
        found.add_row(name, f"{1000 * half:.1f}", f"{1000 * whole:.1f}", f"{whole / half:.1f}", over)
    return found


def _worst() -> Iterator[tuple[str, Callable[[str], object], Callable[[int], str]]]:
    for name, piece in TEXTS.items():
        yield name, cut, _maker(piece)
    for name, piece in PAGES.items():
        yield f"HTML: {name}", _read, _maker(piece)
    yield "HTML: lines in a thousand quotations", _read, deep


def _maker(piece: str) -> Callable[[int], str]:
    return lambda size: filled(piece, size)


def _read(page: str) -> object:
    return cut(html_text(page))


def _seconds(work: Callable[[str], object], text: str) -> float:
    """The best of three."""
    return min(_once(work, text) for _ in range(3))


def _once(work: Callable[[str], object], text: str) -> float:
    before = process_time()
    work(text)
    return process_time() - before


if __name__ == "__main__":
    Console().print(table())
