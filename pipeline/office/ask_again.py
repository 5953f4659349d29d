"""Ask a person back, but not for ever: two machines that answer each other are parted here (T13).

And not in silence: who cannot make himself understood, or brings no scan that can be read, gets help.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from pipeline.office.desk import Desk
from pipeline.office.hold import hold
from pipeline.sop.papers import Notice
from pipeline.sop.steps import TU
from pipeline.store import owed
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

#: so often in an hour a person is asked back; whoever errs more often needs another person
MOST, HOUR = 8, timedelta(hours=1)
#: after so many answers to one request that could not be carried out, TU is told, once
MISSES = 3


def ask_again(desk: Desk, connection: Connection, row: AnyRow, mail: Owed, at: datetime) -> None:
    """Owe a mail that asks back; what comes too often is held for TU instead."""
    lately = (mails.c.template == mail.template) & (mails.c.post == mail.post) & (mails.c.owed_at > at - HOUR)
    if (connection.scalar(select(func.count()).where(lately)) or 0) < MOST:
        owed.owe_mail(connection, mail, at=at)
        _call_for_help(desk, connection, mail, at)
        return
    times = f"{desk.name(mail.post)} sudah {MOST} kali ditanya balik dalam satu jam."
    hold(desk, connection, row, f"{times} Agaknya balasan ini dikirim oleh mesin.")


def _call_for_help(desk: Desk, connection: Connection, mail: Owed, at: datetime) -> None:
    """Tell TU of the third answer to a request that changed nothing."""
    if mail.request_id is None or mail.post == TU:
        return
    same = (mails.c.template == mail.template) & (mails.c.request_id == mail.request_id)
    if connection.scalar(select(func.count()).where(same)) != MISSES:
        return
    words = (
        f"{desk.name(mail.post)} sudah {MISSES} kali menjawab permintaan yang sama, tetapi jawabannya belum "
        f"dapat dijalankan. Mohon dibantu. Alasan terakhir:\n{mail.words}"
    )
    help_wanted = Owed(template=Notice.PEMBERITAHUAN.value, post=TU, words=words, case_id=mail.case_id)
    owed.owe_mail(connection, help_wanted, at=at)
