"""Answers long after: whether an unanswered complaint ends, and whether a cure holds."""

import pytest

from pipeline.sop.asks import Action, Ask
from tests.mail.replies import answer, question

CLEAR = [
    (Ask.KELENGKAPAN, "TUTUP", Action.TUTUP),
    (Ask.KELENGKAPAN, "Silakan ditutup, pelanggan tidak menjawab", Action.TUTUP),
    (Ask.KELENGKAPAN, "Jangan ditutup", Action.LANJUTKAN),
    (Ask.KELENGKAPAN, "Lanjutkan saja pak", Action.LANJUTKAN),
    (Ask.KELENGKAPAN, "1", Action.LANJUTKAN),
    (Ask.EFEKTIVITAS, "Masih efektif, tidak ada keluhan serupa", Action.EFEKTIF),
    (Ask.EFEKTIVITAS, "efektif, tidak terlambat lagi", Action.EFEKTIF),
    (Ask.EFEKTIVITAS, "Tidak efektif lagi, dua kali terlambat", Action.TIDAK_EFEKTIF),
    (Ask.EFEKTIVITAS, "belum efektif: masih terlambat", Action.TIDAK_EFEKTIF),
    (Ask.EFEKTIVITAS, "sudah tidak efektif", Action.TIDAK_EFEKTIF),
    (Ask.EFEKTIVITAS, "Belum bisa dinilai karena layanan berhenti", Action.BELUM_DINILAI),
]
DOUBTFUL = [
    (Ask.KELENGKAPAN, "jangan ditutup dulu"),
    (Ask.KELENGKAPAN, "Jangan dilanjutkan"),
    (Ask.KELENGKAPAN, "Tutup atau lanjut?"),
    (Ask.KELENGKAPAN, "Kalau masih tidak ada jawaban tutup"),
    (Ask.KELENGKAPAN, "tutup, tapi telepon dulu pelanggannya"),
    (Ask.EFEKTIVITAS, "efektif sebagian"),
    (Ask.EFEKTIVITAS, "Efektif, tapi masih ada keluhan"),
    (Ask.EFEKTIVITAS, "Efektif. Masih ada keluhan satu kali"),
    (Ask.EFEKTIVITAS, "sepertinya efektif"),
    (Ask.EFEKTIVITAS, "bukan tidak efektif"),
    (Ask.EFEKTIVITAS, "ya"),
]


@pytest.mark.parametrize(("ask", "words", "action"), CLEAR)
def test_a_plain_answer_is_understood(ask: Ask, words: str, action: Action) -> None:
    assert answer(ask, words).action is action


@pytest.mark.parametrize(("ask", "words"), DOUBTFUL)
def test_a_limited_or_contradictory_answer_changes_nothing(ask: Ask, words: str) -> None:
    assert question(ask, words).text


def test_what_the_owner_sees_is_kept_with_his_answer() -> None:
    assert answer(Ask.EFEKTIVITAS, "TIDAK EFEKTIF: terlambat lagi dua kali").note == "terlambat lagi dua kali"
