"""A report of bribery is read by one address alone: every door of the office is tried for a word of it."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage

import pytest

from pipeline.errors import Refusal
from pipeline.letters.agenda_print import books_document, cards_document
from pipeline.letters.agenda_sheet import workbook
from pipeline.mail.restraint import Restraint
from pipeline.office import handle as handling
from pipeline.office.agenda import gather_agenda
from pipeline.office.dossier import dossier_of
from pipeline.office.judged import list_judged
from pipeline.office.listing import list_cases
from pipeline.office.release import release
from pipeline.office.resend import resend
from pipeline.office.show import find_case, held, show_case, timeline
from pipeline.office.waiting import what_waits
from pipeline.store.database import reading, writing
from tests import traces
from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import DISPOSISI, KEPALA, KETUA, TU, WBS, Town
from tests.pdfs import pdf_of

Till = Callable[[str], Town]
REPORTER = "saksi-qwertzuvi@luar.example"
SECRETS = ("saksi-qwertzuvi", "jalapenogate", "amplop-xylograf", "berkas-zephyrium", "isi-quokkalund")
REPORT = (
    "Saya melaporkan pungli jalapenogate: petugas laboratorium meminta amplop-xylograf agar LHU terbit. "
    "Mohon identitas saya dirahasiakan."
)
FILES = [("berkas-zephyrium.pdf", "application/pdf", pdf_of("isi-quokkalund"))]


def said(mail: EmailMessage) -> bytes:
    """A mail with everything in it, unpacked."""
    parts = [part.get_payload(decode=True) or b"" for part in mail.walk() if not part.is_multipart()]
    headers = "\n".join(f"{name}: {value}" for name, value in mail.items())
    return b"\n".join(
        [headers.encode(), mail.as_bytes(), *(part for part in parts if isinstance(part, bytes))]
    )


def doors(town: Town) -> Iterator[tuple[str, bytes]]:
    """What every door but the one mail shows."""
    desk = town.desk
    for number, mail in enumerate(town.relay.taken):
        if mail["To"] != WBS:
            yield f"surel {number} kepada {mail['To']}: {mail['Subject']}", said(mail)
    shown = {
        "held": held(desk),
        "list": list_cases(desk, closed=True),
        "judged": list_judged(desk, other=True),
        "waits": what_waits(desk, desk.clock()),
        **{f"show {each.perkara}": show_case(desk, each.perkara) for each in list_cases(desk, closed=True)},
        **{
            f"timeline {each.perkara}": timeline(desk, each.perkara) for each in list_cases(desk, closed=True)
        },
    }
    for name, value in shown.items():
        yield name, str(value).encode()
    agenda = gather_agenda(desk, 2026)
    yield "agenda", str(agenda).encode()
    yield "agenda.xlsx", workbook(agenda)
    yield "agenda.docx", books_document(agenda)
    yield "kartu.docx", cards_document(agenda)
    with reading(desk.engine) as connection:
        for each in list_cases(desk, closed=True):
            yield (
                f"dossier {each.perkara}",
                str(dossier_of(desk, connection, find_case(connection, each.perkara))).encode(),
            )
    yield (
        "audit",
        str(
            town.rows("select a.event, p.payload from audit a join audit_payloads p on p.seq = a.seq")
        ).encode(),
    )


def leaks(town: Town, *more: tuple[str, bytes]) -> set[tuple[str, str]]:
    """Which door shows which word."""
    return {(word, place) for word, _, place in traces.found(SECRETS, dict([*doors(town), *more]))}


def a_day(town: Town) -> None:
    """Lists, reminders, bundles and the daily report come."""
    for person in (KEPALA, KETUA, TU):
        town.write(person, "DAFTAR", "DAFTAR")
    town.pass_time(minutes=61)
    town.pass_time(days=1)


def test_the_words_are_found_where_they_may_be(town: Town) -> None:
    """The search itself finds what it looks for: the one mail has it all."""
    town.write(REPORTER, "Laporan jalapenogate", REPORT, files=FILES)

    (mail,) = town.got(WBS)
    attached = {
        f"bagian {number}": bytes(part.get_payload(decode=True) or b"")
        if not part.is_multipart()
        else part.as_bytes()
        for number, part in enumerate(mail.walk())
    }
    assert {word for word, _, _ in traces.found(SECRETS, attached)} >= set(SECRETS[:3])


def test_a_report_is_shown_at_no_door(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    town.write(REPORTER, "Laporan jalapenogate", REPORT, files=FILES)
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)
    town.write(CUSTOMER, "STATUS", f"STATUS {town.case().number}")

    a_day(town)

    assert len(town.got(WBS, "Rahasia")) == 1
    assert leaks(town, ("log", caplog.text.encode())) == set()


@pytest.mark.parametrize(
    "way",
    [
        "in the thread of a case",
        "with a lure",
        "as one of too many",
        "too large to be read",
        "asking for the state",
    ],
)
def test_a_report_in_a_case_is_shown_at_no_door(till: Till, way: str) -> None:
    town = till("tindak_lanjut")
    words, files = REPORT, FILES
    if way == "with a lure":
        words += "\nKlik http://balai-example.evil.example/login untuk verifikasi akun dan kata sandi Anda."
    if way == "as one of too many":
        town.desk = replace(town.desk, restraint=Restraint(letters_address_hour=0))
    if way == "asking for the state":
        words = f"STATUS {town.case().number}\n{words}"
    mail = town.answer_to(
        town.last(CUSTOMER, "Surat Saudara"), words, sender=f"saksi-qwertzuvi <{CUSTOMER}>", files=files
    )
    if way == "too large to be read":
        town.box.drop(mail)
        town.work("collect")
        with writing(town.desk.engine) as connection:
            connection.exec_driver_sql("update inbox set note = 'terlalu besar' where state = 'baru'")
    else:
        town.box.drop(mail)
    town.work()
    a_day(town)

    assert [row.kind for row in town.rows("select kind from inbox where kind = 'wbs'")] == ["wbs"]
    assert leaks(town) == set()


def test_what_follows_a_report_is_one_too(town: Town) -> None:
    uid = town.write(REPORTER, "Laporan", REPORT)
    first = str(town.rows("select data from facts")[0].data)
    message_id = json.loads(first)["message_id"]
    assert uid == 1

    town.write(
        REPORTER,
        "Re: Laporan",
        "Menyusuli yang kemarin: jalapenogate, nota terlampir.",
        In_Reply_To=message_id,
    )
    a_day(town)

    assert len(town.got(WBS, "Rahasia")) == 2
    assert leaks(town) == set()


def test_a_reply_of_its_reader_that_proves_nothing_is_not_shown_to_tu(town: Town) -> None:
    town.write(REPORTER, "Laporan jalapenogate", REPORT)

    town.reply(WBS, "Rahasia", f"Kutipan: {REPORT}", Authentication_Results="")
    town.reply(WBS, "Rahasia", f"Kutipan: {REPORT}", Sender="lain@luar.example")
    a_day(town)

    assert leaks(town) == set()


def test_a_report_that_cannot_be_delivered_is_told_without_a_word_of_it(town: Town) -> None:
    town.relay.refuses.add(WBS)
    town.write(REPORTER, "Laporan jalapenogate", REPORT, files=FILES)
    town.relay.refuses.clear()
    (row,) = town.rows("select id from mails where template = 'wbs'")
    told = resend(town.desk, str(row.id))
    town.work()
    town.returned(town.last(WBS, "Rahasia"))
    a_day(town)

    assert leaks(town, ("resend", str(told).encode())) == set()
    assert town.got(TU, "")


def test_a_report_that_breaks_the_program_is_not_put_before_tu(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    def broken(*_: object) -> None:
        raise ValueError("jalapenogate")

    with monkeypatch.context() as patched:
        patched.setattr(handling, "as_report", broken)
        town.write(REPORTER, "Laporan jalapenogate", REPORT, files=FILES)
    a_day(town)

    assert town.got(WBS)
    assert leaks(town) == set()


def test_a_complaint_that_resembles_a_report_is_not_told_of_it(town: Town) -> None:
    town.write(CUSTOMER, "Keluhan LHU-2026-00123", COMPLAINT + REPORT)
    town.write(CUSTOMER, "Keluhan LHU-2026-00123", COMPLAINT)
    a_day(town)

    assert leaks(town) == set()
    assert "surel masuk nomor 1" not in " ".join(str(mail) for mail in town.relay.taken if mail["To"] == TU)


def test_only_its_reader_decides_that_a_mail_is_no_report(town: Town) -> None:
    town.write(REPORTER, "Laporan jalapenogate", REPORT)

    with pytest.raises(Refusal, match="Pengelola WBS") as refused:
        release(town.desk, 1, "pengaduan")
    told = release(town.desk, 1, "abaikan", by_wbs=True)

    assert "jalapenogate" not in str(refused.value) + told
    assert leaks(town) == set()


def test_a_report_that_its_reader_takes_for_a_complaint_is_registered(town: Town) -> None:
    town.write(REPORTER, "Laporan jalapenogate", REPORT)

    release(town.desk, 1, "pengaduan", by_wbs=True)

    assert town.case().number == "PGD-2026-0001"
