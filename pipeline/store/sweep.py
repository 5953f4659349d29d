"""Rid the database's own files of what was deleted: rows leave traces in free pages and in logs.

SQLite: `secure_delete` has overwritten each row with zeros; the log is written back and cut to nothing, and
the file is written anew. PostgreSQL: VACUUM frees the space for what comes next, and says nothing of its
own log (WAL) and of its backups. Raises `OutsideError` while somebody else is in the way.
"""

import sqlite3
from contextlib import closing

from sqlalchemy import Engine, text

from pipeline.errors import OutsideError

#: seconds that others are waited for
PATIENCE = 30
#: what remains after a sweep, in Indonesian, for whoever has to vouch for it
REMAINS = {
    "sqlite": (
        (
            "Blok lama pada cakram fisik dan pada snapshot sistem berkas tidak terjangkau program; volume "
            "terenkripsi menjaganya."
        ),
    ),
    "postgresql": (
        (
            "VACUUM membebaskan ruang, tetapi bita lama dapat tersisa pada halaman tabel sampai tertimpa; "
            "VACUUM FULL menulis ulang tabelnya, dengan tabel terkunci selama itu."
        ),
        (
            "WAL yang sudah diarsipkan, replika, dan cadangan server PostgreSQL masih memuat data lama "
            "sampai masa simpannya habis."
        ),
    ),
}


def sweep(engine: Engine, *, patience: float = PATIENCE) -> tuple[str, ...]:
    """Sweep the database; gives what remains all the same."""
    if engine.dialect.name == "sqlite":
        _sweep_sqlite(str(engine.url.database), patience)
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
    return REMAINS[engine.dialect.name]


def _sweep_sqlite(file: str, patience: float) -> None:
    try:
        with closing(sqlite3.connect(file, isolation_level=None, timeout=patience)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("VACUUM")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        raise _in_the_way() from error
    if busy:
        raise _in_the_way()


def _in_the_way() -> OutsideError:
    return OutsideError(
        "berkas register belum dapat dibersihkan, karena sedang dipakai",
        permanent=False,
        remedy="data sudah dihapus dari register; hentikan daemon, lalu ulangi `tanggap erase` perkara itu",
    )
