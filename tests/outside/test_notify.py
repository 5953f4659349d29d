"""What the service manager is told, over a real socket."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.outside import notify


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A socket as systemd has it, named in the environment."""
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(path))
        listening.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        yield listening


def test_it_says_that_it_is_ready(manager: socket.socket) -> None:
    notify.ready()

    assert manager.recv(1000) == b"READY=1"


def test_it_says_that_it_is_alive(manager: socket.socket) -> None:
    notify.alive()

    assert manager.recv(1000) == b"WATCHDOG=1"


def test_it_says_that_it_stops(manager: socket.socket) -> None:
    notify.stopping()

    assert manager.recv(1000) == b"STOPPING=1"


def test_an_abstract_socket_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"tanggap-notify-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name}")
        listening.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")

        assert notify.notify("STATUS=di sini")

        assert listening.recv(1000) == b"STATUS=di sini"


def test_without_systemd_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)

    assert not notify.notify("READY=1")


def test_a_manager_that_is_gone_ends_no_work(manager: socket.socket) -> None:
    manager.close()

    assert not notify.notify("WATCHDOG=1")
