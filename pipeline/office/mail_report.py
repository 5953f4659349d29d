"""The report of the month before, mailed to the Kepala Balai on the first working day of each month.

Its PDF is made beside the office's other work, and nothing of it stands in the register before all of it
is there: the files, the mail that is owed, and that this month has had its report are one transaction. So a
crash costs the work and nothing else, and of several hosts one mails it.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.errors import OutsideError, TanggapError
from pipeline.letters.figure_sheet import workbook
from pipeline.letters.figure_words import summary
from pipeline.letters.period import Period, month_before
from pipeline.office.attach import XLSX
from pipeline.office.desk import Desk
from pipeline.office.press import Press
from pipeline.office.report import document, file_name, gather_report
from pipeline.sop.papers import Notice
from pipeline.sop.steps import KEPALA, PIPELINE, TU
from pipeline.store import archive, audit, digests, once, owed
from pipeline.store.database import outage, reading, writing
from pipeline.store.owed import Owed

log = logging.getLogger(__name__)

#: between two tries of a converter that is down
PAUSE = timedelta(minutes=10)
MAILED, FAILED = "disampaikan", "gagal"

Convert = Callable[[Sequence[bytes]], Sequence[bytes | OutsideError]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A report whose PDF is being made."""

    period: Period
    #: its sentences
    told: Sequence[str]
    sheet: bytes


class MonthlyReport:
    """The report of the month before, as far as this process has brought it."""

    def __init__(self, desk: Desk, convert: Convert) -> None:
        self._desk = desk
        self._press: Press[Draft, bytes | OutsideError] = Press(convert)
        self._settled: Period | None = None
        self._again: datetime | None = None

    @property
    def busy(self) -> bool:
        """Whether its PDF is being made."""
        return self._press.busy

    def wait(self, seconds: float) -> None:
        """Until the PDF is made, or the time is over."""
        self._press.wait(seconds)

    def close(self) -> None:
        """Wait for the PDF, and begin no other."""
        self._press.close()

    def work(self) -> bool:
        """Begin the report that is due, or mail the one that is made; True if there was any.

        Raises `OutsideError` where the converter is down; it is tried again after a pause.
        """
        now = self._desk.clock()
        if self._press.busy:
            return self._take(now)
        period = self._due(now)
        if period is None or (self._again is not None and now < self._again):
            return False
        try:
            report = gather_report(self._desk, period)
            sheet = workbook(report, self._desk.letterhead.balai, self._desk.rules.calendar.zone)
            draft = Draft(period, summary(report), sheet)
            self._press.begin([draft], [document(self._desk, report)], list)
        except Exception as fault:
            if trouble := outage(fault):
                raise trouble from fault
            self._give_up(period, fault, now)
        return True

    def _due(self, now: datetime) -> Period | None:
        """The month that has no report yet, in working hours; None for one in which no register was."""
        calendar = self._desk.rules.calendar
        period = month_before(now.astimezone(calendar.zone).date())
        if not self._desk.monthly_report or period == self._settled or not calendar.is_open(now):
            return None
        with reading(self._desk.engine) as connection:
            opened = digests.register_opened(connection)
            known = once.value(connection, _key(period)) is not None
        if known or opened is None or opened >= period.ends(calendar.zone):
            self._settled = period if known else None
            return None
        return period

    def _take(self, now: datetime) -> bool:
        # Until it is mailed, it is tried again only after a pause.
        self._again = now + PAUSE
        done = self._press.take()
        if done is None:
            self._again = None
            return False
        [draft], [pdf] = done
        if isinstance(pdf, OutsideError):
            if not pdf.permanent:
                raise pdf
            self._give_up(draft.period, pdf, now)
        else:
            self._mail(draft, pdf, now)
        return True

    def _mail(self, draft: Draft, pdf: bytes, now: datetime) -> None:
        name = file_name(draft.period)
        with writing(self._desk.engine) as connection:
            if not once.claim(connection, _key(draft.period), MAILED, now):
                return
            files = [(f"{name}.pdf", "application/pdf", pdf), (f"{name}.xlsx", XLSX, draft.sheet)]
            enclosed = [
                {"blob": archive.store(connection, content, now), "name": file, "type": kind}
                for file, kind, content in files
            ]
            mail = Owed(
                template=Notice.LAPORAN_BULANAN.value,
                post=KEPALA,
                data={"masa": draft.period.bare, "kalimat": list(draft.told)},
                attachments=tuple(enclosed),
            )
            owed.owe_mail(connection, mail, at=now)
            payload = {"masa": draft.period.name}
            audit.append(connection, at=now, actor=PIPELINE, event="laporan_bulanan", payload=payload)

    def _give_up(self, period: Period, fault: Exception, now: datetime) -> None:
        """TU is told, once, and how to have the report all the same."""
        known = isinstance(fault, TanggapError)
        if not known:
            log.error("report could not be made", exc_info=fault, extra={"period": period.name})
        why = str(fault) if known else f"{type(fault).__name__}; mohon administrator melihat catatan program"
        words = (
            f"Laporan penanganan pengaduan {period.bare} tidak dapat dibuat: {why}\n\nSetelah sebabnya "
            f"diatasi, laporan dibuat dengan `tanggap report {period.name} --out FOLDER`."
        )
        with writing(self._desk.engine) as connection:
            if not once.claim(connection, _key(period), FAILED, now):
                return
            owed.owe_mail(connection, Owed(template=Notice.PEMBERITAHUAN.value, post=TU, words=words), at=now)
            payload = {"masa": period.name, "alasan": why}
            audit.append(connection, at=now, actor=PIPELINE, event="laporan_gagal", payload=payload)


def _key(period: Period) -> str:
    return f"laporan:{period.name}"
