"""Step 3 on real servers: what the Ketua Pokja may answer, and what becomes of the clock."""

from datetime import timedelta

from pipeline.demo.replies import File
from pipeline.letters.pdf_words import page_texts
from tests.pdfs import pdf_of
from tests.way.configuration import ADDRESS
from tests.way.documents import edited
from tests.way.office import CONCEPT, Office
from tests.way.signing import sign


def test_the_case_can_be_handed_to_another_pokja_and_its_time_goes_on(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    due = matter.row.due_at

    matter.answer(office.ketua, "Mohon konsep", "ALIHKAN: Pokja Kalibrasi\nAlasan: ini soal kalibrasi")

    assert matter.row.due_at == due
    assert "mengalihkan" in matter.mail(office.staff("kalibrasi"), "Mohon konsep").text
    assert "mengalihkan" in matter.mail(office.kepala, "Pemberitahuan").text
    assert "tidak berlaku lagi" in matter.refused(office.ketua, "Mohon konsep", CONCEPT)


def test_another_pokja_s_opinion_comes_back_to_who_asked_for_it(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")

    matter.answer(
        office.ketua, "Mohon konsep", "KOORDINASI: Pokja Kalibrasi\nPertanyaan: Kapan alat dikalibrasi?"
    )
    asked = matter.mail(office.staff("kalibrasi"), "Mohon pendapat")
    matter.answer(office.staff("kalibrasi"), "Mohon pendapat", "Terakhir pada 12 Oktober 2026.")

    assert "Kapan alat dikalibrasi?" in asked.text
    assert "12 Oktober 2026" in matter.mail(office.ketua, "Pemberitahuan").text
    matter.draft()
    assert matter.row.version == 1


def test_the_clock_stands_still_while_the_customer_is_asked_and_goes_on_with_his_answer(
    office: Office,
) -> None:
    office.wait_for_monday()
    matter = office.complain().go_to("tindak_lanjut")
    calendar, due = office.desk.rules.calendar, matter.row.due_at

    matter.answer(office.ketua, "Mohon konsep", "TANYA: Mohon nomor seri alat yang dimaksud.")
    asked_at_once = matter.mails(matter.customer, "Mohon keterangan")
    office.pass_time(minutes=20)
    question = matter.mail(matter.customer, "Mohon keterangan")
    paused = matter.row.paused_at
    office.pass_time(days=2)
    matter.customer.reply(question, "Nomor serinya 123-ABC.")
    office.work()

    assert asked_at_once == []
    assert "nomor seri alat" in question.text
    assert paused is not None
    assert matter.row.paused_at is None
    moved = calendar.between(office.moment(due), office.moment(matter.row.due_at))
    assert timedelta(hours=14) < moved < timedelta(hours=16)
    told = matter.mail(office.ketua, "Pemberitahuan")
    assert b"123-ABC" in told.file(".eml").content


def test_a_file_that_belongs_to_the_question_reaches_the_customer(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    picture = File("label.png", b"\x89PNG\r\n\x1a\n")

    matter.answer(office.ketua, "Mohon konsep", "TANYA: Benarkah ini label contoh ujinya?", [picture])
    office.pass_time(minutes=20)

    assert "“label.png”" in matter.mail(office.ketua, "telah dicatat").text
    assert matter.mail(matter.customer, "Mohon keterangan").file(".png").content == picture.content


def test_a_pdf_beside_the_konsep_reaches_the_customer_with_the_letter_that_counts_it(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    report = File("LHU pengganti.pdf", pdf_of("LHU 124"))

    matter.answer(office.ketua, "Mohon konsep", CONCEPT, [report])
    matter.initial()
    matter.approve()
    letter, beside = matter.mail(office.kepala, "Mohon tanda tangan").files
    back = File("Surat.pdf", sign(letter.content, office.identity, office.clock()))
    matter.answer(office.kepala, "Mohon tanda tangan", "TERTANDA", [back])

    got, *others = matter.mail(matter.customer, "Surat jawaban").files
    assert "Lampiran : 1 (satu) berkas" in " ".join(page_texts(letter.content)[0].split())
    assert beside.content == report.content
    assert got.content == back.content
    assert [(each.name, each.content) for each in others] == [(report.name, report.content)]


def test_a_pause_ends_by_itself_after_thirty_days(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    matter.answer(office.ketua, "Mohon konsep", "TANYA: Mohon nomor seri alat yang dimaksud.")

    office.pass_time(days=31)

    assert matter.row.paused_at is None
    assert "tidak menjawab" in matter.mail(office.ketua, "Pemberitahuan").text


def test_more_time_is_asked_of_the_kepala_who_may_grant_it(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    calendar, due = office.desk.rules.calendar, office.moment(matter.row.due_at)

    matter.answer(office.ketua, "Mohon konsep", "PERPANJANG: 3 hari, alasan: pengujian ulang belum selesai")
    matter.answer(office.kepala, "Mohon izin", "IZINKAN")

    assert office.moment(matter.row.due_at) == calendar.add_days(due, 3)
    assert "mengizinkan" in matter.mail(office.ketua, "Pemberitahuan").text
    office.pass_time(minutes=20)
    told = matter.mail(matter.customer, "Perkembangan").text
    assert "Surat jawaban kami sampaikan melalui surel ini paling lambat" in " ".join(told.split())


def test_more_time_may_be_refused(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    due = matter.row.due_at

    matter.answer(office.ketua, "Mohon konsep", "PERPANJANG: 3 hari, alasan: pengujian ulang belum selesai")
    matter.answer(office.kepala, "Mohon izin", "TOLAK: mohon diselesaikan sesuai batas waktu")

    assert matter.row.due_at == due
    assert "tidak mengizinkan" in matter.mail(office.ketua, "Pemberitahuan").text


def test_a_paraf_waits_for_the_analysis(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    matter.draft("Jawaban: Kami mohon maaf. LHU kami terbitkan hari ini.")

    asked = matter.refused(office.ketua, "Mohon paraf", "PARAF")

    assert "Penyebab" in asked
    assert matter.state == "tindak_lanjut"


def test_a_returned_draft_becomes_the_next_version_with_its_words(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    matter.draft()
    sent = matter.mail(office.ketua, "Mohon paraf").file(".docx")

    matter.answer(
        office.ketua, "Mohon paraf", "Berikut konsep yang saya sunting.", [edited(sent, "kemarin sore")]
    )

    shown = matter.mail(office.ketua, "Mohon paraf")
    assert matter.row.version == 2
    assert shown.file(".docx").name.endswith("-v2.docx")
    matter.initial()
    assert matter.state == "tanda_tangan"


def test_a_draft_of_another_case_is_refused(office: Office) -> None:
    other = office.complain().go_to("tindak_lanjut")
    other.draft()
    matter = office.complain().go_to("tindak_lanjut")
    matter.draft()
    foreign = other.mail(office.ketua, "Mohon paraf").file(".docx")

    asked = matter.refused(office.ketua, "Mohon paraf", "KONSEP", [edited(foreign, "kemarin")])

    assert other.number in asked
    assert matter.row.version == 1


def test_a_paraf_on_an_old_version_is_asked_back(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    matter.draft()
    old = matter.mail(office.ketua, "Mohon paraf konsep versi 1")
    matter.answer(office.ketua, "Mohon paraf", "Jawaban: Kami mohon maaf sebesar-besarnya.")

    office.ketua.reply(old, "PARAF")
    office.work()

    assert matter.state == "tindak_lanjut"
    assert "versi 2" in matter.mail(office.ketua, "Mohon diperjelas").text


def test_a_file_beside_the_fields_does_not_disturb_them(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")

    matter.answer(office.ketua, "Mohon konsep", CONCEPT, [File("foto alat.png", b"\x89PNG\r\n\x1a\n")])

    assert matter.row.version == 1


def test_a_further_mail_of_the_customer_while_nothing_was_asked_changes_no_clock(office: Office) -> None:
    matter = office.complain().go_to("tindak_lanjut")
    due = matter.row.due_at

    matter.customer.write(ADDRESS, f"Susulan {matter.tag}", "Kami menambahkan keterangan.")
    office.work()

    assert matter.row.due_at == due
    assert "susulan" in matter.mail(office.ketua, "Pemberitahuan").text
