"""A year of an office in which nobody uses a printer: customers and staff act on the register, and time runs.

The office's own functions are called as its stages call them, on a register of their own; only mail and
letters are left out. A mail counts as sent, with its token, as soon as it may leave.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import Connection, select, update

from pipeline.mail.authentic import Finding
from pipeline.mail.envelope import FetchedMail
from pipeline.mail.facts import Facts
from pipeline.office.advance import advance
from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.office.follow import join
from pipeline.office.register import Letter, register
from pipeline.office.remind import remind
from pipeline.office.roster import Acting, delegate
from pipeline.sop import signing
from pipeline.sop.asks import Ask
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PIPELINE
from pipeline.store import arrivals, cases, inbox, owed, requests
from pipeline.store.case_tables import answers
from pipeline.store.case_tables import requests as request_rows
from pipeline.store.database import reading, writing
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.mail_tables import mails
from pipeline.store.schema import AnyRow
from tests.offices import ADDRESS, NAMES, Clock
from tests.year.minutes import ZONE, Minutes

POKJA = ("pengujian", "kalibrasi", "sertifikasi", "inspeksi", "jasa", "layanan", "tu")
COMPLAINT = "Kami menyampaikan keluhan: LHU nomor LHU-2026-{number:05} belum kami terima. Mohon penjelasan."
ANALYSIS = "Penyebab: Alat rusak.\nKoreksi: LHU terbit.\nTindakan korektif: Jadwal diperbarui.\n"
PREVENTION = "Pencegahan: Pelanggan diberi tahu bila terlambat.\n"
KONSEP = f"{ANALYSIS}{PREVENTION}Jawaban: Kami mohon maaf. LHU kami terbitkan hari ini."
NOTULEN = "NOTULEN\nPembahasan: Sosialisasi tindakan.\nKesimpulan: Tindakan diterapkan.\nEfektif: {found}"
PROVEN = Finding(how="uji")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody did, and the office took."""

    at: datetime
    case: int
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much happens, and when."""

    seed: int
    cases: int
    #: the days on which letters come
    first: date
    last: date
    #: the last day that is lived through
    end: date
    #: minutes between two looks at the clock while the office may be open, and while it rests
    step: int
    rest: int
    absences: tuple[Acting, ...] = ()
    #: a day that is declared free on another day
    declared: tuple[date, date] | None = None


def ticks(plan: Plan) -> Iterator[datetime]:
    """The moments at which the office looks at its clock: often by day, and seldom by night."""
    at, end = (
        datetime(*plan.first.timetuple()[:3], tzinfo=ZONE),
        datetime(*plan.end.timetuple()[:3], tzinfo=ZONE),
    )
    while at < end:
        yield at
        by_day = at.weekday() < 5 and 7 <= at.hour < 17
        at += timedelta(minutes=plan.step if by_day else plan.rest)


class Year:
    """Everybody who acts, with what they are going to do."""

    def __init__(self, desk: Desk, clock: Clock, plan: Plan, minutes: Minutes) -> None:
        self.desk, self.clock, self.plan, self.minutes = desk, clock, plan, minutes
        self.log: list[Event] = []
        self._chance = Random(plan.seed)
        self._due: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0
        days = (plan.last - plan.first).days + 1
        for number in range(plan.cases):
            came = datetime(*plan.first.timetuple()[:3], tzinfo=ZONE)
            came += timedelta(days=self._chance.randrange(days), minutes=self._chance.randrange(24 * 60))
            self._later(came, lambda number=number, came=came: self._complain(number, came))  # type: ignore[misc]
        for each in plan.absences:
            delegate(desk, each, by="operator")

    # -- the course of time

    def live(self, now: datetime) -> Sequence[Event]:
        """Everything that happens up to this moment; gives what was done."""
        self.clock.now = now
        before = len(self.log)
        while self._due and self._due[0][0] <= now:
            heapq.heappop(self._due)[2]()
        self._post()
        for _ in range(10):
            if not remind(self.desk):
                break
        else:
            raise AssertionError(f"the clock's errands of {now} never come to an end")
        self._post()
        return self.log[before:]

    def _later(self, at: datetime, act: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._due, (at, self._count, act))

    def _after(self, act: Callable[[], None], few: int, most: int, *, late: int = 0) -> None:
        """In so many minutes of work; of a hundred times `late` times much later."""
        minutes = self._chance.randint(few, most)
        if self._chance.randrange(100) < late:
            minutes *= 6
        self._later(self.minutes.after(self.clock.now, max(1, minutes)), act)

    def _happens(self, percent: int) -> bool:
        return self._chance.randrange(100) < percent

    # -- mail

    def _post(self) -> None:
        """Every mail that may leave has left, and the customer has his letter."""
        now = self.clock.now
        with writing(self.desk.engine) as connection:
            waiting = (mails.c.state == owed.OWED, mails.c.not_before <= now)
            rows = connection.execute(select(mails).where(*waiting).order_by(mails.c.id)).all()
            letters = [row.case_id for row in rows if self._sent(connection, row, now)]
            for case_id in letters:
                case = cases.load(connection, case_id, lock=True)
                arrived = signing.deliver(case, now, self.desk.rules, "250 2.0.0 Ok")
                carry_out(self.desk, connection, arrived, Cause(by=PIPELINE, at=now))
                self._note(case_id, "sampai")
                self._after(lambda of=case_id: self._minute(of), 30, 500, late=10)  # type: ignore[misc]
        if letters:
            self._post()

    def _sent(self, connection: Connection, row: AnyRow, now: datetime) -> bool:
        request = requests.get(connection, row.request_id) if row.request_id else None
        over = request is not None and request.closed_at is not None
        owed.settle_mail(connection, row.id, owed.CANCELLED if over else owed.FROZEN)
        if request is not None and not over:
            requests.mint(connection, f"{row.id:026}", request_id=request.id, mail_id=row.id, at=now)
        return bool(row.template == Notice.SURAT_JAWABAN.value)

    def _mail(self, connection: Connection, sender: str, words: str) -> tuple[AnyRow, Facts]:
        self._count += 1
        mail = FetchedMail(self._count, f"{self._count} {sender} {words}".encode(), self.clock.now)
        row_id = arrivals.add(
            connection, mail, mailbox=ADDRESS, folder="INBOX", uidvalidity=1, at=self.clock.now
        )
        message_id = f"<{self._count}@kota.example>"
        headers = dict.fromkeys(("from", "subject", "to", "date", "message-id"), ("x",))
        facts = Facts(
            sender=sender, subject="Keluhan", message_id=message_id, own=words, text=words, headers=headers
        )
        inbox.write_facts(connection, row_id, facts, {}, self.clock.now)
        return inbox.get(connection, row_id), facts

    def _reply(self, case: int, ask: Ask, words: str, what: str, detail: str = "") -> bool:
        """Whoever is asked answers; whether the office took it."""
        with writing(self.desk.engine) as connection:
            asked = (request_rows.c.case_id == case, request_rows.c.ask == ask.value)
            query = select(request_rows.c.id).where(*asked, request_rows.c.closed_at.is_(None))
            found = connection.scalars(query.order_by(request_rows.c.id.desc())).first()
            if found is None:
                return False
            request = requests.get(connection, found)
            row, facts = self._mail(connection, self.desk.posts[request.post].address, words)
            advance(self.desk, connection, row, facts, request, PROVEN)
            taken = select(answers.c.id).where(answers.c.inbox_id == row.id)
            accepted = connection.scalar(taken) is not None
        if accepted:
            self._note(case, what, detail)
        return accepted

    def _note(self, case: int, what: str, detail: str = "") -> None:
        self.log.append(Event(self.clock.now, case, what, detail))

    # -- what they do

    def _complain(self, number: int, came: datetime) -> None:
        with writing(self.desk.engine) as connection:
            sender = f"pelanggan-{number}@perusahaan-{number % 300}.example"
            row, facts = self._mail(connection, sender, COMPLAINT.format(number=number))
            connection.execute(update(inbox_rows).where(inbox_rows.c.id == row.id).values(received_at=came))
            letter = Letter(row=inbox.get(connection, row.id), facts=facts, address=sender)
            case = register(self.desk, connection, letter)
        self._note(case.id, "registrasi", came.isoformat())
        self._after(lambda: self._dispose(case.id), 3, 28, late=12)

    def _dispose(self, case: int) -> None:
        pokja = self._chance.choice(POKJA)
        if self._reply(
            case, Ask.DISPOSISI, f"DISPOSISI: {NAMES[pokja]}\nInstruksi: Teliti", "disposisi", pokja
        ):
            self._work(case, pokja)

    def _work(self, case: int, pokja: str) -> None:
        """What the Pokja does before it writes its answer."""
        draw = self._chance.randrange(100)
        if draw < 15:
            self._after(lambda: self._ask_customer(case), 60, 1500)
        elif draw < 27:
            self._after(lambda: self._ask_for_time(case), 900, 2900)
        elif draw < 33:
            other = self._chance.choice([each for each in POKJA if each != pokja])
            self._after(lambda: self._pass_on(case, other), 60, 1500)
        else:
            self._after(lambda: self._draft(case), 120, 2700, late=8)

    def _ask_customer(self, case: int) -> None:
        if not self._reply(case, Ask.KONSEP, "TANYA: Mohon foto label contoh uji.", "tanya"):
            return
        pause, now = self.desk.rules.pause, self.clock.now
        if self._happens(70):
            when = now + timedelta(
                minutes=self._chance.randrange(30, int(pause / timedelta(minutes=1)) + 2000)
            )
            self._later(when, lambda: self._customer_answers(case))
        self._later(now + pause + timedelta(hours=20), lambda: self._go_on(case))

    def _customer_answers(self, case_id: int) -> None:
        with writing(self.desk.engine) as connection:
            case = cases.load(connection, case_id, lock=True)
            if case.state.value != "tindak_lanjut":
                return
            sender = cases.registration(connection, case_id).address
            row, facts = self._mail(connection, sender, "Fotonya terlampir.")
            join(self.desk, connection, row, facts, case)
        self._note(case_id, "jawab")

    def _go_on(self, case: int) -> None:
        """The Kepala ends a complaint that was not completed, or the Pokja answers as well as it can."""
        if self._happens(40):
            self._reply(case, Ask.KELENGKAPAN, "TUTUP", "tutup")
        elif self._happens(50):
            self._reply(case, Ask.KELENGKAPAN, "LANJUTKAN", "lanjutkan")
        self._after(lambda: self._draft(case), 30, 1500)

    def _ask_for_time(self, case: int) -> None:
        days = self._chance.randint(1, 6)
        if self._reply(
            case, Ask.KONSEP, f"PERPANJANG {days} hari karena alat rusak", "perpanjang", str(days)
        ):
            self._after(lambda: self._grant(case), 5, 700, late=5)
        self._after(lambda: self._draft(case), 600, 3600)

    def _grant(self, case: int) -> None:
        if self._happens(80):
            self._reply(case, Ask.IZIN, "IZINKAN", "izinkan")
        else:
            self._reply(case, Ask.IZIN, "TOLAK", "tolak")

    def _pass_on(self, case: int, other: str) -> None:
        if self._reply(case, Ask.KONSEP, f"ALIHKAN: {NAMES[other]}", "alihkan", other):
            self._after(lambda: self._draft(case), 120, 2700)

    def _draft(self, case: int) -> None:
        if self._reply(case, Ask.KONSEP, KONSEP, "konsep"):
            self._after(lambda: self._initial(case), 5, 400)

    def _initial(self, case: int) -> None:
        with reading(self.desk.engine) as connection:
            drafted = cases.load(connection, case).drafted
        if self._reply(case, Ask.PARAF, "PARAF", "paraf", "konsep" if drafted else "tindakan"):
            if drafted:
                self._after(lambda: self._approve(case), 3, 40, late=15)
            else:
                self._after(lambda: self._minute(case), 30, 500)

    def _approve(self, case: int) -> None:
        if self._reply(case, Ask.PERSETUJUAN, "SETUJU", "setuju"):
            self._after(lambda: self._release(case), 1, 20, late=5)

    def _release(self, case: int) -> None:
        self._reply(case, Ask.TANDA_TANGAN, "KIRIM", "kirim")

    def _minute(self, case: int) -> None:
        found = "tidak" if self._happens(5) else "ya"
        if self._reply(case, Ask.NOTULEN, NOTULEN.format(found=found), "notulen", found):
            self._after(lambda: self._accept(case, found), 5, 600, late=10)

    def _accept(self, case: int, found: str) -> None:
        if not self._reply(case, Ask.PENERIMAAN, "TERIMA", "terima", found):
            return
        if found == "tidak":
            self._after(lambda: self._mend(case), 100, 2500)
            return
        for days in self.desk.rules.checks:
            if self._happens(80):
                when = self.clock.now + timedelta(days=days + 4, minutes=self._chance.randrange(25 * 24 * 60))
                self._later(when, lambda: self._judge(case))

    def _mend(self, case: int) -> None:
        if self._reply(case, Ask.KONSEP, ANALYSIS + PREVENTION, "analisis"):
            self._after(lambda: self._initial(case), 5, 300)

    def _judge(self, case: int) -> None:
        draw = self._chance.randrange(100)
        words, what = ("EFEKTIF", "efektif") if draw < 90 else ("BELUM DAPAT DINILAI", "belum_dinilai")
        if draw < 6:
            words, what = "TIDAK EFEKTIF: terjadi lagi", "tidak_efektif"
        if self._reply(case, Ask.EFEKTIVITAS, words, what) and what == "tidak_efektif":
            self._after(lambda: self._mend(case), 100, 2500)
