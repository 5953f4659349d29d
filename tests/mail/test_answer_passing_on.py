"""teruskan: to which agency a complaint goes, and when the same words mean a Pokja, or nothing yet."""

import pytest

from pipeline.mail.answer import Question
from pipeline.sop.asks import Action, Ask
from tests.mail.replies import answer, question, reply

DINAS = "Dinas Lingkungan Hidup Kota Contoh"

PASSED_ON = [
    (f"TERUSKAN: {DINAS}", DINAS, ""),
    (f"TERUSKAN: ke {DINAS}", DINAS, ""),
    (f"teruskan ke {DINAS}", DINAS, ""),
    (f"Mohon diteruskan kepada Kepala {DINAS}, terima kasih", f"Kepala {DINAS}", ""),
    (f"Bukan kewenangan kami, teruskan ke {DINAS}", DINAS, ""),
    (f"Bukan kewenangan kami melainkan kewenangan {DINAS}", DINAS, ""),
    (
        f"bukan kewenangan Balai. Mohon diteruskan ke {DINAS} karena menyangkut izin lingkungan",
        DINAS,
        "menyangkut izin lingkungan",
    ),
    (
        "Pengaduan ini bukan kewenangan kami karena menyangkut izin usaha. Teruskan ke Dinas Niaga dan Pasar",
        "Dinas Niaga dan Pasar",
        "menyangkut izin usaha",
    ),
    ("bukan kewenangan kami\nTERUSKAN: BPOM", "BPOM", ""),
    (f"10: {DINAS}", DINAS, ""),
    (
        f"TERUSKAN: {DINAS}\nAlamat instansi: Jalan Contoh 2, Kota Contoh\nAlasan: izin",
        f"{DINAS}\nJalan Contoh 2, Kota Contoh",
        "izin",
    ),
    (
        f"TERUSKAN: Kepala {DINAS}\nJalan Contoh 2\nKota Contoh",
        f"Kepala {DINAS}\nJalan Contoh 2\nKota Contoh",
        "",
    ),
    (f"TERUSKAN: {DINAS}, Jl. Contoh No. 2, Kota Contoh", f"{DINAS}\nJl. Contoh No. 2, Kota Contoh", ""),
]

TO_A_POKJA = [
    ("teruskan ke Pokja Pengujian", "pengujian"),
    ("Teruskan ke pengujian", "pengujian"),
    ("Diteruskan kepada Pokja Kalibrasi untuk ditindaklanjuti.", "kalibrasi"),
    ("TERUSKAN: Pokja Pengujian", "pengujian"),
    ("TERUSKAN: 1", "pengujian"),
    ("bukan kewenangan saya, teruskan ke Pokja Kalibrasi", "kalibrasi"),
    ("Setuju, teruskan ke pengujian", "pengujian"),
]

NOTHING_YET = [
    "TERUSKAN",
    "TERUSKAN:",
    "TERUSKAN: \nAlamat instansi: \nAlasan: ",
    "teruskan saja",
    "diteruskan ya",
    "bukan kewenangan kami",
    "teruskan ke instansi yang berwenang",
    "teruskan ke kepala balai",
    "jangan diteruskan",
    f"jangan diteruskan ke {DINAS}",
    f"Jangan dulu. Teruskan ke {DINAS}",
    f"Tidak perlu diteruskan ke {DINAS}",
    f"belum perlu diteruskan ke {DINAS}",
    f"Sudah diteruskan ke {DINAS}",
    f"Apakah bisa diteruskan ke {DINAS}?",
    f"Teruskan ke {DINAS}?",
    f"Kalau memang bukan kewenangan kita, teruskan ke {DINAS}",
    f"TERUSKAN: {DINAS}, jika pelanggan setuju",
    f"teruskan ke {DINAS} nanti",
    f"Mungkin teruskan ke {DINAS}",
    f"TERUSKAN: {DINAS}\nEh tidak jadi",
    f"teruskan ke {DINAS} dan Dinas Perhubungan",
    f"teruskan ke {DINAS} dan Pokja Pengujian",
    f"TERUSKAN: {DINAS} dengan tembusan Pokja Pengujian",
    f"DISPOSISI: Pokja Pengujian\nTERUSKAN: {DINAS}",
    f"bukan pengaduan, teruskan ke {DINAS}",
]


@pytest.mark.parametrize(("own", "agency", "reason"), PASSED_ON)
def test_an_agency_is_known_by_its_name_with_address_and_reason(own: str, agency: str, reason: str) -> None:
    understood = answer(Ask.DISPOSISI, own)

    assert (understood.action, understood.text, understood.reason) == (Action.TERUSKAN, agency, reason)


@pytest.mark.parametrize(("own", "pokja"), TO_A_POKJA)
def test_the_same_words_before_a_pokja_are_an_ordinary_disposisi(own: str, pokja: str) -> None:
    understood = answer(Ask.DISPOSISI, own)

    assert (understood.action, understood.pokja) == (Action.DISPOSISI, pokja)


@pytest.mark.parametrize("own", NOTHING_YET)
def test_what_denies_limits_asks_or_names_no_single_agency_passes_nothing_on(own: str) -> None:
    assert isinstance(reply(Ask.DISPOSISI, own), Question)


def test_whoever_names_no_agency_is_asked_for_one() -> None:
    assert "Ke instansi mana" in question(Ask.DISPOSISI, "bukan kewenangan kami").text


@pytest.mark.parametrize(
    "own",
    ["TERKIRIM: disampaikan ke Dinas Lingkungan Hidup", "TERKIRIM: diantar kepada Kepala Dinas Contoh"],
)
def test_a_letter_brought_to_another_agency_has_left_the_office(own: str) -> None:
    assert answer(Ask.PENYAMPAIAN, own).action is Action.TERKIRIM


def test_a_letter_brought_to_the_own_kepala_has_not() -> None:
    assert isinstance(reply(Ask.PENYAMPAIAN, "TERKIRIM: diserahkan kepada Kepala Balai"), Question)
