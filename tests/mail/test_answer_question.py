"""The question that goes back: what was not clear, which answers there are, and two examples."""

import pytest

from pipeline.mail.asking import Offer, example_of, title
from pipeline.sop.asks import ASKS, Action, Ask
from tests.mail.replies import UNITS, answer, docx, pdf, question


def test_it_quotes_what_was_not_understood() -> None:
    asked = question(Ask.PERSETUJUAN, "ok nanti\nsaya lihat?")

    assert asked.text == (
        "Jawaban Bapak/Ibu “ok nanti saya lihat” belum dapat kami pahami dengan pasti. Belum ada yang kami "
        "ubah. Jawaban mana yang dimaksud: SETUJU, REVISI, atau TERLIBAT?"
    )


def test_it_shows_two_answers_one_below_the_other() -> None:
    asked = question(Ask.PERSETUJUAN, "ok nanti saya lihat")

    assert asked.examples == ("SETUJU", "REVISI: paragraf kedua mohon disingkat")
    assert asked.example == "SETUJU\natau\nREVISI: paragraf kedua mohon disingkat"


def test_it_quotes_no_more_than_a_line() -> None:
    asked = question(Ask.PERSETUJUAN, "lihat " * 40)

    assert f"“{'lihat ' * 13}l…”" in asked.text


def test_it_quotes_no_quotation_marks_of_the_person() -> None:
    asked = question(Ask.PERSETUJUAN, "“nanti” lihat")

    assert "“nanti lihat”" in asked.text


@pytest.mark.parametrize(
    ("own", "named"),
    [
        ("Setuju. Tapi alinea dua dihapus. Tks", "(“Tapi alinea dua dihapus”)"),
        ("Setuju\nkalau lampirannya lengkap", "(“kalau lampirannya lengkap”)"),
        ("setuju?", "(“setuju”)"),
        ("Setuju, kata dia", "(“kata dia”)"),
        ("Setuju, sapi", "(“sapi”)"),
        ("Setuju\n🤔", "sebagai jawaban"),
    ],
)
def test_it_names_the_words_that_make_a_consent_doubtful(own: str, named: str) -> None:
    asked = question(Ask.PERSETUJUAN, own)

    assert named in asked.text
    assert "menyebut SETUJU" in asked.text
    assert asked.text.endswith("tanpa syarat? Pilihan jawaban: SETUJU, REVISI, atau TERLIBAT.")


def test_it_quotes_the_whole_of_an_answer_that_takes_itself_back() -> None:
    asked = question(Ask.KONSEP, "TANYA: mohon nomor LHU.\nMaaf, tidak jadi")

    assert "(“TANYA: mohon nomor LHU. Maaf, tidak jadi”)" in asked.text


def test_it_names_the_two_answers_that_contradict_each_other_and_shows_both() -> None:
    asked = question(Ask.PERSETUJUAN, "REVISI: hapus alinea dua\nTERLIBAT:")

    assert "lebih dari satu jawaban: REVISI dan TERLIBAT." in asked.text
    assert asked.examples == ("REVISI: paragraf kedua mohon disingkat", "TERLIBAT")


def test_it_says_what_a_clear_answer_lacks() -> None:
    asked = question(Ask.KONSEP, "perpanjang s.d. Jumat karena alat rusak")

    assert asked.text.startswith(
        "Jawaban PERPANJANG kami terima, tetapi belum lengkap. Berapa hari kerja perpanjangan "
        "“s.d. Jumat karena alat rusak” yang diminta?"
    )
    assert asked.examples == (
        "PERPANJANG: 3 hari, alasan: pengujian ulang belum selesai",
        "PERPANJANG\nJumlah hari: 3\nAlasan: menunggu hasil uji ulang.",
    )


def test_it_lists_the_only_answer_there_is_by_two_examples() -> None:
    asked = question(Ask.PENYAMPAIAN, "baik")

    assert "Jawaban mana yang dimaksud: TERKIRIM?" in asked.text
    assert len(asked.examples) == 2


def test_a_missing_pokja_is_asked_for_with_numbers_and_the_other_answers() -> None:
    asked = question(Ask.DISPOSISI, "DISPOSISI")

    assert asked.text.startswith(
        "Tujuannya belum jelas. Belum ada yang kami ubah. Pokja mana yang dituju (1 = "
    )
    assert "7 = Subbagian Tata Usaha)? Pokja lain dapat ditulis sebagai tembusan." in asked.text
    assert asked.text.endswith("Pilihan jawaban: DISPOSISI, BUKAN PENGADUAN, TERLIBAT, atau TERUSKAN.")


def test_two_pokja_are_named_in_the_question() -> None:
    asked = question(Ask.DISPOSISI, "Pokja Pengujian dan Pokja Kalibrasi")

    assert "Bapak/Ibu menyebut Pokja Pengujian dan Pokja Kalibrasi." in asked.text


def test_a_file_that_is_no_word_file_is_asked_for_again() -> None:
    asked = question(
        Ask.KONSEP, "terlampir", docx("d").__class__(name="a.odt", media_type="", sha256="d", size=1)
    )

    assert asked.text.startswith("Jawaban KONSEP kami terima, tetapi belum lengkap. Mohon kirimkan konsep")


@pytest.mark.parametrize(("ask", "action"), [(ask, each) for ask in ASKS for each in ASKS[ask].actions])
def test_what_a_question_shows_is_understood(ask: Ask, action: Action) -> None:
    offer = Offer(ASKS[ask].actions, UNITS)
    files = [pdf()] if action is Action.TERTANDA else []

    for example in offer.examples(action)[: 2 if len(offer.actions) == 1 else 1]:
        assert answer(ask, example, *files).action is action


def test_an_example_names_a_unit_of_the_office_where_there_is_one() -> None:
    assert example_of(Action.ALIHKAN, UNITS[1:]) == "ALIHKAN: Pokja Kalibrasi"
    assert example_of(Action.ALIHKAN, ()) == "ALIHKAN: Pokja Kalibrasi"
    assert title(Action.BUKA_KEMBALI) == "BUKA KEMBALI"
