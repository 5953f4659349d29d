"""The customer beside the steps, on real servers: no answer, his content, and the cure months later."""

import pytest

from tests.way.office import Office
from tests.way.test_evaluasi import ANALYSIS

pytestmark = pytest.mark.parametrize("office", ["sqlite", "postgresql"], indirect=True, scope="module")

QUESTION = "Apakah Saudara puas"


def test_a_complaint_that_nobody_completes_is_closed_and_can_be_taken_up_again(office: Office) -> None:
    office.wait_for_monday()
    matter = office.complain().go_to("tindak_lanjut")
    matter.answer(office.ketua, "Mohon konsep", "TANYA: Mohon nomor seri alat yang dimaksud.")

    office.pass_time(days=31)
    matter.answer(office.kepala, "kelengkapan tidak diterima", "Tutup saja")
    office.pass_time(minutes=20)
    matter.customer.reply(matter.mail(matter.customer, "Penutupan"), "Nomor serinya 123-ABC.")
    office.work()

    assert matter.state == "dicabut"
    assert "Pasal 44" in matter.mail(matter.customer, "Penutupan").text
    assert "123-ABC" in matter.mail(office.tu, "surel susulan").text


def _let_him_be_asked(office: Office) -> None:
    """Three days on which the office is open: one lies between the end and the question."""
    for _ in range(3):
        office.pass_time(days=1)
        office.wait_for_opening()


def test_half_of_the_legal_time_is_told_to_whoever_waits(office: Office) -> None:
    office.wait_for_monday()
    matter = office.complain().go_to("tindak_lanjut")

    # Half of a time that is counted in working days, however many holidays lie in it.
    for _ in range(14):
        office.pass_time(days=1)
        office.wait_for_opening()

    told = matter.mail(matter.customer, "Perkembangan").text
    assert "masih kami tindak lanjuti" in " ".join(told.split())


def test_a_discontent_customer_objects_once_and_then_hears_who_else_helps(office: Office) -> None:
    matter = office.complain().close()
    _let_him_be_asked(office)
    question = matter.mail(matter.customer, QUESTION)

    matter.customer.reply(question, "belum puas, LHU pengganti masih salah")
    office.work()
    matter.answer(office.tu, "surel susulan", "KEBERATAN")
    matter.customer.reply(question, "Tetap tidak puas.")
    office.work()

    (second,) = office.rows("select number from cases where surat_terkait = :id", id=matter.row.id)
    assert office.kepala.mails(second.number, "Mohon disposisi")
    assert "www.ombudsman.go.id" in matter.mail(matter.customer, "Tanggapan atas keberatan").text
    scores = office.rows("select score from ratings where case_id = :id order by id", id=matter.row.id)
    assert [row.score for row in scores] == [2, 2]


def test_a_content_customer_is_noted_and_nobody_is_troubled(office: Office) -> None:
    matter = office.complain().close()
    _let_him_be_asked(office)
    before = len(office.tu.inbox()), len(office.ketua.inbox()), len(matter.customer.inbox())

    matter.customer.reply(matter.mail(matter.customer, QUESTION), "5 - terima kasih")
    office.work()

    assert (len(office.tu.inbox()), len(office.ketua.inbox()), len(matter.customer.inbox())) == before
    (row,) = office.rows("select score from ratings where case_id = :id", id=matter.row.id)
    assert row.score == 5


def test_a_cure_that_does_not_hold_is_worked_on_again_after_the_end(office: Office) -> None:
    matter = office.complain().close()
    office.pass_time(days=28)
    office.wait_for_monday()
    # The office may be closed for a week: it asks on the first day after that.
    for _ in range(10):
        office.pass_time(days=1)

    matter.answer(office.ketua, "Mohon pemeriksaan keefektifan", "Tidak efektif, terlambat lagi dua kali")
    reopened = matter.state, bool(matter.row.perbaikan)
    matter.answer(office.ketua, "Mohon konsep", ANALYSIS)
    matter.initial()
    matter.minute()
    matter.accept()
    office.pass_time(minutes=20)

    assert reopened == ("tindak_lanjut", True)
    assert "terlambat lagi dua kali" in matter.mail(office.kepala, "Pemberitahuan").text
    assert matter.state == "selesai"
    assert len(matter.mails(matter.customer, "telah selesai")) == 1
