"""A bounce is tied to the exact mail it is about; a letter that came back opens step 5 again."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from pipeline import crash
from pipeline.mail.bounce_signs import is_delay
from pipeline.mail.facts import Facts
from pipeline.mail.return_path import mark, marks
from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.office.uncopied import note_returned
from pipeline.sop import signing, working
from pipeline.sop.case import Case, Decision
from pipeline.sop.papers import Notice
from pipeline.sop.steps import ENDS, PELANGGAN, TU, State
from pipeline.store import audit, cases, inbox, outbox, owed, requests
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: codes of RFC 3463 and RFC 7505 by which no mail will ever reach the address
_NO_ADDRESS = re.compile(r"\b5\.1\.(?:1|2|3|6|10)\b")


def note_bounce(desk: Desk, connection: Connection, row: AnyRow, facts: Facts) -> None:
    """Note a bounce of exactly the mails that it proves to be about; a delay waits.

    One that proves nothing may be forged, or be about a mail that a colleague sent: it moves nothing and
    stays in the mailbox, unmarked, for TU.
    """
    inbox.settle(connection, row.id, state=inbox.DONE)
    found = {mail.recipient_id: mail for mail in _proved(desk, connection, facts)}
    if not found:
        _unknown(desk, connection, row, facts)
    for mail in found.values():
        code = dict(facts.bounced).get(mail.address, "")
        if _is_of_copy(desk, facts, mail):
            _copy_returned(desk, connection, row, mail, facts)
        elif not _is_final(facts, code):
            _delayed(desk, connection, row, mail, code)
        elif mail.bounced_at is None:
            crash.point("bounce.matched")
            _returned(desk, connection, row, mail, code)


def _unknown(desk: Desk, connection: Connection, row: AnyRow, facts: Facts) -> None:
    log.warning("a bounce is about no mail of ours", extra={"inbox_id": row.id})
    payload = {"surel": row.id, "kode": sorted({code for _, code in facts.bounced})}
    event = "pantulan_tak_dikenal"
    audit.append(connection, at=desk.clock(), actor="pipeline", event=event, payload=payload)


def _proved(desk: Desk, connection: Connection, facts: Facts) -> Iterator[AnyRow]:
    """The mails that the report proves to know: by their Message-ID, or by the mark of their envelope."""
    yield from outbox.by_message_ids(connection, facts.bounced_ids)
    marked = marks(facts.recipients, facts.bounced_envelopes, desk.address)
    for mail in outbox.by_ids(connection, tuple(marked)):
        if mark(mail.id, mail.message_id) == marked[mail.id]:
            yield mail


def _is_final(facts: Facts, code: str) -> bool:
    """Whether the mail is lost; a report that names other addresses is read by what it says of them."""
    codes = [code] if code else [each for _, each in facts.bounced]
    return any(not each.startswith("4") for each in codes) if codes else not is_delay(facts)


def _is_of_copy(desk: Desk, facts: Facts, mail: AnyRow) -> bool:
    """Whether the report is about the journal alone, to which the mail was not addressed."""
    journal = desk.journal.lower()
    return mail.address.lower() != journal and {address for address, _ in facts.bounced} == {journal}


def _copy_returned(desk: Desk, connection: Connection, row: AnyRow, mail: AnyRow, facts: Facts) -> None:
    [(_, code)] = facts.bounced
    inbox.settle(connection, row.id, case_id=mail.case_id, mark_due=True)
    if _is_final(facts, code):
        note_returned(desk, connection, outbox.recipient(connection, mail.recipient_id), code)


def _delayed(desk: Desk, connection: Connection, row: AnyRow, mail: AnyRow, code: str) -> None:
    at = desk.clock()
    outbox.settle(connection, mail.recipient_id, state=mail.state, at=at, delayed_at=at)
    inbox.settle(connection, row.id, case_id=mail.case_id)
    payload = {"penerima": mail.address, "kode": code, "templat": mail.template}
    audit.append(
        connection, at=at, actor="pipeline", event="surel_terlambat", case_id=mail.case_id, payload=payload
    )


def _returned(desk: Desk, connection: Connection, row: AnyRow, mail: AnyRow, code: str) -> None:
    at = desk.clock()
    # Lock order: the case comes before the audit head.
    case = cases.load(connection, mail.case_id, lock=True) if mail.case_id else None
    outbox.settle(connection, mail.recipient_id, state=_left(mail.state), at=at, bounced_at=at)
    asked = [request.id for request in requests.open_of_recipient(connection, mail.recipient_id)]
    requests.close(connection, asked, why="terpantul", at=at)
    inbox.settle(connection, row.id, case_id=mail.case_id, mark_due=True)
    audit.append(
        connection,
        at=at,
        actor="pipeline",
        event="surel_terpantul",
        case_id=mail.case_id,
        payload={"penerima": mail.address, "kode": code, "templat": mail.template},
    )
    words = f"Surel kepada {mail.address} kembali" + (f" dengan kode {code}." if code else ".")
    follow_up(desk, connection, mail, case, words, Cause(by="pipeline", at=at, payload={"surel": row.id}))


def _left(state: str) -> str:
    """A mail that came back has left, whatever was in doubt before."""
    return outbox.ACCEPTED if state in (outbox.UNKNOWN, outbox.ASKED, outbox.BEGUN) else state


def follow_up(
    desk: Desk, connection: Connection, mail: AnyRow, case: Case | None, words: str, cause: Cause
) -> None:
    """What follows from a mail that did not reach its address, be it refused at once or returned later.

    `mail` has template, post, case_id and address. For the letter step 5 is opened again, and TU brings
    it and tells the customer whatever comes after it; of a question to the customer its asker is told, and
    nobody waits for an answer; of anything else TU is told, unless TU's own address is the one that fails.
    To an address that does not exist nothing more is sent, unless TU has corrected it meanwhile.
    """
    if case is not None and mail.template == Notice.SURAT_JAWABAN.value and case.state not in ENDS:
        back = signing.bounce(case, words)
        carry_out(desk, connection, _lost(back) if _is_his(connection, case, mail) else back, cause)
        return
    told = f"{words} Mohon alamatnya diperiksa; surel “{mail.template.replace('_', ' ')}” tidak sampai."
    posts = [TU] if mail.post != TU else []
    if case is not None and _is_his(connection, case, mail) and _is_bad_address(case, words):
        lost = Decision(case=case, event="alamat_tidak_berlaku", revocable=False)
        case = carry_out(desk, connection, _lost(lost), cause)
        told += " Selanjutnya tidak ada surel yang dikirim ke alamat itu; mohon pelanggan diberi tahu "
        told += "dengan cara lain."
    if case is not None and mail.template == Notice.PERTANYAAN.value and case.paused_at is not None:
        decision = working.resume(case, cause.at, desk.rules, "pertanyaan_tidak_sampai")
        carry_out(desk, connection, decision, cause)
        told += " Waktu penyelesaian berjalan kembali."
        posts = [case.pokja, *posts]
    for post in dict.fromkeys(posts):
        notice = Owed(template=Notice.PEMBERITAHUAN.value, post=post, words=told, case_id=mail.case_id)
        owed.owe_mail(connection, notice, at=cause.at)


def _lost(decision: Decision) -> Decision:
    """From now on no mail goes to the customer's address: it failed, and TU has the matter in hand."""
    return replace(decision, case=replace(decision.case, reachable=False))


def _is_his(connection: Connection, case: Case, mail: AnyRow) -> bool:
    """Whether the mail went to the customer at the address that the case has now."""
    return bool(mail.post == PELANGGAN and mail.address == cases.registration(connection, case.id).address)


def _is_bad_address(case: Case, words: str) -> bool:
    """Whether the code says so, before the letter is on its way: its own fate is told by its own bounce."""
    early = case.state in (State.DISPOSISI, State.TINDAK_LANJUT, State.TANDA_TANGAN)
    return early and case.reachable and _NO_ADDRESS.search(words) is not None
