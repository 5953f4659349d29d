"""Whether the office may write to a stranger on its own: its receipt, its answer to STATUS.

Nobody has decided on these mails, so they go only where the sender's domain vouches for him, only so many
to one address, one domain and everybody, and never in answer to a mail of another such program
(reliability.md T13, T14). Apart from the registering, which goes on whatever is found here.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from pipeline.mail.authentic import is_vouched
from pipeline.mail.facts import Facts
from pipeline.mail.register_mark import NAME, read_mark
from pipeline.mail.sender import may_not_be_answered
from pipeline.mail.wording import Pelanggan
from pipeline.office.desk import Desk
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PELANGGAN, PIPELINE, TU
from pipeline.store import audit, once, owed, recovery
from pipeline.store.database import remembered
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow, Moment

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: mails to customers that no person decided on
UNDECIDED = (Notice.TANDA_TERIMA_AWAL.value, Notice.KEADAAN_PELANGGAN.value)
_TO = func.lower(mails.c.address)
#: how many mails that nobody decided on were owed lately to each address
_SENT = (
    select(
        _TO.label("address"),
        func.count().label("day"),
        func.count().filter(mails.c.owed_at > bindparam("hour", type_=Moment)).label("hour"),
    )
    .where(
        mails.c.template.in_(UNDECIDED),
        mails.c.owed_at > bindparam("day", type_=Moment),
        mails.c.post == PELANGGAN,
    )
    .group_by(_TO)
)
#: where the count of a transaction is remembered
_COUNTED = "undecided"
_BROKEN = "pemutus"
_MARKED = "x-tanggap-register"


def is_of_a_program(connection: Connection, facts: Facts) -> bool:
    """Whether nothing may ever be sent in answer: machines and lists, and mail that an office like this made.

    Another office's mark cannot be verified, and need not be: whoever writes it gets less, never more.
    """
    return may_not_be_answered(facts) or _MARKED in facts.headers or is_our_own(connection, facts)


def is_our_own(connection: Connection, facts: Facts) -> bool:
    """Whether the mark of this register stands in a mail, whatever else became of it on its way."""
    if _MARKED not in facts.headers:
        return False
    key = recovery.key(connection)
    lines = (f"{value}\r\n\r\n".encode("ascii", "replace") for value in facts.headers.get(_MARKED, ()))
    return any(read_mark(NAME + line, key) for line in lines)


def named(template: str, customer: Pelanggan) -> Pelanggan | None:
    """Whom a mail greets: one that nobody decided on carries no word of a stranger, his name included."""
    return None if template in UNDECIDED else customer


def silence(desk: Desk, connection: Connection, row: AnyRow, facts: Facts, address: str, at: datetime) -> str:
    """Why no receipt may go out before a person has accepted the letter, in Indonesian; '' if one may."""
    if not desk.restraint.early_receipt:
        return "tanda terima awal tidak dipakai"
    if not is_vouched(facts, desk.policy, row.received_at):
        return "domain pengirim tidak terbukti"
    return exceeded(desk, connection, address, at)


@dataclass(slots=True)
class _Sent:
    """How many mails that nobody decided on went lately to an address, a domain, everybody."""

    #: a register that was restored is being rebuilt
    restored: bool
    hour: int = 0
    address_hour: Counter[str] = field(default_factory=Counter)
    address_day: Counter[str] = field(default_factory=Counter)
    domain_day: Counter[str] = field(default_factory=Counter)

    def add(self, address: str, *, hour: int = 1, day: int = 1) -> None:
        """So many more to one address in the last hour, and in the last day."""
        self.hour += hour
        self.address_hour[address] += hour
        self.address_day[address] += day
        self.domain_day[_domain(address)] += day


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _sent(connection: Connection, at: datetime) -> _Sent:
    """What went before: asked once in a transaction, which adds what it owes itself."""
    known = remembered(connection)
    if _COUNTED not in known:
        known[_COUNTED] = sent = _Sent(recovery.pending(connection) is not None)
        for row in connection.execute(_SENT, {"hour": at - HOUR, "day": at - DAY}):
            sent.add(row.address, hour=row.hour, day=row.day)
    found: _Sent = known[_COUNTED]
    return found


def exceeded(desk: Desk, connection: Connection, address: str, at: datetime) -> str:
    """Which limit one more mail that nobody decided on would exceed, in Indonesian; '' if none.

    One that exceeds none is taken to be owed in this transaction.
    """
    limits, to = desk.restraint, address.lower()
    sent = _sent(connection, at)
    if sent.restored:
        # What is owed after a restore has left already, and is only found again.
        return ""
    if sent.address_hour[to] >= limits.answers_address_hour:
        return "batas surel otomatis per alamat dalam satu jam tercapai"
    if sent.address_day[to] >= limits.answers_address_day:
        return "batas surel otomatis per alamat dalam satu hari tercapai"
    if sent.domain_day[_domain(to)] >= limits.answers_domain_day:
        return "batas surel otomatis per domain dalam satu hari tercapai"
    if sent.hour >= limits.answers_hour:
        _tell_broken(desk, connection, at)
        return "batas surel otomatis untuk semua penerima dalam satu jam tercapai"
    sent.add(to)
    return ""


def _tell_broken(desk: Desk, connection: Connection, at: datetime) -> None:
    """TU hears once a day that the program has fallen silent."""
    told = once.value(connection, _BROKEN)
    if told is not None and datetime.fromisoformat(told) > at - DAY:
        return
    once.keep(connection, _BROKEN, at.isoformat(), at)
    words = (
        "Tanda terima otomatis dihentikan sementara: dalam satu jam terakhir sudah "
        f"{desk.restraint.answers_hour} surel otomatis dikirim kepada pelanggan. Surat tetap didaftarkan "
        "dan tidak ada yang hilang; pelanggan menerima tanda terima setelah disposisi. Penghentian "
        "berakhir sendiri bila arus surel mereda. Bila jumlah surat sebanyak ini tidak wajar, mohon "
        "administrator diberi tahu."
    )
    told_to = Owed(template=Notice.PEMBERITAHUAN.value, post=TU, words=words)
    owed.owe_mail(connection, told_to, at=at)
    payload = {"jumlah": desk.restraint.answers_hour}
    audit.append(connection, at=at, actor=PIPELINE, event="surel_otomatis_dihentikan", payload=payload)
