"""Earlier complaints that resemble a new one, for whoever disposes it: the same service, cause, or customer.

Looked up when the request is composed, so that it says what is known then (ISO 9001 10.2.1 b: whether
similar cases exist).
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, func, or_, select

from pipeline.letters.wording import date_words
from pipeline.mail.stems import stem
from pipeline.office.desk import Desk
from pipeline.sop.case import Case
from pipeline.sop.steps import State
from pipeline.store import cases
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import forms
from pipeline.store.cases import Registration
from pipeline.store.schema import AnyRow

#: so far back, so many of a kind are compared, so many are shown
YEAR, MOST, SHOWN = timedelta(days=365), 150, 5
#: what is told of an earlier complaint
_SHEET = select(
    *(
        case_rows.c[name]
        for name in ("id", "number", "received_at", "state", "penyebab", "efektif", "accepted")
    ),
    forms.c.address,
    forms.c.data["hal"].as_string().label("hal"),
    forms.c.data["layanan"].as_string().label("layanan"),
).join(forms, forms.c.case_id == case_rows.c.id)
#: so many characters of an earlier subject or cause
_WIDTH = 110
#: a cause is met again where so many of its words, and such a share of them, stand in the new letter
_WORDS, _SHARE = 2, 0.5
_WORD = re.compile(r"[a-z][a-z-]{2,}")
#: words that stand in any cause and any letter
_COMMON = frozenset(
    "yang dan di ke dari untuk dengan pada oleh karena atau tidak belum sudah telah akan ini itu kami saya"
    " sejak hari bulan tahun adalah dalam atas bapak ibu balai layanan surat nomor tanggal mohon pelanggan"
    " hasil lebih sehingga para serta juga agar bahwa ada kerja proses pihak januari februari maret april mei"
    " juni juli agustus september oktober november desember terima kasih hormat kepala order uji"
    " laporan".split()
)
_FOUND = {True: "efektif", False: "tidak efektif", None: "belum dapat dinilai"}


def look_back(desk: Desk, connection: Connection, case: Case) -> tuple[str, ...]:
    """The earlier complaints, newest first, behind the sentence that counts them; nothing where none is."""
    alike = _alike(connection, case)
    if not alike:
        return ()
    least = "sedikitnya " if len(alike) >= MOST else ""
    count = f"Dalam satu tahun terakhir ada {least}{len(alike)} pengaduan serupa"
    head = f"{count}:" if len(alike) <= SHOWN else f"{count}; {SHOWN} yang terbaru:"
    return (head, *(_line(desk, row, why) for row, why in alike[:SHOWN]))


def similar(connection: Connection, case: Case) -> tuple[str, ...]:
    """The numbers of the newest of them, for the lembar disposisi."""
    return tuple(row.number for row, _ in _alike(connection, case)[:SHOWN])


def _alike(connection: Connection, case: Case) -> list[tuple[AnyRow, list[str]]]:
    known = cases.registration(connection, case.id)
    return [(row, why) for row in _earlier(connection, case.id, known) if (why := _why(row, known))]


def _earlier(connection: Connection, case_id: int, known: Registration) -> list[AnyRow]:
    """What may resemble it, newest first: by what the forms say, and those of which the cause is known."""
    row, wanted = case_rows.c, str(known.form.get("layanan") or "").lower() or None
    service = func.lower(forms.c.data["layanan"].as_string())
    near = or_(service == wanted, row.id == known.surat_terkait, forms.c.address == (known.address or None))
    both = (*_of_year(connection, known, near), *_of_year(connection, known, row.penyebab != ""))
    found = {each.id: each for each in both if each.id != case_id}
    return sorted(found.values(), key=lambda each: (each.received_at, each.id), reverse=True)


def _of_year(connection: Connection, known: Registration, wanted: ColumnElement[bool]) -> Sequence[AnyRow]:
    year = case_rows.c.received_at.between(known.received_at - YEAR, known.received_at)
    query = _SHEET.where(year, wanted, case_rows.c.state != State.BUKAN_PENGADUAN.value)
    newest = query.order_by(case_rows.c.received_at.desc(), case_rows.c.id.desc())
    return connection.execute(newest.limit(MOST)).all()


def _why(row: AnyRow, known: Registration) -> list[str]:
    """In what the earlier complaint resembles this one."""
    service, told = (
        str(known.form.get("layanan") or ""),
        f"{known.form.get('hal')} {known.form.get('uraian')}",
    )
    found = {
        "perkara yang dikeberatkan": row.id == known.surat_terkait,
        "layanan yang sama": bool(service) and str(row.layanan or "").lower() == service.lower(),
        "penyebab serupa": _is_met_again(row.penyebab, told),
        "pelanggan yang sama": bool(known.address) and row.address == known.address,
    }
    return [name for name, holds in found.items() if holds]


def _is_met_again(cause: str, told: str) -> bool:
    wanted = _stems(cause)
    met = wanted & _stems(told)
    return len(met) >= _WORDS and len(met) >= _SHARE * len(wanted)


@lru_cache(maxsize=2_048)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in set(_WORD.findall(text.casefold()[:1_000])) - _COMMON)


def _line(desk: Desk, row: AnyRow, why: list[str]) -> str:
    day = date_words(row.received_at.astimezone(desk.rules.calendar.zone).date())
    parts = [f"{row.number}, {day} ({', '.join(why)})"]
    hal = row.hal or ""
    parts[0] += f": {_short(hal)}" if hal else ""
    if row.penyebab:
        parts.append(f"Penyebab: {_short(row.penyebab)}")
    if row.accepted or row.state == State.SELESAI.value:
        parts.append(f"Tindakan: {_FOUND[row.efektif]}")
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _WIDTH else f"{plain[:_WIDTH].rsplit(maxsplit=1)[0]} …"
