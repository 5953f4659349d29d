"""Cases and their step runs, as rows and as the flow's frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from pipeline.sop.case import Case
from pipeline.sop.steps import State, Step
from pipeline.store.case_tables import cases, forms, step_runs
from pipeline.store.database import add, write_waiting
from pipeline.store.inbox import Whole

_CASE_FIELDS = tuple(field.name for field in fields(Case))

#: what a case has only since a later version of the program
_LATER: Mapping[str, Any] = {
    "started_at": None,
    "extended_days": 0,
    "pauses": (),
    "involved": (),
    "lapor": False,
    "penerusan": "",
    "alasan": "",
    "answerable": True,
    "end_told": False,
}

_ADD = insert(cases).returning(cases.c.id)
_ADD_FORM, _ADD_RUN = insert(forms), insert(step_runs)
_LOAD = select(cases).where(cases.c.id == bindparam("wanted"))
_SAVE = update(cases).where(cases.c.id == bindparam("wanted"))
_REGISTRATION = (
    select(
        cases.c.agenda,
        cases.c.inbox_id,
        cases.c.received_at,
        cases.c.surat_terkait,
        forms.c.data,
        forms.c.address,
        forms.c.thread,
    )
    .join(forms, forms.c.case_id == cases.c.id)
    .where(cases.c.id == bindparam("wanted"))
)
_OPEN_RUN = update(step_runs).where(
    step_runs.c.case_id == bindparam("wanted"),
    step_runs.c.step == bindparam("running"),
    step_runs.c.closed_at.is_(None),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What the register knows of a case beside its way through the SOP."""

    #: 0 until the case is written
    case_id: int = 0
    agenda: str
    inbox_id: int
    received_at: datetime
    #: Form Pengaduan: letters/fields.py names → values
    form: Mapping[str, Any]
    #: where letters to the customer go, '' if he has no e-mail
    address: str
    #: Message-ID of the customer's letter
    thread: str
    surat_terkait: int | None = None
    #: the letter itself, where this very transaction has it at hand
    letter: Whole | None = None


def create(connection: Connection, case: Case, known: Registration) -> tuple[Case, Registration]:
    """Write a new case with its form; gives both with the id that the case now has."""
    row = {
        "agenda": known.agenda,
        "inbox_id": known.inbox_id,
        "received_at": known.received_at,
        "surat_terkait": known.surat_terkait,
    }
    values = {name: value for name, value in _row(case).items() if name != "id"}
    # A letter names half of the columns; to bind nothing costs as much as to bind a value.
    given = {name: value for name, value in {**values, **row}.items() if value is not None}
    case_id = connection.execute(_ADD, given).scalar_one()
    form = {"case_id": case_id, "data": dict(known.form), "address": known.address, "thread": known.thread}
    add(connection, _ADD_FORM, [form])
    return replace(case, id=case_id), replace(known, case_id=case_id)


def _row(case: Case) -> dict[str, Any]:
    return {
        **{name: getattr(case, name) for name in _CASE_FIELDS},
        "state": case.state.value,
        "tembusan": list(case.tembusan),
        "runs": dict(case.runs),
        "involved": list(case.involved),
        "pauses": [[start.isoformat(), end.isoformat()] for start, end in case.pauses],
    }


def _case(row: Mapping[str, Any]) -> Case:
    values = {name: row[name] for name in _CASE_FIELDS}
    shaped = {
        "state": State(values["state"]),
        "tembusan": tuple(values["tembusan"]),
        "involved": tuple(values["involved"]),
        "pauses": tuple((_moment(start), _moment(end)) for start, end in values["pauses"]),
    }
    return Case(**{**values, **shaped})


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def load(connection: Connection, case_id: int, *, lock: bool = False) -> Case:
    """The case as the flow sees it; `lock` holds its row to the end (first in the lock order)."""
    row = connection.execute(
        _LOAD.with_for_update(key_share=True) if lock else _LOAD, {"wanted": case_id}
    ).one()
    return _case(dict(row._mapping))


def save(connection: Connection, case: Case) -> None:
    """Write the case back."""
    values = _row(case)
    # Its key is left out: writing it, even unchanged, would lock out rows that refer to the case.
    connection.execute(_SAVE, {"wanted": values.pop("id"), **values})


def to_json(case: Case) -> dict[str, Any]:
    """The case as JSON, for the answer that may be taken back."""
    moments = {name: value.isoformat() for name, value in _row(case).items() if isinstance(value, datetime)}
    return {**_row(case), **moments}


def from_json(data: Mapping[str, Any]) -> Case:
    """Read what `to_json` wrote, an earlier version of the program included."""
    known = {**_LATER, **data}
    moments = {
        name: _moment(known[name]) if known[name] else None for name in _CASE_FIELDS if name.endswith("_at")
    }
    return _case({**known, **moments})


def registration(connection: Connection, case_id: int) -> Registration:
    """Agenda number, form and address of a case."""
    # The case may have come with this very transaction.
    write_waiting(connection)
    row = connection.execute(_REGISTRATION, {"wanted": case_id}).one()
    return Registration(
        case_id=case_id,
        agenda=row.agenda,
        inbox_id=row.inbox_id,
        received_at=row.received_at,
        form=row.data,
        address=row.address,
        thread=row.thread,
        surat_terkait=row.surat_terkait,
    )


def find(connection: Connection, *, number: str = "", tag: str = "") -> int | None:
    """The case of that number or tag, None where there is none."""
    wanted = cases.c.number == number if number else cases.c.tag == tag
    return connection.scalar(select(cases.c.id).where(wanted))


def open_run(
    connection: Connection, case: Case, step: Step, at: datetime, inputs: Mapping[str, Any] | None = None
) -> None:
    """Open the run of `step` that the case now counts; `inputs` is what its due time rests on."""
    if step is Step.PENYAMPAIAN:
        # A letter that came back may still be TU's to bring when a second letter takes its place.
        close_runs(connection, case.id, step, ended_by="digantikan", at=at)
    run = {"case_id": case.id, "step": step.value, "run": case.runs[step.value]}
    timed = {"opened_at": at, "due_at": case.due_at, "inputs": dict(inputs) if inputs else None}
    add(connection, _ADD_RUN, [{**run, **timed, "closed_at": None, "ended_by": None}])


def has_successor(connection: Connection, case_id: int) -> bool:
    """Whether a keberatan was already registered on this case (at most one is)."""
    return connection.scalar(select(cases.c.id).where(cases.c.surat_terkait == case_id)) is not None


def record_registration(
    connection: Connection,
    case_id: int,
    *,
    received_at: datetime,
    due_at: datetime,
    at: datetime,
    inputs: Mapping[str, Any] | None = None,
) -> None:
    """Step 1 in one row: it began with the receipt and ended with the registration."""
    run = {"case_id": case_id, "step": Step.REGISTRASI.value, "run": 1, "opened_at": received_at}
    ended = {"closed_at": at, "ended_by": "registrasi", "inputs": dict(inputs) if inputs else None}
    add(connection, _ADD_RUN, [{**run, "due_at": due_at, **ended}])


def close_runs(connection: Connection, case_id: int, step: Step, *, ended_by: str, at: datetime) -> int:
    """Close the open runs of a step; gives how many there were."""
    ending = {"wanted": case_id, "running": step.value, "closed_at": at, "ended_by": ended_by}
    return connection.execute(_OPEN_RUN, ending).rowcount


def move_due(connection: Connection, case: Case, step: Step, inputs: Mapping[str, Any] | None = None) -> None:
    """Write a changed due time to the open run, with what it rests on."""
    changed = {"due_at": case.due_at, **({"inputs": dict(inputs)} if inputs else {})}
    connection.execute(_OPEN_RUN, {"wanted": case.id, "running": step.value, **changed})
