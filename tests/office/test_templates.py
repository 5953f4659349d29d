"""The office's templates are checked as a whole, and shown with an invented case."""

from dataclasses import replace

import pytest

from pipeline.errors import OutsideError
from pipeline.letters.pictures import page_pictures
from pipeline.mail.wording import Wordings
from pipeline.office.desk import Desk
from pipeline.office.templates import check_templates, letter_values, preview, previewed
from pipeline.outside.fonts import Fonts
from tests.letters.documents import template_of
from tests.offices import TEMPLATES


class Printer:
    """A printer that makes no PDF."""

    def convert(self, documents: object) -> list[bytes | OutsideError]:
        """Its excuse."""
        return [OutsideError("LibreOffice tidak jalan", permanent=False)]


def with_template(desk: Desk, name: str, template: bytes) -> Desk:
    """The desk with another template."""
    return replace(desk, templates={**desk.templates, name: template})


def test_the_shipped_templates_have_no_fault(desk: Desk) -> None:
    assert check_templates(desk, Fonts().families()) == []


def test_a_file_that_is_no_word_document_is_one_fault(desk: Desk) -> None:
    [fault] = check_templates(with_template(desk, "notulen", b"bukan Word"), ())

    assert (fault.berkas, fault.kesalahan) == (
        "notulen.docx",
        "Berkas ini bukan dokumen Word (.docx) yang utuh.",
    )


def test_what_only_shows_in_a_made_letter_is_a_fault_too(desk: Desk) -> None:
    [fault] = check_templates(with_template(desk, "notulen", template_of("{{r rapat }}")), ())

    assert "“rapat” tidak tertulis utuh" in fault.kesalahan


def test_fonts_are_not_judged_where_none_are_known(desk: Desk) -> None:
    assert check_templates(desk, ()) == []


def test_a_font_that_is_not_installed_is_a_fault_of_every_letter_that_names_it(desk: Desk) -> None:
    faults = check_templates(desk, {"DejaVu Sans"})

    assert {fault.kesalahan for fault in faults} == {"huruf “Arial” tidak terpasang; PDF memakai huruf lain"}
    assert len(faults) == len(desk.templates)


def test_the_late_fields_of_the_reply_are_checked(desk: Desk) -> None:
    faults = check_templates(with_template(desk, "surat_balasan", template_of("{{ nama }}")), ())

    assert len(faults) == 6


def test_a_faulty_mail_is_told_with_its_line(desk: Desk) -> None:
    sources = {path.name: path.read_text("utf-8") for path in (TEMPLATES / "mail").glob("*.j2")}
    sources["penutupan.j2"] = "{% extends kerangka %}\n{% block subjek %}{% endif %}"

    [fault] = check_templates(replace(desk, wordings=Wordings(sources)), ())

    assert (fault.berkas, fault.tempat) == ("mail/penutupan.j2", "baris 2")


def test_a_preview_names_the_office_s_own_pokja(desk: Desk) -> None:
    pokja = letter_values(desk, "lembar_disposisi")["pokja"]

    assert isinstance(pokja, list)
    assert [each["nama"] for each in pokja] == [desk.name(key) for key in desk.rules.pokja]


@pytest.mark.parametrize("name", [name for name in previewed() if name.startswith("minta_")][:3])
def test_a_mail_is_shown_as_its_reader_sees_it(desk: Desk, name: str) -> None:
    files = preview(desk, name, Printer(), page_pictures)

    assert set(files) == {f"{name}.txt", f"{name}.html"}
    assert b"PGD-2026-0007" in files[f"{name}.txt"]


def test_without_a_converter_a_preview_says_so(desk: Desk) -> None:
    with pytest.raises(OutsideError, match="tidak jalan"):
        preview(desk, "notulen", Printer(), page_pictures)
