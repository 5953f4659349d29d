"""TU has it recorded by mail who acts for whom (Plh., Plt.); it counts when TU confirms it with a code.

The order itself carries no code, so it moves nothing however well it is authenticated: what was understood
goes to TU's enrolled address, and the reply to that is what counts (reliability.md C.2). Who forges the order
only makes TU look twice.
"""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from pipeline.errors import Refusal
from pipeline.mail.facts import Facts
from pipeline.mail.sender import shape_fault
from pipeline.mail.substitution import EXAMPLE, Chair, Ended, Substitution, Unclear, read_substitution
from pipeline.office.ask_again import ask_again
from pipeline.office.authenticate import domain_of
from pipeline.office.desk import Desk, Post
from pipeline.office.roster import Acting, enter, withdraw
from pipeline.sop.asks import Ask
from pipeline.sop.papers import Notice
from pipeline.sop.steps import KEPALA, TU, WBS
from pipeline.store import audit, inbox, owed, requests
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow

_TEMPLATE = f"minta_{Ask.PENGGANTIAN.value}"
#: further names by which people call a post
_CALLED = {KEPALA: ("kepala", "kabalai"), TU: ("tata usaha", "tu", "kasubbag tu")}


def take_order(desk: Desk, connection: Connection, row: AnyRow, facts: Facts) -> bool:
    """Put TU's order to TU for confirmation, or ask what was not clear; False where it is none."""
    if facts.sender != desk.posts[TU].address or shape_fault(facts) or domain_of(desk, row, facts).fault:
        return False
    at = desk.clock()
    today = at.astimezone(desk.rules.calendar.zone).date()
    order = read_substitution(facts, _chairs(desk), desk.domains, today)
    if order is None:
        return False
    inbox.settle(connection, row.id, state=inbox.DONE, mark_due=True)
    if isinstance(order, Unclear):
        data = {"contoh": EXAMPLE}
        back = Owed(
            template=Notice.TANYA_BALIK.value,
            post=TU,
            words=order.reason,
            data=data,
            answers_to=facts.message_id,
        )
        ask_again(desk, connection, row, back, at)
        return True
    _put(desk, connection, order, facts.message_id, at)
    payload = {"surel": row.id, **_plain(order)}
    audit.append(connection, at=at, actor=TU, event="penggantian_diusulkan", payload=payload)
    return True


def _chairs(desk: Desk) -> list[Chair]:
    return [_chair(desk, post) for key, post in desk.holders.items() if key != WBS]


def _chair(desk: Desk, post: Post) -> Chair:
    title, short = post.signer.jabatan, desk.name(post.key).removeprefix("Pokja ")
    names = (desk.name(post.key), title, short, post.key.replace("_", " "), *_CALLED.get(post.key, ()))
    known = tuple(dict.fromkeys(each.casefold() for each in names))
    return Chair(post.key, known, post.address, post.signer.nama, post.signer.nip)


def _put(
    desk: Desk, connection: Connection, order: Substitution | Ended, answers_to: str, at: datetime
) -> None:
    """Of several orders about one post the newest is asked about."""
    older = select(mails.c.request_id).where(
        mails.c.template == _TEMPLATE, mails.c.data["usul"]["post"].as_string() == order.post
    )
    found = [each for each in connection.scalars(older) if each]
    requests.close(connection, found, why="usulan baru", at=at)
    words = _told(desk, order)
    expires = at + desk.request_life
    request_id = requests.open_request(
        connection, ask=Ask.PENGGANTIAN, post=TU, at=at, words=words, expires_at=expires
    )
    mail = Owed(
        template=_TEMPLATE,
        post=TU,
        words=words,
        data={"usul": _plain(order)},
        answers_to=answers_to,
        request_id=request_id,
    )
    owed.owe_mail(connection, mail, at=at)


def _plain(order: Substitution | Ended) -> dict[str, Any]:
    return {name: str(value) for name, value in asdict(order).items()}


def _told(desk: Desk, order: Substitution | Ended) -> str:
    if isinstance(order, Ended):
        return f"Penggantian untuk {desk.name(order.post)} diakhiri."
    nip = f", NIP {order.nip}" if order.nip else ""
    return (
        f"{order.sebutan} {desk.name(order.post)}: {order.name}{nip} ({order.address}), "
        f"{order.first:%d-%m-%Y} sampai {order.last:%d-%m-%Y}."
    )


def settle_order(desk: Desk, connection: Connection, request: Request, at: datetime) -> str:
    """TU has confirmed: record it, tell the regular holder, give what was understood. Raises `Refusal`."""
    asked = select(mails.c.data).where(mails.c.request_id == request.id, mails.c.template == _TEMPLATE)
    told: dict[str, str] = connection.scalars(asked.order_by(mails.c.id)).first()["usul"]  # type: ignore[index]
    requests.close(connection, [request.id], why="setuju", at=at)
    if "last" in told:
        words = enter(desk, connection, _acting(desk, told, at), by=TU, at=at)
    else:
        words = withdraw(desk, connection, told["post"], by=TU, at=at)
    holder = desk.holders[told["post"]]
    notice = f"Atas permintaan {desk.name(TU)} tercatat penggantian pejabat. {words}"
    mail = Owed(template=Notice.PEMBERITAHUAN.value, post=holder.key, address=holder.address, words=notice)
    owed.owe_mail(connection, mail, at=at)
    return words


def _acting(desk: Desk, told: dict[str, str], at: datetime) -> Acting:
    last = date.fromisoformat(told["last"])
    if last < at.astimezone(desk.rules.calendar.zone).date():
        raise Refusal("Masa penggantian itu sudah lewat; tidak ada yang dicatat.", example=EXAMPLE)
    first = date.fromisoformat(told["first"])
    return Acting(
        post=told["post"],
        address=told["address"],
        name=told["name"],
        nip=told["nip"],
        sebutan=told["sebutan"],
        first=first,
        last=last,
    )
