"""The customer's reply to the question how content he is: noted for the reports, and discontent put to TU.

A reply that says more than its score goes on to whoever reads the customer's mails; a machine's is none.
"""

from sqlalchemy import Connection

from pipeline.mail.satisfaction import BEST, Rating, read_rating
from pipeline.mail.sender import may_not_be_answered
from pipeline.mail.tokens import meaningful_lines, words
from pipeline.office.desk import Desk
from pipeline.office.enclose import originals
from pipeline.office.evidence import Mail
from pipeline.office.follow import holders
from pipeline.office.gather import SHOWN
from pipeline.office.hold import hold
from pipeline.office.object_once import name_other_ways, was_objected
from pipeline.sop.asks import Ask
from pipeline.sop.case import Case
from pipeline.sop.papers import Notice
from pipeline.sop.steps import ENDS, PELANGGAN, TU
from pipeline.store import audit, inbox, outbox, owed, ratings
from pipeline.store.owed import Owed

#: a reply of more words says something beside its score
_MOST_WORDS = 25


def take_rating(desk: Desk, connection: Connection, mail: Mail, case: Case) -> bool:
    """Note what the customer of `case` answers; False where his mail is still to be read by a person."""
    if not _answers(connection, mail, case) or may_not_be_answered(mail.facts):
        return False
    rating = read_rating(mail.facts.own)
    if rating is None:
        return False
    at = desk.clock()
    ratings.add(connection, case_id=case.id, inbox_id=mail.row.id, score=rating.score, at=at)
    payload = {"surel": mail.row.id, "nilai": rating.score}
    audit.append(connection, at=at, actor=PELANGGAN, event="kepuasan", case_id=case.id, payload=payload)
    if rating.discontent:
        _put_to_tu(desk, connection, mail, case, rating)
        return True
    if rating.score is None or _says_more(mail):
        return False
    inbox.settle(connection, mail.row.id, state=inbox.DONE, case_id=case.id, mark_due=True)
    return True


def _answers(connection: Connection, mail: Mail, case: Case) -> bool:
    """Whether it replies to the question; a mail program may drop what it replies to, and keep the tag."""
    if mail.facts.references:
        found = outbox.by_message_ids(connection, mail.facts.references)
        return any(row.case_id == case.id and row.template == ratings.QUESTION for row in found)
    return mail.known.evidence.tag and ratings.was_asked(connection, case.id)


def _says_more(mail: Mail) -> bool:
    files = any(not item.inline for item in mail.facts.attachments)
    own = "\n".join(meaningful_lines(mail.facts.own))
    return files or "?" in own or len(words(own)) > _MOST_WORDS


def _put_to_tu(desk: Desk, connection: Connection, mail: Mail, case: Case, rating: Rating) -> None:
    """Who is not content may object, once; after that the office names the ways that are left."""
    score = f"nilai {rating.score} dari {BEST}" if rating.score else "nilainya tidak terbaca dengan pasti"
    told = f"Pelanggan agaknya belum puas atas jawaban perkara {case.number} ({score})."
    if was_objected(connection, case.id):
        inbox.settle(connection, mail.row.id, state=inbox.DONE, case_id=case.id, mark_due=True)
        named = name_other_ways(desk, connection, case, desk.clock())
        _tell(
            desk,
            connection,
            mail,
            case,
            f"{told} Keberatan atas perkara ini sudah pernah dicatat. {named}",
            TU,
        )
        return
    hold(desk, connection, mail.row, told, ask=Ask.SUSULAN)
    if case.state not in ENDS:
        for post in holders(case):
            _tell(desk, connection, mail, case, f"{told} TU menentukan apakah ini keberatan.", post)


def _tell(desk: Desk, connection: Connection, mail: Mail, case: Case, told: str, post: str) -> None:
    own = (mail.facts.own or mail.facts.text).strip()[:SHOWN]
    notice = Owed(
        template=Notice.SUSULAN.value,
        post=post,
        # The wording quotes what stands behind the first paragraph.
        words="\n\n".join(filter(None, (told, own))),
        attachments=tuple(originals(connection, mail.row.id)),
        case_id=case.id,
    )
    owed.owe_mail(connection, notice, at=desk.clock())
