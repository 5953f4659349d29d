"""Steps 4 and 5: approval, number, signature, and the way to the customer."""

from dataclasses import replace
from datetime import datetime

from pipeline.errors import Refusal
from pipeline.sop import passing
from pipeline.sop.asks import Ask
from pipeline.sop.case import Asked, Case, Decision, Noticed
from pipeline.sop.evaluating import close
from pipeline.sop.opening import enter
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.rules import Rules, Signing
from pipeline.sop.steps import PELANGGAN, TU, State, Step
from pipeline.sop.turn import Turn

_UNREACHABLE = "Pelanggan tidak dapat dihubungi lewat surel."
_NEXT = {
    Signing.TERTANDA: "dikirim untuk ditandatangani",
    Signing.SEGEL: "siap dikirim dengan segel elektronik",
}


def approve(turn: Turn) -> Decision:
    """Setuju on the unnumbered PDF: number and date are drawn and the final PDF is frozen."""
    return Decision(
        case=turn.case,
        event="setuju",
        closes=(Ask.PERSETUJUAN,),
        letters=(LetterKind.SURAT,),
        asks=(Asked(Ask.TANDA_TANGAN, turn.by),),
        draws_number=True,
        understood=f"Konsep versi {turn.case.version} disetujui; "
        f"surat diberi nomor dan {_NEXT[turn.rules.signing]}.",
    )


def revise(turn: Turn) -> Decision:
    """Back to the Ketua Pokja; a number that was drawn stays with the case's letter."""
    if turn.case.penerusan:
        return passing.revise(turn)
    words = (
        f"{turn.rules.name(turn.by)} meminta revisi: “{turn.answer.note}”"
        if turn.answer.note
        else f"{turn.rules.name(turn.by)} meminta revisi."
    )
    returned = bool(turn.answer.files)
    back = enter(turn.case, Step.TINDAK_LANJUT, turn.now, turn.rules)
    if returned:
        words += f" Berkas .docx yang disuntingnya menjadi versi {turn.case.versions + 1}."
        back = replace(back, version=turn.case.versions + 1, versions=turn.case.versions + 1, edited=True)
    return Decision(
        case=back,
        event="revisi",
        ends=Step.TANDA_TANGAN,
        opens=Step.TINDAK_LANJUT,
        letters=(LetterKind.KONSEP,) if returned else (),
        asks=(Asked(Ask.PARAF if returned else Ask.KONSEP, turn.case.pokja, words),),
        new_version=returned,
        understood=f"Konsep dikembalikan kepada {turn.rules.name(turn.case.pokja)} untuk direvisi."
        + (f" Catatan: “{turn.answer.note}”" if turn.answer.note else ""),
    )


def take_signed(turn: Turn) -> Decision:
    """The signed PDF came back by reply and is valid: the letter leaves."""
    if turn.rules.signing is not Signing.TERTANDA:
        raise Refusal("Kantor ini memakai segel elektronik.", example="KIRIM")
    if turn.unproven and turn.case.letter_number:
        return _ask_again(turn)
    return _leave(turn.case, "tertanda", turn.now, turn.rules)


def _ask_again(turn: Turn) -> Decision:
    """A scan, or a certificate that proves nobody: whoever signed sees what leaves, and releases it.

    A further file closes the request about the one before, so that KIRIM means the file it was asked on.
    """
    return Decision(
        case=turn.case,
        event="tertanda_menunggu",
        closes=(Ask.TANDA_TANGAN, Ask.PENGIRIMAN),
        asks=(Asked(Ask.PENGIRIMAN, turn.by, turn.unproven),),
        understood=f"Surat nomor {turn.case.letter_number} yang sudah ditandatangani kami terima "
        "dan belum dikirim.",
        revocable=False,
    )


def ask_approval_again(case: Case, words: str) -> Decision:
    """The recipient is no longer the one who was approved: approval is asked anew (reliability.md T41)."""
    return Decision(
        case=case,
        event="persetujuan_diulang",
        closes=(Ask.PERSETUJUAN, Ask.TANDA_TANGAN, Ask.PENGIRIMAN),
        asks=(Asked(Ask.PERSETUJUAN, case.approver, words),),
        revocable=False,
    )


def release(turn: Turn) -> Decision:
    """The approver releases the numbered PDF to be sealed and sent, or the scan that he was shown."""
    if turn.rules.signing is not Signing.SEGEL and turn.ask is not Ask.PENGIRIMAN:
        raise Refusal("Surat harus ditandatangani: balas dengan melampirkan PDF yang sudah ditandatangani.")
    return _leave(turn.case, "kirim", turn.now, turn.rules)


def _leave(case: Case, event: str, now: datetime, rules: Rules) -> Decision:
    if not case.letter_number:
        raise Refusal("Surat belum diberi nomor.", example="SETUJU")
    # A second letter takes the place of a first one that came back.
    sent = enter(replace(case, bounced=False), Step.PENYAMPAIAN, now, rules)
    reachable = case.reachable
    words = passing.errand(case) if case.penerusan else _UNREACHABLE
    return Decision(
        case=sent,
        event=event,
        ends=Step.TANDA_TANGAN,
        opens=Step.PENYAMPAIAN,
        closes=(Ask.PENYAMPAIAN,),
        # Only the customer gets a letter from this program; to an agency TU brings it.
        asks=(Asked(Ask.PENYAMPAIAN, TU, words),) if case.penerusan or not reachable else (),
        notices=(Noticed(Notice.SURAT_JAWABAN, PELANGGAN),) if reachable else (),
        understood=f"Surat nomor {case.letter_number} "
        + ("dikirim kepada pelanggan." if reachable else "diserahkan kepada TU untuk disampaikan."),
        revocable=False,
    )


def deliver(case: Case, now: datetime, rules: Rules, proof: str) -> Decision:
    """A mail server took the letter for the customer: step 5 ends and step 6 opens."""
    if case.penerusan:
        return passing.reach_customer(case, now, proof)
    return _arrive(case, "penyampaian", now, rules, proof)


def deliver_otherwise(turn: Turn) -> Decision:
    """TU brought the letter another way, with proof."""
    proof = turn.answer.note or "Disampaikan dengan cara lain; bukti terlampir pada perkara."
    if turn.case.state is State.PENYAMPAIAN and turn.case.penerusan:
        return passing.bring(turn, proof)
    if turn.case.state is State.PENYAMPAIAN:
        arrived = _arrive(turn.case, "terkirim", turn.now, turn.rules, proof)
        return replace(arrived, understood="Penyampaian surat dicatat: " + proof, revocable=False)
    if not turn.case.bounced:
        raise Refusal("Surat ini sudah tercatat sampai kepada pelanggan.")
    mended = replace(turn.case, bounced=False, delivered_at=turn.now)
    # What was brought by hand does not bounce, so a case that waited for it alone ends here.
    closing = close(mended, turn.now) if turn.case.accepted else Decision(case=mended, event="terkirim")
    return replace(
        closing,
        event="terkirim",
        ends=Step.PENYAMPAIAN,
        understood="Penyampaian surat dicatat: " + proof,
        revocable=False,
    )


def _arrive(case: Case, event: str, now: datetime, rules: Rules, proof: str) -> Decision:
    arrived = enter(replace(case, delivered_at=now, bounced=False), Step.EVALUASI, now, rules)
    return Decision(
        case=arrived,
        event=event,
        ends=Step.PENYAMPAIAN,
        opens=Step.EVALUASI,
        asks=(Asked(Ask.NOTULEN, case.pokja),),
        notices=tuple(Noticed(Notice.SALINAN, post, proof) for post in dict.fromkeys((case.pokja, TU))),
        revocable=False,
    )


def bounce(case: Case, words: str) -> Decision:
    """The letter came back: step 5 is opened again and TU acts (design 3f)."""
    runs = {**case.runs, Step.PENYAMPAIAN.value: case.runs.get(Step.PENYAMPAIAN.value, 0) + 1}
    again = case.state is not State.PENYAMPAIAN or case.accepted
    both = bool(case.penerusan) and not case.accepted
    return Decision(
        case=replace(case, bounced=True, runs=runs if again else case.runs),
        event="pantulan",
        opens=Step.PENYAMPAIAN if again else None,
        closes=(Ask.PENYAMPAIAN,) if both else (),
        asks=(Asked(Ask.PENYAMPAIAN, TU, f"{words} {passing.RETURNED}" if both else words),),
        revocable=False,
    )
