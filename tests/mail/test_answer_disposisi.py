"""To whom a complaint goes: Pokja by number, key, name, part of a name, with typing errors."""

import pytest

from pipeline.mail.answer import Question
from pipeline.sop.asks import Action, Ask
from tests.mail.replies import answer, question, reply

NAMED = [
    ("DISPOSISI: Pokja Pengujian", "pengujian"),
    ("disposisi ke kalibrasi", "kalibrasi"),
    ("Disposisi kpd Ketua Pokja Sertifikasi", "sertifikasi"),
    ("1", "pengujian"),
    ("opsi 2", "kalibrasi"),
    ("7.", "tu"),
    ("pengujian", "pengujian"),
    ("Pokja pengujain", "pengujian"),
    ("Pokja Kalibrsi mohon ditindaklanjuti", "kalibrasi"),
    ("UPP", "layanan"),
    ("Pokja Konsultansi, Pelatihan dan RBPI", "jasa"),
    ("Verifikasi", "inspeksi"),
    ("Tata Usaha", "tu"),
    ("DISPOSISI\nPokja: Inspeksi dan Verifikasi", "inspeksi"),
    ("Selamat pagi,\n\nKe Pokja Sertifikasi ya", "sertifikasi"),
    ("Mohon Pokja Pengujian menindaklanjuti", "pengujian"),
    ("Sdr. Ketua Pokja Pengujian: teliti, tindak lanjuti, dan siapkan konsep jawaban.", "pengujian"),
    ("Diteruskan kepada Pokja Kalibrasi untuk ditindaklanjuti.", "kalibrasi"),
]

NOT_NAMED = [
    "DISPOSISI:",
    "DISPOSISI: Budi",
    "10",
    "0",
    "1 dan 2",
    "1, 2",
    "2 hari lagi saya jawab",
    "Pokja Pengujian atau Kalibrasi",
    "DISPOSISI: Pokja Pengujian dan Pokja Kalibrasi",
    "DISPOSISI: Pokja Pengujian; Pokja Kalibrasi",
    "DISPOSISI: Pokja Pengujian\nDISPOSISI: Pokja Kalibrasi",
    "DISPOSISI: Pokja Pengujian\nPokja: Kalibrasi",
    "jangan ke Pengujian",
    "bukan Pengujian",
    "Pengujian?",
    "kalau bukan Pengujian ya Kalibrasi",
    "Saya sudah bicara dengan Pokja Pengujian",
    "Pokja Pengujian sudah saya hubungi",
    "Disposisi nanti ke Pengujian",
    "DISPOSISI: Pokja Pengujian, kalau suratnya sudah lengkap",
    "Disposisi ke pengujian sudah saya tulis",
]


@pytest.mark.parametrize(("own", "pokja"), NAMED)
def test_a_pokja_is_known_by_number_name_and_key(own: str, pokja: str) -> None:
    understood = answer(Ask.DISPOSISI, own)

    assert (understood.action, understood.pokja) == (Action.DISPOSISI, pokja)


@pytest.mark.parametrize("own", NOT_NAMED)
def test_an_unclear_pokja_is_asked_back(own: str) -> None:
    understood = reply(Ask.DISPOSISI, own)

    assert isinstance(understood, Question)


def test_the_question_lists_the_pokja_with_their_numbers() -> None:
    asked = question(Ask.DISPOSISI, "DISPOSISI:")

    assert "2 = Pokja Kalibrasi" in asked.text
    assert asked.examples[0] == "DISPOSISI: Pokja Pengujian"


def test_labels_give_instruction_urgency_and_copies() -> None:
    own = (
        "DISPOSISI: Pokja Pengujian\nInstruksi: teliti, lalu koordinasikan dengan Pokja Kalibrasi\n"
        "Sifat: Sangat Segera\nTembusan: Tata Usaha, UPP"
    )
    understood = answer(Ask.DISPOSISI, own)

    assert understood.instruksi == "teliti, lalu koordinasikan dengan Pokja Kalibrasi"
    assert understood.sifat == "sangat segera"
    assert understood.tembusan == ("tu", "layanan")


def test_one_line_gives_urgency_copy_and_instruction() -> None:
    own = "1, segera, siapkan jawaban, tembusan Pokja Kalibrasi"
    understood = answer(Ask.DISPOSISI, own)

    assert (understood.pokja, understood.sifat) == ("pengujian", "segera")
    assert (understood.instruksi, understood.tembusan) == ("siapkan jawaban", ("kalibrasi",))


def test_a_pokja_to_work_with_is_part_of_the_instruction() -> None:
    understood = answer(Ask.DISPOSISI, "DISPOSISI: Pokja Pengujian, koordinasi dengan Pokja Kalibrasi")

    assert understood.instruksi == "koordinasi dengan Pokja Kalibrasi"
    assert understood.tembusan == ()


def test_an_unknown_urgency_is_asked_back() -> None:
    asked = question(Ask.DISPOSISI, "DISPOSISI: Pokja Pengujian\nSifat: penting")

    assert "sangat segera, segera, rahasia, biasa" in asked.text


def test_an_unknown_copy_is_asked_back() -> None:
    asked = question(Ask.DISPOSISI, "DISPOSISI: Pokja Pengujian\nTembusan: Budi")

    assert "tembusan" in asked.text


def test_alihkan_names_the_new_pokja_and_why() -> None:
    understood = answer(Ask.KONSEP, "ALIHKAN: Pokja Kalibrasi, karena menyangkut timbangan")

    assert (understood.action, understood.pokja) == (Action.ALIHKAN, "kalibrasi")
    assert understood.reason == "menyangkut timbangan"


def test_koordinasi_parts_the_pokja_from_the_question() -> None:
    understood = answer(Ask.KONSEP, "KOORDINASI: Pokja Kalibrasi: apakah alat itu\npernah diperiksa ulang?")

    assert (understood.action, understood.pokja) == (Action.KOORDINASI, "kalibrasi")
    assert understood.text == "apakah alat itu\npernah diperiksa ulang?"


def test_koordinasi_that_was_done_already_is_no_order() -> None:
    asked = question(Ask.KONSEP, "Koordinasi dengan Pokja Kalibrasi sudah dilakukan")

    assert "Pokja mana" in asked.text


def test_koordinasi_without_a_question_asks_for_it() -> None:
    asked = question(Ask.KONSEP, "KOORDINASI: Pokja Kalibrasi")

    assert "Apa yang ingin ditanyakan" in asked.text


@pytest.mark.parametrize(
    "own", ["Pokja Kalibrasi:\n{}", "Pokja Kalibrasi\n{}", "DISPOSISI: Pokja Kalibrasi\n{}"]
)
@pytest.mark.parametrize(
    "points", ["1. Cek arsip contoh\n2. Siapkan konsep", "1) Cek arsip\n2) Siapkan konsep"]
)
def test_the_first_point_of_an_instruction_is_no_option_number(own: str, points: str) -> None:
    understood = answer(Ask.DISPOSISI, own.format(points))

    assert (understood.pokja, understood.instruksi) == ("kalibrasi", points)


@pytest.mark.parametrize(
    "own",
    ["2, 3. segera", "Pokja Kalibrasi\n1", "Pokja Kalibrasi\n1. Pokja Sertifikasi", "Kalibrasi, 1. segera"],
)
def test_a_number_that_may_be_another_pokja_is_asked_back(own: str) -> None:
    assert "Bapak/Ibu menyebut Pokja Kalibrasi dan" in question(Ask.DISPOSISI, own).text


@pytest.mark.parametrize(
    ("own", "tembusan"),
    [
        ("2, tembusan 3", ("sertifikasi",)),
        ("2\nTembusan: 3", ("sertifikasi",)),
        ("2\nTembusan: sertifikasi dan 4", ("sertifikasi", "inspeksi")),
        ("Pokja Kalibrasi, cc: 1, 3", ("pengujian", "sertifikasi")),
    ],
)
def test_a_copy_goes_to_an_option_number_too(own: str, tembusan: tuple[str, ...]) -> None:
    understood = answer(Ask.DISPOSISI, own)

    assert (understood.pokja, understood.tembusan) == ("kalibrasi", tembusan)


def test_a_number_of_copies_names_no_pokja() -> None:
    assert "Kepada Pokja mana tembusannya?" in question(Ask.DISPOSISI, "2, tembusan 1 lembar").text


def test_a_word_of_courtesy_is_no_instruction() -> None:
    assert answer(Ask.DISPOSISI, "Pokja Kalibrasi aja ya").instruksi == ""
