"""The office writes to strangers on its own only where their domain vouches for them, and not without end."""

from dataclasses import replace

import pytest

from pipeline.mail.authentic import Policy, Profile
from pipeline.mail.restraint import Restraint
from pipeline.sop.steps import PELANGGAN
from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import KEPALA, TU, Town, body
from tests.offices import BORDER

DOMAIN = CUSTOMER.partition("@")[2]
FAILED = f"{BORDER}; dmarc=fail header.from={DOMAIN}; spf=pass smtp.mailfrom=x@x.test"


def _complain(town: Town, sender: str = CUSTOMER, n: int = 0, **headers: str) -> None:
    words = COMPLAINT.replace("LHU-2026-00123", f"LHU-2026-{n:05}")
    subject = f"Keluhan keterlambatan LHU {n}"
    town.write(f"Bagian Mutu <{sender}>", subject, words, **headers)  # type: ignore[arg-type]


def _with(town: Town, **named: int | bool) -> Town:
    """The same town under other limits."""
    desk = replace(town.desk, restraint=replace(Restraint(), **named))  # type: ignore[arg-type]
    return Town(desk, town.clock)


def _receipts(town: Town) -> int:
    return len(town.rows("select 1 from mails where template = 'tanda_terima_awal'"))


@pytest.mark.parametrize(
    "stamp",
    [
        f"{BORDER}; dmarc=pass header.from={DOMAIN}",
        f"{BORDER}; dmarc=none; spf=pass smtp.mailfrom={CUSTOMER}",
        f"{BORDER}; dkim=pass header.d={DOMAIN}",
    ],
)
def test_a_customer_whose_domain_vouches_for_him_has_his_receipt_at_once(town: Town, stamp: str) -> None:
    _complain(town, Authentication_Results=stamp)

    assert len(town.got(CUSTOMER, "telah kami terima")) == 1


@pytest.mark.parametrize(
    "stamp",
    [
        "",
        FAILED,
        f"{BORDER}; dmarc=none",
        f"{BORDER}; spf=pass smtp.mailfrom=x@x.test",
        f"{BORDER}; dkim=pass header.d=x.test",
        f"{BORDER}; dmarc=pass header.from=x.test",
        f"mx.x.test; dmarc=pass header.from={DOMAIN}",
        f"{BORDER}; dkim=pass header.d={DOMAIN}; dmarc=fail header.from={DOMAIN}",
    ],
)
def test_a_sender_whose_domain_proves_nothing_is_registered_and_gets_no_mail(town: Town, stamp: str) -> None:
    _complain(town, Authentication_Results=stamp)

    assert town.case().state == "disposisi"
    assert town.got(CUSTOMER) == []


def test_the_kepala_s_disposisi_brings_him_the_tanda_terima_all_the_same(town: Town) -> None:
    _complain(town, Authentication_Results=FAILED)

    town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian")
    town.pass_time(minutes=16)

    assert len(town.got(CUSTOMER, "Tanda terima pengaduan")) == 1


@pytest.mark.parametrize("profile", [Profile.NONE, Profile.DKIM])
def test_an_office_that_can_prove_nothing_of_strangers_sends_no_receipt_at_once(
    town: Town, profile: Profile
) -> None:
    other = Town(replace(town.desk, policy=Policy(profile=profile)), town.clock)

    _complain(other)

    assert other.case().state == "disposisi"
    assert other.got(CUSTOMER) == []


def test_the_receipt_can_be_switched_off(town: Town) -> None:
    other = _with(town, early_receipt=False)

    _complain(other)

    assert other.got(CUSTOMER) == []


def test_a_letter_that_tu_had_registered_has_its_receipt_though_its_domain_proves_nothing(town: Town) -> None:
    town.write(CUSTOMER, "Tanya", "Bagaimana cara mengadukan hasil uji?", Authentication_Results=FAILED)

    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    assert len(town.got(CUSTOMER, "telah kami terima")) == 1


def test_the_receipt_says_nothing_that_its_sender_wrote(town: Town) -> None:
    town.write(
        f'"Pembayaran tertunda" <{CUSTOMER}>',
        "Keluhan http://jahat.example",
        COMPLAINT + "http://jahat.example",
    )

    mail = town.last(CUSTOMER, "telah kami terima")

    said = f"{mail['Subject']} {mail.as_string()} {body(mail)}"
    assert "jahat" not in said
    assert "012/PT-C" not in said
    assert "Pembayaran" not in said


def test_one_address_gets_three_receipts_an_hour_and_ten_a_day(town: Town) -> None:
    for n in range(5):
        _complain(town, n=n)
    assert _receipts(town) == 3

    for n in range(5, 17):
        if n % 3 == 2:
            town.clock.pass_time(minutes=61)
        _complain(town, n=n)

    assert _receipts(town) == 10
    assert len(town.rows("select 1 from cases")) == 17


def test_one_domain_has_a_limit_of_its_own(town: Town) -> None:
    other = _with(town, answers_domain_day=2)

    for n in range(4):
        _complain(other, sender=f"orang-{n}@{DOMAIN}", n=n)
    _complain(other, sender="orang@lain.example", n=9)

    assert _receipts(other) == 3


def test_a_flood_of_receipts_breaks_off_and_tu_is_told_once(town: Town) -> None:
    other = _with(town, answers_hour=4)

    for n in range(9):
        _complain(other, sender=f"orang@perusahaan-{n}.example", n=n)

    assert _receipts(other) == 4
    assert len(other.rows("select 1 from cases")) == 9
    told = [mail for mail in other.got(TU, "Pemberitahuan") if "dihentikan sementara" in body(mail)]
    assert len(told) == 1
    other.clock.pass_time(minutes=61)
    _complain(other, sender="orang@perusahaan-9.example", n=9)
    assert _receipts(other) == 5


def test_a_letter_with_another_office_s_mark_is_registered_and_never_answered(town: Town) -> None:
    _complain(town, X_Tanggap_Register="id=x&isi=y&mac=" + "0" * 64)

    town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian")
    town.pass_time(minutes=16)

    assert town.case().state == "tindak_lanjut"
    assert town.got(CUSTOMER) == []


def test_our_own_mail_that_comes_back_in_a_stranger_s_name_is_parked(town: Town) -> None:
    _complain(town)
    mark = str(town.last(CUSTOMER)["X-Tanggap-Register"])

    _complain(town, sender="daftar@milis.example", n=1, X_Tanggap_Register=mark)

    assert len(town.rows("select 1 from cases")) == 1
    assert town.got("daftar@milis.example") == []
    assert "tanda register kami sendiri" in town.held()[0][1]


def test_a_forged_status_question_makes_us_write_to_nobody(town: Town) -> None:
    _complain(town)
    before = len(town.got(CUSTOMER))

    town.write(CUSTOMER, "STATUS PGD-2026-0001", "STATUS PGD-2026-0001", Authentication_Results=FAILED)

    assert len(town.got(CUSTOMER)) == before


def test_a_customer_hears_how_his_case_stands_three_times_an_hour_with_his_receipt(town: Town) -> None:
    _complain(town)

    for _ in range(6):
        town.clock.pass_time(minutes=1)
        town.write(CUSTOMER, "STATUS PGD-2026-0001", "STATUS PGD-2026-0001")

    assert len(town.got(CUSTOMER)) == 3


def test_thirty_forged_senders_get_no_mail_at_all(town: Town) -> None:
    _forged(town, 30)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_five_hundred_forged_senders_get_no_mail_at_all(town: Town) -> None:
    _forged(town, 500)


def _forged(town: Town, count: int) -> None:
    for n in range(count):
        domain = f"korban-{n}.example"
        failed = f"{BORDER}; dmarc=fail header.from={domain}; spf=pass smtp.mailfrom=x@x.test"
        words = COMPLAINT.replace("LHU-2026-00123", f"LHU-2026-{n:05}")
        raw = town.letter(f"orang@{domain}", f"Keluhan {n}", words, Authentication_Results=failed)
        town.box.drop(raw)
    town.work()

    strangers = [mail["To"] for mail in town.relay.taken if "korban" in str(mail["To"])]
    kept = town.rows("select state from inbox")
    assert strangers == []
    assert len(kept) == count
    assert {row.state for row in kept} <= {"selesai", "ditahan"}
    assert len(town.rows("select 1 from cases")) == min(count, Restraint().letters_hour)


def test_mail_to_the_customer_goes_only_to_the_address_of_his_own_letter(town: Town) -> None:
    _complain(town, Cc="penyusup@luar.example", Reply_To="penyusup@luar.example", Sender="")

    town.go_to("evaluasi")

    assert {
        row.address for row in town.rows("select address from mails where post = :post", post=PELANGGAN)
    } == {CUSTOMER}
    assert not [mail for mail in town.relay.taken if "penyusup" in mail.as_string().partition("\n\n")[0]]
