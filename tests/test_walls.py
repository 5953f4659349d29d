"""The daemon at work behind the walls of its own unit, as far as a machine without systemd can raise them.

One folder to write in, no process beside it, nothing of /tmp, and the unit's own filter of system calls. Not
played here: PrivateUsers, ProtectProc, ProcSubset and the limits of the cgroup.
"""

import subprocess
import sys
from collections.abc import Sequence
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from pipeline.outside.enclosure import Way
from tests.office.registers import a_letter
from tests.outside.conftest import activated  # noqa: F401  (a fixture)
from tests.outside.namespaces import check_allowed
from tests.servers.dovecot import Mailbox
from tests.servers.smtp_sink import SmtpSink
from tests.test_cli import folder, served  # noqa: F401  (fixtures)
from tests.walls import calls

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "config" / "systemd" / "tanggap.service"
TANGGAP = Path(sys.executable).with_name("tanggap")
#: what whoever took the daemon over would begin with, a line each; says which of it went through
BREAKING_OUT = """
import ctypes, mmap, os, socket
def tried(what):
    try:
        return what()
    except OSError:
        return None
ways = {
    "code written at run time": lambda: mmap.mmap(-1, 4096, prot=7),
    "a namespace": lambda: ctypes.CDLL(None).unshare(0x10000000) == 0 or None,
    "another process's memory": lambda: ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0) == 0 or None,
    "packets of its own making": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
    "the kernel's socket": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "another root": lambda: os.chroot("/") is None,
    "another priority": lambda: os.setpriority(os.PRIO_PROCESS, 0, 5) is None,
    "a mount": lambda: ctypes.CDLL(None).mount(b"x", b"/mnt", b"tmpfs", 0, 0) == 0 or None,
    "the program's own code": lambda: open(os.__file__, "a"),
    "what it may do": lambda: socket.socket(),
}
print(*(name for name, way in ways.items() if tried(way) is not None), sep=";")
"""


def behind_walls(
    state: Path, *command: str | Path, seen: Sequence[Path] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command where the daemon would run, with nothing in its environment but what is given."""
    check_allowed(Way.BUBBLEWRAP)
    room: list[str | Path] = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    # The checkout may lie below /tmp itself.
    room += ["--tmpfs", "/tmp", "--ro-bind", ROOT, ROOT, "--bind", state, state, "--chdir", ROOT]
    for path in seen:
        room += ["--ro-bind", path, path]
    room += ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--die-with-parent"]
    return subprocess.run(
        [*room, sys.executable, "-m", "tests.walls", UNIT, *command],
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.mark.soak
def test_the_daemon_takes_in_a_letter_and_sends_out_its_disposisi(
    served: Path,  # noqa: F811
    activated: str,  # noqa: F811
    mailbox: Mailbox,
    smtp_sink: SmtpSink,
) -> None:
    settings, state = served / "pipeline.toml", served.parent
    settings.write_text(f'{settings.read_text()}\n[cage]\nway = "systemd"\nsocket = "{activated}"\n')
    mailbox.deliver(a_letter())
    given = {
        "TANGGAP_CONFIG": str(served),
        "TANGGAP_IMAP_PASSWORD": mailbox.password,
        "MPLCONFIGDIR": str(state / "matplotlib"),
    }
    seen = (Path(activated).parent, mailbox.authority.parent)

    made = behind_walls(state, TANGGAP, "migrate", seen=seen, **given)
    worked = behind_walls(state, TANGGAP, "once", seen=seen, **given)

    assert made.returncode == 0, made.stderr
    assert worked.returncode == 0, worked.stderr
    sent = [message_from_bytes(each.data, policy=policy.default) for each in smtp_sink.deliveries]
    [asked] = [mail for mail in sent if "Mohon disposisi" in mail["Subject"]]
    assert {part.get_content_type() for part in asked.iter_attachments()} >= {"application/pdf"}


def test_whoever_took_the_daemon_over_would_have_its_own_work_and_nothing_else(tmp_path: Path) -> None:
    tried = behind_walls(tmp_path, sys.executable, "-c", BREAKING_OUT)

    assert tried.stdout == "what it may do\n", tried.stderr


def test_the_unit_leaves_no_call_that_changes_who_or_where_the_daemon_is() -> None:
    forbidden = {"mount", "ptrace", "setuid", "chroot", "bpf", "init_module", "kexec_load", "reboot"}

    left = calls(UNIT)

    assert left & forbidden == set()
    assert {"read", "openat", "connect", "mmap"} <= left
