"""A private server process: an account without rights, a directory of its own, gone with the tests.

It stands apart because Dovecot and PostgreSQL both refuse to work for root or lose their point under it, so
the tests run them the same way whoever runs the tests: without rights.
"""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def private_directory(account: str) -> Iterator[Path]:
    """A directory that only `account` (and root) may enter, removed at the end.

    It is not pytest's own: that one is root's alone when root runs the tests, and its name is too long for a
    Unix socket.
    """
    directory = Path(tempfile.mkdtemp(prefix="tanggap-"))
    hand_over(directory, account)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def hand_over(path: Path, account: str) -> None:
    """Give `path` to `account` where root runs the tests; else it is the right person's already."""
    if os.geteuid() == 0:
        entry = pwd.getpwnam(account)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def without_rights(account: str, command: Sequence[str | Path]) -> list[str]:
    """`command` under `account`, and ended (SIGINT) when the thread that starts it ends, however it ends."""
    words = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        entry = pwd.getpwnam(account)
        words += ["--reuid", str(entry.pw_uid), "--regid", str(entry.pw_gid), "--clear-groups"]
    return [*words, *map(str, command)]


def start(account: str, command: Sequence[str | Path], log: Path) -> subprocess.Popen[bytes]:
    """Start `command` under `account`, its words going to the end of `log`."""
    with log.open("ab") as sink:
        hand_over(log, account)
        return subprocess.Popen(
            without_rights(account, command),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            cwd=log.parent,
            start_new_session=True,
        )


def end(server: subprocess.Popen[bytes], group_signal: signal.Signals, *, grace: float) -> None:
    """Send the signal to the server and its children; after `grace` seconds the one nobody can refuse."""
    os.killpg(server.pid, group_signal)
    try:
        server.wait(timeout=grace)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def run(account: str, command: Sequence[str | Path], directory: Path) -> str:
    """Run `command` under `account` to its end; what it printed, or an error with its words."""
    done = subprocess.run(
        without_rights(account, command), capture_output=True, text=True, cwd=directory, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
    return done.stdout


def wait_until(answers: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers; raise with its log if it ends before, or after 30 seconds."""
    give_up = time.monotonic() + 30
    while not answers():
        if process.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError(f"{process.args!r} does not answer:\n{log.read_text(errors='replace')}")
        time.sleep(0.02)


def free_port() -> int:
    """A port of the loopback address that nobody listens on, below those that outgoing connections use."""
    while True:
        port = random.randint(20_000, 30_000)
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def greets(port: int) -> bool:
    """Whether a mail server on `port` accepts a connection and says its first line."""
    with socket.socket() as trial:
        trial.settimeout(1)
        try:
            trial.connect(("127.0.0.1", port))
            return bool(trial.recv(1000))
        except OSError:
            return False
