"""A complaint that another agency has to answer: the letter to it, its way, and the end of the case."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pipeline.errors import Refusal
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Asked, Case, Noticed
from pipeline.sop.evaluating import close_or_wait
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.signing import bounce, deliver
from pipeline.sop.steps import State, Step
from tests.sop.office import MONDAY, RULES, a_case, a_numbered_case, answered

DINAS = "Kepala Dinas Contoh\nJalan Contoh Nomor 2"
LATER = MONDAY + timedelta(days=4)


def passed_on(state: State = State.TANDA_TANGAN, **named: Any) -> Case:
    """A case whose letter to another agency has its number."""
    return a_numbered_case(state, **{"pokja": "", "penerusan": DINAS, "alasan": "izin", **named})


def test_what_is_not_ours_goes_from_the_disposisi_straight_to_the_signature() -> None:
    decision = answered(a_case(State.DISPOSISI), Action.TERUSKAN, text=DINAS, reason="izin lingkungan")

    assert decision.case.state is State.TANDA_TANGAN
    assert (decision.ends, decision.opens) == (Step.DISPOSISI, Step.TANDA_TANGAN)
    assert decision.letters == (LetterKind.KONSEP,)
    assert decision.asks == (Asked(Ask.PERSETUJUAN, "kepala"),)
    assert (decision.case.penerusan, decision.case.alasan) == (DINAS, "izin lingkungan")


def test_no_pokja_is_told_and_no_day_is_promised_to_the_customer() -> None:
    assert answered(a_case(State.DISPOSISI), Action.TERUSKAN, text=DINAS).notices == ()


def test_the_confirmation_names_agency_address_and_reason() -> None:
    decision = answered(a_case(State.DISPOSISI), Action.TERUSKAN, text=DINAS, reason="izin lingkungan")

    assert "Kepala Dinas Contoh, Jalan Contoh Nomor 2" in decision.understood
    assert "izin lingkungan" in decision.understood


def test_an_agency_must_be_named() -> None:
    with pytest.raises(Refusal) as refused:
        answered(a_case(State.DISPOSISI), Action.TERUSKAN, text=" ")

    assert refused.value.example.startswith("TERUSKAN: ")


def test_its_approval_draws_a_number_like_that_of_a_reply() -> None:
    decision = answered(passed_on(letter_number=""), Action.SETUJU)

    assert decision.draws_number
    assert decision.letters == (LetterKind.SURAT,)


def test_a_revision_asks_for_the_disposisi_again_and_keeps_the_number() -> None:
    decision = answered(passed_on(), Action.REVISI, note="instansinya keliru")

    assert decision.case.state is State.DISPOSISI
    assert [(asked.ask, asked.to) for asked in decision.asks] == [(Ask.DISPOSISI, "kepala")]
    assert "instansinya keliru" in decision.asks[0].words
    assert (decision.case.penerusan, decision.case.version) == ("", 0)
    assert decision.case.letter_number


def test_a_case_that_goes_to_a_pokja_after_all_is_an_ordinary_one() -> None:
    again = answered(passed_on(), Action.REVISI).case

    decision = answered(again, Action.DISPOSISI, pokja="kalibrasi")

    assert decision.case.state is State.TINDAK_LANJUT
    assert not decision.case.drafted


def test_a_second_letter_to_an_agency_is_a_version_of_its_own() -> None:
    again = answered(passed_on(), Action.REVISI).case

    assert answered(again, Action.TERUSKAN, text="Dinas Lain").case.version == 2


def test_a_docx_of_the_approver_is_laid_before_him_as_the_next_version() -> None:
    decision = answered(passed_on(), Action.REVISI, files=("0" * 64,))

    assert decision.case.state is State.TANDA_TANGAN
    assert (decision.case.version, decision.case.edited) == (2, True)
    assert [(asked.ask, asked.to) for asked in decision.asks] == [(Ask.PERSETUJUAN, "kepala")]


def test_the_signed_letter_goes_to_the_customer_and_tu_brings_it_to_the_agency() -> None:
    decision = answered(passed_on(), Action.TERTANDA)

    assert decision.notices == (Noticed(Notice.SURAT_JAWABAN, "pelanggan"),)
    assert decision.asks == (Asked(Ask.PENYAMPAIAN, "tu"),)


def test_the_server_s_word_for_the_customer_s_copy_opens_no_evaluasi() -> None:
    decision = deliver(passed_on(State.PENYAMPAIAN), MONDAY, RULES, "250 Ok")

    assert decision.case.state is State.PENYAMPAIAN
    assert decision.asks == ()
    assert [notice.to for notice in decision.notices] == ["tu"]


def test_the_case_ends_when_tu_brought_the_letter_and_no_bounce_can_come() -> None:
    arrived = deliver(passed_on(State.PENYAMPAIAN), MONDAY, RULES, "250 Ok").case

    decision = answered(arrived, Action.TERKIRIM, by="tu", now=LATER, note="lewat SRIKANDI")

    assert decision.case.state is State.DITERUSKAN
    assert (decision.case.due_at, decision.case.closed_at) == (None, LATER)
    assert decision.notices == ()
    assert decision.ends is Step.PENYAMPAIAN


def test_a_letter_brought_at_once_waits_for_the_window_of_the_customer_s_copy() -> None:
    arrived = deliver(passed_on(State.PENYAMPAIAN), MONDAY, RULES, "250 Ok").case

    waiting = answered(arrived, Action.TERKIRIM, by="tu", note="diantar").case

    assert (waiting.state, waiting.accepted, waiting.due_at) == (State.PENYAMPAIAN, True, None)
    assert close_or_wait(waiting, MONDAY, RULES).case.state is State.PENYAMPAIAN
    assert close_or_wait(waiting, LATER, RULES).case.state is State.DITERUSKAN


def test_a_copy_that_has_not_left_yet_keeps_the_case_open() -> None:
    waiting = answered(passed_on(State.PENYAMPAIAN), Action.TERKIRIM, by="tu", note="diantar").case

    assert close_or_wait(waiting, LATER, RULES).case.state is State.PENYAMPAIAN


def test_a_customer_without_mail_gets_his_copy_from_tu_and_the_case_ends() -> None:
    sent = answered(passed_on(reachable=False), Action.TERTANDA)

    assert sent.notices == ()
    assert "tembusannya disampaikan kepadanya juga" in sent.asks[0].words
    assert answered(sent.case, Action.TERKIRIM, by="tu", note="x").case.state is State.DITERUSKAN


def test_a_copy_that_comes_back_before_tu_went_out_is_one_errand_with_the_letter() -> None:
    decision = bounce(deliver(passed_on(State.PENYAMPAIAN), MONDAY, RULES, "250").case, "550 unknown.")

    assert decision.closes == (Ask.PENYAMPAIAN,)
    assert decision.asks[0].words == "550 unknown. Mohon tembusan itu disampaikan kepada pelanggan juga."


def test_a_copy_that_comes_back_after_tu_went_out_is_brought_to_the_customer_alone() -> None:
    arrived = deliver(passed_on(State.PENYAMPAIAN), MONDAY, RULES, "250").case
    brought = answered(arrived, Action.TERKIRIM, by="tu", note="diantar").case

    decision = bounce(brought, "550 unknown.")

    assert decision.opens is Step.PENYAMPAIAN
    assert decision.asks[0].words == "550 unknown."
    assert answered(decision.case, Action.TERKIRIM, by="tu", note="x").case.state is State.DITERUSKAN


def test_what_was_brought_is_not_brought_twice() -> None:
    with pytest.raises(Refusal, match="sudah tercatat"):
        answered(replace(passed_on(State.PENYAMPAIAN), accepted=True), Action.TERKIRIM, by="tu", note="x")
