"""A flood waits in the queue, and codes of foreign services go to nobody; TU hears of each in one mail."""

from dataclasses import replace

import pytest

from pipeline.mail.restraint import Restraint
from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import TU, WBS, Town, body
from tests.offices import BORDER

PARKED = "select parked, state, kind from inbox where parked is not null"


def _flood(town: Town, count: int, words: str = COMPLAINT, subject: str = "Keluhan") -> None:
    for n in range(count):
        text = words.replace("LHU-2026-00123", f"LHU-2026-{n:05}")
        town.box.drop(town.letter(CUSTOMER, f"{subject} {n}", text))
    town.work()


def _told(town: Town, who: str, words: str) -> list[str]:
    return [body(mail) for mail in town.got(who, "Pemberitahuan") if words in body(mail)]


def _check_flood(town: Town, count: int) -> None:
    most = Restraint().letters_address_hour
    rows = town.rows("select state, parked from inbox")
    assert len(rows) == count
    assert len(town.rows("select 1 from cases")) == most
    assert len(town.rows(PARKED)) == count - most
    routed = town.rows("select 1 from mails where template in ('minta_disposisi', 'minta_registrasi')")
    assert len(routed) == most
    town.pass_time(minutes=61)
    (told,) = _told(town, TU, "Antrean tertunda")
    assert f"{count - most} surel ditahan" in told
    assert f"{CUSTOMER}: {count - most} surel" in told


def test_of_sixty_mails_of_one_sender_in_an_hour_twenty_reach_a_person_and_none_is_lost(town: Town) -> None:
    _flood(town, 60)

    _check_flood(town, 60)


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_of_five_thousand_mails_of_one_sender_in_an_hour_twenty_reach_a_person(town: Town) -> None:
    for start in range(0, 5000, 500):
        for n in range(start, start + 500):
            text = COMPLAINT.replace("LHU-2026-00123", f"LHU-2026-{n:05}") + f"\nNomor urut {n}"
            town.box.drop(town.letter(CUSTOMER, f"Keluhan {n}", text))
        town.work()

    _check_flood(town, 5000)


def test_a_flood_of_mail_that_tu_would_be_asked_about_is_bundled_too(town: Town) -> None:
    other = Town(replace(town.desk, restraint=Restraint(letters_address_hour=3)), town.clock)

    _flood(other, 6, "Selamat pagi.", "Halo")

    assert len(other.got(TU, "Mohon ditelaah")) == 3


def test_a_flood_of_integrity_reports_is_told_to_their_reader_and_nobody_else(town: Town) -> None:
    town = Town(replace(town.desk, restraint=Restraint(letters_address_hour=3)), town.clock)
    _flood(town, 5, "Saya melaporkan dugaan pungli: petugas meminta uang suap Rp5.000.000.", "Laporan")
    town.pass_time(minutes=61)

    assert len(_told(town, WBS, "Antrean tertunda")) == 1
    assert _told(town, TU, "Antrean tertunda") == []
    assert CUSTOMER not in _told(town, WBS, "Antrean tertunda")[0]


def test_one_sender_s_flood_leaves_the_others_their_turn(town: Town) -> None:
    other = Town(replace(town.desk, restraint=Restraint(letters_address_hour=3)), town.clock)
    _flood(other, 5)

    other.write("orang@lain.example", "Keluhan", COMPLAINT.replace("00123", "99999"))

    assert len(other.rows("select 1 from forms where address = 'orang@lain.example'")) == 1


def test_many_addresses_of_one_domain_are_one_flood(town: Town) -> None:
    other = Town(replace(town.desk, restraint=Restraint(letters_domain_hour=3)), town.clock)

    for n in range(5):
        other.write(f"orang-{n}@perusahaan.example", f"Keluhan {n}", COMPLAINT.replace("00123", f"{n:05}"))

    assert len(other.rows("select 1 from cases")) == 3


def test_an_hour_later_the_sender_is_heard_again(town: Town) -> None:
    other = Town(replace(town.desk, restraint=Restraint(letters_address_hour=3)), town.clock)
    _flood(other, 5)
    other.pass_time(minutes=61)

    other.write(CUSTOMER, "Keluhan baru", COMPLAINT.replace("00123", "77777"))

    assert len(other.rows("select 1 from cases")) == 4


def test_the_digest_tells_a_queue_in_one_line(town: Town) -> None:
    other = Town(replace(town.desk, restraint=Restraint(letters_address_hour=3)), town.clock)
    _flood(other, 8)

    other.pass_time(days=1)

    told = " ".join(body(other.last(TU, "Laporan harian")).replace(">", " ").split())
    assert f"5 surel dari {CUSTOMER}: antrean tertunda" in told
    assert "Surel masuk nomor" not in told


def test_staff_whose_domain_is_proven_are_no_flood(town: Town) -> None:
    other = Town(replace(town.desk, restraint=Restraint(letters_address_hour=2)), town.clock)
    for n in range(4):
        scan = f"SURAT MASUK\nNama: Orang {n}\nHal: Keluhan {n}\nUraian: LHU nomor {n} belum diterima."
        other.box.drop(other.letter(TU, f"SURAT MASUK {n}", scan))
    other.work()

    assert other.rows(PARKED) == []


CODES = [
    # Whoever invites the office chose the name of his group.
    (
        "feedback@slack.example",
        "You have been invited to join Kami mengadukan keterlambatan LHU",
        "You have been invited to join. https://slack.example/verify?t=abcdef",
    ),
    (
        "no-reply@slack.example",
        "Slack confirmation code: ABC-123",
        "Your confirmation code is below.\n\nABC-123",
    ),
    (
        "noreply@bank.example",
        "Kode OTP Anda",
        "Kode OTP Anda adalah 482913. Jangan berikan kepada siapa pun.",
    ),
    ("no-reply@host.example", "Verify your email", "Verify your email: https://host.example/verify?t=abcdef"),
    ("account@toko.example", "Reset your password", "Click https://toko.example/reset/abcdef to proceed."),
    # The diary of what a stranger tried after that: in other words, other letters, other places.
    ("no-reply@google.example", "482913 is your verification code", "Use 482913 to sign in."),
    ("security@bank.example", "PIN", "Kode verifikasi:\n4 8 2 9 1 3\nhttps://bank.example/otp/abcdef12"),
    ("noreply@toko.example", "Kode masuk", "KODE MASUK: 482913"),
    ("otp@dompet.example", "OTP", "<#> 482913 adalah kode OTP Anda"),
    ("do-not-reply@sso.example", "Magic link", "Your magic link: https://sso.example/m/verify?t=abcdef"),
    ("verify@forum.example", "Please confirm your e-mail", "Confirm: https://forum.example/reset/abcdef"),
]


@pytest.mark.parametrize(("sender", "subject", "words"), CODES)
def test_a_code_of_a_foreign_service_is_parked_and_shown_to_nobody(
    town: Town, sender: str, subject: str, words: str
) -> None:
    town.write(sender, subject, words)
    town.pass_time(days=1)

    assert [(row.parked, row.state) for row in town.rows(PARKED)] == [("verifikasi", "ditahan")]
    said = "\n".join(mail.as_string() for mail in town.relay.taken)
    for secret in ("ABC-123", "482913", "verify?t=", "reset/abc"):
        assert secret not in said
    assert len(_told(town, TU, "surel verifikasi")) == 1


def test_a_code_sent_under_the_code_of_a_request_is_parked_too(town: Town) -> None:
    town.complain()
    ask = str(town.last("kepala@balai.example", "Mohon disposisi")["Reply-To"])
    before = len(town.relay.taken)

    town.write("no-reply@slack.example", "Slack confirmation code: ABC-123", "Your code: ABC-123", to=ask)
    town.pass_time(minutes=61)

    assert "ABC-123" not in "\n".join(mail.as_string() for mail in town.relay.taken[before:])


def test_a_letter_that_complains_of_a_code_is_registered(town: Town) -> None:
    words = COMPLAINT + "\nKode OTP pada sistem pendaftaran tidak pernah kami terima, order 20260456."
    town.write(
        "info@perusahaan.example",
        "Keluhan kode verifikasi tidak terkirim",
        words,
        Authentication_Results=f"{BORDER}; dmarc=pass header.from=perusahaan.example",
    )

    assert town.rows(PARKED) == []
    assert len(town.rows("select 1 from cases")) == 1
