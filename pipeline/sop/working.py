"""Step 3: the Ketua Pokja seeks the cause, writes the draft and initials it."""

from dataclasses import replace
from datetime import datetime

from pipeline.errors import Refusal
from pipeline.sop.asks import Ask
from pipeline.sop.case import ANALYSIS, Asked, Case, Decision, Noticed
from pipeline.sop.opening import enter
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.rules import Rules
from pipeline.sop.steps import PELANGGAN, Step
from pipeline.sop.turn import Turn

_LABELS = {
    "penyebab": "Penyebab",
    "koreksi": "Koreksi",
    "korektif": "Tindakan korektif",
    "pencegahan": "Pencegahan",
    "jawaban": "Jawaban",
}


def draft(turn: Turn) -> Decision:
    """A konsep by fields or as the returned .docx; it becomes the next version (design 3c)."""
    given = {
        name: turn.answer.fields[name].strip() for name in _LABELS if turn.answer.fields.get(name, "").strip()
    }
    noted = replace(turn.case, **given)  # type: ignore[arg-type]
    returned = bool(turn.answer.files)
    if (
        not returned
        and "jawaban" not in given
        and (turn.case.edited or (turn.case.perbaikan and not turn.case.drafted))
    ):
        return _note_analysis(turn, noted, given)
    if not returned and not noted.jawaban:
        raise Refusal(
            "Isi jawaban kepada pelanggan belum ada.", example="Jawaban: Pengujian ulang telah kami lakukan …"
        )
    made = replace(
        noted, version=turn.case.versions + 1, versions=turn.case.versions + 1, edited=returned, drafted=True
    )
    return Decision(
        case=made,
        event="konsep",
        letters=(LetterKind.KONSEP,),
        asks=(Asked(Ask.PARAF, turn.by, _fresh_words(turn.case, returned)),),
        new_version=True,
        understood=_draft_words(made, given, returned),
    )


def _note_analysis(turn: Turn, case: Case, given: dict[str, str]) -> Decision:
    """Analysis alone, after a returned .docx or in a run of kind perbaikan: the letter's text stays."""
    if "lampiran" in turn.answer.fields:
        raise Refusal(
            "Konsep ini disusun dari berkas .docx, sehingga lampirannya hanya berubah bersama berkas itu. "
            "Mohon kirim .docx itu kembali dengan baris Lampiran yang sesuai, bersama PDF lampirannya.",
        )
    if not given:
        raise Refusal("Tidak ada isian yang dapat dicatat.", example="Penyebab: …")
    return Decision(
        case=case,
        event="analisis",
        asks=(Asked(Ask.PARAF, turn.by),),
        understood=f"Dicatat: {_labels(given)}. "
        + ("Naskah surat tidak berubah." if case.drafted else "Belum ada konsep surat yang baru."),
    )


def _fresh_words(case: Case, returned: bool) -> str:
    if case.edited and not returned:
        return (
            "Konsep ini disusun ulang dari isian; suntingan pada berkas .docx sebelumnya "
            f"(versi {case.version}) tidak ikut."
        )
    return ""


def _labels(given: dict[str, str]) -> str:
    return ", ".join(_LABELS[name] for name in given)


def _draft_words(case: Case, given: dict[str, str], returned: bool) -> str:
    source = "dibuat dari berkas .docx yang dilampirkan" if returned else "dibuat dari isian Bapak/Ibu"
    noted = f" Dicatat: {_labels(given)}." if given else ""
    return f"Konsep surat balasan versi {case.version} {source}.{noted}"


def missing_analysis(case: Case) -> tuple[str, ...]:
    """Labels of what must still be on record before a paraf counts."""
    return tuple(_LABELS[name] for name in ANALYSIS if not getattr(case, name))


def initial(turn: Turn) -> Decision:
    """Paraf: the draft goes to the approver; a perbaikan without a draft goes straight to step 6."""
    missing = missing_analysis(turn.case)
    if missing:
        raise Refusal(
            "Paraf belum dapat diterima karena belum tercatat: " + ", ".join(missing) + ".",
            example="\n".join(f"{label}: …" for label in missing),
        )
    if turn.case.perbaikan and not turn.case.drafted:
        return Decision(
            case=enter(turn.case, Step.EVALUASI, turn.now, turn.rules),
            event="paraf",
            ends=Step.TINDAK_LANJUT,
            opens=Step.EVALUASI,
            asks=(Asked(Ask.NOTULEN, turn.case.pokja),),
            understood="Tindakan perbaikan diparaf; dilanjutkan dengan evaluasi tanpa surat baru.",
        )
    if not turn.case.drafted:
        raise Refusal("Belum ada konsep yang dapat diparaf.", example="Jawaban: …")
    return Decision(
        case=enter(turn.case, Step.TANDA_TANGAN, turn.now, turn.rules),
        event="paraf",
        ends=Step.TINDAK_LANJUT,
        opens=Step.TANDA_TANGAN,
        letters=(LetterKind.PENGANTAR,),
        asks=(Asked(Ask.PERSETUJUAN, turn.case.approver),),
        understood=f"Konsep versi {turn.case.version} diparaf dan diteruskan kepada "
        f"{turn.rules.name(turn.case.approver)}.",
    )


def hand_over(turn: Turn) -> Decision:
    """Another Pokja takes the case; the clock is not restarted."""
    if turn.answer.pokja not in turn.rules.pokja or turn.answer.pokja == turn.case.pokja:
        raise Refusal(
            "Pokja tujuan tidak dikenal atau sama dengan yang sekarang.", example="ALIHKAN: Pokja Kalibrasi"
        )
    moved = enter(replace(turn.case, pokja=turn.answer.pokja), Step.TINDAK_LANJUT, turn.now, turn.rules)
    note = turn.answer.instruksi or turn.answer.reason
    why = f" Catatan: {note}" if note else ""
    giver, taker = turn.rules.name(turn.by), turn.rules.name(turn.answer.pokja)
    words = f"{giver} mengalihkan perkara ini kepada {taker}.{why}"
    return Decision(
        case=_same_clock(moved, turn.case),
        event="alihkan",
        ends=Step.TINDAK_LANJUT,
        opens=Step.TINDAK_LANJUT,
        letters=(LetterKind.LEMBAR,),
        asks=(Asked(Ask.KONSEP, turn.answer.pokja, words),),
        notices=(Noticed(Notice.PEMBERITAHUAN, turn.case.approver, words),),
        understood=f"Perkara dialihkan kepada {taker}; batas waktu tetap.{why}",
    )


def _same_clock(moved: Case, case: Case) -> Case:
    return replace(
        moved,
        due_at=case.due_at,
        started_at=case.started_at,
        extended_days=case.extended_days,
        pauses=case.pauses,
    )


def coordinate(turn: Turn) -> Decision:
    """A question to another post or Pokja; the case stays where it is."""
    if turn.answer.pokja not in turn.rules.names or turn.answer.pokja == turn.by:
        raise Refusal("Penerima koordinasi tidak dikenal.", example="KOORDINASI: Pokja Kalibrasi: …")
    words = f"{turn.rules.name(turn.by)} meminta pendapat: “{turn.answer.text}”"
    return Decision(
        case=turn.case,
        event="koordinasi",
        asks=(Asked(Ask.PENDAPAT, turn.answer.pokja, words),),
        understood=f"Pertanyaan diteruskan kepada {turn.rules.name(turn.answer.pokja)}: “{turn.answer.text}”",
    )


def give_opinion(turn: Turn) -> Decision:
    """The answer to a koordinasi goes to the Ketua Pokja who holds the case."""
    words = f"{turn.rules.name(turn.by)} menjawab: “{turn.answer.text}”"
    return Decision(
        case=turn.case,
        event="pendapat",
        notices=(Noticed(Notice.PEMBERITAHUAN, turn.case.pokja, words),),
        understood=f"Pendapat Bapak/Ibu diteruskan kepada {turn.rules.name(turn.case.pokja)}.",
    )


def ask_customer(turn: Turn) -> Decision:
    """A question to the customer; the clock stands still until he answers (UU 25/2009 Pasal 44)."""
    if not turn.case.reachable:
        raise Refusal("Pelanggan ini tidak dapat dihubungi lewat surel; mohon ditanya dengan cara lain.")
    return Decision(
        case=replace(turn.case, paused_at=turn.case.paused_at or turn.now),
        event="tanya",
        closes=(Ask.KELENGKAPAN,),
        notices=(Noticed(Notice.PERTANYAAN, PELANGGAN, turn.answer.text, waits=True),),
        understood=f"Pertanyaan kepada pelanggan: “{turn.answer.text}” "
        "Waktu penyelesaian berhenti sampai ia menjawab.",
    )


def resume(case: Case, now: datetime, rules: Rules, event: str) -> Decision:
    """The customer answered, or the time to do so is over: the due time moves by the pause."""
    if case.paused_at is None:
        return Decision(case=case, event=event, revocable=False)
    over = replace(case, paused_at=None, pauses=(*case.pauses, (case.paused_at, now)))
    due = rules.due_of(over, Step(case.state.value))
    paused = rules.calendar.between(case.paused_at, now)
    if due is None and case.due_at and paused:
        due = rules.calendar.add(case.due_at, int(paused.total_seconds()) // 60)
    return Decision(case=replace(over, due_at=due or case.due_at), event=event, revocable=False)


def ask_extension(turn: Turn) -> Decision:
    """More working days are asked of the approver."""
    if not turn.answer.reason:
        raise Refusal("Alasan perpanjangan belum ada.", example="PERPANJANG 3 hari karena …")
    if turn.case.extended_days + turn.answer.days <= turn.rules.free_extension:
        return _extend_freely(turn)
    asked = f"{turn.rules.name(turn.by)} meminta perpanjangan {turn.answer.days} hari kerja."
    words = f"{asked} Alasan: {turn.answer.reason}"
    return Decision(
        case=replace(turn.case, asked_days=turn.answer.days),
        event="perpanjang",
        closes=(Ask.IZIN,),
        asks=(Asked(Ask.IZIN, turn.case.approver, words),),
        understood=f"Permintaan perpanjangan {turn.answer.days} hari kerja diteruskan kepada "
        f"{turn.rules.name(turn.case.approver)}.",
    )


def _extend_freely(turn: Turn) -> Decision:
    """As short as the office lets a Pokja have by itself; the approver is told."""
    days = turn.answer.days
    words = (
        f"{turn.rules.name(turn.by)} memperpanjang waktu tindak lanjut {days} hari kerja. "
        f"Alasan: {turn.answer.reason}"
    )
    return Decision(
        case=_extended(turn, days),
        event="perpanjang",
        notices=(Noticed(Notice.PEMBERITAHUAN, turn.case.approver, words), *_progress(turn.case)),
        understood=f"Waktu tindak lanjut diperpanjang {days} hari kerja tanpa izin, sesuai ketentuan kantor.",
    )


def _extended(turn: Turn, days: int) -> Case:
    """The case with more time, and with nothing asked any more."""
    longer = replace(turn.case, extended_days=turn.case.extended_days + days, asked_days=0)
    due = turn.rules.due_of(longer, Step(longer.state.value))
    return replace(longer, due_at=due or turn.rules.calendar.add_days(turn.case.due_at or turn.now, days))


def grant_extension(turn: Turn) -> Decision:
    """The approver grants what was asked; a customer who was promised a day hears of the new one."""
    words = f"{turn.rules.name(turn.by)} mengizinkan perpanjangan {turn.case.asked_days} hari kerja."
    return Decision(
        case=_extended(turn, turn.case.asked_days),
        event="izinkan",
        notices=(Noticed(Notice.PEMBERITAHUAN, turn.case.pokja, words), *_progress(turn.case)),
        understood=words,
    )


def _progress(case: Case) -> tuple[Noticed, ...]:
    """The laporan kemajuan (ISO/IEC 17025 7.9.5); whoever is asked something is told no day meanwhile."""
    promised = case.receipted and case.reachable and case.paused_at is None
    return (Noticed(Notice.LAPORAN_KEMAJUAN, PELANGGAN, waits=True),) if promised else ()


def deny_extension(turn: Turn) -> Decision:
    """The approver does not grant it; the due time stays."""
    why = f" Alasan: {turn.answer.reason}" if turn.answer.reason else ""
    words = (
        f"{turn.rules.name(turn.by)} tidak mengizinkan perpanjangan {turn.case.asked_days} hari kerja.{why}"
    )
    return Decision(
        case=replace(turn.case, asked_days=0),
        event="tolak",
        notices=(Noticed(Notice.PEMBERITAHUAN, turn.case.pokja, words),),
        understood=words,
    )
