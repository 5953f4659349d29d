"""Stage produce: letters owed become documents, mails owed become frozen bytes."""

from functools import partial

from pipeline.errors import OutsideError
from pipeline.office.desk import Desk
from pipeline.office.freeze import freeze_mails
from pipeline.office.make import LetterPress, make_letters
from pipeline.office.seal import Sealer, seal_letters


def produce(desk: Desk, press: LetterPress, sealer: Sealer | None) -> bool:
    """Make what is owed; True if there was anything.

    The press converts beside whatever else there is to do. What fails outside holds up nothing else: the
    mails that need no letter still leave. Raises that `OutsideError` once there is nothing else to do.
    """
    worked: list[bool] = []
    faults: list[OutsideError] = []
    parts = (
        partial(make_letters, desk, press),
        partial(seal_letters, desk, sealer),
        partial(freeze_mails, desk),
    )
    for part in parts:
        try:
            worked.append(part())
        except OutsideError as error:
            faults.append(error)
    if faults and not any(worked):
        raise faults[0]
    return any(worked)
