"""The daemon: one loop over the stages, with signals, the mailbox's connection, and systemd's watchdog.

The loop owns no logic. A stage does one piece and says whether there is more; the
watchdog is told only after progress or a bounded wait.
"""

import logging
import signal
import time
from collections.abc import Callable, Collection, Sequence
from functools import partial
from types import FrameType

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.mail.envelope import Begin, Envelope, Note, Told
from pipeline.office.ascertain import recover
from pipeline.office.brake import Brake
from pipeline.office.canary import clear, watch
from pipeline.office.collect import collect
from pipeline.office.handle import MOST_LETTERS, handle
from pipeline.office.mail_report import MonthlyReport
from pipeline.office.make import LetterPress
from pipeline.office.press import Press
from pipeline.office.produce import produce
from pipeline.office.read import read, reader_ahead
from pipeline.office.remind import remind
from pipeline.office.rescan import Rescan
from pipeline.office.send import send
from pipeline.office.sound import Siren
from pipeline.office.tally import Tally
from pipeline.office.together import Pace
from pipeline.office.uncopied import sound_uncopied
from pipeline.office.unproven import sound_unproven
from pipeline.outside.calls import Calls
from pipeline.outside.collector import clear_up, hold_back
from pipeline.outside.imap import Mailbox
from pipeline.outside.notify import alive, ready, stopping
from pipeline.outside.smtp import deliver
from pipeline.store.claims import LOOK, Work, of_mailbox
from pipeline.store.database import outage
from pipeline.wiring import Works

log = logging.getLogger(__name__)

STAGES = ("collect", "read", "handle", "produce", "send", "remind")
#: pieces of one stage before the next has its turn
TURN = 25
#: longest pause after failures of the outside, in seconds
LONGEST_PAUSE = 300
#: the same where several hosts share the register
LONGEST_LOOK = 20

#: seconds for which what is under way is waited for, before the mailbox is looked at again
MOMENT = 1.0

Stage = Callable[[], bool]


class _Woken(Exception):
    """The signal to stop came while the daemon was waiting."""


class Daemon:
    """The stages over one mailbox, until it is told to stop."""

    def __init__(self, works: Works, stages: Collection[str] = STAGES) -> None:
        self._works = works
        self._stopping = False
        self._waits = False
        self._box: Mailbox | None = None
        self._calls = Calls()
        self._press: LetterPress = Press(partial(works.converter.convert, calls=self._calls))
        self._report = MonthlyReport(works.desk, works.converter.convert)
        self._ahead = reader_ahead(works.desk, works.reader)
        self._rescan = Rescan(works.desk, works.judge)
        self._pace = Pace(MOST_LETTERS)
        self._siren = Siren(works.alarm)
        self._brake = Brake()
        self._failures = 0
        #: a mail may have begun whose outcome nobody wrote: in the life before this one, to begin with
        self._interrupted = True
        self._poller = False
        self._tally = Tally(STAGES)
        #: what the outside refused since the start, a line a failure
        self.trouble: list[str] = []
        every = self._every()
        self._stages = {name: every[name] for name in STAGES if name in stages}

    def _every(self) -> dict[str, Stage]:
        works = self._works
        desk = works.desk
        return {
            "collect": self._collect,
            "read": self._read,
            "handle": partial(handle, desk, self._pace),
            "produce": partial(produce, desk, self._press, works.sealer),
            "send": self._send,
            "remind": self._remind,
        }

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Finish the piece at hand and end; a wait is cut short."""
        self._stopping = True
        if self._waits:
            raise _Woken

    def run(self) -> None:
        """Work until told to stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        hold_back()
        ready()
        try:
            while not self._stopping:
                if not self.once():
                    self._wait()
                alive()
        finally:
            stopping()
            self.close()

    def once(self) -> bool:
        """One pass of all stages; True if any of them found work, or something is under way beside them."""
        claims = self._works.desk.claims
        if not claims.enter():
            # The register is being migrated or rebuilt: that is over soon.
            return False
        try:
            worked = False
            for name, stage in self._stages.items():
                worked = self._turn(name, stage) or worked
            if self._works.figures is not None:
                self._tally.tell(self._works.desk, self._works.figures)
        finally:
            claims.leave()
        if worked:
            claims.tell()
        under_way = next((each for each in (self._ahead, self._press, self._report) if each.busy), None)
        if worked or under_way is None:
            return worked
        # Nothing is left to do beside the mails that are being read and the letters that are being converted.
        under_way.wait(MOMENT)
        return True

    def drain(self, passes: int = 1000) -> None:
        """Pass after pass until no stage finds work."""
        while self.once() and passes:
            passes -= 1

    def _turn(self, name: str, stage: Stage) -> bool:
        worked = False
        try:
            for _ in range(TURN):
                if self._stopping or not stage():
                    break
                worked = True
                self._tally.pieces[name] += 1
                alive()
        except Exception as error:
            trouble = outage(error)
            if trouble is None:
                raise
            self._note(name, trouble)
            return worked
        if worked:
            self._failures = 0
        if worked or (name == "collect" and self._box is not None):
            self._siren.let_in(name)
        crash.point(f"daemon.{name}")
        return worked

    def _note(self, stage: str, trouble: OutsideError) -> None:
        """The outside is down: say it, go on with the other stages, and look again later."""
        clear_up()
        self._failures += 1
        self._tally.failures[stage] += 1
        self.trouble.append(f"{stage}: {trouble}")
        remedy = trouble.remedy or None
        log.warning("stage failed", extra={"stage": stage, "reason": str(trouble), "remedy": remedy})
        self._siren.turned_away(stage, trouble)
        if stage == "collect":
            self._leave(trouble)
            # Another host may reach the mailbox.
            self._works.desk.claims.keep(Work.POLL)
            self._poller = False

    def _collect(self) -> bool:
        if not self._polls():
            return False
        if self._box is not None:
            try:
                return self._take_in(self._box)
            except OutsideError as error:
                # A connection that was kept may have died unseen: a new one tells, and at once.
                log.info("connection lost", extra={"reason": str(error)})
                self._leave(error)
        self._box = Mailbox(self._works.account).__enter__()
        return self._take_in(self._box)

    def _read(self) -> bool:
        came = read(self._works.desk, self._ahead)
        return self._rescan() or came

    def _polls(self) -> bool:
        """Whether the mailbox is this host's, until it ends or the mailbox fails it."""
        mailbox = of_mailbox(self._works.desk.address)
        self._poller = self._poller or bool(self._works.desk.claims.take(Work.POLL, [mailbox]))
        return self._poller

    def _take_in(self, box: Mailbox) -> bool:
        works = self._works
        came = collect(
            works.desk,
            box,
            folder=works.account.folder,
            since=works.since,
            keyword=works.keyword,
            move_to=works.move_to,
            largest=works.largest,
            meanwhile=partial(self._turn, "read", self._stages.get("read", lambda: False)),
        )
        clear(works.desk, box, works.account.folder)
        self._tally.polled[works.account.folder] = works.desk.clock()
        return came

    def _remind(self) -> bool:
        works = self._works
        with works.desk.claims.taken(Work.REMIND, [0]) as ours:
            if not ours:
                return False
            reminded = self._report.work() or remind(works.desk)
            sound_unproven(works.desk, works.alarm)
            sound_uncopied(works.desk, works.alarm)
            return watch(works.desk, self._deliver, works.alarm) or reminded

    def _send(self) -> bool:
        """Send what is due; first of all learn what was begun and not ended, also by another host."""
        if self._interrupted or self._works.desk.claims.shared:
            recover(self._works.desk)
        self._interrupted = True
        sent = send(self._works.desk, self._deliver, self._works.places, self._brake)
        self._interrupted = False
        return sent

    def _deliver(self, envelopes: Sequence[Envelope], begin: Begin, note: Note) -> None:
        """Hand a batch to the server; each mail that it answered is progress."""

        def noted(told: Sequence[Told]) -> None:
            note(told)
            alive()

        deliver(self._works.relay, envelopes, begin, noted)

    def _wait(self) -> None:
        """Until new mail, the next look, or the signal to stop."""
        try:
            self._waits = True
            if not self._stopping:
                self._rest()
        except _Woken as woken:
            log.info("stopping")
            self._leave(woken)
        except OutsideError as error:
            log.info("idle ended", extra={"reason": str(error)})
            self._leave(error)
        finally:
            self._waits = False

    def _rest(self) -> None:
        seconds, longest, claims = float(self._works.poll_seconds), LONGEST_PAUSE, self._works.desk.claims
        if claims.shared:
            # What another host leaves when it dies is not to wait longer.
            seconds, longest = min(seconds, LOOK), LONGEST_LOOK
        if self._failures:
            time.sleep(min(seconds * 2 ** min(self._failures, 6), longest))
        elif self._box is None:
            claims.wait(seconds)
        elif not claims.told():
            self._box.wait(min(seconds, longest), claims.bell())

    def close(self) -> None:
        """Leave the mailbox, and wait for the mail and the letters that are under way."""
        self._leave()
        self._ahead.close()
        self._press.close()
        self._calls.close()
        self._report.close()

    def _leave(self, error: BaseException | None = None) -> None:
        """Leave the mailbox; after an error at once, for a LOGOUT within IDLE is answered by nobody."""
        box, self._box = self._box, None
        if box is not None:
            box.__exit__(type(error) if error else None, error, None)
