"""The Jinja tags of a Word template, each with the place where its editor finds it.

Apart from rendering because docxtpl sees one long text: it knows neither the paragraph nor the row
in which somebody mistyped a field.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.letters.parts import main_part, parse, read_parts, text_parts, w
from pipeline.letters.text import paragraph_text

#: a whole tag: its opening brace and sign, its words
_TAG = re.compile(r"\{([{%])(.*?)[}%]\}")
_COMMENT = re.compile(r"\{#.*?#\}")
#: what is left of a tag that was not closed, or not opened
_TORN = re.compile(r"\{\{|\{%|\}\}|%\}")
#: what docxtpl removes around a tag: a row, a cell, a paragraph, a run
_SCOPE = re.compile(r"-?(tr|tc|p|r)\s+")
#: Word's quotation marks, which docxtpl takes for straight ones
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
#: as many characters of a paragraph tell its place
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """One paragraph: where it stands and what it says."""

    #: "badan surat", "kepala halaman", "kaki halaman"
    area: str
    #: number of the paragraph, or of the table, in its area, from 1
    number: int
    #: number of the row, from 1; 0 outside tables
    row: int
    words: str
    #: all words of its row; its own words outside tables
    around: str

    def told(self) -> str:
        """As its editor finds it: badan surat, tabel 1 baris 2: “Nomor : …”."""
        place = f"tabel {self.number} baris {self.row}" if self.row else f"paragraf {self.number}"
        words = " ".join(self.around.split())
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        return f"{self.area}, {place}: “{shown}”"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a template."""

    #: "{" for a field that is printed, "%" for a statement
    sign: str
    #: what Jinja reads
    words: str
    #: what docxtpl removes around it: tr, tc, p, r, or ''
    scope: str
    spot: Spot

    @property
    def shown(self) -> str:
        """As it stands in the template."""
        close = "}}" if self.sign == "{" else "%}"
        return f"{{{self.sign}{self.scope} {self.words} {close}"


def spots(template: bytes) -> Iterator[Spot]:
    """Every paragraph of the words, headers and footers, in order. Raises BadDocument."""
    parts = read_parts(template)
    main = main_part(parts)
    for name in text_parts(parts):
        area = "badan surat" if name == main else "kepala halaman" if "header" in name else "kaki halaman"
        yield from _spots(parse(parts[name]), area)


def _spots(root: etree._Element, area: str) -> Iterator[Spot]:
    tables = [table for table in root.iter(w("tbl")) if next(table.iterancestors(w("tbl")), None) is None]
    number = 0
    for paragraph in root.iter(w("p")):
        words = paragraph_text(paragraph)
        row = next(reversed(list(paragraph.iterancestors(w("tr")))), None)
        if row is None:
            number += 1
            yield Spot(area, number, 0, words, words)
            continue
        table = next(row.iterancestors(w("tbl")))
        around = " ".join(filter(None, map(paragraph_text, row.iter(w("p")))))
        rows = list(table.iter(w("tr")))
        yield Spot(area, tables.index(table) + 1, rows.index(row) + 1, words, around)


def tags(spot: Spot) -> list[Tag]:
    """The tags of a paragraph, in order."""
    return [_tag(found, spot) for found in _TAG.finditer(_COMMENT.sub("", spot.words))]


def torn(spot: Spot) -> bool:
    """Whether braces are left over that belong to no whole tag."""
    return _TORN.search(_TAG.sub("", _COMMENT.sub("", spot.words))) is not None


def _tag(found: re.Match[str], spot: Spot) -> Tag:
    words = found[2].translate(_STRAIGHT)
    scope = _SCOPE.match(words)
    words = words[scope.end() :] if scope else words
    return Tag(found[1], words.strip(" -\t"), scope[1] if scope else "", spot)
