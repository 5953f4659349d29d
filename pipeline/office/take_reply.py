"""A reply of the staff: whether it counts, and which request it answers."""

from collections.abc import Sequence

from sqlalchemy import Connection

from pipeline.mail.facts import Facts
from pipeline.mail.sender import shape_fault
from pipeline.office.advance import advance
from pipeline.office.ask_again import ask_again
from pipeline.office.authenticate import domain_of, park, proven
from pipeline.office.desk import Desk
from pipeline.office.evidence import Mail
from pipeline.office.hold import hold
from pipeline.office.secret import answers_report
from pipeline.store import audit, inbox
from pipeline.store.owed import Owed
from pipeline.store.requests import Request

#: why a token was not taken: the signature of an old mail says nothing of lines that were written anew
UNCOVERED = "Kode permintaan berada di bagian surel yang tidak diliputi tanda tangan pengirim."


def take_reply(desk: Desk, connection: Connection, mail: Mail) -> None:
    """Go on with what a reply answers; parked if it proves nothing, asked back without a code."""
    finding = domain_of(desk, mail.row, mail.facts)
    if mail.known.requests:
        found = proven(desk, connection, mail.facts, finding, mail.known.requests)
        if not found:
            park(desk, connection, mail.row, UNCOVERED, mail.known.requests[0], desk.clock())
            return
        advance(desk, connection, mail.row, mail.facts, _answered(found), finding)
        return
    post = desk.post_of(mail.facts.sender)
    fault = shape_fault(mail.facts)
    if (fault or finding.fault) and answers_report(connection, mail.facts):
        # It may quote the report, and whoever looks at doubtful replies may not read that.
        inbox.settle(connection, mail.row.id, state=inbox.DONE)
        return
    if fault and not _is_machine(mail.facts):
        hold(desk, connection, mail.row, f"{mail.verdict.reason} {fault}")
        return
    if finding.fault and not fault:
        park(desk, connection, mail.row, finding.fault, None, desk.clock())
        return
    inbox.settle(connection, mail.row.id, state=inbox.DONE, mark_due=True)
    if post is not None and not fault:
        _ask_for_code(desk, connection, mail, post.key)


def _ask_for_code(desk: Desk, connection: Connection, mail: Mail, post: str) -> None:
    """Tell a colleague that his mail answers no request."""
    lost = Owed(
        template="tanya_balik",
        post=post,
        words="Surel Bapak/Ibu tidak memuat kode permintaan, sehingga tidak dapat diproses. "
        "Mohon membalas langsung surel permintaan yang terakhir.",
        answers_to=mail.facts.message_id,
        case_id=mail.known.case_id,
    )
    at = desk.clock()
    ask_again(desk, connection, mail.row, lost, at)
    payload = {"surel": mail.row.id, "alasan": "tanpa kode"}
    audit.append(
        connection,
        at=at,
        actor=post,
        event="ditanya_balik",
        case_id=mail.known.case_id,
        payload=payload,
    )


def _answered(found: Sequence[Request]) -> Request:
    """The request that a reply is about: the first that it names, or the newest of the same thread.

    A thread also names the mail that heads it, and no mail can name what was asked after it.
    """
    first = found[0]
    thread = (first.case_id, first.inbox_id, first.post)
    same = [item for item in found if (item.case_id, item.inbox_id, item.post) == thread]
    return max(same, key=lambda item: item.id)


def _is_machine(facts: Facts) -> bool:
    """Whether a program wrote it for a person, such as a receipt that his mail program sends."""
    report = facts.header("content-type").lower().startswith("multipart/report")
    return report or facts.header("auto-submitted").lower() not in ("", "no")
