"""Step 6 on real servers: the notulen, the Kepala's judgement, and the end."""

from tests.way.office import Office

ANALYSIS = """Penyebab: Jadwal yang baru belum diterapkan.
Koreksi: Jadwal diterapkan mulai hari ini.
Tindakan korektif: Penanggung jawab ditunjuk.
Pencegahan: Jadwal diperiksa setiap minggu."""


def test_a_case_closes_when_no_bounce_came_for_three_days(office: Office) -> None:
    matter = office.complain().go_to("evaluasi")
    matter.minute()
    matter.accept()

    office.pass_time(hours=70)
    before = matter.state
    office.pass_time(hours=3)

    assert before == "evaluasi"
    assert matter.state == "selesai"
    assert matter.mails(matter.customer, "telah selesai")


def test_the_kepala_sees_the_minutes_before_he_accepts_them(office: Office) -> None:
    matter = office.complain().go_to("evaluasi")

    matter.minute(kesimpulan="Tindakan dinilai efektif.")

    request = matter.mail(office.kepala, "Mohon penerimaan")
    assert "efektif" in request.text
    assert [file.name.partition("-PGD")[0] for file in request.files] == ["Laporan-Evaluasi", "Notulen"]


def test_what_was_not_effective_is_worked_on_again_and_evaluated_without_a_second_letter(
    office: Office,
) -> None:
    matter = office.complain().go_to("evaluasi")
    letters = len(matter.mails(matter.customer, "Surat jawaban"))

    matter.minute(efektif="tidak", kesimpulan="Belum berjalan.")
    matter.accept()
    again = (matter.state, bool(matter.row.perbaikan))
    matter.answer(office.ketua, "Mohon konsep", ANALYSIS)
    matter.initial()
    matter.minute()
    matter.accept()
    office.pass_time(days=4)

    assert again == ("tindak_lanjut", True)
    assert matter.state == "selesai"
    assert len(matter.mails(matter.customer, "Surat jawaban")) == letters == 1


def test_the_kepala_may_open_the_case_again_and_a_second_letter_gets_a_number_of_its_own(
    office: Office,
) -> None:
    matter = office.complain().go_to("evaluasi")
    first = matter.row.letter_number
    matter.minute()

    matter.answer(office.kepala, "Mohon penerimaan", "BUKA KEMBALI: jadwal yang baru belum diterapkan")
    reopened = matter.state
    matter.draft()
    matter.go_to("evaluasi")

    assert reopened == "tindak_lanjut"
    assert matter.row.letter_number != first
    assert len(matter.mails(matter.customer, "Surat jawaban")) == 2


def test_minutes_without_a_finding_are_asked_back(office: Office) -> None:
    matter = office.complain().go_to("evaluasi")

    asked = matter.refused(office.ketua, "Mohon notulen", "NOTULEN\nPembahasan: Sosialisasi tindakan.")

    assert "efektif" in asked
    matter.minute()
    assert matter.mails(office.kepala, "Mohon penerimaan")
