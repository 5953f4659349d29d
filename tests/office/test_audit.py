"""The audit trail and the books of numbers are verified as a whole."""

import pytest
from sqlalchemy import text, update

from pipeline.office.audit import verify
from pipeline.office.desk import Desk
from pipeline.store.book_tables import audit_payloads, counters
from pipeline.store.database import writing
from tests.office.registers import a_letter, arrive
from tests.office.town import Town


def test_a_register_in_use_is_whole(desk: Desk) -> None:
    arrive(desk, a_letter())

    words, faults = verify(desk.engine)

    assert faults == []
    assert "utuh" in words


def test_a_changed_entry_is_named(desk: Desk) -> None:
    arrive(desk, a_letter())
    with writing(desk.engine) as connection:
        names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        for name in names:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(update(audit_payloads).where(audit_payloads.c.seq == 1).values(payload={"x": 1}))

    words, faults = verify(desk.engine)

    assert faults == ["entri 1: isi rincian berubah"]
    assert "1 kesalahan" in words


def test_a_number_that_is_in_no_book_is_named(desk: Desk) -> None:
    arrive(desk, a_letter())
    with writing(desk.engine) as connection:
        connection.execute(update(counters).where(counters.c.register == "perkara").values(last=3))

    _, faults = verify(desk.engine)

    assert faults == ["buku nomor perkara 2026: 2 nomor tidak tercatat"]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ("UPDATE cases SET number = 'PGD-2026-0099'", "nomor “PGD-2026-0099” di register, “PGD-2026-0001”"),
        ("UPDATE cases SET agenda = 'X-77'", "nomor agenda “X-77” di register"),
        ("UPDATE cases SET state = 'selesai'", "tahap “selesai” di register, “disposisi” pada jejak audit"),
        (
            "UPDATE outbox SET message_id = '<lain@balai.example>'",
            "<lain@balai.example> tercatat terkirim di register saja",
        ),
        ("UPDATE outbox SET message_id = '<lain@balai.example>'", "tercatat terkirim pada jejak audit saja"),
        ("UPDATE blobs SET content = x'00' WHERE content IS NOT NULL", "rusak"),
    ],
)
def test_what_was_changed_beside_the_trail_is_named(town: Town, edit: str, told: str) -> None:
    town.complain()
    town.work()
    assert verify(town.desk.engine)[1] == []
    if "outbox" in edit:
        edit += " WHERE id = (SELECT min(id) FROM outbox)"
    with writing(town.desk.engine) as connection:
        connection.execute(text(edit))

    assert any(told in fault for fault in verify(town.desk.engine)[1])
