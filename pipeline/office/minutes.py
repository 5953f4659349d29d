"""The notulen's values from what the Ketua Pokja wrote, and from the case where he wrote nothing."""

import re
from collections.abc import Mapping
from datetime import datetime, time

from pipeline.letters.dates import find_dates
from pipeline.letters.letter_case import FollowUp, Minutes, Signer
from pipeline.office.desk import Desk
from pipeline.sop.case import Case

#: 09.30 or 09:30
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])[.:]([0-5]\d)(?!\d)")


def minutes(desk: Desk, case: Case, fields: Mapping[str, str], at: datetime) -> Minutes:
    """The meeting of step 6; what was not told is taken from the case and the moment of the reply."""
    ketua, kepala = desk.posts[case.pokja].signer, desk.posts[case.approver].signer
    starts, ends = _hours(fields, at.astimezone(desk.rules.calendar.zone))
    actions = _lines(fields.get("tindak_lanjut", "")) or _lines(case.korektif)
    return Minutes(
        starts_at=starts,
        ends_at=ends,
        tempat=fields.get("tempat", "") or desk.letterhead.kota,
        pimpinan=_named(fields.get("pimpinan", ""), ketua),
        notulis=_named(fields.get("notulis", ""), ketua),
        peserta=_lines(fields.get("peserta", "")) or (ketua.jabatan, kepala.jabatan),
        agenda=fields.get("agenda", "") or f"Evaluasi tindak lanjut pengaduan {case.number}",
        uraian=fields.get("pembahasan", "") or case.penyebab,
        efektif=case.efektif,
        kesimpulan=fields.get("kesimpulan", ""),
        tindak_lanjut=tuple(FollowUp(line, pic=ketua.jabatan) for line in actions),
    )


def _hours(fields: Mapping[str, str], at: datetime) -> tuple[datetime, datetime | None]:
    """When the meeting was, by its own fields `tanggal` and `waktu`; else the moment of the reply."""
    told = next((found.day for found in find_dates(fields.get("tanggal", ""))), None)
    day = at.replace(year=told.year, month=told.month, day=told.day) if told else at
    times = [time(int(hour), int(minute)) for hour, minute in _TIME.findall(fields.get("waktu", ""))[:2]]
    moments = [datetime.combine(day.date(), moment, at.tzinfo) for moment in times]
    if not moments:
        return day, None
    return moments[0], moments[1] if len(moments) > 1 and moments[1] > moments[0] else None


def _named(name: str, post: Signer) -> Signer:
    return Signer(jabatan=name or post.jabatan, nama=name or post.nama)


def _lines(text: str) -> tuple[str, ...]:
    """One item a line or a semicolon, less its list mark."""
    parts = re.split(r"[\n;]", text)
    return tuple(item for item in (part.strip(" -•*\t") for part in parts) if item)
