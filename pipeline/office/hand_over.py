"""When a post is held by another: what waits for it is asked anew, and codes in the former hands are void."""

from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.office.carry import Cause, ask
from pipeline.office.desk import Desk
from pipeline.office.enclose import originals
from pipeline.office.roster import look_again
from pipeline.sop.asks import Ask
from pipeline.sop.case import Asked
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.steps import PIPELINE, TU
from pipeline.store import audit, cases, checks, once, owed, requests
from pipeline.store.case_tables import requests as request_rows
from pipeline.store.database import reading, writing
from pipeline.store.owed import Owed
from pipeline.store.requests import Request


def hand_over(desk: Desk, now: datetime) -> bool:
    """Move the open requests of every post whose holder is another than before; True if any is."""
    look_again(desk)
    with reading(desk.engine) as connection:
        formers = _formers(desk, connection)
    changed = [key for key, former in formers.items() if former != desk.posts[key].address]
    for key in changed:
        with writing(desk.engine) as connection:
            _move(desk, connection, key, now)
    return bool(changed)


def _formers(desk: Desk, connection: Connection) -> dict[str, str]:
    """Who held each post when it was last looked at; before that its regular holder."""
    kept = once.values(connection, [_key(post) for post in desk.posts])
    return {
        post: kept.get(_key(post)) or (desk.holders.get(post) or desk.posts[post]).address
        for post in desk.posts
    }


def _key(post: str) -> str:
    return f"pemegang:{post}"


def _move(desk: Desk, connection: Connection, key: str, now: datetime) -> None:
    post, former = desk.posts[key], _formers(desk, connection)[key]
    once.keep(connection, _key(key), post.address, now)
    waiting = (request_rows.c.post == key, request_rows.c.closed_at.is_(None))
    ids = connection.scalars(select(request_rows.c.id).where(*waiting).order_by(request_rows.c.id)).all()
    found = [requests.get(connection, each) for each in ids]
    moved = [each for each in found if each.ask is not Ask.BATAL]
    requests.close(connection, [each.id for each in found], why="pejabat berganti", at=now)
    for request in moved:
        # What the former holder wanted recorded is not his successor's to confirm.
        if request.ask is not Ask.PENGGANTIAN:
            _ask_anew(desk, connection, request, now)
    payload = {"jabatan": key, "semula": former, "menjadi": post.address, "permintaan": len(moved)}
    audit.append(connection, at=now, actor=PIPELINE, event="pejabat_berganti", payload=payload)
    holder = f"{post.signer.prefix} {desk.name(key)}".strip()
    words = (
        f"Tugas {desk.name(key)} kini dijalankan oleh {holder} ({post.address}). {len(moved)} permintaan "
        f"yang menunggu dikirim ulang ke alamat itu; kode yang dikirim ke {former} tidak berlaku lagi."
    )
    owed.owe_mail(connection, Owed(template=Notice.PEMBERITAHUAN.value, post=TU, words=words), at=now)


def _ask_anew(desk: Desk, connection: Connection, request: Request, now: datetime) -> None:
    if request.case_id is not None and request.inbox_id is None and request.recipient_id is None:
        case = cases.load(connection, request.case_id, lock=True)
        if request.ask is Ask.TANDA_TANGAN:
            # The numbered letter names under its signature whoever held the post when it was approved.
            owed.owe_letter_again(connection, case.id, LetterKind.SURAT.value, case.version)
        asked = Asked(request.ask, request.post, request.words)
        again = ask(desk, connection, case, asked, Cause(by=PIPELINE, at=now, answer_id=request.answer_id))
        checks.move(connection, request.id, again)
        return
    again = requests.open_request(
        connection,
        ask=request.ask,
        post=request.post,
        at=now,
        words=request.words,
        inbox_id=request.inbox_id,
        case_id=request.case_id,
        recipient_id=request.recipient_id,
    )
    mail = Owed(
        template=f"minta_{request.ask.value}",
        post=request.post,
        words=request.words,
        attachments=tuple(originals(connection, request.inbox_id)) if request.inbox_id else (),
        inbox_id=request.inbox_id,
        case_id=request.case_id,
        request_id=again,
    )
    owed.owe_mail(connection, mail, at=now)
