"""Ask a person back, but not for ever: two machines that answer each other are parted here (T13)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from pipeline.office.desk import Desk
from pipeline.office.hold import hold
from pipeline.store import owed
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

#: so often in an hour a person is asked back; whoever errs more often needs another person
MOST, HOUR = 8, timedelta(hours=1)


def ask_again(desk: Desk, connection: Connection, row: AnyRow, mail: Owed, at: datetime) -> None:
    """Owe a mail that asks back; what comes too often is held for TU instead."""
    lately = (mails.c.template == mail.template) & (mails.c.post == mail.post) & (mails.c.owed_at > at - HOUR)
    if (connection.scalar(select(func.count()).where(lately)) or 0) < MOST:
        owed.owe_mail(connection, mail, at=at)
        return
    times = f"{desk.name(mail.post)} sudah {MOST} kali ditanya balik dalam satu jam."
    hold(desk, connection, row, f"{times} Agaknya balasan ini dikirim oleh mesin.")
