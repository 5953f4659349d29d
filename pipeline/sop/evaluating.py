"""Step 6: the notulen, the Kepala's judgement, and the end of a case."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pipeline.sop import passing
from pipeline.sop.asks import Ask
from pipeline.sop.case import Asked, Case, Decision, Noticed
from pipeline.sop.opening import enter
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.rules import Rules
from pipeline.sop.steps import PELANGGAN, TU, State, Step
from pipeline.sop.turn import Turn

#: to TU, in place of the closing notice
_UNTOLD = (
    "Penanganan pengaduan ini telah selesai dan perkara ditutup. Pelanggan tidak dapat dihubungi lewat "
    "surel, sehingga pemberitahuan penutupan tidak dikirim. Mohon pelanggan diberi tahu dengan cara lain "
    "bahwa penanganan pengaduannya telah selesai (SNI ISO/IEC 17025:2017 butir 7.9.7)."
)
_FOUND = {True: "efektif", False: "tidak efektif", None: "belum dapat dinilai"}


def minute(turn: Turn) -> Decision:
    """The notulen is in: it ends the SOP's day and goes to the approver."""
    found = enter(replace(turn.case, efektif=turn.answer.efektif), Step.EVALUASI, turn.now, turn.rules)
    return Decision(
        case=found,
        event="notulen",
        ends=Step.EVALUASI,
        opens=Step.EVALUASI,
        letters=(*_notulen(turn), LetterKind.LAPORAN),
        asks=(Asked(Ask.PENERIMAAN, turn.case.approver, f"Hasil evaluasi: {_FOUND[turn.answer.efektif]}."),),
        understood=f"Notulen diterima; hasil evaluasi: {_FOUND[turn.answer.efektif]}. "
        f"Diteruskan kepada {turn.rules.name(turn.case.approver)}.",
    )


def _notulen(turn: Turn) -> tuple[LetterKind, ...]:
    return (LetterKind.NOTULEN,) if is_told(turn.answer.fields, turn.answer.files) else ()


def is_told(fields: Mapping[str, str], files: Sequence[str]) -> bool:
    """Whether the notulen is to be written from fields; else the enclosed file is the notulen."""
    return bool(set(fields) - {"efektif"}) or not files


def accept(turn: Turn) -> Decision:
    """Terima: the case ends, or its cure is worked on again where it was not effective."""
    if turn.case.efektif is False:
        return mend(turn.case, "terima", "Tindakan dinilai tidak efektif.", turn.now, turn.rules)
    return replace(
        close_or_wait(replace(turn.case, accepted=True), turn.now, turn.rules),
        event="terima",
        ends=Step.EVALUASI,
    )


def reopen(turn: Turn) -> Decision:
    """The approver is not content: a run of step 3 of kind perbaikan."""
    why = turn.answer.reason or turn.answer.note
    return mend(
        turn.case,
        "buka_kembali",
        f"{turn.rules.name(turn.by)} menilai tindakan belum cukup" + (f": “{why}”." if why else "."),
        turn.now,
        turn.rules,
    )


def mend(case: Case, event: str, why: str, now: datetime, rules: Rules) -> Decision:
    """A run of step 3 of kind perbaikan: the cure is worked on again, and what was found so far is kept."""
    again = replace(
        case,
        perbaikan=True,
        drafted=False,
        edited=False,
        letter_number="",
        efektif=None,
        accepted=False,
        closed_at=None,
    )
    return Decision(
        case=enter(again, Step.TINDAK_LANJUT, now, rules),
        event=event,
        ends=Step.EVALUASI,
        opens=Step.TINDAK_LANJUT,
        asks=(Asked(Ask.KONSEP, case.pokja, why),),
        understood=f"Perkara dibuka kembali untuk perbaikan dan diteruskan kepada {rules.name(case.pokja)}.",
    )


def close_or_wait(case: Case, now: datetime, rules: Rules) -> Decision:
    """End an accepted case, unless a bounce of its letter may still come or has come."""
    if case.penerusan:
        return passing.end_or_wait(case, now, rules)
    if waits_for_bounce(case, now, rules):
        return Decision(
            case=replace(case, due_at=None),
            event="menunggu_penutupan",
            understood="Hasil diterima. "
            + (
                "Surat jawaban terpantul; perkara ditutup setelah TU menyampaikannya dengan cara lain."
                if case.bounced
                else "Perkara ditutup setelah dipastikan surat jawaban tidak terpantul."
            ),
        )
    return close(case, now)


def close(case: Case, now: datetime) -> Decision:
    """End an accepted case; the customer hears of it after the BATAL window, by TU if no mail reaches him."""
    # A cure that was mended later, without a further letter, ends for the office alone.
    told = case.end_told and not case.drafted
    return Decision(
        case=replace(case, state=State.SELESAI, due_at=None, closed_at=now, end_told=True),
        event="selesai",
        notices=() if told else (_closing(case),),
        understood="Hasil diterima; perkara selesai.",
    )


def _closing(case: Case) -> Noticed:
    if case.reachable:
        return Noticed(Notice.PENUTUPAN, PELANGGAN, waits=True)
    return Noticed(Notice.PEMBERITAHUAN, TU, _UNTOLD, waits=True)


def waits_for_bounce(case: Case, now: datetime, rules: Rules) -> bool:
    """Whether the letter bounced, or its second proof (no bounce in the window) is not in yet."""
    if case.bounced:
        return True
    return case.reachable and case.delivered_at is not None and now < case.delivered_at + rules.bounce_window
