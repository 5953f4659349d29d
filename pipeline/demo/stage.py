"""The stage: an office at work on an embedded mail server, the people who write to it, and their clock.

It stands apart from the scenes because they only say who writes what; here mail moves,
time passes, and every mail is told of as it goes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from pipeline import settings
from pipeline.daemon import Daemon
from pipeline.demo.certificates import Identity, trial_identity
from pipeline.demo.monday import next_monday
from pipeline.demo.office_folder import MAILBOX, PASSWORD, Servers, secrets, write_office
from pipeline.demo.one_tap import tap
from pipeline.demo.people import NoSuchMailError, Person, ReceivedMail
from pipeline.demo.replies import File, Program
from pipeline.demo.server import MailServer
from pipeline.demo.telling import Teller
from pipeline.office.desk import Post
from pipeline.outside.clock import Clock
from pipeline.sop.steps import KEPALA, PELANGGAN
from pipeline.store.migrate import migrate
from pipeline.wiring import Works, works

#: the official mailbox and those outside the office, among the people
OFFICIAL, PANITIA = "resmi", "panitia"
CUSTOMER_ADDRESS = "mutu@pelanggan.example"
#: who outside the office has a mailbox: key → address, name, as the story calls him
OUTSIDERS = {
    PELANGGAN: (CUSTOMER_ADDRESS, "Bagian Mutu PT Contoh Sejahtera", "Pelanggan"),
    PANITIA: ("panitia@asosiasi.example", "Panitia Temu Pelanggan", "Panitia temu pelanggan"),
    OFFICIAL: (MAILBOX, "", "Balai"),
}
#: mail programs quote in their own ways; who is not named here has Gmail
PROGRAMS = {KEPALA: Program.PHONE, "pengujian": Program.OUTLOOK}


@dataclass
class Stage:
    """The running office and its people, by the key of their post."""

    server: MailServer
    clock: Clock
    works: Works
    daemon: Daemon
    people: Mapping[str, Person]
    #: whose signature the letter must bear: the Kepala's, or in mode segel the office's
    identity: Identity
    segel: bool
    #: the demo's configuration folder
    config: Path
    teller: Teller
    #: envelopes of the server that were told of
    told: int = 0

    def work(self) -> None:
        """Let the daemon work until all queues are empty, and tell of what it sent."""
        while self.daemon.once():
            self.tell()
        self.tell()

    def tell(self, *, strangers: bool = False) -> None:
        """Tell of the mails that the program has sent since the last time, and of others' if `strangers`."""
        envelopes = self.server.accepted
        for envelope in envelopes[self.told :]:
            mail = message_from_bytes(envelope.raw, policy=default)
            if envelope.sent_by == MAILBOX:
                self.teller.sent(envelope.at, mail)
            elif strangers:
                self.teller.wrote(envelope.at, mail, str(mail["Subject"]))
        self.told = len(envelopes)

    def pass_time(self, **amount: float) -> None:
        """Let time pass, by a timedelta's arguments; the queues are empty before and after."""
        self.work()
        self.clock.move(timedelta(**amount))
        self.work()

    def newest(self, who: str, about: str) -> ReceivedMail:
        """The newest mail of somebody whose subject has these words; NoSuchMailError if there is none."""
        mails = self.people[who].inbox()
        found = [mail for mail in mails if about in mail.subject]
        if not found:
            raise NoSuchMailError(f"{self.people[who].address}: tidak ada surel “{about}”")
        return found[-1]

    def write(self, who: str, to: str, subject: str, text: str, files: Sequence[File] = ()) -> None:
        """Somebody writes a new mail."""
        mail = self.people[who].write(to, subject, text, files)
        self.teller.wrote(self.clock(), mail, subject)

    def reply(self, who: str, about: str, text: str, files: Sequence[File] = ()) -> None:
        """Somebody answers the newest mail about something, some minutes after it came."""
        self.pass_time(minutes=4)
        mail = self.people[who].reply(self.newest(who, about), text, files)
        self.teller.wrote(self.clock(), mail, text, how="membalas")
        self.work()

    def tap(self, who: str, about: str, word: str) -> None:
        """Somebody taps the link of a mail's HTML that answers with `word`, and sends what it opens."""
        self.pass_time(minutes=4)
        tapped = tap(self.newest(who, about).message, word)
        mail = self.people[who].write(tapped.to, tapped.subject, tapped.text)
        self.teller.wrote(self.clock(), mail, word, how="mengetuk pilihan")
        self.work()


@contextmanager
def staged(folder: Path, teller: Teller, *, segel: bool) -> Iterator[Stage]:
    """An office that has opened its mailbox on a Monday morning, with all its files in `folder`."""
    with ExitStack() as stack:
        clock = Clock()
        server = stack.enter_context(MailServer(folder / "kotak-surat", clock))
        identity = trial_identity("Balai" if segel else "Kepala Balai", at=clock())
        stack.enter_context(secrets(identity))
        servers = Servers(host=server.host, imap_port=server.imap_port, smtp_port=server.smtp_port)
        config = write_office(folder, servers, identity, segel=segel)
        loaded = settings.load(config)
        clock.move(next_monday(loaded.calendar, clock()) - clock())
        built = stack.enter_context(works(loaded, clock))
        migrate(built.desk.engine)
        daemon = Daemon(built)
        stack.callback(daemon.close)
        people = _people(server, built.desk.posts)
        teller.names = _names(built.desk.posts)
        stage = Stage(server, clock, built, daemon, people, identity, segel, config, teller)
        stage.work()
        yield stage


def _people(server: MailServer, posts: Mapping[str, Post]) -> dict[str, Person]:
    mailboxes = {key: (post.address, post.signer.jabatan) for key, post in posts.items()}
    mailboxes |= {key: (address, name) for key, (address, name, _) in OUTSIDERS.items()}
    return {
        key: Person(address, PASSWORD, server, name=name, program=PROGRAMS.get(key, Program.GMAIL))
        for key, (address, name) in mailboxes.items()
    }


def _names(posts: Mapping[str, Post]) -> dict[str, str]:
    office = {post.address: post.signer.jabatan for post in posts.values()}
    return office | {address: called for address, _, called in OUTSIDERS.values()}
