"""Answer DAFTAR and STATUS: staff get their tasks and any case, a customer his own case alone.

The answer goes to the enrolled address or to that of the case, whoever wrote, and not without end.
"""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from pipeline.mail.authentic import is_vouched
from pipeline.mail.facts import Facts
from pipeline.mail.inquiry import Inquiry, inquiry
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.office.quiet import exceeded, is_of_a_program
from pipeline.office.tasks import WANTED, open_tasks
from pipeline.sop.asks import Ask
from pipeline.sop.case import Case
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PELANGGAN
from pipeline.store import audit, cases, inbox, owed, requests
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

#: so many answers an hour to one reader
MOST, HOUR = 8, timedelta(hours=1)


def answer_inquiry(desk: Desk, connection: Connection, row: AnyRow, facts: Facts) -> bool:
    """Answer a mail that only asks how things stand; False where it is none, or asks of another's case."""
    asked = inquiry(facts)
    if asked is None or is_of_a_program(connection, facts):
        return False
    at = desk.clock()
    mail = _answer(desk, connection, facts, asked, at)
    if mail is None or (mail.post == PELANGGAN and not _may_ask(desk, row, facts)):
        return False
    inbox.settle(connection, row.id, state=inbox.DONE, case_id=mail.case_id, mark_due=True)
    lately = (mails.c.template == mail.template) & (mails.c.post == mail.post) & (mails.c.owed_at > at - HOUR)
    lately &= mails.c.address == mail.address
    few = (connection.scalar(select(func.count()).where(lately)) or 0) < MOST
    if few and not (mail.post == PELANGGAN and exceeded(desk, connection, mail.address, at)):
        owed.owe_mail(connection, mail, at=at)
    payload = {"surel": row.id, "pertanyaan": asked.case or "DAFTAR"}
    audit.append(
        connection, at=at, actor=mail.post, event="ditanya_keadaan", case_id=mail.case_id, payload=payload
    )
    return True


def _may_ask(desk: Desk, row: AnyRow, facts: Facts) -> bool:
    """Whether a customer's question is his own, as far as the office's profile can tell of strangers."""
    return not desk.policy.knows_strangers or is_vouched(facts, desk.policy, row.received_at)


def _answer(desk: Desk, connection: Connection, facts: Facts, asked: Inquiry, at: datetime) -> Owed | None:
    posts = [post.key for post in desk.posts.values() if post.address == facts.sender]
    case_id = cases.find(connection, number=asked.case) if asked.case else None
    if not asked.case and posts:
        tasks = [asdict(each) for each in open_tasks(desk, connection, posts, at)]
        template, data = Notice.DAFTAR_TUGAS.value, {"tugas": tasks}
        return Owed(template=template, post=posts[0], data=data, answers_to=facts.message_id)
    if case_id is None:
        return None
    case = cases.load(connection, case_id)
    known = cases.registration(connection, case_id)
    if posts:
        words = _for_staff(desk, connection, case)
        template, reader, address = Notice.KEADAAN.value, posts[0], ""
    elif facts.sender == known.address:
        words, template = _for_customer(desk, case), Notice.KEADAAN_PELANGGAN.value
        reader, address = PELANGGAN, known.address
    else:
        return None
    return Owed(
        template=template,
        post=reader,
        address=address,
        words=words,
        answers_to=facts.message_id,
        case_id=case_id,
    )


def _for_staff(desk: Desk, connection: Connection, case: Case) -> str:
    """Who is asked for what, and whether the customer is waited for."""
    waiting = [each for each in requests.open_of_case(connection, case.id) if each.ask is not Ask.BATAL]
    lines = [f"Menunggu {desk.name(each.post)}: {WANTED[each.ask]}." for each in waiting]
    if case.paused_at:
        lines.append(
            f"Menunggu jawaban pelanggan sejak {moment(desk, case.paused_at)}; waktu tahap ini berhenti."
        )
    if case.closed_at:
        lines.append(f"Perkara ditutup {moment(desk, case.closed_at)}.")
    return "\n".join(lines) or "Tidak ada permintaan yang menunggu jawaban."


def _for_customer(desk: Desk, case: Case) -> str:
    """What concerns him; nothing of what staff write to each other."""
    if case.paused_at:
        return "Kami menunggu keterangan tambahan dari Saudara atas pertanyaan yang telah kami kirim."
    if case.delivered_at:
        told = f"Surat jawaban telah kami kirim {moment(desk, case.delivered_at)}."
        return told + (" Penanganan pengaduan ini telah selesai." if case.closed_at else "")
    return "" if case.closed_at else "Pemberitahuan berikutnya kami kirim ke alamat surel ini."
