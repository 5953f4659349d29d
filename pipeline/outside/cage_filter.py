"""The kernel's own walls around this process: no network, no file beyond those named, no way back.

Landlock (Linux 5.13) and a seccomp filter; neither asks for a privilege, a namespace or a package. They
stand in every way to enclose work, and are what is left of it where namespaces are forbidden. A kernel
without one of them builds what it has; `tanggap check` tells what is missing.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)

# --- Landlock: linux/landlock.h
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_PATH_BENEATH = 1
_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
#: rights that a single file may have: execute, write, read, truncate, ioctl
_OF_A_FILE = _EXECUTE | _WRITE | _READ | 1 << 14 | 1 << 15
_SEEN = _EXECUTE | _READ | _LIST
#: where LibreOffice makes the socket on which it hears of further documents, whatever TMPDIR says: sockets
#: may be made there, and taken away
SOCKET_PLACE, _SOCKET = "/tmp", 1 << 5 | 1 << 9  # noqa: S108 -- LibreOffice's own choice
#: ABI → how many rights to files it knows
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_ALL = (1 << 16) - 1
#: TCP bind and connect (ABI 4); signals and abstract sockets to the outside (ABI 6)
_NET, _SCOPED = 0b11, 0b11

# --- seccomp: linux/seccomp.h, linux/audit.h, and the calls' numbers
_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2
_CAPBSET_DROP, _CAP_VERSION, _CAPABILITIES = 24, 0x20080522, 64
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _ANY, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _FIRST = 0, 4, 16
_AF_UNIX = 1
#: clone(2): CLONE_NEWUSER
_NEW_USER = 0x10000000
#: machine → its name in audit.h; socket, clone, and what no reader of documents calls: ptrace,
#: process_vm_readv, process_vm_writev, mount, umount2, pivot_root, unshare, setns, bpf, perf_event_open,
#: userfaultfd, add_key, request_key, keyctl, kexec_load, init_module, finit_module, open_by_handle_at
_CALLS = {
    "x86_64": (
        0xC000003E,
        41,
        56,
        (101, 310, 311, 165, 166, 155, 272, 308, 321, 298, 323, 248, 249, 250, 246, 175, 313, 304),
    ),
    "aarch64": (
        0xC00000B7,
        198,
        220,
        (117, 270, 271, 40, 39, 41, 97, 268, 280, 241, 282, 217, 218, 219, 104, 105, 273, 265),
    ),
}
#: machine → its name; clone, fork, vfork and clone3; execve and execveat
_PROCESSES = {
    "x86_64": (0xC000003E, (56, 57, 58, 435), (59, 322)),
    "aarch64": (0xC00000B7, (220, 435), (221, 281)),
}
#: the same everywhere: io_uring_setup, io_uring_enter, io_uring_register, pidfd_getfd
_EVERYWHERE = (425, 426, 427, 438)
#: clone3 hides its flags from a filter; the C library takes clone where it is not there
_CLONE3 = 435


def narrow(seen: Iterable[str], written: Iterable[str] = (), *, sockets: bool = False) -> None:
    """Let this process and its children see and write only these paths, and reach no network.

    `sockets`: local ones may be made, as LibreOffice does for itself; else none of any kind.
    """
    forgo()
    rights = [(path, _SEEN) for path in (*seen, "/proc")] + [(path, _ALL) for path in written]
    _landlock([*rights, (SOCKET_PLACE, _SOCKET)] if sockets else rights)
    _seccomp(sockets=sockets)


def stay_alone(*, programs: bool = False) -> None:
    """No process and no thread beside this one, and unless `programs` may be run no other in its place.

    A limit to processes (RLIMIT_NPROC) does not count those of root.
    """
    if known := _PROCESSES.get(platform.machine()):
        arch, making, running = known
        _filter(_denying(arch, making if programs else (*making, *running)))


def forgo() -> None:
    """Give up every capability for good; some of root look through walls (CAP_PERFMON: environments)."""
    for capability in range(_CAPABILITIES):
        _LIBC.prctl(_CAPBSET_DROP, capability, 0, 0, 0)
    _LIBC.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    _LIBC.capset(struct.pack("Ii", _CAP_VERSION, 0), bytes(24))


def _landlock(rights: Iterable[tuple[str, int]]) -> None:
    abi = _LIBC.syscall(_CREATE, None, 0, 1)
    if abi < 1:
        return
    every = (1 << _RIGHTS.get(abi, 16)) - 1
    attributes = struct.pack("QQQ", every, _NET, _SCOPED)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    rules = _LIBC.syscall(_CREATE, attributes, len(attributes), 0)
    try:
        for path, right in rights:
            _allow(rules, path, right & every)
        _LIBC.syscall(_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    with suppress(FileNotFoundError):
        file = os.open(path, os.O_PATH)
        kept = rights if Path(path).is_dir() else rights & _OF_A_FILE
        _LIBC.syscall(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", kept, file), 0)
        os.close(file)


def _seccomp(*, sockets: bool) -> None:
    known = _CALLS.get(platform.machine())
    if known is None:
        return
    _filter(_program(*known, sockets=sockets))


def _filter(program: bytes) -> None:
    code = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    _LIBC.prctl(_SECCOMP, _FILTER, head, 0, 0)


def _program(arch: int, socket: int, clone: int, denied: Iterable[int], *, sockets: bool) -> bytes:
    """The filter, in BPF: each test falls through to the next, or to the return behind it."""
    step, refused = _step, _step(_RETURN, _ERRNO | errno.EPERM)
    lines = [
        *_refusing(arch, (*denied, *_EVERYWHERE)),
        step(_EQUAL, _CLONE3, no=1),
        step(_RETURN, _ERRNO | errno.ENOSYS),
    ]
    lines += [step(_EQUAL, clone, no=3), step(_LOAD, _FIRST), step(_ANY, _NEW_USER, no=1), refused]
    # Where it was clone, the first argument is loaded now.
    lines += [step(_LOAD, _NUMBER), step(_EQUAL, socket, no=3 if sockets else 1)]
    if sockets:
        lines += [step(_LOAD, _FIRST), step(_EQUAL, _AF_UNIX, yes=1)]
    return b"".join([*lines, refused, step(_RETURN, _ALLOW)])


def _denying(arch: int, denied: Iterable[int]) -> bytes:
    """A filter that refuses these calls, whatever their arguments."""
    return b"".join([*_refusing(arch, denied), _step(_RETURN, _ALLOW)])


def _refusing(arch: int, denied: Iterable[int]) -> list[bytes]:
    refused = _step(_RETURN, _ERRNO | errno.EPERM)
    lines = [_step(_LOAD, _ARCH), _step(_EQUAL, arch, yes=1), _step(_RETURN, _KILL), _step(_LOAD, _NUMBER)]
    # The second numbering of x86-64 (x32) would go round the rest.
    lines += [_step(_AT_LEAST, 0x40000000, no=1), refused]
    for number in denied:
        lines += [_step(_EQUAL, number, no=1), refused]
    return lines


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)
