"""The notulen's values from what the Ketua Pokja wrote, and from the case where he wrote nothing."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from pipeline.letters.dates import find_dates
from pipeline.letters.follow_ups import follow_ups
from pipeline.letters.letter_case import FollowUp, Minutes, Signer
from pipeline.letters.wording import date_as_written
from pipeline.mail.units import find_units, unit_forms
from pipeline.office.desk import Desk
from pipeline.sop.asks import Action
from pipeline.sop.case import Answer, Case

#: until when an action is due that names no day, where the office asks for no check
UNTOLD_DAYS = 30
#: 09.30 or 09:30
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])[.:]([0-5]\d)(?!\d)")


def minutes(desk: Desk, case: Case, fields: Mapping[str, str], at: datetime) -> Minutes:
    """The meeting of step 6; what was not told is taken from the case and the moment of the reply."""
    ketua, kepala = desk.posts[case.pokja].signer, desk.posts[case.approver].signer
    starts, ends = _hours(fields, at.astimezone(desk.rules.calendar.zone))
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
        tindak_lanjut=actions(desk, case, fields, at),
    )


def actions(desk: Desk, case: Case, fields: Mapping[str, str], at: datetime) -> tuple[FollowUp, ...]:
    """What is to be done, each with owner and day: as told, else by the Ketua Pokja until the first check."""
    day = at.astimezone(desk.rules.calendar.zone).date()
    text = fields.get("tindak_lanjut", "") or case.korektif
    found = follow_ups(text, pic=desk.posts[case.pokja].signer.jabatan, near=day)
    until = day + timedelta(days=min(desk.rules.checks, default=UNTOLD_DAYS))
    return tuple(replace(item, tenggat=item.tenggat or until.isoformat()) for item in found)


def told_actions(desk: Desk, case: Case, answer: Answer, at: datetime) -> str:
    """The actions of a notulen as they were understood, for its confirmation; '' for another answer."""
    if answer.action is not Action.NOTULEN:
        return ""
    found = actions(desk, case, answer.fields, at)
    lines = [f"{number}. {listed(item)}" for number, item in enumerate(found, 1)]
    return "\n".join(("Tindak lanjut yang dicatat:", *lines)) if lines else ""


def listed(item: FollowUp) -> str:
    """One action in a line."""
    return f"{item.tindakan} (oleh {item.pic}, paling lambat {date_as_written(item.tenggat)})"


def owner(desk: Desk, case: Case, item: FollowUp) -> str:
    """The post that answers for an action: the one that is named, else the Pokja of the case."""
    named = find_units(item.pic, unit_forms(desk.units))
    if named:
        return named[0].key
    approver = desk.posts[case.approver]
    says = item.pic.casefold()
    heads = approver.name.casefold() in says or approver.signer.jabatan.casefold() in says
    return case.approver if heads else case.pokja


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
