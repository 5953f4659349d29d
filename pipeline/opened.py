"""The office, opened for one command: its settings read, its register checked, closed again at the end.

Apart from the commands because several doors open the same office. Imports are late, so that
`--help` answers at once.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.office.check import Probe
    from pipeline.office.desk import Desk
    from pipeline.office.inspect import House
    from pipeline.outside.cage import Cage
    from pipeline.outside.enclosure import Enclosure
    from pipeline.settings import Settings
    from pipeline.wiring import Works

#: where the settings lie unless they are named
HERE = Path("config")


def settings(folder: Path | None) -> "Settings":
    """The settings in `folder`, else in config/ of the working directory; the log follows them."""
    from pipeline.outside.logs import set_up
    from pipeline.settings import load

    found = load(folder or HERE)
    set_up(found.program.log.level)
    return found


def enclosure(folder: Path | None) -> "Enclosure":
    """Where strangers' files are opened."""
    from pipeline import wiring

    return wiring.enclosure(settings(folder))


@contextmanager
def reading_room(folder: Path | None) -> Iterator[tuple["House", "Cage"]]:
    """The office as mail is judged for it, and the cage; without any settings of its own the shipped ones."""
    from pipeline import wiring
    from pipeline.office.inspect import house_of
    from pipeline.outside.cage import Cage

    here = folder or (HERE if HERE.is_dir() else Path(str(wiring.shipped("config"))))
    found = settings(here)
    with Cage(enclosure=wiring.enclosure(found)) as cage:
        yield house_of(wiring.desk(found)), cage


@contextmanager
def register(folder: Path | None, owner: str | None) -> Iterator["Engine"]:
    """The register as it is, made or not; on PostgreSQL as its `owner` where one is named."""
    from pipeline import wiring

    engine = wiring.engine(settings(folder), owner)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def desk(folder: Path | None, owner: str | None = None) -> Iterator["Desk"]:
    """The office's desk over a register of this program's revision, on PostgreSQL as its `owner` if named."""
    from pipeline import wiring
    from pipeline.office import check
    from pipeline.office.roster import look_again

    found = settings(folder)
    office = wiring.desk(found, base=wiring.engine(found, owner))
    try:
        check.made(office.engine)
        look_again(office)
        yield office
    finally:
        office.engine.dispose()


@contextmanager
def works(folder: Path | None, *, rebuilding: bool = False) -> Iterator["Works"]:
    """Everything the daemon runs on; a test may have it die at a named point.

    A restored register is opened only to be rebuilt.
    """
    from pipeline import crash, wiring
    from pipeline.store import recovery
    from pipeline.store.database import reading
    from pipeline.store.migrate import check_current

    if point := os.environ.get("TANGGAP_CRASH"):
        crash.arm_from_environment(point)
    with wiring.works(settings(folder), sole=rebuilding) as running:
        check_current(running.desk.engine)
        if not rebuilding:
            with reading(running.desk.engine) as connection:
                recovery.check_rebuilt(connection)
        yield running


def origin_probed(folder: Path | None, *, again: bool) -> tuple[list[str], bool]:
    """Begin the probe of where mail comes from, or tell how it stands; and whether a profile was found."""
    from pipeline import wiring
    from pipeline.mail.authentic import Profile
    from pipeline.office import probe
    from pipeline.outside.cage import Cage

    with desk(folder) as office, Cage(enclosure=enclosure(folder)) as cage:
        proving = wiring.prover(office, cage)
        found = None if again else probe.probed(office, lambda raw: proving.read(raw).facts)
        if found is None:
            probe.begin(office)
            found = probe.probed(office, lambda raw: proving.read(raw).facts)
    assert found is not None
    return probe.told(office, found), found.proposal.policy.profile is not Profile.NONE


def probes(folder: Path | None) -> Iterator[tuple[str, "Probe"]]:
    """What is checked, in order; without usable settings nothing further can be."""
    from pipeline import wiring
    from pipeline.office import check

    try:
        found = settings(folder)
        office = wiring.desk(found)
    except SettingsError as faults:
        yield "pengaturan", partial(check.refuse, faults)
        return
    try:
        yield from _probes(found, office)
    finally:
        office.engine.dispose()


def _probes(found: "Settings", office: "Desk") -> Iterator[tuple[str, "Probe"]]:
    from pipeline import backup_wiring, mail_wiring, wiring
    from pipeline.office import check
    from pipeline.office.check_calendar import calendar
    from pipeline.office.check_rest import at_rest, closed
    from pipeline.outside import holidays, imap, journal, ocr, smtp
    from pipeline.outside.disk import Rest
    from pipeline.outside.enclosure_choice import graded

    yield "pengaturan", lambda: str(found.folder)
    yield "templat", lambda: check.templates(office)
    yield "basis data", lambda: check.register(office.engine)
    yield "data tersimpan", lambda: at_rest(backup_wiring.volumes(found), Rest.ENCRYPTED)
    yield "hak berkas", lambda: closed(*backup_wiring.kept(found))
    yield "kotak surat", lambda: imap.check(mail_wiring.account(found))
    yield "SMTP", lambda: smtp.check(mail_wiring.relay(found))
    places = found.program.journal.places(mail_wiring.account(found))
    if places is not None:
        yield "bukti kirim", partial(journal.check, places)
    if office.journal:
        yield "salinan jurnal", lambda: check.copies(office)
    yield "huruf", lambda: check.drawing(office)
    yield "kandang berkas", lambda: check.caged(lambda: graded(wiring.enclosure(found)))
    yield "pengonversi", lambda: _conversion(found, office)
    scanner = found.program.pemindai.scanner()
    if scanner is not None:
        yield "pemindai virus", scanner.version
    yield "OCR", lambda: check.scans(ocr.Ocr(enclosure=wiring.enclosure(found)).version)
    yield "kalender", lambda: calendar(found.calendar, office.clock(), holidays.decreed)
    yield "penyusunan surel", check.composing
    yield "asal balasan", lambda: check.origin(office)
    yield "tanda tangan", lambda: check.signing(office, wiring.sealer(found))


def _conversion(found: "Settings", office: "Desk") -> str:
    from pipeline import wiring
    from pipeline.office import check
    from pipeline.outside.cage import Cage

    with Cage(enclosure=wiring.enclosure(found)) as cage:
        return check.conversion(replace(office, pages=cage.pages), wiring.converter(found))
