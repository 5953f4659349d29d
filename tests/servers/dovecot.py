"""A private Dovecot on loopback ports: Maildir in a directory of its own, any user name, no rights.

It stands apart from the system's Dovecot, which it neither needs running nor touches. One instance serves a
whole test run; a test takes a mailbox of its own from it, or starts an instance with faults of its own.
"""

import itertools
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pytest

from tests.servers import process
from tests.servers.certificates import make_certificate

ACCOUNT = "nobody"
PASSWORD = "sandi-uji-coba"

_numbers = itertools.count(1)

# Services drop their chroot and account: an instance without rights can enter neither. The penalty for a
# wrong password is off: it would delay every later test, since all of them come from one address.
_CONFIGURATION = """\
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
protocols = imap
listen = 127.0.0.1
first_valid_uid = 1
mail_location = maildir:{home}/mail/%u
mail_save_crlf = yes
mail_max_userip_connections = 200
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{certificate.certificate}
ssl_key = <{certificate.key}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One user's mailbox on a Dovecot; `port` speaks plain and STARTTLS, `tls_port` TLS from the start."""

    user: str
    password: str
    host: str
    port: int
    tls_port: int
    authority: Path
    maildir: Path

    def deliver(self, mail: bytes, *, folder: str = "INBOX") -> None:
        """Put `mail`, byte for byte, into the folder, as a delivery agent does."""
        maildir = self._folder(folder)
        name = f"{time.time_ns() / 1e9:.6f}.{next(_numbers):06}.tanggap"
        draft = maildir / "tmp" / name
        draft.write_bytes(mail)
        process.hand_over(draft, ACCOUNT)
        draft.rename(maildir / "new" / name)

    def mails(self, *, folder: str = "INBOX") -> list[bytes]:
        """The bytes of every mail in the folder, in order of arrival."""
        maildir = self._folder(folder)
        while True:
            files = [*(maildir / "new").iterdir(), *(maildir / "cur").iterdir()]
            # A file that Dovecot moves meanwhile is seen in both places, or cannot be read.
            found = {file.name.partition(":")[0]: file for file in files}
            try:
                return [found[name].read_bytes() for name in sorted(found)]
            except FileNotFoundError:
                continue

    def _folder(self, folder: str) -> Path:
        maildir = self.maildir if folder == "INBOX" else self.maildir / f".{folder.replace('/', '.')}"
        for directory in (self.maildir, maildir, *(maildir / part for part in ("cur", "new", "tmp"))):
            if not directory.exists():
                directory.mkdir()
                process.hand_over(directory, ACCOUNT)
        return maildir


class Dovecot:
    """A Dovecot that a test may stop, start and throw people off."""

    host = "127.0.0.1"

    def __init__(self, home: Path, settings: str = "") -> None:
        """Write the configuration into `home`; `settings` are further lines of it, in Dovecot's own words."""
        self.home = home
        self.port, self.tls_port = process.free_port(), process.free_port()
        self.certificate = make_certificate(home)
        self.log = home / "dovecot.log"
        self._settings = home / "dovecot.conf"
        self._settings.write_text(self._configuration() + settings)
        self._process: subprocess.Popen[bytes] | None = None
        (home / "mail").mkdir()
        for path in (home / "mail", *home.iterdir()):
            process.hand_over(path, ACCOUNT)

    def start(self) -> Self:
        """Start it and wait until it answers."""
        command: list[str | Path] = [_program("dovecot"), "-F", "-c", self._settings]
        self._process = process.start(ACCOUNT, command, self.log)
        process.wait_until(lambda: process.greets(self.port), self._process, self.log)
        return self

    def stop(self) -> None:
        """End it, and with it every connection; the mails stay."""
        if self._process is not None:
            # Its children too: the master alone would wait for them, one second or six. What it had
            # acknowledged lies in the Maildir, so nothing is lost by the impatience.
            process.end(self._process, signal.SIGTERM, grace=0.5)
            self._process = None

    def throw_off(self, user: str) -> None:
        """Cut the connections of `user`, as an administrator's `doveadm kick` does."""
        command: list[str | Path] = [_program("doveadm"), "-c", self._settings, "kick", user]
        process.run(ACCOUNT, command, self.home)

    def mailbox(self, user: str | None = None) -> Mailbox:
        """The mailbox of `user`, or of one nobody has used before; every name is a user."""
        user = user or f"kotak-{next(_numbers)}@balai.example"
        maildir = self.home / "mail" / user
        authority = self.certificate.authority
        return Mailbox(user, PASSWORD, self.host, self.port, self.tls_port, authority, maildir)

    def _configuration(self) -> str:
        owner = self.home.stat()
        return _CONFIGURATION.format(
            home=self.home,
            user=self.home.owner(),
            group=self.home.group(),
            uid=owner.st_uid,
            gid=owner.st_gid,
            certificate=self.certificate,
            password=PASSWORD,
            port=self.port,
            tls_port=self.tls_port,
        )


@contextmanager
def running_dovecot(settings: str = "") -> Iterator[Dovecot]:
    """A Dovecot of one's own; `settings` are lines of its configuration, such as `imap_capability = …`."""
    with process.private_directory(ACCOUNT) as home:
        server = Dovecot(home, settings)
        try:
            yield server.start()
        finally:
            server.stop()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """The Dovecot of the test run; `dovecot.mailbox()` is a new mailbox of yours. Leave it running."""
    with running_dovecot() as server:
        yield server


@pytest.fixture
def mailbox(dovecot: Dovecot) -> Mailbox:
    """An empty mailbox that no other test uses."""
    return dovecot.mailbox()


def _program(name: str) -> str:
    """Where `name` lies: Debian keeps servers in /usr/sbin, which is not on everybody's PATH."""
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if found is None:
        raise RuntimeError(f"{name} is not installed; `make setup-test` installs it")
    return found
