"""The audit trail and the books of numbers are verified as a whole."""

from sqlalchemy import text, update

from pipeline.office.audit import verify
from pipeline.office.desk import Desk
from pipeline.store.book_tables import audit_payloads, counters
from pipeline.store.database import writing
from tests.office.registers import a_letter, arrive


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
