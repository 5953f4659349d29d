"""A canary in every secret and every personal name goes the whole way, and is looked for where none may be.

The case is played on PostgreSQL as the daemon's role, in mode segel, with tokens for the mailbox and a
password for the relay, while the log tells all it can. Each test looks at one place where words may leak.
"""

import io
import logging
import os
import re
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner
from sqlalchemy import select

from pipeline import backup_wiring, cli, safekeeping, settings
from pipeline.daemon import Daemon
from pipeline.demo.certificates import trial_identity
from pipeline.demo.replies import File
from pipeline.letters.pdf_words import page_texts
from pipeline.outside import logs
from pipeline.store.database import reading
from pipeline.store.mail_tables import blobs
from tests import traces
from tests.offices import MONDAY
from tests.pdfs import pdf_of
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres
from tests.servers.token_server import TokenServer, token_server
from tests.way.configuration import ADDRESS, JOURNAL, SECRETS, Wiring, is_ours, write_configuration
from tests.way.conftest import laid_out
from tests.way.office import Matter, Office, running_daemon
from tests.way.paper import PlainPaper
from tests.way.post_office import PostOffice

#: beside the one password that Dovecot and the post office know
HIDDEN = {
    "TANGGAP_SEAL_PASSPHRASE": "kenari-rahasia-segel",
    "TANGGAP_DATABASE_PASSWORD": "kenari-rahasia-basis-data",
    "TANGGAP_OAUTH_CLIENT_SECRET": "kenari-rahasia-aplikasi",
    "TANGGAP_OAUTH_REFRESH_TOKEN": "kenari-rahasia-izin",
    "TANGGAP_ALARM_PASSWORD": "kenari-rahasia-alarm",
}
PASSWORD = SECRETS["TANGGAP_SMTP_PASSWORD"]
SECRET_WORDS = {*HIDDEN.values(), PASSWORD}
CUSTOMER = "mutu-kenari@pelanggan-kenari.example"
#: who complains, in every place in which a letter names him
PERSONAL = {
    CUSTOMER,
    "Bagian Kenarisuara",
    "PT Kenarijaya Sentosa",
    "Jalan Kenarilama Nomor 7",
    "0812-9753-1864",
    "3174099009900099",
    "kenariperkara",
    "kenarilampiran",
    "kenariberkas",
}
#: what the office says to itself
INTERNAL = {"kenariinstruksi", "kenarirevisi", "kenaribahas"}
LETTER = """Kepada Yth. Kepala Balai

Nomor: 012/KJ/XI/2026
Hal: Keluhan kenariperkara atas LHU

Dengan hormat, kami menyampaikan keluhan atas layanan pengujian: LHU nomor order 2026-0456 belum kami
terima. Kami mohon penjelasan tertulis. NIK 3174099009900099, telepon 0812-9753-1864.

Hormat kami,
Bagian Kenarisuara
PT Kenarijaya Sentosa
Jalan Kenarilama Nomor 7, Kota Contoh
"""
READERS = {CUSTOMER, "kepala@balai.example", "pokja-pengujian@balai.example", "tu@balai.example", JOURNAL}


@dataclass(frozen=True)
class Played:
    """What there is after the case, by place."""

    office: Office
    matter: Matter
    log: str
    figures: str
    #: what each command printed, with its log
    printed: Mapping[str, str]
    #: of each program that ran: what it was, and its environment
    programs: Mapping[str, bytes]
    backup: Mapping[str, bytes]

    def mails(self) -> list[tuple[str, bytes]]:
        """Each mail of ours, by its recipient."""
        sent = (each for each in self.office.post.deliveries if is_ours(each))
        return [(address, each.data) for each in sent for address in each.recipients]


@pytest.fixture(scope="module")
def played(
    tmp_path_factory: pytest.TempPathFactory,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    postgres: Postgres,
) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("kenari")
    url = laid_out(*postgres.register_with_roles(postgres.create_database()))
    passphrase = HIDDEN["TANGGAP_SEAL_PASSPHRASE"].encode()
    identity = trial_identity(
        "Kepala Balai", at=min(MONDAY, datetime.now(MONDAY.tzinfo)), passphrase=passphrase
    )
    with pytest.MonkeyPatch.context() as patch, token_server() as issuer, ExitStack() as stack:
        for name, value in HIDDEN.items():
            patch.setenv(name, value)
        issuer.issues, issuer.rotates = [PASSWORD] * 500, "kenari-rahasia-izin"
        proof = f"""
[oauth]
token_url = "{issuer.url}"
client_id = "tanggap"
grant = "refresh_token"

[journal]
address = "{JOURNAL}"
wait_minutes = 0

[canary]
every_minutes = 60

[metrik]
berkas = "{folder}/tanggap.prom"
detik = 1

[cadangan]
folder = "{folder}/cadangan"

[log]
level = "debug"
"""
        log = stack.enter_context(_whole_log())
        programs = stack.enter_context(_watched())
        wiring = Wiring(database_url=url, identity=identity, segel=True, tls=True, proof=proof)
        patch.setattr("tests.way.office.write_configuration", _with_tokens)
        running = running_daemon(folder, dovecot, smtp_certificate, wiring, PlainPaper())
        office, daemon = stack.enter_context(running)
        matter = _play(office)
        _have_trouble(office, daemon)
        place = backup_wiring.backups(settings.load(folder / "config"))
        taken = safekeeping.back_up(office.desk.engine, place, office.clock())
        written = log.getvalue()
        printed = _asked(folder / "config", matter, issuer, patch)
        yield Played(
            office=office,
            matter=matter,
            log=written,
            figures=(folder / "tanggap.prom").read_text(),
            printed=printed,
            programs=dict(programs),
            backup=traces.files(taken.path.parent),
        )


def _with_tokens(folder: Path, post: PostOffice, wiring: Wiring) -> Path:
    config = write_configuration(folder, post, wiring)
    program = config / "pipeline.toml"
    program.write_text(program.read_text().replace("\n\n[smtp]", '\nauth = "xoauth2"\n\n[smtp]'))
    return config


@contextmanager
def _whole_log() -> Iterator[io.StringIO]:
    """All that is logged, as the program writes it."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers, root.level
    logs.set_up("debug", written)
    try:
        yield written
    finally:
        root.handlers, root.level = handlers, level
        structlog.reset_defaults()


@contextmanager
def _watched() -> Iterator[dict[str, bytes]]:
    """The environment of every program that is started below this process meanwhile, by its command line."""
    seen: dict[str, bytes] = {}
    before, done = _below(os.getpid()), threading.Event()

    def look() -> None:
        while not done.wait(0.04):
            for pid in _below(os.getpid(), before):
                with suppress(OSError):
                    environment = Path(f"/proc/{pid}/environ").read_bytes()
                    seen[Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()] = (
                        environment
                    )

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _below(pid: int, but: Collection[int] = ()) -> set[int]:
    """The processes that descend from one, without some of its children and theirs."""
    children: set[int] = set()
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            children |= set(map(int, (thread / "children").read_text().split()))
    return (children - set(but)).union(*(_below(each) for each in children - set(but)))


def _play(office: Office) -> Matter:
    """The whole case, with a revision, and an hour of the office's own mail to itself."""
    customer = office.person(CUSTOMER, "Bagian Kenarisuara")
    files = [File("kenariberkas.pdf", pdf_of("kenarilampiran"))]
    customer.write(ADDRESS, "Keluhan kenariperkara", LETTER, files)
    office.work()
    matter = office.matter(customer)
    matter.dispose("DISPOSISI: Pokja Pengujian\nInstruksi: Teliti kenariinstruksi")
    matter.draft()
    matter.initial()
    matter.answer(office.kepala, "Mohon persetujuan", "REVISI: perhalus kenarirevisi")
    matter.draft()
    matter.initial()
    matter.approve()
    matter.answer(office.kepala, "Mohon perintah kirim", "KIRIM")
    office.pass_time(minutes=61)
    matter.minute(kesimpulan="Tindakan kenaribahas diterapkan.")
    matter.accept()
    office.pass_time(days=4)
    assert matter.state == "selesai"
    return matter


def _have_trouble(office: Office, daemon: Daemon) -> None:
    """The relay refuses the office, and names people while it does."""
    office.person(CUSTOMER).write(ADDRESS, "Keluhan kedua kenariperkara", LETTER.replace("0456", "0457"))
    office.post.faults.refuse_login(f"535 5.7.8 <{CUSTOMER}> 3174099009900099 0812-9753-1864")
    daemon.drain()
    office.post.faults.clear()
    daemon.drain()


def _asked(config: Path, matter: Matter, issuer: TokenServer, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the operator's commands print, the last of them while every login fails."""

    def tanggap(*words: str) -> str:
        return CliRunner().invoke(cli.main, [*words, "--config", str(config)]).output

    asked = [("list", "--all"), ("list", "--all", "--json"), ("held",), ("audit", "verify")]
    asked += [("show", matter.number), ("show", matter.number, "--json"), ("timeline", matter.number)]
    printed = {" ".join(words): tanggap(*words) for words in asked}
    issuer.refuses = (400, "invalid_grant")
    for name in ("SMTP", "JOURNAL"):
        patch.setenv(f"TANGGAP_{name}_PASSWORD", f"kenari-rahasia-keliru-{name}")
    printed["check"] = tanggap("check")
    return printed


def _hits(words: Iterable[str], contents: Mapping[str, bytes]) -> set[tuple[str, str, str]]:
    return traces.found(words, contents)


def _whole(raw: bytes) -> bytes:
    """A mail with all that is in it, unpacked, and the words on the pages of its PDFs."""
    mail = message_from_bytes(raw)
    parts = [part.get_payload(decode=True) or b"" for part in mail.walk() if not part.is_multipart()]
    contents = [part for part in parts if isinstance(part, bytes)]
    pages = [" ".join(page_texts(part)).encode() for part in contents if part.startswith(b"%PDF")]
    subject = str(make_header(decode_header(str(mail["Subject"])))).encode()
    return b"\n".join([raw, subject, *contents, *pages])


def test_the_case_had_every_canary_in_it(played: Played) -> None:
    office = played.office
    with reading(office.desk.engine) as connection:
        kept = connection.execute(select(blobs.c.sha256, blobs.c.content)).all()
    contents = {row.sha256: _whole(bytes(row.content)) for row in kept if row.content}

    assert {word for word, _, _ in _hits(PERSONAL | INTERNAL, contents)} == PERSONAL | INTERNAL
    assert "535 5.7.8" in played.log
    assert any("cage_door" in name for name in played.programs)
    assert any("soffice" in name for name in played.programs)
    assert any("pg_dump" in name for name in played.programs)


def test_the_log_names_nobody_and_tells_no_secret_though_it_tells_all_it_can(played: Played) -> None:
    assert _hits(PERSONAL | INTERNAL | SECRET_WORDS | _tokens(played), {"log": played.log.encode()}) == set()


def test_the_figures_name_nobody_and_tell_no_secret(played: Played) -> None:
    assert _hits(PERSONAL | INTERNAL | SECRET_WORDS, {"figures": played.figures.encode()}) == set()


def test_no_mail_and_nothing_in_it_tells_a_secret(played: Played) -> None:
    mails = {f"{number} {to}": _whole(raw) for number, (to, raw) in enumerate(played.mails())}

    assert len(mails) > 20
    assert _hits(SECRET_WORDS, mails) == set()


def test_who_complained_is_told_to_those_who_handle_the_case_and_nobody_else(played: Played) -> None:
    mails = {f"{number} {to}": _whole(raw) for number, (to, raw) in enumerate(played.mails())}

    told = {place.partition(" ")[2] for _, _, place in _hits(PERSONAL, mails)}

    assert told == READERS


def test_what_the_office_says_to_itself_never_reaches_the_customer(played: Played) -> None:
    mails = {str(number): _whole(raw) for number, (to, raw) in enumerate(played.mails()) if to == CUSTOMER}

    assert len(mails) >= 4
    assert _hits(INTERNAL, mails) == set()


def _tokens(played: Played) -> set[str]:
    local = ADDRESS.partition("@")[0]
    replies = [str(message_from_bytes(raw)["Reply-To"]) for _, raw in played.mails()]
    return {found[1] for each in replies if (found := re.search(rf"{local}\+([a-z2-7]+)@", each))}


def test_a_token_stands_in_no_mail_but_that_of_the_one_who_may_use_it(played: Played) -> None:
    tokens = _tokens(played)
    mails = [(to, _whole(raw)) for to, raw in played.mails() if to != JOURNAL]
    holders = {token: {to for to, mail in mails if token.encode() in mail} for token in tokens}

    assert len(tokens) > 5
    assert [each for each in holders.values() if len(each) != 1] == []


def test_no_program_that_was_started_knew_a_secret_or_a_name(played: Played) -> None:
    environments = {name: each for name, each in played.programs.items() if "pg_dump" not in name}

    assert _hits(PERSONAL | SECRET_WORDS, environments) == set()
    assert _hits(PERSONAL | SECRET_WORDS, {name: name.encode() for name in played.programs}) == set()


def test_the_program_that_dumps_the_database_knows_that_password_alone(played: Played) -> None:
    environments = {name: each for name, each in played.programs.items() if "pg_dump" in name}

    assert {word for word, _, _ in _hits(SECRET_WORDS, environments)} == {HIDDEN["TANGGAP_DATABASE_PASSWORD"]}


def test_the_chained_columns_of_the_audit_trail_name_nobody(played: Played) -> None:
    rows = "\n".join(map(str, played.office.rows("select * from audit")))

    assert _hits(PERSONAL | INTERNAL | SECRET_WORDS | _tokens(played), {"audit": rows.encode()}) == set()


def test_no_command_tells_a_secret_and_the_check_names_nobody(played: Played) -> None:
    printed = {name: each.encode() for name, each in played.printed.items()}

    assert "PT Kenarijaya" in played.printed["list --all"]
    assert "invalid_grant" in played.printed["check"]
    assert _hits({*SECRET_WORDS, "kenari-rahasia"}, printed) == set()
    assert _hits(PERSONAL, {"check": printed["check"]}) == set()


def test_neither_the_register_nor_its_backup_holds_a_secret(played: Played) -> None:
    with reading(played.office.desk.engine) as connection:
        kept = connection.execute(select(blobs.c.sha256, blobs.c.content)).all()
    contents = {row.sha256: bytes(row.content) for row in kept if row.content}

    assert _hits(SECRET_WORDS, {**contents, **played.backup}) == set()
