"""BATAL: an accepted answer is taken back while nobody has acted on it (design 3e)."""

from dataclasses import replace

from pipeline.sop.case import Asked, Case, Decision, Noticed
from pipeline.sop.rules import Rules
from pipeline.sop.steps import ENDS, Action, Ask, Notice, Step

_AGAIN = "Jawaban Bapak/Ibu sebelumnya telah dibatalkan; silakan menjawab kembali."


def take_back(
    case: Case,
    before: Case,
    *,
    action: Action,
    ask: Ask | None,
    by: str,
    told: tuple[str, ...],
    rules: Rules,
) -> Decision:
    """Put the case back to where it was before `action`, and ask `by` again.

    `ask` is the request that the answer had closed, None where it is still open; `told` are the
    holders of the requests that the answer had caused. Numbers that were drawn,
    versions that were made, runs that were counted and a letter that came back stay so.
    """
    restored = replace(
        before,
        runs=case.runs,
        versions=case.versions,
        letter_number=before.letter_number or case.letter_number,
        bounced=case.bounced,
    )
    # A run was ended where another was opened, where the case came to an end, or where it was accepted.
    moved = _runs(case) != _runs(before) or case.state in ENDS or case.accepted != before.accepted
    step = Step(before.state.value)
    if moved:
        runs = {**case.runs, step.value: case.runs.get(step.value, 0) + 1}
        restored = replace(restored, runs=runs)
    words = f"{rules.name(by)} membatalkan jawabannya ({action.replace('_', ' ')})."
    return Decision(
        case=restored,
        event="batal",
        ends=Step(case.state.value) if moved and case.state not in ENDS else None,
        opens=step if moved else None,
        asks=(Asked(ask, by, _AGAIN),) if ask else (),
        notices=tuple(
            Noticed(Notice.PEMBERITAHUAN, post, words + " Permintaan yang telah dikirim tidak berlaku lagi.")
            for post in told
            if post != by
        ),
        understood=f"Jawaban {action.replace('_', ' ').upper()} dibatalkan.",
        revocable=False,
    )


def _runs(case: Case) -> dict[str, int]:
    # Step 5 is opened by no answer that can be taken back, but a bounce may have opened it meanwhile.
    return {step: run for step, run in case.runs.items() if step != Step.PENYAMPAIAN}
