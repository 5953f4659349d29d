"""A complaint that is not the office's to answer: it is passed on to the agency that has to (domain.md B).

Apart from the steps because it takes a way of its own through them: from the disposisi straight to the
signature, and after step 5, in which TU brings the letter to the agency, to an end without an evaluasi.
"""

from dataclasses import replace
from datetime import datetime

from pipeline.errors import Refusal
from pipeline.sop.asks import Ask
from pipeline.sop.case import Asked, Case, Decision, Noticed
from pipeline.sop.opening import enter
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.rules import Rules
from pipeline.sop.steps import TU, State, Step
from pipeline.sop.turn import Turn

#: beside the server's words, where TU has not been to the agency yet
RETURNED = "Mohon tembusan itu disampaikan kepada pelanggan juga."


def agency(case: Case) -> str:
    """The agency in one line, without its address."""
    return case.penerusan.partition("\n")[0]


def pass_on(turn: Turn) -> Decision:
    """Teruskan: the letter to the agency is made at once and laid before whoever ordered it."""
    if not turn.answer.text.strip():
        raise Refusal(
            "Instansi tujuan penerusan belum disebut.", example="TERUSKAN: Dinas Lingkungan Hidup Kota Contoh"
        )
    made = replace(
        turn.case,
        penerusan=turn.answer.text.strip(),
        alasan=turn.answer.reason,
        version=turn.case.versions + 1,
        versions=turn.case.versions + 1,
        edited=False,
        drafted=True,
    )
    made = enter(made, Step.TANDA_TANGAN, turn.now, turn.rules)
    reason = f" Alasan: {made.alasan}" if made.alasan else ""
    return Decision(
        case=made,
        event="teruskan",
        ends=Step.DISPOSISI,
        opens=Step.TANDA_TANGAN,
        letters=(LetterKind.KONSEP,),
        asks=(Asked(Ask.PERSETUJUAN, turn.case.approver),),
        new_version=True,
        understood=f"Pengaduan diteruskan kepada {', '.join(made.penerusan.splitlines())} karena bukan "
        f"kewenangan Balai.{reason} Konsep surat penerusan kami siapkan untuk disetujui.",
    )


def revise(turn: Turn) -> Decision:
    """A letter that passes on has no Pokja: its approver mends the .docx himself, or decides anew."""
    note = f" Catatan: “{turn.answer.note}”" if turn.answer.note else ""
    if not turn.answer.files:
        return _decide_again(turn, note)
    version = turn.case.versions + 1
    edited = replace(turn.case, version=version, versions=version, edited=True)
    return Decision(
        case=enter(edited, Step.TANDA_TANGAN, turn.now, turn.rules),
        event="revisi",
        ends=Step.TANDA_TANGAN,
        opens=Step.TANDA_TANGAN,
        letters=(LetterKind.KONSEP,),
        asks=(Asked(Ask.PERSETUJUAN, turn.case.approver, f"Berkas .docx menjadi versi {version}.{note}"),),
        new_version=True,
        understood=f"Berkas .docx Bapak/Ibu menjadi versi {version} surat penerusan dan dimintakan "
        f"persetujuan kembali.{note}",
    )


def _decide_again(turn: Turn, note: str) -> Decision:
    """Back to step 2; a number that was drawn stays with the case's letter, whichever that will be."""
    blank = replace(turn.case, penerusan="", alasan="", version=0, edited=False, drafted=False)
    words = (
        f"Surat penerusan kepada {agency(turn.case)} tidak dilanjutkan.{note} Mohon menjawab kembali: "
        "TERUSKAN dengan instansi, alamat, dan alasan yang benar, atau pilihan yang lain."
    )
    return Decision(
        case=enter(blank, Step.DISPOSISI, turn.now, turn.rules),
        event="revisi",
        ends=Step.TANDA_TANGAN,
        opens=Step.DISPOSISI,
        asks=(Asked(Ask.DISPOSISI, turn.case.approver, words),),
        understood=f"Surat penerusan tidak dilanjutkan; disposisi dimintakan kembali.{note}",
    )


def errand(case: Case) -> str:
    """What TU is to do beside bringing the letter to the agency, '' where no more."""
    if case.reachable:
        return ""
    return "Pelanggan tidak dapat dihubungi lewat surel; mohon tembusannya disampaikan kepadanya juga."


def reach_customer(case: Case, now: datetime, proof: str) -> Decision:
    """A mail server took the customer's copy; the letter itself is still TU's to bring."""
    return Decision(
        case=replace(case, delivered_at=now, bounced=False),
        event="penyampaian",
        notices=(Noticed(Notice.SALINAN, TU, proof),),
        revocable=False,
    )


def bring(turn: Turn, proof: str) -> Decision:
    """TU brought the letter to the agency, and to a customer whom no mail reaches."""
    case = turn.case
    if case.accepted and not case.bounced:
        raise Refusal("Surat ini sudah tercatat disampaikan.")
    by_hand = case.bounced or not case.reachable
    brought = replace(
        case, accepted=True, bounced=False, delivered_at=turn.now if by_hand else case.delivered_at
    )
    # What was brought by hand does not bounce.
    ending = _end(brought, turn.now) if by_hand else end_or_wait(brought, turn.now, turn.rules)
    return replace(
        ending,
        event="terkirim",
        ends=Step.PENYAMPAIAN,
        understood=f"Penyampaian surat dicatat: {proof} {ending.understood}",
        revocable=False,
    )


def end_or_wait(case: Case, now: datetime, rules: Rules) -> Decision:
    """End a case whose letter was brought, unless the customer's copy is on its way or may still bounce."""
    sure = case.delivered_at is not None and now >= case.delivered_at + rules.bounce_window
    if case.bounced or (case.reachable and not sure):
        return Decision(
            case=replace(case, due_at=None),
            event="menunggu_penutupan",
            understood="Perkara ditutup setelah dipastikan tembusan kepada pelanggan tidak terpantul.",
        )
    return _end(case, now)


def _end(case: Case, now: datetime) -> Decision:
    """The letter itself told the customer who answers him, so no closing notice follows."""
    return Decision(
        case=replace(case, state=State.DITERUSKAN, due_at=None, closed_at=now),
        event="diteruskan",
        understood=f"Perkara ditutup karena diteruskan kepada {agency(case)}.",
    )
