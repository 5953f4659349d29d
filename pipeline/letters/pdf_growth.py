"""Which earlier versions of a signed PDF it still holds, with nothing but signatures added to them.

Apart from the coverage of a signature because this asks what came before it: whoever signs in his own
program adds to the very bytes that he was sent, and to those alone.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from pipeline.letters.pdf_content import MOST_OBJECTS, entry, is_signature

#: versions of one file that are looked at
MOST_VERSIONS = 20
#: where a version ends; the line end behind it may belong to it
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF(?=(\r\n|\r|\n)?)")
#: what a signature, and archive data behind it, may change of the catalog and of a page
_CATALOG = {"/AcroForm", "/Metadata", "/DSS", "/Extensions", "/Perms", "/Version"}
_PAGE = {"/Annots", "/Tabs", "/LastModified"}
#: how the tags of a tagged PDF hang together; they tell screen readers of a signature and draw nothing
_TAGS = ("/K", "/ParentTree", "/Kids", "/Nums")


def untouched(pdf: bytes, reader: PdfFileReader) -> tuple[str, ...]:
    """SHA-256 of every earlier version to which nothing but signatures was added."""
    revisions = {
        reader.xrefs.get_startxref_for_revision(number): number
        for number in range(reader.xrefs.total_revisions - 1)
    }
    found: list[str] = []
    for end in list(_END.finditer(pdf))[:MOST_VERSIONS]:
        revision = revisions.get(int(end[1]))
        if revision is not None and _is_whole(reader, revision):
            lengths = {end.end(), end.end(2) if end[2] else end.end(), end.end() + (end[2] == b"\r\n")}
            found += [sha256(pdf[:length]).hexdigest() for length in sorted(lengths)]
    return tuple(found)


def _is_whole(reader: PdfFileReader, revision: int) -> bool:
    """Whether all objects of the version are as they were, but for what a signature changes."""
    before = reader.get_historical_resolver(revision)
    free = _free(before)
    changed = [
        place
        for earlier in range(revision + 1)
        for place in reader.xrefs.explicit_refs_in_revision(earlier)
        if reader.xrefs.get_last_change(place) > revision and place not in free
    ]
    odd = {place for place in changed if not _is_alike_at(place, before, reader)}
    # To know all tags the whole tree is read, and few programs change any.
    if odd and not odd <= set(_tags(before.root)):
        return False
    later = range(revision + 1, reader.xrefs.total_revisions)
    return not any(reader.xrefs.refs_freed_in_revision(each) for each in later)


def _free(before: HistoricalResolver) -> set[generic.Reference]:
    """Objects that may change altogether: the dates of the file, and the root of its tags."""
    trailer, root = before.trailer_view, before.root
    holders = [(trailer, "/Info"), (root, "/Metadata"), (root, "/StructTreeRoot")]
    values = [holder.raw_get(name) for holder, name in holders if name in holder]
    return {value.reference for value in values if isinstance(value, generic.IndirectObject)}


def _tags(root: generic.DictionaryObject) -> Iterator[generic.Reference]:
    """Every object of the tree of tags, which may change too; none where there is no tree."""
    top = [root.raw_get("/StructTreeRoot")] if "/StructTreeRoot" in root else []
    waiting, seen = top, set[generic.Reference]()
    while waiting and len(seen) < MOST_OBJECTS:
        value = waiting.pop()
        if isinstance(value, generic.IndirectObject):
            if value.reference in seen:
                continue
            seen.add(value.reference)
            yield value.reference
            value = value.get_object()  # type: ignore[no-untyped-call]
        if isinstance(value, generic.ArrayObject):
            waiting += [value.raw_get(place) for place in range(len(value))]
        elif isinstance(value, generic.DictionaryObject):
            waiting += [value.raw_get(name) for name in _TAGS if name in value]


def _is_alike_at(place: generic.Reference, before: HistoricalResolver, reader: PdfFileReader) -> bool:
    now = reader.get_object(place)  # type: ignore[no-untyped-call]
    return _is_alike(before(place), now, place == before.root_ref)


def _is_alike(old: generic.PdfObject, new: generic.PdfObject, is_catalog: bool) -> bool:
    """Whether an object changed only as signing changes it: the catalog, a page, a page's list of notes."""
    if isinstance(old, generic.ArrayObject) and isinstance(new, generic.ArrayObject):
        return _only_signatures_added(old, new)
    if not isinstance(old, generic.DictionaryObject) or not isinstance(new, generic.DictionaryObject):
        return False
    page = entry(old, "/Type") == "/Page"
    free = _CATALOG if is_catalog else _PAGE if page else set()
    if isinstance(old, generic.StreamObject) or not free or _entries(old, free) != _entries(new, free):
        return False
    return is_catalog or _only_signatures_added(_notes(old), _notes(new))


def _entries(value: generic.DictionaryObject, but: set[str]) -> dict[str, generic.PdfObject]:
    return {name: value.raw_get(name) for name in value if name not in but}


def _notes(page: generic.DictionaryObject) -> generic.ArrayObject:
    found = entry(page, "/Annots")
    return found if isinstance(found, generic.ArrayObject) else generic.ArrayObject()


def _only_signatures_added(old: generic.ArrayObject, new: generic.ArrayObject) -> bool:
    """Whether the list begins as before and goes on with places of signatures."""
    kept = [old.raw_get(place) for place in range(len(old))]
    now = [new.raw_get(place) for place in range(len(new))]
    added = [new[place] for place in range(len(kept), len(now))]
    return now[: len(kept)] == kept and all(map(is_signature, added))
