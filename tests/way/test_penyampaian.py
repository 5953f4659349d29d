"""Step 5 on real servers: the letter's way to the customer, and what TU does where it does not arrive."""

from pipeline.demo.replies import File
from tests.servers.smtp_faults import Fault, Point
from tests.way.bounces import bounce_of
from tests.way.configuration import ADDRESS
from tests.way.office import LETTER, SUBJECT, Office
from tests.way.test_registrasi import PAPER


def test_the_server_s_own_words_go_to_pokja_and_tu_as_proof(office: Office) -> None:
    matter = office.complain().go_to("evaluasi")

    (delivery,) = [each for each in office.post.to(matter.customer.address) if b"Surat-Balasan" in each.data]
    for person in (office.ketua, office.tu):
        copy = matter.mail(person, "Salinan surat")
        assert delivery.reply in " ".join(copy.text.replace(">", " ").split())
        assert copy.file(".pdf").content == matter.mail(matter.customer, "Surat jawaban").file(".pdf").content


def test_the_letter_stands_in_the_customer_s_own_thread(office: Office) -> None:
    customer = office.customer()
    letter = customer.write(ADDRESS, "Keluhan", "Kami mengeluh: LHU belum kami terima.")
    office.work()

    matter = office.matter(customer).go_to("evaluasi")

    assert matter.mail(customer, "Surat jawaban").message["In-Reply-To"] == letter["Message-ID"]


def test_a_letter_that_bounces_is_delivered_by_tu_in_another_way(office: Office) -> None:
    matter = office.complain().go_to("evaluasi")
    letter = matter.mail(matter.customer, "Surat jawaban")

    office.post.lay(ADDRESS, bounce_of(letter.raw, matter.customer.address))
    office.work()
    asked = matter.mail(office.tu, "disampaikan dengan cara lain")
    bounced = bool(matter.row.bounced)
    matter.answer(office.tu, "disampaikan dengan cara lain", "TERKIRIM: lewat pos tercatat, resi 123")

    assert bounced
    assert asked.file(".pdf").content == letter.file(".pdf").content
    assert not matter.row.bounced
    assert matter.state == "evaluasi"


def test_a_case_whose_letter_bounced_is_not_closed_before_tu_has_delivered_it(office: Office) -> None:
    matter = office.complain().go_to("evaluasi")
    letter = matter.mail(matter.customer, "Surat jawaban")
    matter.minute()
    matter.accept()
    office.post.lay(ADDRESS, bounce_of(letter.raw, matter.customer.address))
    office.work()

    office.pass_time(days=5)
    waiting = matter.state
    matter.answer(office.tu, "disampaikan dengan cara lain", "TERKIRIM: diambil langsung oleh pelanggan")
    office.pass_time(days=4)

    assert waiting == "evaluasi"
    assert matter.state == "selesai"
    assert matter.mails(matter.customer, "telah selesai") == []
    assert "diberi tahu dengan cara lain" in " ".join(
        matter.mail(office.tu, "Pemberitahuan").text.replace("> ", " ").split()
    )


def test_a_letter_that_tu_delivered_waits_for_no_bounce(office: Office) -> None:
    matter = office.complain().go_to("evaluasi")
    letter = matter.mail(matter.customer, "Surat jawaban")
    office.post.lay(ADDRESS, bounce_of(letter.raw, matter.customer.address))
    office.work()
    matter.answer(office.tu, "disampaikan dengan cara lain", "TERKIRIM: diambil langsung oleh pelanggan")

    matter.minute()
    matter.accept()

    assert matter.state == "selesai"


def test_a_report_of_delay_is_no_bounce(office: Office) -> None:
    matter = office.complain().go_to("evaluasi")
    letter = matter.mail(matter.customer, "Surat jawaban")

    late = bounce_of(letter.raw, matter.customer.address, action="delayed", status="4.4.1")
    office.post.lay(ADDRESS, late)
    office.work()

    assert not matter.row.bounced
    assert matter.mails(office.tu, "disampaikan dengan cara lain") == []


def test_a_bounced_receipt_tells_tu_that_the_address_is_wrong(office: Office) -> None:
    matter = office.complain()
    receipt = matter.mail(matter.customer, "telah kami terima")

    office.post.lay(ADDRESS, bounce_of(receipt.raw, matter.customer.address))
    office.work()

    assert matter.customer.address in matter.mail(office.tu, "Pemberitahuan").text
    assert matter.state == "disposisi"


def test_a_letter_that_the_server_refuses_is_delivered_by_tu(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    office.post.faults.refuse_rcpt(matter.customer.address)

    matter.sign()
    asked = matter.mail(office.tu, "disampaikan dengan cara lain")
    state = matter.state
    matter.answer(
        office.tu, "disampaikan dengan cara lain", "TERKIRIM: diantar kurir", [File("resi.pdf", b"%PDF-1.4")]
    )

    assert "No such user here" in asked.text
    assert state == "penyampaian"
    assert matter.state == "evaluasi"


def test_a_letter_that_is_put_off_leaves_later_with_the_same_bytes(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    office.post.faults.greylist(matter.customer.address)

    matter.sign()
    waiting = matter.state
    office.pass_time(minutes=10)

    assert waiting == "penyampaian"
    assert matter.state == "evaluasi"
    letters = [each for each in office.sent(matter.customer.address) if b"Surat-Balasan" in each]
    assert len(letters) == 1


def test_a_customer_without_an_address_gets_his_letter_from_tu(office: Office) -> None:
    office.tu.write(ADDRESS, "SURAT MASUK", PAPER.replace("PT Kertas Contoh", "PT Tanpa Surel"))
    office.work()
    (row,) = office.rows(
        "select c.number from cases c join forms f on f.case_id = c.id"
        " where cast(f.data as text) like '%PT Tanpa Surel%'"
    )
    matter = office.matter_of(row.number).go_to("penyampaian")

    request = matter.mail(office.tu, "disampaikan dengan cara lain")
    matter.answer(office.tu, "disampaikan dengan cara lain", "TERKIRIM: lewat pos tercatat, resi 99")

    assert request.file(".pdf").content
    assert matter.state == "evaluasi"
    matter.minute()
    matter.accept()
    office.pass_time(minutes=1)
    assert matter.state == "selesai"


def test_a_server_that_asks_for_patience_gets_its_mail_when_it_has_had_some(office: Office) -> None:
    customer = office.customer()
    customer.write(ADDRESS, SUBJECT, LETTER)
    office.post.faults.add(Fault(Point.RCPT, "451 4.7.500 Server busy"))
    office.work()
    office.post.faults.clear()
    taken = len(office.post.deliveries)

    office.work()
    during = len(office.post.deliveries)
    # The mail that met the word is tried again after five minutes, as any mail that was put off.
    office.pass_time(minutes=6)

    assert during == taken
    assert office.matter(customer).state == "disposisi"
    assert len(customer.mails("telah kami terima")) == 1
