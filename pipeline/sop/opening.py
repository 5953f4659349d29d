"""Steps 1 and 2: a complaint is registered, disposed, or found to be none."""

from dataclasses import replace
from datetime import datetime

from pipeline.errors import Refusal
from pipeline.sop.asks import Ask
from pipeline.sop.case import Asked, Case, Decision, Noticed
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.rules import Rules
from pipeline.sop.steps import PELANGGAN, TU, State, Step
from pipeline.sop.turn import Turn


def enter(case: Case, step: Step, now: datetime, rules: Rules) -> Case:
    """The case with one more run of `step`, due by the SOP; what the former run still waited for is over."""
    return replace(
        case,
        state=State(step.value),
        runs={**case.runs, step.value: case.runs.get(step.value, 0) + 1},
        due_at=rules.due(step, now),
        started_at=now,
        extended_days=0,
        pauses=(),
        paused_at=case.paused_at if step is Step.TINDAK_LANJUT else None,
        asked_days=0,
    )


def register(case: Case, now: datetime, rules: Rules, *, may_answer: bool) -> Decision:
    """Step 1 is done: the form, the request to the Kepala Balai, the receipt to the customer.

    `may_answer` is False where nothing may be sent before a person has accepted the letter.
    """
    greets = may_answer and case.answerable and case.reachable
    opened = enter(replace(case, opened_at=now, receipted=greets), Step.DISPOSISI, now, rules)
    receipt = (Noticed(Notice.TANDA_TERIMA_AWAL, PELANGGAN),) if greets else ()
    return Decision(
        case=opened,
        event="registrasi",
        opens=Step.DISPOSISI,
        letters=(LetterKind.FORM,),
        asks=(Asked(Ask.DISPOSISI, opened.approver),),
        notices=receipt,
        revocable=False,
    )


def dispose(turn: Turn) -> Decision:
    """The Kepala Balai orders a Pokja to follow up."""
    if turn.answer.pokja not in turn.rules.pokja:
        raise Refusal(
            "Pokja tujuan disposisi tidak dikenal.",
            example=f"DISPOSISI: {turn.rules.name(turn.rules.pokja[0])}",
        )
    copies = tuple(post for post in turn.answer.tembusan if post != turn.answer.pokja)
    disposed = replace(
        turn.case,
        pokja=turn.answer.pokja,
        instruksi=turn.answer.instruksi,
        sifat=turn.answer.sifat or turn.case.sifat,
        tembusan=copies,
    )
    disposed = enter(disposed, Step.TINDAK_LANJUT, turn.now, turn.rules)
    receipt = _full_receipt(turn.case)
    disposed = replace(disposed, receipted=disposed.receipted or bool(receipt))
    return Decision(
        case=disposed,
        event="disposisi",
        ends=Step.DISPOSISI,
        opens=Step.TINDAK_LANJUT,
        letters=(LetterKind.LEMBAR, LetterKind.KONSEP),
        asks=(Asked(Ask.KONSEP, turn.answer.pokja),),
        notices=(
            *(Noticed(Notice.TEMBUSAN, post) for post in copies),
            *receipt,
        ),
        understood=_disposed_words(disposed, turn.rules),
    )


def _full_receipt(case: Case) -> tuple[Noticed, ...]:
    """The Kepala Balai has accepted the letter, so its customer hears of it, receipt before or not."""
    if not (case.answerable and case.reachable):
        return ()
    return (Noticed(Notice.TANDA_TERIMA, PELANGGAN, waits=True),)


def _disposed_words(case: Case, rules: Rules) -> str:
    words = [f"Disposisi kepada {rules.name(case.pokja)}", f"sifat {case.sifat}"]
    if case.instruksi:
        words.append(f"instruksi: “{case.instruksi}”")
    if case.tembusan:
        words.append("tembusan kepada " + ", ".join(rules.name(post) for post in case.tembusan))
    return "; ".join(words) + "."


def reject(turn: Turn) -> Decision:
    """The Kepala Balai finds that the letter is no complaint."""
    told = (
        (Noticed(Notice.BUKAN_PENGADUAN, PELANGGAN, turn.answer.reason, waits=True),)
        if turn.case.receipted and turn.case.reachable
        else ()
    )
    untold = (
        " Pelanggan tidak dapat dihubungi lewat surel; mohon diberi tahu dengan cara lain."
        if turn.case.receipted and not turn.case.reachable
        else ""
    )
    reason = f" Alasan: {turn.answer.reason}" if turn.answer.reason else ""
    return Decision(
        case=replace(turn.case, state=State.BUKAN_PENGADUAN, due_at=None, closed_at=turn.now),
        event="bukan_pengaduan",
        ends=Step.DISPOSISI,
        notices=(
            Noticed(
                Notice.PEMBERITAHUAN,
                TU,
                f"{turn.rules.name(turn.by)} menyatakan surat ini bukan pengaduan dan perkara ditutup. "
                f"Mohon surat ditangani sebagai surat masuk biasa.{reason}{untold}",
            ),
            *told,
        ),
        voids_number="perkara ditutup sebagai bukan pengaduan" if turn.case.letter_number else "",
        understood=f"Surat ini bukan pengaduan; perkara ditutup.{reason}",
    )


def recuse(turn: Turn) -> Decision:
    """The approver was involved: the same request goes to the alternate (ISO/IEC 17025 7.9.6)."""
    other = turn.rules.other_approver(turn.case)
    if not other:
        raise Refusal("Tidak ada penyetuju pengganti lain untuk perkara ini. Mohon TU menunjuk penggantinya.")
    ask = Ask.DISPOSISI if turn.case.state is State.DISPOSISI else Ask.PERSETUJUAN
    return Decision(
        case=replace(turn.case, approver=other, involved=(*turn.case.involved, turn.person)),
        event="terlibat",
        closes=(Ask.DISPOSISI, Ask.PERSETUJUAN, Ask.TANDA_TANGAN, Ask.PENGIRIMAN),
        asks=(Asked(ask, other),),
        understood="Bapak/Ibu terlibat dalam hal yang diadukan; "
        f"permintaan diteruskan kepada {turn.rules.name(other)}.",
    )
