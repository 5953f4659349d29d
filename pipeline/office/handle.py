"""Stage handle: what a mail is, who really sent it, and what follows; or it is held for a person.

A mail that touches a case is one transaction; new letters share one (`together.py`). A mail that breaks a
rule of ours is put aside and the next one goes on; nothing is ever dropped.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from pipeline import crash
from pipeline.errors import OutsideError, TanggapError
from pipeline.mail.facts import Facts
from pipeline.mail.forwarding import letter_behind
from pipeline.mail.identity import content_key, likeness
from pipeline.mail.kind import Kind, judge
from pipeline.mail.lure import lure_in
from pipeline.mail.sender import shape_fault
from pipeline.mail.verification import is_verification
from pipeline.office.absent import note_absence
from pipeline.office.authenticate import domain_of
from pipeline.office.bounce import note_bounce
from pipeline.office.complain import complain, doubt_complaint
from pipeline.office.deputise import take_order
from pipeline.office.desk import Desk
from pipeline.office.enclose import originals
from pipeline.office.evidence import Mail, look_up
from pipeline.office.follow import join
from pipeline.office.hold import hold
from pipeline.office.inquire import answer_inquiry
from pipeline.office.park import QUEUE, REACHING, VERIFICATION, park, queue_fault
from pipeline.office.probe import note_probe
from pipeline.office.quiet import is_our_own
from pipeline.office.register import register_paper
from pipeline.office.repeat import Earlier, find_earlier
from pipeline.office.secret import accuses, as_report, lay_by
from pipeline.office.take_rating import take_rating
from pipeline.office.take_reply import take_reply
from pipeline.office.together import Pace
from pipeline.office.true_time import check_clock
from pipeline.sop.asks import Ask
from pipeline.sop.steps import ENDS, TU, WBS
from pipeline.store import audit, cases, inbox, owed, shared_work
from pipeline.store.claims import Work
from pipeline.store.database import gathered, outage, writing
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

log = logging.getLogger(__name__)

#: new letters that share one transaction at most
MOST_LETTERS = 40
#: how TU begins the subject or the text of a mail that brings the scan of a letter on paper
PAPER = "SURAT MASUK"
#: mail of a stranger that may deceive whoever reads it
_LURING = frozenset({Kind.PENGADUAN, Kind.RAGU, Kind.SUSULAN})
#: why a mail is parked
LOOPED = "Surel ini memuat tanda register kami sendiri, tetapi bukan surel kami sebagaimana dikirim."
VERIFIES = "Surel verifikasi atau kode dari layanan lain; isinya tidak diteruskan."
#: mail of these kinds moves nothing, so a second copy of it does no harm
_UNTOUCHED = frozenset({Kind.SENDIRI, Kind.PANTULAN, Kind.OTOMATIS, Kind.LAIN})


def handle(desk: Desk, pace: Pace | None = None) -> bool:
    """Handle the oldest read mail, and new letters behind it as `pace` allows; True if there was any."""
    row, rows = None, list[AnyRow]()
    try:
        with writing(desk.engine) as connection:
            rows = list(_waiting(desk, connection, pace.many if pace else 1))
            if not rows:
                return False
            check_clock(desk, connection)
            row = rows[0]
            _decide_all(desk, connection, rows)
            crash.point("handle.before_commit")
    except OutsideError:
        # The clock, not the mail: it is handled once that is mended.
        raise
    except Exception as error:
        # A lost connection, a deadlock or a full disk says nothing about the mail: it is handled again.
        if trouble := outage(error):
            raise trouble from error
        if row is None:
            raise
        if pace and len(rows) > 1:
            pace.begin_anew()
            return True
        # Even a fault of ours: the culprit is put aside before the process may die of it.
        _put_aside(desk, row, error)
    crash.point("handle.committed")
    if pace:
        pace.quicken()
    return True


def _waiting(desk: Desk, connection: Connection, most: int) -> Sequence[AnyRow]:
    """The oldest read mails; where several hosts work none while another decides, so that order is kept."""
    if not desk.claims.shared:
        return inbox.oldest_with_facts(connection, inbox.READ, most)
    return shared_work.to_handle(connection, most) if desk.claims.first(connection, Work.HANDLE) else []


def _decide_all(desk: Desk, connection: Connection, rows: Sequence[AnyRow]) -> None:
    """Decide on the first mail; where it is new, also on those behind it as far as they are."""
    mail = _judged(desk, connection, rows[0])
    if not _is_new(mail):
        _decide(desk, connection, mail)
        return
    with gathered(connection):
        _decide(desk, connection, mail)
        for row in rows[1:]:
            mail = _judged(desk, connection, row)
            if not _is_new(mail):
                return
            _decide(desk, connection, mail)


def _is_new(mail: Mail) -> bool:
    """Whether it touches no case that is there already: such a case is locked before anything else is."""
    known = mail.known
    return known.case_id is None and not known.requests and mail.verdict.kind is not Kind.PANTULAN


def _put_aside(desk: Desk, row: AnyRow, fault: Exception) -> None:
    reason = str(fault)
    if not isinstance(fault, TanggapError):
        log.error("mail could not be handled", extra={"inbox_id": row.id}, exc_info=fault)
        reason = f"Surel ini tidak dapat diproses ({type(fault).__name__})."
    with writing(desk.engine) as connection:
        # Another host may have handled it since, and better.
        if not desk.claims.first(connection, Work.HANDLE):
            return
        if shared_work.mail_is(connection, row.id, inbox.READ):
            (lay_by if accuses(desk, connection, row) else hold)(desk, connection, row, reason)


def _judged(desk: Desk, connection: Connection, row: AnyRow) -> Mail:
    facts = inbox.facts_of(row)
    known = look_up(desk, connection, facts)
    weighed = desk.lately.take(row.id)
    score = weighed.score if weighed else None
    # Who sent it and what it answers is the forwarder's matter; what it says is that of the letter behind.
    verdict = judge(facts, letter_behind(facts, desk.addresses), known.evidence, desk.own_words, score)
    return Mail(row, row.size, facts, known, verdict, weighed=weighed)


def _decide(desk: Desk, connection: Connection, mail: Mail) -> None:
    mail = as_report(desk, connection, mail)
    verdict, facts, weighed = mail.verdict, mail.facts, mail.weighed
    row = inbox.judge(
        connection,
        mail.row.id,
        kind=verdict.kind.value,
        reason=verdict.reason,
        confidence=verdict.confidence,
        case_id=mail.known.case_id,
        content_key=weighed.content_key if weighed else content_key(facts),
        likeness=weighed.likeness if weighed else likeness(facts),
    )
    earlier = find_earlier(connection, row) if verdict.kind not in _UNTOUCHED else Earlier()
    first = earlier.same
    if first is not None and not _proves_more(desk, row, facts, first):
        _note_copy(connection, row, first)
        return
    if note_probe(desk, connection, row, facts):
        return
    ordered = not mail.known.requests and verdict.kind not in _UNTOUCHED - {Kind.LAIN}
    if ordered and take_order(desk, connection, row, facts):
        return
    mail = replace(mail, row=row, earlier=earlier)
    if _waits(desk, connection, mail):
        return
    if row.note and verdict.kind is not Kind.WBS:
        hold(desk, connection, row, row.note)
        return
    if verdict.kind not in (*_UNTOUCHED - {Kind.LAIN}, Kind.WBS) and answer_inquiry(
        desk, connection, row, facts
    ):
        return
    if _is_paper(desk, mail):
        register_paper(desk, connection, mail.row, facts, by=TU)
        return
    if verdict.kind in _LURING and (lure := lure_in(facts, desk.domains)):
        hold(desk, connection, mail.row, f"Mungkin penipuan: {lure} {verdict.reason}")
        return
    HANDLED[verdict.kind](desk, connection, mail)


def _waits(desk: Desk, connection: Connection, mail: Mail) -> bool:
    """Park what should reach nobody: our own mail by a strange way, a service's code, one too many."""
    row, facts, kind = mail.row, mail.facts, mail.verdict.kind
    if kind in _UNTOUCHED - {Kind.LAIN}:
        return False
    if is_our_own(connection, facts):
        park(desk, connection, row, facts, LOOPED, QUEUE)
        return True
    if kind is not Kind.WBS and is_verification(facts, complains=kind is Kind.PENGADUAN):
        park(desk, connection, row, facts, VERIFIES, VERIFICATION)
        return True
    staff = mail.known.evidence.office and not domain_of(desk, row, facts).fault
    if staff or not (kind in REACHING or row.note):
        return False
    fault = queue_fault(desk, connection, row, facts)
    if fault:
        park(desk, connection, row, facts, fault, QUEUE)
    return bool(fault)


def _is_paper(desk: Desk, mail: Mail) -> bool:
    if mail.facts.sender != desk.posts[TU].address or mail.known.requests or shape_fault(mail.facts):
        return False
    if mail.verdict.kind is Kind.WBS or domain_of(desk, mail.row, mail.facts).fault:
        return False
    opening = (mail.facts.own or mail.facts.text).lstrip()
    return mail.facts.subject.upper().startswith(PAPER) or opening.upper().startswith(PAPER)


def _proves_more(desk: Desk, row: AnyRow, facts: Facts, first: AnyRow) -> bool:
    """Whether a reply is proven whose first copy was held: an alias or a forger took away what proves it."""
    held = first.state == inbox.HELD and first.kind == row.kind == Kind.BALASAN.value
    return held and not domain_of(desk, row, facts).fault


def _note_copy(connection: Connection, row: AnyRow, first: AnyRow) -> None:
    """A second copy has no effect of its own; it only shares the fate of the first."""
    reason = f"Salinan dari surel masuk nomor {first.id} yang datang lewat jalan lain."
    mark = bool(first.mark_due)
    inbox.settle(connection, row.id, state=inbox.DOUBLE, reason=reason, case_id=first.case_id, mark_due=mark)


def _automatic(desk: Desk, connection: Connection, mail: Mail) -> None:
    """A machine's answer moves nothing; of somebody of the office it tells that nobody is there."""
    inbox.settle(connection, mail.row.id, state=inbox.DONE)
    note_absence(desk, connection, mail.row, mail.facts)


def _leave(_desk: Desk, connection: Connection, mail: Mail) -> None:
    """Our own mail and other mail: noted, and nothing else."""
    inbox.settle(connection, mail.row.id, state=inbox.DONE)


def _bounce(desk: Desk, connection: Connection, mail: Mail) -> None:
    note_bounce(desk, connection, mail.row, mail.facts)


def _follow(desk: Desk, connection: Connection, mail: Mail) -> None:
    if mail.known.case_id is None:
        hold(desk, connection, mail.row, mail.verdict.reason)
        return
    case = cases.load(connection, mail.known.case_id, lock=True)
    if not mail.known.evidence.customer:
        reason = (
            f"Surel tentang perkara {case.number} datang dari alamat yang tidak dikenal pada perkara itu "
            f"({mail.facts.sender or 'tanpa alamat yang jelas'})."
        )
        hold(desk, connection, mail.row, reason, ask=Ask.PENGIRIM)
    elif take_rating(desk, connection, mail, case):
        return
    elif case.state in ENDS:
        reason = f"Pelanggan mengirim surel setelah perkara {case.number} ditutup."
        hold(desk, connection, mail.row, reason, ask=Ask.SUSULAN)
    else:
        join(desk, connection, mail.row, mail.facts, case)


def _integrity(desk: Desk, connection: Connection, mail: Mail) -> None:
    """An integrity report goes to the address of WBS alone and never to a Pokja (design 3g)."""
    at = desk.clock()
    inbox.settle(
        connection,
        mail.row.id,
        state=inbox.HELD,
        held_reason=mail.verdict.reason,
    )
    report = Owed(
        template="wbs",
        post=WBS,
        attachments=tuple(originals(connection, mail.row.id)),
        inbox_id=mail.row.id,
    )
    owed.owe_mail(connection, report, at=at)
    audit.append(connection, at=at, actor="pipeline", event="wbs", payload={"surel": mail.row.id})


#: what is done with each kind of mail
HANDLED: Mapping[Kind, Callable[[Desk, Connection, Mail], None]] = {
    Kind.SENDIRI: _leave,
    Kind.PANTULAN: _bounce,
    Kind.OTOMATIS: _automatic,
    Kind.BALASAN: take_reply,
    Kind.SUSULAN: _follow,
    Kind.WBS: _integrity,
    Kind.PENGADUAN: complain,
    Kind.RAGU: doubt_complaint,
    Kind.LAIN: _leave,
}
