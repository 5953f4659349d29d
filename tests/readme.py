"""The parts of the README that the code itself tells: the SOP's table, its requests, its states.

`python -m tests.readme --write` renews them; a test compares them. The arrows between the states are not
drawn from the table of moves: every answer is given to cases in every state, and what follows is drawn.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from pipeline.errors import Refusal
from pipeline.sop import evaluating, opening, signing
from pipeline.sop.asks import ASKS, Action, AskRow
from pipeline.sop.case import ANALYSIS, Case
from pipeline.sop.flow import MOVES
from pipeline.sop.rules import Signing
from pipeline.sop.steps import ENDS, ROWS, Row, State, Step
from tests import offices
from tests.sop.office import ANALYSED, MONDAY, RULES, a_case, a_numbered_case, answered

README = Path(__file__).parents[1] / "README.md"

#: what an answer needs beside its word
WORDS: dict[Action, dict[str, Any]] = {
    Action.DISPOSISI: {"pokja": "pengujian"},
    Action.TERUSKAN: {"text": "Dinas Contoh"},
    Action.KONSEP: {"fields": dict.fromkeys((*ANALYSIS, "jawaban"), "telah dicatat")},
    Action.ALIHKAN: {"pokja": "kalibrasi"},
    Action.KOORDINASI: {"pokja": "kalibrasi", "text": "Kapan dikalibrasi?"},
    Action.TANYA: {"text": "Contoh yang mana?"},
    Action.PERPANJANG: {"days": 3, "reason": "menunggu uji ulang"},
    Action.NOTULEN: {"efektif": True},
}
_LONG_AGO = MONDAY - timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Situation:
    """A case that differs from the ordinary one, and how the diagram says so."""

    told: str
    differs: dict[str, Any] = field(default_factory=dict)
    #: where a case can differ so
    states: frozenset[State] = frozenset(State)


#: the ordinary case first; an arrow that it does not take is drawn with the situation that takes it
SITUATIONS = (
    Situation("", {**ANALYSED, "drafted": True, "version": 1, "efektif": True, "delivered_at": _LONG_AGO}),
    Situation("cure without a letter", {**ANALYSED, "perbaikan": True, "drafted": False}),
    Situation("not effective", {"efektif": False}),
    Situation("within 72 hours of sending", {"efektif": True, "delivered_at": MONDAY}),
    Situation("after a bounce", {"bounced": True, "delivered_at": _LONG_AGO}),
    Situation(
        "passed on",
        {"penerusan": "Dinas Contoh", "pokja": "", "delivered_at": _LONG_AGO},
        frozenset({State.TANDA_TANGAN, State.PENYAMPAIAN}),
    ),
)


def parts() -> dict[str, str]:
    """Name of a generated part → its lines."""
    return {"sop": sop_table(), "requests": request_table(), "states": state_diagram()}


def sop_table() -> str:
    """The SOP's table, cell by cell."""
    head = ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Ket.")
    return _table(head, [_cells(row) for row in ROWS])


def _cells(row: Row) -> tuple[str, ...]:
    kegiatan = f"**{_spoken(row.step)}**: {row.kegiatan}"
    return (
        str(row.no),
        kegiatan,
        row.pelaksana,
        row.kelengkapan,
        str(row.waktu),
        row.output,
        row.keterangan,
    )


def request_table() -> str:
    """Every request, with the answers it takes."""
    listed = sorted(ASKS.values(), key=lambda row: [each.step for each in ROWS].index(row.step))
    return _table(("Step", "Request", "Answers by reply"), [_request(row) for row in listed])


def _request(row: AskRow) -> tuple[str, str, str]:
    marked = (f"`{action}`{'¹' if action in row.newest_only else ''}" for action in row.actions)
    return _spoken(row.step), f"`{row.ask}`", " · ".join(marked)


def state_diagram() -> str:
    """Every change of state as Mermaid draws it, the answers beside the arrows."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for source, target, why in _changes():
        arrows.setdefault((source, target), []).append(why)
    lines = [f"    {source} --> {target}: {', '.join(why)}" for (source, target), why in arrows.items()]
    ends = [f"    {state} --> [*]" for state in State if state in ENDS and _is_reached(state, arrows)]
    return "\n".join(("```mermaid", "stateDiagram-v2", *lines, *ends, "```"))


def _is_reached(state: State, arrows: dict[tuple[str, str], list[str]]) -> bool:
    return any(target == state for _, target in arrows)


def _changes() -> Iterator[tuple[str, str, str]]:
    """State before, state after, and what brings the one from the other."""
    yield "[*]", _after(opening.register(_new(), MONDAY, RULES, may_answer=True).case), "registrasi"
    for state in State:
        for action, (states, _) in MOVES.items():
            if state in states:
                yield from ((state, target, why) for target, why in _answers(state, action).items())
        yield from _events(state)


def _answers(state: State, action: Action) -> dict[str, str]:
    """The states that an answer leads to, with the situation in which it does."""
    rules = offices.rules(Signing.SEGEL) if action is Action.KIRIM else RULES
    found: dict[str, str] = {}
    for situation in (each for each in SITUATIONS if state in each.states):
        case = a_numbered_case(state, **situation.differs)
        words = WORDS.get(action, {})
        target = _taken(lambda: answered(case, action, rules=rules, **words).case)  # noqa: B023
        if target is not None:
            found.setdefault(target, f"{action} ({situation.told})" if situation.told else action.value)
    return found


def _taken(decide: Callable[[], Case]) -> str | None:
    """The state after a decision; None where the answer does not count in that situation."""
    try:
        return _after(decide())
    except Refusal:
        return None


def _events(state: State) -> Iterator[tuple[str, str, str]]:
    """What happens without an answer: the server's word, and the end of the 72 hours."""
    case = a_numbered_case(state, accepted=True, delivered_at=_LONG_AGO)
    if state is State.PENYAMPAIAN:
        yield state, _after(signing.deliver(case, MONDAY, RULES, "250").case), "the server's 250"
        passed_on = evaluating.close_or_wait(replace(case, penerusan="Dinas Contoh"), MONDAY, RULES)
        yield state, _after(passed_on.case), "72 hours without a bounce (passed on)"
    if state is State.EVALUASI:
        closed = evaluating.close_or_wait(case, MONDAY, RULES)
        yield state, _after(closed.case), "72 hours without a bounce"


def _new() -> Case:
    return a_case(State.DISPOSISI, runs={})


def _after(case: Case) -> str:
    return case.state.value


def _spoken(step: Step) -> str:
    return step.value.replace("_", " ")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = (f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows))
    return "\n".join(lines)


def renewed(readme: str) -> str:
    """The README with every generated part as the code tells it now; KeyError for a part nobody makes."""
    made = parts()

    def renew(found: re.Match[str]) -> str:
        return f"{found[1]}\n{made.pop(found[2])}\n{found[4]}"

    renewed = _PART.sub(renew, readme)
    if made:
        raise KeyError(f"the README has no place for {', '.join(made)}")
    return renewed


_PART = re.compile(r"(<!-- made: (\w+) -->)\n(.*?)(<!-- end -->)", re.DOTALL)


if __name__ == "__main__":
    new = renewed(README.read_text("utf-8"))
    if "--write" in sys.argv:
        README.write_text(new, "utf-8")
    else:
        sys.stdout.write("\n\n".join(parts().values()) + "\n")
