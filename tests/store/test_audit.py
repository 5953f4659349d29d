"""The audit trail: append-only by the database, and every change by raw access is found."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from pipeline.store import audit
from pipeline.store.book_tables import audit as entries
from pipeline.store.database import part, reading, writing
from tests.store.rows import NOW
from tests.store.undone import undone

LENGTH = 7
Edit = Callable[[Connection, int], None]


def chained(engine: Engine) -> Engine:
    """The register with some entries, each of a transaction of its own."""
    for number in range(1, LENGTH + 1):
        with writing(engine) as connection:
            append(connection, number)
    return engine


@pytest.fixture
def chain(engine: Engine) -> Engine:
    return chained(engine)


def append(connection: Connection, number: int) -> int:
    return audit.append(
        connection,
        at=NOW + timedelta(minutes=number, microseconds=number),
        actor="kepala" if number % 2 else "tu",
        event=f"peristiwa {number}",
        case_id=number if number % 3 else None,
        payload={"nama": f"Pelanggan {number} “é”", "jumlah": number, "daftar": [1, None, True]},
    )


@pytest.fixture
def raw(chain: Engine) -> Iterator[Connection]:
    """A connection of one who can write the database: without triggers, without foreign keys."""
    engine = create_engine(chain.url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            named = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            orders = [f"DROP TRIGGER {name}" for (name,) in named]
        else:
            orders = [
                "ALTER TABLE audit DISABLE TRIGGER ALL",
                "ALTER TABLE audit_payloads DISABLE TRIGGER ALL",
            ]
        for order in orders:
            connection.execute(text(order))
        connection.commit()
        yield connection
    engine.dispose()


def update(assignment: str, table: str = "audit") -> Edit:
    return lambda raw, seq: run(raw, f"UPDATE {table} SET {assignment} WHERE seq = :seq", seq=seq)


def run(raw: Connection, statement: str, **values: Any) -> None:
    assert raw.execute(text(statement), values).rowcount == 1


def delete(raw: Connection, seq: int) -> None:
    run(raw, "DELETE FROM audit WHERE seq = :seq", seq=seq)


def delete_and_close_up(raw: Connection, seq: int) -> None:
    delete(raw, seq)
    for later in range(seq + 1, LENGTH + 1):
        run(raw, "UPDATE audit SET seq = :new WHERE seq = :old", new=later - 1, old=later)


def insert_after(raw: Connection, seq: int) -> None:
    for later in range(LENGTH, seq, -1):
        run(raw, "UPDATE audit SET seq = :new WHERE seq = :old", new=later + 1, old=later)
    copied = "at, actor, case_id, event, payload_hash, hash, hash"
    run(
        raw,
        "INSERT INTO audit (seq, at, actor, case_id, event, payload_hash, prev_hash, hash) "
        f"SELECT seq + 1, {copied} FROM audit WHERE seq = :seq",
        seq=seq,
    )


def swap(columns: str, table: str) -> Edit:
    def edit(raw: Connection, seq: int) -> None:
        other = seq % LENGTH + 1
        read = text(f"SELECT {columns} FROM {table} WHERE seq = :seq")
        names = [name.rpartition(" AS ")[2] for name in columns.split(", ")]
        one, two = (raw.execute(read, {"seq": number}).one() for number in (seq, other))
        for number, row in ((seq, two), (other, one)):
            assignment = ", ".join(f"{name} = :{name}" for name in names)
            values = dict(zip(names, row, strict=True))
            run(raw, f"UPDATE {table} SET {assignment} WHERE seq = :seq", seq=number, **values)

    return edit


EDITS: dict[str, Edit] = {
    "another actor": update("actor = 'pelanggan'"),
    "another event": update("event = 'lain'"),
    "another case": update("case_id = 99"),
    "another time": update("at = '2020-01-01 00:00:00.000000'"),
    "another payload hash": update("payload_hash = prev_hash"),
    "another previous hash": update("prev_hash = payload_hash"),
    "another hash": update("hash = payload_hash"),
    "another number": update("seq = seq + 1000"),
    "another payload": update("payload = '{}'", "audit_payloads"),
    "another salt": update("salt = 'x'", "audit_payloads"),
    "deleted": delete,
    "deleted and closed up": delete_and_close_up,
    "inserted": insert_after,
    "swapped with another": swap("at, actor, case_id, event, payload_hash, prev_hash, hash", "audit"),
    "swapped all but the chain": swap("at, actor, case_id, event, payload_hash", "audit"),
    "swapped payloads": swap("salt, CAST(payload AS TEXT) AS payload", "audit_payloads"),
}
#: the last entry can be cut off unseen; only an anchor outside the register shows that
SPARES_THE_LAST = {"deleted", "deleted and closed up"}


def test_an_untouched_chain_verifies(chain: Engine) -> None:
    with reading(chain) as connection:
        assert audit.verify(connection) == (LENGTH, [])


def test_an_empty_chain_verifies(engine: Engine) -> None:
    with reading(engine) as connection:
        assert audit.verify(connection) == (0, [])


def test_entries_are_numbered_from_one_without_a_gap(chain: Engine) -> None:
    with reading(chain) as connection:
        assert list(connection.scalars(select(entries.c.seq).order_by(entries.c.seq))) == [
            1,
            2,
            3,
            4,
            5,
            6,
            7,
        ]


def test_an_entry_that_was_rolled_back_leaves_no_gap(chain: Engine) -> None:
    with undone(chain) as connection:
        append(connection, 8)
    with writing(chain) as connection:
        assert append(connection, 8) == LENGTH + 1


def test_the_same_event_never_hashes_to_the_same_payload_twice(chain: Engine) -> None:
    with writing(chain) as connection:
        append(connection, 1)

    with reading(chain) as connection:
        hashes = list(connection.scalars(select(entries.c.payload_hash)))
    assert len(set(hashes)) == LENGTH + 1


@pytest.mark.parametrize("kind", EDITS)
def test_a_row_that_was_touched_is_found_wherever_it_stands(raw: Connection, kind: str) -> None:
    last = LENGTH - 1 if kind in SPARES_THE_LAST else LENGTH
    unseen = []

    for seq in range(1, last + 1):
        EDITS[kind](raw, seq)
        if not audit.verify(raw)[1]:
            unseen.append(seq)
        raw.rollback()

    assert unseen == []


def test_a_fault_names_the_entry_it_is_in(raw: Connection) -> None:
    EDITS["another actor"](raw, 3)

    assert audit.verify(raw)[1] == [audit.Finding(3, "isi entri berubah")]


def test_an_entry_can_be_recomputed_only_with_all_that_follow(raw: Connection) -> None:
    row = raw.execute(select(entries).where(entries.c.seq == 3)).one()._mapping
    forged = {name: row[name] for name in row if name != "hash"} | {"actor": "tu"}
    run(
        raw,
        "UPDATE audit SET actor = 'tu', hash = :hash WHERE seq = 3",
        hash=audit._entry_hash(forged),
    )

    assert [finding.seq for finding in audit.verify(raw)[1]] == [4]


def test_a_payload_that_was_erased_keeps_the_chain(chain: Engine) -> None:
    with writing(chain) as connection:
        connection.execute(text("DELETE FROM audit_payloads WHERE seq = 3"))

    with reading(chain) as connection:
        assert audit.verify(connection) == (LENGTH, [])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'tu' WHERE seq = 1",
        "UPDATE audit SET actor = actor",
        "DELETE FROM audit WHERE seq = 7",
        "DELETE FROM audit",
        "UPDATE audit_payloads SET payload = '{}' WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_change_the_trail(chain: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), writing(chain) as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("table", ["audit", "audit_payloads"])
def test_sqlite_refuses_to_replace_an_entry(sqlite_engine: Engine, table: str) -> None:
    chain = chained(sqlite_engine)

    with pytest.raises(DBAPIError, match="append-only"), writing(chain) as connection:
        connection.execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE seq = 2"))


@pytest.mark.parametrize("tables", ["audit, audit_payloads", "audit_payloads"])
def test_postgresql_refuses_to_empty_the_trail_at_once(postgres_engine: Engine, tables: str) -> None:
    chain = chained(postgres_engine)

    with pytest.raises(DBAPIError, match="append-only"), writing(chain) as connection:
        connection.execute(text(f"TRUNCATE {tables}"))


def test_a_naive_time_never_gets_in(engine: Engine) -> None:
    with pytest.raises(StatementError, match="naive"), writing(engine) as connection:
        connection.execute(
            entries.insert().values(
                seq=1, at=NOW.replace(tzinfo=None), actor="", event="", payload_hash="", prev_hash="", hash=""
            )
        )


def test_the_chain_holds_where_part_of_a_transaction_was_undone(engine: Engine) -> None:
    with writing(engine) as connection:
        append(connection, 1)
        with suppress(RuntimeError), part(connection):
            append(connection, 2)
            raise RuntimeError("undo it")
        append(connection, 3)
        with part(connection):
            append(connection, 4)
        append(connection, 5)
    with writing(engine) as connection:
        append(connection, 6)

    with reading(engine) as connection:
        assert audit.verify(connection) == (5, [])
        events = connection.scalars(select(entries.c.event).order_by(entries.c.seq)).all()
        assert [event.split()[1] for event in events] == ["1", "3", "4", "5", "6"]


def test_the_chain_holds_behind_a_transaction_that_was_undone(chain: Engine) -> None:
    with undone(chain) as connection:
        append(connection, 1)
    with writing(chain) as connection:
        append(connection, 2)

    with reading(chain) as connection:
        assert audit.verify(connection) == (LENGTH + 1, [])
