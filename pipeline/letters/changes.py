"""A draft as it is printed: tracked changes accepted, comments and controls gone, the words as they are.

Apart from the late fields because it is done to a copy, just before the
conversion: the draft that travels on keeps all of these for its readers.
"""

from lxml import etree

from pipeline.letters.parts import read_parts, trees_of, w, with_trees, write_parts, xpath

#: what goes with everything in it
GONE = (
    "//w:del | //w:moveFrom | //w:tr[w:trPr/w:del] | //w:rPrChange | //w:pPrChange | //w:sectPrChange"
    " | //w:tblPrChange | //w:trPrChange | //w:tcPrChange | //w:tblGridChange | //w:numberingChange"
    " | //w:moveFromRangeStart | //w:moveFromRangeEnd | //w:moveToRangeStart | //w:moveToRangeEnd"
    " | //w:commentRangeStart | //w:commentRangeEnd | //w:r[w:commentReference]"
)
#: marks inside properties: the paragraph or row is new, its content stays
MARKS = "//w:rPr/w:ins | //w:rPr/w:moveTo | //w:trPr/w:ins | //w:tcPr/w:cellIns"


def flatten(docx: bytes) -> bytes:
    """The document to convert. Raises BadDocument.

    LibreOffice prints tracked changes in colour, and from 7.5 on makes form
    fields of content controls: neither belongs in a letter that is signed.
    """
    parts = read_parts(docx)
    trees = trees_of(parts)
    for tree in trees.values():
        settle(tree)
    return write_parts(with_trees(parts, trees), lasting=False)


def settle(tree: etree._Element) -> bool:
    """Take from one part's tree what is not printed; the tree itself changes. Whether there was anything."""
    changed = _accept(tree)
    wrappers = xpath(tree, "//w:ins | //w:moveTo")
    for wrapper in wrappers:
        _unwrap(wrapper, wrapper)
    controls = xpath(tree, "//w:sdt")
    for control in controls:
        _unwrap(control, control.find(w("sdtContent")))
    return changed or bool(wrappers or controls)


def _accept(tree: etree._Element) -> bool:
    # a deleted paragraph end: the next paragraph goes on here
    ends = xpath(tree, "//w:p[w:pPr/w:rPr/w:del]")
    for paragraph in ends:
        following = paragraph.getnext()
        if following is not None and following.tag == w("p"):
            following[:] = [*following.findall(w("pPr")), *_content(paragraph), *_content(following)]
            _remove(paragraph)
    elements = xpath(tree, f"{GONE} | {MARKS}")
    for element in elements:
        _remove(element)
    return bool(ends or elements)


def _content(paragraph: etree._Element) -> list[etree._Element]:
    return [child for child in paragraph if child.tag != w("pPr")]


def _unwrap(wrapper: etree._Element, content: etree._Element | None) -> None:
    """Put the content in the wrapper's own place."""
    for child in [] if content is None else list(content):
        wrapper.addprevious(child)
    _remove(wrapper)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
