"""Numbers of the series for letters made elsewhere: reserved, used, voided, each by the operator's word.

Apart from the numbering of cases because no step of the SOP stands behind it: the audit trail
names the operator, and a number that belongs to a case is not his to touch.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from pipeline.errors import Refusal
from pipeline.office.desk import Desk
from pipeline.office.number import next_free, today
from pipeline.office.release import OPERATOR
from pipeline.office.reservation import tell
from pipeline.store import audit, cases, numbers, recovery
from pipeline.store.database import reading, writing
from pipeline.store.schema import AnyRow

#: numbers that one command may reserve; who needs more has mistaken the number of letters for something else
MOST = 200
#: a letter made elsewhere is told by these at least
NEEDED = ("tujuan", "hal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """One number of surat keluar and what became of it."""

    urut: int
    nomor: str
    #: perkara · dicadangkan · dipakai · aplikasi lain · batal
    keadaan: str
    pada: datetime
    perkara: str
    #: what it is reserved for, what the letter is about, or why it is void
    keterangan: str


def reserve(desk: Desk, count: int, purpose: str, day: date | None = None) -> list[str]:
    """Reserve the next numbers for letters of `day` (today); gives them as they will stand on the letters.

    Raises `Refusal` for too many, for no purpose, and for a day that has passed. TU hears of it by mail.
    Raises `OutsideError` while a restored register is not rebuilt: only what its letters need is numbered.
    """
    at = desk.clock()
    on = day or today(desk, at)
    _check(0 < count <= MOST, f"Sekali dapat dicadangkan 1 sampai {MOST} nomor.", "tanggap numbers reserve 5")
    _check(bool(purpose.strip()), "Sebutkan untuk surat apa nomor dicadangkan.", '--for "surat tugas"')
    late = f"Tanggal {on} sudah lewat; nomor tidak dicadangkan untuk surat bertanggal mundur."
    _check(on >= today(desk, at), late)
    told = purpose.strip()
    with writing(desk.engine) as connection:
        recovery.check_rebuilt(connection)
        drawn = [next_free(desk, connection, on, at, purpose=told) for _ in range(count)]
        tell(
            connection,
            [each.value for each in drawn],
            series=desk.numbers.series(on),
            day=on,
            purpose=told,
            at=at,
        )
        texts = [each.text for each in drawn]
        _record(connection, at, "nomor_dicadangkan", {"nomor": texts, "untuk": told})
    return texts


def use(desk: Desk, number: str, letter: Mapping[str, str]) -> str:
    """Say which letter made elsewhere bears a reserved number, for the agenda; gives the number.

    A second time corrects what was said. Raises `Refusal` where the number is not reserved.
    """
    lacking = [name for name in NEEDED if not letter.get(name, "").strip()]
    _check(
        not lacking, f"Sebutkan {' dan '.join(lacking)} surat itu.", f'--{lacking[0] if lacking else ""} "…"'
    )
    at = desk.clock()
    with writing(desk.engine) as connection:
        row = _row(desk, connection, number, at)
        _check_own(connection, row)
        _check(row.voided_at is None, f"Nomor {row.text} sudah batal: {row.reason}.")
        told = {name: value.strip() for name, value in letter.items() if value.strip()}
        numbers.settle(connection, row.register, row.text, letter={**(row.letter or {}), **told})
        _record(connection, at, "nomor_dipakai", {"nomor": row.text, "surat": told})
    return str(row.text)


def void(desk: Desk, number: str, reason: str) -> str:
    """Void a reserved number, used or not, for good; gives it. Raises `Refusal` for the number of a case."""
    _check(bool(reason.strip()), "Sebutkan alasan nomor dibatalkan.", '--reason "surat tidak jadi dikirim"')
    at = desk.clock()
    with writing(desk.engine) as connection:
        row = _row(desk, connection, number, at)
        _check_own(connection, row)
        _check(row.voided_at is None, f"Nomor {row.text} sudah batal: {row.reason}.")
        numbers.void(connection, row.register, row.text, at=at, reason=reason.strip())
        _record(connection, at, "nomor_batal", {"nomor": row.text, "alasan": reason.strip()})
    return str(row.text)


def list_numbers(desk: Desk, year: int) -> list[Numbered]:
    """Every number of the year's surat keluar, and behind them those that another application gave."""
    with reading(desk.engine) as connection:
        rows = numbers.of_year(connection, numbers.LETTERS, year)
        return [
            Numbered(
                urut=row.value,
                nomor=row.text,
                keadaan=standing(row),
                pada=row.voided_at or row.drawn_at,
                perkara=cases.load(connection, row.case_id).number if row.case_id else "",
                keterangan=row.reason or (row.letter or {}).get("hal") or row.purpose or "",
            )
            for row in rows
        ]


def standing(row: AnyRow) -> str:
    """What became of a number, in one word."""
    if row.voided_at is not None:
        return "batal"
    if row.register == numbers.GIVEN:
        return "aplikasi lain"
    if row.case_id is not None:
        return "perkara"
    return "dipakai" if "hal" in (row.letter or {}) else "dicadangkan"


def _row(desk: Desk, connection: Connection, number: str, at: datetime) -> AnyRow:
    """The number as it stands on the letter, or the running number alone of this year, or 12/2026."""
    value, _, year = number.strip().partition("/")
    row = numbers.find(connection, number.strip())
    if row is None and value.isdecimal() and (not year or year.isdecimal()):
        wanted = int(year or today(desk, at).year)
        series = numbers.of_year(connection, (numbers.SURAT_KELUAR,), wanted)
        row = next((each for each in series if each.value == int(value)), None)
    if row is None:
        raise Refusal(f"Nomor surat {number} tidak ada di buku; lihat `tanggap numbers list`.")
    return row


def _check_own(connection: Connection, row: AnyRow) -> None:
    if row.case_id is not None:
        case = cases.load(connection, row.case_id)
        raise Refusal(
            f"Nomor {row.text} milik surat perkara {case.number}. Nomor itu batal dengan sendirinya bila "
            "perkara berakhir tanpa surat."
        )


def _check(holds: bool, fault: str, example: str = "") -> None:
    if not holds:
        raise Refusal(fault, example=example)


def _record(connection: Connection, at: datetime, event: str, payload: Mapping[str, Any]) -> None:
    audit.append(connection, at=at, actor=OPERATOR, event=event, payload=payload)
