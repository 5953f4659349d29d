"""The list of cases as plain frozen values, whole or by what somebody looks for.

Apart from what else is shown, because the daily report and the dossier of a year go by it too.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from pipeline.errors import Refusal
from pipeline.office.desk import Desk
from pipeline.office.gather import STAGES
from pipeline.sop.steps import ENDED, TU
from pipeline.store.case_tables import cases, forms
from pipeline.store.database import reading
from pipeline.store.requests import HOLDER
from pipeline.store.schema import AnyRow

#: the stage of a case whose clock stands still
PAUSED = "menunggu jawaban pelanggan"
#: how a case stands to its due time
LATE, TODAY, GOING, RESTING, OVER = "terlambat", "hari ini", "berjalan", "jeda", "selesai"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One case in the list."""

    perkara: str
    agenda: str
    diterima: datetime
    tahap: str
    pemegang: str
    batas: datetime | None
    #: how it stands to its due time
    keadaan: str
    pelanggan: str
    hal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody looks for; what is empty leaves nothing out."""

    #: `jeda`, a running step, or an end
    state: str = ""
    #: key of the Pokja
    pokja: str = ""
    #: only what is past its due time
    late: bool = False
    #: received at this moment or later
    since: datetime | None = None
    #: words of the service or the reference complained of
    service: str = ""


def wanted_from(
    desk: Desk,
    *,
    state: str | None,
    step: str | None,
    pokja: str,
    late: bool,
    since: datetime | None,
    service: str,
) -> Wanted | None:
    """What the operator looks for, None for everything; `since` is in the office's time. Raises `Refusal`."""
    if state and step:
        raise Refusal("Sebutkan --state atau --step, tidak keduanya.")
    if pokja and pokja not in desk.rules.pokja:
        raise Refusal(f"Pokja “{pokja}” tidak dikenal; yang dikenal: {', '.join(desk.rules.pokja)}.")
    begins = since.replace(tzinfo=desk.rules.calendar.zone) if since else None
    given = Wanted(state=state or step or "", pokja=pokja, late=late, since=begins, service=service)
    return None if given == Wanted() else given


def list_cases(desk: Desk, *, closed: bool = False, wanted: Wanted | None = None) -> list[Listed]:
    """The open cases, or all of them, oldest first; of those that ended also what is asked for by state."""
    wanted, now = wanted or Wanted(), desk.clock()
    query = select(cases, HOLDER, forms.c.data.label("form")).join(forms, forms.c.case_id == cases.c.id)
    if wanted.state and wanted.state != RESTING:
        query = query.where(cases.c.state == wanted.state)
    elif not closed:
        query = query.where(cases.c.state.not_in(ENDED))
    if wanted.pokja:
        query = query.where(cases.c.pokja == wanted.pokja)
    if wanted.since:
        query = query.where(cases.c.received_at >= wanted.since)
    with reading(desk.engine) as connection:
        found = connection.execute(query.order_by(cases.c.id)).all()
    return [listed for row in found if _fits(listed := _listed(desk, row, now), row, wanted)]


def _fits(listed: Listed, row: AnyRow, wanted: Wanted) -> bool:
    """What no column tells."""
    if wanted.late and listed.keadaan != LATE:
        return False
    if wanted.state == RESTING and listed.keadaan != RESTING:
        return False
    told = f"{row.form.get('layanan') or ''} {row.form.get('hal') or ''} {row.form.get('rujukan') or ''}"
    return wanted.service.casefold() in told.casefold()


def _listed(desk: Desk, row: AnyRow, now: datetime) -> Listed:
    return Listed(
        perkara=row.number,
        agenda=row.agenda,
        diterima=row.received_at,
        tahap=stage(row),
        pemegang=holder(desk, row),
        batas=row.due_at,
        keadaan=_standing(desk, row, now),
        pelanggan=row.form.get("perusahaan") or row.form.get("nama") or "",
        hal=row.form.get("hal") or "",
    )


def _standing(desk: Desk, row: AnyRow, now: datetime) -> str:
    if row.state in ENDED:
        return OVER
    if row.paused_at:
        return RESTING
    if row.due_at is None:
        return GOING
    zone = desk.rules.calendar.zone
    soon = row.due_at.astimezone(zone).date() == now.astimezone(zone).date()
    return LATE if row.due_at < now else TODAY if soon else GOING


def stage(row: AnyRow) -> str:
    """Where a case stands, in the words of the SOP."""
    return PAUSED if row.paused_at else STAGES[row.state]


def holder(desk: Desk, row: AnyRow) -> str:
    """Who holds it, by the name of the post; '' at an end."""
    if row.state in ENDED:
        return ""
    return desk.name(row.holder or presumed_holder(row.state, row.pokja, row.approver))


def presumed_holder(step: str, pokja: str, approver: str) -> str:
    """Whose step it is by the SOP, where nobody was asked for it."""
    match step:
        case "disposisi" | "tanda_tangan":
            return approver
        case "tindak_lanjut" | "evaluasi":
            return pokja or TU
        case _:
            return TU
