"""What a PDF holds beside the text of its pages: programs, files, notes stuck on a page.

Apart from the signatures because a scan has none and may still hold these (reliability.md T34).
"""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import ObjStreamRef
from pypdfium2 import raw

#: objects that are looked through; a letter has some two hundred
MOST_OBJECTS = 5_000
#: pages whose notes are looked for
MOST_PAGES = 500

#: what is told of an entry of a dictionary that no letter needs
ENTRIES = {
    "/JS": "JavaScript",
    "/JavaScript": "JavaScript",
    "/AA": "tindakan otomatis",
    "/XFA": "formulir XFA",
    "/EF": "berkas yang tertanam",
    "/EmbeddedFiles": "berkas yang tertanam",
    "/RichMediaContent": "multimedia",
}
#: the same of an action, by its kind; a link to a page or a web address is none of them
ACTIONS = {
    "/JavaScript": "JavaScript",
    "/Launch": "perintah menjalankan program",
    "/SubmitForm": "perintah mengirim data",
    "/ImportData": "perintah mengambil data",
    "/GoToR": "rujukan ke berkas lain",
    "/GoToE": "berkas yang tertanam",
    "/Hide": "perintah menyembunyikan isi",
    "/SetOCGState": "perintah menyembunyikan isi",
    "/Rendition": "multimedia",
    "/Movie": "multimedia",
    "/Sound": "multimedia",
}
#: under this name a layer is put out of sight
_OFF = "/OFF"
TOO_MANY = "terlalu banyak objek untuk diperiksa"
UNREADABLE = "bagian yang tidak dapat diperiksa"


def active_content(reader: PdfFileReader) -> tuple[str, ...]:
    """What of the PDF acts, or hides what it shows, in Indonesian; each kind once."""
    places = sorted(_references(reader), key=lambda each: each.idnum)
    if len(places) > MOST_OBJECTS:
        return (TOO_MANY,)
    if not _may_act(reader, places):
        return ()
    values = (reader.get_object(place) for place in places)  # type: ignore[no-untyped-call]
    return tuple(dict.fromkeys(found for value in values for found in _active(value)))


def noted_pages(reader: PdfFileReader) -> tuple[int, ...]:
    """The pages, counted from 1, on which something is stuck that is neither a link nor a signature."""
    count = min(int(reader.root["/Pages"]["/Count"]), MOST_PAGES)
    pages = (_page(reader, place) for place in range(count))
    return tuple(place for place, page in enumerate(pages, 1) if any(map(_is_note, annotations(page))))


def lenient_reader(pdf: bytes) -> PdfFileReader:
    """A reader of a PDF without signatures; what pyHanko cannot read, pdfium writes anew first."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if not reader.encrypted and int(reader.root["/Pages"]["/Count"]):
            return reader
    except (PdfReadError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        pass
    copy = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        document.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
    return PdfFileReader(copy, strict=False)


def annotations(page: generic.DictionaryObject) -> list[generic.DictionaryObject]:
    """What stands on a page beside its content."""
    listed = entry(page, "/Annots") or []
    return [listed[place] for place in range(len(listed))]


def entry(value: Any, name: str) -> Any:
    """What stands under a name, None if nothing; `get` of pyHanko gives a reference where the PDF has one."""
    found = name in value
    return value[name] if found else None


def is_signature(annotation: generic.DictionaryObject) -> bool:
    """Whether it is the place of a signature."""
    field = annotation
    for _ in range(8):
        if "/FT" in field or "/Parent" not in field:
            break
        field = field["/Parent"]
    return bool(entry(annotation, "/Subtype") == "/Widget" and entry(field, "/FT") == "/Sig")


def _is_note(annotation: generic.DictionaryObject) -> bool:
    return entry(annotation, "/Subtype") != "/Link" and not is_signature(annotation)


def _page(reader: PdfFileReader, place: int) -> generic.DictionaryObject:
    found: generic.DictionaryObject = reader.find_page_for_modification(place)[0].get_object()  # type: ignore[no-untyped-call]
    return found


def _references(reader: PdfFileReader) -> set[generic.Reference]:
    """Every object that the PDF has now."""
    revisions = range(reader.xrefs.total_revisions)
    found = [reader.xrefs.explicit_refs_in_revision(revision) for revision in revisions]
    return set().union(*found)


def _spelt(name: str) -> str:
    """A pattern for a name as a PDF may write it: a number may stand for each sign (ISO 32000-1, 7.3.5)."""
    # Whichever it is: one that is no number makes the PDF one that cannot be read.
    return "".join(f"(?:{re.escape(sign)}|#..)" for sign in name.removeprefix("/"))


#: the names that tell, in any spelling; what goes on with a letter or digit is another name. In a stream of
#: objects they do not show, also in one that only a program which mends the PDF would find
_NAMES = (*ENTRIES, *ACTIONS, _OFF, "/ObjStm")
_TELLING = re.compile(f"/(?:{'|'.join(map(_spelt, _NAMES))})(?![0-9A-Za-z])".encode(), re.DOTALL)


def _may_act(reader: PdfFileReader, places: Iterable[generic.Reference]) -> bool:
    """Whether any object may hold a telling name; that takes a hundredth of reading all objects.

    In the whole file, so that it does not matter where a program that mends it would find objects. Strings
    that only spell such a name, which no viewer obeys, are told where the objects are read, and not here.
    """
    packed = any(isinstance(reader.xrefs[place], ObjStreamRef) for place in places)
    return packed or reader.encrypted or bool(_TELLING.search(reader.stream.getvalue()))


def _active(value: Any, depth: int = 0) -> Iterator[str]:
    """What acts in one object and in what lies directly in it."""
    if depth > 20:
        yield UNREADABLE
    elif isinstance(value, dict):
        yield from (told for name, told in ENTRIES.items() if name in value)
        if (kind := entry(value, "/S")) in ACTIONS:
            yield ACTIONS[kind]
        if entry(value, _OFF) or entry(value, "/BaseState") == _OFF:
            yield "lapisan yang tidak tampak"
        for name in value:
            yield from _active(_direct(value.raw_get(name)), depth + 1)  # type: ignore[attr-defined]
    elif isinstance(value, list):
        for place in range(len(value)):
            yield from _active(_direct(value.raw_get(place)), depth + 1)  # type: ignore[attr-defined]


def _direct(value: Any) -> Any:
    """The value where it is no reference: what is referred to is looked at in its own turn."""
    return None if isinstance(value, generic.IndirectObject) else value
