"""The customer has not answered in his time: the case goes on, unless the approver ends it.

Apart from the work of step 3 because here nobody of the Pokja acts. The law takes a complaint that is not
completed in 30 days for withdrawn (UU 25/2009 Pasal 44); whether what is lacking is so much that it cannot
be answered is a person's judgement, and not that of the Pokja which is complained of.
"""

from dataclasses import replace
from datetime import datetime

from pipeline.errors import Refusal
from pipeline.sop.asks import Ask
from pipeline.sop.case import Asked, Case, Decision, Noticed
from pipeline.sop.papers import Notice
from pipeline.sop.rules import Rules
from pipeline.sop.steps import PELANGGAN, TU, State, Step
from pipeline.sop.turn import Turn
from pipeline.sop.working import resume

_GO_ON = "Mohon pengaduan ini dilanjutkan dengan keterangan yang sudah ada."
_UNTOLD = " Pelanggan tidak dapat dihubungi lewat surel; mohon diberi tahu dengan cara lain."


def run_out(case: Case, now: datetime, rules: Rules) -> Decision:
    """No answer came: the clock runs again, the Pokja goes on, and the approver may end the complaint."""
    days = rules.pause.days
    words = (
        f"Pelanggan tidak menjawab permintaan kelengkapan dalam {days} hari. Waktu penyelesaian berjalan "
        "kembali."
    )
    choice = (
        f"{words} {rules.name(case.pokja)} melanjutkan dengan keterangan yang ada, kecuali Bapak/Ibu "
        "menutup perkara ini."
    )
    # What was answered once does not count as withdrawn because its cure is worked on again.
    answered = case.perbaikan or case.delivered_at is not None
    return replace(
        resume(case, now, rules, "jeda_berakhir"),
        asks=() if answered else (Asked(Ask.KELENGKAPAN, case.approver, choice),),
        notices=(Noticed(Notice.PEMBERITAHUAN, case.pokja, f"{words} {_GO_ON}"),),
    )


def close_unanswered(turn: Turn) -> Decision:
    """Tutup: the complaint counts as withdrawn; the closing letter leaves after the BATAL window."""
    if turn.case.paused_at is not None:
        raise Refusal("Pelanggan masih ditunggu jawabannya; perkara belum dapat ditutup.")
    by = turn.rules.name(turn.by)
    told = f"{by} menutup perkara ini karena pelanggan tidak menyampaikan kelengkapan yang diminta."
    reachable = turn.case.reachable
    customer = (Noticed(Notice.DICABUT, PELANGGAN, turn.answer.reason, waits=True),) if reachable else ()
    return Decision(
        case=replace(turn.case, state=State.DICABUT, due_at=None, closed_at=turn.now, end_told=True),
        event="tutup",
        ends=Step.TINDAK_LANJUT,
        notices=(
            Noticed(Notice.PEMBERITAHUAN, turn.case.pokja, told),
            Noticed(Notice.PEMBERITAHUAN, TU, told + ("" if reachable else _UNTOLD)),
            *customer,
        ),
        voids_number="perkara ditutup tanpa surat jawaban" if turn.case.letter_number else "",
        understood="Perkara ditutup karena kelengkapan tidak diterima"
        + ("; pelanggan diberi tahu dengan surat penutupan." if reachable else "."),
    )


def go_on(turn: Turn) -> Decision:
    """Lanjutkan: the complaint is answered on what there is."""
    by = turn.rules.name(turn.by)
    words = f"{by} meminta pengaduan ini tetap dijawab berdasarkan keterangan yang sudah ada."
    return Decision(
        case=turn.case,
        event="lanjutkan",
        notices=(Noticed(Notice.PEMBERITAHUAN, turn.case.pokja, words),),
        understood=f"Perkara dilanjutkan oleh {turn.rules.name(turn.case.pokja)} dengan keterangan yang ada.",
    )
