"""The wiring: settings become live objects. The only file that names concrete outside things."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import gettempdir

from sqlalchemy import URL, Engine, make_url

from pipeline import staff
from pipeline.errors import SettingsError
from pipeline.letters.signed import Trust
from pipeline.mail.authentic import Profile
from pipeline.mail.compose import self_test
from pipeline.mail.reading import Reader
from pipeline.mail.score import OwnWords
from pipeline.mail.wording import Wordings
from pipeline.mail_wiring import account, relay
from pipeline.office.desk import Desk
from pipeline.office.roster import Roster, look_again
from pipeline.office.seal import Sealer
from pipeline.outside.alarm import Channel
from pipeline.outside.cage import Cage, Limits
from pipeline.outside.clock import Clock
from pipeline.outside.dns import Names
from pipeline.outside.enclosure import Enclosure
from pipeline.outside.enclosure_choice import chosen
from pipeline.outside.fonts import Fonts
from pipeline.outside.imap_account import Account
from pipeline.outside.journal import Journal
from pipeline.outside.libreoffice import Converter
from pipeline.outside.lock import owned
from pipeline.outside.modes import close
from pipeline.outside.proving import ProvingReader
from pipeline.outside.relay import Relay
from pipeline.outside.scanning import ScanningReader
from pipeline.outside.seal import Seal
from pipeline.outside.secrets import check_private, has_secret, secret
from pipeline.outside.textfile import Textfile
from pipeline.settings import Settings
from pipeline.store import claims
from pipeline.store.claims import Claims
from pipeline.store.database import open_engine, writing
from pipeline.store.migrate import current, head, prepare
from pipeline.store.roles import grant


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """Everything the daemon runs on."""

    desk: Desk
    account: Account
    relay: Relay
    cage: Cage
    #: the cage, with proof of signatures where the office's profile wants it
    reader: Reader
    #: scans again what came while the scanner was silent, None where there is no scanner
    judge: ScanningReader | None
    converter: Converter
    sealer: Sealer | None
    #: where copies of our mails lie, None where there are none
    places: Journal | None
    #: the second channel, for when mail fails
    alarm: Channel
    #: the file of figures for Prometheus, None for none
    figures: Textfile | None
    #: mail received since this moment is taken at the first start, None: only what arrives
    since: datetime | None
    keyword: str
    move_to: str
    poll_seconds: int
    #: bytes of one mail that are fetched
    largest: int


def shipped(name: str) -> Traversable:
    """A folder that the program brings along: of the checkout, else of the installed package."""
    checkout = Path(__file__).parents[1] / name
    return checkout if checkout.is_dir() else resources.files("pipeline") / "data" / name


def engine(settings: Settings, owner: str | None = None) -> Engine:
    """The register's engine; on PostgreSQL as `owner`, who may change its tables, where one is named."""
    url = make_url(settings.program.database.url)
    if owner and not url.drivername.startswith("postgresql"):
        raise SettingsError("--owner hanya untuk register pada PostgreSQL")
    return open_engine(with_password(url.set(username=owner) if owner else url))


def with_password(url: URL) -> str:
    """The URL of a register, on PostgreSQL with the password that is kept apart from it."""
    # A socket or a .pgpass file needs none here.
    lacks = url.drivername.startswith("postgresql") and url.password is None
    if lacks and has_secret("database_password"):
        url = url.set(password=secret("database_password"))
    return url.render_as_string(hide_password=False)


def register_files(settings: Settings) -> list[Path]:
    """The folder and the files of a register on SQLite; on PostgreSQL they are the server's."""
    url = make_url(settings.program.database.url)
    if not url.drivername.startswith("sqlite"):
        return []
    path = Path(str(url.database)).absolute()
    return [path.parent, *(path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-shm"))]


def let_in(settings: Settings, base: Engine) -> None:
    """Give the role in the settings, the daemon's, what it needs in the register that another role owns."""
    role = make_url(settings.program.database.url).username
    with writing(base) as connection:
        grant(connection, role or "tanggap")


def desk(settings: Settings, clock: Callable[[], datetime] | None = None, base: Engine | None = None) -> Desk:
    """The office's desk."""
    office = settings.office
    times, clock = office.waktu, clock or Clock()
    holders = staff.posts(settings)
    return Desk(
        engine=base or engine(settings),
        clock=clock,
        chance=secrets.token_bytes,
        rules=staff.rules(settings),
        posts=Roster(holders, clock, settings.calendar.zone, staff.acting(settings)),
        holders=holders,
        address=office.surel.alamat,
        sender_name=office.surel.nama,
        short_name=office.instansi.singkat,
        plus_addresses=office.surel.alamat_plus,
        letterhead=staff.letterhead(settings),
        numbers=office.nomor.format(),
        takes_numbers=office.nomor.sumber == "luar",
        trust=Trust(
            roots_configured=bool(office.tanda_tangan.akar), serials=frozenset(office.tanda_tangan.serial)
        ),
        templates=_templates(settings),
        wordings=Wordings(_wordings(settings)),
        undrawable=Fonts().missing,
        journal=settings.program.journal.address,
        proof_within=timedelta(minutes=settings.program.journal.wait_minutes),
        canary_every=timedelta(minutes=settings.program.canary.every_minutes),
        canary_late=timedelta(minutes=settings.program.canary.late_minutes),
        policy=office.autentikasi.policy(),
        restraint=office.pembatasan.restraint(),
        own_words=OwnWords(complaint=office.kata.pengaduan, other=office.kata.lain),
        package=office.tanda_tangan.paket_srikandi,
        lapor=office.surel.lapor,
        monthly_report=office.surel.laporan_bulanan,
        request_life=timedelta(days=times.permintaan_hari),
        keep_other=timedelta(days=times.simpan_surat_lain_hari),
    )


def _folder(settings: Settings) -> Traversable:
    own = settings.program.documents.templates_dir
    return Path(own) if own else shipped("letter_templates")


def _templates(settings: Settings) -> dict[str, bytes]:
    files = _folder(settings).iterdir()
    return {file.name[:-5]: file.read_bytes() for file in files if file.name.endswith(".docx")}


def _wordings(settings: Settings) -> dict[str, str]:
    files = (_folder(settings) / "mail").iterdir()
    return {file.name: file.read_text("utf-8") for file in files if file.name.endswith(".j2")}


def converter(settings: Settings) -> Converter:
    """What makes PDFs of Word documents."""
    item = settings.program.documents
    return Converter(item.converter, item.convert_seconds, enclosure(settings))


def enclosure(settings: Settings) -> Enclosure:
    """Where strangers' files are read and letters converted."""
    item = settings.program.cage
    return chosen(item.way, item.socket)


def proving(desk: Desk, cage: Cage) -> Reader:
    """What reads mails: the cage, which verifies signatures too where the office's profile stands on them."""
    return prover(desk, cage) if desk.policy.profile is Profile.DKIM else cage


def scanning(settings: Settings, reader: Reader) -> Reader:
    """The same reader, with the office's virus scanner behind it where there is one."""
    scanner = settings.program.pemindai.scanner()
    return ScanningReader(reader, scanner) if scanner else reader


def prover(desk: Desk, cage: Cage) -> ProvingReader:
    """What verifies the signatures of the office's own domains."""
    return ProvingReader(cage, Names(), desk.domains)


def sealer(settings: Settings) -> Sealer | None:
    """The office's seal in mode segel."""
    item = settings.office.tanda_tangan
    if item.mode != "segel":
        return None
    file = Path(item.segel)
    if file.is_file():
        check_private(file)
    return Seal(file, lambda: secret("seal_passphrase").encode())


def roots(settings: Settings) -> tuple[bytes, ...]:
    """The certificates that a signature may go back to."""
    files = settings.office.tanda_tangan.akar
    return tuple(staff.read_bytes(Path(file), "office.toml: tanda_tangan.akar") for file in files)


def alone(base: Engine) -> AbstractContextManager[None]:
    """The register for oneself: by a file beside SQLite, by an advisory lock on PostgreSQL."""
    if base.dialect.name == "sqlite":
        return owned(Path(f"{base.url.database}.lock")) if base.url.database else nullcontext()
    return claims.alone(base)


def _disks(settings: Settings, base: Engine) -> dict[str, Path]:
    """The folders that must not fill up; a register on PostgreSQL lies on its own host."""
    backup = {"backup": Path(settings.program.cadangan.folder), "temporary": Path(gettempdir())}
    own = base.url.database if base.dialect.name == "sqlite" else None
    return {"register": Path(own).absolute().parent, **backup} if own else backup


@contextmanager
def _claims(base: Engine, *, sole: bool) -> Iterator[Claims]:
    """The register, laid out: for oneself, or on PostgreSQL beside other hosts."""
    shares = base.dialect.name == "postgresql" and not sole
    with alone(base) if not shares or current(base) is None else nullcontext():
        prepare(base)
        if not shares:
            yield Claims()
            return
    with claims.shared_claims(base, head()) as ours:
        yield ours


def _cage(settings: Settings, office: Desk) -> Cage:
    """Where mails and documents are read."""
    limits = settings.program.cage
    return Cage(
        Limits(wall=limits.wall_seconds, cpu=limits.cpu_seconds, memory=limits.memory_mb * 1024 * 1024),
        roots=roots(settings),
        clock=office.clock,
        own=office.own_words,
        enclosure=enclosure(settings),
    )


@contextmanager
def works(
    settings: Settings, clock: Callable[[], datetime] | None = None, *, sole: bool = False
) -> Iterator[Works]:
    """Everything the daemon runs on, for as long as it runs; `sole`: no other host works meanwhile."""
    with ExitStack() as stack:
        close(register_files(settings)[1:])
        office = desk(settings, clock)
        stack.callback(office.engine.dispose)
        office = replace(office, claims=stack.enter_context(_claims(office.engine, sole=sole)))
        look_again(office)
        self_test()
        cage = stack.enter_context(_cage(settings, office))
        office = replace(office, edit=cage.edit, pages=cage.pages)
        reader = scanning(settings, proving(office, cage))
        item = settings.program.imap
        since = item.mulai_dari
        tokens = settings.program.oauth.tokens()
        mailbox = account(settings, tokens)
        yield Works(
            desk=office,
            account=mailbox,
            relay=relay(settings, tokens),
            cage=cage,
            reader=reader,
            judge=reader if isinstance(reader, ScanningReader) else None,
            converter=converter(settings),
            sealer=sealer(settings),
            alarm=settings.program.alarm.channel(office.domain),
            figures=settings.program.metrik.textfile(_disks(settings, office.engine)),
            places=settings.program.journal.places(mailbox),
            since=datetime.combine(since, time(), settings.calendar.zone) if since else None,
            keyword=item.keyword,
            move_to=item.move_to,
            poll_seconds=item.poll_seconds,
            largest=item.largest_mb * 1024 * 1024,
        )
