"""The flow refuses what cannot count now, in words for the person who answered."""

import pytest

from pipeline.errors import Refusal
from pipeline.sop.asks import Action
from pipeline.sop.flow import MOVES
from pipeline.sop.steps import State
from tests.sop.office import a_case, answered

WRONG = [(action, state) for action, (states, _) in MOVES.items() for state in sorted(set(State) - states)]


@pytest.mark.parametrize(("action", "state"), WRONG)
def test_an_answer_out_of_its_time_is_refused(action: Action, state: State) -> None:
    with pytest.raises(Refusal, match="sudah tidak berlaku"):
        answered(a_case(state), action)


def test_a_refusal_says_where_the_case_stands() -> None:
    with pytest.raises(Refusal) as refused:
        answered(a_case(State.TANDA_TANGAN), Action.BUKAN_PENGADUAN)

    assert refused.value.reason == (
        "Perkara PGD-2026-0007 sekarang berada pada tahap tanda tangan; "
        "jawaban BUKAN PENGADUAN sudah tidak berlaku."
    )


@pytest.mark.parametrize("action", sorted(set(Action) - set(MOVES)))
def test_an_answer_that_is_not_about_a_case_s_course_is_refused(action: Action) -> None:
    with pytest.raises(Refusal, match="tidak berlaku untuk perkara"):
        answered(a_case(), action)
