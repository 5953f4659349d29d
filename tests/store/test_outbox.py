"""The outbox: finished bytes, one row for each recipient, and the server's own words."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from pipeline.store import archive, outbox
from pipeline.store.database import reading, writing
from pipeline.store.mail_tables import recipients
from tests.store.rows import NOW, a_case, an_owed_mail

RAW = b"Subject: Surat\r\n\r\nIsi\r\n"
LATER = NOW + timedelta(minutes=5)


def frozen(
    connection: Connection,
    *,
    message_id: str = "<1@balai.example>",
    mail: int = 0,
    raw: bytes = RAW,
    **owed: object,
) -> int:
    """A mail whose bytes are finished."""
    return outbox.freeze(
        connection,
        mail_id=mail or an_owed_mail(connection, **owed),
        message_id=message_id,
        sender="pengaduan@balai.example",
        address="kepala@balai.example",
        raw=raw,
        at=NOW,
    )


def recipient(connection: Connection, outbox_id: int) -> int:
    found = connection.scalar(select(recipients.c.id).where(recipients.c.outbox_id == outbox_id))
    assert found is not None
    return int(found)


def test_a_frozen_mail_is_due_with_its_finished_bytes(connection: Connection) -> None:
    frozen(connection)

    (row,) = outbox.due(connection, NOW, 10)
    assert (row.content, row.address, row.sender) == (RAW, "kepala@balai.example", "pengaduan@balai.example")
    assert row.attempts == 0


def test_a_mail_is_frozen_once(connection: Connection) -> None:
    mail = an_owed_mail(connection)
    frozen(connection, mail=mail)

    with pytest.raises(IntegrityError):
        frozen(connection, mail=mail, message_id="<2@balai.example>")


def test_no_two_mails_share_a_message_id(connection: Connection) -> None:
    frozen(connection)

    with pytest.raises(IntegrityError):
        frozen(connection)


def test_two_mails_of_the_same_bytes_keep_them_once(connection: Connection) -> None:
    frozen(connection)
    frozen(connection, message_id="<2@balai.example>")

    assert archive.load(connection, archive.store(connection, RAW, NOW)) == RAW
    assert len(outbox.due(connection, NOW, 10)) == 2


def test_the_server_s_own_words_are_the_proof(connection: Connection) -> None:
    sent = recipient(connection, frozen(connection))

    outbox.settle(connection, sent, state=outbox.ACCEPTED, at=LATER, code=250, word="2.0.0 Ok: queued as 4F")

    row = connection.execute(select(recipients)).one()
    assert (row.state, row.code, row.word, row.changed_at) == (
        "diterima",
        250,
        "2.0.0 Ok: queued as 4F",
        LATER,
    )


@pytest.mark.parametrize(
    "state", [outbox.BEGUN, outbox.ACCEPTED, outbox.REFUSED, outbox.UNKNOWN, outbox.WITHDRAWN]
)
def test_only_what_was_surely_not_sent_is_sent(connection: Connection, state: str) -> None:
    outbox.settle(connection, recipient(connection, frozen(connection)), state=state, at=NOW)

    assert outbox.due(connection, LATER, 10) == []


def test_a_mail_that_was_put_off_is_due_later(connection: Connection) -> None:
    waiting = recipient(connection, frozen(connection))

    outbox.settle(connection, waiting, state=outbox.FROZEN, at=NOW, next_at=LATER, attempts=1)

    assert outbox.due(connection, NOW, 10) == []
    assert [row.attempts for row in outbox.due(connection, LATER, 10)] == [1]


def test_mails_are_sent_oldest_first_and_no_more_than_asked_for(connection: Connection) -> None:
    ids = [frozen(connection, message_id=f"<{number}@balai.example>") for number in range(3)]

    assert [row.outbox_id for row in outbox.due(connection, NOW, 2)] == ids[:2]


def test_only_so_many_bytes_are_in_memory_at_once(connection: Connection) -> None:
    ids = [frozen(connection, message_id=f"<{n}@balai.example>", raw=bytes([n]) * 100) for n in range(5)]

    assert [row.outbox_id for row in outbox.due(connection, NOW, 10, most=399)] == ids[:3]
    assert [row.outbox_id for row in outbox.due(connection, NOW, 10, most=400)] == ids[:4]


def test_a_mail_that_is_larger_than_that_goes_alone(connection: Connection) -> None:
    large, small = (
        frozen(connection, message_id=f"<{size}@balai.example>", raw=b"x" * size) for size in (101, 7)
    )

    due = outbox.due(connection, NOW, 10, most=100)
    outbox.settle(connection, due[0].id, state=outbox.ACCEPTED, at=NOW)

    assert [row.outbox_id for row in due] == [large]
    assert [row.outbox_id for row in outbox.due(connection, NOW, 10, most=100)] == [small]


def test_a_pile_of_large_mails_does_not_swell_the_memory(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        for number in range(12):
            raw = number.to_bytes(1, "big") * 10 * 1024 * 1024
            frozen(connection, message_id=f"<{number}@balai.example>", raw=raw)

    with reading(sqlite_engine) as connection:
        due = outbox.due(connection, NOW, 100)

    assert sum(len(row.content) for row in due) == 60 * 1024 * 1024


def test_what_was_begun_when_the_program_died_is_known(connection: Connection) -> None:
    case = a_case(connection)
    begun = recipient(connection, frozen(connection, case_id=case.id, template="surat_jawaban"))
    frozen(connection, message_id="<2@balai.example>")

    outbox.settle(connection, begun, state=outbox.BEGUN, at=NOW)

    (row,) = outbox.interrupted(connection)
    assert (row.id, row.template, row.case_id) == (begun, "surat_jawaban", case.id)


def test_a_bounce_is_tied_to_the_mail_it_names(connection: Connection) -> None:
    case = a_case(connection)
    frozen(connection, case_id=case.id, template="surat_jawaban", post="pelanggan")
    frozen(connection, message_id="<2@balai.example>")

    (row,) = outbox.by_message_ids(connection, ["<1@balai.example>", "<unknown@balai.example>"])
    assert (row.template, row.case_id, row.post, row.address) == (
        "surat_jawaban",
        case.id,
        "pelanggan",
        "kepala@balai.example",
    )


def test_no_message_id_names_no_mail(connection: Connection) -> None:
    frozen(connection)

    assert outbox.by_message_ids(connection, []) == []


def test_a_frozen_mail_knows_what_it_was_made_from_and_when(connection: Connection) -> None:
    made = frozen(connection, words="Mohon disposisi.")

    assert outbox.mail_of(connection, made).words == "Mohon disposisi."
    assert outbox.frozen_at(connection, made) == NOW


def test_the_first_mail_to_a_post_heads_the_thread_of_its_case(connection: Connection) -> None:
    case = a_case(connection)
    for number, post in enumerate(["kepala", "kepala", "tu"]):
        frozen(connection, message_id=f"<{number}@balai.example>", case_id=case.id, post=post)

    assert outbox.sent_thread(connection, case.id, "kepala") == "<0@balai.example>"
    assert outbox.sent_thread(connection, case.id, "pengujian") == ""
