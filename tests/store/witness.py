"""A witness beside the engine: no transaction changes a case's papers without an entry in the audit trail.

It listens to the engine itself, so it needs to know nothing of who writes, and nobody can forget it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event

from pipeline.store.database import waiting

#: tables whose rows are a case's papers: whoever changes them has to say so
WATCHED = frozenset(
    {
        *("cases", "step_runs", "requests", "answers", "numbers", "letters", "mails", "outbox", "recipients"),
        *("ratings", "checks"),
    }
)
_NAME = re.compile(r"\w+")
_WRITE = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


@dataclass
class Witness:
    """What was seen."""

    #: committed transactions that wrote to a watched table
    audited: int = 0
    #: the watched tables of each that left no entry
    unaudited: list[frozenset[str]] = field(default_factory=list)
    #: statements that looked at a table while rows waited that were to be added to it
    untimely: list[str] = field(default_factory=list)
    #: tables written in each running transaction, a layer for every savepoint
    _running: dict[int, list[set[str]]] = field(default_factory=dict)

    def begin(self, connection: Connection) -> None:
        """A transaction starts."""
        self._running[id(connection)] = [set()]

    def savepoint(self, connection: Connection, _name: str) -> None:
        """What follows may be undone apart from what came before."""
        self._layers(connection).append(set())

    def release_savepoint(self, connection: Connection, _name: str, _context: None) -> None:
        """What was written since the savepoint holds with the rest."""
        layers = self._layers(connection)
        newest = layers.pop()
        layers[-1] |= newest

    def rollback_savepoint(self, connection: Connection, _name: str, _context: None) -> None:
        """What was written since the savepoint never was."""
        self._layers(connection).pop()

    def after_cursor_execute(
        self,
        connection: Connection,
        cursor: Any,
        statement: str,
        _parameters: Any,
        _context: Any,
        _many: bool,
    ) -> None:
        """Note the table that a statement changed, if it changed a row."""
        tables = {str(each.table.name) for each in waiting(connection)}
        if tables & set(_NAME.findall(statement)) and not statement.startswith("INSERT"):
            self.untimely.append(statement)
        written = _WRITE.match(statement)
        # What returns rows has not counted them yet.
        if written and (cursor.rowcount != 0 or "RETURNING" in statement):
            self._layers(connection)[-1].add(written[1])

    def rollback(self, connection: Connection) -> None:
        """Nothing was written."""
        self._running.pop(id(connection), None)

    def commit(self, connection: Connection) -> None:
        """Judge what the transaction wrote."""
        written = set().union(*self._running.pop(id(connection), [set()]))
        changed = frozenset(written & WATCHED)
        if changed and "audit" not in written:
            self.unaudited.append(changed)
        elif changed:
            self.audited += 1

    def judge(self) -> None:
        """Fail if any write to a case's papers so far has no entry; each is held against its writer once.

        Likewise if anything was read that was not written yet.
        """
        untimely, self.untimely = self.untimely, []
        assert untimely == [], f"read before it was written: {untimely}"
        unaudited, self.unaudited = self.unaudited, []
        assert unaudited == [], f"written without an audit entry: {list(map(sorted, unaudited))}"

    def _layers(self, connection: Connection) -> list[set[str]]:
        return self._running.setdefault(id(connection), [set()])


_EVENTS = (
    "begin",
    "savepoint",
    "release_savepoint",
    "rollback_savepoint",
    "after_cursor_execute",
    "rollback",
    "commit",
)


@contextmanager
def audited(engine: Engine) -> Iterator[Witness]:
    """Watch `engine` while the block runs; at its end every write to a case's papers must have its entry."""
    witness = Witness()
    listeners = {name: getattr(witness, name) for name in _EVENTS}
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield witness
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)
    witness.judge()
