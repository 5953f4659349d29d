"""The registry of crash points: names in the code where a test may end the process, or trouble it.

Production arms nothing, so a point costs one look at an empty dictionary. A test arms points with `arm`
or with the environment variable `TANGGAP_CRASH=name[:nth][:action]`: when the point is reached for the
nth time (the first, where none is given) the process

* `kill`: kills itself with SIGKILL, as a power cut does: no `finally`, no `atexit` (the default);
* `raise`: meets an OSError of its disk (EIO);
* `enospc`: meets an OSError of a full disk (ENOSPC);
* `hang`: waits for ever, until a watchdog ends it from outside.

The name `*` stands for any point: the first that is reached.
"""

import errno
import os
import signal
import time
from collections.abc import Callable, Mapping
from typing import Never

#: stands for every point
ANY = "*"

_armed: dict[str, Callable[[], None]] = {}


def point(name: str) -> None:
    """Mark a place where the program may die; does nothing unless a test armed it."""
    if not _armed:
        return
    action = _armed.get(name) or _armed.get(ANY)
    if action is not None:
        action()


def arm(name: str, action: Callable[[], None]) -> None:
    """Run `action` whenever the point `name` is reached."""
    _armed[name] = action


def disarm() -> None:
    """Forget every armed point."""
    _armed.clear()


def at(nth: int, action: Callable[[], None]) -> Callable[[], None]:
    """An action that does its work at the `nth` call, and at no other."""
    left = nth

    def counted() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            action()

    return counted


def kill() -> Never:
    """End this process as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("SIGKILL was survived")


def fail() -> Never:
    """Meet a disk that fails."""
    raise OSError(errno.EIO, "crash point: the disk fails")


def fill() -> Never:
    """Meet a disk that is full."""
    raise OSError(errno.ENOSPC, "crash point: the disk is full")


def hang() -> Never:
    """Wait for what never comes."""
    while True:
        time.sleep(3600)


ACTIONS: Mapping[str, Callable[[], None]] = {"kill": kill, "raise": fail, "enospc": fill, "hang": hang}


def arm_from_environment(value: str) -> None:
    """Arm what `TANGGAP_CRASH` names, `name[:nth][:action]`; raises ValueError where it names no action."""
    name, *rest = value.split(":")
    nth = next((int(each) for each in rest if each.isdecimal()), 1)
    actions = [each for each in rest if each and not each.isdecimal()] or ["kill"]
    if len(actions) > 1 or actions[0] not in ACTIONS:
        raise ValueError(f"TANGGAP_CRASH={value}: the action is one of {', '.join(ACTIONS)}")
    arm(name, at(nth, ACTIONS[actions[0]]))
