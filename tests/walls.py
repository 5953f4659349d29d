"""Take on the walls of a unit's section Service that are made of system calls, then become another program.

`python -m tests.walls UNIT PROGRAM ARGUMENT…`. What systemd does with libseccomp is done with it here, for a
machine whose first process is no systemd: SystemCallFilter, MemoryDenyWriteExecute, RestrictAddressFamilies,
RestrictNamespaces, LockPersonality. Source: systemd.exec(5), seccomp(3).
"""

import ctypes
import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

ALLOW, REFUSE = 0x7FFF0000, 0x00050000
EQUAL, MASKED_EQUAL = 4, 7
WRITE, EXECUTE, SHARED_EXECUTE = 2, 4, 0o100000
#: every flag of clone(2) that makes a namespace
NAMESPACES = 0x7E020000


class _Comparison(ctypes.Structure):
    """libseccomp's scmp_arg_cmp."""

    _fields_ = (("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64))


def directives(unit: Path) -> list[tuple[str, str]]:
    """The directives of a unit, in order."""
    lines = (line.strip() for line in unit.read_text().splitlines())
    pairs = (line.partition("=") for line in lines if line and line[0] not in "#[")
    return [(name, value) for name, _, value in pairs]


def group(name: str) -> set[str]:
    """The calls of a group, with those of the groups in it."""
    command = ["systemd-analyze", "syscall-filter", name]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    inside = [line.strip() for line in told.stdout.splitlines()[1:] if not line.strip().startswith("#")]
    return set().union(*(group(each) if each.startswith("@") else {each} for each in inside if each))


def calls(unit: Path) -> set[str]:
    """The calls that a unit leaves to its program."""
    allowed: set[str] = set()
    for value in (value for name, value in directives(unit) if name == "SystemCallFilter"):
        named = set().union(
            *(group(each) if each[0] == "@" else {each} for each in value.lstrip("~").split())
        )
        allowed = allowed - named if value.startswith("~") else allowed | named
    return allowed


def wall_in(unit: Path) -> None:
    """No way back: this process and what it becomes have the calls of the unit and no others."""
    said = dict(directives(unit))
    library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(REFUSE | errno.EPERM))

    def rule(name: str, *compared: tuple[int, int, int, int], action: int = ALLOW) -> None:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:
            array = (_Comparison * len(compared))(*(_Comparison(*each) for each in compared))
            done = library.seccomp_rule_add_array(context, action, number, len(compared), array)
            assert done == 0, (name, done)

    left = calls(unit)
    if said["MemoryDenyWriteExecute"] == "yes":
        for bits in (0, WRITE, EXECUTE):
            rule("mmap", (2, MASKED_EQUAL, WRITE | EXECUTE, bits))
        rule("mprotect", (2, MASKED_EQUAL, EXECUTE, 0))
        rule("pkey_mprotect", (2, MASKED_EQUAL, EXECUTE, 0))
        rule("shmat", (2, MASKED_EQUAL, SHARED_EXECUTE, 0))
        left -= {"mmap", "mprotect", "pkey_mprotect", "shmat"}
    for family in said["RestrictAddressFamilies"].split():
        rule("socket", (0, EQUAL, getattr(socket, family), 0))
    rule("clone", (0, MASKED_EQUAL, NAMESPACES, 0))
    rule("clone3", action=REFUSE | errno.ENOSYS)
    for name in sorted(left - {"socket", "clone", "clone3", "unshare", "setns", "personality"}):
        rule(name)
    assert library.seccomp_load(context) == 0


if __name__ == "__main__":
    wall_in(Path(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])
