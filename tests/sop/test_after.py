"""Beside the steps: a customer who does not answer, news while he waits, and whether a cure holds."""

from datetime import timedelta

import pytest

from pipeline.errors import Refusal
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Asked
from pipeline.sop.evaluating import close
from pipeline.sop.papers import Notice
from pipeline.sop.progress import half_ways, next_limit, promised
from pipeline.sop.rules import Limit
from pipeline.sop.steps import State, Step
from pipeline.sop.waiting import run_out
from tests import offices
from tests.sop.office import MONDAY, RULES, a_case, a_numbered_case, answered

LIMITS = (Limit("Tanggapan", 14), Limit("Penyelesaian", 60), Limit("LAPOR", 5, working=True, only_lapor=True))
LIMITED = offices.rules(limits=LIMITS)
CLOSED = a_numbered_case(
    State.SELESAI, accepted=True, end_told=True, efektif=True, closed_at=MONDAY - timedelta(days=30)
)


def test_when_the_time_to_answer_is_over_the_approver_may_end_the_complaint() -> None:
    waiting = a_case(paused_at=MONDAY - timedelta(days=30))

    decision = run_out(waiting, MONDAY, RULES)

    assert [(asked.ask, asked.to) for asked in decision.asks] == [(Ask.KELENGKAPAN, "kepala")]
    assert [(told.notice, told.to) for told in decision.notices] == [(Notice.PEMBERITAHUAN, "pengujian")]
    assert decision.case.paused_at is None


def test_a_complaint_that_was_answered_once_is_never_taken_for_withdrawn() -> None:
    again = a_case(perbaikan=True, paused_at=MONDAY - timedelta(days=30), delivered_at=MONDAY)

    assert run_out(again, MONDAY, RULES).asks == ()


def test_tutup_ends_the_complaint_with_a_letter_after_the_batal_window() -> None:
    decision = answered(a_case(), Action.TUTUP, by="kepala", ask=Ask.KELENGKAPAN)

    assert (decision.case.state, decision.ends) == (State.DICABUT, Step.TINDAK_LANJUT)
    assert [(told.to, told.waits) for told in decision.notices if told.notice is Notice.DICABUT] == [
        ("pelanggan", True)
    ]


def test_the_pokja_and_tu_hear_of_the_end_and_tu_tells_whom_no_mail_reaches() -> None:
    decision = answered(a_case(reachable=False), Action.TUTUP, by="kepala")

    assert [told.to for told in decision.notices] == ["pengujian", "tu"]
    assert "dengan cara lain" in decision.notices[-1].words


def test_tutup_voids_a_number_that_no_letter_will_bear() -> None:
    assert answered(a_numbered_case(State.TINDAK_LANJUT), Action.TUTUP, by="kepala").voids_number


def test_nothing_is_ended_while_the_customer_is_asked_anew() -> None:
    with pytest.raises(Refusal, match="masih ditunggu"):
        answered(a_case(paused_at=MONDAY), Action.TUTUP, by="kepala")


def test_a_further_question_takes_the_place_of_the_choice_to_end() -> None:
    assert Ask.KELENGKAPAN in answered(a_case(), Action.TANYA, text="Contoh yang mana?").closes


def test_lanjutkan_leaves_the_case_with_its_pokja() -> None:
    case = a_case()

    decision = answered(case, Action.LANJUTKAN, by="kepala")

    assert decision.case == case
    assert [told.to for told in decision.notices] == ["pengujian"]


def test_half_of_every_legal_time_has_its_moment_and_lapor_its_own() -> None:
    ordinary = dict(half_ways(MONDAY, LIMITED, lapor=False))
    lapor = dict(half_ways(MONDAY, LIMITED, lapor=True))

    assert set(ordinary) == {"Tanggapan", "Penyelesaian"}
    assert ordinary["Tanggapan"].date() == (MONDAY + timedelta(days=7)).date()
    assert lapor["LAPOR"] < lapor["Tanggapan"] < lapor["Penyelesaian"]


@pytest.mark.parametrize("state", [State.DISPOSISI, State.TINDAK_LANJUT, State.TANDA_TANGAN])
def test_what_is_promised_counts_all_steps_up_to_the_letter(state: State) -> None:
    case = a_case(state, due_at=RULES.calendar.add(MONDAY, 30))

    due = promised(case, MONDAY, RULES)

    assert due is not None
    assert due > RULES.calendar.add(MONDAY, 30)


def test_a_late_step_promises_nothing_and_the_next_limit_is_named() -> None:
    late = a_case(due_at=MONDAY - timedelta(days=1))
    received = MONDAY - timedelta(days=20)

    assert promised(late, MONDAY, RULES) is None
    assert next_limit(received, MONDAY, LIMITED, lapor=False) == LIMITED.outer(received, lapor=False)[1][1]


def test_a_cure_that_holds_changes_nothing() -> None:
    decision = answered(CLOSED, Action.EFEKTIF, by="kalibrasi", note="tidak ada keluhan serupa")

    assert decision.case == CLOSED
    assert "tidak ada keluhan serupa" in decision.understood


def test_what_cannot_be_told_yet_is_told_to_the_approver() -> None:
    decision = answered(CLOSED, Action.BELUM_DINILAI, by="pengujian", note="layanan belum berjalan")

    assert [(told.to, "belum dapat dinilai" in told.words) for told in decision.notices] == [("kepala", True)]


def test_a_cure_that_failed_opens_a_run_of_kind_perbaikan() -> None:
    decision = answered(CLOSED, Action.TIDAK_EFEKTIF, by="kalibrasi", note="terjadi lagi dua kali")

    case = decision.case
    assert (case.state, case.perbaikan, case.accepted, case.closed_at) == (
        State.TINDAK_LANJUT,
        True,
        False,
        None,
    )
    assert (decision.opens, decision.closes) == (Step.TINDAK_LANJUT, (Ask.EFEKTIVITAS,))
    assert [(asked.ask, asked.to) for asked in decision.asks] == [(Ask.KONSEP, "pengujian")]
    assert "terjadi lagi dua kali" in decision.asks[0].words


def test_the_evidence_of_the_first_run_stays_with_the_case() -> None:
    decision = answered(CLOSED, Action.TIDAK_EFEKTIF, by="pengujian")

    assert decision.case.penyebab == CLOSED.penyebab
    assert decision.case.delivered_at == CLOSED.delivered_at


def test_a_second_end_without_a_second_letter_is_not_told_to_the_customer_again() -> None:
    again = answered(CLOSED, Action.TIDAK_EFEKTIF, by="pengujian").case

    assert close(again, MONDAY).notices == ()
    assert close(a_numbered_case(State.EVALUASI), MONDAY).notices != ()


def test_a_second_letter_brings_a_second_closing_notice() -> None:
    answered_again = a_numbered_case(State.EVALUASI, end_told=True, drafted=True)

    assert [told.notice for told in close(answered_again, MONDAY).notices] == [Notice.PENUTUPAN]


def test_the_request_to_end_goes_to_whoever_approves_now() -> None:
    waiting = a_case(approver="penyetuju_pengganti", paused_at=MONDAY)

    assert run_out(waiting, MONDAY, RULES).asks[0] == Asked(
        Ask.KELENGKAPAN, "penyetuju_pengganti", run_out(waiting, MONDAY, RULES).asks[0].words
    )
