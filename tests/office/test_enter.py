"""A letter enters the register from a file: a saved mail, or the scan of a letter on paper."""

from datetime import datetime

import pytest

from pipeline.errors import Refusal
from pipeline.office.desk import Desk
from pipeline.office.enter import enter
from pipeline.office.listing import list_cases
from pipeline.office.show import show_case, timeline
from pipeline.store import archive, cases, inbox
from pipeline.store.database import reading
from tests.office.registers import CUSTOMER, Reader, a_letter, arrive
from tests.offices import MONDAY, ZONE
from tests.pdfs import pdf_of

READER = Reader()
SCAN = pdf_of("Surat keluhan")


def test_a_saved_mail_becomes_a_case_of_its_sender(desk: Desk) -> None:
    case = enter(desk, READER, a_letter(), "surat.eml", form={})

    assert case.number == "PGD-2026-0001"
    with reading(desk.engine) as connection:
        assert cases.registration(connection, case.id).address == CUSTOMER


def test_the_operator_s_word_stands_for_the_judgement_of_the_kinds(desk: Desk) -> None:
    undecided = a_letter("Mohon bantuannya untuk hal kemarin.", subject="Halo")

    enter(desk, READER, undecided, "surat.EML", form={})

    assert len(list_cases(desk)) == 1


def test_a_mail_that_staff_forwarded_names_no_customer(desk: Desk) -> None:
    case = enter(desk, READER, a_letter(sender="tu@balai.example"), "surat.eml", form={})

    assert not case.reachable


def test_a_scan_becomes_a_case_with_what_is_said_of_it(desk: Desk) -> None:
    form = {"nama": "Bagian Mutu", "perusahaan": "PT Contoh", "hal": "Keluhan LHU"}

    case = enter(desk, READER, SCAN, "pindaian.pdf", form=form)

    shown = show_case(desk, case.number)
    assert form.items() <= shown.formulir.items()
    assert not case.reachable


def test_a_scan_with_an_address_can_be_answered_by_mail(desk: Desk) -> None:
    case = enter(desk, READER, SCAN, "pindaian.pdf", form={"email": CUSTOMER})

    assert case.reachable


def test_the_scan_itself_is_kept_byte_for_byte(desk: Desk) -> None:
    case = enter(desk, READER, SCAN, "pindaian.pdf", form={})

    with reading(desk.engine) as connection:
        facts = inbox.load_facts(connection, cases.registration(connection, case.id).inbox_id)
        assert archive.load(connection, facts.attachments[0].sha256) == SCAN


def test_the_time_of_receipt_is_the_office_s_own(desk: Desk) -> None:
    case = enter(desk, READER, SCAN, "pindaian.pdf", received=datetime(2026, 11, 20, 9), form={})  # noqa: DTZ001

    assert show_case(desk, case.number).diterima == datetime(2026, 11, 20, 9, tzinfo=ZONE)


def test_without_a_time_the_letter_came_now(desk: Desk) -> None:
    case = enter(desk, READER, SCAN, "pindaian.pdf", form={})

    assert show_case(desk, case.number).diterima == MONDAY


def test_the_trail_names_the_operator(desk: Desk) -> None:
    case = enter(desk, READER, SCAN, "pindaian.pdf", form={})

    assert timeline(desk, case.number)[0].oleh == "operator"


def test_a_mail_that_the_mailbox_brought_is_not_registered_twice(desk: Desk) -> None:
    arrive(desk, a_letter())

    with pytest.raises(Refusal, match="sudah ada dalam register: perkara PGD-2026-0001"):
        enter(desk, READER, a_letter(), "surat.eml", form={})


def test_the_same_scan_is_not_registered_twice(desk: Desk) -> None:
    enter(desk, READER, SCAN, "pindaian.pdf", form={})

    with pytest.raises(Refusal, match="sudah ada dalam register"):
        enter(desk, READER, SCAN, "lain.pdf", form={"hal": "Sekali lagi"})

    assert len(list_cases(desk, closed=True)) == 1


def test_what_is_neither_mail_nor_scan_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match=r"bukan surel \(\.eml\) atau pindaian"):
        enter(desk, READER, b"halo", "catatan.txt", form={})


def test_an_integrity_report_does_not_enter_the_register(desk: Desk) -> None:
    report = a_letter("Saya melaporkan petugas meminta gratifikasi dan suap.", subject="Laporan gratifikasi")

    with pytest.raises(Refusal, match="hanya kepada alamat wbs"):
        enter(desk, READER, report, "surat.eml", form={})

    with reading(desk.engine) as connection:
        assert inbox.oldest(connection, inbox.NEW, 1) == []
    assert list_cases(desk, closed=True) == []
