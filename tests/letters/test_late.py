"""Late fields are found however an editor saved the draft, and written once, at the end."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from pipeline.errors import SetAside
from pipeline.letters.late import NAMES, fill, find, konsep_line, stamp
from pipeline.letters.parts import read_parts, write_parts
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.properties import read_properties
from pipeline.letters.text import document_lines
from pipeline.letters.values import late_values
from tests.letters.samples import FULL, KEPALA, letter
from tests.letters.soffice import converted

SIGNED = late_values("B/12/BSKJI/HM/XI/2026", FULL.letter_date, KEPALA) if FULL.letter_date else {}


def edited(document: bytes, change: Callable[[str], str]) -> bytes:
    """The document with every part of its words changed."""
    parts = read_parts(document)
    words = {
        name: text
        for name, text in parts.items()
        if re.match(r"word/(document|footer\d|header\d)\.xml", name)
    }
    changed = {name: change(text.decode()).encode() for name, text in words.items()}
    assert changed != words
    return write_parts(parts | changed)


def without_tags(xml: str) -> str:
    return re.sub(r"<w:tag [^>]*>", "", xml)


def without_controls(xml: str) -> str:
    return re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt>|</?w:sdtContent>", "", xml)


def without_bookmarks(xml: str) -> str:
    return re.sub(r"<w:bookmark(Start|End) [^>]*>", "", without_controls(xml))


@pytest.mark.parametrize(
    ("change", "how"),
    [(without_tags, "alias"), (without_controls, "bookmark"), (without_bookmarks, "placeholder")],
)
def test_a_field_is_found_by_the_surest_sign_that_is_left(change: Callable[[str], str], how: str) -> None:
    draft = edited(letter(), change)

    assert find(draft) == dict.fromkeys(NAMES, how)


@pytest.mark.parametrize("change", [str, without_tags, without_controls, without_bookmarks])
def test_it_writes_number_date_and_signer_and_takes_the_konsep_line_away(
    change: Callable[[str], str],
) -> None:
    stamped = stamp(letter(), "PGD-2026-0007", 2, "K7QM-2XRD")
    draft = edited(stamped, change) if change is not str else stamped

    lines = document_lines(fill(draft, SIGNED, drop=["konsep"]))

    assert "B/12/BSKJI/HM/XI/2026" in lines
    assert "Kota Contoh, 24 November 2026" in lines
    assert lines[lines.index("Kepala Balai,") + 1 :][:2] == ["Kepala Balai Contoh", "NIP 000000000000000000"]
    assert not [line for line in lines if "[" in line or "Konsep" in line]


def test_name_and_nip_stand_on_two_lines_of_the_pdf(tmp_path: Path) -> None:
    pdf = converted(fill(letter(), SIGNED, drop=["konsep"]), "pdf", tmp_path)

    lines = [line.strip() for page in page_texts(pdf) for line in page.splitlines()]
    assert lines[lines.index("Kepala Balai Contoh") + 1] == "NIP 000000000000000000"


def test_a_draft_saved_by_libreoffice_keeps_its_fields_and_its_identity(tmp_path: Path) -> None:
    saved = converted(stamp(letter(), "PGD-2026-0007", 2, "K7QM-2XRD"), "docx", tmp_path)

    assert set(find(saved)) == set(NAMES)
    assert b'w:name="tg_tte"' in read_parts(saved)["word/document.xml"]
    assert read_properties(read_parts(saved))["tanggap_case"] == "PGD-2026-0007"
    assert "B/12/BSKJI/HM/XI/2026" in document_lines(fill(saved, SIGNED, drop=["konsep"]))


def test_it_keeps_the_format_of_the_place() -> None:
    draft = edited(letter(), lambda xml: xml.replace("<w:t>[nomor", "<w:rPr><w:b/></w:rPr><w:t>[nomor"))

    filled = docx.Document(io.BytesIO(fill(draft, {"nomor": "B/1"})))

    body = filled.element.body
    assert body.xpath("//w:r[w:rPr/w:b]/w:t[. = 'B/1']")


def test_a_placeholder_that_an_editor_cut_into_runs_is_still_written() -> None:
    cut = "[nomor</w:t></w:r><w:proofErr/><w:r><w:t xml:space='preserve'> surat]</w:t></w:r><w:r><w:t>"
    draft = edited(letter(), lambda xml: without_bookmarks(xml).replace("[nomor surat]", cut))

    filled = fill(draft, {"nomor": "B/77"})

    assert "B/77" in document_lines(filled)


def test_filling_leaves_every_other_part_as_it_came() -> None:
    before, after = read_parts(letter()), read_parts(fill(letter(), SIGNED))

    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_equal_drafts_are_filled_to_equal_bytes() -> None:
    assert fill(letter(), SIGNED, drop=["konsep"]) == fill(letter(), SIGNED, drop=["konsep"])


def test_a_field_may_be_written_again() -> None:
    twice = fill(fill(letter(), SIGNED), {"penanda": "Orang Lain", "jabatan": "Plh. Kepala Balai,"})

    lines = document_lines(twice)

    assert lines[lines.index("Plh. Kepala Balai,") + 1 :][:2] == ["Orang Lain", "Tembusan:"]


def test_a_missing_field_is_named() -> None:
    draft = edited(letter(), lambda xml: without_bookmarks(xml).replace("[nomor surat]", "12"))

    with pytest.raises(SetAside, match=r"tidak ditemukan: \[nomor surat\]"):
        fill(draft, SIGNED)


def test_a_field_that_stands_there_twice_is_named() -> None:
    draft = edited(letter(), lambda xml: re.sub("(<w:tr>.*?nomor surat.*?</w:tr>)", r"\1\1", xml, count=1))

    with pytest.raises(SetAside, match=r"lebih dari satu: \[nomor surat\]"):
        find(draft)


def test_jinja_in_a_value_stays_text() -> None:
    assert "{{ 7*7 }} & <b>" in document_lines(fill(letter(), {"nomor": "{{ 7*7 }} & <b>"}))


def test_a_stamp_can_be_seen_and_read() -> None:
    stamped = stamp(letter(), "PGD-2026-0007", 2, "K7QM-2XRD")

    marks = read_properties(read_parts(stamped))
    assert konsep_line("PGD-2026-0007", 2, "K7QM-2XRD") in document_lines(stamped)
    assert (marks["tanggap_case"], marks["tanggap_version"], len(marks["tanggap_hash"])) == (
        "PGD-2026-0007",
        "2",
        64,
    )


def test_a_later_stamp_replaces_the_earlier_one() -> None:
    again = stamp(stamp(letter(), "PGD-2026-0007", 1, "AAAA-BBBB"), "PGD-2026-0007", 2, "CCCC-DDDD")

    assert read_properties(read_parts(again))["tanggap_version"] == "2"
    assert not [line for line in document_lines(again) if "AAAA-BBBB" in line]
