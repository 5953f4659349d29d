"""A mail server with two residents, its clock stopped on a Monday morning of the demo's time."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.demo.server import MailServer

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
OFFICE = "pengaduan@balai.example"
CUSTOMER = "pelanggan@perusahaan.example"
PASSWORD = "uji-coba"


def start_server(folder: Path) -> MailServer:
    """A server on `folder` with the two accounts that the tests write to."""
    server = MailServer(folder, lambda: MONDAY)
    server.add_user(OFFICE, PASSWORD)
    server.add_user(CUSTOMER, PASSWORD)
    return server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with start_server(tmp_path) as running:
        yield running
