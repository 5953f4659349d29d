"""Steps 4 and 5: approval, number, signature, delivery, and letters that come back."""

from datetime import timedelta

import pytest

from pipeline.errors import Refusal
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Asked, Noticed
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.rules import Signing
from pipeline.sop.signing import ask_approval_again, bounce, deliver
from pipeline.sop.steps import State, Step
from tests import offices
from tests.sop.office import MONDAY, RULES, a_case, a_numbered_case, answered

SEAL = offices.rules(Signing.SEGEL)
DOCX = ("0" * 64,)


def test_setuju_draws_the_number_and_freezes_the_final_letter() -> None:
    decision = answered(a_case(State.TANDA_TANGAN), Action.SETUJU)

    assert decision.draws_number
    assert decision.letters == (LetterKind.SURAT,)


def test_setuju_asks_for_the_signature_on_the_numbered_letter() -> None:
    decision = answered(a_case(State.TANDA_TANGAN), Action.SETUJU)

    assert decision.asks == (Asked(Ask.TANDA_TANGAN, "kepala"),)
    assert decision.closes == (Ask.PERSETUJUAN,)


def test_setuju_keeps_the_run_and_its_clock() -> None:
    case = a_case(State.TANDA_TANGAN)

    decision = answered(case, Action.SETUJU)

    assert (decision.ends, decision.opens) == (None, None)
    assert decision.case.due_at == case.due_at


def test_a_revision_goes_back_to_the_ketua_with_the_note() -> None:
    decision = answered(a_case(State.TANDA_TANGAN), Action.REVISI, note="paragraf kedua terlalu panjang")

    assert decision.case.state is State.TINDAK_LANJUT
    assert (decision.ends, decision.opens) == (Step.TANDA_TANGAN, Step.TINDAK_LANJUT)
    assert [(asked.ask, asked.to) for asked in decision.asks] == [(Ask.KONSEP, "pengujian")]
    assert "paragraf kedua terlalu panjang" in decision.asks[0].words


def test_a_revision_gives_the_ketua_a_run_of_its_own_with_its_own_time() -> None:
    decision = answered(a_case(State.TANDA_TANGAN), Action.REVISI)

    assert decision.case.runs["tindak_lanjut"] == 2
    assert decision.case.due_at == RULES.due(Step.TINDAK_LANJUT, MONDAY)


def test_a_revision_after_the_number_keeps_it_for_the_next_version() -> None:
    case = a_numbered_case()

    decision = answered(case, Action.REVISI)

    assert decision.case.letter_number == case.letter_number
    assert decision.voids_number == ""


def test_a_docx_from_the_kepala_is_a_revision_that_brings_the_next_version() -> None:
    decision = answered(a_case(State.TANDA_TANGAN), Action.REVISI, files=DOCX)

    assert (decision.case.version, decision.case.versions, decision.case.edited) == (2, 2, True)
    assert decision.new_version
    assert decision.letters == (LetterKind.KONSEP,)
    assert [asked.ask for asked in decision.asks] == [Ask.PARAF]


def test_a_docx_after_a_version_that_was_taken_back_gets_a_number_of_its_own() -> None:
    decision = answered(a_case(State.TANDA_TANGAN, versions=2), Action.REVISI, files=DOCX)

    assert (decision.case.version, decision.case.versions) == (3, 3)


def test_the_signed_letter_goes_to_the_customer_alone_and_at_once() -> None:
    decision = answered(a_numbered_case(), Action.TERTANDA, files=("1" * 64,))

    assert decision.notices == (Noticed(Notice.SURAT_JAWABAN, "pelanggan"),)
    assert decision.asks == ()
    assert decision.case.state is State.PENYAMPAIAN


def test_a_letter_that_left_cannot_be_taken_back() -> None:
    assert not answered(a_numbered_case(), Action.TERTANDA).revocable


def test_a_signature_that_proves_nobody_is_shown_to_its_signer_before_the_letter_leaves() -> None:
    decision = answered(a_numbered_case(), Action.TERTANDA, unproven="Penerima: a@b.example")

    assert decision.asks == (Asked(Ask.PENGIRIMAN, "kepala", "Penerima: a@b.example"),)
    assert decision.notices == ()
    assert decision.case.state is State.TANDA_TANGAN


def test_a_further_file_closes_the_question_about_the_one_before() -> None:
    decision = answered(a_numbered_case(), Action.TERTANDA, ask=Ask.PENGIRIMAN, unproven="x")

    assert decision.closes == (Ask.TANDA_TANGAN, Ask.PENGIRIMAN)


def test_what_was_shown_leaves_by_the_word_of_whoever_was_asked() -> None:
    decision = answered(a_numbered_case(), Action.KIRIM, ask=Ask.PENGIRIMAN)

    assert decision.notices == (Noticed(Notice.SURAT_JAWABAN, "pelanggan"),)
    assert not decision.revocable


def test_an_unproven_signature_under_a_letter_without_its_number_does_not_wait() -> None:
    with pytest.raises(Refusal, match="belum diberi nomor"):
        answered(a_case(State.TANDA_TANGAN), Action.TERTANDA, unproven="x")


def test_another_recipient_asks_for_approval_anew_and_closes_what_stands_on_the_old_one() -> None:
    decision = ask_approval_again(a_numbered_case(), "Penerima berubah.")

    assert decision.asks == (Asked(Ask.PERSETUJUAN, "kepala", "Penerima berubah."),)
    assert set(decision.closes) == {Ask.PERSETUJUAN, Ask.TANDA_TANGAN, Ask.PENGIRIMAN}
    assert decision.case.letter_number


def test_in_mode_segel_the_approver_releases_the_letter() -> None:
    decision = answered(a_numbered_case(), Action.KIRIM, rules=SEAL)

    assert decision.notices == (Noticed(Notice.SURAT_JAWABAN, "pelanggan"),)


def test_in_mode_segel_a_signed_letter_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        answered(a_numbered_case(), Action.TERTANDA, rules=SEAL)

    assert refused.value.example == "KIRIM"


def test_in_mode_tertanda_a_letter_is_not_released_unsigned() -> None:
    with pytest.raises(Refusal, match="harus ditandatangani"):
        answered(a_numbered_case(), Action.KIRIM)


def test_a_letter_without_its_number_does_not_leave() -> None:
    with pytest.raises(Refusal, match="belum diberi nomor"):
        answered(a_case(State.TANDA_TANGAN), Action.TERTANDA)


def test_a_letter_to_a_customer_without_e_mail_is_brought_by_tu() -> None:
    decision = answered(a_numbered_case(reachable=False), Action.TERTANDA)

    assert [(asked.ask, asked.to) for asked in decision.asks] == [(Ask.PENYAMPAIAN, "tu")]
    assert decision.notices == ()


def test_the_server_s_acceptance_ends_step_5_and_asks_for_the_notulen() -> None:
    decision = deliver(a_numbered_case(State.PENYAMPAIAN), MONDAY, RULES, "250 2.0.0 Ok")

    assert (decision.ends, decision.opens) == (Step.PENYAMPAIAN, Step.EVALUASI)
    assert decision.asks == (Asked(Ask.NOTULEN, "pengujian"),)
    assert decision.case.delivered_at == MONDAY


def test_ketua_and_tu_get_a_copy_with_the_proof_of_delivery() -> None:
    decision = deliver(a_numbered_case(State.PENYAMPAIAN), MONDAY, RULES, "250 2.0.0 Ok")

    assert decision.notices == (
        Noticed(Notice.SALINAN, "pengujian", "250 2.0.0 Ok"),
        Noticed(Notice.SALINAN, "tu", "250 2.0.0 Ok"),
    )


def test_tu_gets_one_copy_of_a_letter_that_is_its_own() -> None:
    decision = deliver(a_numbered_case(State.PENYAMPAIAN, pokja="tu"), MONDAY, RULES, "250")

    assert [notice.to for notice in decision.notices] == ["tu"]


def test_a_bounce_opens_step_5_again_and_asks_tu() -> None:
    arrived = deliver(a_numbered_case(State.PENYAMPAIAN), MONDAY, RULES, "250").case

    decision = bounce(arrived, "5.1.1 tidak dikenal")

    assert decision.opens is Step.PENYAMPAIAN
    assert decision.case.runs["penyampaian"] == 2
    assert decision.asks == (Asked(Ask.PENYAMPAIAN, "tu", "5.1.1 tidak dikenal"),)


def test_a_bounce_leaves_the_evaluation_where_it_is() -> None:
    arrived = deliver(a_numbered_case(State.PENYAMPAIAN), MONDAY, RULES, "250").case

    decision = bounce(arrived, "5.1.1")

    assert decision.case.state is State.EVALUASI
    assert decision.case.bounced


def test_a_letter_that_is_refused_at_once_keeps_its_run_of_step_5() -> None:
    case = a_numbered_case(State.PENYAMPAIAN)

    decision = bounce(case, "550 tidak dikenal")

    assert decision.opens is None
    assert decision.case.runs == case.runs


def test_tu_s_terkirim_ends_step_5_with_its_own_words_as_proof() -> None:
    bounced = bounce(a_numbered_case(State.PENYAMPAIAN), "550").case

    decision = answered(bounced, Action.TERKIRIM, by="tu", note="diambil langsung")

    assert (decision.ends, decision.opens) == (Step.PENYAMPAIAN, Step.EVALUASI)
    assert not decision.case.bounced
    assert {notice.words for notice in decision.notices} == {"diambil langsung"}


def test_terkirim_after_a_late_bounce_closes_the_run_that_the_bounce_opened() -> None:
    bounced = bounce(a_numbered_case(State.EVALUASI, delivered_at=MONDAY), "5.1.1").case

    decision = answered(bounced, Action.TERKIRIM, by="tu", note="diambil langsung")

    assert decision.ends is Step.PENYAMPAIAN
    assert decision.case.state is State.EVALUASI
    assert not decision.case.bounced


def test_terkirim_for_a_letter_that_is_known_to_have_arrived_is_refused() -> None:
    arrived = deliver(a_numbered_case(State.PENYAMPAIAN), MONDAY, RULES, "250").case

    with pytest.raises(Refusal, match="sudah tercatat"):
        answered(arrived, Action.TERKIRIM, by="tu")


@pytest.mark.parametrize("state", [State.TINDAK_LANJUT, State.TANDA_TANGAN])
def test_terkirim_counts_also_while_the_cure_is_worked_on_again(state: State) -> None:
    bounced = bounce(a_numbered_case(state, perbaikan=True, delivered_at=MONDAY), "5.1.1").case

    decision = answered(bounced, Action.TERKIRIM, by="tu", note="diambil langsung")

    assert decision.case.state is state
    assert not decision.case.bounced


def test_a_second_letter_takes_the_place_of_one_that_bounced() -> None:
    bounced = bounce(a_numbered_case(perbaikan=True, delivered_at=MONDAY), "5.1.1").case

    decision = answered(bounced, Action.TERTANDA)

    assert not decision.case.bounced
    assert Ask.PENYAMPAIAN in decision.closes


def test_a_letter_that_tu_brought_itself_cannot_come_back_any_more() -> None:
    waiting = a_numbered_case(
        State.EVALUASI, delivered_at=MONDAY - timedelta(days=1), bounced=True, accepted=True, due_at=None
    )

    decision = answered(waiting, Action.TERKIRIM, by="tu", note="diambil langsung")

    assert decision.case.state is State.SELESAI


def test_a_banding_cannot_be_signed_by_a_person_who_is_on_record_as_involved() -> None:
    """Whichever post he acts for: what counts is the person (ISO/IEC 17025 7.9.6)."""
    case = a_case(State.TANDA_TANGAN, banding=True, involved=("kepala@balai.example",))

    with pytest.raises(Refusal, match="tercatat terlibat"):
        answered(case, Action.SETUJU)
    other = a_case(State.TANDA_TANGAN, banding=True, involved=("tu@balai.example",))
    assert answered(other, Action.SETUJU).event == "setuju"


def test_whoever_says_that_he_was_involved_is_on_record() -> None:
    decision = answered(a_case(State.TANDA_TANGAN), Action.TERLIBAT)

    assert decision.case.involved == ("kepala@balai.example",)
