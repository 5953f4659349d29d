"""Which way of enclosing work this machine allows: each is tried from within before it is believed.

Apart from the ways themselves because this asks, and they do. Containers, hardened kernels and the
services of systemd forbid namespaces now and then, and say so only when one is made.
"""

import logging
import socket
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipeline.errors import OutsideError
from pipeline.outside.enclosure import SOCKET, Enclosure, Way

log = logging.getLogger(__name__)

#: what the settings may ask for: the best that there is, or one way and no other
Wish = Literal["auto", "systemd", "bubblewrap", "unshare", "plain"]

_SECONDS = 15
#: what nobody in the cage has to read
_HIDDEN = ("/etc/passwd", "/etc/machine-id")
#: names in the environment of a process that systemd or Python itself put there
_HARMLESS = set(
    "HOME INVOCATION_ID JOURNAL_STREAM LANG LC_CTYPE LISTEN_FDNAMES LISTEN_FDS LISTEN_PID LOGNAME PATH PWD "
    "REMOTE_ADDR REMOTE_PORT SHELL SYSTEMD_EXEC_PID TMPDIR USER".split()
)
_GRADES = {Way.SYSTEMD: "A", Way.BUBBLEWRAP: "B", Way.UNSHARE: "C", Way.PLAIN: "D"}
_BETTER = {
    Way.SYSTEMD: "",
    Way.BUBBLEWRAP: "pasang config/systemd/tanggap-convert.socket dan tanggap-convert@.service",
    Way.UNSHARE: "apt-get install bubblewrap",
    Way.PLAIN: "apt-get install bubblewrap, atau pasang config/systemd/tanggap-convert.socket; "
    "kernel mungkin melarang user namespace (sysctl kernel.unprivileged_userns_clone)",
}


@dataclass(frozen=True, slots=True)
class Graded:
    """How well caged work is enclosed."""

    #: for the operator, in Indonesian
    words: str
    #: the way to the next better grade, '' where there is none
    better: str
    #: every wall stands, and it is more than limits
    good: bool


@cache
def chosen(wish: Wish = "auto", address: str = SOCKET) -> Enclosure:
    """The best way that works here, or the one wished for. Raises OutsideError where that does not work."""
    if wish == "plain":
        return Enclosure()
    ways = list(Way) if wish == "auto" else [Way(wish)]
    for enclosure in (Enclosure(way, address) for way in ways):
        try:
            leaks = tried(enclosure)
        except OutsideError as error:
            log.info("way of enclosing work not taken", extra={"way": enclosure.way, "reason": str(error)})
            continue
        if not leaks or enclosure.way is Way.PLAIN:
            log.info("work is enclosed", extra={"way": enclosure.way})
            return enclosure
    raise OutsideError(
        f'[cage] way = "{wish}": berkas asing tidak dapat dibaca dengan cara itu pada mesin ini',
        permanent=False,
        remedy='perbaiki cara itu, atau tulis way = "auto"',
    )


def tried(enclosure: Enclosure) -> list[str]:
    """Which walls do not stand, in Indonesian. Raises OutsideError where nothing runs behind them."""
    with (
        tempfile.NamedTemporaryFile(prefix="tanggap-") as ours,
        socket.create_server(("127.0.0.1", 0)) as listener,
    ):
        ours.write(b"rahasia")
        ours.flush()
        order = {"work": "tell", "port": listener.getsockname()[1], "hidden": [ours.name, *_HIDDEN]}
        with enclosure.open(order) as room:
            told = room.heard(_SECONDS)
    if told is None:
        raise OutsideError(
            f"tidak ada jawaban dari balik {enclosure.way}", permanent=False, remedy=_BETTER[Way.PLAIN]
        )
    return list(_leaks(told))


def graded(enclosure: Enclosure) -> Graded:
    """How well work is enclosed, as tried just now. Raises OutsideError as `tried` does."""
    leaks = tried(enclosure)
    place = f"{enclosure.way}, tingkat {_GRADES[enclosure.way]} dari A–D"
    words = f"{place}; terbuka: {', '.join(leaks)}" if leaks else f"{place}; semua dinding berdiri"
    return Graded(words, _BETTER[enclosure.way], good=not leaks and enclosure.way is not Way.PLAIN)


def _leaks(told: dict[str, Any]) -> Iterable[str]:
    if told.get("network") is not False:
        yield "jaringan"
    if told.get("files") != []:
        yield "berkas mesin ini"
    if told.get("processes") != 0:
        yield "lingkungan proses lain"
    if not set(told.get("environment", [None])) <= _HARMLESS:
        yield "lingkungan layanan"
