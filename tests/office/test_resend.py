"""Those who are asked are reminded on request, and what failed is tried again."""

import pytest
from sqlalchemy import select, update

from pipeline.errors import Refusal
from pipeline.office.desk import Desk
from pipeline.office.freeze import freeze_mails
from pipeline.office.resend import resend
from pipeline.office.show import show_case, timeline
from pipeline.store import outbox
from pipeline.store.case_tables import letters
from pipeline.store.database import reading, writing
from pipeline.store.mail_tables import mails, recipients
from pipeline.store.mail_tables import outbox as frozen
from pipeline.store.schema import AnyRow
from tests.office.registers import a_letter, arrive

CASE = "PGD-2026-0001"


@pytest.fixture(autouse=True)
def _case(desk: Desk) -> None:
    arrive(desk, a_letter())


def receipt(desk: Desk) -> AnyRow:
    """The customer's receipt, frozen."""
    freeze_mails(desk)
    with reading(desk.engine) as connection:
        query = select(mails.c.id, recipients.c.id.label("recipient"), frozen.c.sha256)
        joined = query.join(frozen, frozen.c.mail_id == mails.c.id)
        joined = joined.join(recipients, recipients.c.outbox_id == frozen.c.id)
        return connection.execute(joined.where(mails.c.post == "pelanggan")).one()


def end(desk: Desk, row: AnyRow, state: str) -> None:
    with writing(desk.engine) as connection:
        outbox.settle(connection, row.recipient, state=state, at=desk.clock(), code=550, word="no such user")


def states(desk: Desk, table: object = mails) -> list[str]:
    with reading(desk.engine) as connection:
        return list(connection.scalars(select(table.c.state)))  # type: ignore[attr-defined]


def test_whoever_is_asked_gets_a_reminder_of_the_same_request(desk: Desk) -> None:
    done = resend(desk, CASE)

    assert done == ["permintaan disposisi diingatkan kepada Kepala Balai"]
    reminder = show_case(desk, CASE).surel[-1]
    assert (reminder.templat, reminder.kepada) == ("pengingat", "Kepala Balai")


def test_the_trail_says_that_the_operator_asked_for_it(desk: Desk) -> None:
    resend(desk, CASE)

    assert [(entry.oleh, entry.peristiwa) for entry in timeline(desk, CASE)][-1] == (
        "operator",
        "kirim_ulang_diminta",
    )


def test_a_letter_and_a_mail_that_failed_are_tried_again(desk: Desk) -> None:
    with writing(desk.engine) as connection:
        connection.execute(update(letters).values(state="gagal", attempts=5))
        connection.execute(update(mails).where(mails.c.post == "pelanggan").values(state="gagal"))

    done = resend(desk, CASE)

    assert done[:2] == [
        "1 naskah yang gagal akan dibuat lagi",
        "1 surel yang gagal disusun akan disusun lagi",
    ]
    assert set(states(desk, letters)) == set(states(desk)) == {"terutang"}


def test_a_refused_mail_goes_out_again_with_the_same_bytes(desk: Desk) -> None:
    row = receipt(desk)
    end(desk, row, outbox.REFUSED)

    done = resend(desk, str(row.id))

    assert done == [f"surel {row.id} akan dikirim lagi, isi yang sama"]
    with reading(desk.engine) as connection:
        [due] = outbox.due(connection, desk.clock(), 10)
    assert due.id == row.recipient


def test_a_mail_that_the_server_has_taken_is_never_sent_again(desk: Desk) -> None:
    row = receipt(desk)
    end(desk, row, outbox.ACCEPTED)

    with pytest.raises(Refusal, match="sudah diterima server"):
        resend(desk, str(row.id))

    with reading(desk.engine) as connection:
        assert outbox.due(connection, desk.clock(), 10) == []


@pytest.mark.parametrize("target", ["PGD-2026-0099", "4711"])
def test_what_is_not_there_is_refused(desk: Desk, target: str) -> None:
    with pytest.raises(Refusal, match="tidak ditemukan"):
        resend(desk, target)


def test_a_case_without_anything_open_is_refused(desk: Desk) -> None:
    from pipeline.store.case_tables import requests

    with writing(desk.engine) as connection:
        connection.execute(update(requests).values(closed_at=desk.clock()))

    with pytest.raises(Refusal, match="tidak ada permintaan yang menunggu"):
        resend(desk, CASE)
