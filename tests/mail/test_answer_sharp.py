"""Small differences in a reply that make another answer of it, or none."""

import pytest

from pipeline.mail.facts import Attachment
from pipeline.sop.asks import Action, Ask
from tests.mail.replies import answer, docx, pdf, picture, question


def test_an_opinion_without_its_word_is_the_whole_reply_with_its_files() -> None:
    understood = answer(Ask.PENDAPAT, "Alat itu baik.\nTerakhir diperiksa Mei.", picture("foto"))

    assert understood.action is Action.PENDAPAT
    assert understood.text == "Alat itu baik.\nTerakhir diperiksa Mei."
    assert understood.files == ("foto",)


def test_an_opinion_behind_its_word_is_what_follows_it() -> None:
    assert answer(Ask.PENDAPAT, "PENDAPAT: alat itu baik").text == "alat itu baik"


def test_a_file_alone_is_an_opinion_and_nothing_is_none() -> None:
    assert answer(Ask.PENDAPAT, "", pdf("x")).files == ("x",)
    assert "tidak memuat jawaban" in question(Ask.PENDAPAT, "").text
    assert "PENDAPAT" in question(Ask.PENDAPAT, "").text


@pytest.mark.parametrize("sign", [",", ":", ";", " -", " –", " (", ".", "\n", "\n\n"])
def test_a_reason_may_follow_the_days_behind_any_sign(sign: str) -> None:
    understood = answer(Ask.KONSEP, f"PERPANJANG 3 hari kerja{sign} alat rusak" + ")" * ("(" in sign))

    assert (understood.days, understood.reason) == (3, "alat rusak")


@pytest.mark.parametrize(
    "own", ["PERPANJANG 3 hari alat rusak", "PERPANJANG 3 hari", "PERPANJANG 3 hari karena"]
)
def test_words_that_follow_the_days_without_a_sign_are_no_reason(own: str) -> None:
    assert "Apa alasan" in question(Ask.KONSEP, own).text


@pytest.mark.parametrize(
    "own",
    [
        "PERPANJANG 100 hari karena alat rusak",
        "PERPANJANG 0 hari karena alat rusak",
        "PERPANJANG 3 hari atau 5 hari karena alat rusak",
        "PERPANJANG 3-5 hari karena alat rusak",
        "PERPANJANG 3 s.d. 5 hari karena alat rusak",
        "PERPANJANG 3 hari karena alat rusak, boleh?",
    ],
)
def test_days_that_are_none_or_more_than_one_number_are_asked_back(own: str) -> None:
    assert "Berapa hari kerja" in question(Ask.KONSEP, own).text


def test_ninety_nine_days_are_the_most() -> None:
    assert answer(Ask.KONSEP, "PERPANJANG 99 hari karena alat rusak").days == 99


@pytest.mark.parametrize(
    ("own", "efektif"),
    [
        ("Notulen terlampir, tindakan efektif.", True),
        ("Notulen terlampir. Tindakan tidak efektif.", False),
        ("Notulen terlampir. Belum dapat dinilai.", None),
        ("Notulen terlampir\nEfektif: ya, tidak ada keluhan serupa", True),
        ("Notulen terlampir\nEfektif: tidak, keluhan berulang", False),
        ("Notulen terlampir\nEfektif: kurang efektif", False),
    ],
)
def test_the_effect_is_found_beside_a_file(own: str, efektif: bool | None) -> None:
    assert answer(Ask.NOTULEN, own, pdf()).efektif is efektif


@pytest.mark.parametrize(
    "said",
    [
        "Tindakan efektif?",
        "Rapat efektif.",
        "Tindakan mungkin efektif.",
        "Tindakan efektif, tindakan tidak efektif.",
        "Efektif: ya?",
        "Efektif: tidak, eh ya",
        "Efektif: tidak tidak efektif",
        "Efektif: ya tidak",
        "Efektif: kalau dijalankan ya",
    ],
)
def test_an_effect_that_is_not_plain_is_asked_for(said: str) -> None:
    assert "efektif: ya, tidak" in question(Ask.NOTULEN, f"Notulen terlampir.\n{said}", pdf()).text


def test_files_without_a_name_are_told_apart_in_the_question() -> None:
    nameless = [Attachment(name="", media_type="application/pdf", sha256=each, size=1) for each in "ab"]

    assert "(tanpa nama), (tanpa nama)" in question(Ask.TANDA_TANGAN, "", *nameless).text


@pytest.mark.parametrize(
    ("own", "action"),
    [
        ("Sudah saya baca\nREVISI: alinea dua", Action.REVISI),
        ("Sudah saya baca\nREVISI = alinea dua", Action.REVISI),
        ("Sudah saya baca\nREVISI : alinea dua", Action.REVISI),
        ("Mohon alinea dua diperhalus", Action.REVISI),
        ("1", Action.SETUJU),
        ("1.", Action.SETUJU),
        ("pilihan no. 1", Action.SETUJU),
        ("3", Action.TERLIBAT),
        ("2: alinea dua", Action.REVISI),
    ],
)
def test_a_command_may_stand_in_any_line(own: str, action: Action) -> None:
    assert answer(Ask.PERSETUJUAN, own).action is action


@pytest.mark.parametrize("own", ["4", "0", "1 2", "2. alinea dua\n3. alinea tiga", "1: dua", "11", "100"])
def test_a_number_that_is_no_option_is_none(own: str) -> None:
    assert question(Ask.PERSETUJUAN, own).text.count("?") == 1


@pytest.mark.parametrize(
    "own", ["2. mohon dicek", "2. mungkin undangan", "2. kalau undangan", "2. undangan?"]
)
def test_whoever_begs_waits_or_asks_behind_a_number_refuses_nothing(own: str) -> None:
    assert "Belum ada yang kami ubah" in question(Ask.REGISTRASI, own).text


def test_the_words_behind_the_number_of_a_refusal_are_its_reason() -> None:
    understood = answer(Ask.REGISTRASI, "2. surat ini belum lengkap")

    assert (understood.action, understood.reason) == (Action.BUKAN, "surat ini belum lengkap")


def test_a_number_that_means_two_answers_in_the_two_ways_of_signing_is_asked_back() -> None:
    assert "Jawaban mana" in question(Ask.TANDA_TANGAN, "1").text
    assert answer(Ask.TANDA_TANGAN, "2: alinea dua").action is Action.REVISI


@pytest.mark.parametrize(
    ("ask", "own", "files", "action"),
    [
        (Ask.KONSEP, "", [docx()], Action.KONSEP),
        (Ask.PARAF, "PARAF", [docx()], Action.KONSEP),
        (Ask.TANDA_TANGAN, "KIRIM", [pdf()], Action.TERTANDA),
        (Ask.TANDA_TANGAN, "", [docx()], Action.REVISI),
        (Ask.NOTULEN, "Efektif: ya", [pdf()], Action.NOTULEN),
        (Ask.PERSETUJUAN, "SETUJU", [pdf()], Action.SETUJU),
        (Ask.PERSETUJUAN, "SETUJU, silakan dikirim", [], Action.SETUJU),
    ],
)
def test_a_file_gives_the_answer_it_can_give(
    ask: Ask, own: str, files: list[Attachment], action: Action
) -> None:
    assert answer(ask, own, *files).action is action


def test_a_word_file_beside_another_command_is_no_draft() -> None:
    assert answer(Ask.KONSEP, "TANYA: mohon nomor LHU", docx()).action is Action.TANYA


def test_a_signed_letter_with_a_revision_is_a_revision() -> None:
    assert answer(Ask.TANDA_TANGAN, "REVISI: alinea dua", pdf()).action is Action.REVISI


@pytest.mark.parametrize(
    "own",
    [
        "Tidak setuju. Mungkin besok setuju",
        "tidak setuju, tapi tunggu",
        "Tolak\nmungkin",
        "Tolak. Atau bagaimana?",
        "Tolak\n👎🤔",
    ],
)
def test_a_refusal_beside_a_doubt_is_asked_back(own: str) -> None:
    assert "?" in question(Ask.IZIN, own).text


@pytest.mark.parametrize("own", ["TOLAK: karena kalau data lengkap", "TOLAK: tunggu data lengkap"])
def test_a_refusal_whose_reason_opens_with_a_condition_is_asked_back(own: str) -> None:
    assert "?" in question(Ask.IZIN, own).text


def test_a_condition_further_on_in_the_reason_of_a_refusal_belongs_to_it() -> None:
    assert answer(Ask.IZIN, "TOLAK: pekerjaan selesai setelah batas").action is Action.TOLAK


@pytest.mark.parametrize(
    "own", ["PENGADUAN\nUraian: belum selesai, kenapa?", "pengaduan atas alat yang rusak"]
)
def test_a_correction_may_hold_words_of_doubt_and_a_subject_may_follow(own: str) -> None:
    assert answer(Ask.REGISTRASI, own).action is Action.PENGADUAN


@pytest.mark.parametrize("own", ["pengaduan atas alat yang belum rusak", "SETUJU\nCatatan: hapus alinea dua"])
def test_doubt_behind_a_consent_is_doubt(own: str) -> None:
    ask = Ask.REGISTRASI if own.startswith("pengaduan") else Ask.PERSETUJUAN

    assert "?" in question(ask, own).text


@pytest.mark.parametrize("own", ["izinkan 2 hari", "setuju 1 hari saja", "boleh dua hari"])
def test_a_permission_for_another_number_of_days_is_asked_back(own: str) -> None:
    assert "Jawaban mana yang dimaksud" in question(Ask.IZIN, own).text


@pytest.mark.parametrize("own", ["Sertifikasi s.d. Jumat", "Pokja Sertifikasi paling lambat tgl 5 Des"])
def test_a_day_may_follow_the_name_of_a_pokja(own: str) -> None:
    assert answer(Ask.DISPOSISI, own).pokja == "sertifikasi"


@pytest.mark.parametrize(
    "own",
    [
        "Pokja Kalibrasi segera kalau suratnya lengkap",
        "Pokja Kalibrasi agar mungkin dicek",
        "DISPOSISI: Pokja Kalibrasi, kalau suratnya lengkap",
        "Pokja Kalibrasi, cek alatnya, tapi tunggu saya",
        "Pokja Kalibrasi, sudah dicek",
        "Pokja Kalibrasi: alatnya rusak?",
    ],
)
def test_an_order_that_waits_tells_or_asks_is_none(own: str) -> None:
    assert "Belum ada yang kami ubah" in question(Ask.DISPOSISI, own).text


@pytest.mark.parametrize(
    "own",
    [
        "Pokja Kalibrasi, jika perlu cek alatnya",
        "Pokja Kalibrasi, laporkan kalau alatnya rusak",
        "Pokja Kalibrasi, alat sudah rusak, cek",
        "Pokja Kalibrasi, jika perlu tanya pelanggan, cek alatnya",
    ],
)
def test_a_condition_inside_an_instruction_belongs_to_it(own: str) -> None:
    assert answer(Ask.DISPOSISI, own).pokja == "kalibrasi"


def test_a_condition_behind_a_polite_one_is_heard() -> None:
    assert "?" in question(Ask.DISPOSISI, "Pokja Kalibrasi, jika perlu cek, tapi tunggu saya").text


@pytest.mark.parametrize("own", ["Setuju. Sudahkah dicek", "Setuju. Bisakah besok"])
def test_a_question_without_its_mark_is_one(own: str) -> None:
    assert "tanpa syarat" in question(Ask.PERSETUJUAN, own).text


def test_a_step_and_a_blessing_ask_nothing() -> None:
    assert answer(Ask.PERSETUJUAN, "Setuju. Semua langkah tepat.").action is Action.SETUJU


def test_a_note_that_begins_with_a_denial_is_one_if_it_says_more() -> None:
    own = "REVISI: tidak ada gambarnya di alinea dua"

    assert answer(Ask.PERSETUJUAN, own).note == "tidak ada gambarnya di alinea dua"
    assert "?" in question(Ask.PERSETUJUAN, "REVISI: tidak ada catatan").text
