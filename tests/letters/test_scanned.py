"""What OCR makes of a letter's number and pages, and how much of it is forgiven."""

import pytest

from pipeline.letters.scanned import PAGES_READ, bears, pages_unread

NUMBER = "B/1/BSKJI/BSPJI-Contoh/HM/XI/2026"
FIRST = "Sehubungan dengan surat Saudara tentang keterlambatan laporan hasil pengujian, kami mohon maaf."
SECOND = "Demikian disampaikan, atas perhatian Saudara diucapkan terima kasih. Tembusan: Kepala Badan."


@pytest.mark.parametrize(
    "read",
    [
        f"Nomor : {NUMBER} Kota Contoh, 23 November 2026",
        "Nomor : B/1/BSKJI/BSPJl-Contoh/HM/XI/2026 Kota",
        "B/1/BSKJI/BSPJlI-Contoh/HM/XI1/2026",
        "8/l/BSKJ1/BSPJI-C0ntoh/HM/Xl/2O26",
        "B / 1 / BSKJI / BSPJI - Contoh / HM / XI / 20 26",
        "B/1/BSKJI/BSPJI-\nContoh/HM/XI/2026\n23 November",
    ],
)
def test_a_number_is_known_through_the_usual_errors_of_ocr(read: str) -> None:
    assert bears(read, NUMBER)


@pytest.mark.parametrize(
    "read",
    [
        "",
        "B/11/BSKJI/BSPJI-Contoh/HM/XI/2026",
        "B/1I/BSKJI/BSPJI-Contoh/HM/XI/2026",
        "B/|1/BSKJI/BSPJI-Contoh/HM/XI/2026",
        "B/1 1/BSKJI/BSPJI-Contoh/HM/XI/2026",
        "B/7/BSKJI/BSPJI-Contoh/HM/XI/2026",
        "B/BSKJI/BSPJI-Contoh/HM/XI/2026",
        "B1BSKJI/BSPJI-Contoh/HM/XI/2026",
        "B/1/BSKJI/BSPJI-Contoh/HM/XI/2025",
        "B/1/BSKJI/BSPJI-Contoh/HM/XI/20261",
        "B/1/BSKJI/BSPJI-Contoh/HM/XI",
        "B/1/BSKJI/BSPJI-Lain/HM/XI/2026",
    ],
)
def test_another_number_is_not_taken_for_it(read: str) -> None:
    assert not bears(read, NUMBER)


def test_a_letter_with_some_words_misread_has_all_its_pages() -> None:
    read = FIRST.replace("laporan", "1aporan").replace("mohon", "mchon")

    assert pages_unread([FIRST, SECOND], f"{read}\n{SECOND}") == []


def test_a_blank_page_is_found() -> None:
    assert pages_unread([FIRST, SECOND], FIRST) == [1]


def test_words_of_one_page_do_not_speak_for_another() -> None:
    assert pages_unread([FIRST, FIRST], FIRST) == [1]


def test_a_page_without_words_needs_none() -> None:
    assert pages_unread([FIRST, ""], FIRST) == []


def test_pages_that_ocr_never_sees_are_not_missed() -> None:
    pages = [FIRST] * PAGES_READ

    assert pages_unread([*pages, SECOND], "\n".join(pages)) == []
