"""The tables of words: in one spelling, and none of them undoes another."""

from pathlib import Path

import pytest
import Sastrawi

from pipeline.mail.abbreviations import SHORT
from pipeline.mail.doubt import CAUTION, is_doubtful
from pipeline.mail.harmless import HARMLESS
from pipeline.mail.spelling import DECISIVE, MISSPELT
from pipeline.mail.tokens import meaningful_lines, words
from pipeline.mail.units import Unit, destination
from pipeline.mail.words import SPOKEN
from pipeline.sop.asks import Action
from tests.mail.replies import UNITS

#: of an answer that tells whether a cure holds
CURED = {"koreksi", "masih", "menurut", "sampai"}
#: words that deny, limit or ask elsewhere, and belong to an answer here
OF_THEIR_OWN = {
    Action.IZINKAN: {"diperpanjang", "perpanjang"},
    Action.REVISI: {"kata", "masih", "sebaiknya"},
    Action.KEBERATAN: {"baru"},
    Action.BATAL: {"keliru", "salah"},
    Action.EFEKTIF: CURED,
    Action.TIDAK_EFEKTIF: CURED,
    Action.BELUM_DINILAI: CURED,
}
STEMS = Path(Sastrawi.__file__).parent / "Stemmer" / "data" / "kata-dasar.txt"


@pytest.mark.parametrize("action", Action)
def test_no_word_beside_an_answer_denies_or_limits(action: Action) -> None:
    spoken = SPOKEN[action]

    assert (spoken.lead | spoken.trail) & CAUTION == OF_THEIR_OWN.get(action, set())


@pytest.mark.parametrize("action", Action)
def test_the_words_of_an_answer_are_spelled_as_they_are_read(action: Action) -> None:
    for phrase in SPOKEN[action].words:
        assert " ".join(words(phrase)) == phrase


def test_abbreviations_lead_to_words_that_are_read_as_themselves() -> None:
    assert {full for full in SHORT.values() if words(full) != (full,)} == set()


@pytest.mark.parametrize("word", sorted(DECISIVE))
def test_a_decisive_word_is_not_repaired_into_another(word: str) -> None:
    assert words(word) == (word,)


def test_no_typing_error_is_a_word_of_the_language() -> None:
    known = set(STEMS.read_text().split())

    assert set(MISSPELT) & known <= {"kembal", "setela", "keluan"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("stuju", "setuju"),
        ("setujuu", "setuju"),
        ("seutju", "setuju"),
        ("ditrima", "diterima"),
        ("tdiak", "tidak"),
        ("blum", "belum"),
        ("menyetujuinya", "menyetujui"),
        ("prosesnya", "prosesnya"),
        ("pengadaan", "pengadaan"),
        ("SЕTUJU", "setuju"),
        ("matur nuwun", "terimakasih"),
        ("Terima  kasih", "terimakasih"),
    ],
)
def test_a_typing_error_is_read_as_the_word_that_was_meant(typed: str, read: str) -> None:
    assert words(typed) == (read,)


@pytest.mark.parametrize(
    "text",
    [
        "tidak ada yang perlu direvisi lagi",
        "sudah tidak ada catatan",
        "tanpa perubahan apapun",
        "setelah kami baca dan saya",
        "menurut hemat kami",
        "ya pak",
        "jika diperlukan",
        "resi menyusul",
        "estimasi tiba besok",
        "semoga tidak terulang lagi",
        "alamat email baru",
        "sebagaimana mestinya",
        "langkah",
    ],
)
def test_what_only_sounds_like_caution_is_none(text: str) -> None:
    assert not is_doubtful(text)


@pytest.mark.parametrize(
    "text",
    [
        "tidak ada",
        "bukan tanpa syarat",
        "mestinya",
        "setelah rapat",
        "bolehkah",
        "baru",
        "besok",
        "kata dia",
        "ya?",
    ],
)
def test_caution_is_heard(text: str) -> None:
    assert is_doubtful(text)


def test_each_harmless_phrase_holds_whole_words() -> None:
    assert all(pattern.pattern.startswith(r"(?<!\S)") for pattern in HARMLESS)


@pytest.mark.parametrize(
    ("own", "lines"),
    [
        ("ti-\ndak setuju", ["tidak setuju"]),
        ("saya belum\nbisa setuju", ["saya belum bisa setuju"]),
        ("TIDAK PERLU\nDIREVISI", ["TIDAK PERLU DIREVISI"]),
        ("bukan\nini undangan", ["bukan", "ini undangan"]),
        ("Efektif: belum\ndiskusi: lanjut", ["Efektif: belum", "diskusi: lanjut"]),
        ("saya belum\nEfektif", ["saya belum", "Efektif"]),
        ("A-\nB", ["A-", "B"]),
        ("Setuju\n\nHormat saya,\nKepala Balai", ["Setuju"]),
        ("Setuju\nSalam hormat\n" + "x\n" * 9, ["Setuju", "Salam hormat", *["x"] * 9]),
        ("se\u00adtu\u200bju", ["setuju"]),
        ("Selamat pagi,\nsetuju\nterima kasih", ["setuju"]),
        ("setuju\nKode: abcd-efgh", ["setuju"]),
    ],
)
def test_lines_are_put_together_and_freed_from_courtesies(own: str, lines: list[str]) -> None:
    assert meaningful_lines(own) == lines


@pytest.mark.parametrize(
    ("own", "key"),
    [
        ("LSPro", "sertifikasi"),
        ("ke TKDN", "inspeksi"),
        ("industri hijau", "sertifikasi"),
        ("Kepala Subbagian Tata Usaha", "tu"),
        ("layanan pelanggan, cek", "layanan"),
        ("kerja sama", "layanan"),
        ("Pokja Kalibrasi yang menangani", "kalibrasi"),
        ("2) mohon dicek", "kalibrasi"),
    ],
)
def test_a_unit_is_known_by_what_it_does_and_by_the_post_of_its_chief(own: str, key: str) -> None:
    place = destination(own, UNITS)

    assert place is not None
    assert place.keys == (key,)


@pytest.mark.parametrize("own", ["sertifikat, cek", "Pokja Kalibrasi yang bermasalah", "2 mohon dicek", "8"])
def test_what_resembles_a_unit_and_is_none_is_not_found(own: str) -> None:
    assert destination(own, UNITS) is None


def test_a_service_of_two_units_names_neither() -> None:
    units = (Unit("a", "Pokja Air", ("uji mutu",)), Unit("b", "Pokja Baja", ("uji mutu", "uji tarik")))

    assert destination("uji mutu", units) is None
    assert destination("uji tarik", units) is not None


def test_units_on_lines_of_their_own_are_several() -> None:
    place = destination("Pengujian: cek alat\n2. Kalibrasi: cek timbangan", UNITS)

    assert place is not None
    assert place.keys == ("pengujian", "kalibrasi")
