"""After the end: whether the cure still holds, asked of whoever had to act, 30 and 90 days later.

Apart from step 6, which is over within a day and can only judge what was done, not what came of it
(ISO 9001 10.2.1 e, ISO/IEC 17025 8.7.1 e; domain.md C.7).
"""

from pipeline.sop.asks import Ask
from pipeline.sop.case import Decision, Noticed
from pipeline.sop.evaluating import mend
from pipeline.sop.papers import Notice
from pipeline.sop.turn import Turn


def hold(turn: Turn) -> Decision:
    """Efektif: it is noted with its evidence."""
    return Decision(
        case=turn.case,
        event="efektif",
        understood=f"Tindakan atas perkara {turn.case.number} tercatat efektif." + _seen(turn),
        revocable=False,
    )


def leave_open(turn: Turn) -> Decision:
    """Belum dapat dinilai: it is noted, and the approver learns that nobody knows yet."""
    words = f"{turn.rules.name(turn.by)} menyatakan keefektifan tindakan belum dapat dinilai.{_seen(turn)}"
    return Decision(
        case=turn.case,
        event="belum_dinilai",
        notices=(Noticed(Notice.PEMBERITAHUAN, turn.case.approver, words),),
        understood="Tercatat: keefektifan tindakan belum dapat dinilai." + _seen(turn),
        revocable=False,
    )


def fail(turn: Turn) -> Decision:
    """Tidak efektif: the case is worked on again, in a run of kind perbaikan; the approver is told."""
    why = f"{turn.rules.name(turn.by)} menilai tindakan tidak efektif lagi.{_seen(turn)}"
    again = mend(turn.case, "tidak_efektif", why, turn.now, turn.rules)
    told = f"{why} Perkara dibuka kembali untuk perbaikan oleh {turn.rules.name(turn.case.pokja)}."
    return Decision(
        case=again.case,
        event=again.event,
        opens=again.opens,
        closes=(Ask.EFEKTIVITAS,),
        asks=again.asks,
        notices=(Noticed(Notice.PEMBERITAHUAN, turn.case.approver, told),),
        understood=again.understood,
        revocable=False,
    )


def _seen(turn: Turn) -> str:
    """By what he sees it, in his own words."""
    return f" Keterangan: “{turn.answer.note}”" if turn.answer.note else ""
