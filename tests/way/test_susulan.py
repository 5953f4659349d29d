"""Further mail about a case, on real servers: who gets it, and what it may not do."""

from tests.way.configuration import ADDRESS
from tests.way.office import Office


def test_a_customer_s_reply_reaches_whoever_holds_the_case(office: Office) -> None:
    matter = office.complain()

    matter.customer.reply(matter.mail(matter.customer, "telah kami terima"), "Kami lengkapi: nomor order 7.")
    office.work()

    told = matter.mail(office.kepala, "surel susulan")
    assert "> Kami lengkapi: nomor order 7." in told.text
    assert b"nomor order 7" in told.file(".eml").content
    assert matter.state == "disposisi"


def test_at_the_signature_the_pokja_sees_the_customer_s_mail_too(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")

    matter.customer.write(ADDRESS, f"Susulan {matter.tag}", "Kami tambahkan keterangan.")
    office.work()

    assert "susulan" in matter.mail(office.kepala, "Pemberitahuan").text
    assert "susulan" in matter.mail(office.ketua, "Pemberitahuan").text
    assert matter.row.version == 1


def test_a_mail_after_the_end_is_filed_when_tu_says_so(office: Office) -> None:
    matter = office.complain().close()
    matter.customer.reply(matter.mail(matter.customer, "telah selesai"), "Terima kasih banyak.")
    office.work()

    matter.answer(office.tu, "surel susulan", "ARSIP")

    assert matter.state == "selesai"
    assert office.rows("select 1 from cases where surat_terkait = :id", id=matter.row.id) == []


def test_an_objection_is_a_new_case_tied_to_the_old_one_at_most_once(office: Office) -> None:
    matter = office.complain().close()
    closing = matter.mail(matter.customer, "telah selesai")
    matter.customer.reply(closing, "Kami keberatan atas jawaban itu.")
    office.work()
    matter.answer(office.tu, "surel susulan", "KEBERATAN")
    matter.customer.reply(closing, "Kami masih keberatan.")
    office.work()

    matter.answer(office.tu, "surel susulan", "KEBERATAN")

    assert "sudah pernah" in " ".join(office.tu.last("telah dicatat").text.split())
    assert "Ombudsman" in matter.mail(matter.customer, "Tanggapan atas keberatan").text
    (row,) = office.rows("select number, state from cases where surat_terkait = :id", id=matter.row.id)
    assert row.state == "disposisi"
    assert matter.state == "selesai"
    assert office.kepala.mails(row.number, "Mohon disposisi")


def test_a_stranger_who_knows_the_tag_gets_into_the_case_only_through_tu(office: Office) -> None:
    matter = office.complain()
    stranger = office.customer()

    stranger.write(ADDRESS, f"Tambahan {matter.tag}", "Saya rekan pelanggan, ini datanya.")
    office.work()
    before = matter.mails(office.kepala, "Pemberitahuan")
    matter.answer(office.tu, "dari alamat lain", f"GABUNG {matter.number}")

    assert before == []
    assert "susulan" in matter.mail(office.kepala, "Pemberitahuan").text
    assert stranger.inbox() == []


def test_a_stranger_s_mail_with_a_tag_may_become_a_case_of_its_own(office: Office) -> None:
    matter = office.complain()
    stranger = office.customer()
    stranger.write(ADDRESS, f"Keluhan {matter.tag}", "Kami juga mengeluh, LHU kami belum terbit.")
    office.work()

    matter.answer(office.tu, "dari alamat lain", "BARU")

    assert office.matter(stranger).number != matter.number


def test_a_customer_who_replies_to_all_is_heard_once(office: Office) -> None:
    matter = office.complain()
    reply = matter.customer.answer(matter.mail(matter.customer, "telah kami terima"), "Kami lengkapi.")
    reply["Cc"] = f"{office.kepala.address}, {ADDRESS}"

    matter.customer.send(reply)
    office.work()

    assert len(matter.mails(office.kepala, "Pemberitahuan")) == 1
    assert matter.state == "disposisi"
