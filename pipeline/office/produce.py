"""Stage produce: letters owed become documents, mails owed become frozen bytes."""

from collections.abc import Callable
from functools import partial

from pipeline.errors import OutsideError
from pipeline.office.desk import Desk
from pipeline.office.freeze import freeze_mails
from pipeline.office.make import Convert, make_letters
from pipeline.office.seal import Sealer, seal_letters


def produce(desk: Desk, convert: Convert, sealer: Sealer | None) -> bool:
    """Make what is owed; True if there was anything.

    Mails that are ready are composed while the converter works; those that enclose its letters
    follow in the next piece. What fails outside holds up nothing else: the mails that need no
    letter still leave. Raises that `OutsideError` once there is nothing else to do.
    """
    worked: list[bool] = []
    faults: list[OutsideError] = []

    def attempt(part: Callable[[], bool]) -> bool:
        try:
            worked.append(part())
        except OutsideError as error:
            faults.append(error)
            return False
        return worked[-1]

    freeze = partial(attempt, partial(freeze_mails, desk))
    made = attempt(partial(make_letters, desk, convert, freeze))
    attempt(partial(seal_letters, desk, sealer))
    if not made:
        freeze()
    if faults and not any(worked):
        raise faults[0]
    return any(worked)
