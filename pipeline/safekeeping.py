"""Backups: taken from the register while it is in use, verified, and kept.

The database first, the archive second: bytes are immutable and older than the rows that refer to them. A
backup is complete when its folder has its name; everything before that bears `.sedang-` in front.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from pipeline.errors import OutsideError, Refusal, TanggapError
from pipeline.mail.anchor import Anchor
from pipeline.outside import tombstone_file
from pipeline.outside.encryption import Encryption
from pipeline.outside.snapshot import NAMES, snapshot
from pipeline.outside.vault import Vault, sync_folder, write_synced
from pipeline.store import anchors, audit, erasures
from pipeline.store.book_tables import audit as entries
from pipeline.store.book_tables import numbers
from pipeline.store.case_tables import cases
from pipeline.store.database import writing
from pipeline.store.mail_tables import blobs, inbox, outbox
from pipeline.store.migrate import current

ARCHIVE, MANIFEST, BYTES = "arsip", "isi.json", "arsip.jsonl"
DRAFT, STAMP = ".sedang-", "%Y%m%dT%H%M%SZ"
COUNTED = {
    "perkara": cases,
    "surel masuk": inbox,
    "surel keluar": outbox,
    "nomor": numbers,
    "entri jejak": entries,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where backups are kept, and how."""

    folder: Path
    encryption: Encryption
    #: how many are kept
    keep: int

    @property
    def vault(self) -> Vault:
        """The bytes that the backups share."""
        return Vault(self.folder / ARCHIVE, self.encryption)

    def all(self) -> list[Path]:
        """The complete backups, oldest first."""
        return sorted(path.parent for path in self.folder.glob(f"[0-9]*/{MANIFEST}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A backup that was taken."""

    path: Path
    counts: dict[str, int]
    #: contents of the archive, and those of them that no earlier backup had
    contents: int
    new: int
    #: backups that gave way
    dropped: int


def back_up(engine: Engine, place: Place, now: datetime) -> Taken:
    """Take one backup of the register and verify it; raises `TanggapError` where it is not whole."""
    place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = place.folder / now.astimezone(UTC).strftime(STAMP)
    if target.exists():
        raise Refusal(f"Cadangan {target.name} sudah ada.")
    draft = place.folder / f"{DRAFT}{target.name}"
    _clear(place.folder)
    draft.mkdir(mode=0o700)
    with snapshot(engine, draft) as connection:
        tombstone_file.add(place.folder, erasures.stones(connection))
        described = _described(connection, engine, now)
        listed = list(_listed(connection))
        new = _fill(connection, place.vault, listed)
    write_synced(draft / BYTES, "".join(json.dumps(each) + "\n" for each in listed).encode())
    file = place.encryption.lock_file(draft / NAMES[engine.dialect.name])
    described |= {"berkas": file.name, "sha256": _digest(file), "enkripsi": place.encryption.program}
    described["sha256_arsip"] = _digest(draft / BYTES)
    write_synced(draft / MANIFEST, json.dumps(described, indent=1).encode())
    draft.rename(target)
    sync_folder(place.folder)
    _anchor(engine, described, target.name, now)
    kept = sum(each["ada"] for each in listed)
    return Taken(path=target, counts=described["jumlah"], contents=kept, new=new, dropped=_retire(place))


def _clear(folder: Path) -> None:
    """What an earlier backup left that was killed."""
    for left in folder.glob(f"{DRAFT}*"):
        shutil.rmtree(left)


def _described(connection: Connection, engine: Engine, now: datetime) -> dict[str, Any]:
    """What a backup holds, so that it can be held against it; raises `TanggapError` on a broken trail."""
    check_trail(connection)
    head = anchors.head(connection)
    return {
        "bentuk": 1,
        "mesin": engine.dialect.name,
        "revisi": current(engine),
        "diambil": now.astimezone(UTC).isoformat(),
        "ujung": {"seq": head.seq, "hash": head.hash} if head else None,
        "jumlah": counts(connection),
    }


def check_trail(connection: Connection) -> None:
    """Raises `TanggapError` where the audit trail does not verify."""
    _, findings = audit.verify(connection)
    if findings:
        raise TanggapError(f"jejak audit rusak pada {len(findings)} entri; jalankan `tanggap audit verify`")


def counts(connection: Connection) -> dict[str, int]:
    """How many rows the tables have by which a copy is told whole."""
    return {
        name: connection.scalar(select(func.count()).select_from(table)) or 0
        for name, table in COUNTED.items()
    }


def _listed(connection: Connection) -> Iterator[dict[str, Any]]:
    wanted = select(
        blobs.c.sha256, blobs.c.size, blobs.c.stored_at, blobs.c.content.is_not(None).label("ada")
    )
    for row in connection.execute(wanted.order_by(blobs.c.sha256)).all():
        stored = row.stored_at.isoformat()
        yield {"sha256": row.sha256, "size": row.size, "stored_at": stored, "ada": bool(row.ada)}


def _fill(connection: Connection, vault: Vault, listed: Iterable[dict[str, Any]]) -> int:
    """Put into the vault what it has not; how many contents that were."""
    new = 0
    for each in listed:
        if each["ada"] and not vault.has(each["sha256"]):
            content = connection.scalar(select(blobs.c.content).where(blobs.c.sha256 == each["sha256"]))
            vault.put(each["sha256"], bytes(content or b""))
            new += 1
    return new


def _anchor(engine: Engine, described: dict[str, Any], name: str, now: datetime) -> None:
    if described["ujung"]:
        with writing(engine) as connection:
            anchors.keep(connection, Anchor(**described["ujung"]), f"cadangan {name}", now)


def _retire(place: Place) -> int:
    """Let the oldest backups go, and the bytes that only they referred to; how many backups went."""
    everything = place.all()
    old = everything[: max(0, len(everything) - place.keep)]
    for path in old:
        shutil.rmtree(path)
    if old:
        kept = (each for path in place.all() for each in contents(path) if each["ada"])
        place.vault.prune({each["sha256"] for each in kept})
    return len(old)


def contents(backup: Path) -> list[dict[str, Any]]:
    """The archive's contents that a backup refers to."""
    return [json.loads(line) for line in (backup / BYTES).read_text("utf-8").splitlines()]


def described(backup: Path) -> dict[str, Any]:
    """What a backup says it holds; raises `OutsideError` where its files are not what it says."""
    try:
        known: dict[str, Any] = json.loads((backup / MANIFEST).read_text("utf-8"))
        whole = _digest(backup / known["berkas"]) == known["sha256"]
        whole = whole and _digest(backup / BYTES) == known["sha256_arsip"]
    except (OSError, ValueError, KeyError) as error:
        raise OutsideError(
            f"{backup} bukan cadangan yang utuh",
            permanent=True,
            remedy="sebutkan folder yang memuat isi.json",
        ) from error
    if not whole:
        raise OutsideError(
            f"berkas pada cadangan {backup.name} berubah sejak dibuat",
            permanent=True,
            remedy="pakai cadangan lain",
        )
    return known


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
