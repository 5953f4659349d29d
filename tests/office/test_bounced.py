"""A report is tied to exactly the mail that it proves to know; what proves nothing moves nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from pipeline.mail.return_path import mark, return_path
from tests.office.registers import CUSTOMER
from tests.office.town import TU, Town
from tests.offices import ADDRESS

Till = Callable[[str], Town]
JOURNAL = "Jurnal@balai.example"


def report(
    *,
    to: str = ADDRESS,
    envelope: str = "",
    status: str = "5.1.1",
    action: str = "failed",
    returned: Sequence[str] = ("Subject: Surat",),
    recipient: str = CUSTOMER,
) -> bytes:
    """A delivery report (RFC 3464) that names only what is given."""
    lines = [
        "From: MAILER-DAEMON@mx.example",
        f"To: {to}",
        "Subject: Undelivered Mail Returned to Sender",
        "Message-ID: <r1@mx.example>",
        "MIME-Version: 1.0",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=B",
        *("", "--B", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example"),
        *([f"Original-Envelope-Id: {envelope}"] if envelope else []),
        *("", f"Final-Recipient: rfc822; {recipient}", f"Action: {action}", f"Status: {status}", ""),
        *("--B", "Content-Type: text/rfc822-headers", "", *returned, "", "--B--", ""),
    ]
    return "\r\n".join(lines).encode()


def marked(town: Town, template: str = "surat_jawaban") -> str:
    query = "select o.id, o.message_id from outbox o join mails m on m.id = o.mail_id where template = :name"
    (row,) = town.rows(query, name=template)
    return mark(row.id, row.message_id)


def come(town: Town, raw: bytes) -> None:
    town.box.drop(raw)
    town.work()


def asked(town: Town) -> int:
    return len(town.got(TU, "Mohon disampaikan"))


def test_the_return_path_tells_which_mail_came_back(till: Till) -> None:
    town = till("evaluasi")

    come(town, report(to=return_path(marked(town), ADDRESS)))

    assert town.case().bounced
    assert asked(town) == 1


def test_the_name_of_the_envelope_tells_it_too(till: Till) -> None:
    town = till("evaluasi")

    come(town, report(envelope=marked(town)))

    assert asked(town) == 1


def test_tu_has_its_task_five_minutes_after_the_bounce_at_the_latest(till: Till) -> None:
    town = till("evaluasi")
    at = town.clock()

    come(town, report(to=return_path(marked(town), ADDRESS)))

    (row,) = town.rows("select opened_at from requests where ask = 'penyampaian'")
    assert asked(town) == 1
    assert (town.clock() - at).total_seconds() <= 300
    assert row.opened_at


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"to": "pengaduan+b.1.aaaaaaaaaaaaaaaa@balai.example"},
        {"envelope": "1"},
        {"envelope": "b.1.aaaaaaaaaaaaaaaa"},
        {"returned": ["Message-ID: <tanggap.aaaaaaaaaaaaaaaaaaaaaaaaaa@balai.example>"]},
        {"returned": ["Subject: [PGD-2026-0001 K7QM-2XRD] Surat jawaban"]},
    ],
)
def test_a_forged_bounce_moves_nothing_and_is_noted(town: Town, forged: dict[str, Any]) -> None:
    town.complain()
    before = len(town.relay.taken)

    come(town, report(**forged))

    assert town.since(before) == []
    assert town.rows("select 1 from recipients where bounced_at is not null") == []
    assert len(town.rows("select 1 from audit where event = 'pantulan_tak_dikenal'")) == 1
    assert town.held() == []
    assert town.rows("select mark_due from inbox order by id desc")[0].mark_due in (0, False)


def test_the_same_bounce_with_proof_is_acted_on(town: Town) -> None:
    town.complain()
    before = len(town.relay.taken)

    come(town, report(envelope=marked(town, "tanda_terima_awal")))

    assert town.since(before) == [(TU, "Pemberitahuan")]


@pytest.mark.parametrize("known_by", ["the return path", "the header of the mail"])
def test_a_copy_that_the_journal_gave_back_is_missed_and_the_mail_is_not(till: Till, known_by: str) -> None:
    town = till("evaluasi")
    town.desk = replace(town.desk, journal=JOURNAL)
    before, marked_mail = len(town.relay.taken), marked(town)
    [[message_id]] = town.rows("select message_id from outbox where id = :id", id=marked_mail.split(".")[1])
    path = return_path(marked_mail, ADDRESS) if known_by == "the return path" else ADDRESS
    returned = ["Subject: Surat"] if path != ADDRESS else [f"Message-ID: {message_id}"]

    come(town, report(to=path, returned=returned, recipient=JOURNAL, status="5.2.2"))

    assert town.since(before) == []
    assert not town.case().bounced
    [row] = town.rows("select word from uncopied")
    assert row.word == "salinan kembali dengan kode 5.2.2"


def test_a_copy_that_is_late_is_nobody_s_matter(till: Till) -> None:
    town = till("evaluasi")
    town.desk = replace(town.desk, journal=JOURNAL)

    come(
        town,
        report(to=return_path(marked(town), ADDRESS), recipient=JOURNAL, action="delayed", status="4.2.2"),
    )

    assert town.rows("select 1 from recipients where delayed_at is not null") == []
    assert town.rows("select 1 from uncopied") == []


def test_a_mark_of_another_mail_does_not_bring_the_letter_back(till: Till) -> None:
    town = till("evaluasi")
    letter, receipt = marked(town), marked(town, "tanda_terima_awal")

    mixed = f"{letter.rpartition('.')[0]}.{receipt.rpartition('.')[2]}"
    come(town, report(to=return_path(mixed, ADDRESS)))

    assert not town.case().bounced


def test_a_letter_that_was_given_up_after_days_of_passing_faults_is_lost(till: Till) -> None:
    town = till("evaluasi")

    come(town, report(envelope=marked(town), status="4.4.1"))

    assert asked(town) == 1


def test_a_delay_waits_and_is_on_record(till: Till) -> None:
    town = till("evaluasi")

    come(town, report(envelope=marked(town), status="4.4.1", action="delayed"))

    assert asked(town) == 0
    assert len(town.rows("select 1 from recipients where delayed_at is not null")) == 1
    assert len(town.rows("select 1 from audit where event = 'surel_terlambat'")) == 1


def test_a_bounce_after_a_delay_is_one(till: Till) -> None:
    town = till("evaluasi")
    come(town, report(envelope=marked(town), status="4.4.1", action="delayed"))

    come(town, report(envelope=marked(town), status="4.4.7"))
    come(town, report(envelope=marked(town), status="5.0.0"))

    assert asked(town) == 1


def test_a_delay_in_free_form_that_names_nobody_waits(till: Till) -> None:
    town = till("evaluasi")
    letter = town.last(CUSTOMER, "Surat jawaban")
    words = f"Your message is late.\r\n\r\nMessage-ID: {letter['Message-ID']}\r\n"
    subject = "Warning: message delayed 24 hours"

    come(town, town.letter("MAILER-DAEMON@mx.example", subject, words, Return_Path="<>"))

    assert asked(town) == 0
