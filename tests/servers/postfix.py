"""A private Postfix on a loopback port: a configuration, a queue and mailboxes of its own, and a greylist.

It stands apart from the system's Postfix, which it neither needs nor touches. Postfix's master starts for
root alone; everything that it starts gives those rights up.
"""

import os
import signal
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import process

ACCOUNT = "postfix"
#: bytes of the largest mail that it takes
LARGEST = 1_000_000
#: takes nobody's mail for good
REFUSED = "tidak-ada@perusahaan.example"

_MAIN = """\
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file_prefixes = /tmp
maillog_file = {home}/postfix.log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.balai.example
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
virtual_mailbox_domains = balai.example, perusahaan.example
virtual_mailbox_base = {home}/mail
virtual_mailbox_maps = static:kotak/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
message_size_limit = {largest}
smtpd_peername_lookup = no
smtpd_recipient_restrictions =
    check_recipient_access inline:{{ {{ {refused} = REJECT 5.1.1 Alamat tidak dikenal }} }},
    check_policy_service inet:127.0.0.1:{policy},
    permit_mynetworks, reject
"""
_MASTER = """\
{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""


class _Policy(socketserver.StreamRequestHandler):
    """Postfix's policy protocol: names and values a line each, an empty line, one action."""

    server: "_Greylist"

    def handle(self) -> None:
        known: dict[str, str] = {}
        for line in self.rfile:
            name, _, value = line.decode().strip().partition("=")
            if name:
                known[name] = value
                continue
            action = self.server.judged(known.get("recipient", ""))
            self.wfile.write(f"action={action}\n\n".encode())
            known = {}


class _Greylist(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Policy)
        #: whom it puts off the first time
        self.listed: set[str] = set()

    def judged(self, recipient: str) -> str:
        if recipient in self.listed:
            self.listed.discard(recipient)
            return "450 4.7.1 Greylisted, please try again"
        return "dunno"


class Postfix:
    """A Postfix that delivers into one Maildir."""

    host = "127.0.0.1"

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = process.free_port()
        self._greylist = _Greylist()
        threading.Thread(target=self._greylist.serve_forever, daemon=True).start()
        for name in ("conf", "queue", "data", "mail"):
            (home / name).mkdir()
        for name in ("data", "mail"):
            process.hand_over(home / name, ACCOUNT)
        owner = (home / "data").stat()
        values = {"home": home, "uid": owner.st_uid, "gid": owner.st_gid, "port": self.port}
        policy = self._greylist.server_address[1]
        main = _MAIN.format(**values, policy=policy, largest=LARGEST, refused=REFUSED)
        (home / "conf" / "main.cf").write_text(main)
        (home / "conf" / "master.cf").write_text(_MASTER.format(**values))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Postfix":
        """Start it and wait until it answers."""
        log = self.home / "start.log"
        with log.open("ab") as sink:
            self._process = subprocess.Popen(
                ["/usr/sbin/postfix", "-c", self.home / "conf", "start-fg"],
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )
        process.wait_until(lambda: process.greets(self.port), self._process, log)
        return self

    def stop(self) -> None:
        """End it with all that it started."""
        if self._process is not None:
            process.end(self._process, signal.SIGTERM, grace=3)
        self._greylist.shutdown()
        self._greylist.server_close()

    def greylist(self, *recipients: str) -> None:
        """Put the first mail to each of them off."""
        self._greylist.listed |= set(recipients)

    def mails(self) -> list[bytes]:
        """What was delivered, in order of arrival."""
        files = (self.home / "mail" / "kotak" / "new").glob("*")
        return [file.read_bytes() for file in sorted(files, key=lambda file: file.stat().st_mtime_ns)]

    def wait_for(self, count: int) -> list[bytes]:
        """What was delivered, once there are so many mails."""
        assert self._process is not None
        process.wait_until(lambda: len(self.mails()) >= count, self._process, self.home / "postfix.log")
        return self.mails()


@contextmanager
def running_postfix() -> Iterator[Postfix]:
    """A Postfix of one's own."""
    if os.geteuid() != 0:
        raise RuntimeError("Postfix's master starts for root alone; run these tests as root")
    with process.private_directory("root") as home:
        # What gave root's rights up has to reach its own places.
        home.chmod(0o755)
        server = Postfix(home)
        try:
            yield server.start()
        finally:
            server.stop()
