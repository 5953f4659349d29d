"""Causes are counted by families, told by their words."""

import pytest

from pipeline.letters.causes import FAMILIES, OTHER, family


@pytest.mark.parametrize(
    ("cause", "found"),
    [
        ("Alat AAS rusak sejak 2 November dan suku cadangnya belum tiba.", "Peralatan"),
        ("Penguji kurang teliti sehingga terjadi salah ketik.", "Personel"),
        ("Contoh uji tertukar karena label lepas.", "Contoh uji dan bahan"),
        ("Instruksi kerja belum memuat validasi metode.", "Metode dan prosedur"),
        ("Gangguan jaringan pada aplikasi e-billing.", "Sistem informasi"),
        ("Pelanggan tidak diberi tahu perubahan jadwal; koordinasi kurang.", "Komunikasi"),
        ("Subkontraktor terlambat mengirim.", "Pihak luar"),
        ("Penomoran dan pengetikan laporan tertunda.", "Administrasi dan dokumen"),
        ("Hujan.", OTHER),
        ("  \n", ""),
    ],
)
def test_a_cause_belongs_to_the_family_that_most_of_its_words_tell_of(cause: str, found: str) -> None:
    assert family(cause) == found


def test_a_word_within_another_tells_nothing() -> None:
    assert family("Kalkulator kesalahanmu") == OTHER
    assert OTHER not in FAMILIES
