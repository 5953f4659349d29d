"""A folder of configuration as an office would have it, for the servers of a test.

Apart from the office that runs on it, because the kill test gives the same folder to other processes.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from pipeline.demo.certificates import Identity
from tests.offices import BORDER
from tests.servers.dovecot import PASSWORD
from tests.servers.smtp_book import Delivery
from tests.way.post_office import PostOffice

CONFIG = Path(__file__).parents[2] / "config"
ADDRESS = "pengaduan@balai.example"
#: gets a copy of every mail; the post office delivers before it says 250, so a copy is there or never comes
JOURNAL = "jurnal@balai.example"
#: the secrets that the settings ask the environment for
SECRETS = {
    "TANGGAP_IMAP_PASSWORD": PASSWORD,
    "TANGGAP_SMTP_PASSWORD": PASSWORD,
    "TANGGAP_JOURNAL_PASSWORD": PASSWORD,
    "TANGGAP_SEAL_PASSPHRASE": "uji coba",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """How the office of a test is configured."""

    database_url: str
    #: the Kepala's certificate, and in mode segel the office's
    identity: Identity
    segel: bool = False
    tls: bool = False
    #: the tables [journal], [canary] and [alarm]; None for a journal, and no canaries
    proof: str | None = None
    #: how foreign files are enclosed; to try what the machine allows takes each process a moment
    cage: str = "plain"
    #: the table [autentikasi]
    origin: str = f'profil = "authres"\nauthserv_id = "{BORDER}"'
    #: the domain of the office and all its posts
    domain: str = "balai.example"
    #: more letters an hour than an office lets in
    flooded: bool = False
    #: how many mails may leave at once
    connections: int = 4


def write_configuration(folder: Path, post: PostOffice, wiring: Wiring) -> Path:
    """Write the folder: the shipped office and calendar, and the servers of the test."""
    folder.mkdir()
    shutil.copytree(CONFIG / "calendar", folder / "calendar")
    (folder / "akar.pem").write_bytes(wiring.identity.root)
    (folder / "segel.p12").write_bytes(wiring.identity.pkcs12)
    (folder / "segel.p12").chmod(0o600)
    (folder / "pipeline.toml").write_text(
        _program(post, wiring).replace(f'user = "{ADDRESS}"', f'user = "pengaduan@{wiring.domain}"')
    )
    (folder / "office.toml").write_text(
        _office(folder, wiring).replace("@balai.example", f"@{wiring.domain}")
    )
    return folder


def is_ours(delivery: Delivery) -> bool:
    """Whether the office sent this mail: under its address, bare or with a plus-part for its bounces."""
    local, _, domain = delivery.sender.partition("@")
    return f"{local.partition('+')[0]}@{domain}" == ADDRESS


def _program(post: PostOffice, wiring: Wiring) -> str:
    box = post.mailbox(f"pengaduan@{wiring.domain}")
    imap = (
        f'port = {box.tls_port}\nsecurity = "tls"' if wiring.tls else f'port = {box.port}\nsecurity = "none"'
    )
    smtp = 'security = "starttls"' if wiring.tls else 'security = "none"\nauth = "none"'
    return f"""\
[imap]
host = "127.0.0.1"
{imap}
ca_file = "{box.authority}"
user = "{box.user}"

[smtp]
host = "127.0.0.1"
port = {post.port}
{smtp}
ca_file = "{post.authority}"
user = "{ADDRESS}"
connections = {wiring.connections}

{_proof(post) if wiring.proof is None else wiring.proof}

[cage]
way = "{wiring.cage}"

[database]
url = "{wiring.database_url}"
"""


def _proof(post: PostOffice) -> str:
    return f"""\
[journal]
address = "{JOURNAL}"
user = "{post.mailbox(JOURNAL).user}"
wait_minutes = 0

[canary]
every_minutes = 0
"""


def _office(folder: Path, wiring: Wiring) -> str:
    text = (CONFIG / "office.toml").read_text("utf-8")
    mode = f'mode = "segel"\nsegel = "{folder}/segel.p12"' if wiring.segel else 'mode = "tertanda"'
    text = text.replace('# profil = "none"', f"{wiring.origin}\n#")
    if wiring.flooded:
        text = text.replace("# surat_semua_jam = 200", "surat_semua_jam = 1_000_000")
        text = text.replace("# balasan_semua_jam = 60", "balasan_semua_jam = 1_000_000")
    return text.replace('mode = "tertanda"', f'{mode}\nakar = ["{folder}/akar.pem"]')
