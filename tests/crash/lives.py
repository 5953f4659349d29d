"""The lives of an office's daemons as the test sees them: begun, troubled, killed, and begun again."""

import json
import os
import select
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, text
from sqlalchemy import select as rows
from sqlalchemy.exc import OperationalError

from pipeline.outside.clock import Clock
from pipeline.store.database import reading
from pipeline.store.mail_tables import recipients
from pipeline.store.outbox import FROZEN
from pipeline.store.schema import Moment
from tests.crash.nursery import Nursery, received

#: seconds; no turn of the daemon takes so long unless it hangs, not even where others use the processors
_PATIENCE = 180
#: rounds of one turn in which a daemon died or was troubled; more, and it will never be done
_ROUNDS = 100
#: seconds between two turns of a daemon that nobody waits for
_PAUSE = 0.02
#: the action whose point is a call of the C library, of which one in `nth` fails (tests/crash/failing_disk)
DISK = "disk"
#: actions that a daemon may end of
_FELLING = ("raise", "enospc", DISK)
#: seconds before a daemon that ended of itself is started again
_RESTART = 0.5
#: rounds in which all daemons stand by, while the register notices that the last owner is gone
_STANDING_BY = 200
#: reached when a life opens the mailbox: so that mail waits there, every turn is a new life's
OPENING = ("imap.selected",)
_PUT_OFF = rows(func.max(recipients.c.next_at, type_=Moment)).where(recipients.c.state == FROZEN)
_BEGUN = text(
    "select message_id from outbox o join recipients r on r.outbox_id = o.id where r.state = 'mulai'"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong at which point, at the nth time that it is reached in a turn."""

    point: str
    action: str = "kill"
    nth: int = 1


@dataclass
class _Life:
    pid: int
    wire: socket.socket


@dataclass
class Lives:
    """One office's daemons; in every turn each of `faults` comes once, in their order.

    At each point of `volley` a life ends too, once in every turn, in the order in which they are reached.
    """

    nursery: Nursery
    config: Path
    engine: Engine
    clock: Clock
    faults: Sequence[Fault] = ()
    volley: Sequence[str] = ()
    #: processes on one register; all but one stand by
    workers: int = 1
    #: PlainPaper instead of LibreOffice
    plain: bool = True
    #: the daemon may end of itself
    may_fall: bool = False
    #: the real cage
    walls: bool = False
    #: ends so far: by SIGKILL, of itself, by the watchdog
    kills: int = 0
    falls: int = 0
    hangs: int = 0
    #: faults that the process lived through
    survived: int = 0
    #: points of the volley at which lives ended
    deaths: Counter[str] = field(default_factory=Counter)
    #: Message-ID → at how many deaths its DATA had begun and its outcome was not yet written
    under_way: Counter[str] = field(default_factory=Counter)
    #: the number of the round: in each the fault comes to one of the daemons alone
    _serial: int = 0
    _living: list[_Life] = field(default_factory=list)
    _armed: list[str] = field(default_factory=list)

    @property
    def pids(self) -> list[int]:
        """The processes that live."""
        return [life.pid for life in self._living]

    @property
    def fired(self) -> int:
        """How often a fault came, whatever it did."""
        return self.kills + self.falls + self.hangs + self.survived

    def work(self) -> None:
        """Let the daemons work until they find nothing more to do, in as many lives as that takes."""
        if any(point in OPENING for point in (*self.volley, *(fault.point for fault in self.faults))):
            self.end()
        left = list(self.faults)
        self._armed = list(self.volley)
        standing_by = rounds = 0
        while (outcome := self._round(left[0] if left else None)) != "done":
            standing_by = standing_by + 1 if outcome == "stands by" else 0
            rounds += outcome != "stands by"
            assert standing_by < _STANDING_BY, "nobody gets the register"
            assert rounds < _ROUNDS, f"the daemon does not come to an end:\n{self.nursery.words()}"
            if outcome == "stands by":
                time.sleep(_PAUSE)
            elif outcome == "fell" and self.may_fall:
                # As systemd does, so that what is down may come up.
                time.sleep(_RESTART)
            elif left:
                left.pop(0)
            if outcome == "troubled":
                # A daemon that lived through trouble tries again after a pause.
                self.let_pause_pass()

    def _round(self, fault: Fault | None) -> str:
        """One turn of every daemon; how it went, the worst first: fell, troubled, stands by, done."""
        self._serial += 1
        # Those that live have the register before one that is born again.
        for life in self._living:
            self._order(life, fault)
        while len(self._living) < self.workers:
            self._living.append(
                _Life(*self.nursery.give_life(self.config, plain=self.plain, walls=self.walls))
            )
            self._order(self._living[-1], fault)
        words = list(self._words())
        return next(word for word in ("fell", "troubled", "done", "stands by") if word in words)

    def _words(self) -> Iterator[str]:
        """What every daemon says of its turn, whoever is done first.

        One that hangs may hold what another waits for, so nobody's word is waited for alone.
        """
        silent = list(self._living)
        while silent:
            speaking = select.select([life.wire for life in silent], [], [], _PATIENCE)[0]
            if not speaking:
                raise TimeoutError(f"the daemon hangs:\n{self.nursery.words()}")
            for life in [each for each in silent if each.wire in speaking]:
                silent.remove(life)
                yield self._heard(life)

    def _order(self, life: _Life, fault: Fault | None) -> None:
        turn: dict[str, Any] = {"offset": self.clock.offset.total_seconds(), "point": ""}
        turn["volley"] = self._armed
        if fault is not None:
            once = str(self.config.parent / f"gangguan-{self._serial}")
            turn |= {"point": fault.point, "action": fault.action, "nth": fault.nth, "once": once}
        life.wire.send(json.dumps(turn).encode())

    def _heard(self, life: _Life) -> str:
        message = received(life.wire)
        word = json.loads(message) if message else ""
        if word == "hangs":
            # What systemd's watchdog does.
            os.killpg(life.pid, signal.SIGABRT)
            while received(life.wire):
                pass
        if word.startswith("dies at "):
            point = word.removeprefix("dies at ")
            self.deaths[point] += 1
            self._armed.remove(point)
            while received(life.wire):
                pass
            word = ""
        if word in ("hangs", ""):
            self._bury(life)
            return "fell"
        self.survived += word == "troubled"
        return str(word)

    def let_pause_pass(self) -> bool:
        """Until the mails that were put off are due; False if none was."""
        with reading(self.engine) as connection:
            latest = connection.scalar(_PUT_OFF)
        if latest is None or latest <= self.clock():
            return False
        self.clock.move(latest - self.clock() + timedelta(seconds=1))
        return True

    def work_for(self, seconds: float) -> None:
        """Turn after turn, until the daemons are killed from outside after so many seconds."""
        end = time.monotonic() + seconds
        while len(self._living) < self.workers:
            self._living.append(
                _Life(*self.nursery.give_life(self.config, plain=self.plain, walls=self.walls))
            )
        busy: set[int] = set()
        while (left := end - time.monotonic()) > 0:
            for life in self._living:
                if life.pid not in busy:
                    self._order(life, None)
                    busy.add(life.pid)
            heard, _, _ = select.select([life.wire for life in self._living], [], [], left)
            for life in self._living:
                if life.wire in heard:
                    assert received(life.wire), f"the daemon ended by itself:\n{self.nursery.words()}"
                    busy.discard(life.pid)
            if heard:
                time.sleep(min(_PAUSE, max(end - time.monotonic(), 0)))
        self.kill_all()

    def kill_all(self) -> None:
        """End every process group with SIGKILL."""
        for life in self._living:
            os.killpg(life.pid, signal.SIGKILL)
        for life in list(self._living):
            while received(life.wire):
                pass
            self._bury(life)

    def _bury(self, life: _Life) -> None:
        life.wire.close()
        self._living.remove(life)
        match self.nursery.how_it_ended(life.pid):
            case -9:
                self.kills += 1
            case -6:
                self.hangs += 1
            case 1 if self.may_fall or any(fault.action in _FELLING for fault in self.faults):
                self.falls += 1
            case code:
                raise AssertionError(f"the daemon ended by itself ({code}):\n{self.nursery.words()}")
        # Whatever the daemon had started goes with it.
        with suppress(ProcessLookupError):
            os.killpg(life.pid, signal.SIGKILL)
        # The database itself may be down.
        with suppress(OperationalError), reading(self.engine) as connection:
            self.under_way.update(connection.scalars(_BEGUN))

    def end(self) -> None:
        """The last lives end in peace, unless one hangs: then the test that saw it shall end too."""
        for life in self._living:
            life.wire.shutdown(socket.SHUT_WR)
            if not select.select([life.wire], [], [], _PATIENCE)[0]:
                os.killpg(life.pid, signal.SIGKILL)
            life.wire.close()
            self.nursery.how_it_ended(life.pid)
        self._living.clear()
