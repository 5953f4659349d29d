"""A private GNU imap4d on a loopback port: a second real IMAP server, and a lax one.

It keeps a mailbox as one file (mbox), writes its own header fields into the mails, knows neither MOVE nor
UIDPLUS nor keywords, and answers nothing to SEARCH UID. It counts UIDs from 1 in every new file.
"""

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.servers import process
from tests.servers.dovecot import ACCOUNT, PASSWORD

USER = "kotak@balai.example"

_CONFIGURATION = """\
mode daemon;
foreground yes;
server 127.0.0.1:{port} {{ single-process no; tls-mode no; }};
virtdomain {{ passwd-dir "{home}/passwords"; }};
auth {{ authentication generic; authorization virtdomain; }};
logging {{ syslog no; }};
"""


class Imap4d:
    """The server with its one mailbox."""

    host = "127.0.0.1"

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = process.free_port()
        (home / "imap4d.conf").write_text(_CONFIGURATION.format(home=home, port=self.port))
        owner = home.stat()
        crypt = ["openssl", "passwd", "-6", PASSWORD]
        secret = subprocess.run(crypt, capture_output=True, text=True, check=True).stdout.strip()
        line = f"kotak:{secret}:{owner.st_uid}:{owner.st_gid}:Kotak:{home}/box:/bin/false\n"
        (home / "passwords").mkdir()
        (home / "passwords" / "balai.example").write_text(line)
        (home / "box").mkdir()
        self.file = home / "box" / "INBOX"
        self.file.touch()
        for path in (home / "passwords", home / "passwords" / "balai.example", home / "box", self.file):
            process.hand_over(path, ACCOUNT)
        self.log = home / "imap4d.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Imap4d":
        """Start it and wait until it answers."""
        command = ["/usr/sbin/imap4d", f"--config-file={self.home}/imap4d.conf"]
        self._process = process.start(ACCOUNT, command, self.log)
        process.wait_until(lambda: process.greets(self.port), self._process, self.log)
        return self

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            process.end(self._process, signal.SIGTERM, grace=1)

    def deliver(self, mail: bytes, *, ago: timedelta = timedelta()) -> None:
        """Put a mail at the end of the mailbox's file, as a delivery agent does."""
        with self.file.open("ab") as box:
            box.write(_in_mbox(mail, ago))

    def make_anew(self, *mails: bytes) -> None:
        """Another file in the place of the old one: its UIDs begin with 1 again."""
        self.file.write_bytes(b"".join(map(_in_mbox, mails)))


def _in_mbox(mail: bytes, ago: timedelta = timedelta()) -> bytes:
    at = (datetime.now(UTC) - ago).strftime("%a %b %d %H:%M:%S %Y")
    lines = re.sub(rb"(?m)^(>*From )", rb">\1", mail.replace(b"\r\n", b"\n"))
    return f"From pelanggan@perusahaan.example {at}\n".encode() + lines + b"\n"


@contextmanager
def running_imap4d() -> Iterator[Imap4d]:
    """An imap4d of one's own."""
    with process.private_directory(ACCOUNT) as home:
        server = Imap4d(home)
        try:
            yield server.start()
        finally:
            server.stop()
