"""A private clamd on a Unix socket, with one signature: that of EICAR's harmless test file.

The real scanner and its unpackers; only its database is ours, for the real one is large and downloaded.
"""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import OutsideError
from pipeline.outside.clamd import Clamd
from tests.servers import process

#: the account without rights that the package runs it under
ACCOUNT = "clamav"
#: in two pieces, so that no scanner takes this file for it
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()
#: bytes of one stream that it takes
LARGEST = 5_000_000
_CONFIGURATION = """\
Foreground yes
DatabaseDirectory {home}/db
LocalSocket {home}/clamd
StreamMaxLength 5M
ConcurrentDatabaseReload no
"""


@pytest.fixture(scope="session")
def clamd() -> Iterator[Clamd]:
    """The scanner, ready."""
    with process.private_directory(ACCOUNT) as home:
        (home / "db").mkdir()
        (home / "db" / "uji.ndb").write_text(f"Uji.Eicar:0:*:{EICAR.hex()}\n")
        (home / "clamd.conf").write_text(_CONFIGURATION.format(home=home))
        for path in (home / "db", home / "db" / "uji.ndb", home / "clamd.conf"):
            process.hand_over(path, ACCOUNT)
        server = process.start(ACCOUNT, ["clamd", "--config-file", home / "clamd.conf"], home / "log")
        try:
            yield _ready(Clamd(str(home / "clamd")), home / "log")
        finally:
            process.end(server, signal.SIGTERM, grace=10)


def _ready(scanner: Clamd, log: Path) -> Clamd:
    for _ in range(300):
        try:
            scanner.version()
        except OutsideError:
            time.sleep(0.1)
        else:
            return scanner
    raise AssertionError(log.read_text())
