"""Stage produce: letters owed become documents, mails owed become frozen bytes."""

from pipeline.office.desk import Desk
from pipeline.office.freeze import freeze_mails
from pipeline.office.make import Convert, Sealer, make_letters, seal_letters


def produce(desk: Desk, convert: Convert, sealer: Sealer | None) -> bool:
    """Make what is owed, letters first because mails enclose them; True if there was anything."""
    made = make_letters(desk, convert)
    sealed = seal_letters(desk, sealer)
    return freeze_mails(desk) or made or sealed
