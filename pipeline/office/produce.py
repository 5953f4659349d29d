"""Stage produce: letters owed become documents, mails owed become frozen bytes."""

from collections.abc import Callable
from functools import partial

from pipeline.errors import OutsideError
from pipeline.office.desk import Desk
from pipeline.office.freeze import freeze_mails
from pipeline.office.make import Convert, Sealer, make_letters, seal_letters


def produce(desk: Desk, convert: Convert, sealer: Sealer | None) -> bool:
    """Make what is owed, letters first because mails enclose them; True if there was anything.

    What fails outside holds up nothing else: the mails that need no letter still leave. Raises
    that `OutsideError` once there is nothing else to do.
    """
    parts: tuple[Callable[[], bool], ...] = (
        partial(make_letters, desk, convert),
        partial(seal_letters, desk, sealer),
        partial(freeze_mails, desk),
    )
    worked, faults = False, []
    for part in parts:
        try:
            worked = part() or worked
        except OutsideError as error:
            faults.append(error)
    if faults and not worked:
        raise faults[0]
    return worked
