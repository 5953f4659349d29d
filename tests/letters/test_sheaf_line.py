"""The Lampiran line of a returned draft is read, never written: it says the right count or is asked back."""

import pytest

from pipeline.letters.sheaf_line import stated, wrong_line

HEAD = "Nomor\n:\n[nomor surat]\nSifat\n:\nBiasa\n{}Hal\n:\nTanggapan\nYth. Bagian Mutu\nLampiran : 9 berkas"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Lampiran\n:\n2 (dua) berkas\n", "2 (dua) berkas"),
        ("Lampiran : dua berkas\n", "dua berkas"),
        ("Lamp. : 1 berkas\n", "1 berkas"),
        ("Lampiran\n:\n-\n", "-"),
        ("Lampiran\n:\n", ""),
        ("", ""),
    ],
)
def test_the_line_is_found_in_the_head_alone(line: str, said: str) -> None:
    assert stated(HEAD.format(line)) == said


@pytest.mark.parametrize(
    ("line", "count"),
    [("2 (dua) berkas", 2), ("dua berkas", 2), ("dua belas berkas", 12), ("-", 0), ("Tidak ada", 0)],
)
def test_a_line_with_the_right_count_is_right(line: str, count: int) -> None:
    assert wrong_line(HEAD.format(f"Lampiran\n:\n{line}\n"), count) == ""


def test_a_draft_without_the_line_and_without_enclosures_is_right() -> None:
    assert wrong_line(HEAD.format(""), 0) == ""


def test_a_missing_line_is_asked_for_with_its_exact_words() -> None:
    assert "tidak ada. Mohon tulis “Lampiran : 2 (dua) berkas”" in wrong_line(HEAD.format(""), 2)


@pytest.mark.parametrize("said", ["1 (satu) berkas", "beberapa berkas"])
def test_another_count_is_told(said: str) -> None:
    assert f"berbunyi “{said}”" in wrong_line(HEAD.format(f"Lampiran : {said}\n"), 2)


def test_a_line_that_promises_what_is_not_there_is_told() -> None:
    assert "tidak ada PDF yang menyertai" in wrong_line(HEAD.format("Lampiran : 1 berkas\n"), 0)
