"""A returned .docx is known again, read, or refused with one sentence; nothing in it is ever run."""

import io
import json
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.letters.draft_facts import DraftFacts
from pipeline.letters.drafts import PROMPT, changed_paragraphs, read_draft
from pipeline.letters.late import NAMES, stamp
from pipeline.letters.parts import Parts, read_parts, write_parts
from tests.letter_templates_word import PROMPT as SHIPPED_PROMPT
from tests.letters.samples import PLAIN, letter
from tests.letters.soffice import converted
from tests.letters.test_changes import tracked
from tests.processor import timed

DRAFT = stamp(letter(), "PGD-2026-0007", 2, "K7QM-2XRD")
CODE = ("PGD-2026-0007", 2, "K7QM-2XRD")
REL = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
)
REL += 'Target="{}" TargetMode="External"/>'


def replaced(part: str, old: str, new: str) -> bytes:
    """The draft with one text of one part replaced."""
    parts = read_parts(DRAFT)
    before = parts[part].decode()
    assert old in before
    return write_parts(parts | {part: before.replace(old, new, 1).encode()})


def with_part(name: str, content: bytes) -> bytes:
    return write_parts(read_parts(DRAFT) | {name: content})


def with_relation(kind: str, target: str) -> bytes:
    return replaced(
        "word/_rels/document.xml.rels", "</Relationships>", REL.format(kind, target) + "</Relationships>"
    )


# ---- known again ----


def test_a_draft_is_known_by_its_properties() -> None:
    facts = read_draft(DRAFT)

    assert (facts.case, facts.version, facts.code, facts.found_by) == (*CODE, "properties")


def test_a_draft_without_properties_is_known_by_its_visible_line() -> None:
    parts = {name: part for name, part in read_parts(DRAFT).items() if name != "docProps/custom.xml"}

    facts = read_draft(write_parts(parts))

    assert (facts.case, facts.version, facts.code, facts.found_by) == (*CODE, "line")


def test_a_draft_saved_by_libreoffice_is_known_and_unchanged(tmp_path: Path) -> None:
    facts = read_draft(converted(DRAFT, "docx", tmp_path))

    assert (facts.case, facts.version, facts.found_by) == (*CODE[:2], "properties")
    assert (facts.changed, facts.missing, facts.problem) == (False, (), "")


def test_a_document_that_is_no_draft_has_no_case() -> None:
    facts = read_draft(letter("notulen"))

    assert (facts.case, facts.found_by, facts.missing, facts.problem) == ("", "", NAMES, "")


def test_a_changed_draft_says_so() -> None:
    facts = read_draft(replaced("word/document.xml", "mohon maaf", "sangat mohon maaf"))

    assert facts.changed
    assert "sangat mohon maaf" in facts.text


def test_missing_late_fields_are_named() -> None:
    parts = read_parts(DRAFT)
    body = re.sub(
        r"<w:sdt>(?:(?!</w:sdt>).)*\[nomor surat\].*?</w:sdt>|tg_nomor",
        "",
        parts["word/document.xml"].decode(),
    )

    facts = read_draft(write_parts(parts | {"word/document.xml": body.encode()}))

    assert facts.missing == ("nomor",)


def test_an_answer_that_nobody_wrote_is_asked_for() -> None:
    facts = read_draft(stamp(letter(case=PLAIN), "PGD-2026-0007", 1, "K7QM-2XRD"))

    assert PROMPT == SHIPPED_PROMPT
    assert PROMPT in facts.problem


def test_the_facts_survive_json() -> None:
    facts = read_draft(DRAFT)

    assert DraftFacts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


def test_jinja_in_a_draft_stays_text() -> None:
    facts = read_draft(replaced("word/document.xml", "mohon maaf", "{{ cycler.__init__.__globals__.os }}"))

    assert "{{ cycler.__init__.__globals__.os }}" in facts.text


# ---- what changed ----


def test_changes_are_told_paragraph_by_paragraph() -> None:
    changes = changed_paragraphs(DRAFT, replaced("word/document.xml", "Kami mohon maaf", "Kami menyesal"))

    assert changes == [
        "- Kami mohon maaf atas ketidaknyamanan yang Saudara alami.",
        "+ Kami menyesal atas ketidaknyamanan yang Saudara alami.",
    ]


def test_equal_drafts_have_no_changes() -> None:
    assert changed_paragraphs(DRAFT, DRAFT) == []


def test_tracked_changes_are_seen() -> None:
    assert read_draft(tracked(DRAFT)).tracked
    assert not read_draft(DRAFT).tracked


# ---- refused ----


def doctype(encoding: str) -> bytes:
    text = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
    return with_part("word/footnotes.xml", text.format(encoding).encode(encoding))


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return with_part("word/document.xml", f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><x>&l9;</x>'.encode())


def flat_bomb() -> bytes:
    return with_part("word/media/kosong.bin", bytes(50_000_000))


def many_entries() -> bytes:
    return write_parts({f"x{number}": b"" for number in range(2_001)})


def zip_of(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    return target.getvalue()


def twice() -> bytes:
    return zip_of("a.xml", "A.xml")


def overlapping() -> bytes:
    """Two central entries that point at one local entry, as in bombs of quoted kernels."""
    package = bytearray(zip_of("a.xml", "b.xml"))
    second = package.rfind(b"PK\x01\x02")
    package[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(package)


def encrypted() -> bytes:
    package = bytearray(zip_of("a.xml"))
    package[package.find(b"PK\x01\x02") + 8] |= 1
    return bytes(package)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"bukan dokumen", "bukan dokumen Word"),
    "old doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "bukan dokumen Word"),
    "truncated": (lambda: DRAFT[:-200], "bukan dokumen Word"),
    "no document": (lambda: zip_of("a.xml"), "bukan dokumen Word"),
    "flat bomb": (flat_bomb, "terlalu besar"),
    "many entries": (many_entries, "terlalu besar"),
    "duplicates": (twice, "dua kali"),
    "overlapping": (overlapping, "dua kali"),
    "encrypted": (encrypted, "kata sandi"),
    "absolute name": (lambda: zip_of("/etc/passwd"), "tidak wajar"),
    "climbing name": (lambda: zip_of("word/../../x"), "tidak wajar"),
    "doctype": (lambda: doctype("utf-8"), "DTD"),
    "doctype in UTF-16": (lambda: doctype("utf-16"), "DTD"),
    "billion laughs": (laughs, "DTD"),
    "broken XML": (lambda: replaced("word/document.xml", "</w:body>", ""), "rusak"),
    "remote picture": (lambda: with_relation("image", "http://127.0.0.1:9/a.png"), "luar dokumen"),
    "local file": (lambda: with_relation("image", "file:///etc/passwd"), "luar dokumen"),
    "file hyperlink": (lambda: with_relation("hyperlink", "file:///etc/passwd"), "luar dokumen"),
    "template": (lambda: with_relation("attachedTemplate", "http://127.0.0.1:9/t.dotm"), "luar dokumen"),
    "altChunk": (lambda: with_relation("aFChunk", "http://127.0.0.1:9/c.html"), "luar dokumen"),
    "inner altChunk": (
        lambda: replaced(
            "word/_rels/document.xml.rels",
            "</Relationships>",
            REL.format("aFChunk", "c.html").replace('TargetMode="External"', "") + "</Relationships>",
        ),
        "altChunk",
    ),
    "macro": (lambda: with_part("word/vbaProject.bin", b"x"), "makro"),
    "docm": (
        lambda: replaced(
            "[Content_Types].xml", "wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
        ),
        "tanpa makro",
    ),
    "OLE": (lambda: with_part("word/embeddings/oleObject1.bin", b"x"), "OLE"),
    "embedded workbook": (lambda: with_part("word/embeddings/buku.xlsx", b"x"), "tertanam"),
    "field in pieces": (
        lambda: replaced(
            "word/document.xml",
            "<w:p>",
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r>'
            '<w:r><w:instrText>TEXT "/etc/passwd"</w:instrText><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        "INCLUDETEXT",
    ),
    "field that starts a program": (
        lambda: replaced("word/document.xml", "<w:p>", '<w:p><w:fldSimple w:instr=" ddeauto cmd x "/>'),
        "DDEAUTO",
    ),
    "ActiveX": (lambda: with_part("word/activeX/activeX1.xml", b"<x/>"), "ActiveX"),
}


#: bytes that are taken at most to refuse a document: none of these is unpacked or drawn out as it asks
UNPACKED = 4_000_000


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_with_one_sentence(name: str) -> None:
    make, words = HOSTILE[name]
    document = make()
    tracemalloc.start()

    facts, seconds = timed(lambda: read_draft(document))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert words in facts.problem
    assert facts.text == ""
    assert seconds < 1
    assert peak < UNPACKED


@pytest.mark.parametrize("target", ["http://a.example", "https://a.example", "mailto:tu@balai.example"])
def test_an_ordinary_link_is_no_danger(target: str) -> None:
    assert read_draft(with_relation("hyperlink", target)).problem == ""


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(DRAFT) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_document_never_raises(place: int, noise: bytes) -> None:
    facts = read_draft(DRAFT[:place] + noise + DRAFT[place + len(noise) :])

    assert isinstance(facts, DraftFacts)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(read_parts(DRAFT))), st.data())
def test_a_document_with_a_damaged_part_never_raises(name: str, data: st.DataObject) -> None:
    parts: Parts = read_parts(DRAFT)
    place = data.draw(st.integers(0, len(parts[name]) - 1))
    parts[name] = parts[name][:place] + data.draw(st.binary(max_size=40)) + parts[name][place + 5 :]

    assert isinstance(read_draft(write_parts(parts)), DraftFacts)
