"""The registry of crash points: names in the code where a test may end the process.

Production arms nothing, so a point costs one dictionary look-up in an empty
dictionary. A test arms points with `arm` or with the environment variable
`TANGGAP_CRASH=name[:nth]`, which makes the process kill itself with SIGKILL when
the point is reached for the nth time: no `finally`, no `atexit`, as in a power cut.
"""

import os
import signal
from collections.abc import Callable

_armed: dict[str, Callable[[], None]] = {}


def point(name: str) -> None:
    """Mark a place where the program may die; does nothing unless a test armed it."""
    action = _armed.get(name)
    if action is not None:
        action()


def arm(name: str, action: Callable[[], None]) -> None:
    """Run `action` whenever the point `name` is reached."""
    _armed[name] = action


def disarm() -> None:
    """Forget every armed point."""
    _armed.clear()


def kill_at(nth: int) -> Callable[[], None]:
    """An action that kills this process at its `nth` call."""
    left = nth

    def action() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return action


def arm_from_environment(value: str) -> None:
    """Arm what `TANGGAP_CRASH` names, `name[:nth]`."""
    name, _, nth = value.partition(":")
    arm(name, kill_at(int(nth or "1")))
