"""Drafts as word processors save them: Word, LibreOffice, WPS and Google Docs, each by its habits.

LibreOffice is the real one; the others' habits are written by hand. `python -m tests.letters.travels` prints
how each is known again.
"""

import copy
import re
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from pipeline.letters.drafts import read_draft
from pipeline.letters.late import located, stamp
from pipeline.letters.parts import Parts, parse, read_parts, serialize, text_parts, w, write_parts, xpath
from pipeline.letters.properties import PART, with_properties
from tests.letters.samples import letter
from tests.letters.soffice import converted

DRAFT = stamp(letter(), "PGD-2026-0007", 2, "K7QM-2XRD")
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
Change = Callable[[etree._Element], None]


def changed(docx: bytes, *changes: Change) -> bytes:
    """The document with each tree of words changed."""
    parts = read_parts(docx)
    for name in text_parts(parts):
        tree = parse(parts[name])
        for change in changes:
            change(tree)
        parts[name] = serialize(tree)
    return write_parts(parts)


def split_runs(tree: etree._Element) -> None:
    """Every run in two, as spelling marks and edits leave them."""
    for run in xpath(tree, "//w:r[w:t]"):
        text = next(run.iter(w("t")))
        words = text.text or ""
        twin = copy.deepcopy(run)
        text.text, next(twin.iter(w("t"))).text = words[: len(words) // 2], words[len(words) // 2 :]
        for each in (text, next(twin.iter(w("t")))):
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addnext(twin)
        run.addnext(etree.Element(w("proofErr"), {w("type"): "spellStart"}))


def mark_revisions(tree: etree._Element) -> None:
    """The numbers that Word gives to every paragraph and run."""
    for place, element in enumerate(xpath(tree, "//w:p | //w:r")):
        element.set(w("rsidR"), f"{place:08X}")
    for place, paragraph in enumerate(xpath(tree, "//w:p")):
        paragraph.set(f"{{{W14}}}paraId", f"{place + 1:08X}")


def drop(path: str) -> Change:
    """Whatever the path finds goes, without what follows it."""

    def change(tree: etree._Element) -> None:
        for element in xpath(tree, path):
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)

    return change


def unwrap_controls(tree: etree._Element) -> None:
    """Content controls become plain text."""
    for control in xpath(tree, "//w:sdt"):
        for child in list(control.iterfind(f"{w('sdtContent')}/*")):
            control.addprevious(child)
        parent = control.getparent()
        assert parent is not None
        parent.remove(control)


def renumber_bookmarks(tree: etree._Element) -> None:
    """Bookmarks keep their names and get other numbers."""
    marks = xpath(tree, "//w:bookmarkStart | //w:bookmarkEnd")
    numbers = {number: str(place) for place, number in enumerate(sorted({m.get(w("id"), "") for m in marks}))}
    for mark in marks:
        mark.set(w("id"), numbers[mark.get(w("id"), "")])


def wrap_alternatives(tree: etree._Element) -> None:
    """A run in both its newer and its older form, as WPS and Word write text boxes."""
    for run in xpath(tree, "//w:body/w:p/w:r[w:t]")[:1]:
        both = etree.Element(f"{{{MC}}}AlternateContent")
        run.addprevious(both)
        etree.SubElement(both, f"{{{MC}}}Choice", Requires="wps").append(copy.deepcopy(run))
        etree.SubElement(both, f"{{{MC}}}Fallback").append(run)


def without_properties(docx: bytes) -> bytes:
    """Custom properties are gone, with all that names them."""
    parts: Parts = {name: part for name, part in read_parts(docx).items() if name != PART}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = re.sub(rb"<(?:Override|Relationship)\b[^>]*custom\.xml[^>]*/>", b"", parts[name])
    return write_parts(parts)


def libreoffice(docx: bytes) -> bytes:
    """What the real one saves."""
    with TemporaryDirectory() as folder:
        return converted(docx, "docx", Path(folder))


def word(docx: bytes) -> bytes:
    """Word: runs split, numbers of revisions, all else kept."""
    return changed(docx, split_runs, mark_revisions)


def wps(docx: bytes) -> bytes:
    """WPS: its own property, no tags and locks, both forms of a run."""
    lean = changed(docx, drop("//w:sdtPr/w:tag | //w:sdtPr/w:lock"), wrap_alternatives, split_runs)
    return with_properties(lean, {"KSOProductBuildVer": "1033-12.2.0.13306", "ICV": "5F1C"})


def google(docx: bytes) -> bytes:
    """Google Docs: no properties, no controls; bookmarks with other numbers."""
    return without_properties(changed(docx, unwrap_controls, renumber_bookmarks, split_runs))


def bare(docx: bytes) -> bytes:
    """A converter that drops bookmarks as well."""
    return changed(google(docx), drop("//w:bookmarkStart | //w:bookmarkEnd"))


#: how a draft was saved → how it is known, and how its late fields are found
SAVED: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "as it was sent": (bytes, "properties", "tag"),
    "Word": (word, "properties", "tag"),
    "Word, without tags": (
        lambda docx: changed(docx, drop("//w:sdtPr/w:tag")),
        "properties",
        "alias",
    ),
    "LibreOffice": (libreoffice, "properties", "alias"),
    "LibreOffice, then Word": (lambda docx: word(libreoffice(docx)), "properties", "alias"),
    "WPS": (wps, "properties", "alias"),
    "Google Docs": (google, "line", "bookmark"),
    "Google Docs, then LibreOffice": (lambda docx: libreoffice(google(docx)), "line", "bookmark"),
    "Google Docs, then Word": (lambda docx: word(google(docx)), "line", "bookmark"),
    "a converter that drops bookmarks": (bare, "line", "placeholder"),
}

if __name__ == "__main__":
    for name, (save, _, _) in SAVED.items():
        saved = save(DRAFT)
        facts, found = read_draft(saved), located(saved)[0]
        ways = ", ".join(sorted(set(found.values())))
        sys.stdout.write(f"| {name} | {facts.case} v{facts.version} by {facts.found_by} | {ways} | ")
        sys.stdout.write(f"{', '.join(facts.missing) or 'none'} | {facts.problem or '–'} |\n")
