"""Whether a mail that was cut off is sent again: said plainly, or asked back; a denial never counts."""

import pytest

from pipeline.mail.answer import Question
from pipeline.sop.asks import Action, Ask
from tests.mail.replies import reply


@pytest.mark.parametrize(
    "words",
    [
        "KIRIM ULANG",
        "Kirim ulang.",
        "Mohon dikirim ulang",
        "Tolong kirim lagi ya, terima kasih",
        "silakan kirim kembali",
        "1",
        "Ya, kirim ulang saja",
    ],
)
def test_it_is_sent_again(words: str) -> None:
    answer = reply(Ask.KEPASTIAN, words)

    assert not isinstance(answer, Question)
    assert answer.action is Action.KIRIM_ULANG


@pytest.mark.parametrize(
    "words",
    [
        "SUDAH TERKIRIM",
        "sudah terkirim pak",
        "Surel sudah diterima pelanggan",
        "Sudah sampai, terima kasih",
        "2",
        "Pelanggan sudah menerima",
    ],
)
def test_it_has_arrived(words: str) -> None:
    answer = reply(Ask.KEPASTIAN, words)

    assert not isinstance(answer, Question)
    assert answer.action is Action.SUDAH_TERKIRIM


@pytest.mark.parametrize(
    "words",
    [
        "Jangan kirim ulang",
        "Tidak perlu dikirim ulang",
        "Belum perlu kirim ulang",
        "Kirim ulang kalau belum sampai",
        "Kirim ulang jangan dulu",
        "Belum terkirim",
        "belum sudah diterima",
        "Tidak terkirim",
        "Sepertinya sudah terkirim",
        "Mungkin sudah sampai",
        "Apakah sudah terkirim?",
        "Sudah terkirim?",
        "Sudah sampai, atau kirim ulang",
        "Kami tanyakan dulu ke pelanggan",
        "Kirim ulang. Eh, tidak jadi",
        "Kirim ulang untuk PGD-2026-0099",
        "Sudah terkirim tetapi pelanggan bilang kosong",
    ],
)
def test_what_is_denied_doubted_or_both_is_asked_back(words: str) -> None:
    assert isinstance(reply(Ask.KEPASTIAN, words), Question)
