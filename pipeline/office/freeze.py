"""Freeze the mails that are owed: wording, token and bytes in one transaction, which several may share.

After this a mail is finished bytes; whatever happens later, every try sends the same.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, update

from pipeline import crash
from pipeline.errors import TanggapError
from pipeline.mail import thread
from pipeline.mail.compose import Attached, Composed, compose
from pipeline.mail.facts import Facts
from pipeline.mail.options import Option, options
from pipeline.mail.wording import Bagian, Penerima, Perkara, Tugas, View
from pipeline.office.attach import files_of_mail
from pipeline.office.desk import Desk
from pipeline.office.differ import since_last_shown
from pipeline.office.enclose import listed
from pipeline.office.gather import SHOWN, kantor, moment, perkara, salutation, unregistered
from pipeline.office.left import has_left, marked
from pipeline.office.look_back import look_back
from pipeline.office.object_once import was_objected
from pipeline.office.quiet import named
from pipeline.office.together import Pace
from pipeline.office.until import until
from pipeline.sop.asks import Ask
from pipeline.sop.case import Case
from pipeline.sop.papers import Notice
from pipeline.sop.rules import Signing
from pipeline.sop.steps import PELANGGAN, TU
from pipeline.store import audit, cases, inbox, outbox, owed, requests, shared_work
from pipeline.store.case_tables import requests as asked
from pipeline.store.database import outage, reading, writing
from pipeline.store.owed import Owed
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: mails looked at in one pass; some of them may still wait for a letter
BATCH = 500
#: mails that share one transaction at most; each may be as large as a server takes
TOGETHER = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one mail is made from."""

    mail: AnyRow
    request: Request | None
    case: Case | None
    perkara: Perkara
    files: tuple[Attached, ...]
    token: str
    #: Message-ID it goes under
    thread: str
    #: the held mail that it is about
    held: Facts | None
    #: what changed in the draft since its reader saw it last
    changed: str


def freeze_mails(desk: Desk) -> bool:
    """Freeze what is due; True if any mail was frozen, cancelled or set aside."""
    with reading(desk.engine) as connection:
        rows = owed.due_mails(connection, desk.clock(), BATCH)
    pace, done = Pace(TOGETHER), False
    while rows:
        settled, rows = _freeze(desk, rows, pace)
        done = done or settled
    return done


def _freeze(desk: Desk, mails: Sequence[AnyRow], pace: Pace) -> tuple[bool, Sequence[AnyRow]]:
    """Freeze the first mail and those behind it as `pace` allows; whether any was, and what is left."""
    mail, together, rest, done = mails[0], mails[: pace.many], mails[pace.many :], False
    try:
        with writing(desk.engine) as connection:
            if desk.claims.shared and not (together := shared_work.hold_mails(connection, together)):
                return False, rest
            mail = together[0]
            for each in together:
                done = _settle(desk, connection, each) or done
            crash.point("freeze.before_commit")
    except Exception as fault:
        if trouble := outage(fault):
            raise trouble from fault
        if len(together) > 1:
            pace.begin_anew()
            return False, mails
        if isinstance(fault, TanggapError):
            return _give_up(desk, mail, str(fault)), rest
        # A fault of ours, or of the office's own wording: this mail is put aside and the next goes on.
        log.exception("mail could not be composed", extra={"mail_id": mail.id})
        done = _give_up(desk, mail, f"{type(fault).__name__}; mohon administrator melihat catatan program")
    crash.point("freeze.committed")
    pace.quicken()
    return done, rest


def _settle(desk: Desk, connection: Connection, mail: AnyRow) -> bool:
    request = requests.get(connection, mail.request_id) if mail.request_id else None
    if request is not None and request.closed_at is not None:
        return owed.settle_mail(connection, mail.id, owed.CANCELLED, "permintaan sudah ditutup")
    files = files_of_mail(connection, mail)
    if files is None:
        return False
    case = cases.load(connection, mail.case_id) if mail.case_id else None
    if has_left(desk, connection, mail, request, case):
        _prolong(desk, connection, request, desk.clock())
        _record(connection, mail, "surel_dari_jurnal", desk.clock())
        return True
    _write(desk, connection, _sheet(desk, connection, mail, request, files, case))
    return True


def _give_up(desk: Desk, mail: AnyRow, why: str) -> bool:
    """The mail waits for a person; TU is told once, unless it is TU's own notice that fails."""
    at = desk.clock()
    with writing(desk.engine) as connection:
        if not owed.settle_mail(connection, mail.id, owed.FAILED, why):
            return False
        _record(connection, mail, "surel_gagal_disusun", at)
        if mail.template != Notice.PEMBERITAHUAN.value:
            words = f"Surel {mail.template.replace('_', ' ')} tidak dapat disusun dan menunggu: {why}"
            told = Owed(template=Notice.PEMBERITAHUAN.value, post=TU, words=words, case_id=mail.case_id)
            owed.owe_mail(connection, told, at=at)
    return True


def _sheet(
    desk: Desk,
    connection: Connection,
    mail: AnyRow,
    request: Request | None,
    files: tuple[Attached, ...],
    case: Case | None,
) -> Sheet:
    held = inbox.load_facts(connection, mail.inbox_id) if mail.inbox_id else None
    told = Perkara()
    if case is not None:
        told = perkara(desk, connection, case)
        if request is not None and request.ask is Ask.DISPOSISI:
            told = replace(told, serupa=look_back(desk, connection, case))
        if mail.template in (Notice.KEPUASAN.value, Notice.PENUTUPAN.value):
            told = replace(told, keberatan=was_objected(connection, case.id))
    if held is not None and mail.template != Notice.WBS.value and _is_about_mail(mail, request):
        told = replace(
            unregistered(desk, inbox.get(connection, mail.inbox_id), held), nomor=told.nomor, tag=told.tag
        )
    head = mail.answers_to or (outbox.sent_thread(connection, case.id, mail.post) if case else "")
    changed = since_last_shown(connection, case, request)
    return Sheet(mail, request, case, told, files, thread.new_token(desk.chance(16)), head, held, changed)


def _is_about_mail(mail: AnyRow, request: Request | None) -> bool:
    """Whether the held mail, and not the case that it names, is what the reader has to judge."""
    return mail.case_id is None or (request is not None and request.ask is Ask.REGISTRASI)


def _write(desk: Desk, connection: Connection, sheet: Sheet) -> None:
    at = desk.clock()
    mail = sheet.mail
    address = mail.address or desk.posts[mail.post].address
    message_id = thread.message_id(sheet.token, desk.domain)
    view, subject = _view(desk, sheet)
    wording = desk.wordings.render(mail.template, view)
    raw = compose(
        Composed(
            from_name=desk.sender_name,
            from_address=desk.address,
            to=address,
            reply_to=_reply_to(desk, sheet),
            subject=subject,
            message_id=message_id,
            date=at,
            in_reply_to=sheet.thread,
            references=(sheet.thread,) if sheet.thread else (),
            text=thread.without_other_codes(wording.text, sheet.token),
            html=thread.without_other_codes(wording.html, sheet.token),
            attachments=sheet.files,
            auto=_auto(mail.template),
        )
    )
    if not owed.settle_mail(connection, mail.id, owed.FROZEN):
        return
    outbox.freeze(
        connection,
        mail_id=mail.id,
        message_id=message_id,
        sender=desk.address,
        address=address,
        raw=marked(connection, mail, sheet.case, raw, message_id=message_id, address=address),
        at=at,
    )
    if sheet.request is not None:
        requests.mint(connection, sheet.token, request_id=sheet.request.id, mail_id=mail.id, at=at)
    _prolong(desk, connection, sheet.request, at)
    _record(connection, mail, "surel_dibekukan", at)


def _prolong(desk: Desk, connection: Connection, request: Request | None, at: datetime) -> None:
    """A further mail about a request gives as much time to answer as the first one; BATAL's is fixed."""
    if request is not None and request.ask is not Ask.BATAL and request.expires_at is not None:
        until = max(request.expires_at, at + desk.request_life)
        connection.execute(update(asked).where(asked.c.id == request.id).values(expires_at=until))


def _reply_to(desk: Desk, sheet: Sheet) -> str:
    plus = sheet.request is not None and desk.plus_addresses
    return thread.plus_address(sheet.token, desk.address) if plus else desk.address


def _auto(template: str) -> Literal["auto-generated", "auto-replied", ""]:
    if template == Notice.TANDA_TERIMA_AWAL.value:
        return "auto-replied"
    # A letter that a person signed is no automatic mail.
    return "" if template == Notice.SURAT_JAWABAN.value else "auto-generated"


def _view(desk: Desk, sheet: Sheet) -> tuple[View, str]:
    mail, request = sheet.mail, sheet.request
    outward = mail.post == PELANGGAN
    said, why = _words(sheet)
    blank = View(
        kantor=kantor(desk),
        penerima=Penerima(
            sapaan=salutation(desk, mail.post, named(mail.template, sheet.perkara.pelanggan)),
            jabatan="" if outward else desk.name(mail.post),
        ),
        perkara=sheet.perkara,
        batas=moment(desk, until(desk, mail.template, request, sheet.case)),
        kata=said,
        alasan=why,
        contoh=mail.data.get("contoh", ""),
        jejak=mail.data.get("jejak", ""),
        tugas=tuple(Tugas(**item) for item in mail.data.get("tugas", ())),
        masa=mail.data.get("masa", ""),
        kalimat=tuple(mail.data.get("kalimat", ())),
        bagian=tuple(Bagian(each["judul"], tuple(each["baris"])) for each in mail.data.get("bagian", ())),
        lampiran=listed(sheet.files, mail.attachments),
    )
    # Some programs quote the header of what they answer, and with it what the customer called his letter.
    subject = thread.without_other_codes(desk.wordings.subject(mail.template, blank), sheet.token)
    if request is None:
        return blank, subject
    offered = _options(desk, sheet, request, subject)
    return replace(blank, pilihan=offered, kode=thread.show_code(sheet.token)), subject


def _words(sheet: Sheet) -> tuple[str, str]:
    """What the mail passes on, and the reason that it gives."""
    mail, request, held = sheet.mail, sheet.request, sheet.held
    if mail.template == Notice.TANYA_BALIK.value:
        return "", mail.words
    if mail.template == Notice.LAPORAN_HARIAN.value:
        return mail.words, mail.data["ringkas"]
    if request is None or held is None:
        return "\n".join(filter(None, (mail.words, sheet.changed))), ""
    text = (held.own or held.text)[:SHOWN]
    match request.ask:
        case Ask.PENGIRIM:
            return text, held.sender
        case Ask.SUSULAN:
            return text, mail.words
        case _:
            return "", mail.words


def _options(desk: Desk, sheet: Sheet, request: Request, subject: str) -> tuple[Option, ...]:
    return options(
        request.ask,
        reply_to=_reply_to(desk, sheet),
        subject=subject,
        code=thread.show_code(sheet.token),
        units=tuple((unit.key, unit.name) for unit in desk.units),
        segel=desk.rules.signing is Signing.SEGEL,
        case=sheet.perkara.nomor,
    )


def _record(connection: Connection, mail: AnyRow, event: str, at: datetime) -> None:
    payload = {"surel": mail.id, "templat": mail.template, "kepada": mail.post}
    audit.append(connection, at=at, actor="pipeline", event=event, case_id=mail.case_id, payload=payload)
