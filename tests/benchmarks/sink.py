"""An SMTP server in a process of its own, so that its work is not counted as the office's.

`python -m tests.benchmarks.sink` prints its port and answers until its input ends.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers.certificates import make_certificate
from tests.servers.smtp_sink import SmtpSink


@contextmanager
def running_sink() -> Iterator[int]:
    """The port of a server that takes every mail; it ends with the block."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.stdin.close()


def main() -> None:
    """Serve until the other side goes away."""
    with TemporaryDirectory() as folder, SmtpSink(make_certificate(Path(folder))).serve() as sink:
        print(sink.port, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
