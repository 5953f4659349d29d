"""Step 2 on real servers: what the Kepala Balai may answer to a complaint."""

from tests.way.office import Office


def test_the_disposisi_reaches_the_pokja_with_everything_it_needs(office: Office) -> None:
    matter = office.complain()

    matter.dispose("DISPOSISI: Pokja Pengujian\nInstruksi: Teliti alatnya\nSifat: segera")

    request = matter.mail(office.ketua, "Mohon konsep")
    names = " ".join(file.name for file in request.files)
    assert "Teliti alatnya" in request.text
    for name in ("Lembar-Disposisi", "Form-Pengaduan", "Konsep-Surat-Balasan", "surel-asli.eml"):
        assert name in names


def test_a_copy_of_the_disposisi_asks_nothing(office: Office) -> None:
    matter = office.complain()

    matter.dispose("DISPOSISI: Pokja Pengujian\nTembusan: Pokja Kalibrasi")

    copy = matter.mail(office.staff("kalibrasi"), "Tembusan")
    assert "Kode:" not in copy.text
    assert copy.message["Reply-To"] is None or "+" not in str(copy.message["Reply-To"])


def test_the_option_s_number_alone_is_a_disposisi(office: Office) -> None:
    matter = office.complain()

    matter.dispose("2")

    assert matter.row.pokja == "kalibrasi"


def test_a_letter_that_is_no_complaint_is_closed_and_the_customer_told_after_the_window(
    office: Office,
) -> None:
    matter = office.complain()

    matter.dispose("BUKAN PENGADUAN\nAlasan: ini permintaan informasi.")
    told_at_once = matter.mails(matter.customer, "Tindak lanjut surat")
    office.pass_time(minutes=20)

    assert matter.state == "bukan_pengaduan"
    assert told_at_once == []
    assert "permintaan informasi" in matter.mail(matter.customer, "Tindak lanjut surat").text
    assert "bukan pengaduan" in matter.mail(office.tu, "Pemberitahuan").text


def test_a_kepala_who_was_involved_hands_the_request_to_the_alternate(office: Office) -> None:
    matter = office.complain()
    alternate = office.staff("penyetuju_pengganti")

    matter.dispose("TERLIBAT")
    matter.answer(alternate, "Mohon disposisi", "DISPOSISI: Pokja Pengujian")
    matter.go_to("tanda_tangan")

    assert matter.mails(office.kepala, "Mohon persetujuan") == []
    assert matter.mails(alternate, "Mohon persetujuan")


def test_a_request_that_was_handed_on_cannot_be_answered_any_more(office: Office) -> None:
    matter = office.complain()
    matter.dispose("TERLIBAT")

    asked = matter.refused(office.kepala, "Mohon disposisi", "DISPOSISI: Pokja Kalibrasi")

    assert "tidak berlaku lagi" in asked
    assert matter.state == "disposisi"


def test_a_pokja_that_does_not_exist_is_asked_back(office: Office) -> None:
    matter = office.complain()

    asked = matter.refused(office.kepala, "Mohon disposisi", "DISPOSISI: Pokja Antariksa")

    assert matter.state == "disposisi"
    assert "Pokja mana" in asked
    matter.answer(office.kepala, "Mohon diperjelas", "DISPOSISI: Pokja Pengujian")
    assert matter.state == "tindak_lanjut"
