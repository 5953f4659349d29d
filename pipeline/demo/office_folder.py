"""The demo's configuration folder: the shipped office, on the demo's servers, with a test certificate.

It stands apart because it is all that differs between the demo and a real office.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline.demo.certificates import Identity
from pipeline.demo.server import BORDER
from pipeline.errors import SettingsError
from pipeline.wiring import shipped

#: of every mailbox of the demo
PASSWORD = "uji-coba"
#: of the shipped office; the demo's program logs in with it
MAILBOX = "pengaduan@balai.example"
#: who signs: no name of a person, only the place where it stands; and the line that takes it
KEPALA_NAME, SIGNER = "Nama Kepala Balai", '# nama_pejabat = ""'
#: the line that takes how genuine mail is told
PROFILE = '# profil = "none"              # authres | exo | dkim | none'
#: the line of the monthly report: on some days the play goes on into the next month, and on others not
MONTHLY = (
    "# laporan_bulanan = true       # on the first working day of a month the Kepala gets the report of the"
    " month before"
)
#: the register's file
REGISTER = "tanggap.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """Where the demo's mail server listens."""

    host: str
    imap_port: int
    smtp_port: int


def write_office(folder: Path, servers: Servers, identity: Identity, *, segel: bool) -> Path:
    """Write the configuration into `folder`/config, beside it the register's place; gives the folder."""
    config = folder / "config"
    _copy(shipped("config") / "calendar", config / "calendar")
    (config / "akar.pem").write_bytes(identity.root)
    (config / "segel.p12").write_bytes(identity.pkcs12)
    (config / "segel.p12").chmod(0o600)
    (config / "pipeline.toml").write_text(_program(folder, servers), "utf-8")
    office = (shipped("config") / "office.toml").read_text("utf-8")
    office = _filled(office, SIGNER, f'nama_pejabat = "{KEPALA_NAME}"')
    office = _filled(office, 'mode = "tertanda"', _signing(config, identity, segel=segel))
    office = _filled(office, MONTHLY, "laporan_bulanan = false")
    office = _filled(office, PROFILE, f'profil = "authres"\nauthserv_id = "{BORDER}"')
    (config / "office.toml").write_text(office, "utf-8")
    return config


@contextmanager
def secrets(identity: Identity) -> Iterator[None]:
    """Give the program the demo's passwords, and keep real ones from it, while the block runs."""
    ours = {"TANGGAP_IMAP_PASSWORD": PASSWORD, "TANGGAP_SEAL_PASSPHRASE": identity.passphrase.decode()}
    hidden = {name: os.environ.pop(name) for name in ("CREDENTIALS_DIRECTORY", *ours) if name in os.environ}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name in ours:
            del os.environ[name]
        os.environ.update(hidden)


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True)
    for file in source.iterdir():
        (target / file.name).write_bytes(file.read_bytes())


def _program(folder: Path, servers: Servers) -> str:
    return f"""\
[imap]
host = "{servers.host}"
port = {servers.imap_port}
security = "none"
user = "{MAILBOX}"
poll_seconds = 1

[smtp]
host = "{servers.host}"
port = {servers.smtp_port}
security = "none"
auth = "none"

[canary]
every_minutes = 0

[database]
url = {_quoted(f"sqlite:///{folder / REGISTER}")}
"""


def _signing(config: Path, identity: Identity, *, segel: bool) -> str:
    """The lines of the section on signatures."""
    kepala = f"serial = [{_quoted(identity.serial)}]"
    seal = f"segel = {_quoted(config / 'segel.p12')}"
    mode = "segel" if segel else "tertanda"
    return f'mode = "{mode}"\nakar = [{_quoted(config / "akar.pem")}]\n{seal if segel else kepala}'


def _filled(office: str, line: str, lines: str) -> str:
    """The office's file with one line replaced; SettingsError if it does not have it exactly once."""
    if office.splitlines().count(line) != 1:
        raise SettingsError(f"config/office.toml: baris {line} tidak ditemukan")
    return office.replace(f"\n{line}\n", f"\n{lines}\n")


def _quoted(text: object) -> str:
    return json.dumps(str(text), ensure_ascii=False)
