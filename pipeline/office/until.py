"""Until when: the moment that a mail names, as what is asked of its reader, or as what he is promised."""

from datetime import datetime

from pipeline.office.desk import Desk
from pipeline.sop.asks import Ask
from pipeline.sop.case import Case
from pipeline.sop.papers import Notice
from pipeline.sop.progress import promised
from pipeline.sop.steps import Step
from pipeline.store.requests import Request

#: working days in which it is told whether a cure holds; after as many more the approver hears of it
ANSWER_DAYS = 5
#: mails about a case that name no moment
_NONE = (Notice.TANDA_TERIMA_AWAL.value, Notice.KONFIRMASI.value, Notice.KEPUASAN.value)
#: mails that promise the customer his letter
_PROMISES = (Notice.TANDA_TERIMA.value, Notice.LAPORAN_KEMAJUAN.value)
#: mails that wait for the customer's own answer
_WAITS_FOR_HIM = (Notice.PERTANYAAN.value, Notice.PENGINGAT_PELANGGAN.value)


def until(desk: Desk, template: str, request: Request | None, case: Case | None) -> datetime | None:
    """Until when an answer is awaited, or the letter is promised to the customer."""
    if request is not None and (asked := _asked(desk, request)):
        return asked
    if template in _NONE or case is None or case.due_at is None:
        return None
    if template in _PROMISES:
        # What is promised to the customer includes the signature and the sending (steps 4 and 5).
        return promised(case, desk.clock(), desk.rules)
    if template in _WAITS_FOR_HIM:
        return (case.paused_at or desk.clock()) + desk.rules.pause
    return case.due_at


def _asked(desk: Desk, request: Request) -> datetime | None:
    """Where the request has a time of its own."""
    if request.ask is Ask.BATAL:
        return request.expires_at
    if request.ask is Ask.EFEKTIVITAS:
        return desk.rules.calendar.add_days(request.opened_at, ANSWER_DAYS)
    return desk.rules.due(Step.REGISTRASI, request.opened_at) if request.inbox_id is not None else None
