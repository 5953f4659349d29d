"""A backup brought back into an empty place, and held against what it says of itself."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, update

from pipeline import erasing, safekeeping
from pipeline.errors import Refusal, TanggapError
from pipeline.outside import tombstone_file
from pipeline.outside.clock import Clock
from pipeline.outside.snapshot import check_sqlite, empty_schema, restore_schema
from pipeline.outside.vault import Vault, sync_folder
from pipeline.safekeeping import Place
from pipeline.sop.steps import PIPELINE
from pipeline.store import anchors, audit, recovery
from pipeline.store.database import open_engine, reading, writing
from pipeline.store.erasures import Tombstone
from pipeline.store.mail_tables import blobs
from pipeline.store.migrate import migrate
from pipeline.store.recovery_tables import restores

#: contents of the archive that one transaction takes
BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A register that is back."""

    name: str
    taken_at: datetime
    counts: dict[str, int]
    contents: int
    #: cases that were erased again
    erased: int


def restore(
    engine: Engine, backup: Path, place: Place, now: datetime, tombstones: Path | None = None
) -> Restored:
    """Bring a backup back into the empty database of `engine`; nothing is numbered before the rebuild.

    What was erased since stays erased, by the tombstones beside the backup and those of a file given.
    Raises `Refusal` where the database is not empty, `TanggapError` where the backup is not whole.
    """
    known = safekeeping.described(backup)
    if known["mesin"] != engine.dialect.name:
        raise Refusal(f"Cadangan ini dari {known['mesin']}, sedangkan [database] url menunjuk mesin lain.")
    if not _is_empty(engine):
        raise Refusal("Basis data tujuan tidak kosong; pulihkan hanya ke tempat yang kosong.")
    vault = Vault(backup.parent / safekeeping.ARCHIVE, place.encryption)
    taken = datetime.fromisoformat(known["diambil"])
    source = _Source(backup, known, vault, _stones(backup, tombstones), taken, now)
    bring = _bring_sqlite if known["mesin"] == "sqlite" else _bring_postgres
    count, erased = bring(engine, source)
    return Restored(name=backup.name, taken_at=taken, counts=known["jumlah"], contents=count, erased=erased)


@dataclass(frozen=True, slots=True)
class _Source:
    """A backup, with what is known of it and of the time since."""

    backup: Path
    known: dict[str, Any]
    vault: Vault
    #: of what was erased since
    stones: Sequence[Tombstone]
    taken_at: datetime
    now: datetime

    def unlock(self, file: Path) -> None:
        """Write the database's copy, in clear, to this file."""
        self.vault.encryption.unlock_file(self.backup / self.known["berkas"], file)

    @property
    def buried(self) -> frozenset[str]:
        """The hashes of what was erased since."""
        return frozenset[str]().union(*(stone.mails | stone.files for stone in self.stones))

    def told(self) -> dict[str, Any]:
        """What the register notes of its restore."""
        return {"snapshot_at": self.taken_at, "source": self.backup.name, "at": self.now}


def _settle(engine: Engine, source: _Source) -> int:
    """Bring the register up to date, forbid it new numbers, and erase again; how many cases."""
    migrate(engine)
    with writing(engine) as connection:
        recovery.begin(connection, **source.told())
        payload = {"cadangan": source.backup.name, "diambil": source.known["diambil"]}
        audit.append(connection, at=source.now, actor=PIPELINE, event="register_dipulihkan", payload=payload)
    return erasing.obey(engine, source.stones, source.now)


def _stones(backup: Path, given: Path | None) -> list[Tombstone]:
    beside = backup.parent / tombstone_file.NAME
    found = [stone for file in (beside, given) if file for stone in tombstone_file.read(file)]
    return list({stone.stays.perkara: stone for stone in found}.values())


def _is_empty(engine: Engine) -> bool:
    if engine.dialect.name == "sqlite":
        return not Path(str(engine.url.database)).exists()
    return not inspect(engine).get_table_names()


def _bring_sqlite(engine: Engine, source: _Source) -> tuple[int, int]:
    """Make the file whole beside its place first: a restore that is killed leaves the place empty."""
    target = Path(str(engine.url.database))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".pulih-", dir=target.parent))
    try:
        file = folder / target.name
        source.unlock(file)
        copied = open_engine(f"sqlite:///{file}")
        count = _fill(copied, source)
        with reading(copied) as connection:
            check_sqlite(connection)
            check(connection, source.known)
        erased = _settle(copied, source)
        copied.dispose()
        file.rename(target)
        sync_folder(target.parent)
    finally:
        shutil.rmtree(folder)
    return count, erased


def _bring_postgres(engine: Engine, source: _Source) -> tuple[int, int]:
    """Forbid the register first: it has to be made where it stays."""
    with tempfile.TemporaryDirectory(prefix="pulih-") as scratch:
        dump = Path(scratch) / "register.dump"
        source.unlock(dump)
        restore_schema(dump, engine.url, "pre-data")
        # Backups from before there were restores have no table for it.
        forbidden = inspect(engine).has_table(restores.name)
        if forbidden:
            with writing(engine) as connection:
                recovery.forbid(connection, **source.told())
        restore_schema(dump, engine.url, "data")
        count = _fill(engine, source)
        restore_schema(dump, engine.url, "post-data")
    with reading(engine) as connection:
        check(connection, source.known)
    erased = _settle(engine, source)
    if forbidden:
        with writing(engine) as connection:
            recovery.allow(connection)
    return count, erased


def _fill(engine: Engine, source: _Source) -> int:
    """Bring the archive's bytes back, each checked by its hash; how many. What was erased may be gone."""
    count, vault, buried = 0, source.vault, source.buried
    for batch in _batches(safekeeping.contents(source.backup)):
        with writing(engine) as connection:
            for each in batch:
                gone = each["sha256"] in buried and not vault.has(each["sha256"])
                content = vault.get(each["sha256"]) if each["ada"] and not gone else None
                _put(connection, each, content)
                count += content is not None
    return count


def _batches(items: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _put(connection: Connection, each: dict[str, Any], content: bytes | None) -> None:
    if connection.dialect.name == "sqlite":
        known = blobs.c.sha256 == each["sha256"]
        connection.execute(update(blobs).where(known).values(content=content))
        return
    stored = datetime.fromisoformat(each["stored_at"])
    row = {"sha256": each["sha256"], "size": each["size"], "stored_at": stored, "content": content}
    connection.execute(blobs.insert(), row)


def check(connection: Connection, known: dict[str, Any]) -> None:
    """Hold a restored register against its backup; raises `TanggapError` where they differ."""
    safekeeping.check_trail(connection)
    head = anchors.head(connection)
    found = {"seq": head.seq, "hash": head.hash} if head else None
    if found != known["ujung"]:
        raise TanggapError("ujung jejak audit tidak sama dengan yang tercatat pada cadangan")
    if safekeeping.counts(connection) != known["jumlah"]:
        raise TanggapError("jumlah baris tidak sama dengan yang tercatat pada cadangan")


def drill_newest(
    place: Place, url: str = "", then: Callable[[Engine, Restored], None] | None = None
) -> tuple[Restored, float]:
    """Restore the newest backup into a scratch database and verify all of it; gives the seconds it took.

    The scratch is a file that vanishes, or the empty PostgreSQL database of `url`, which is emptied again;
    `then` is done with it before, and its time is not counted.
    """
    everything = place.all()
    if not everything:
        raise Refusal(f"Belum ada cadangan di {place.folder}.")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="latihan-") as scratch:
        engine = open_engine(url or f"sqlite:///{scratch}/register.db")
        ours = _is_empty(engine)
        try:
            done = restore(engine, everything[-1], place, Clock()())
            with reading(engine) as connection:
                safekeeping.check_trail(connection)
                faults = anchors.check(connection)[1]
            seconds = time.monotonic() - began
            if faults:
                raise TanggapError(f"entri {faults[0].seq}: {faults[0].fault}")
            if then is not None:
                then(engine, done)
        finally:
            if ours and url:
                empty_schema(engine)
            engine.dispose()
    return done, seconds
