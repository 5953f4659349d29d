"""The words of a .docx, paragraph by paragraph, as its reader sees them.

Apart because rendering checks a letter by them, and drafts are read and compared by them.
"""

from collections.abc import Mapping

from lxml import etree

from pipeline.letters.parts import Parts, parse, read_parts, trees_of, w

MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: not part of what is read: properties, the old place of moved text, the second body of a drawing
HIDDEN = {w("pPr"), w("moveFrom"), MC_FALLBACK}
_PARAGRAPH, _TEXT = w("p"), w("t")
_APART = {_PARAGRAPH, *HIDDEN}
BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("noBreakHyphen"): "-"}


def document_lines(docx: bytes) -> list[str]:
    """Every line of the main part, headers and footers, white space collapsed. Raises BadDocument."""
    return lines_of(read_parts(docx))


def lines_of(parts: Parts) -> list[str]:
    """The same of an opened document."""
    return lines_in(trees_of(parts))


def lines_in(trees: Mapping[str, etree._Element]) -> list[str]:
    """The same of the trees of its parts."""
    return [line for tree in trees.values() for line in _lines(tree)]


def part_lines(parts: Parts, name: str) -> list[str]:
    """The lines of one part that are not empty, white space collapsed."""
    return _lines(parse(parts[name]))


def _lines(tree: etree._Element) -> list[str]:
    texts = (paragraph_text(paragraph) for paragraph in tree.iter(_PARAGRAPH))
    return [" ".join(words) for text in texts for line in text.split("\n") if (words := line.split())]


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of one paragraph, without that of paragraphs inside it (text boxes)."""
    pieces: list[str] = []
    _gather(paragraph, pieces)
    return "".join(pieces)


def _gather(element: etree._Element, pieces: list[str]) -> None:
    # Each letter is read several times, and to ask lxml for a tag is what that takes.
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            pieces.append(child.text or "")
        elif tag in BREAKS:
            pieces.append(BREAKS[tag])
        elif tag not in _APART:
            _gather(child, pieces)
