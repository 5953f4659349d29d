"""Check the office's calendar: hours, holidays, cuti bersama, the decree behind them, and another's list.

Apart from the other probes because the clock asks as well: TU is warned of a year that is not ready.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from pipeline.errors import OutsideError
from pipeline.office.check import Doubt
from pipeline.sop.worktime import JOINT_LEAVE, Calendar

#: a year must be ready so long before it begins
AHEAD = timedelta(days=60)

Decreed = Callable[[int], Mapping[date, str]]


def calendar(days: Calendar, now: datetime, decreed: Decreed | None = None) -> str:
    """Office hours, holidays and cuti bersama of this year and, from 60 days before it, of the next.

    `decreed` is another's list of a year's days, which is no authority; the office is told where it differs.
    """
    year = now.astimezone(days.zone).year
    dark = [str(each) for each in (year, year + 1) if not _has_hours(days, each)]
    if dark:
        raise OutsideError(
            f"tidak ada jam kerja pada tahun {' dan '.join(dark)}",
            permanent=True,
            remedy="perpanjang `selesai` pada calendar/jam_kerja.toml",
        )
    doubts = [*unready(days, now), *(_differing(days, years_at_hand(days, now), decreed) if decreed else ())]
    if doubts:
        raise Doubt(
            "; ".join(doubts),
            "bandingkan calendar/ dengan SKB tahun itu; "
            f"`tanggap calendar {year + 1}` menyiapkan berkas tahun baru",
        )
    return f"{year}: {_closed(days, year)} hari libur; {year + 1}: {_closed(days, year + 1)} hari libur"


def years_at_hand(days: Calendar, now: datetime) -> tuple[int, ...]:
    """This year, and the next once it is near."""
    return tuple(dict.fromkeys(at.astimezone(days.zone).year for at in (now, now + AHEAD)))


def unready(days: Calendar, now: datetime) -> list[str]:
    """What a year at hand still lacks, in Indonesian."""
    years = years_at_hand(days, now)
    bare = [str(year) for year in years if not days.has_joint_leave(year)]
    told = [f"tahun {' dan '.join(bare)} belum memuat cuti bersama"] if bare else []
    based = {decree.year for decree in days.decrees}
    guessed = [str(year) for year in years if str(year) not in bare and year not in based]
    if guessed:
        told.append(
            f"nomor dan tanggal SKB tahun {' dan '.join(guessed)} belum dicatat, harinya belum dipastikan"
        )
    return told


def _differing(days: Calendar, years: tuple[int, ...], decreed: Decreed) -> list[str]:
    told: list[str] = []
    for year in years:
        theirs = decreed(year)
        missing = sorted(set(theirs) - set(days.closed) - days.opened)
        leave = {day for day, name in days.closed.items() if day.year == year and _is_leave(name)}
        alone = sorted(leave - set(theirs))
        told += [
            f"{day} ({theirs[day]}) ada pada pustaka holidays dan tidak pada calendar/" for day in missing
        ]
        told += [f"{day} ({days.closed[day]}) tidak ada pada pustaka holidays" for day in alone]
    return told


def _is_leave(name: str) -> bool:
    return JOINT_LEAVE in name.lower()


def _has_hours(days: Calendar, year: int) -> bool:
    start = date(year, 1, 1)
    weeks = (start + timedelta(days=7 * week) for week in range(52))
    return all(any(days.windows(day + timedelta(days=each)) for each in range(14)) for day in weeks)


def _closed(days: Calendar, year: int) -> int:
    return sum(day.year == year for day in days.closed)
