"""What a reader that was taken over would try: each attempt gives what it got hold of, '' for nothing.

They run as jobs of the cage, in a worker, where a hole in a parser would let a stranger's code run.
"""

import ctypes
import json
import os
import resource
import socket
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pipeline
from pipeline.outside.cage_work import Done

LIBC = ctypes.CDLL(None, use_errno=True)
Around = Mapping[str, Any]


def reach(family: int, kind: int, address: Any) -> str:
    """Connect, or send a datagram."""
    with socket.socket(family, kind) as outward:
        outward.settimeout(1)
        outward.connect(address)
        outward.send(b"x")
    return "connected"


def call(number: int, *arguments: Any) -> str:
    """A system call that has to fail."""
    result = LIBC.syscall(number, *arguments)
    return "" if result < 0 else f"call gave {result}"


def read(path: str, mode: str = "rb") -> str:
    """The beginning of a file."""
    with Path(path).open(mode) as file:
        return repr(file.read(64))


def doing(action: Callable[..., object], *arguments: Any) -> str:
    """Do what gives nothing when it works."""
    action(*arguments)
    return "done"


def write(path: str) -> str:
    """Leave a file behind."""
    Path(path).write_text("x")
    return "written"


def by_link(target: str, link: str, make: Callable[[str, str], None]) -> str:
    """Read through a link of our own."""
    make(target, link)
    return read(link)


def fork() -> str:
    """A process beside the worker."""
    if os.fork() == 0:
        os._exit(0)
    os.wait()
    return "forked"


def run_thread() -> str:
    """A thread beside the job."""
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()
    return "a thread"


def raised(kind: int) -> str:
    """Lift a limit."""
    resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return "lifted"


def many_files() -> str:
    """Use up the machine's file handles."""
    files = [os.dup(1) for _ in range(1_000)]
    return f"{len(files)} files"


def in_memory() -> str:
    """Run a program that never was a file."""
    file = os.memfd_create("x")
    os.write(file, Path("/bin/true").read_bytes())
    pid = os.fork()
    if pid == 0:
        os.execve(file, ["x"], {})
    os.waitpid(pid, 0)
    return "run"


def by_handle() -> str:
    """Open a file by its number, past every path: open_by_handle_at(2)."""
    return call(304, -100, b"\x08\0\0\0\x01\0\0\0\x02\0\0\0\0\0\0\0", os.O_RDONLY)


def signal_to(pid: int) -> str:
    """End a process that is not ours."""
    os.kill(pid, 0)
    return "allowed"


#: by name, what is tried; numbers of calls are those of x86-64
ATTEMPTS: Mapping[str, Callable[[Around], str]] = {
    "TCP to a local port": lambda a: reach(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", a["port"])),
    "TCP over IPv6": lambda a: reach(socket.AF_INET6, socket.SOCK_STREAM, ("::1", a["port"])),
    "a UDP datagram": lambda a: reach(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", a["port"])),
    "a socket in the file system": lambda a: reach(socket.AF_UNIX, socket.SOCK_STREAM, a["socket"]),
    "an abstract socket": lambda a: reach(socket.AF_UNIX, socket.SOCK_STREAM, "\0" + a["abstract"]),
    "the system log": lambda _: reach(socket.AF_UNIX, socket.SOCK_DGRAM, "/dev/log"),
    "a netlink socket": lambda _: str(socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)),
    "a raw socket": lambda _: str(socket.socket(socket.AF_PACKET, socket.SOCK_RAW)),
    "a VSOCK socket": lambda _: str(socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)),
    "io_uring, which makes sockets unseen": lambda _: call(425, 4, bytes(120)),
    "a name server": lambda _: str(socket.getaddrinfo("balai.example", 80)),
    "/etc/passwd": lambda _: read("/etc/passwd"),
    "/etc/shadow": lambda _: read("/etc/shadow"),
    "/etc/machine-id": lambda _: read("/etc/machine-id"),
    "the register": lambda a: read(a["register"]),
    "the office's settings": lambda a: read(a["settings"]),
    "a home folder": lambda _: read("/root/.bashrc"),
    "the environment of the office": lambda a: read(f"/proc/{a['office']}/environ"),
    "the memory of the office": lambda a: read(f"/proc/{a['office']}/mem"),
    "the open files of the office": lambda a: str(Path(f"/proc/{a['office']}/fd/0").readlink()),
    "the root of the office": lambda a: read(f"/proc/{a['office']}/root/etc/passwd"),
    "the root of the first process": lambda _: read("/proc/1/root/etc/passwd"),
    "/proc/self/root with dots": lambda _: read("/proc/self/root/../../etc/passwd"),
    "dots above our own folder": lambda _: read(f"{Path(pipeline.__file__).parent}/../config/pipeline.toml"),
    "a symbolic link": lambda a: by_link("/etc/passwd", f"{a['tmp']}/tautan", os.symlink),
    "a hard link": lambda a: by_link(a["register"], f"{a['tmp']}/tautan-keras", os.link),
    "a file in /tmp": lambda a: write(f"{a['tmp']}/berkas"),
    "a file in /dev/shm": lambda _: write("/dev/shm/tanggap-uji"),
    "our own program": lambda _: write(f"{Path(pipeline.__file__).parent}/outside/tertanam.py"),
    "a folder": lambda a: doing(Path(f"{a['tmp']}/map").mkdir),
    "to remove the register": lambda a: doing(Path(a["register"]).unlink),
    "to rename the register": lambda a: doing(Path(a["register"]).rename, a["register"] + "x"),
    "to truncate the register": lambda a: doing(os.truncate, a["register"], 0),
    "the kernel's own switch": lambda _: read("/proc/sys/kernel/core_pattern", "r+b"),
    "the memory of the machine": lambda _: read("/dev/mem"),
    "the terminal": lambda _: read("/dev/tty"),
    "a process": lambda _: fork(),
    "a thread": lambda _: run_thread(),
    "a shell": lambda _: str(os.posix_spawn("/bin/sh", ["sh", "-c", ":"], {})),
    "a program without a file": lambda _: in_memory(),
    "a signal to the office": lambda a: signal_to(a["office"]),
    "ptrace": lambda a: call(101, 16, a["office"], 0, 0),
    "to read another's memory": lambda a: call(310, a["office"], None, 0, None, 0, 0),
    "another's open file": lambda a: call(438, 3, 0, 0),
    "a user namespace": lambda _: call(272, 0x10000000),
    "a mount namespace": lambda _: call(272, 0x00020000),
    "a namespace by clone": lambda _: call(56, 0x10000000 | 17, 0, 0, 0, 0),
    "a namespace by clone3": lambda _: call(435, bytes(88), 88),
    "another's namespace": lambda _: call(308, 0, 0),
    "a mount": lambda _: call(165, b"none", b"/mnt", b"tmpfs", 0, None),
    "another root": lambda _: call(155, b"/", b"/"),
    "chroot": lambda _: doing(os.chroot, "/usr"),
    "a file by its number": lambda _: by_handle(),
    "a program for the kernel (bpf)": lambda _: call(321, 0, bytes(64), 64),
    "perf events": lambda _: call(298, bytes(120), 0, -1, -1, 0),
    "userfaultfd": lambda _: call(323, 0),
    "the kernel's keys": lambda _: call(250, 0, -3, 1),
    "a kernel module": lambda _: call(175, b"", 0, b""),
    "to become somebody else": lambda _: doing(os.setresuid, 1, 1, 1),
    "capabilities": lambda _: call(126, b"\x22\x05\x08\x20\0\0\0\0", b"\xff" * 24),
    "more memory": lambda _: raised(resource.RLIMIT_AS),
    "more time": lambda _: raised(resource.RLIMIT_CPU),
    "larger files": lambda _: raised(resource.RLIMIT_FSIZE),
    "all file handles": lambda _: many_files(),
}


def attempt(name: bytes, around: bytes) -> Done:
    """Try one thing, and say what it gave."""
    try:
        got = ATTEMPTS[name.decode()](json.loads(around))
    except (OSError, ValueError, RuntimeError, MemoryError):
        got = ""
    return Done([got.encode()])


JOBS = {"attempt": attempt}
