"""Letters registered per second: fetched from Dovecot, read in the cage, registered, two mails queued.

The stages are the daemon's own, with its turns and its durable commits; delivering the mails is not counted.
"""

from collections.abc import Sequence

from sqlalchemy import func, select

from pipeline.store.case_tables import cases
from pipeline.store.database import reading
from pipeline.store.mail_tables import inbox, mails
from tests.benchmarks.bureau import Bureau, open_bureau
from tests.benchmarks.letters import letter
from tests.benchmarks.meter import Figures


def letters(database: str, count: int) -> Figures:
    """Register `count` letters that stand in their mail as text."""
    return _measure(database, [letter(number) for number in range(1, count + 1)])


def letters_with_pdf(database: str, count: int) -> Figures:
    """Register `count` letters, each enclosed as a PDF of one page, which the cage reads too."""
    return _measure(database, [letter(number, enclosed=True) for number in range(1, count + 1)])


def _measure(database: str, mails: Sequence[bytes]) -> Figures:
    with open_bureau(database) as bureau:
        for mail in mails:
            bureau.mailbox.deliver(mail)
        bureau.drain("collect", "read", "handle")
        _check(bureau, len(mails))
        return bureau.figures(len(mails))


def _check(bureau: Bureau, count: int) -> None:
    with reading(bureau.desk.engine) as connection:
        registered = connection.scalar(select(func.count()).select_from(cases))
        queued = connection.scalar(select(func.count()).select_from(mails))
        left = connection.scalar(select(func.count()).where(inbox.c.state != "selesai"))
    if (registered, queued, left) != (count, 2 * count, 0):
        raise RuntimeError(f"{count} letters made {registered} cases and {queued} mails; {left} are not done")
