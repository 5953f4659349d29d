"""What the register holds is told in plain values."""

import pytest
from sqlalchemy import update

from pipeline.errors import Refusal
from pipeline.office.desk import Desk
from pipeline.office.listing import list_cases
from pipeline.office.release import release
from pipeline.office.show import held, show_case, timeline
from pipeline.store.case_tables import letters
from pipeline.store.database import writing
from pipeline.store.mail_tables import mails
from tests.office.registers import CUSTOMER, a_letter, arrive
from tests.offices import MONDAY


@pytest.fixture
def case(desk: Desk) -> str:
    """A registered complaint."""
    arrive(desk, a_letter())
    return "PGD-2026-0001"


def test_an_open_case_is_listed_with_its_holder_and_its_due_time(desk: Desk, case: str) -> None:
    [listed] = list_cases(desk)

    assert (listed.perkara, listed.agenda, listed.tahap) == (case, "1/2026", "menunggu disposisi")
    assert (listed.pemegang, listed.hal) == ("Kepala Balai", "Keluhan atas keterlambatan LHU")
    assert listed.batas is not None
    assert listed.batas > MONDAY


def test_an_ended_case_is_listed_only_on_request(desk: Desk, case: str) -> None:
    from pipeline.store.case_tables import cases

    with writing(desk.engine) as connection:
        connection.execute(update(cases).values(state="selesai"))

    assert list_cases(desk) == []
    assert [each.perkara for each in list_cases(desk, closed=True)] == [case]


def test_a_case_is_shown_with_what_is_asked_made_and_sent(desk: Desk, case: str) -> None:
    shown = show_case(desk, case)

    assert shown.formulir["nomor_surat"] == "012/PT-C/XI/2026"
    assert [item["diminta"] for item in shown.permintaan] == ["disposisi"]
    assert [item["naskah"] for item in shown.naskah] == ["form_pengaduan"]
    assert {item.kepada for item in shown.surel} == {"Kepala Balai", "Pelanggan"}


@pytest.mark.parametrize("written", ["pgd-2026-1", "PGD 2026 0001", " PGD-2026-0001 "])
def test_a_case_is_found_by_its_number_as_people_write_it(desk: Desk, case: str, written: str) -> None:
    assert show_case(desk, written).perkara == case


@pytest.mark.parametrize("written", ["PGD-2026-0099", "entah"])
def test_an_unknown_case_is_refused(desk: Desk, written: str) -> None:
    with pytest.raises(Refusal, match="tidak ditemukan"):
        show_case(desk, written)


def test_the_timeline_begins_with_the_registration(desk: Desk, case: str) -> None:
    first = timeline(desk, case)[0]

    assert (first.oleh, first.peristiwa) == ("pipeline", "registrasi")
    assert first.rincian["nomor"] == case


def test_a_held_mail_is_told_with_its_sender_and_reason(desk: Desk) -> None:
    inbox_id = arrive(desk, a_letter("Mohon bantuannya.", subject="Halo"))

    [waiting] = held(desk)

    assert (waiting.jenis, waiting.id, waiting.tentang) == ("surel masuk", inbox_id, f"{CUSTOMER}: Halo")
    assert waiting.alasan


def test_letters_and_mails_that_failed_wait_too(desk: Desk, case: str) -> None:
    with writing(desk.engine) as connection:
        connection.execute(update(letters).values(state="gagal", note="templat rusak"))
        connection.execute(update(mails).where(mails.c.post == "kepala").values(state="gagal", note="rusak"))

    found = held(desk)

    assert [(item.jenis, item.perkara) for item in found] == [("naskah", case), ("surel keluar", case)]
    assert found[0].alasan == "templat rusak"


def test_nothing_waits_in_a_healthy_office(desk: Desk, case: str) -> None:
    inbox_id = arrive(desk, a_letter("Mohon bantuannya.", subject="Halo", number=3))

    release(desk, inbox_id, "bukan")

    assert held(desk) == []
