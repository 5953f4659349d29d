"""Whoever is asked back again and again gets help."""

from tests.office.town import KEPALA, TU, Town, body
from tests.pdfs import pdf_of

BLANK = ("scan.pdf", "application/pdf", pdf_of(""))


def miss(town: Town, times: int) -> None:
    for _ in range(times):
        town.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=[BLANK])


def asked_to_sign(town: Town) -> Town:
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    return town


def test_two_scans_that_cannot_be_read_are_between_the_office_and_the_signer(town: Town) -> None:
    miss(asked_to_sign(town), 2)

    assert town.got(TU, "Pemberitahuan") == []


def test_tu_is_told_of_the_third_answer_that_changed_nothing_and_of_no_other(town: Town) -> None:
    miss(asked_to_sign(town), 4)

    (told,) = town.got(TU, "Pemberitahuan")
    words = " ".join(body(told).replace(">", " ").split())
    assert "Kepala Balai sudah 3 kali menjawab permintaan yang sama" in words
    assert "Pindaian yang dilampirkan terdiri atas 1 halaman" in words


def test_who_answers_what_is_over_is_asked_for_nothing(town: Town) -> None:
    asked_to_sign(town)

    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")

    words = " ".join(body(town.last(KEPALA, "Mohon diperjelas")).split())
    assert "sudah selesai diproses" in words
    assert "contoh di bawah" not in words
    assert "Batas waktunya" not in words
