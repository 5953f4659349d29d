"""The wiring of backups and of their rebuild: settings become the places that they need."""

from pathlib import Path

from pipeline.outside.encryption import Encryption
from pipeline.outside.imap_account import Account
from pipeline.safekeeping import Place
from pipeline.settings import Settings
from pipeline.wiring import account


def copies(settings: Settings) -> tuple[Account, ...]:
    """Where copies of our own mails lie; nothing where the office has set up no such place."""
    places = settings.program.journal.places(account(settings))
    return tuple(each for each in (places.journal, places.sent) if each) if places else ()


def backups(settings: Settings, folder: Path | None = None, identity: str = "") -> Place:
    """Where backups are kept."""
    item = settings.program.cadangan
    encryption = Encryption(item.enkripsi, item.kunci, identity)
    return Place(folder=folder or Path(item.folder), encryption=encryption, keep=item.simpan)
