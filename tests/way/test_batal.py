"""BATAL on real servers: an answer is taken back while nobody has acted on it."""

from tests.way.office import CONCEPT, Office


def test_a_disposisi_is_taken_back_and_the_next_holder_told(office: Office) -> None:
    matter = office.complain()
    matter.dispose()

    matter.answer(office.kepala, "telah dicatat", "BATAL")

    assert matter.state == "disposisi"
    assert "tidak berlaku lagi" in matter.mail(office.ketua, "Pemberitahuan").text
    again = matter.mails(office.kepala, "Mohon disposisi")
    assert len(again) == 2
    assert "dibatalkan" in again[-1].text
    assert "tidak berlaku lagi" in matter.refused(office.ketua, "Mohon konsep", CONCEPT)
    matter.dispose("DISPOSISI: Pokja Kalibrasi")
    assert matter.row.pokja == "kalibrasi"


def test_the_customer_never_hears_of_an_answer_that_was_taken_back(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    matter.answer(office.ketua, "Mohon konsep", "TANYA: Mohon nomor seri alat.")

    matter.answer(office.ketua, "telah dicatat", "BATAL")
    office.pass_time(minutes=30)

    assert matter.mails(matter.customer, "Mohon keterangan") == []
    assert matter.row.paused_at is None


def test_it_is_too_late_after_the_window(office: Office) -> None:
    matter = office.complain()
    matter.dispose()
    office.pass_time(minutes=16)

    asked = matter.refused(office.kepala, "telah dicatat", "BATAL")

    assert "sudah lewat" in asked
    assert matter.state == "tindak_lanjut"


def test_it_is_too_late_once_the_next_person_has_acted(office: Office) -> None:
    matter = office.complain()
    matter.dispose()
    matter.draft()

    asked = matter.refused(office.kepala, "telah dicatat", "BATAL")

    assert "tidak dapat dibatalkan lagi" in asked
    assert matter.row.version == 1
