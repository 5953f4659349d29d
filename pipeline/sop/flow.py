"""The flow of a case: from an answer or an event to a decision.

It decides and does nothing: no clock, no number, no mail. Each answer of the
table in `steps.py` has one function, and `MOVES` lists them; whatever is not
allowed is a `Refusal`, whose text goes to the person who answered.
"""

from collections.abc import Callable

from pipeline.errors import Refusal
from pipeline.sop import checking, evaluating, opening, passing, signing, waiting, working
from pipeline.sop.asks import Action
from pipeline.sop.case import Decision
from pipeline.sop.steps import State
from pipeline.sop.turn import Turn

Move = Callable[[Turn], Decision]

#: a letter can come back while its case has gone on, or is worked on again
_AFTER_THE_LETTER = frozenset({State.PENYAMPAIAN, State.EVALUASI, State.TINDAK_LANJUT, State.TANDA_TANGAN})

#: by these answers an outcome becomes the office's own
_SIGNING = frozenset({Action.SETUJU, Action.TERTANDA, Action.KIRIM})

#: answer → the states in which it counts, and the function that decides
MOVES: dict[Action, tuple[frozenset[State], Move]] = {
    Action.DISPOSISI: (frozenset({State.DISPOSISI}), opening.dispose),
    Action.BUKAN_PENGADUAN: (frozenset({State.DISPOSISI}), opening.reject),
    Action.TERLIBAT: (frozenset({State.DISPOSISI, State.TANDA_TANGAN}), opening.recuse),
    Action.TERUSKAN: (frozenset({State.DISPOSISI}), passing.pass_on),
    Action.KONSEP: (frozenset({State.TINDAK_LANJUT}), working.draft),
    Action.PARAF: (frozenset({State.TINDAK_LANJUT}), working.initial),
    Action.ALIHKAN: (frozenset({State.TINDAK_LANJUT}), working.hand_over),
    Action.KOORDINASI: (frozenset({State.TINDAK_LANJUT}), working.coordinate),
    Action.PENDAPAT: (frozenset({State.TINDAK_LANJUT}), working.give_opinion),
    Action.TANYA: (frozenset({State.TINDAK_LANJUT}), working.ask_customer),
    Action.PERPANJANG: (frozenset({State.TINDAK_LANJUT}), working.ask_extension),
    Action.IZINKAN: (frozenset({State.TINDAK_LANJUT}), working.grant_extension),
    Action.TOLAK: (frozenset({State.TINDAK_LANJUT}), working.deny_extension),
    Action.TUTUP: (frozenset({State.TINDAK_LANJUT}), waiting.close_unanswered),
    Action.LANJUTKAN: (frozenset({State.TINDAK_LANJUT}), waiting.go_on),
    Action.SETUJU: (frozenset({State.TANDA_TANGAN}), signing.approve),
    Action.REVISI: (frozenset({State.TANDA_TANGAN}), signing.revise),
    Action.TERTANDA: (frozenset({State.TANDA_TANGAN}), signing.take_signed),
    Action.KIRIM: (frozenset({State.TANDA_TANGAN}), signing.release),
    Action.TERKIRIM: (_AFTER_THE_LETTER, signing.deliver_otherwise),
    Action.NOTULEN: (frozenset({State.EVALUASI}), evaluating.minute),
    Action.TERIMA: (frozenset({State.EVALUASI}), evaluating.accept),
    Action.BUKA_KEMBALI: (frozenset({State.EVALUASI}), evaluating.reopen),
    Action.EFEKTIF: (frozenset({State.SELESAI}), checking.hold),
    Action.BELUM_DINILAI: (frozenset({State.SELESAI}), checking.leave_open),
    Action.TIDAK_EFEKTIF: (frozenset({State.SELESAI}), checking.fail),
}


def decide(turn: Turn) -> Decision:
    """What follows from an answer; raises `Refusal` when it cannot count now."""
    case, answer = turn.case, turn.answer
    move = MOVES.get(answer.action)
    if move is None:
        raise Refusal(f"Jawaban {answer.action.upper()} tidak berlaku untuk perkara {case.number}.")
    states, function = move
    if case.state not in states:
        raise Refusal(
            f"Perkara {case.number} sekarang berada pada tahap {case.state.replace('_', ' ')}; "
            f"jawaban {answer.action.replace('_', ' ').upper()} sudah tidak berlaku."
        )
    if answer.action in _SIGNING and case.banding and turn.person in case.involved:
        raise Refusal(
            "Banding tidak dapat disetujui atau ditandatangani oleh orang yang tercatat terlibat dalam hal "
            "yang dibanding (SNI ISO/IEC 17025:2017 butir 7.9.6).",
            example="TERLIBAT",
        )
    return function(turn)
