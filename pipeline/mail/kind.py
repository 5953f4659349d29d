"""What a mail is: an ordered tuple of small rules, of which the first that fits wins and tells why.

Evidence that lies in the register (our own marks, tokens, known cases) is looked
up by the office and passed in; here nothing is looked up and nothing is dropped.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.mail import lexicon
from pipeline.mail.automatic import is_automatic
from pipeline.mail.bounce_signs import is_bounce
from pipeline.mail.facts import Facts
from pipeline.mail.false_friends import FALSE_FRIENDS
from pipeline.mail.lexicon import words_pattern
from pipeline.mail.other_letters import OTHERS
from pipeline.mail.thread import strip_prefixes


class Kind(StrEnum):
    """What the office does with a mail hangs on this."""

    #: our own, come back by a copy or a loop
    SENDIRI = "sendiri"
    #: a delivery status notification
    PANTULAN = "pantulan"
    #: an out-of-office notice or other machine's answer
    OTOMATIS = "otomatis"
    #: an answer of staff to one of our requests
    BALASAN = "balasan"
    #: a further mail in a known case
    SUSULAN = "susulan"
    #: an integrity report, for the address `wbs` alone
    WBS = "wbs"
    PENGADUAN = "pengaduan"
    #: TU decides
    RAGU = "ragu"
    #: another letter; stays in the mailbox untouched
    LAIN = "lain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the register, or without it the mail itself, says of a mail."""

    #: its Message-ID or marks are those of our own mail
    ours: bool = False
    #: it carries a token of ours, wherever
    token: bool = False
    #: it carries the subject tag of a known case
    tag: bool = False
    #: it refers to a mail of ours
    thread: bool = False
    #: the sender is an address of the office
    office: bool = False
    #: the sender is the customer of the case that tag or thread points to
    customer: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mail is, and why in one Indonesian sentence."""

    kind: Kind
    #: a complaint that appeals against a decision
    banding: bool
    reason: str
    #: 0 to 1
    confidence: float


@dataclass(frozen=True, slots=True)
class Letter:
    """The mail with its words made ready to be looked through."""

    facts: Facts
    evidence: Evidence
    #: the subject as it is, and without what only sounds like a complaint
    title: str
    subject: str
    #: the sender's own words and the text of his files, without the same
    body: str


Rule = Callable[[Letter], Verdict | None]

#: more of a letter is not looked through
_LONGEST = 20_000
#: a forwarded letter is meant although the forwarder did not write it
_FORWARD = re.compile(r"\b(?:fw|fwd|trs|terusan|teruskan|diteruskan)\s*:", re.IGNORECASE)
#: the letter's own subject
_LABEL = re.compile(r"\b(?:hal|perihal)\s*:\s*([^\n]{3,160})", re.IGNORECASE)

_STRONG = words_pattern(lexicon.STRONG)
_APPEAL = words_pattern(lexicon.APPEAL)
_DECISION = words_pattern(lexicon.DECISION)
_INTEGRITY = words_pattern(lexicon.INTEGRITY)
_FALSE = words_pattern(FALSE_FRIENDS)
_SIGNS = tuple(words_pattern(each) for each in (lexicon.SERVICE, lexicon.GAP, lexicon.DEMAND))
_OTHERS = {
    name: (words_pattern(subject), tuple(words_pattern((each,)) for each in body))
    for name, (subject, body) in OTHERS.items()
}


def classify(facts: Facts, evidence: Evidence) -> Verdict:
    """The verdict of the first rule that fits."""
    title = _plain(_subject(facts))
    letter = Letter(facts, evidence, title, _cleared(title), _cleared(_plain(_body(facts))))
    return next(verdict for rule in RULES if (verdict := rule(letter)) is not None)


def _own_mail(letter: Letter) -> Verdict | None:
    return (
        _certain(Kind.SENDIRI, "Surel ini dikirim oleh sistem ini sendiri.") if letter.evidence.ours else None
    )


def _bounce(letter: Letter) -> Verdict | None:
    if is_bounce(letter.facts):
        return _certain(Kind.PANTULAN, "Surel ini pemberitahuan gagal kirim dari server surel.")
    return None


def _automatic(letter: Letter) -> Verdict | None:
    if is_automatic(letter.facts):
        return _certain(
            Kind.OTOMATIS, "Surel ini jawaban otomatis, misalnya pemberitahuan sedang tidak di kantor."
        )
    return None


def _staff_reply(letter: Letter) -> Verdict | None:
    evidence = letter.evidence
    if evidence.token:
        return _certain(Kind.BALASAN, "Surel ini memuat kode jawaban dari permintaan kami.")
    if evidence.office and (evidence.tag or evidence.thread):
        return Verdict(Kind.BALASAN, False, "Surel ini balasan dari alamat kantor atas surel kami.", 0.95)
    return None


def _further(letter: Letter) -> Verdict | None:
    evidence = letter.evidence
    if evidence.customer:
        return _certain(Kind.SUSULAN, "Surel ini lanjutan dari pelanggan dalam perkara yang sudah terdaftar.")
    if evidence.tag or evidence.thread:
        return Verdict(Kind.SUSULAN, False, "Surel ini merujuk perkara yang sudah terdaftar.", 0.8)
    return None


def _integrity(letter: Letter) -> Verdict | None:
    hit = _INTEGRITY.search(letter.subject) or _INTEGRITY.search(letter.body)
    if hit is None or _other_subject(letter):
        return None
    return Verdict(
        Kind.WBS, False, f"Surat ini memuat kata “{hit.group()}” (dugaan pelanggaran integritas).", 0.85
    )


def _complaint(letter: Letter) -> Verdict | None:
    """A strong word in subject or text, or else service, fault and demand together (domain.md G.3)."""
    appeal = _appeals(letter)
    hit = _STRONG.search(letter.subject) or (_APPEAL.search(letter.subject) if appeal else None)
    if hit:
        return _judged(letter, appeal, f"Hal surat memuat kata “{hit.group()}”.", 0.95)
    hit = _STRONG.search(letter.body) or (_APPEAL.search(letter.body) if appeal else None)
    if hit:
        return _judged(letter, appeal, f"Isi surat memuat kata “{hit.group()}”.", 0.85)
    found = [sign.search(f"{letter.subject}\n{letter.body}") for sign in _SIGNS]
    service, gap, demand = found
    if service and gap and demand:
        told = f"Surat ini menyebut layanan (“{service.group()}”), “{gap.group()}”, dan permintaan."
        return _weighed(letter, appeal, told)
    return None


def _weighed(letter: Letter, appeal: bool, told: str) -> Verdict:
    """Without a word of complaint the text must not read like another letter."""
    other = _other_body(letter)
    if other:
        return Verdict(Kind.RAGU, False, f"{told[:-1]}, tetapi isinya seperti {other}.", 0.5)
    return _judged(letter, appeal, told, 0.7)


def _judged(letter: Letter, appeal: bool, reason: str, confidence: float) -> Verdict:
    """A complaint, unless the subject or the way it came speaks for another letter: then TU decides."""
    other = _other_subject(letter)
    if other:
        return Verdict(Kind.RAGU, False, f"{reason[:-1]}, tetapi halnya seperti {other}.", 0.5)
    if _is_bulk(letter.facts):
        return Verdict(Kind.RAGU, False, f"{reason[:-1]}, tetapi surel ini kiriman massal.", 0.5)
    return Verdict(Kind.PENGADUAN, appeal, reason, confidence)


def _appeals(letter: Letter) -> bool:
    """Banding is a word of many uses; a decision must be spoken of beside it."""
    text = f"{letter.subject}\n{letter.body}"
    return _APPEAL.search(text) is not None and _DECISION.search(text) is not None


def _other(letter: Letter) -> Verdict | None:
    named = _other_subject(letter)
    if named:
        return Verdict(Kind.LAIN, False, f"Hal surat menunjukkan {named}.", 0.9)
    if _is_bulk(letter.facts):
        return Verdict(Kind.LAIN, False, "Surel ini kiriman massal atau milis.", 0.9)
    named = _other_body(letter)
    return Verdict(Kind.LAIN, False, f"Isi surat menunjukkan {named}.", 0.7) if named else None


def _unsure(letter: Letter) -> Verdict | None:
    if not letter.body.strip():
        return Verdict(Kind.RAGU, False, "Surel ini tidak memuat teks yang dapat dibaca.", 0.3)
    return Verdict(Kind.RAGU, False, "Tidak ada kata yang menunjukkan pengaduan atau surat jenis lain.", 0.3)


RULES: tuple[Rule, ...] = (
    _own_mail,
    _bounce,
    _automatic,
    _staff_reply,
    _further,
    _integrity,
    _complaint,
    _other,
    _unsure,
)


def _certain(kind: Kind, reason: str) -> Verdict:
    return Verdict(kind, False, reason, 1.0)


def _subject(facts: Facts) -> str:
    """The subject without reply prefixes, and the letter's own Hal line where it has one."""
    hal = _LABEL.search(_body(facts))
    return f"{strip_prefixes(facts.subject)}\n{hal.group(1) if hal else ''}"


def _body(facts: Facts) -> str:
    written = facts.text if _FORWARD.search(facts.subject) else facts.own or facts.text
    texts = (written, *(each.text for each in facts.attachments if not each.inline))
    return "\n".join(texts)[:_LONGEST]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _cleared(plain: str) -> str:
    """The text without what only sounds like a complaint."""
    return _FALSE.sub(" … ", plain)


def _other_subject(letter: Letter) -> str:
    """Which other letter the subject names, '' if none."""
    return next((name for name, (subject, _) in _OTHERS.items() if subject.search(letter.title)), "")


def _other_body(letter: Letter) -> str:
    """Which other letter at least two of its signs in the text tell of, '' if none."""
    return next(
        (
            name
            for name, (_, signs) in _OTHERS.items()
            if sum(sign.search(letter.body) is not None for sign in signs) > 1
        ),
        "",
    )


def _is_bulk(facts: Facts) -> bool:
    listed = any(facts.header(name) for name in ("list-id", "list-unsubscribe", "list-post"))
    return listed or facts.header("precedence").strip().casefold() in {"bulk", "list", "junk"}
