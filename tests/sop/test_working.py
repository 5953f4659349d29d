"""Step 3: the konsep and its versions, paraf, and all that may happen on the way."""

from datetime import timedelta
from typing import Any

import pytest

from pipeline.errors import Refusal
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import ANALYSIS, Asked, Noticed
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.steps import PELANGGAN, State, Step
from pipeline.sop.working import resume
from tests import offices
from tests.sop.office import ANALYSED, MONDAY, RULES, a_case, answered

FIELDS = {**ANALYSED, "jawaban": "Pengujian ulang telah kami lakukan."}
DOCX = ("0" * 64,)


def test_a_konsep_by_fields_becomes_the_first_version_and_asks_for_its_paraf() -> None:
    decision = answered(a_case(), Action.KONSEP, fields=FIELDS)

    assert (decision.case.version, decision.case.versions) == (1, 1)
    assert decision.letters == (LetterKind.KONSEP,)
    assert decision.new_version
    assert decision.asks == (Asked(Ask.PARAF, "pengujian"),)


def test_a_konsep_keeps_the_run_open() -> None:
    case = a_case()

    decision = answered(case, Action.KONSEP, fields=FIELDS)

    assert (decision.ends, decision.opens) == (None, None)
    assert decision.case.runs == case.runs


def test_a_konsep_puts_the_analysis_on_record() -> None:
    decision = answered(a_case(), Action.KONSEP, fields={**FIELDS, "penyebab": "  Antrean alat uji. "})

    assert decision.case.penyebab == "Antrean alat uji."


def test_an_empty_field_leaves_what_is_on_record() -> None:
    case = a_case(penyebab="Antrean alat uji.")

    decision = answered(case, Action.KONSEP, fields={"penyebab": " ", "jawaban": "Sudah diuji."})

    assert decision.case.penyebab == "Antrean alat uji."


def test_a_further_konsep_is_one_version_more() -> None:
    first = answered(a_case(), Action.KONSEP, fields=FIELDS).case

    second = answered(first, Action.KONSEP, fields={"jawaban": "Lain."})

    assert (second.case.version, second.case.jawaban) == (2, "Lain.")


def test_a_version_that_was_taken_back_keeps_its_number() -> None:
    case = a_case(version=1, versions=2, jawaban="Sudah.", drafted=True)

    decision = answered(case, Action.KONSEP, fields={"jawaban": "Lain."})

    assert (decision.case.version, decision.case.versions) == (3, 3)


def test_a_konsep_without_an_answer_for_the_customer_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        answered(a_case(), Action.KONSEP, fields=ANALYSED)

    assert refused.value.example.startswith("Jawaban:")


def test_a_returned_docx_becomes_the_next_version_without_any_field() -> None:
    decision = answered(a_case(), Action.KONSEP, files=DOCX)

    assert decision.case.edited
    assert decision.case.version == 1
    assert decision.new_version


def test_analysis_after_a_returned_docx_leaves_the_letter_as_it_is() -> None:
    returned = answered(a_case(), Action.KONSEP, files=DOCX).case

    decision = answered(returned, Action.KONSEP, fields=ANALYSED)

    assert decision.event == "analisis"
    assert decision.case.version == returned.version
    assert not decision.new_version
    assert decision.letters == ()


def test_analysis_after_a_returned_docx_is_on_record_and_asks_for_the_paraf_again() -> None:
    returned = answered(a_case(), Action.KONSEP, files=DOCX).case

    decision = answered(returned, Action.KONSEP, fields=ANALYSED)

    assert [getattr(decision.case, name) for name in ANALYSIS] == ["telah dicatat"] * 4
    assert decision.asks == (Asked(Ask.PARAF, "pengujian"),)


def test_an_answer_in_fields_after_a_returned_docx_is_rendered_afresh_and_the_mail_says_so() -> None:
    returned = answered(a_case(), Action.KONSEP, files=DOCX).case

    decision = answered(returned, Action.KONSEP, fields=FIELDS)

    assert not decision.case.edited
    assert decision.new_version
    assert "suntingan pada berkas .docx sebelumnya (versi 1) tidak ikut" in decision.asks[0].words


def test_a_konsep_that_says_nothing_after_a_returned_docx_is_refused() -> None:
    returned = answered(a_case(), Action.KONSEP, files=DOCX).case

    with pytest.raises(Refusal):
        answered(returned, Action.KONSEP, fields={"penyebab": " "})


@pytest.mark.parametrize("missing", ANALYSIS)
def test_a_paraf_is_refused_while_any_part_of_the_analysis_is_missing(missing: str) -> None:
    case = a_case(**{**ANALYSED, missing: ""}, version=1, versions=1, drafted=True)

    with pytest.raises(Refusal, match="belum tercatat"):
        answered(case, Action.PARAF)


def test_a_refused_paraf_names_what_is_missing_and_shows_how_to_write_it() -> None:
    case = a_case(penyebab="ada", koreksi="ada", version=1, versions=1, drafted=True, edited=True)

    with pytest.raises(Refusal) as refused:
        answered(case, Action.PARAF)

    assert refused.value.reason.endswith("belum tercatat: Tindakan korektif, Pencegahan.")
    assert refused.value.example == "Tindakan korektif: …\nPencegahan: …"


def test_a_paraf_without_a_konsep_is_refused() -> None:
    with pytest.raises(Refusal, match="Belum ada konsep"):
        answered(a_case(**ANALYSED), Action.PARAF)


def test_a_paraf_sends_the_newest_version_to_the_approver() -> None:
    drafted = answered(a_case(), Action.KONSEP, fields=FIELDS).case

    decision = answered(drafted, Action.PARAF)

    assert decision.case.state is State.TANDA_TANGAN
    assert (decision.ends, decision.opens) == (Step.TINDAK_LANJUT, Step.TANDA_TANGAN)
    assert decision.letters == (LetterKind.PENGANTAR,)
    assert decision.asks == (Asked(Ask.PERSETUJUAN, "kepala"),)
    assert decision.case.due_at == MONDAY + timedelta(minutes=30)


def test_a_paraf_ends_the_pause_and_an_unanswered_extension() -> None:
    drafted = answered(a_case(), Action.KONSEP, fields=FIELDS).case
    waiting = answered(drafted, Action.TANYA, text="Mohon foto label.").case
    asking = answered(waiting, Action.PERPANJANG, days=3, reason="menunggu").case

    decision = answered(asking, Action.PARAF)

    assert decision.case.paused_at is None
    assert decision.case.asked_days == 0


def test_a_case_that_is_handed_over_keeps_its_clock() -> None:
    case = a_case()

    decision = answered(case, Action.ALIHKAN, pokja="kalibrasi", now=MONDAY + timedelta(hours=3))

    assert decision.case.due_at == case.due_at
    assert decision.case.runs["tindak_lanjut"] == 2


def test_a_case_that_is_handed_over_is_asked_of_the_new_ketua_and_the_kepala_is_told() -> None:
    decision = answered(a_case(), Action.ALIHKAN, pokja="kalibrasi", reason="alatnya di sana")

    assert [(asked.ask, asked.to) for asked in decision.asks] == [(Ask.KONSEP, "kalibrasi")]
    assert [(notice.notice, notice.to) for notice in decision.notices] == [(Notice.PEMBERITAHUAN, "kepala")]
    assert "alatnya di sana" in decision.asks[0].words


def test_a_case_that_is_handed_over_while_it_waits_still_waits() -> None:
    waiting = answered(a_case(), Action.TANYA, text="Mohon foto label.").case

    decision = answered(waiting, Action.ALIHKAN, pokja="kalibrasi")

    assert decision.case.paused_at == waiting.paused_at


def test_an_extension_that_was_asked_by_the_former_pokja_is_not_asked_any_more() -> None:
    asking = answered(a_case(), Action.PERPANJANG, days=3, reason="menunggu").case

    assert answered(asking, Action.ALIHKAN, pokja="kalibrasi").case.asked_days == 0


@pytest.mark.parametrize("pokja", ["pengujian", "kepala", "", "tidak ada"])
def test_a_case_is_handed_over_only_to_another_pokja(pokja: str) -> None:
    with pytest.raises(Refusal):
        answered(a_case(), Action.ALIHKAN, pokja=pokja)


def test_koordinasi_asks_another_post_and_leaves_the_case_where_it_is() -> None:
    case = a_case()

    decision = answered(case, Action.KOORDINASI, pokja="kalibrasi", text="Kapan dikalibrasi?")

    assert decision.case == case
    assert decision.asks == (
        Asked(Ask.PENDAPAT, "kalibrasi", "Pokja Pengujian meminta pendapat: “Kapan dikalibrasi?”"),
    )


@pytest.mark.parametrize("post", ["pengujian", "tidak ada"])
def test_koordinasi_with_oneself_or_with_nobody_is_refused(post: str) -> None:
    with pytest.raises(Refusal):
        answered(a_case(), Action.KOORDINASI, pokja=post, text="Kapan?")


def test_the_opinion_of_a_colleague_reaches_the_ketua_who_holds_the_case() -> None:
    case = a_case()

    decision = answered(case, Action.PENDAPAT, by="kalibrasi", text="Bulan Oktober.")

    assert decision.case == case
    assert decision.notices == (
        Noticed(Notice.PEMBERITAHUAN, "pengujian", "Pokja Kalibrasi menjawab: “Bulan Oktober.”"),
    )


def test_a_question_to_the_customer_stops_the_clock_and_waits_for_the_batal_window() -> None:
    decision = answered(a_case(), Action.TANYA, text="Mohon foto label.")

    assert decision.case.paused_at == MONDAY
    assert decision.notices == (Noticed(Notice.PERTANYAAN, "pelanggan", "Mohon foto label.", waits=True),)


def test_a_question_keeps_the_run_open() -> None:
    decision = answered(a_case(), Action.TANYA, text="Mohon foto label.")

    assert (decision.ends, decision.opens) == (None, None)


def test_a_second_question_does_not_start_the_pause_again() -> None:
    waiting = answered(a_case(), Action.TANYA, text="Mohon foto label.").case

    decision = answered(waiting, Action.TANYA, text="Mohon alamat.", now=MONDAY + timedelta(hours=2))

    assert decision.case.paused_at == MONDAY


def test_a_customer_without_e_mail_cannot_be_asked_by_mail() -> None:
    with pytest.raises(Refusal, match="cara lain"):
        answered(a_case(reachable=False), Action.TANYA, text="Mohon foto label.")


def test_an_answered_pause_moves_the_due_time_by_the_working_time_it_took() -> None:
    due = MONDAY + timedelta(days=1)
    waiting = a_case(due_at=due, paused_at=MONDAY)

    # From Monday 08.00 to Tuesday 09.00: 7 working hours of Monday and 1.5 of Tuesday.
    decision = resume(waiting, MONDAY + timedelta(days=1, hours=1), RULES, "pelanggan_menjawab")

    assert decision.case.due_at == RULES.calendar.add(due, 8 * 60 + 30)
    assert decision.case.paused_at is None


def test_a_pause_over_the_week_end_moves_nothing() -> None:
    saturday, sunday = MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)
    waiting = a_case(paused_at=saturday)

    decision = resume(waiting, sunday, RULES, "pelanggan_menjawab")

    assert decision.case.due_at == waiting.due_at


def test_a_case_that_does_not_wait_is_not_moved_by_the_customer_s_mail() -> None:
    case = a_case()

    assert resume(case, MONDAY + timedelta(days=1), RULES, "pelanggan_menjawab").case == case


def test_an_extension_is_asked_of_the_approver_and_moves_nothing_yet() -> None:
    case = a_case()

    decision = answered(case, Action.PERPANJANG, days=3, reason="menunggu hasil uji")

    assert [(asked.ask, asked.to) for asked in decision.asks] == [(Ask.IZIN, "kepala")]
    assert "3 hari kerja" in decision.asks[0].words
    assert "menunggu hasil uji" in decision.asks[0].words
    assert decision.case.due_at == case.due_at


def test_an_extension_that_is_asked_again_replaces_the_first_request() -> None:
    first = answered(a_case(), Action.PERPANJANG, days=3, reason="menunggu").case

    second = answered(first, Action.PERPANJANG, days=5, reason="menunggu lagi")

    assert second.closes == (Ask.IZIN,)
    assert second.case.asked_days == 5


def test_a_granted_extension_moves_the_due_time_by_its_working_days() -> None:
    friday = MONDAY + timedelta(days=4)
    asking = a_case(due_at=friday, asked_days=2)

    decision = answered(asking, Action.IZINKAN, by="kepala")

    assert decision.case.due_at == friday + timedelta(days=4)
    assert decision.case.asked_days == 0
    assert [notice.to for notice in decision.notices] == ["pengujian", PELANGGAN]


@pytest.mark.parametrize("silent", [{"receipted": False}, {"reachable": False}, {"paused_at": MONDAY}])
def test_only_a_customer_who_waits_for_a_day_hears_of_a_new_one(silent: dict[str, Any]) -> None:
    told, untold = (
        answered(a_case(asked_days=2, **known), Action.IZINKAN, by="kepala") for known in ({}, silent)
    )

    assert Noticed(Notice.LAPORAN_KEMAJUAN, PELANGGAN, waits=True) in told.notices
    assert [notice.to for notice in untold.notices] == ["pengujian"]


def test_a_denied_extension_moves_nothing_and_the_ketua_hears_why() -> None:
    asking = a_case(asked_days=2)

    decision = answered(asking, Action.TOLAK, by="kepala", reason="data sudah lengkap")

    assert decision.case.due_at == asking.due_at
    assert decision.case.asked_days == 0
    assert "data sudah lengkap" in decision.notices[0].words


def test_a_cure_is_initialled_without_a_letter_and_goes_straight_to_step_6() -> None:
    case = a_case(**ANALYSED, perbaikan=True, version=1, versions=1)

    decision = answered(case, Action.PARAF)

    assert decision.case.state is State.EVALUASI
    assert decision.asks == (Asked(Ask.NOTULEN, "pengujian"),)
    assert decision.letters == ()


def test_analysis_in_a_run_of_kind_perbaikan_makes_no_letter() -> None:
    case = a_case(**ANALYSED, perbaikan=True, jawaban="Surat pertama.", version=1, versions=1)

    decision = answered(case, Action.KONSEP, fields={"korektif": "Jadwal diperiksa dua orang."})

    assert decision.letters == ()
    assert decision.case.korektif == "Jadwal diperiksa dua orang."


def test_a_run_of_kind_perbaikan_has_a_letter_if_a_konsep_is_sent() -> None:
    case = a_case(**ANALYSED, perbaikan=True, jawaban="Surat pertama.", version=1, versions=1)
    drafted = answered(case, Action.KONSEP, fields={"jawaban": "Surat kedua."}).case

    decision = answered(drafted, Action.PARAF)

    assert drafted.version == 2
    assert decision.case.state is State.TANDA_TANGAN


def test_a_pause_is_kept_with_its_ends_and_moves_the_due_time_by_its_working_time() -> None:
    start = MONDAY
    case = a_case(started_at=start, due_at=RULES.due(Step.TINDAK_LANJUT, start), paused_at=start)

    resumed = resume(case, start + timedelta(days=2), RULES, "pelanggan_menjawab").case

    assert resumed.pauses == ((start, start + timedelta(days=2)),)
    assert resumed.due_at == RULES.calendar.add(RULES.due(Step.TINDAK_LANJUT, start), 2 * 450)


def test_what_was_granted_and_waited_for_is_worked_out_again_from_its_inputs() -> None:
    start = MONDAY
    case = a_case(started_at=start, extended_days=3, pauses=((start, start + timedelta(hours=4)),))

    due = RULES.due_of(case, Step.TINDAK_LANJUT)

    ten_days = RULES.calendar.add_days(start, 10)
    assert due == RULES.calendar.add(ten_days, 240)
    assert RULES.inputs(case, Step.TINDAK_LANJUT)["waktu"] == "7 hari"


def test_a_short_extension_needs_no_permission_where_the_office_says_so() -> None:
    rules = offices.rules(free_extension=2)
    start = MONDAY
    case = a_case(started_at=start, due_at=rules.due(Step.TINDAK_LANJUT, start))

    short = answered(case, Action.PERPANJANG, rules=rules, days=2, reason="alat rusak")
    further = answered(short.case, Action.PERPANJANG, rules=rules, days=1, reason="alat rusak")

    assert short.asks == ()
    assert short.case.due_at == rules.calendar.add_days(start, 9)
    # The customer was promised a day, and hears of the new one.
    assert [notice.to for notice in short.notices] == ["kepala", "pelanggan"]
    assert [asked.ask for asked in further.asks] == [Ask.IZIN]


def test_an_extension_without_a_reason_is_refused() -> None:
    with pytest.raises(Refusal, match="Alasan perpanjangan belum ada"):
        answered(a_case(), Action.PERPANJANG, days=2)
