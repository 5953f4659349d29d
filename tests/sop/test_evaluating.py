"""Step 6: notulen, the Kepala's judgement, and when a case may end."""

from datetime import timedelta

import pytest

from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Asked, Noticed
from pipeline.sop.evaluating import close_or_wait
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.steps import State, Step
from tests.sop.office import MONDAY, RULES, a_numbered_case, answered

#: its letter was accepted so long ago that no bounce is waited for
PROVEN = a_numbered_case(State.EVALUASI, delivered_at=MONDAY - timedelta(hours=72))
#: its letter was accepted within the window
FRESH = a_numbered_case(State.EVALUASI, delivered_at=MONDAY - timedelta(hours=71))


def test_the_notulen_is_written_and_goes_to_the_approver() -> None:
    decision = answered(PROVEN, Action.NOTULEN, efektif=True)

    assert decision.letters == (LetterKind.NOTULEN, LetterKind.LAPORAN)
    assert decision.asks == (Asked(Ask.PENERIMAAN, "kepala", "Hasil evaluasi: efektif."),)


def test_the_notulen_ends_the_ketua_s_day_and_opens_the_approver_s() -> None:
    decision = answered(PROVEN, Action.NOTULEN, efektif=True)

    assert (decision.ends, decision.opens) == (Step.EVALUASI, Step.EVALUASI)
    assert decision.case.runs["evaluasi"] == 2


@pytest.mark.parametrize(
    ("efektif", "words"), [(True, "efektif"), (False, "tidak efektif"), (None, "belum dapat dinilai")]
)
def test_what_the_evaluation_found_is_on_record(efektif: bool | None, words: str) -> None:
    decision = answered(PROVEN, Action.NOTULEN, efektif=efektif)

    assert decision.case.efektif is efektif
    assert decision.asks[0].words == f"Hasil evaluasi: {words}."


@pytest.mark.parametrize("efektif", [True, None])
def test_terima_ends_a_case_whose_letter_is_proven_to_have_arrived(efektif: bool | None) -> None:
    minuted = answered(PROVEN, Action.NOTULEN, efektif=efektif).case

    decision = answered(minuted, Action.TERIMA, by="kepala")

    assert decision.case.state is State.SELESAI
    assert (decision.case.due_at, decision.case.closed_at) == (None, MONDAY)
    assert (decision.ends, decision.opens) == (Step.EVALUASI, None)


def test_a_closed_case_tells_the_customer_after_the_batal_window() -> None:
    minuted = answered(PROVEN, Action.NOTULEN, efektif=True).case

    decision = answered(minuted, Action.TERIMA, by="kepala")

    assert decision.notices == (Noticed(Notice.PENUTUPAN, "pelanggan", waits=True),)


def test_terima_waits_until_no_bounce_can_come_any_more() -> None:
    minuted = answered(FRESH, Action.NOTULEN, efektif=True).case

    decision = answered(minuted, Action.TERIMA, by="kepala")

    assert decision.case.state is State.EVALUASI
    assert decision.case.accepted
    assert decision.notices == ()


def test_a_case_that_waits_for_its_window_is_owed_by_nobody() -> None:
    minuted = answered(FRESH, Action.NOTULEN, efektif=True).case

    decision = answered(minuted, Action.TERIMA, by="kepala")

    assert decision.asks == ()
    assert decision.case.due_at is None


def test_an_accepted_case_ends_when_its_window_is_over() -> None:
    minuted = answered(FRESH, Action.NOTULEN, efektif=True).case
    waiting = answered(minuted, Action.TERIMA, by="kepala").case

    decision = close_or_wait(waiting, MONDAY + timedelta(hours=1), RULES)

    assert decision.case.state is State.SELESAI
    assert decision.event == "selesai"


def test_an_accepted_case_whose_letter_bounced_does_not_end() -> None:
    waiting = a_numbered_case(
        State.EVALUASI, delivered_at=MONDAY - timedelta(days=30), bounced=True, accepted=True
    )

    assert close_or_wait(waiting, MONDAY, RULES).case.state is State.EVALUASI


def test_a_letter_that_went_by_hand_waits_for_no_bounce() -> None:
    case = a_numbered_case(State.EVALUASI, delivered_at=MONDAY, reachable=False)
    minuted = answered(case, Action.NOTULEN, efektif=True).case

    decision = answered(minuted, Action.TERIMA, by="kepala")

    assert decision.case.state is State.SELESAI


def test_tu_tells_the_end_to_a_customer_whom_no_mail_reaches() -> None:
    case = a_numbered_case(State.EVALUASI, delivered_at=MONDAY, reachable=False)
    minuted = answered(case, Action.NOTULEN, efektif=True).case

    decision = answered(minuted, Action.TERIMA, by="kepala")

    (told,) = decision.notices
    assert (told.notice, told.to, told.waits) == (Notice.PEMBERITAHUAN, "tu", True)
    assert "diberi tahu dengan cara lain" in told.words


def test_a_cure_that_did_not_work_is_worked_on_again_by_the_same_pokja() -> None:
    minuted = answered(PROVEN, Action.NOTULEN, efektif=False).case

    decision = answered(minuted, Action.TERIMA, by="kepala")

    assert (decision.ends, decision.opens) == (Step.EVALUASI, Step.TINDAK_LANJUT)
    assert decision.case.perbaikan
    assert [(asked.ask, asked.to) for asked in decision.asks] == [(Ask.KONSEP, "pengujian")]


def test_a_cure_that_is_worked_on_again_owes_no_letter() -> None:
    minuted = answered(PROVEN, Action.NOTULEN, efektif=False).case

    decision = answered(minuted, Action.TERIMA, by="kepala")

    assert not decision.case.drafted
    assert answered(decision.case, Action.PARAF).case.state is State.EVALUASI


def test_a_second_letter_gets_a_number_of_its_own() -> None:
    minuted = answered(PROVEN, Action.NOTULEN, efektif=False).case

    decision = answered(minuted, Action.TERIMA, by="kepala")

    assert decision.case.letter_number == ""
    assert decision.voids_number == ""


def test_buka_kembali_passes_on_what_is_still_missing() -> None:
    minuted = answered(PROVEN, Action.NOTULEN, efektif=True).case

    decision = answered(minuted, Action.BUKA_KEMBALI, by="kepala", reason="jadwal belum diterapkan")

    assert decision.case.state is State.TINDAK_LANJUT
    assert decision.case.perbaikan
    assert decision.asks[0].words == "Kepala Balai menilai tindakan belum cukup: “jadwal belum diterapkan”."


def test_a_case_that_was_opened_again_has_no_verdict_any_more() -> None:
    minuted = answered(PROVEN, Action.NOTULEN, efektif=True).case

    decision = answered(minuted, Action.BUKA_KEMBALI, by="kepala")

    assert decision.case.efektif is None
    assert not decision.case.accepted
