"""The fonts that a Word document names for its Latin text, and which of them will be replaced in the PDF.

Apart from the other faults because what is installed is told from outside.
"""

from collections.abc import Collection, Iterator

from lxml import etree

from pipeline.letters.parts import W, parse, read_parts, text_parts, w

#: a font → the one of equal widths that stands in for it, so that no line breaks elsewhere
TWINS = {
    "Arial": "Liberation Sans",
    "Arial Narrow": "Liberation Sans Narrow",
    "Times New Roman": "Liberation Serif",
    "Courier New": "Liberation Mono",
    "Calibri": "Carlito",
    "Cambria": "Caladea",
}
_STYLES = "word/styles.xml"


def fonts_of(docx: bytes) -> list[str]:
    """The fonts that its text, headers, footers and styles name, sorted. Raises BadDocument."""
    parts = read_parts(docx)
    names = [*text_parts(parts), *({_STYLES} & parts.keys())]
    return sorted({font for name in names for font in _named(parse(parts[name]))})


def replaced_fonts(docx: bytes, installed: Collection[str]) -> list[str]:
    """The fonts for which another of other widths will stand. Raises BadDocument."""
    return [font for font in fonts_of(docx) if not {font, TWINS.get(font, font)} & set(installed)]


def _named(root: etree._Element) -> Iterator[str]:
    for fonts in root.iter(w("rFonts")):
        for script in ("ascii", "hAnsi"):
            if name := fonts.get(f"{{{W}}}{script}"):
                yield name
