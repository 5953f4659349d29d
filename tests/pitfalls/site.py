"""An office's register before a mailbox that goes wrong: poll, read and handle, and look what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from pipeline.errors import OutsideError
from pipeline.office.collect import collect
from pipeline.office.desk import Desk
from pipeline.office.fetch import LARGEST
from pipeline.office.handle import handle
from pipeline.outside.clock import Clock
from pipeline.outside.imap import Account, Mailbox
from pipeline.store.database import reading
from tests.office.registers import COMPLAINT, Reader, a_letter, read_all
from tests.servers.fault_proxy import Proxy


def complaint(number: int, *, text: str = COMPLAINT, **headers: str) -> bytes:
    """A complaint that differs from all others by the number of its LHU."""
    return a_letter(text.replace("00123", f"{number:05}"), number=number, **headers)


@dataclass
class Site:
    """The register of one office, its clock, and the way to its mailbox."""

    desk: Desk
    clock: Clock
    account: Account
    between: Proxy
    #: the mailbox, as a delivery agent sees it
    inbox: Any
    largest: int = LARGEST
    trouble: list[str] = field(default_factory=list)

    def deliver(self, *mails: bytes) -> None:
        """Mails arrive."""
        for mail in mails:
            self.inbox.deliver(mail)

    def poll(self) -> bool:
        """One look at the mailbox over a connection of its own; whether it went well."""
        try:
            with Mailbox(self.account) as box:
                collect(self.desk, box, folder=self.account.folder, largest=self.largest)
        except OutsideError as error:
            self.trouble.append(str(error))
            return False
        return True

    def work(self, *, polls: int = 1) -> None:
        """Look so often at the mailbox, then read and handle what came, and carry out the marks."""
        for _ in range(polls):
            self.poll()
        read_all(self.desk, Reader())
        while handle(self.desk):
            pass
        self.poll()

    def open(self) -> "Site":
        """The first look: what lies there is not the register's."""
        self.work()
        return self

    def wait(self, **amount: float) -> None:
        """Let time pass."""
        self.clock.move(timedelta(**amount))

    def rows(self, query: str) -> Sequence[Any]:
        """Look into the register."""
        with reading(self.desk.engine) as connection:
            return connection.execute(text(query)).all()

    @property
    def cases(self) -> int:
        """How many letters are registered."""
        return len(self.rows("select 1 from cases"))

    @property
    def states(self) -> list[str]:
        """What became of each mail, in the order in which they came."""
        return [row.state for row in self.rows("select state from inbox order by id")]

    @property
    def held(self) -> list[str]:
        """Why mails wait for a person."""
        return [str(r.held_reason) for r in self.rows("select held_reason from inbox where state='ditahan'")]

    @property
    def waiting(self) -> list[int]:
        """UIDs that could not be fetched yet."""
        return [row.uid for row in self.rows("select uid from unread")]
