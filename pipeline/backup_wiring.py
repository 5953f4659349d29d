"""The wiring of backups and of their rebuild: settings become the places that they need."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import URL, make_url

from pipeline.errors import Refusal
from pipeline.mail_wiring import account
from pipeline.outside.config_metrics import Metrik
from pipeline.outside.config_proof import Alarm
from pipeline.outside.disk import Rest, volume_of
from pipeline.outside.encryption import Encryption
from pipeline.outside.imap_account import Account
from pipeline.outside.modes import Reach, reached
from pipeline.safekeeping import Place
from pipeline.settings import Database, Settings
from pipeline.wiring import register_files, with_password


def copies(settings: Settings) -> tuple[Account, ...]:
    """Where copies of our own mails lie; nothing where the office has set up no such place."""
    places = settings.program.journal.places(account(settings))
    return tuple(each for each in (places.journal, places.sent) if each) if places else ()


def places(settings: Settings) -> tuple[Account, ...]:
    """Every folder in which a mail of a case may lie."""
    watched = account(settings)
    moved = replace(watched, folder=settings.program.imap.move_to)
    return (watched, moved, *copies(settings))


def volumes(settings: Settings) -> list[tuple[str, str]]:
    """Where the register and its backups lie, and how these volumes are at rest."""
    database = make_url(settings.program.database.url)
    own = [volume_of(Path(settings.program.cadangan.folder))]
    if database.drivername.startswith("sqlite"):
        own.insert(0, volume_of(Path(str(database.database)).parent))
    found = [(each.told, str(each.rest)) for each in own]
    there = (f"basis data di {database.host or 'server PostgreSQL'}", str(Rest.UNKNOWN))
    return found if database.drivername.startswith("sqlite") else [there, *found]


def kept(settings: Settings) -> tuple[list[str], list[str]]:
    """What of register and backups every account of this machine gets at, and what else is not private."""
    backups = Path(settings.program.cadangan.folder)
    found = reached([*register_files(settings), backups, *backups.glob("*")])
    return (
        [str(each.path) for each in found if each.reach is Reach.EVERYBODY],
        [str(each.path) for each in found if each.reach is Reach.WIDER],
    )


def backups(settings: Settings, folder: Path | None = None, identity: str = "") -> Place:
    """Where backups are kept."""
    item = settings.program.cadangan
    encryption = Encryption(item.enkripsi, item.kunci, identity)
    return Place(folder=folder or Path(item.folder), encryption=encryption, keep=item.simpan)


def scratch_url(settings: Settings, asked: str) -> str:
    """The database that a drill fills and empties again; '' for a file of its own. Raises Refusal."""
    if not asked:
        return ""
    if not asked.startswith("postgresql+psycopg://"):
        raise Refusal(
            "--ke hanya untuk basis data PostgreSQL (postgresql+psycopg://…); tanpa --ke dipakai berkas."
        )
    own, found = make_url(settings.program.database.url), make_url(asked)
    if _where(own) == _where(found):
        raise Refusal("--ke menunjuk register yang dipakai; latihan memerlukan basis data kosong yang lain.")
    return with_password(found)


def _where(url: URL) -> tuple[object, ...]:
    return url.host or url.query.get("host"), url.port or 5432, url.database


def scratch(settings: Settings, url: str) -> Settings:
    """The same office over the register at `url`, which tells nobody anything."""
    # Not judged as what stands in the file is: this URL stands in none.
    silent = {"database": Database.model_construct(url=url), "metrik": Metrik(), "alarm": Alarm()}
    return replace(settings, program=settings.program.model_copy(update=silent))
