"""Builders for the flow's tests: a case in any state, and what follows from an answer to it."""

from datetime import datetime
from typing import Any

from pipeline.sop import flow
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import ANALYSIS, Answer, Case, Decision
from pipeline.sop.rules import Rules
from pipeline.sop.steps import State
from pipeline.sop.turn import Turn
from tests import offices

MONDAY = offices.MONDAY
RULES = offices.rules()
#: penyebab … pencegahan, as a Ketua Pokja would record them
ANALYSED: dict[str, Any] = dict.fromkeys(ANALYSIS, "telah dicatat")

#: the steps that a case has behind it when it stands in a state
_PATH = (State.DISPOSISI, State.TINDAK_LANJUT, State.TANDA_TANGAN, State.PENYAMPAIAN, State.EVALUASI)


def a_case(state: State = State.TINDAK_LANJUT, **named: Any) -> Case:
    """A case that came straight to `state`; `named` replaces its fields."""
    passed = _PATH[: _PATH.index(state) + 1] if state in _PATH else _PATH
    values: dict[str, Any] = {
        "id": 1,
        "number": "PGD-2026-0007",
        "tag": "K7QM-2XRD",
        "state": state,
        "runs": {step.value: 1 for step in passed},
        "pokja": "" if state is State.DISPOSISI else "pengujian",
        "receipted": True,
        "opened_at": MONDAY,
        "due_at": RULES.calendar.add(MONDAY, 600),
    }
    if state in _PATH[2:]:
        values |= {**ANALYSED, "jawaban": "Telah diuji ulang.", "version": 1, "versions": 1, "drafted": True}
    return Case(**{**values, **named})


def a_numbered_case(state: State = State.TANDA_TANGAN, **named: Any) -> Case:
    """A case whose letter has its number."""
    return a_case(state, **{"letter_number": "B/12/BSPJI-Contoh/HM/XI/2026", **named})


def answered(
    case: Case,
    action: Action,
    *,
    by: str = "",
    now: datetime = MONDAY,
    rules: Rules = RULES,
    ask: Ask | None = None,
    unproven: str = "",
    **words: Any,
) -> Decision:
    """What follows when the holder of the case, or `by`, gives this answer."""
    holder = case.pokja if case.state in (State.TINDAK_LANJUT, State.EVALUASI) else case.approver
    person = f"{by or holder}@balai.example"
    turn = Turn(
        case,
        Answer(action=action, **words),
        by or holder,
        now,
        rules,
        person=person,
        ask=ask,
        unproven=unproven,
    )
    return flow.decide(turn)
