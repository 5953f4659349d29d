"""BATAL: what an answer changed is taken back, and what cannot be taken back stays."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pipeline.errors import Refusal
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Asked, Case, Decision
from pipeline.sop.flow import MOVES
from pipeline.sop.papers import Notice
from pipeline.sop.signing import bounce
from pipeline.sop.steps import State, Step
from pipeline.sop.undo import ENDING, take_back
from tests.sop.office import ANALYSED, MONDAY, RULES, a_case, a_numbered_case, answered

DRAFTED: dict[str, Any] = {
    **ANALYSED,
    "jawaban": "Sudah diuji.",
    "version": 1,
    "versions": 1,
    "drafted": True,
}
PROVEN = a_numbered_case(State.EVALUASI, delivered_at=MONDAY - timedelta(days=4))
FRESH = replace(PROVEN, delivered_at=MONDAY)

#: every answer that can be taken back: the case, the answer, its words, and the request it closed
REVOCABLE: dict[Action, tuple[Case, dict[str, Any], Ask | None]] = {
    Action.DISPOSISI: (a_case(State.DISPOSISI), {"pokja": "kalibrasi"}, Ask.DISPOSISI),
    Action.BUKAN_PENGADUAN: (a_case(State.DISPOSISI), {"reason": "permohonan"}, Ask.DISPOSISI),
    Action.TERLIBAT: (a_case(State.DISPOSISI), {}, Ask.DISPOSISI),
    Action.TERUSKAN: (a_case(State.DISPOSISI), {"text": "Dinas Contoh"}, Ask.DISPOSISI),
    Action.KONSEP: (a_case(), {"fields": {**ANALYSED, "jawaban": "Sudah."}}, None),
    Action.PARAF: (a_case(**DRAFTED), {}, Ask.PARAF),
    Action.ALIHKAN: (a_case(), {"pokja": "kalibrasi"}, Ask.KONSEP),
    Action.KOORDINASI: (a_case(), {"pokja": "kalibrasi", "text": "Kapan?"}, None),
    Action.PENDAPAT: (a_case(), {"by": "kalibrasi", "text": "Oktober."}, Ask.PENDAPAT),
    Action.TANYA: (a_case(), {"text": "Mohon foto."}, None),
    Action.PERPANJANG: (a_case(), {"days": 3, "reason": "menunggu"}, None),
    Action.IZINKAN: (a_case(asked_days=3), {"by": "kepala"}, Ask.IZIN),
    Action.TOLAK: (a_case(asked_days=3), {"by": "kepala"}, Ask.IZIN),
    Action.TUTUP: (a_case(), {"by": "kepala"}, Ask.KELENGKAPAN),
    Action.LANJUTKAN: (a_case(), {"by": "kepala"}, Ask.KELENGKAPAN),
    Action.SETUJU: (a_case(State.TANDA_TANGAN), {}, Ask.PERSETUJUAN),
    Action.REVISI: (a_case(State.TANDA_TANGAN), {"note": "singkat"}, Ask.PERSETUJUAN),
    Action.NOTULEN: (PROVEN, {"efektif": True}, Ask.NOTULEN),
    Action.TERIMA: (PROVEN, {"by": "kepala"}, Ask.PENERIMAAN),
    Action.BUKA_KEMBALI: (PROVEN, {"by": "kepala"}, Ask.PENERIMAAN),
}
#: answers after which the letter has left, or which prove that it arrived, or judge a cure long after
FINAL = {
    *(Action.TERTANDA, Action.KIRIM, Action.TERKIRIM),
    *(Action.EFEKTIF, Action.TIDAK_EFEKTIF, Action.BELUM_DINILAI),
}


def undone(action: Action, *, told: tuple[str, ...] = ()) -> tuple[Case, Decision, Decision]:
    """The case before, the decision, and what BATAL makes of it."""
    before, words, ask = REVOCABLE[action]
    decision = answered(before, action, **words)
    by = words.get("by") or (before.pokja if before.pokja and ask is not Ask.DISPOSISI else before.approver)
    back = take_back(decision.case, before, action=action, ask=ask, by=by, told=told, rules=RULES)
    return before, decision, back


def test_every_answer_of_the_flow_can_be_taken_back_or_is_final() -> None:
    assert sorted([*REVOCABLE, *FINAL]) == sorted(MOVES)


@pytest.mark.parametrize("action", REVOCABLE)
def test_an_answer_that_can_be_taken_back_says_so(action: Action) -> None:
    _, decision, _ = undone(action)

    assert decision.revocable


@pytest.mark.parametrize("action", REVOCABLE)
def test_batal_knows_which_answers_end_their_run(action: Action) -> None:
    _, decision, _ = undone(action)

    assert (action in ENDING) == (decision.ends is not None)


@pytest.mark.parametrize("action", REVOCABLE)
def test_after_batal_the_case_stands_where_it_stood(action: Action) -> None:
    before, decision, back = undone(action)

    counted = {"runs": back.case.runs, "versions": decision.case.versions}
    assert back.case == replace(before, **counted)  # type: ignore[arg-type]


@pytest.mark.parametrize("action", REVOCABLE)
def test_after_batal_the_same_request_is_asked_again_unless_it_is_still_open(action: Action) -> None:
    ask = REVOCABLE[action][2]

    _, _, back = undone(action)

    # The end of a case had also closed what its Pokja was asked for.
    further = [Ask.KONSEP] if action is Action.TUTUP else []
    assert [asked.ask for asked in back.asks] == ([ask] if ask else []) + further


@pytest.mark.parametrize("action", REVOCABLE)
def test_batal_itself_cannot_be_taken_back(action: Action) -> None:
    assert not undone(action)[2].revocable


@pytest.mark.parametrize("action", REVOCABLE)
def test_runs_are_counted_on_and_never_given_out_twice(action: Action) -> None:
    _, decision, back = undone(action)

    further = sum(back.case.runs.values()) - sum(decision.case.runs.values())
    assert further == (1 if back.opens else 0)


@pytest.mark.parametrize(
    ("action", "ends", "opens"),
    [
        (Action.DISPOSISI, Step.TINDAK_LANJUT, Step.DISPOSISI),
        (Action.BUKAN_PENGADUAN, None, Step.DISPOSISI),
        (Action.TERUSKAN, Step.TANDA_TANGAN, Step.DISPOSISI),
        (Action.PARAF, Step.TANDA_TANGAN, Step.TINDAK_LANJUT),
        (Action.ALIHKAN, Step.TINDAK_LANJUT, Step.TINDAK_LANJUT),
        (Action.REVISI, Step.TINDAK_LANJUT, Step.TANDA_TANGAN),
        (Action.NOTULEN, Step.EVALUASI, Step.EVALUASI),
        (Action.TERIMA, None, Step.EVALUASI),
        (Action.BUKA_KEMBALI, Step.TINDAK_LANJUT, Step.EVALUASI),
        (Action.SETUJU, None, None),
        (Action.TERLIBAT, None, None),
        (Action.TANYA, None, None),
        (Action.KONSEP, None, None),
    ],
)
def test_batal_ends_the_run_that_the_answer_opened(
    action: Action, ends: Step | None, opens: Step | None
) -> None:
    _, _, back = undone(action)

    assert (back.ends, back.opens) == (ends, opens)


def test_batal_of_a_terima_that_waits_for_its_window_opens_the_evaluation_again() -> None:
    waiting = answered(FRESH, Action.TERIMA, by="kepala").case

    back = take_back(
        waiting, FRESH, action=Action.TERIMA, ask=Ask.PENERIMAAN, by="kepala", told=(), rules=RULES
    )

    assert back.opens is Step.EVALUASI
    assert not back.case.accepted


def test_the_holder_of_a_revoked_request_is_told() -> None:
    _, _, back = undone(Action.DISPOSISI, told=("kalibrasi",))

    assert [(notice.notice, notice.to) for notice in back.notices] == [(Notice.PEMBERITAHUAN, "kalibrasi")]
    assert "tidak berlaku lagi" in back.notices[0].words


def test_who_takes_back_is_not_told_of_his_own_request() -> None:
    _, _, back = undone(Action.KONSEP, told=("pengujian",))

    assert back.notices == ()


def test_a_number_that_was_drawn_stays_with_the_case() -> None:
    before = a_case(State.TANDA_TANGAN)
    approved = replace(answered(before, Action.SETUJU).case, letter_number="B/12")

    back = take_back(
        approved, before, action=Action.SETUJU, ask=Ask.PERSETUJUAN, by="kepala", told=(), rules=RULES
    )

    assert back.case.letter_number == "B/12"


def test_an_answer_is_not_taken_back_over_the_number_of_a_second_letter() -> None:
    opened = answered(PROVEN, Action.BUKA_KEMBALI, by="kepala").case
    numbered = replace(opened, letter_number="B/13")

    with pytest.raises(Refusal, match="sudah bernomor"):
        take_back(
            numbered,
            PROVEN,
            action=Action.BUKA_KEMBALI,
            ask=Ask.PENERIMAAN,
            by="kepala",
            told=(),
            rules=RULES,
        )


def test_a_version_that_was_taken_back_is_never_given_out_again() -> None:
    _, _, back = undone(Action.KONSEP)

    again = answered(back.case, Action.KONSEP, fields={"jawaban": "Lain."})

    assert (back.case.version, back.case.versions) == (0, 1)
    assert again.case.version == 2


def test_a_letter_that_came_back_meanwhile_is_not_forgotten() -> None:
    minuted = answered(FRESH, Action.NOTULEN, efektif=True).case
    returned = bounce(minuted, "5.1.1").case

    back = take_back(
        returned, FRESH, action=Action.NOTULEN, ask=Ask.NOTULEN, by="pengujian", told=(), rules=RULES
    )

    assert back.case.bounced


def test_an_address_that_failed_meanwhile_is_not_used_again() -> None:
    minuted = answered(FRESH, Action.NOTULEN, efektif=True).case
    failed = replace(minuted, reachable=False)

    back = take_back(
        failed, FRESH, action=Action.NOTULEN, ask=Ask.NOTULEN, by="pengujian", told=(), rules=RULES
    )

    assert not back.case.reachable


def test_what_the_first_request_passed_on_is_said_again_once() -> None:
    before, note = a_case(State.TINDAK_LANJUT), "Kepala Balai meminta revisi: “singkat”"
    moved = answered(before, Action.ALIHKAN, pokja="kalibrasi").case

    def asked(words: str) -> str:
        back = take_back(
            moved,
            before,
            action=Action.ALIHKAN,
            ask=Ask.KONSEP,
            by="pengujian",
            told=(),
            rules=RULES,
            words=words,
        )
        return back.asks[0].words

    assert asked(note).endswith(f"silakan menjawab kembali.\n{note}")
    assert asked(asked(note)) == asked(note)


def test_a_bounce_meanwhile_does_not_end_the_run_of_an_answer_that_kept_it_open() -> None:
    before = a_numbered_case(State.TINDAK_LANJUT, perbaikan=True, delivered_at=MONDAY)
    asking = answered(before, Action.KOORDINASI, pokja="kalibrasi", text="Kapan?").case
    returned = bounce(asking, "5.1.1").case

    back = take_back(
        returned, before, action=Action.KOORDINASI, ask=None, by="pengujian", told=(), rules=RULES
    )

    assert (back.ends, back.opens) == (None, None)


def test_an_answer_is_taken_back_after_a_later_one_was() -> None:
    before = a_case()
    asking = answered(before, Action.KOORDINASI, pokja="kalibrasi", text="Kapan?").case
    moved = answered(asking, Action.ALIHKAN, pokja="jasa").case
    returned = take_back(
        moved, asking, action=Action.ALIHKAN, ask=Ask.KONSEP, by="pengujian", told=(), rules=RULES
    ).case

    back = take_back(
        returned, before, action=Action.KOORDINASI, ask=None, by="pengujian", told=(), rules=RULES
    )

    assert (back.ends, back.opens) == (None, None)
    assert back.case.runs == returned.runs


def test_batal_is_asked_again_of_the_person_who_took_it_back() -> None:
    _, _, back = undone(Action.DISPOSISI)

    assert back.asks == (
        Asked(
            Ask.DISPOSISI,
            "kepala",
            "Jawaban Bapak/Ibu sebelumnya telah dibatalkan; silakan menjawab kembali.",
        ),
    )
