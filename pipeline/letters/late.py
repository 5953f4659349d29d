"""Late fields: what is written into a draft after its staff last touched it, and how it is found again.

Apart from rendering because a draft that came back is never rendered again
(design 6). A late field is a locked plain-text control, alias = tag = name,
inside a bookmark `tg_<name>`, with a literal placeholder. Word keeps all of
these, LibreOffice 7.4 drops the tag, others drop the control: so each name is
looked for by tag, else alias, else bookmark, else placeholder.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from lxml import etree

from pipeline.errors import SetAside
from pipeline.letters.parts import (
    Parts,
    main_part,
    read_parts,
    trees_of,
    w,
    with_trees,
    write_parts,
    xpath,
)
from pipeline.letters.properties import propertied
from pipeline.letters.text import paragraph_text, part_lines

#: name of a late field to its placeholder
PLACEHOLDERS = {
    "nomor": "[nomor surat]",
    "tanggal": "[tanggal surat]",
    "jabatan": "[jabatan penanda tangan]",
    "penanda": "[nama penanda tangan]",
    "konsep": "[konsep]",
}
NAMES = tuple(PLACEHOLDERS)

#: Konsep PGD-2026-0007 v2 · K7QM-2XRD
KONSEP_LINE = re.compile(
    r"Konsep\s+(PGD-\d{4}-\d{4,7})\s+v(\d{1,4})\s*[·•‧∙.]\s*([0-9A-Z]{3,8}-[0-9A-Z]{3,8})"
)

#: the custom properties that travel with a draft
CASE, VERSION, CODE, HASH = "tanggap_case", "tanggap_version", "tanggap_code", "tanggap_hash"

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a late field stands: its texts in order, and the control or bookmark around them."""

    how: str
    texts: tuple[etree._Element, ...]
    around: etree._Element
    #: the words to be replaced, where they are only a part of the texts
    words: str = ""


class Draft:
    """The trees of a document's words, and the way back to its parts. Raises BadDocument."""

    def __init__(self, docx: bytes) -> None:
        self.parts: Parts = read_parts(docx)
        self.trees = trees_of(self.parts)

    def places(self, name: str) -> list[Place]:
        """Every place of the surest kind that has any: none, one, or too many."""
        for search in SEARCHES:
            found = [place for tree in self.trees.values() for place in search(tree, name)]
            if found:
                return found
        return []

    def fill(self, values: Mapping[str, str], drop: Collection[str] = ()) -> Parts:
        """The parts with these late fields written and those of `drop` emptied. Raises as `find` does."""
        places = _each_once(self, [*values, *drop])
        for name, text in values.items():
            _write(places[name], text)
        for name in drop:
            _write(places[name], "")
            _unwrap(places[name].around)
        return with_trees(self.parts, self.trees)


def find(docx: bytes, names: Iterable[str] = NAMES) -> dict[str, str]:
    """How each late field was found: tag, alias, bookmark or placeholder.

    Raises SetAside with the names that are missing or stand there more than once.
    """
    return {name: place.how for name, place in _each_once(Draft(docx), names).items()}


def located(docx: bytes) -> tuple[dict[str, str], tuple[str, ...]]:
    """How each late field was found, and the names that are missing or ambiguous."""
    draft = Draft(docx)
    found = {name: draft.places(name) for name in NAMES}
    return (
        {name: places[0].how for name, places in found.items() if len(places) == 1},
        tuple(name for name, places in found.items() if len(places) != 1),
    )


def fill(docx: bytes, values: Mapping[str, str], *, drop: Collection[str] = ()) -> bytes:
    """The draft with these late fields written in the format they stand in, and those of `drop` emptied.

    Everything else stays as the staff left it. Raises SetAside as `find` does.
    """
    return write_parts(Draft(docx).fill(values, drop))


def stamp(docx: bytes, case: str, version: int, code: str) -> bytes:
    """The draft as version `version` of the case: in its custom properties and in its visible line.

    Raises SetAside where the konsep line is missing or stands there twice.
    """
    lined = Draft(docx).fill({"konsep": konsep_line(case, version, code)})
    marks = {CASE: case, VERSION: str(version), CODE: code, HASH: _hash_of(lined)}
    return write_parts(propertied(lined, marks))


def text_hash(docx: bytes) -> str:
    """SHA-256 of the words of the main part; it stays the same when another program saves them."""
    return _hash_of(read_parts(docx))


def _hash_of(parts: Parts) -> str:
    return sha256("\n".join(part_lines(parts, main_part(parts))).encode()).hexdigest()


def konsep_line(case: str, version: int, code: str) -> str:
    """The visible line by which people and programs know a draft."""
    return f"Konsep {case} v{version} · {code}"


def _each_once(draft: Draft, names: Iterable[str]) -> dict[str, Place]:
    found = {name: draft.places(name) for name in names}
    missing = [name for name, places in found.items() if not places]
    double = [name for name, places in found.items() if len(places) > 1]
    if missing or double:
        raise SetAside(_fault("tidak ditemukan", missing) + _fault("ada lebih dari satu", double))
    return {name: places[0] for name, places in found.items()}


def _fault(what: str, names: list[str]) -> str:
    marks = ", ".join(PLACEHOLDERS.get(name, name) for name in names)
    return f"Dalam dokumen {what}: {marks}. " if names else ""


# ---- the four ways of finding a field ----


def _by_tag(tree: etree._Element, name: str) -> Iterator[Place]:
    yield from _controls(tree, "tag", name)


def _by_alias(tree: etree._Element, name: str) -> Iterator[Place]:
    yield from _controls(tree, "alias", name)


def _controls(tree: etree._Element, mark: str, name: str) -> Iterator[Place]:
    for control in xpath(tree, f"//w:sdt[w:sdtPr/w:{mark}/@w:val='{name}']"):
        texts = xpath(control, "./w:sdtContent//w:t")
        yield Place(mark, tuple(texts or _new_text(control)), control)


def _new_text(control: etree._Element) -> list[etree._Element]:
    """A text where somebody emptied the control: in its paragraph if it holds one."""
    content = control.find(w("sdtContent"))
    if content is None:
        content = etree.SubElement(control, w("sdtContent"))
    home = next(content.iter(w("p")), content)
    return [etree.SubElement(etree.SubElement(home, w("r")), w("t"))]


def _by_bookmark(tree: etree._Element, name: str) -> Iterator[Place]:
    for start in xpath(tree, f"//w:bookmarkStart[@w:name='tg_{name}']"):
        paragraph = next(start.iterancestors(w("p")), None)
        if paragraph is None:
            continue
        inside = list(_between(paragraph, start))
        if inside:
            yield Place("bookmark", tuple(inside), start)


def _between(paragraph: etree._Element, start: etree._Element) -> Iterator[etree._Element]:
    """The texts of a bookmark that ends in the paragraph where it starts; none if it does not."""
    number, open_ = start.get(w("id")), False
    found: list[etree._Element] = []
    for element in paragraph.iter():
        if element is start:
            open_ = True
        elif element.tag == w("bookmarkEnd") and element.get(w("id")) == number:
            yield from found
            return
        elif open_ and element.tag == w("t"):
            found.append(element)


def _by_placeholder(tree: etree._Element, name: str) -> Iterator[Place]:
    for paragraph in tree.iter(w("p")):
        line = paragraph_text(paragraph)
        words = [PLACEHOLDERS[name]] * line.count(PLACEHOLDERS[name]) if name in PLACEHOLDERS else []
        if name == "konsep":
            words += [found[0] for found in KONSEP_LINE.finditer(line)]
        for word in words:
            yield Place("placeholder", tuple(_own_texts(paragraph)), paragraph, word)


def _own_texts(paragraph: etree._Element) -> list[etree._Element]:
    return [text for text in paragraph.iter(w("t")) if next(text.iterancestors(w("p"))) is paragraph]


SEARCHES: tuple[Callable[[etree._Element, str], Iterator[Place]], ...] = (
    _by_tag,
    _by_alias,
    _by_bookmark,
    _by_placeholder,
)


# ---- writing ----


def _write(place: Place, text: str) -> None:
    """Put `text` where the field stands; the first run's format holds."""
    if place.words:
        _splice(place, text)
        return
    first, *others = place.texts
    for piece in others:
        piece.text = ""
    for line_end in {child for piece in place.texts for child in _line_ends(piece)}:
        _remove(line_end)
    _set_lines(first, text)
    for mark in xpath(place.around, "./w:sdtPr/w:showingPlcHdr | .//w:rStyle[@w:val='PlaceholderText']"):
        # Word shows a control that still counts as its placeholder in grey
        _remove(mark)
    if "\n" in text:
        # LibreOffice 7.4 draws a plain-text control as one line; the bookmark around it stays
        _unwrap(place.around)


def _splice(place: Place, text: str) -> None:
    """Replace the words where they stand among the texts, though an editor cut them into several runs."""
    start = "".join(piece.text or "" for piece in place.texts).find(place.words)
    if start < 0:
        raise SetAside(f"Tulisan “{place.words}” dalam dokumen terpotong dan tidak dapat diganti.")
    end = start + len(place.words)
    at = 0
    for piece in place.texts:
        old = piece.text or ""
        before, after = old[: max(start - at, 0)], old[max(end - at, 0) :]
        here = text if at <= start < at + len(old) else ""
        at += len(old)
        _set_lines(piece, before + here + after)


def _line_ends(piece: etree._Element) -> list[etree._Element]:
    return xpath(piece, "../w:br | ../w:cr | ../w:tab")


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _set_lines(piece: etree._Element, text: str) -> None:
    """The text of a w:t; each further line follows a break in the same run."""
    first, *others = text.split("\n")
    piece.text = first
    piece.set(SPACE, "preserve")
    for line in reversed(others):
        further = etree.Element(w("t"))
        further.text = line
        further.set(SPACE, "preserve")
        piece.addnext(further)
        piece.addnext(etree.Element(w("br")))


def _unwrap(control: etree._Element) -> None:
    """Put a control's content in its own place; other elements stay."""
    parent = control.getparent()
    if control.tag != w("sdt") or parent is None:
        return
    for child in control.iterfind(f"{w('sdtContent')}/*"):
        control.addprevious(child)
    parent.remove(control)
