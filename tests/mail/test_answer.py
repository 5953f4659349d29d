"""Consent: what counts as one, and above all what does not."""

from dataclasses import replace

import pytest

from pipeline.letters.signature_facts import SignatureFacts
from pipeline.mail.choices import CHOICES
from pipeline.mail.words import SPOKEN
from pipeline.sop.asks import ASKS, Action, Ask
from tests.mail.replies import answer, docx, pdf, picture, question

CONSENTS = [
    (Ask.REGISTRASI, "PENGADUAN", Action.PENGADUAN),
    (Ask.REGISTRASI, "Ya, ini pengaduan.", Action.PENGADUAN),
    (Ask.REGISTRASI, "Bukan, ini undangan", Action.BUKAN),
    (Ask.REGISTRASI, "bukan pengaduan", Action.BUKAN),
    (Ask.REGISTRASI, "Abaikan saja", Action.ABAIKAN),
    (Ask.DISPOSISI, "TERLIBAT", Action.TERLIBAT),
    (Ask.DISPOSISI, "Saya pernah terlibat.", Action.TERLIBAT),
    (Ask.DISPOSISI, "Ini bukan pengaduan", Action.BUKAN_PENGADUAN),
    (Ask.PARAF, "PARAF", Action.PARAF),
    (Ask.PARAF, "Sudah saya paraf, tks", Action.PARAF),
    (Ask.PARAF, "Selamat pagi,\n\nsdh diparaf.\n\nTerima kasih", Action.PARAF),
    (Ask.IZIN, "IZINKAN", Action.IZINKAN),
    (Ask.IZIN, "setuju", Action.IZINKAN),
    (Ask.IZIN, "tidak setuju", Action.TOLAK),
    (Ask.IZIN, "Tidak saya izinkan karena sudah terlambat", Action.TOLAK),
    (Ask.PERSETUJUAN, "SETUJU", Action.SETUJU),
    (Ask.PERSETUJUAN, "*Setuju*", Action.SETUJU),
    (Ask.PERSETUJUAN, "ACC", Action.SETUJU),
    (Ask.PERSETUJUAN, "Ya, setuju. Silakan diproses.", Action.SETUJU),
    (Ask.PERSETUJUAN, "Konsep sudah saya baca.\nSetuju tanpa catatan", Action.SETUJU),
    (Ask.PERSETUJUAN, "SETUJU\n\nKode: 83nd-fk22", Action.SETUJU),
    (Ask.TANDA_TANGAN, "KIRIM", Action.KIRIM),
    (Ask.TANDA_TANGAN, "mhn dikirim ke pelanggan", Action.KIRIM),
    (Ask.PENERIMAAN, "TERIMA", Action.TERIMA),
    (Ask.PENERIMAAN, "Laporan dapat diterima", Action.TERIMA),
    (Ask.PENERIMAAN, "BUKA KEMBALI: pencegahan belum diterapkan", Action.BUKA_KEMBALI),
    (Ask.SUSULAN, "Arsipkan", Action.ARSIP),
    (Ask.SUSULAN, "KEBERATAN", Action.KEBERATAN),
    (Ask.PENGIRIM, "Pengaduan baru", Action.BARU),
    (Ask.BATAL, "batalkan", Action.BATAL),
]

TRAPS = [
    (Ask.REGISTRASI, "Apakah ini pengaduan?"),
    (Ask.REGISTRASI, "Bukan begitu maksud saya"),
    (Ask.REGISTRASI, "sepertinya bukan pengaduan"),
    (Ask.DISPOSISI, "Saya tidak terlibat"),
    (Ask.DISPOSISI, "setuju"),
    (Ask.PARAF, "Belum saya paraf"),
    (Ask.PARAF, "nanti saya paraf"),
    (Ask.PARAF, "mohon paraf Bapak"),
    (Ask.PARAF, "Paraf. Tapi tunggu data dari laboratorium"),
    (Ask.PARAF, "PARAF\nKeterangan: belum dicek"),
    (Ask.PARAF, "blm bs sy paraf"),
    (Ask.IZIN, "Izinkan asalkan ada berita acara"),
    (Ask.PERSETUJUAN, "Tidak setuju"),
    (Ask.PERSETUJUAN, "tdk stuju"),
    (Ask.PERSETUJUAN, "Kurang setuju"),
    (Ask.PERSETUJUAN, "Setuju dengan catatan paragraf kedua diperbaiki"),
    (Ask.PERSETUJUAN, "Setuju.\n\nTapi alinea terakhir dihapus ya"),
    (Ask.PERSETUJUAN, "SETUJU\nCatatan: alinea terakhir dihapus"),
    (Ask.PERSETUJUAN, "pada prinsipnya setuju"),
    (Ask.PERSETUJUAN, "setuju?"),
    (Ask.PERSETUJUAN, "Kalau pelanggan sudah setuju baru saya tanda tangan"),
    (Ask.PERSETUJUAN, "Pelanggan sudah setuju"),
    (Ask.PERSETUJUAN, "Bapak sudah setuju"),
    (Ask.PERSETUJUAN, "mohon disetujui"),
    (Ask.PERSETUJUAN, "Ok"),
    (Ask.PERSETUJUAN, "👍"),
    (Ask.PERSETUJUAN, "Terima kasih"),
    (Ask.PERSETUJUAN, "REVISI: tidak ada"),
    (Ask.PERSETUJUAN, "Revisi sudah baik"),
    (Ask.TANDA_TANGAN, "Jangan dikirim dulu"),
    (Ask.TANDA_TANGAN, "Surat sudah dikirim"),
    (Ask.TANDA_TANGAN, "Kirim setelah saya kembali dari dinas luar"),
    (Ask.PENYAMPAIAN, "Belum terkirim"),
    (Ask.PENYAMPAIAN, "Sudah dikirim lewat pos, tetapi belum diterima"),
    (Ask.PENERIMAAN, "Terima kasih, Pak"),
    (Ask.PENERIMAAN, "Emailnya sudah saya terima"),
    (Ask.SUSULAN, "Kami tidak keberatan"),
    (Ask.BATAL, "tidak jadi batal"),
    (Ask.KONSEP, "Tanya dong, ini bagaimana caranya?"),
    (Ask.NOTULEN, "Notulen akan saya kirim besok"),
]


@pytest.mark.parametrize(("ask", "own", "action"), CONSENTS)
def test_plain_words_give_the_answer(ask: Ask, own: str, action: Action) -> None:
    understood = answer(ask, own)

    assert understood.action is action


@pytest.mark.parametrize(("ask", "own"), TRAPS)
def test_what_is_denied_limited_asked_or_said_of_others_is_no_answer(ask: Ask, own: str) -> None:
    asked = question(ask, own)

    assert asked.text.count("?") == 1
    assert len(asked.examples) == 2 or len(ASKS[ask].actions) == 1


@pytest.mark.parametrize("action", [each for ask in ASKS.values() for each in ask.actions])
def test_every_answer_has_words_and_an_example(action: Action) -> None:
    spoken = SPOKEN[action]

    assert spoken.words
    assert spoken.example


@pytest.mark.parametrize(("ask", "action"), [(ask, each) for ask in ASKS for each in ASKS[ask].actions])
def test_what_a_request_offers_as_an_example_is_understood(ask: Ask, action: Action) -> None:
    own = "\n".join(CHOICES[action].example).format(pokja="Pokja Pengujian", perkara="PGD-2026-0007")
    files = [pdf()] if action is Action.TERTANDA else []

    assert answer(ask, own, *files).action is action


@pytest.mark.parametrize(
    ("ask", "own", "action"),
    [
        (Ask.PERSETUJUAN, "1", Action.SETUJU),
        (Ask.PERSETUJUAN, "2. paragraf kedua disingkat", Action.REVISI),
        (Ask.PERSETUJUAN, "opsi 3", Action.TERLIBAT),
        (Ask.TANDA_TANGAN, "2: paragraf kedua disingkat", Action.REVISI),
        (Ask.DISPOSISI, "8", Action.BUKAN_PENGADUAN),
        (Ask.DISPOSISI, "9", Action.TERLIBAT),
    ],
)
def test_an_option_number_is_an_answer(ask: Ask, own: str, action: Action) -> None:
    understood = answer(ask, own)

    assert understood.action is action


@pytest.mark.parametrize("own", ["1, tapi tunggu", "1 hari lagi", "12", "1?", "1 dan 2"])
def test_a_number_that_is_no_choice_is_asked_back(own: str) -> None:
    asked = question(Ask.PERSETUJUAN, own)

    assert asked.examples[0] == "SETUJU"


@pytest.mark.parametrize(
    "own", ["SETUJU\nREVISI: paragraf kedua", "Revisi sudah sesuai.\nSETUJU\nTERLIBAT", "terlibat, setuju"]
)
def test_two_different_answers_are_asked_back(own: str) -> None:
    asked = question(Ask.PERSETUJUAN, own)

    assert "lebih dari satu jawaban" in asked.text


def test_a_reply_without_words_of_its_own_is_asked_back() -> None:
    asked = question(Ask.PERSETUJUAN, "  \n\n")

    assert "tidak memuat jawaban" in asked.text
    assert asked.examples[0] == "SETUJU"


def test_a_denied_consent_is_asked_back_by_its_name() -> None:
    asked = question(Ask.PERSETUJUAN, "belum saya setujui")

    assert "Apakah jawaban Bapak/Ibu SETUJU tanpa syarat?" in asked.text


def test_a_pdf_alone_is_the_signed_letter() -> None:
    understood = answer(Ask.TANDA_TANGAN, "", pdf("aa"))

    assert (understood.action, understood.files) == (Action.TERTANDA, ("aa",))


def test_a_signed_letter_with_the_wish_to_send_it_is_the_signed_letter() -> None:
    own = "Terlampir surat yang sudah ditandatangani, silakan kirim"
    understood = answer(Ask.TANDA_TANGAN, own, pdf("aa"))

    assert understood.action is Action.TERTANDA


@pytest.mark.parametrize(
    "lines",
    [
        "Nomor: B/977/BSPJI-Contoh/XI/2026",
        "nomor surat : 12/2026",
        "Nomor: B/977/BSPJI-Contoh/XI/2026\nsudah sesuai",
    ],
)
def test_the_number_of_a_signed_letter_is_no_condition(lines: str) -> None:
    understood = answer(Ask.TANDA_TANGAN, f"TERTANDA\n{lines}", pdf("aa"))

    assert understood.action is Action.TERTANDA


@pytest.mark.parametrize(("ask", "word"), [(Ask.PERSETUJUAN, "SETUJU"), (Ask.TANDA_TANGAN, "KIRIM")])
def test_a_number_beside_another_consent_is_a_wish_for_it(ask: Ask, word: str) -> None:
    asked = question(ask, f"{word}\nNomor: B/977/BSPJI-Contoh/XI/2026")

    assert f"Apakah jawaban Bapak/Ibu {word} tanpa syarat?" in asked.text


def test_a_wish_for_another_number_stays_one() -> None:
    asked = question(Ask.TANDA_TANGAN, "TERTANDA\nNomor: mohon diganti", pdf("aa"))

    assert "TERTANDA" in asked.text


def test_a_pdf_with_words_of_denial_is_no_signed_letter() -> None:
    asked = question(Ask.TANDA_TANGAN, "Ini belum saya tanda tangani", pdf())

    assert "TERTANDA" in asked.text


@pytest.mark.parametrize(
    "own",
    [
        "Mohon tanda tangan",
        "Bapak mohon tanda tangan",
        "Pak, tolong tanda tangannya",
        "Terlampir suratnya, mohon ditandatangani",
        "Terlampir suratnya,mohon ditandatangani",
        "Surat minta ditandatangani",
        "Selamat pagi Pak, harap ditandatangani ya",
        "Terlampir suratnya.\nMohon surat ini ditandatangani.",
        "Silakan ditandatangani",
        "Terlampir surat untuk ditandatangani",
        "Surat siap ditandatangani via SRIKANDI",
        "Surat dapat ditandatangani.",
        "Surat ditandatangani via SRIKANDI besok",
        # Somebody else is begged to sign.
        "Mohon bantuan Bapak, tanda tangan",
        "Mohon bantuan Bapak, ditandatangani",
        "Tolong Pak, tanda tangan",
        "minta tolong, ttd",
        "Surat sudah dicetak. Mohon bantuan Bapak, tanda tangan",
        "Terlampir surat, mohon bantuan Bapak, tanda tangan",
        "Mohon bantuan Bapak.\nTanda tangan",
    ],
)
def test_a_pdf_that_is_yet_to_be_signed_is_no_signed_letter(own: str) -> None:
    asked = question(Ask.TANDA_TANGAN, own, pdf())

    assert "TERTANDA" in asked.text


@pytest.mark.parametrize(
    "own",
    [
        "Mohon maaf terlambat, sudah ditandatangani",
        "Mohon izin, surat sudah saya tanda tangani",
        "Mohon diteruskan, terlampir surat yang ditandatangani",
        "Tanda tangan terlampir, mohon dikirim",
        "mohon diproses, tertanda",
    ],
)
def test_who_begs_for_something_else_and_says_that_it_is_signed_sends_the_signed_letter(own: str) -> None:
    assert answer(Ask.TANDA_TANGAN, own, pdf()).action is Action.TERTANDA


def test_a_file_that_bears_a_signature_says_itself_that_it_is_signed() -> None:
    signed = replace(pdf(), signature=SignatureFacts(present=True))

    assert answer(Ask.TANDA_TANGAN, "Mohon bantuan Bapak, tanda tangan", signed).action is Action.TERTANDA


@pytest.mark.parametrize(
    "own",
    [
        "Surat bertanda tangan terlampir, tolong kirim",
        "Mohon maaf terlambat. Surat bertanda tangan terlampir.",
        "Mohon diproses.\nSurat bertanda tangan terlampir.",
        "Surat bertanda tangan dapat dikirim",
    ],
)
def test_who_begs_for_something_else_beside_a_signed_letter_has_signed_it(own: str) -> None:
    assert answer(Ask.TANDA_TANGAN, own, pdf()).action is Action.TERTANDA


@pytest.mark.parametrize(
    "own",
    [
        "Sdh sy ttd via SRIKANDI, terlampir.",
        "Surat sudah saya tanda tangani secara elektronik",
        "sudah saya TTE dengan BSrE, terlampir",
        "Sudah ttd basah, hasil scan terlampir",
        "Terlampir hasil pindai surat yang sudah ditandatangani",
        "Pak ini surat yang sudah ditandatangani",
        "Pak surat bertanda tangan terlampir",
    ],
)
def test_how_a_letter_was_signed_is_no_condition(own: str) -> None:
    assert answer(Ask.TANDA_TANGAN, own, pdf()).action is Action.TERTANDA


@pytest.mark.parametrize("own", ["Konsep siap diparaf", "Surat siap paraf ya", "Sudah bisa diparaf"])
def test_a_draft_that_may_be_initialled_is_not_yet(own: str) -> None:
    question(Ask.PARAF, own)


def test_tertanda_without_a_pdf_asks_for_it() -> None:
    asked = question(Ask.TANDA_TANGAN, "TERTANDA", picture())

    assert "PDF" in asked.text


def test_two_pdfs_are_asked_back_by_name() -> None:
    asked = question(Ask.TANDA_TANGAN, "", pdf("a"), pdf("b"))

    assert "surat-a.pdf, surat-b.pdf" in asked.text


@pytest.mark.parametrize("ask", [Ask.PERSETUJUAN, Ask.TANDA_TANGAN])
def test_a_docx_from_the_kepala_is_a_revision(ask: Ask) -> None:
    understood = answer(ask, "Terlampir perubahan saya", docx("dd"))

    assert (understood.action, understood.files) == (Action.REVISI, ("dd",))


def test_consent_with_a_changed_docx_is_asked_back() -> None:
    asked = question(Ask.PERSETUJUAN, "SETUJU", docx())

    assert "SETUJU dan REVISI" in asked.text
