"""The tombstones of erased cases in a file beside the backups, a line a case.

A backup that is older than the erasure still holds the case; whoever restores it finds here what must not
come back. The file holds numbers, hashes and legal grounds, and nothing about a person.
"""

import json
from collections.abc import Collection
from pathlib import Path

from pipeline.errors import OutsideError
from pipeline.outside.vault import write_synced
from pipeline.store.erasures import Tombstone

NAME = "terhapus.jsonl"


def read(file: Path) -> list[Tombstone]:
    """The tombstones of a file, none where it is not there; raises `OutsideError` where it is damaged."""
    if not file.exists():
        return []
    try:
        return [Tombstone.from_json(json.loads(line)) for line in file.read_text("utf-8").splitlines()]
    except (ValueError, KeyError, TypeError) as error:
        raise OutsideError(
            f"{file} rusak; tanpa daftar itu data yang sudah dihapus dapat kembali",
            permanent=True,
            remedy="ambil berkas itu dari salinan folder cadangan yang lain",
        ) from error


def add(folder: Path, stones: Collection[Tombstone]) -> None:
    """Add to the file of a folder of backups what it lacks; nothing is ever taken out of it."""
    known = read(folder / NAME)
    numbers = {stone.stays.perkara for stone in known}
    new = [stone for stone in stones if stone.stays.perkara not in numbers]
    if new:
        lines = [json.dumps(stone.to_json(), sort_keys=True) for stone in (*known, *new)]
        write_synced(folder / NAME, "".join(f"{line}\n" for line in lines).encode())
