"""Thirty forms of bounces: each is tied to the exact mail, and none that proves nothing moves anything."""

import pytest

from pipeline.mail.return_path import mark
from tests.office.bounce_forms import Due, Form, Sent
from tests.office.bounce_reports import REPORTS
from tests.office.bounce_texts import TEXTS
from tests.office.registers import CUSTOMER
from tests.office.town import TU, Town

FORMS = {**REPORTS, **TEXTS}
#: where it is noted, and who is told what
NOTED = {Due.RETURNED: ["bounced_at"], Due.LATE: ["delayed_at"], Due.ASKED: []}
TOLD = {Due.RETURNED: [(TU, "Pemberitahuan")], Due.LATE: [], Due.ASKED: [(TU, "Mohon ditelaah")]}
#: what whoever was sent nothing can think of
FORGED = Sent(CUSTOMER, "<tanggap.aaaaaaaaaaaaaaaaaaaaaaaaaa@balai.example>", "b.1.aaaaaaaaaaaaaaaa")


def receipts(town: Town) -> list[Sent]:
    """The receipts of two complaints of one customer; the second is the one that comes back."""
    town.complain()
    town.complain(
        words="Sertifikat kalibrasi kami belum juga terbit sejak bulan Agustus. Mohon tindak lanjut."
    )
    query = (
        "select o.id, o.message_id from outbox o join mails m on m.id = o.mail_id"
        " where m.template = 'tanda_terima_awal' order by o.id"
    )
    return [Sent(CUSTOMER, row.message_id, mark(row.id, row.message_id)) for row in town.rows(query)]


def touched(town: Town) -> list[tuple[str, str]]:
    """Message-IDs of the mails of which something was noted, and what."""
    return [
        (row.message_id, column)
        for column in ("bounced_at", "delayed_at")
        for row in town.rows(
            "select message_id from recipients r join outbox o on o.id = r.outbox_id"
            f" where {column} is not null order by 1"
        )
    ]


def test_there_are_thirty_forms_and_at_least_twenty_eight_are_tied_to_their_mail() -> None:
    tied = [name for name, form in FORMS.items() if NOTED[form.due]]

    assert len(FORMS) == len(REPORTS) + len(TEXTS) == 30
    assert len(tied) >= 28


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_bounce_is_tied_to_the_exact_mail_and_what_is_due_follows(town: Town, form: Form) -> None:
    _, sent = receipts(town)
    before = len(town.relay.taken)

    town.box.drop(form.raw(sent))
    town.work()

    assert touched(town) == [(sent.message_id, column) for column in NOTED[form.due]]
    assert town.since(before) == TOLD[form.due]
    assert len(town.rows("select 1 from cases")) == 2


def test_the_same_forms_without_proof_move_nothing(town: Town) -> None:
    receipts(town)
    before = len(town.relay.taken)

    for form in FORMS.values():
        town.box.drop(form.raw(FORGED))
    town.work()

    assert len(town.rows("select 1 from inbox where kind is not null")) == 2 + len(FORMS)
    assert touched(town) == []
    assert town.since(before) == [
        each for form in FORMS.values() if form.due is Due.ASKED for each in TOLD[form.due]
    ]
    assert len(town.rows("select 1 from cases")) == 2
