"""A reader that was taken over tries to break out, in every way to enclose it that this machine has.

The diary of these attempts: each line of `breakout_jobs.ATTEMPTS` was tried as a stranger would, and what
got through once is named where it was mended.
"""

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.outside.cage_keeper import Failed, Keeper, Limits
from pipeline.outside.enclosure import Enclosure, Way
from tests.outside.breakout_jobs import ATTEMPTS
from tests.outside.namespaces import check_allowed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def around(tmp_path: Path) -> Iterator[dict[str, object]]:
    """What there is to get hold of: servers that listen, and files of the office."""
    (tmp_path / "register.sqlite3").write_bytes(b"rahasia")
    (tmp_path / "pipeline.toml").write_text("rahasia")
    path, abstract = str(tmp_path / "socket"), f"tanggap-uji-{os.getpid()}"
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.socket(socket.AF_UNIX) as local,
        socket.socket(socket.AF_UNIX) as hidden,
    ):
        for server, address in ((local, path), (hidden, "\0" + abstract)):
            server.bind(address)
            server.listen()
        yield {
            "port": listener.getsockname()[1],
            "socket": path,
            "abstract": abstract,
            "register": str(tmp_path / "register.sqlite3"),
            "settings": str(tmp_path / "pipeline.toml"),
            "office": os.getpid(),
            "tmp": str(tmp_path),
        }


@pytest.mark.parametrize("way", [Way.BUBBLEWRAP, Way.UNSHARE, Way.PLAIN])
def test_a_reader_that_was_taken_over_gets_hold_of_nothing(way: Way, around: dict[str, object]) -> None:
    check_allowed(way)
    before = sorted(path.name for path in Path(str(around["tmp"])).iterdir())
    keeper = Keeper(
        ["tests.outside.breakout_jobs"], Limits(cpu=5), Enclosure(way, seen=(str(ROOT / "tests"),))
    )
    got: dict[str, str] = {}
    for name in ATTEMPTS:
        try:
            [found] = keeper.run("attempt", [name.encode(), json.dumps(around).encode()], 20, 100_000)
        except Failed:
            continue
        if found:
            got[name] = found.decode()
    keeper.stop()

    assert got == {}
    assert sorted(path.name for path in Path(str(around["tmp"])).iterdir()) == before
    assert Path(str(around["register"])).read_bytes() == b"rahasia"
