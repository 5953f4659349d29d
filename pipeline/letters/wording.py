"""Dates, hours and counts in official Indonesian words.

Apart from the values because mails and reports speak the same words.
"""

from datetime import date, datetime, tzinfo

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ONES = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)


def date_words(day: date) -> str:
    """22 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_words(day: date) -> str:
    """Minggu, 22 November 2026."""
    return f"{DAYS[day.weekday()]}, {date_words(day)}"


def time_words(moment: datetime, zone: tzinfo) -> str:
    """08.15 WIB; `moment` is aware, `zone` is the office's."""
    local = moment.astimezone(zone)
    return f"{local:%H.%M} {local.tzname()}"


def moment_words(moment: datetime, zone: tzinfo) -> str:
    """Senin, 23 November 2026 pukul 08.15 WIB."""
    return f"{day_words(moment.astimezone(zone).date())} pukul {time_words(moment, zone)}"


def date_as_written(text: str) -> str:
    """An ISO date in words; everything else as the customer wrote it."""
    try:
        return date_words(date.fromisoformat(text.strip()))
    except ValueError:
        return text.strip()


def spelled(count: int) -> str:
    """A count from 0 to 999 in words, as letters repeat it in brackets."""
    if count < len(ONES):
        return ONES[count]
    if count < 20:
        return f"{ONES[count - 10]} belas"
    if count < 100:
        return _joined(f"{ONES[count // 10]} puluh", count % 10)
    if count < 200:
        return _joined("seratus", count % 100)
    return _joined(f"{ONES[count // 100]} ratus", count % 100)


def _joined(head: str, rest: int) -> str:
    return f"{head} {spelled(rest)}" if rest else head


def sheaves(count: int) -> str:
    """The Lampiran line: '1 (satu) berkas', or nothing when there is none."""
    return f"{count} ({spelled(count)}) berkas" if count else ""
