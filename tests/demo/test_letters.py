"""The demo's complaint is a letter that can be read: by people, and by the program."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from pypdfium2 import PdfDocument, PdfPage

from pipeline.demo.letters import COMPANY, invent_letter
from pipeline.demo.paper import Line, one_page

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CUSTOMER = "pelanggan@perusahaan.example"


@contextmanager
def only_page(pdf: bytes) -> Iterator[PdfPage]:
    document = PdfDocument(pdf)
    assert len(document) == 1
    yield document[0]
    document.close()


def text_of(pdf: bytes) -> str:
    with only_page(pdf) as page:
        return " ".join(page.get_textpage().get_text_range().split())


def test_the_letter_names_number_date_subject_order_and_sender() -> None:
    letter = invent_letter(MONDAY, CUSTOMER)

    text = text_of(letter.pdf.content)

    for fact in (
        "041/QA-CS/XI/2026",
        "20 November 2026",
        "Keluhan atas keterlambatan penerbitan Laporan Hasil Uji",
        letter.order,
        letter.sample,
        COMPANY,
        CUSTOMER,
        "Manajer Mutu",
    ):
        assert fact in text


def test_the_file_is_named_after_the_letter() -> None:
    assert invent_letter(MONDAY, CUSTOMER).pdf.name == "Surat Keluhan 041-QA-CS-XI-2026.pdf"


def test_the_mail_points_to_the_letter() -> None:
    letter = invent_letter(MONDAY, CUSTOMER)

    assert letter.number in letter.text
    assert letter.order in letter.text


@pytest.mark.parametrize("month", range(1, 13))
def test_nothing_stands_outside_the_margins_in_any_month(month: int) -> None:
    letter = invent_letter(MONDAY.replace(month=month), CUSTOMER)

    with only_page(letter.pdf.content) as page:
        text = page.get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]

    assert min(box[0] for box in boxes) >= 69
    assert max(box[2] for box in boxes) <= 526
    assert min(box[1] for box in boxes) >= 60


def test_brackets_and_backslashes_come_through() -> None:
    assert text_of(one_page([Line("(a) b\\c )d(")], "uji (coba)")) == "(a) b\\c )d("


def test_a_sign_that_the_type_lacks_is_refused() -> None:
    with pytest.raises(KeyError):
        one_page([Line("漢")], "uji")
