"""Whole cases per minute: from the letter to the closing, every letter converted, every mail sent.

All cases are on their way at once, as on the worst of mornings, so that LibreOffice converts many letters in
one call. The staff answer at once; what they do is not counted.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from pipeline.store.case_tables import cases, letters
from pipeline.store.database import reading
from pipeline.store.mail_tables import recipients
from tests.benchmarks.bureau import Bureau, open_bureau
from tests.benchmarks.letters import letter
from tests.benchmarks.meter import Figures
from tests.benchmarks.players import Players

#: form, lembar, konsep as Word, konsep, nota pengantar, surat, notulen, laporan
LETTERS = 8


def measure(database: str, count: int) -> Figures:
    """Carry `count` complaints from their letter to their end."""
    with open_bureau(database) as bureau, TemporaryDirectory() as folder:
        players = Players(bureau, Path(folder))
        for number in range(1, count + 1):
            bureau.mailbox.deliver(letter(number))
        bureau.drain()
        while players.answer():
            bureau.clock.pass_time(minutes=1)
            bureau.drain()
        # The window in which a bounce may come, and BATAL before it.
        bureau.clock.pass_time(hours=80)
        bureau.drain()
        _check(bureau, count)
        return bureau.figures(count)


def _check(bureau: Bureau, count: int) -> None:
    with reading(bureau.desk.engine) as connection:
        ended = connection.scalar(select(func.count()).where(cases.c.state == "selesai"))
        made = connection.scalar(select(func.count()).where(letters.c.state == "jadi"))
        owed = connection.scalar(select(func.count()).where(letters.c.state != "jadi"))
        unsent = connection.scalar(select(func.count()).where(recipients.c.state != "diterima"))
    if (ended, made, owed, unsent) != (count, LETTERS * count, 0, 0):
        raise RuntimeError(
            f"of {count} cases {ended} ended, {made} letters made, {owed} not, {unsent} unsent"
        )
