"""Steps 1 and 2: registration, disposisi, tembusan, and letters that are no complaint."""

from datetime import timedelta

import pytest

from pipeline.errors import Refusal
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Asked, Case, Noticed
from pipeline.sop.opening import register
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.steps import State, Step
from tests import offices
from tests.sop.office import MONDAY, RULES, a_case, answered

NEW = Case(id=1, number="PGD-2026-0007", tag="K7QM-2XRD", state=State.DISPOSISI)


def test_a_registered_letter_asks_the_kepala_for_a_disposisi() -> None:
    decision = register(NEW, MONDAY, RULES, may_answer=True)

    assert decision.asks == (Asked(Ask.DISPOSISI, "kepala"),)
    assert decision.letters == (LetterKind.FORM,)


def test_a_registered_letter_is_received_at_once() -> None:
    decision = register(NEW, MONDAY, RULES, may_answer=True)

    assert decision.notices == (Noticed(Notice.TANDA_TERIMA_AWAL, "pelanggan"),)
    assert decision.case.receipted


@pytest.mark.parametrize(("may_answer", "reachable"), [(False, True), (True, False)])
def test_a_customer_who_must_not_or_cannot_be_written_to_gets_no_receipt(
    may_answer: bool, reachable: bool
) -> None:
    case = Case(id=1, number="n", tag="t", state=State.DISPOSISI, reachable=reachable)

    decision = register(case, MONDAY, RULES, may_answer=may_answer)

    assert decision.notices == ()
    assert not decision.case.receipted


def test_a_customer_whose_address_failed_gets_no_further_receipt() -> None:
    case = a_case(State.DISPOSISI, reachable=False)

    decision = answered(case, Action.DISPOSISI, pokja="kalibrasi")

    assert decision.notices == ()


def test_tu_tells_a_customer_whose_address_failed_that_his_letter_is_no_complaint() -> None:
    case = a_case(State.DISPOSISI, reachable=False)

    decision = answered(case, Action.BUKAN_PENGADUAN, reason="ini permohonan")

    (told,) = decision.notices
    assert told.to == "tu"
    assert "mohon diberi tahu dengan cara lain" in told.words


def test_registration_opens_the_first_run_of_the_disposisi_due_in_thirty_minutes() -> None:
    decision = register(NEW, MONDAY, RULES, may_answer=True)

    assert decision.opens is Step.DISPOSISI
    assert decision.case.runs == {"disposisi": 1}
    assert decision.case.due_at == MONDAY + timedelta(minutes=30)


def test_registration_cannot_be_taken_back() -> None:
    assert not register(NEW, MONDAY, RULES, may_answer=True).revocable


def test_a_disposisi_goes_to_the_pokja_with_its_sheet_and_a_prefilled_konsep() -> None:
    decision = answered(a_case(State.DISPOSISI), Action.DISPOSISI, pokja="kalibrasi")

    assert decision.case.state is State.TINDAK_LANJUT
    assert decision.asks == (Asked(Ask.KONSEP, "kalibrasi"),)
    assert decision.letters == (LetterKind.LEMBAR, LetterKind.KONSEP)


def test_a_disposisi_is_on_record_with_its_instruction_and_sifat() -> None:
    decision = answered(
        a_case(State.DISPOSISI), Action.DISPOSISI, pokja="kalibrasi", instruksi="Teliti.", sifat="segera"
    )

    assert (decision.case.pokja, decision.case.instruksi, decision.case.sifat) == (
        "kalibrasi",
        "Teliti.",
        "segera",
    )


def test_a_disposisi_that_names_no_sifat_keeps_the_one_on_record() -> None:
    decision = answered(a_case(State.DISPOSISI, sifat="segera"), Action.DISPOSISI, pokja="kalibrasi")

    assert decision.case.sifat == "segera"


def test_the_ketua_has_seven_working_days_from_the_disposisi() -> None:
    decision = answered(a_case(State.DISPOSISI), Action.DISPOSISI, pokja="kalibrasi")

    assert decision.case.due_at == MONDAY + timedelta(days=9)


def test_a_disposisi_to_nobody_known_is_refused_with_an_example() -> None:
    with pytest.raises(Refusal) as refused:
        answered(a_case(State.DISPOSISI), Action.DISPOSISI, pokja="kepala")

    assert refused.value.example == "DISPOSISI: Pokja Pengujian"


def test_a_tembusan_is_a_copy_without_a_request() -> None:
    decision = answered(
        a_case(State.DISPOSISI), Action.DISPOSISI, pokja="kalibrasi", tembusan=("layanan", "tu")
    )

    assert [notice for notice in decision.notices if notice.notice is Notice.TEMBUSAN] == [
        Noticed(Notice.TEMBUSAN, "layanan"),
        Noticed(Notice.TEMBUSAN, "tu"),
    ]
    assert [asked.to for asked in decision.asks] == ["kalibrasi"]


def test_a_pokja_that_has_the_case_gets_no_tembusan_of_it() -> None:
    decision = answered(
        a_case(State.DISPOSISI), Action.DISPOSISI, pokja="kalibrasi", tembusan=("kalibrasi", "tu")
    )

    assert decision.case.tembusan == ("tu",)


def test_the_full_tanda_terima_follows_the_disposisi_after_the_batal_window() -> None:
    decision = answered(a_case(State.DISPOSISI), Action.DISPOSISI, pokja="kalibrasi")

    assert Noticed(Notice.TANDA_TERIMA, "pelanggan", waits=True) in decision.notices


def test_a_customer_whose_domain_proved_nothing_hears_of_his_letter_once_the_kepala_has_accepted_it() -> None:
    decision = answered(a_case(State.DISPOSISI, receipted=False), Action.DISPOSISI, pokja="kalibrasi")

    assert Noticed(Notice.TANDA_TERIMA, "pelanggan", waits=True) in decision.notices
    assert decision.case.receipted


def test_a_letter_that_a_list_or_a_machine_wrote_gets_no_tanda_terima() -> None:
    case = a_case(State.DISPOSISI, receipted=False, answerable=False)

    decision = answered(case, Action.DISPOSISI, pokja="kalibrasi")

    assert decision.notices == ()
    assert not decision.case.receipted


def test_the_confirmation_of_a_disposisi_says_all_that_was_understood() -> None:
    decision = answered(
        a_case(State.DISPOSISI),
        Action.DISPOSISI,
        pokja="kalibrasi",
        instruksi="Teliti.",
        sifat="segera",
        tembusan=("tu",),
    )

    assert decision.understood == (
        "Disposisi kepada Pokja Kalibrasi; sifat segera; instruksi: “Teliti.”; "
        "tembusan kepada Subbagian Tata Usaha."
    )


def test_a_letter_that_is_no_complaint_ends_the_case_and_goes_to_tu() -> None:
    decision = answered(a_case(State.DISPOSISI), Action.BUKAN_PENGADUAN, reason="permohonan uji")

    assert decision.case.state is State.BUKAN_PENGADUAN
    assert (decision.case.due_at, decision.case.closed_at) == (None, MONDAY)
    assert decision.notices[0].to == "tu"
    assert "permohonan uji" in decision.notices[0].words


@pytest.mark.parametrize(("receipted", "told"), [(True, ["tu", "pelanggan"]), (False, ["tu"])])
def test_a_customer_hears_that_it_is_no_complaint_only_if_he_had_a_receipt(
    receipted: bool, told: list[str]
) -> None:
    decision = answered(a_case(State.DISPOSISI, receipted=receipted), Action.BUKAN_PENGADUAN)

    assert [notice.to for notice in decision.notices] == told


def test_what_tells_the_customer_that_it_is_no_complaint_waits_for_the_batal_window() -> None:
    decision = answered(a_case(State.DISPOSISI), Action.BUKAN_PENGADUAN)

    assert {notice.waits for notice in decision.notices if notice.to == "pelanggan"} == {True}


def test_a_case_that_ends_without_a_letter_voids_its_number_with_the_reason() -> None:
    decision = answered(a_case(State.DISPOSISI, letter_number="B/12"), Action.BUKAN_PENGADUAN)

    assert decision.voids_number == "perkara ditutup sebagai bukan pengaduan"


def test_a_case_without_a_number_voids_none() -> None:
    assert answered(a_case(State.DISPOSISI), Action.BUKAN_PENGADUAN).voids_number == ""


@pytest.mark.parametrize(
    ("state", "ask"), [(State.DISPOSISI, Ask.DISPOSISI), (State.TANDA_TANGAN, Ask.PERSETUJUAN)]
)
def test_an_approver_who_was_involved_hands_the_same_request_to_the_alternate(state: State, ask: Ask) -> None:
    decision = answered(a_case(state), Action.TERLIBAT)

    assert decision.asks == (Asked(ask, "penyetuju_pengganti"),)
    assert decision.case.approver == "penyetuju_pengganti"
    assert ask in decision.closes


def test_a_change_of_approver_keeps_the_run_and_its_clock() -> None:
    case = a_case(State.DISPOSISI)

    decision = answered(case, Action.TERLIBAT)

    assert (decision.ends, decision.opens) == (None, None)
    assert (decision.case.runs, decision.case.due_at) == (case.runs, case.due_at)


def test_the_alternate_approves_all_that_follows_in_the_case() -> None:
    case = a_case(approver="penyetuju_pengganti", version=1, versions=1, drafted=True)
    analysed = answered(case, Action.KONSEP, fields={"penyebab": "a", "koreksi": "b", "jawaban": "c"}).case
    complete = answered(analysed, Action.KONSEP, fields={"korektif": "d", "pencegahan": "e"}).case

    decision = answered(complete, Action.PARAF)

    assert decision.asks == (Asked(Ask.PERSETUJUAN, "penyetuju_pengganti"),)


def test_an_alternate_who_was_involved_too_is_told_that_tu_has_to_act() -> None:
    with pytest.raises(Refusal, match="TU menunjuk"):
        answered(a_case(State.DISPOSISI, approver="penyetuju_pengganti"), Action.TERLIBAT)


def test_an_office_without_an_alternate_refuses_to_pass_on() -> None:
    with pytest.raises(Refusal, match="Tidak ada penyetuju pengganti"):
        answered(a_case(State.DISPOSISI), Action.TERLIBAT, rules=offices.rules(has_alternate=False))
