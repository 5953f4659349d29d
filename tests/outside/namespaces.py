"""Whether the kernel lets anybody make namespaces here; in a chroot and in most containers it does not.

Asked of the programs themselves and not of ours, so that a fault of ours is never taken for such a kernel.
"""

import subprocess
from functools import cache

import pytest

from pipeline.outside.enclosure import Way

#: ways → what they rest on
_RESTS_ON = {
    Way.BUBBLEWRAP: ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"],
    Way.UNSHARE: ["unshare", "--mount", "--pid", "--fork", "true"],
}


@cache
def is_allowed(way: Way) -> bool:
    """Whether a way can be tried on this machine; raises FileNotFoundError where its program lacks."""
    command = _RESTS_ON.get(way)
    return command is None or subprocess.run(command, capture_output=True, check=False).returncode == 0


def check_allowed(way: Way) -> Way:
    """The way, or the end of a test that this kernel leaves nothing to see."""
    if not is_allowed(way):
        pytest.skip(f"this kernel lets nobody make the namespaces of {way} here")
    return way


def best() -> Way:
    """The best way that needs no service of systemd."""
    return next(way for way in (Way.BUBBLEWRAP, Way.UNSHARE, Way.PLAIN) if is_allowed(way))
