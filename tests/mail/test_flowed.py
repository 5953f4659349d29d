"""Plain text whose lines were broken for sending only."""

import pytest

from pipeline.mail.parse import parse

FLOWED = "text/plain; charset=utf-8; format=flowed"


def text(body: str, kind: str = FLOWED) -> str:
    return parse(f"From: a@b.example\nContent-Type: {kind}\n\n{body}".encode()).facts.text


def own(body: str) -> str:
    return parse(f"From: a@b.example\nContent-Type: {FLOWED}\n\n{body}".encode()).facts.own


def test_a_line_that_ends_in_a_space_goes_on_in_the_next() -> None:
    assert text("Mohon perpanjangan 3 hari, karena alat \nsedang rusak.\nTerima kasih.") == (
        "Mohon perpanjangan 3 hari, karena alat sedang rusak.\nTerima kasih."
    )


@pytest.mark.parametrize("kind", ["text/plain", "text/plain; format=fixed", 'text/plain; format="x'])
def test_a_text_that_does_not_say_so_keeps_its_lines(kind: str) -> None:
    assert text("Mohon \nperpanjangan.", kind) == "Mohon \nperpanjangan."


@pytest.mark.parametrize("kind", [f"{FLOWED}; delsp=yes", 'text/plain; FORMAT="Flowed"; DelSp="Yes"'])
def test_a_space_that_was_put_there_for_breaking_goes(kind: str) -> None:
    assert text("Laporan-hasil- \nuji sudah  \nterbit.", kind) == "Laporan-hasil-uji sudah terbit."


def test_a_space_that_was_put_before_a_line_goes() -> None:
    assert text("Mohon \n From dibaca.\n From lagi.") == "Mohon From dibaca.\nFrom lagi."


def test_an_empty_line_parts_paragraphs() -> None:
    assert text("Mohon \n\nperpanjangan.") == "Mohon \n\nperpanjangan."


@pytest.mark.parametrize(
    "below",
    [
        "> Setuju?",
        " > Setuju?",
        "--- Tulis jawaban di atas baris ini ---\nSetuju?",
        "-----Pesan Asli-----\nSetuju?",
        "---------- Pesan terusan ---------\nDari: A\nSetuju?",
        "Pada 03/11/2026 08.12, Pengaduan <pengaduan@balai.example> menulis:\n> Setuju?",
        "-- \nSetuju?",
    ],
)
def test_nothing_quoted_or_signed_is_joined_to_own_words(below: str) -> None:
    assert own(f"Mohon alinea dua \n{below}") == "Mohon alinea dua"


def test_quoted_lines_keep_their_mark_and_an_answer_between_them_its_place() -> None:
    quoted = "> Mohon menyiapkan konsep jawaban atas pengaduan berikut, paling \n> lambat Kamis.\n"

    assert text(f"{quoted}Baik.\n> Salam,") == f"{quoted}Baik.\n> Salam,"
    assert own(f"{quoted}Baik.\n> Salam,") == "Baik."
