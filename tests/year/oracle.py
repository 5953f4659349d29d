"""What the clock had to bring about in a year, worked out from what people did and nothing of the program.

It knows the events, the ticks of the clock and a list of open minutes (`minutes.py`). What the SOP and the
law say stands here a second time, in other words; what the register holds is compared with it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.year.minutes import ZONE, Minutes
from tests.year.town import Event

SHORT = {"disposisi": 30, "tanda_tangan": 30}
DAYS = {"tindak_lanjut": 7, "evaluasi": 1}
LIMITS = (("14 hari", 14), ("60 hari", 60))
#: (moment, mail, reader)
Mail = tuple[datetime, str, str]


@dataclass(slots=True)
class Run:
    """One run of a step, with what was said of it."""

    case: int
    step: str
    number: int
    opened: datetime
    start: datetime
    due: datetime
    extra: int = 0
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    said: set[tuple[str, datetime | None]] = field(default_factory=set)
    escalated: bool = False


@dataclass(slots=True)
class Check:
    """One question whether a cure holds."""

    asked: datetime
    reminded: datetime | None = None
    escalated: bool = False
    open: bool = True


@dataclass(slots=True)
class Told:
    """A case as the events tell it."""

    received: datetime
    pokja: str = ""
    runs: Counter[str] = field(default_factory=Counter)
    run: Run | None = None
    #: who is asked for the running step, and who is asked beside it
    holder: str = "kepala"
    beside: bool = False
    #: asked within this tick, and so not reminded in it
    fresh: bool = False
    paused: datetime | None = None
    waited: bool = True
    asked_days: int = 0
    receipted: bool = False
    delivered: datetime | None = None
    accepted: datetime | None = None
    closed: datetime | None = None
    mending: bool = False
    end_told: bool = False
    rated: bool = False
    halves: set[str] = field(default_factory=set)
    reminded: set[datetime] = field(default_factory=set)
    checks: list[Check] = field(default_factory=list)
    opened_checks: set[int] = field(default_factory=set)


class Oracle:
    """Walks over the ticks and expects."""

    def __init__(
        self,
        minutes: Minutes,
        begun: datetime,
        pause: timedelta,
        checks: Sequence[int],
        changes: Sequence[tuple[datetime, str]],
    ) -> None:
        self.minutes, self._begun, self._pause, self._checks = minutes, begun, pause, checks
        self.cases: dict[int, Told] = {}
        self.runs: list[Run] = []
        self.marks: Counter[tuple[int, str, int, str, datetime]] = Counter()
        self.mails: Counter[Mail] = Counter()
        self.happened: Counter[tuple[datetime, str, int]] = Counter()
        #: when a post has another holder, in order
        self._changes = sorted(changes)
        self._digest = begun.date()
        #: those of which anything may still come
        self._alive: dict[int, Told] = {}

    def tick(self, now: datetime, events: Sequence[Event], changed: Minutes | None = None) -> None:
        """People did `events` by now, and then the office looked at its clock."""
        self.minutes = changed or self.minutes
        for event in events:
            case = self.cases.setdefault(event.case, Told(event.at))
            self._alive[event.case] = case
            getattr(self, f"_on_{event.what}")(event, case)
        self._hand_over(now)
        if changed:
            self._recompute(now)
        for number, case in self._alive.items():
            self._end_pause(now, number, case)
            self._close(now, number, case)
        if self.minutes.is_open(now):
            self._remind(now)
            self._report(now)
            for number, case in self._alive.items():
                self._tell_customer(now, case)
                self._check(now, number, case)
        for case in self._alive.values():
            case.fresh = False
        if self.minutes.is_open(now):
            self._alive = {
                number: case for number, case in self._alive.items() if not self._is_over(now, case)
            }

    def _is_over(self, now: datetime, case: Told) -> bool:
        asked = len(case.opened_checks) == len(self._checks) or not case.end_told
        quiet = not any(check.open for check in case.checks)
        return case.closed is not None and case.closed + timedelta(days=20) < now and asked and quiet

    # -- what people did

    def _open(self, event: Event, case: Told, step: str, holder: str) -> Run:
        case.runs[step] += 1
        run = case.run = Run(event.case, step, case.runs[step], event.at, event.at, event.at)
        run.due = self._due(run)
        case.holder, case.beside, case.asked_days = holder, False, 0
        self.runs.append(run)
        return run

    def _due(self, run: Run) -> datetime:
        due = (
            self.minutes.after(run.start, SHORT[run.step])
            if run.step in SHORT
            else self.minutes.days_after(run.start, DAYS[run.step])
        )
        due = self.minutes.days_after(due, run.extra) if run.extra else due
        waited = sum(self.minutes.between(*pause) for pause in run.pauses)
        return self.minutes.after(due, waited) if waited else due

    def _on_registrasi(self, event: Event, case: Told) -> None:
        case.received = datetime.fromisoformat(event.detail)
        self._open(event, case, "disposisi", "kepala")

    def _on_disposisi(self, event: Event, case: Told) -> None:
        case.pokja, case.receipted = event.detail, True
        self._open(event, case, "tindak_lanjut", case.pokja)

    def _on_tanya(self, event: Event, case: Told) -> None:
        case.paused = event.at

    def _on_jawab(self, event: Event, case: Told) -> None:
        if case.paused and case.run:
            self._resume(event.at, case, case.run)
        case.beside = False

    def _resume(self, now: datetime, case: Told, run: Run) -> None:
        assert case.paused
        run.pauses.append((case.paused, now))
        run.due, case.paused = self._due(run), None

    def _on_perpanjang(self, event: Event, case: Told) -> None:
        case.asked_days, case.beside = int(event.detail), True

    def _on_izinkan(self, event: Event, case: Told) -> None:
        assert case.run
        case.run.extra += case.asked_days
        case.run.due, case.beside = self._due(case.run), False
        self.mails[event.at, "laporan_kemajuan", "pelanggan"] += 1

    def _on_tolak(self, _event: Event, case: Told) -> None:
        case.beside = False

    def _on_alihkan(self, event: Event, case: Told) -> None:
        former = case.run
        assert former
        case.pokja = event.detail
        run = self._open(event, case, "tindak_lanjut", case.pokja)
        run.start, run.due, run.extra, run.pauses = former.start, former.due, former.extra, [*former.pauses]

    def _on_lanjutkan(self, _event: Event, case: Told) -> None:
        case.beside = False

    def _on_tutup(self, event: Event, case: Told) -> None:
        case.run, case.closed = None, event.at

    def _on_konsep(self, _event: Event, _case: Told) -> None:
        """The paraf is asked of whoever wrote it."""

    _on_analisis = _on_konsep

    def _on_paraf(self, event: Event, case: Told) -> None:
        # What the customer is still asked is not waited for any more.
        case.paused = None
        if event.detail == "konsep":
            self._open(event, case, "tanda_tangan", "kepala")
        else:
            self._open(event, case, "evaluasi", case.pokja)

    def _on_setuju(self, _event: Event, _case: Told) -> None:
        """The signature is asked of whoever approved."""

    def _on_kirim(self, _event: Event, case: Told) -> None:
        case.run = None

    def _on_sampai(self, event: Event, case: Told) -> None:
        case.delivered = event.at
        self._open(event, case, "evaluasi", case.pokja)

    def _on_notulen(self, event: Event, case: Told) -> None:
        self._open(event, case, "evaluasi", "kepala")

    def _on_terima(self, event: Event, case: Told) -> None:
        case.run = None
        if event.detail == "tidak":
            self._mend(event, case)
            return
        case.accepted = event.at
        if case.delivered and event.at >= case.delivered + timedelta(hours=72):
            self._end(event.at, case)

    def _mend(self, event: Event, case: Told) -> None:
        case.mending, case.accepted, case.closed = True, None, None
        case.opened_checks.clear()
        for check in case.checks:
            check.open = False
        self._open(event, case, "tindak_lanjut", case.pokja)

    def _end(self, now: datetime, case: Told) -> None:
        case.closed, case.accepted = now, None
        if not case.end_told:
            self.mails[now, "penutupan", "pelanggan"] += 1
        case.end_told = True

    def _on_efektif(self, _event: Event, case: Told) -> None:
        case.checks[-1].open = False

    _on_belum_dinilai = _on_efektif

    def _on_tidak_efektif(self, event: Event, case: Told) -> None:
        self._mend(event, case)

    # -- what the clock brings about

    def _hand_over(self, now: datetime) -> None:
        """Where another has a post, its open checks of cures are asked anew; their time runs on."""
        while self._changes and self._changes[0][0] <= now:
            _, post = self._changes.pop(0)
            for case in self._alive.values():
                again = sum(check.open for check in case.checks if case.pokja == post)
                self.mails.update({(now, "minta_efektivitas", post): again} if again else {})

    def _recompute(self, now: datetime) -> None:
        for number, case in self.cases.items():
            if case.run and (due := self._due(case.run)) != case.run.due:
                case.run.due = due
                self.happened[now, "batas_dihitung_ulang", number] += 1

    def _end_pause(self, now: datetime, number: int, case: Told) -> None:
        if case.paused and case.run and now >= case.paused + self._pause:
            self._resume(now, case, case.run)
            case.beside = case.fresh = True
            self.happened[now, "jeda_berakhir", number] += 1

    def _close(self, now: datetime, number: int, case: Told) -> None:
        if not case.accepted or not case.delivered:
            return
        if now >= case.delivered + timedelta(hours=72) and now > case.accepted + timedelta(minutes=15):
            self.happened[now, "selesai", number] += 1
            self._end(now, case)

    def _remind(self, now: datetime) -> None:
        nudges: Counter[str] = Counter()
        for case in self._alive.values():
            if case.run and not case.paused and (mark := self._mark(now, case.run)):
                self._say(now, case, case.run, mark, nudges)
        for post, count in nudges.items():
            self.mails[now, "pengingat" if count == 1 else "daftar_tugas", post] += 1

    def _mark(self, now: datetime, run: Run) -> tuple[str, datetime | None, bool] | None:
        """The reminder of this moment, the due time it is about, and whether the next level hears of it."""
        if now < run.due:
            whole = self.minutes.between(run.opened, run.due)
            whole -= sum(self.minutes.between(max(start, run.opened), end) for start, end in run.pauses)
            half = self.minutes.between(now, run.due) * 2 <= whole
            return ("setengah", None, False) if half and not run.said else None
        passed = self.minutes.openings_in(self.minutes.next_open(run.due), now)
        again = run.step in SHORT and self.minutes.between(run.due, now) >= SHORT[run.step]
        name = f"lewat{passed}" if passed or again else "batas"
        return None if (name, run.due) in run.said else (name, run.due, name != "batas")

    def _say(
        self,
        now: datetime,
        case: Told,
        run: Run,
        mark: tuple[str, datetime | None, bool],
        nudges: Counter[str],
    ) -> None:
        name, due, late = mark
        run.said.add((name, due))
        self.marks[run.case, run.step, run.number, name, now] += 1
        asked = [case.holder, *(["kepala"] if case.beside and not case.fresh else [])]
        above = [self._above(post) for post in dict.fromkeys(asked)]
        told = [post for post in above if post not in asked] if late and not run.escalated else []
        run.escalated = run.escalated or bool(told)
        nudges.update([*dict.fromkeys(asked), *told])

    @staticmethod
    def _above(post: str) -> str:
        return "penyetuju_pengganti" if post == "kepala" else "kepala"

    def _report(self, now: datetime) -> None:
        today = now.astimezone(ZONE).date()
        if today > self._digest:
            self._digest = today
            self.mails[now, "laporan_harian", "tu"] += 1

    def _tell_customer(self, now: datetime, case: Told) -> None:
        if case.receipted and not case.delivered and not case.paused and case.run:
            self._tell_half(now, case)
        if case.paused and now >= case.paused + self._pause / 2 and case.paused not in case.reminded:
            case.reminded.add(case.paused)
            self.mails[now, "pengingat_pelanggan", "pelanggan"] += 1
        rest = max(case.delivered, case.closed or case.delivered) if case.delivered else None
        if rest is None or case.rated or now < case.delivered + timedelta(days=3):  # type: ignore[operator]
            return
        if self.minutes.days_after(rest, 1) <= now:
            case.rated = True
            self.mails[now, "kepuasan", "pelanggan"] += 1

    def _tell_half(self, now: datetime, case: Told) -> None:
        passed = set()
        for label, days in LIMITS:
            end = self.minutes.close_after(case.received, days)
            if now >= case.received + (end - case.received) / 2:
                passed.add(label)
        if passed - case.halves:
            self.mails[now, "laporan_kemajuan", "pelanggan"] += 1
        case.halves |= passed

    def _check(self, now: datetime, number: int, case: Told) -> None:
        if case.closed and case.end_told:
            for days in self._checks:
                if days not in case.opened_checks and now >= case.closed + timedelta(days=days):
                    case.opened_checks.add(days)
                    for check in case.checks:
                        check.open = False
                    case.checks.append(Check(now))
                    self.mails[now, "minta_efektivitas", case.pokja] += 1
        for check in case.checks:
            self._remind_check(now, number, case, check)

    def _remind_check(self, now: datetime, number: int, case: Told, check: Check) -> None:
        if not check.open or check.escalated:
            return
        if now < self.minutes.days_after(check.reminded or check.asked, 5):
            return
        if check.reminded is None:
            check.reminded = now
            self.mails[now, "pengingat", case.pokja] += 1
        else:
            check.escalated = True
            self.happened[now, "cek_dieskalasi", number] += 1
