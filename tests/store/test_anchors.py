"""An anchor outside the register shows what the chain alone cannot: an end cut off, or all rewritten."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from pipeline.mail.anchor import Anchor
from pipeline.store import anchors, audit
from pipeline.store.database import open_engine, reading, writing
from pipeline.store.migrate import migrate
from tests.store.rows import NOW

LENGTH = 120
LAST = range(LENGTH - 99, LENGTH + 1)
#: what somebody with the file does to one entry, `other` being another one
EDITS = {
    "changed": "UPDATE audit SET actor = actor || :other WHERE seq = :seq",
    "payload changed": "UPDATE audit_payloads SET payload = '{\"jumlah\": 0}' WHERE seq = :seq",
    "removed": "DELETE FROM audit WHERE seq = :seq",
    "swapped": "UPDATE audit SET event = (SELECT event FROM audit WHERE seq = :other) WHERE seq = :seq",
    "truncated": "DELETE FROM audit WHERE seq >= :seq AND seq > :other",
}


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register's file with a trail, closed."""
    file = tmp_path_factory.mktemp("jejak") / "register.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    with writing(engine) as connection:
        for number in range(LENGTH):
            audit.append(
                connection, at=NOW, actor="tu", event=f"uji_{number}", payload={"jumlah": number + 1}
            )
        head = anchors.head(connection)
        assert head is not None
        anchors.keep(connection, head, "surel harian", NOW)
    engine.dispose()
    with closing(sqlite3.connect(file)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.commit()
    return file


def faults(connection: Connection) -> int:
    return len(audit.verify(connection)[1]) + len(anchors.check(connection)[1])


@pytest.mark.parametrize("kind", EDITS)
def test_each_of_the_last_hundred_entries_is_found_when_its_file_is_touched(trail: Path, kind: str) -> None:
    engine, unseen = create_engine(f"sqlite:///{trail}"), []
    with engine.connect() as raw:
        for seq in LAST:
            raw.execute(text(EDITS[kind]), {"seq": seq, "other": seq - 1})
            if not faults(raw):
                unseen.append(seq)
            raw.rollback()
    engine.dispose()

    assert unseen == []


def test_an_untouched_trail_agrees_with_its_anchor(trail: Path) -> None:
    engine = open_engine(f"sqlite:///{trail}")

    with reading(engine) as connection:
        assert faults(connection) == 0
    engine.dispose()


def test_a_trail_that_was_recomputed_as_a_whole_differs_from_an_anchor_in_a_mail(engine: Engine) -> None:
    with writing(engine) as connection:
        audit.append(connection, at=NOW, actor="tu", event="uji")

    with reading(engine) as connection:
        assert audit.verify(connection) == (1, [])
        count, found = anchors.check(connection, [Anchor(1, "0" * 64)])

    assert (count, [each.fault for each in found]) == (
        1,
        ["entri tidak sama dengan jangkarnya: jejak ditulis ulang"],
    )
