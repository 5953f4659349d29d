"""What an SMTP server can do wrong, by name: refusals, delays, and silence at the worst moment.

It stands apart from the server because a fault is data: a test says which, for whom and how often, and the
server only asks at each point of the dialogue whether one is due.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock


class Point(StrEnum):
    """Where in the dialogue a fault strikes; DOT is after the mail's last line, before the answer to it."""

    CONNECT = "connect"
    EHLO = "ehlo"
    STARTTLS = "starttls"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"
    DOT = "dot"
    QUIT = "quit"


DROP = "drop"
SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong.

    `effect` is a reply such as "450 4.2.0 Nanti", or DROP, or SILENCE. `recipient` limits it to one address
    (at RCPT and DOT). `after` lets so many pass first, `times` ends it after so many (None: never). At DOT,
    `keeps` says that the mail is accepted all the same: its sender only never hears so.
    """

    point: Point
    effect: str
    recipient: str | None = None
    after: int = 0
    times: int | None = None
    keeps: bool = False


@dataclass(slots=True)
class Faults:
    """The faults in force, and how often each was due. The named ones below are those seen in the wild."""

    _met: dict[Fault, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def add(self, fault: Fault) -> None:
        """Put `fault` in force; where two are due at once the first counts."""
        with self._lock:
            self._met[fault] = 0

    def clear(self) -> None:
        """Behave from now on."""
        with self._lock:
            self._met.clear()

    def due(self, point: Point, *recipients: str) -> Fault | None:
        """The fault that strikes here and now, if any; asking counts."""
        with self._lock:
            for fault, met in self._met.items():
                if fault.point != point or fault.recipient not in (None, *recipients):
                    continue
                self._met[fault] = met + 1
                last = None if fault.times is None else fault.after + fault.times
                if met >= fault.after and (last is None or met < last):
                    return fault
            return None

    def refuse_rcpt(self, recipient: str, reply: str = "550 5.1.1 No such user here") -> None:
        """Refuse `recipient` for good, and take the others."""
        self.add(Fault(Point.RCPT, reply, recipient))

    def greylist(self, recipient: str | None = None, *, times: int = 1) -> None:
        """Put the recipient (or each) off, `times` times."""
        self.add(Fault(Point.RCPT, "450 4.7.1 Greylisted, please try again", recipient, times=times))

    def refuse_sender(self, reply: str = "550 5.7.1 Sender rejected") -> None:
        """Refuse at MAIL."""
        self.add(Fault(Point.MAIL, reply))

    def refuse_login(self, reply: str = "535 5.7.8 Authentication credentials invalid") -> None:
        """Refuse every login."""
        self.add(Fault(Point.AUTH, reply))

    def refuse_mail(self, reply: str = "554 5.7.1 Message rejected", *, times: int | None = None) -> None:
        """Read the whole mail, then refuse it."""
        self.add(Fault(Point.DOT, reply, times=times))

    def be_busy(self, *, times: int | None = None) -> None:
        """Greet with 421 and hang up."""
        self.add(Fault(Point.CONNECT, "421 4.3.2 Service not available", times=times))

    def close_after(self, mails: int) -> None:
        """Take so many mails, then answer each further MAIL with 421 and hang up."""
        self.add(Fault(Point.MAIL, "421 4.7.0 Too many messages, closing connection", after=mails))

    def drop_at(self, point: Point, *, times: int | None = 1) -> None:
        """Cut the connection at `point`; at BODY that is in the middle of the mail."""
        self.add(Fault(point, DROP, times=times))

    def drop_after_dot(self, *, keeps: bool = True, times: int | None = 1) -> None:
        """Cut the connection after the last line, the mail accepted or (`keeps=False`) lost."""
        self.add(Fault(Point.DOT, DROP, times=times, keeps=keeps))

    def no_answer_after_dot(self, *, keeps: bool = True, times: int | None = 1) -> None:
        """Never answer to the last line, the mail accepted or (`keeps=False`) lost."""
        self.add(Fault(Point.DOT, SILENCE, times=times, keeps=keeps))
