"""BATAL: an accepted answer is taken back while nobody has acted on it (design 3e)."""

from dataclasses import replace

from pipeline.errors import Refusal
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Asked, Case, Decision, Noticed
from pipeline.sop.papers import Notice
from pipeline.sop.rules import Rules
from pipeline.sop.steps import ENDS, Step

#: the answers that end the run they are given in, of those that can be taken back (design 3a)
ENDING = frozenset(
    {
        Action.DISPOSISI,
        Action.BUKAN_PENGADUAN,
        Action.TERUSKAN,
        Action.TUTUP,
        Action.PARAF,
        Action.ALIHKAN,
        Action.REVISI,
        Action.NOTULEN,
        Action.TERIMA,
        Action.BUKA_KEMBALI,
    }
)
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
    words: str = "",
) -> Decision:
    """Put the case back to where it was before `action`, and ask `by` again.

    `ask` is the request that the answer had closed, None where it is still open, and `words` is what it
    passed on; `told` are those who were sent something because of the answer.
    Numbers that were drawn, versions that were made, runs that were counted, a letter that came back, an
    address that was found to be bad and a customer who answered stay so.
    Raises `Refusal` where a second letter has drawn its number meanwhile, because it would be lost.
    """
    if before.letter_number and case.letter_number not in ("", before.letter_number):
        raise Refusal("Jawaban ini tidak dapat dibatalkan lagi karena surat berikutnya sudah bernomor.")
    moved = action in ENDING
    step = Step(before.state.value)
    taken = f"{rules.name(by)} membatalkan jawabannya ({action.replace('_', ' ')})."
    return Decision(
        case=_restored(case, before, step if moved else None),
        event="batal",
        ends=Step(case.state.value) if moved and case.state not in ENDS else None,
        opens=step if moved else None,
        asks=((Asked(ask, by, _again(words)),) if ask else ()) + _asked_before(before, action, by, rules),
        notices=tuple(
            Noticed(Notice.PEMBERITAHUAN, post, taken + " Surel kami tentang jawaban itu tidak berlaku lagi.")
            for post in told
            if post != by
        ),
        understood=f"Jawaban {action.replace('_', ' ').upper()} dibatalkan.",
        revocable=False,
    )


def _restored(case: Case, before: Case, again: Step | None) -> Case:
    """The case as it was, with what no BATAL takes back; `again` is the step that begins a further run."""
    restored = replace(
        before,
        runs=case.runs,
        versions=case.versions,
        letter_number=before.letter_number or case.letter_number,
        bounced=case.bounced,
        reachable=case.reachable,
    )
    if again:
        return replace(restored, runs={**case.runs, again.value: case.runs.get(again.value, 0) + 1})
    if before.paused_at and not case.paused_at:
        # The customer answered meanwhile, which no BATAL of staff takes back.
        return replace(restored, paused_at=None, due_at=case.due_at, pauses=case.pauses)
    return restored


def _again(words: str) -> str:
    """What the first request passed on, such as the note of a revision, is said again with it."""
    return "\n".join(filter(None, (_AGAIN, words.removeprefix(_AGAIN).strip())))


def _asked_before(before: Case, action: Action, by: str, rules: Rules) -> tuple[Asked, ...]:
    """What the answer had closed beside its own request, which stands again: an earlier request for days."""
    if action is Action.TUTUP:
        # The end had closed what the Pokja was asked for.
        own = Ask.PARAF if before.drafted else Ask.KONSEP
        return (Asked(own, before.pokja, "Perkara yang tadi ditutup dilanjutkan kembali."),)
    if action is not Action.PERPANJANG or not before.asked_days:
        return ()
    words = f"{rules.name(by)} meminta perpanjangan {before.asked_days} hari kerja."
    return (Asked(Ask.IZIN, before.approver, words),)
