"""The real program under a clock that jumps: the year's end in WIB, WITA and WIT; a year on; a day back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from pipeline.demo.certificates import Identity
from pipeline.outside.clock import Clock
from pipeline.store.case_tables import step_runs
from pipeline.store.database import open_engine, reading
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.way.configuration import ADDRESS, Wiring, write_configuration
from tests.way.office import LETTER
from tests.way.post_office import PostOffice

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


class Host:
    """An office whose program is started under a clock of its own."""

    def __init__(self, folder: Path, dovecot: Dovecot, post: PostOffice, identity: Identity) -> None:
        self.url, self.post, self.now = f"sqlite:///{folder}/register.sqlite3", post, datetime.now(UTC)
        wiring = Wiring(database_url=self.url, identity=identity)
        self.config = write_configuration(folder / "config", post, wiring)
        (self.config / "pipeline.toml").write_text(
            (self.config / "pipeline.toml")
            .read_text()
            .replace('user = "', 'mulai_dari = "2026-01-01"\nuser = "', 1)
        )

    def live_in(self, zone: str) -> None:
        office = self.config / "office.toml"
        office.write_text(
            office.read_text("utf-8").replace("[instansi]", f'[instansi]\nzona_waktu = "{zone}"', 1)
            if "\nzona_waktu" not in office.read_text("utf-8")
            else office.read_text("utf-8").replace("Asia/Jakarta", zone)
        )

    def once(self, at: datetime) -> subprocess.CompletedProcess[str]:
        shown = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        program = str(Path(sys.executable).with_name("tanggap"))
        command = ["faketime", "-f", f"@{shown}", program, "once", "--config", str(self.config)]
        environment = {**os.environ, "TZ": "UTC"}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    def letter(self, number: int, at: datetime) -> None:
        self.now = at
        head = f"From: mutu{number}@pelanggan.example\r\nTo: {ADDRESS}\r\nSubject: Keluhan {number}\r\n"
        ids = f"Message-ID: <{number}.{at.timestamp()}@pelanggan.example>\r\n"
        self.post.lay(ADDRESS, (head + ids + "\r\n" + LETTER.replace("0456", f"{number:04d}")).encode())

    def cases(self) -> list[tuple[str, str]]:
        engine = open_engine(self.url)
        with reading(engine) as connection:
            rows = connection.exec_driver_sql("SELECT number, agenda FROM cases ORDER BY id").all()
        engine.dispose()
        return [(row[0], row[1]) for row in rows]

    def dues(self) -> list[datetime]:
        """Until when the letters had to be registered."""
        engine = open_engine(self.url)
        with reading(engine) as connection:
            found = list(
                connection.scalars(select(step_runs.c.due_at).where(step_runs.c.step == "registrasi"))
            )
        engine.dispose()
        return found


@pytest.fixture
def host(
    tmp_path: Path, dovecot: Dovecot, smtp_certificate: ServerCertificate, identity: Identity
) -> Iterator[Host]:
    made: list[Host] = []

    def now() -> datetime:
        return made[0].now if made else Clock()()

    with PostOffice(smtp_certificate, dovecot, now).serve() as post:
        made.append(Host(tmp_path, dovecot, post, identity))
        yield made[0]


@pytest.mark.parametrize("zone", ["WIB", "WITA", pytest.param("WIT", marks=pytest.mark.soak)])
def test_a_letter_is_of_the_year_in_which_it_came_where_the_office_is(host: Host, zone: str) -> None:
    host.live_in(ZONES[zone])
    end = datetime(2026, 12, 31, 23, 59, 58, tzinfo=ZoneInfo(ZONES[zone]))
    host.letter(1, end)
    host.letter(2, end + timedelta(seconds=4))

    done = host.once(end + timedelta(seconds=10))

    assert done.returncode == 0, done.stderr
    assert host.cases() == [("PGD-2026-0001", "1/2026"), ("PGD-2027-0001", "1/2027")]


def test_a_clock_a_year_ahead_of_the_mail_server_s_draws_no_number_and_says_why(host: Host) -> None:
    came = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo(ZONES["WIB"]))
    host.letter(1, came)

    done = host.once(came + timedelta(days=365))
    refused = host.cases()
    righted = host.once(came + timedelta(minutes=5))

    assert done.returncode == 1
    assert "lebih dari satu hari di depan surat terbaru" in done.stderr
    assert refused == []
    assert righted.returncode == 0, righted.stderr
    assert host.cases() == [("PGD-2026-0001", "1/2026")]
    assert host.dues() == [came.astimezone(UTC) + timedelta(hours=1)]


@pytest.mark.soak
def test_a_clock_set_back_by_a_day_draws_no_number_and_says_why(host: Host) -> None:
    came = datetime(2026, 11, 24, 8, tzinfo=ZoneInfo(ZONES["WIB"]))
    host.letter(1, came)
    assert host.once(came + timedelta(minutes=5)).returncode == 0
    later = came + timedelta(minutes=30)
    host.letter(2, later)

    done = host.once(later - timedelta(days=1))
    refused = host.cases()
    righted = host.once(later + timedelta(minutes=5))

    assert done.returncode == 1
    assert "lebih awal daripada nomor terakhir di buku" in done.stderr
    assert refused == [("PGD-2026-0001", "1/2026")]
    assert righted.returncode == 0, righted.stderr
    assert host.cases() == [("PGD-2026-0001", "1/2026"), ("PGD-2026-0002", "2/2026")]
    assert host.dues() == [each.astimezone(UTC) + timedelta(hours=1) for each in (came, later)]
