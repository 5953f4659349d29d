"""A customer's word on the answer: figures and words of the scale, and what only looks like one."""

import pytest

from pipeline.mail.satisfaction import Rating, read_rating

SCORES = [
    ("4", 4),
    ("5", 5),
    ("*5*", 5),
    ("(4)", 4),
    ("4/5", 4),
    ("4 dari 5", 4),
    ("5 👍", 5),
    ("5 - terima kasih", 5),
    ("4 terima kasih", 4),
    ("Nilai: 4", 4),
    ("Nilai kami 3", 3),
    ("Kami beri nilai 3", 3),
    ("Saya kasih 4 ya pak", 4),
    ("Jawaban: 3", 3),
    ("bintang 5", 5),
    ("lima bintang", 5),
    ("⭐⭐⭐⭐", 4),
    ("★★★★☆", 4),
    ("empat", 4),
    ("Nilai: lima", 5),
    ("lima (5)", 5),
    ("sy beri 4", 4),
    ("puas", 4),
    ("Puas.", 4),
    ("sangat puas", 5),
    ("puas banget, makasih ya", 5),
    ("Terima kasih banyak, kami puas", 4),
    ("puas, tidak ada keluhan lagi", 4),
    ("cukup", 3),
    ("Cukup puas", 3),
    ("biasa saja", 3),
    ("kurang puas", 2),
    ("gak puas", 2),
    ("blm puas", 2),
    ("belum puas, karena LHU yang baru belum kami terima", 2),
    ("Belum sepenuhnya puas", 2),
    ("Kecewa.", 2),
    ("sangat tidak puas", 1),
    ("tidak puas sama sekali", 1),
    ("sangat kecewa", 1),
    ("1. Sangat tidak puas", 1),
    ("5. Sangat puas", 5),
    ("Nilai 1 untuk pelayanan, petugas kasar", 1),
    ("4, hanya saja agak lambat", 4),
    ("very satisfied, thank you", 5),
    ("not satisfied", 2),
    ("Yth. Balai,\n\n5 - jawabannya jelas\n\nHormat kami,\nManajer Mutu\n0812-3456-7891", 5),
    ("tidak puas tapi ya sudah", 2),
]

#: praise that mocks, asks, waits or limits: no score, and a person looks
DOUBTED = [
    "Sangat puas ya, nunggu 3 bulan baru dijawab",
    "Luar biasa, puas sekali menunggu tanpa kabar",
    "5 bintang untuk lambatnya",
    "puas banget 🙄",
    "Puas? Bagaimana bisa puas?",
    "Kalau alatnya diganti baru kami puas",
    "puas, tapi LHU masih salah",
    "5 tidak puas",
    "1 sangat puas",
    "bukan tidak puas",
    "tidak ada yang tidak puas",
    "Mungkin puas",
]

#: nothing of the scale is said
NO_SCORES = [
    "",
    "Terima kasih",
    "Hubungi saya di 0812-3456-7895",
    "Telepon kami 5551234",
    "4 hari lagi kami tunggu",
    "2 minggu kami menunggu",
    "3 LHU belum terbit",
    "1 dari 5 LHU salah",
    "1. LHU belum terbit\n2. petugas kasar",
    "4,5",
    "4-5",
    "1-5",
    "10",
    "8/10",
    "Nomor 4",
    "nomor order 3 kami belum jadi",
    "Surat sudah kami terima tanggal 5",
    "Saya sedang cuti sampai 5 Januari",
    "ya sudah",
]


@pytest.mark.parametrize(("words", "score"), SCORES)
def test_a_score_is_read_in_figures_and_in_words(words: str, score: int) -> None:
    assert read_rating(words) == Rating(score, discontent=score <= 2)


@pytest.mark.parametrize("words", DOUBTED)
def test_praise_that_mocks_asks_or_contradicts_itself_is_for_a_person(words: str) -> None:
    assert read_rating(words) == Rating(None, discontent=True)


@pytest.mark.parametrize("words", NO_SCORES)
def test_a_figure_that_counts_something_else_is_no_score(words: str) -> None:
    assert read_rating(words) is None


def test_a_long_reply_is_read_in_no_time() -> None:
    assert read_rating("tidak " * 200_000 + "puas") is None
