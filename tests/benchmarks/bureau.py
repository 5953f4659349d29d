"""The office of a benchmark: its real stages over a private Dovecot and a register on a real disk.

It stands apart because both benchmarks run the same stages and only the mails differ. The servers are the
tests' own; nothing of the system is touched.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from pipeline.daemon import MOMENT, TURN
from pipeline.letters.signed import Trust
from pipeline.mail.restraint import Restraint
from pipeline.mail.score import NO_WORDS
from pipeline.office.collect import collect
from pipeline.office.desk import Desk
from pipeline.office.handle import MOST_LETTERS, handle
from pipeline.office.make import LetterPress
from pipeline.office.press import Press
from pipeline.office.produce import produce
from pipeline.office.read import MailsAhead, read, reader_ahead
from pipeline.office.remind import remind
from pipeline.office.send import send
from pipeline.office.together import Pace
from pipeline.outside.cage import Cage
from pipeline.outside.calls import Calls
from pipeline.outside.imap import Account, Mailbox, Security
from pipeline.outside.libreoffice import Converter
from pipeline.outside.smtp import Relay, deliver
from pipeline.store.database import open_engine, reading
from pipeline.store.migrate import migrate
from tests.benchmarks.meter import Figures, Meter, children_cpu, figures
from tests.benchmarks.sink import running_sink
from tests.certificates import identity
from tests.offices import Clock, a_desk
from tests.servers import dovecot
from tests.servers.postgres import running_postgres

#: on a disk even where /tmp is memory
DISK = "/var/tmp"
_PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
_SETTINGS = (
    "server_version",
    "fsync",
    "synchronous_commit",
    "full_page_writes",
    "wal_sync_method",
    "shared_buffers",
)

#: a benchmark is a flood
MANY = 1_000_000
UNBOUND = Restraint(answers_hour=MANY, letters_hour=MANY)

Stage = Callable[[], bool]


@dataclass(slots=True, kw_only=True)
class Bureau:
    """A desk with its mailbox and its stages, and the meter that runs while they do."""

    desk: Desk
    clock: Clock
    mailbox: dovecot.Mailbox
    box: Mailbox
    cage: Cage
    relay: Relay
    press: LetterPress = field(init=False)
    ahead: MailsAhead = field(init=False)
    pace: Pace = field(default_factory=lambda: Pace(MOST_LETTERS))
    meter: Meter = field(default_factory=Meter)
    calls: Calls = field(default_factory=Calls)

    def __post_init__(self) -> None:
        self.ahead = reader_ahead(self.desk, self.cage)
        self.press = Press(partial(Converter().convert, calls=self.calls))

    def stages(self) -> dict[str, Stage]:
        """The daemon's stages, in its order."""
        reads = partial(read, self.desk, self.ahead)
        return {
            "collect": partial(collect, self.desk, self.box, meanwhile=lambda: self._turn("read", reads)),
            "read": reads,
            "handle": partial(handle, self.desk, self.pace),
            "produce": partial(produce, self.desk, self.press, None),
            "send": partial(send, self.desk, partial(deliver, self.relay)),
            "remind": partial(remind, self.desk),
        }

    def drain(self, *names: str) -> None:
        """Run the named stages, or all of them, until none finds work; this alone is metered."""
        stages = [(name, stage) for name, stage in self.stages().items() if not names or name in names]
        while sum(self._turn(name, stage) for name, stage in stages) or self._waits():
            pass

    def _waits(self) -> bool:
        """Whether anything is under way beside the stages, for which the daemon waits."""
        for name, beside in (("read", self.ahead), ("produce", self.press)):
            if beside.busy:
                with self.meter.count(name):
                    beside.wait(MOMENT)
                return True
        return False

    def _turn(self, name: str, stage: Stage) -> bool:
        with self.meter.count(name):
            pieces = 0
            while pieces < TURN and stage():
                pieces += 1
        return pieces > 0

    def figures(self, pieces: int) -> Figures:
        """What `pieces` took; all is closed first, since only children that ended are counted."""
        self.press.close()
        self.calls.close()
        self.cage.__exit__(None, None, None)
        return figures(self.meter, pieces, self._in_force())

    def _in_force(self) -> str:
        """What the database does about durability, in its own words."""
        lite = self.desk.engine.dialect.name == "sqlite"
        ask, names = ("PRAGMA", _PRAGMAS) if lite else ("SHOW", _SETTINGS)
        with reading(self.desk.engine) as connection:
            return ", ".join(f"{name}={connection.scalar(text(f'{ask} {name}'))}" for name in names)


@contextmanager
def open_bureau(database: str) -> Iterator[Bureau]:
    """A bureau with an empty mailbox and an empty register on `database`, sqlite or postgresql."""
    with ExitStack() as stack:
        engine = open_engine(stack.enter_context(empty_database(database)))
        stack.callback(engine.dispose)
        migrate(engine)
        mailbox = stack.enter_context(dovecot.running_dovecot()).mailbox()
        mailbox.mails()
        port = stack.enter_context(running_sink())
        clock = Clock()
        cage = stack.enter_context(Cage(roots=[identity().root], clock=clock, own=NO_WORDS))
        desk = a_desk(engine, clock, trust=Trust(roots_configured=True), restraint=UNBOUND)
        bureau = Bureau(
            desk=replace(desk, pages=cage.pages, edit=cage.edit),
            clock=clock,
            mailbox=mailbox,
            box=stack.enter_context(Mailbox(_account(mailbox))),
            cage=cage,
            relay=Relay(host="127.0.0.1", port=port, security=Security.NONE),
        )
        # The first look takes nothing: it marks from where on mail is the register's.
        bureau.drain("collect")
        bureau.meter = Meter(children_before=children_cpu())
        yield bureau


@contextmanager
def empty_database(database: str) -> Iterator[str]:
    """The address of a database, sqlite or postgresql, on a real disk."""
    if database == "sqlite":
        with TemporaryDirectory(prefix="tanggap-", dir=DISK) as folder:
            yield f"sqlite:///{Path(folder) / 'register.sqlite3'}"
    else:
        with running_postgres() as server:
            yield server.create_database()


def _account(mailbox: dovecot.Mailbox) -> Account:
    return Account(
        host=mailbox.host,
        port=mailbox.tls_port,
        security=Security.TLS,
        user=mailbox.user,
        password=lambda: mailbox.password,
        ca_file=str(mailbox.authority),
    )
