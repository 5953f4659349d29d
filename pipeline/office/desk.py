"""The desk: what every stage works with, as frozen values and live objects handed down by the wiring.

Stages take the desk and the outside things they need; none of them reads
settings, a clock or chance in any other way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from pipeline.errors import OutsideError
from pipeline.letters.edits import Edit, Written, edit
from pipeline.letters.letter_case import Office, Signer
from pipeline.letters.numbers import NumberFormat
from pipeline.letters.signed import Trust
from pipeline.mail.answer import Unit, When
from pipeline.mail.authentic import UNPROVEN, Policy
from pipeline.mail.deputies import Deputy
from pipeline.mail.restraint import USUAL, Restraint
from pipeline.mail.score import NO_WORDS, OwnWords
from pipeline.mail.wording import Wordings
from pipeline.office.lately import Lately
from pipeline.sop.rules import Rules
from pipeline.sop.steps import PELANGGAN
from pipeline.store.claims import Claims

#: the text of each page of a PDF, or why it has none
Pages = Sequence[str] | OutsideError
#: the pages of each PDF of one call of the converter; only the cage reads one, and raises nothing
ReadPages = Callable[[Sequence[bytes]], Sequence[Pages]]


def _uncaged(pdfs: Sequence[bytes]) -> Sequence[Pages]:
    why = OutsideError("PDF hanya dibaca di dalam kandang, dan kandangnya belum dibuka", permanent=False)
    return [why] * len(pdfs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of the office: who is asked under this key."""

    key: str
    #: Kepala Balai, Pokja Pengujian, …
    name: str
    #: enrolled address, lower case; routing mails go there and replies must come from there
    address: str
    #: as mails begin: "Yth. Kepala Balai"
    salutation: str
    #: the block at the end of letters
    signer: Signer
    #: what a Pokja is responsible for, as people name it
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The office's standing facts and tools."""

    engine: Engine
    clock: Callable[[], datetime]
    #: the present, where the clock stands at what is worked through again; None where it is the same
    present: Callable[[], datetime] | None = None
    #: bytes of chance for tokens and tags
    chance: Callable[[int], bytes]
    rules: Rules
    posts: Mapping[str, Post]
    #: the regular holders, also while another acts for them: their addresses stay the office's own
    holders: Mapping[str, Post] = field(default_factory=dict)
    #: the official mailbox, lower case; customers and staff write to it
    address: str
    #: name that stands before the address
    sender_name: str
    #: short name of the office in mails
    short_name: str
    #: Reply-To carries the token as a plus-address
    plus_addresses: bool
    letterhead: Office
    numbers: NumberFormat
    #: a signed letter may bear a number that another application gave
    takes_numbers: bool = False
    trust: Trust
    #: template name → .docx
    templates: Mapping[str, bytes]
    wordings: Wordings
    #: the characters of a text that no installed font has; a letter with any of them is not printed
    undrawable: Callable[[str], str] = lambda _: ""
    #: writes into a draft that somebody returned; the daemon has it done in the cage
    edit: Callable[[bytes, Edit], Written] = edit
    pages: ReadPages = _uncaged
    #: how genuine mail of the staff is told
    policy: Policy = UNPROVEN
    #: how much mail from outside may make the office write and read
    restraint: Restraint = USUAL
    #: who acts for whom, as the register has it
    deputies: Callable[[Connection], Sequence[Deputy]] = lambda _: ()
    #: the office's own words by which a complaint is told
    own_words: OwnWords = NO_WORDS
    #: the request to sign carries the package for SRIKANDI
    package: bool = False
    #: domains by which SP4N-LAPOR! writes; its cases have a term of their own
    lapor: tuple[str, ...] = ()
    #: how long a request may be answered
    request_life: timedelta = timedelta(days=14)
    #: how long the bytes of mail that is no complaint are kept
    keep_other: timedelta = timedelta(days=30)
    #: pauses between tries of a mail, in minutes; the last one repeats
    retry_minutes: tuple[int, ...] = (5, 15, 30, 60)
    #: gets a copy of every mail in the same envelope, '' for nobody
    journal: str = ""
    #: how long a copy may take to show in the journal, or in the folder of sent mails
    proof_within: timedelta = timedelta(minutes=15)
    #: between two mails to ourselves, zero for none; and after how long one is missed
    canary_every: timedelta = timedelta()
    canary_late: timedelta = timedelta(minutes=15)
    #: how long a mail is tried
    retry_for: timedelta = timedelta(hours=72)
    #: the Kepala gets the report of each month
    monthly_report: bool = True
    #: what was read a moment ago
    lately: Lately = field(default_factory=Lately)
    #: what this daemon works at, where several hosts share the register
    claims: Claims = field(default_factory=Claims)

    @property
    def domain(self) -> str:
        """The domain of the office's Message-IDs."""
        return self.address.partition("@")[2]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The Pokja in the order of the option numbers."""
        posts = (self.posts[key] for key in self.rules.pokja)
        return tuple(Unit(post.key, post.name, post.services, post.signer.jabatan) for post in posts)

    def when(self, due: datetime, at: datetime) -> When:
        """What makes the day until which more time is asked into working days after `due`."""
        calendar = self.rules.calendar
        today = at.astimezone(calendar.zone).date()
        return When(today, lambda day: calendar.days_until(due, day))

    @property
    def addresses(self) -> frozenset[str]:
        """Every address of the office itself: its mailbox and its posts."""
        posts = (*self.posts.values(), *self.holders.values())
        return frozenset({self.address, *(post.address for post in posts)})

    @property
    def domains(self) -> frozenset[str]:
        """The domains of its addresses."""
        return frozenset(address.rpartition("@")[2] for address in self.addresses)

    def post_of(self, address: str) -> Post | None:
        """The post with this enrolled address."""
        posts = (*self.posts.values(), *self.holders.values())
        return next((post for post in posts if post.address == address), None)

    def name(self, post: str) -> str:
        """A post as mails call it."""
        return "Pelanggan" if post == PELANGGAN else self.rules.name(post)
