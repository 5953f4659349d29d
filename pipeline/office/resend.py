"""Resend: remind those who are asked in a case, and try failed letters and mails again.

A mail that its server has taken is never sent a second time; of a frozen mail the
same bytes go out again.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select, update

from pipeline.errors import Refusal
from pipeline.office.desk import Desk
from pipeline.office.release import OPERATOR
from pipeline.office.show import find_case
from pipeline.sop.asks import Ask
from pipeline.sop.papers import Notice
from pipeline.store import audit, outbox, owed, requests
from pipeline.store.case_tables import letters
from pipeline.store.database import writing
from pipeline.store.mail_tables import mails, recipients
from pipeline.store.mail_tables import outbox as frozen
from pipeline.store.owed import Owed

#: states of a recipient after which the same bytes may go out again
_AGAIN = (outbox.REFUSED, outbox.UNKNOWN, outbox.ASKED, outbox.FROZEN)


def resend(desk: Desk, target: str) -> list[str]:
    """Resend for a case number, or for one mail by its number; gives what was done, a line each.

    Raises `Refusal` where there is nothing that could be sent again.
    """
    at = desk.clock()
    with writing(desk.engine) as connection:
        if target.isdecimal():
            return _mail(connection, int(target), at)
        return _case(desk, connection, target, at)


def _case(desk: Desk, connection: Connection, text: str, at: datetime) -> list[str]:
    row = find_case(connection, text)
    done = []
    again = {"state": owed.OWED, "attempts": 0, "note": None}
    made = _retry(connection, letters, row.id, {**again, "next_at": None})
    if made:
        done.append(f"{made} naskah yang gagal akan dibuat lagi")
    owed_again = _retry(connection, mails, row.id, again)
    if owed_again:
        done.append(f"{owed_again} surel yang gagal disusun akan disusun lagi")
    sent = _send_again(connection, select(mails.c.id).where(mails.c.case_id == row.id), (outbox.REFUSED,), at)
    if sent:
        done.append(f"{sent} surel yang ditolak server akan dikirim lagi")
    done += [_remind(desk, connection, request, at) for request in _open(connection, row.id)]
    if not done:
        raise Refusal(f"Pada perkara {row.number} tidak ada permintaan yang menunggu atau surel yang gagal.")
    _record(connection, at, row.id, {"dilakukan": done})
    return done


def _open(connection: Connection, case_id: int) -> list[requests.Request]:
    return [item for item in requests.open_of_case(connection, case_id) if item.ask is not Ask.BATAL]


def _remind(desk: Desk, connection: Connection, request: requests.Request, at: datetime) -> str:
    mail = Owed(
        template=Notice.PENGINGAT.value,
        post=request.post,
        words="Permintaan ini belum dijawab dan dikirim ulang.",
        case_id=request.case_id,
        request_id=request.id,
    )
    owed.owe_mail(connection, mail, at=at)
    return f"permintaan {request.ask.value.replace('_', ' ')} diingatkan kepada {desk.name(request.post)}"


def _retry(connection: Connection, table: Table, case_id: int, values: dict[str, Any]) -> int:
    failed = (table.c.case_id == case_id) & (table.c.state == owed.FAILED)
    return connection.execute(update(table).where(failed).values(**values)).rowcount


def _send_again(connection: Connection, wanted: Any, states: tuple[str, ...], at: datetime) -> int:
    """Put recipients of the mails `wanted` back in the line; gives how many there were."""
    ids = select(frozen.c.id).where(frozen.c.mail_id.in_(wanted))
    fitting = recipients.c.outbox_id.in_(ids) & recipients.c.state.in_(states)
    asked = select(recipients.c.id).where(fitting, recipients.c.state == outbox.ASKED)
    for recipient_id in connection.scalars(asked).all():
        found = [request.id for request in requests.open_of_recipient(connection, recipient_id)]
        requests.close(connection, found, why="kirim_ulang", at=at)
    values = {"state": outbox.FROZEN, "attempts": 0, "next_at": at, "changed_at": at}
    return connection.execute(update(recipients).where(fitting).values(**values)).rowcount


def _mail(connection: Connection, mail_id: int, at: datetime) -> list[str]:
    row = connection.execute(select(mails).where(mails.c.id == mail_id)).first()
    if row is None:
        raise Refusal(
            f"Surel keluar nomor {mail_id} tidak ditemukan; lihat `tanggap held` atau `tanggap show`."
        )
    if row.state == owed.FAILED:
        again = {"state": owed.OWED, "attempts": 0, "note": None}
        connection.execute(update(mails).where(mails.c.id == mail_id).values(**again))
        done = f"surel {mail_id} akan disusun lagi"
    elif _send_again(connection, [mail_id], _AGAIN, at):
        done = f"surel {mail_id} akan dikirim lagi, isi yang sama"
    else:
        raise Refusal(
            f"Surel {mail_id} tidak dapat dikirim lagi: sudah diterima server, ditarik, atau dibatalkan."
        )
    _record(connection, at, row.case_id, {"surel": mail_id})
    return [done]


def _record(connection: Connection, at: datetime, case_id: int | None, payload: dict[str, Any]) -> None:
    audit.append(
        connection, at=at, actor=OPERATOR, event="kirim_ulang_diminta", case_id=case_id, payload=payload
    )
