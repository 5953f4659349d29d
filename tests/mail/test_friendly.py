"""Friendly words beside an answer, and what only sounds like them."""

import pytest

from pipeline.mail.friendly import is_friendly, without_friendly
from pipeline.sop.asks import Action, Ask
from tests.mail.replies import answer, question


@pytest.mark.parametrize(
    "clause",
    [
        "Terima kasih atas kerja samanya,",
        "semoga lancar.",
        "Selamat bekerja dan sukses selalu",
        "dan sekali lagi terima kasih",
        "Salut untuk tim!",
        "Semoga ke depan pelayanan makin baik",
        "tetap semangat",
    ],
)
def test_thanks_good_wishes_and_praise_are_friendly(clause: str) -> None:
    assert is_friendly(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "",
        "lancar",
        "Semoga?",
        "Semoga bahasanya lebih halus",
        "Terima kasih untuk memperbaiki tanggalnya",
        "Terima kasih kalau dipersingkat",
        "Semoga besok sampai",
        "Semoga cukup dua hari",
        "Semoga pimpinan berkenan",
        "Salam penolakan",
        "Terima kasih, alinea 2",
        "tetap seperti kemarin",
    ],
)
def test_what_wishes_for_a_change_waits_or_asks_is_not_friendly(clause: str) -> None:
    assert not is_friendly(clause)


def test_only_the_friendly_clauses_are_taken_out() -> None:
    assert without_friendly("Baik. Terima kasih.\nSemoga lancar, alinea dua") == "Baik.\n alinea dua"


@pytest.mark.parametrize(
    ("ask", "own", "action"),
    [
        (Ask.PERSETUJUAN, "Setuju. Terima kasih atas kerja samanya, semoga lancar.", Action.SETUJU),
        (Ask.PERSETUJUAN, "Setuju terima kasih semuanya", Action.SETUJU),
        (Ask.PERSETUJUAN, "Setuju. Terima kasih atas perbaikannya.", Action.SETUJU),
        (Ask.PERSETUJUAN, "Setuju. Mohon maaf baru sempat membalas.", Action.SETUJU),
        (Ask.PERSETUJUAN, "Assalamu'alaikum wr. wb. Saya setuju. Wassalam.", Action.SETUJU),
        (Ask.PARAF, "Paraf. Selamat bekerja, tetap semangat!", Action.PARAF),
        (Ask.PENERIMAAN, "Terima. Salam sehat untuk semua.", Action.TERIMA),
    ],
)
def test_a_consent_stands_beside_friendly_words(ask: Ask, own: str, action: Action) -> None:
    assert answer(ask, own).action is action


@pytest.mark.parametrize(
    "own",
    [
        "Setuju. Terima kasih kalau alinea dua dipersingkat.",
        "Setuju. Terima kasih. Nomor surat kurang satu angka.",
        "Setuju terima kasih alinea dua",
        "Setuju. Maaf, alinea dua.",
        "Assalamualaikum, tidak setuju",
        "Terima kasih, semoga disetujui",
    ],
)
def test_friendly_words_cover_no_doubt(own: str) -> None:
    assert "?" in question(Ask.PERSETUJUAN, own).text


@pytest.mark.parametrize("own", ["Kirim lagi", "Tolong kirim lagi.", "Kirimkan sekali lagi", "Kirim ulang"])
def test_whoever_asks_for_the_letter_once_more_sends_none(own: str) -> None:
    assert "?" in question(Ask.TANDA_TANGAN, own).text


def test_sending_stands_beside_a_denial_of_further_changes() -> None:
    assert answer(Ask.TANDA_TANGAN, "Tidak ada koreksi lagi, silakan dikirim").action is Action.KIRIM


@pytest.mark.parametrize(
    "own", ["Saya terima suratnya", "Terima, surat balasannya bagus", "Konsep saya terima"]
)
def test_whoever_got_a_letter_accepts_no_minutes(own: str) -> None:
    assert "?" in question(Ask.PENERIMAAN, own).text
