"""Which cases were erased: what stays of each, and the tombstones of its bytes.

A tombstone outlives the register, in a file beside the backups (outside/tombstone_file.py): a backup that
is older than the erasure still holds the case, and must not bring it back.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.errors import Refusal
from pipeline.store.erasure_tables import erasures, tombstones
from pipeline.store.schema import AnyRow

#: what stands in a form, and in a list, in place of what was erased
GONE = "(data dihapus)"
#: what a mail's row says that came again after its case was erased
CAME_AGAIN = "Surel ini milik perkara yang datanya sudah dihapus; isinya tidak disimpan."
#: state of a mail of ours whose words and bytes were erased
ERASED = "dihapus"

_BURY = {
    "sqlite": sqlite.insert(tombstones).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(tombstones).on_conflict_do_nothing(),
}
_MAILS = select(tombstones.c.sha256).where(
    tombstones.c.sha256.in_(bindparam("digests", expanding=True)), tombstones.c.mail.is_(True)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """What the office keeps of an erased case, none of it about a person: all of it ISO text."""

    perkara: str
    tag: str
    agenda: str
    #: SHA-256 of the mail that brought the letter
    surat: str
    #: number of the surat keluar, and the year of its series with its place in it; '' where there is none
    nomor: str
    urutan: str
    tahap: str
    diterima: str
    ditutup: str
    #: when and why it was erased, and the berita acara pemusnahan where there is one
    dihapus: str
    dasar: str
    berita_acara: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """An erased case as a restored register has to know it."""

    stays: Stays
    #: SHA-256 of whole mails, and of other bytes
    mails: frozenset[str]
    files: frozenset[str]

    def to_json(self) -> dict[str, Any]:
        """As a line of the file of tombstones."""
        return {**asdict(self.stays), "surel": sorted(self.mails), "isi": sorted(self.files)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Tombstone":
        """From a line of the file; raises `KeyError` where one is missing."""
        stays = Stays(**{field.name: str(data[field.name]) for field in fields(Stays)})
        return cls(stays=stays, mails=frozenset(data["surel"]), files=frozenset(data["isi"]))


def add(connection: Connection, grave: Tombstone, case_id: int | None, at: datetime) -> None:
    """Note that a case is erased."""
    row = {
        "number": grave.stays.perkara,
        "case_id": case_id,
        "basis": grave.stays.dasar,
        "minutes": grave.stays.berita_acara,
        "stays": asdict(grave.stays),
        "at": at,
    }
    erasure_id = connection.execute(insert(erasures).returning(erasures.c.id), row).scalar_one()
    graves = [(digest, True) for digest in grave.mails] + [(digest, False) for digest in grave.files]
    rows = [{"sha256": digest, "erasure_id": erasure_id, "mail": mail} for digest, mail in graves]
    if rows:
        connection.execute(_BURY[connection.dialect.name], rows)


def find(connection: Connection, number: str) -> AnyRow | None:
    """The erasure of a case, None where it is not erased."""
    return connection.execute(select(erasures).where(erasures.c.number == number)).first()


def numbers(connection: Connection) -> frozenset[str]:
    """The numbers of the cases that are erased."""
    return frozenset(connection.scalars(select(erasures.c.number)))


def check_kept(connection: Connection, number: str) -> None:
    """Raises `Refusal` where a case is erased and has nothing to show."""
    row = find(connection, number)
    if row is not None:
        raise Refusal(f"Data perkara {number} sudah dihapus pada {row.stays['dihapus'][:10]} ({row.basis}).")


def erased_mails(connection: Connection, digests: Collection[str]) -> frozenset[str]:
    """Those of these SHA-256 whose mails belonged to a case that was erased."""
    return frozenset(connection.scalars(_MAILS, {"digests": list(digests)}))


def covers(connection: Connection, number: str, digest: str) -> bool:
    """Whether a mail of ours is about an erased case, by the case's number or the mail that it is about."""
    of_case = exists().where(erasures.c.number == number)
    of_mail = exists().where(tombstones.c.sha256 == digest, tombstones.c.mail.is_(True))
    return bool(connection.scalar(select(or_(of_case, of_mail))))


def stones(connection: Connection) -> Sequence[Tombstone]:
    """Every erased case, oldest first."""
    found = connection.execute(select(erasures).order_by(erasures.c.id)).all()
    return [_stone(connection, row) for row in found]


def stone(connection: Connection, number: str) -> Tombstone | None:
    """The tombstone of a case, None where it is not erased."""
    row = find(connection, number)
    return _stone(connection, row) if row is not None else None


def _stone(connection: Connection, row: AnyRow) -> Tombstone:
    return Tombstone(
        stays=Stays(**row.stays),
        mails=_graves(connection, row.id, mail=True),
        files=_graves(connection, row.id, mail=False),
    )


def _graves(connection: Connection, erasure_id: int, *, mail: bool) -> frozenset[str]:
    wanted = (tombstones.c.erasure_id == erasure_id, tombstones.c.mail.is_(mail))
    return frozenset(connection.scalars(select(tombstones.c.sha256).where(*wanted)))


def unknown(connection: Connection, stones: Collection[Tombstone]) -> list[Tombstone]:
    """Those of these tombstones that the register does not have."""
    known = numbers(connection)
    return [each for each in stones if each.stays.perkara not in known]
