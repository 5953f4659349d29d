"""An office whose register can be lost: what the tests of its restore and of its rebuild begin with."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from pipeline import backup_wiring, restoring, safekeeping, settings
from pipeline.daemon import Daemon
from pipeline.office.reserve import list_numbers
from pipeline.outside.clock import Clock
from pipeline.rebuilding import Rebuilt, rebuild_register
from pipeline.store.database import open_engine, writing
from pipeline.wiring import Works, works
from tests.way.configuration import Wiring, is_ours, write_configuration
from tests.way.office import LETTER, Office
from tests.way.paper import PlainPaper
from tests.way.post_office import PostOffice


class Bureau:
    """An office whose register can be lost: folder, servers and clock outlive it."""

    def __init__(self, folder: Path, post: PostOffice, clock: Clock, wiring: Wiring) -> None:
        self.folder, self.post, self.clock, self.wiring = folder, post, clock, wiring
        self.config = write_configuration(folder / "config", post, wiring)
        with (self.config / "pipeline.toml").open("a") as file:
            file.write(f'\n[cadangan]\nfolder = "{folder}/cadangan"\n')
        self.place = backup_wiring.backups(settings.load(self.config))

    @contextmanager
    def works(self) -> Iterator[Works]:
        with works(settings.load(self.config), self.clock) as built:
            yield replace(built, converter=PlainPaper())

    @contextmanager
    def open(self) -> Iterator[Office]:
        with self.works() as built, closing(Daemon(built)) as daemon:
            office = Office(self.post, self.clock, built.desk, self.wiring.identity, daemon.drain)
            office.work()
            assert daemon.trouble == []
            yield office
            office.leave_mailboxes()
            assert daemon.trouble == []

    def sent(self) -> list[bytes]:
        return [each.data for each in self.post.book.deliveries if is_ours(each)]

    def back_up(self, office: Office) -> Path:
        """A backup of this moment."""
        return safekeeping.back_up(office.desk.engine, self.place, self.clock()).path

    def lose(self) -> None:
        for file in self.folder.glob("register.sqlite3*"):
            file.unlink()
        engine = open_engine(self.wiring.database_url)
        if engine.dialect.name == "postgresql":
            with writing(engine) as connection:
                connection.execute(text("DROP SCHEMA public CASCADE"))
                connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()

    def restore(self, backup: Path) -> restoring.Restored:
        engine = open_engine(self.wiring.database_url)
        done = restoring.restore(engine, backup, self.place, self.clock())
        engine.dispose()
        return done

    def rebuild(self, *, give_up: bool = False, journal: bool = True, nothing_left: bool = False) -> Rebuilt:
        with self.works() as built:
            copies = backup_wiring.copies(settings.load(self.config)) if journal else ()
            return rebuild_register(built, copies, give_up=give_up, nothing_left=nothing_left)

    def tanggap(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("tanggap")), *words, "--config", str(self.config)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))


def registered(office: Office) -> dict[str, tuple[str, ...]]:
    """Each letter's numbers, by what its mail is."""
    query = """select i.sha256, c.agenda, c.number, c.tag, c.letter_number, c.state
               from cases c join inbox i on i.id = c.inbox_id"""
    return {row.sha256: tuple(row[1:]) for row in office.rows(query)}


def restored_without_a_letter(bureau: Bureau) -> tuple[dict[str, tuple[str, ...]], list[bytes]]:
    """The register as a backup has it from before a letter; its numbers, and what had been sent in all."""
    with bureau.open() as office:
        backup = bureau.back_up(office)
        office.complain()
        known, sent = registered(office), bureau.sent()
    bureau.lose()
    bureau.restore(backup)
    return known, sent


def reserved(office: Office) -> list[tuple[str, str, str]]:
    """The numbers of both years as the operator sees them."""
    return [
        (each.nomor, each.keadaan, each.keterangan)
        for year in (2026, 2027)
        for each in list_numbers(office.desk, year)
    ]


def letter(number: int) -> str:
    """A letter that is about an order of its own."""
    return LETTER.replace("2026-0456", f"2026-{number:04d}")
