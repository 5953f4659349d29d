"""Somebody's mail program says that he is away: it moves nothing, and TU learns once that nobody is there.

Once an absence, not once a mail: while the holder of a post has not answered since TU was told, it goes on.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from pipeline.mail.away import WITHIN
from pipeline.mail.facts import Facts
from pipeline.office.authenticate import domain_of
from pipeline.office.desk import Desk
from pipeline.sop.papers import Notice
from pipeline.sop.steps import TU
from pipeline.store import audit, owed
from pipeline.store.case_tables import answers
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow, Moment

#: who is away longer than this is away anew, and TU hears of it again
LONGEST = timedelta(days=30)
#: characters of the notice that TU is shown
SHOWN = 300


def note_absence(desk: Desk, connection: Connection, row: AnyRow, facts: Facts) -> None:
    """Tell TU that a post is not attended, if an automatic answer from there says so first."""
    post = desk.post_of(facts.sender)
    if post is None or post.key == TU or domain_of(desk, row, facts).fault:
        return
    at = desk.clock()
    if is_away(connection, post.key, at):
        return
    own = " ".join((facts.own or facts.text)[:WITHIN].split())[:SHOWN]
    words = (
        f"{desk.name(post.key)} ({post.address}) tampaknya tidak di tempat: surel kami dijawab secara "
        "otomatis. Jawaban otomatis tidak mengubah perkara apa pun, dan permintaan kepadanya tetap menunggu. "
        "Mohon memastikan siapa yang bertindak selama ini (Plh. atau Plt.).\n\n"
        f"{own}"
    )
    mail = Owed(template=Notice.PEMBERITAHUAN.value, post=TU, words=words, data={"absen": post.key})
    owed.owe_mail(connection, mail, at=at)
    payload = {"surel": row.id}
    audit.append(connection, at=at, actor=post.key, event="tidak_di_tempat", payload=payload)


def is_away(connection: Connection, post: str, at: datetime) -> bool:
    """Whether TU was told that a post is not attended, and its holder has not answered anything since."""
    told = (mails.c.template == Notice.PEMBERITAHUAN.value) & (mails.c.post == TU)
    told &= (mails.c.owed_at > at - LONGEST) & (mails.c.data["absen"].as_string() == post)
    last = connection.scalar(select(func.max(mails.c.owed_at, type_=Moment)).where(told))
    if last is None:
        return False
    since = (answers.c.by == post) & (answers.c.accepted_at > last)
    return connection.scalar(select(answers.c.id).where(since).limit(1)) is None
