"""Many things of one kind told in one mail at the end of the hour, so that a flood warns once.

Apart from those who tell, because each counts something else and all of them must stop at one mail.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from pipeline.sop.papers import Notice
from pipeline.store import owed
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed

HOUR = timedelta(hours=1)

#: what was counted so far → the same with one more
Count = Callable[[Mapping[str, Any]], dict[str, Any]]
#: what was counted → the mail's words
Tell = Callable[[Mapping[str, Any]], str]


def bundle(connection: Connection, mark: str, post: str, at: datetime, count: Count, tell: Tell) -> None:
    """Add one to the mail that `post` gets at the end of the hour; the first of an hour opens it."""
    waiting = (mails.c.state == owed.OWED) & (mails.c.template == Notice.PEMBERITAHUAN.value)
    waiting &= (mails.c.post == post) & (mails.c.data["tanda"].as_string() == mark)
    known = connection.execute(select(mails).where(waiting).order_by(mails.c.id.desc()).limit(1)).first()
    counted = {**count(known.data if known else {}), "tanda": mark}
    if known is not None:
        changed = {"data": counted, "words": tell(counted)}
        connection.execute(update(mails).where(mails.c.id == known.id).values(**changed))
        return
    mail = Owed(template=Notice.PEMBERITAHUAN.value, post=post, words=tell(counted), data=counted)
    owed.owe_mail(connection, mail, at=at, not_before=at + HOUR)
