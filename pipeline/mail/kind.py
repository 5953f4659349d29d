"""What a mail is: an ordered tuple of small rules, of which the first that fits wins and tells why.

Evidence that lies in the register (our own marks, tokens, known cases) is looked
up by the office and passed in; here nothing is looked up and nothing is dropped.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from pipeline.mail.automatic import is_automatic
from pipeline.mail.bounce_signs import is_bounce
from pipeline.mail.facts import Facts
from pipeline.mail.score import LONE, NO_WORDS, SIGNED, TITLED, UNEASY, OwnWords, Score, scorer
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


@dataclass(frozen=True)
class Letter:
    """The mail with what its words say, which is worked out for the rules that ask."""

    facts: Facts
    evidence: Evidence
    own: OwnWords
    #: its score, where that is known
    known: Score | None = None

    @cached_property
    def score(self) -> Score:
        """How much it complains; of an answer to a request nobody asks."""
        return self.known or score_of(self.facts, self.own)


Rule = Callable[[Letter], Verdict | None]

#: more of a letter is not looked through
_LONGEST = 20_000
#: a forwarded letter is meant although the forwarder did not write it
_FORWARDED = re.compile(
    r"^[ >*-]*(?:original message|pesan asli|forwarded message|pesan yang diteruskan|begin forwarded)",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARD = re.compile(r"\b(?:fw|fwd|trs|terusan|teruskan|diteruskan|penerusan)\b", re.IGNORECASE)
_REPLY = re.compile(r"\s*(?:re|bls|balas|balasan)\s*:", re.IGNORECASE)
#: the letter's own subject
_LABEL = re.compile(r"^[ .>]*(?:hal|perihal|subject)[ ]*[:.][ ]*([^\n]{3,160})", re.IGNORECASE | re.MULTILINE)

#: from how many points on a letter is a complaint, and TU is asked
CERTAIN, POSSIBLE = 3.25, 0.5
#: from how many points on a letter is plainly another one
PLAINLY = 3.0
#: how much of the points of another letter is taken from those of the complaint
AGAINST = 0.8


def score_of(facts: Facts, own: OwnWords = NO_WORDS) -> Score:
    """How much the mail complains; `own` are the office's words beside the program's."""
    return scorer(own).score(_subject(facts), _body(facts))


def classify(
    facts: Facts, evidence: Evidence, own: OwnWords = NO_WORDS, known: Score | None = None
) -> Verdict:
    """The verdict of the first rule that fits; `known` is what `score_of` gave, where it is at hand."""
    letter = Letter(facts, evidence, own, known)
    return next(verdict for rule in RULES if (verdict := rule(letter)) is not None)


def judge(
    facts: Facts,
    behind: Facts | None,
    evidence: Evidence,
    own: OwnWords = NO_WORDS,
    known: Score | None = None,
) -> Verdict:
    """The verdict on a mail that passes the letter `behind` on: the letter's, unless the mail says more.

    What a colleague writes above an ordinary letter ("mohon didaftarkan sebagai pengaduan") is for TU.
    """
    outer = classify(facts, evidence, own, known)
    if behind is None or outer.kind is Kind.WBS:
        return outer
    inner = classify(behind, evidence, own)
    if inner.kind is Kind.LAIN and outer.kind is Kind.PENGADUAN:
        return replace(outer, kind=Kind.RAGU, confidence=0.5)
    return outer if inner.kind is Kind.LAIN else inner


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
    score = letter.score
    if not score.integrity or _is_programme(score):
        return None
    told = f"Surat ini memuat kata “{score.integrity[0]}” (dugaan pelanggaran integritas)."
    return Verdict(Kind.WBS, False, told, 0.85)


def _is_programme(score: Score) -> bool:
    """Another office's letter about integrity, which accuses nobody."""
    related = score.other_name in ("undangan", "surat dinas")
    return related and score.other >= 3 * SIGNED and len(score.integrity) == 1


def _complaint(letter: Letter) -> Verdict | None:
    """Enough points, and not too many that speak for another letter (domain.md G.3)."""
    score = letter.score
    if _net(score) < CERTAIN:
        return None
    if _is_bulk(letter.facts):
        return Verdict(Kind.RAGU, score.appeal, f"{_told(score)[:-1]}, tetapi surel ini kiriman massal.", 0.5)
    if score.withdrawn:
        told = f"{_told(score)[:-1]}, tetapi seperti pencabutan pengaduan (“{score.withdrawn}”)."
        return Verdict(Kind.RAGU, score.appeal, told, 0.5)
    return Verdict(Kind.PENGADUAN, score.appeal, _told(score), min(0.95, 0.5 + _net(score) / 20))


def _other(letter: Letter) -> Verdict | None:
    score = letter.score
    if _is_bulk(letter.facts):
        return Verdict(Kind.LAIN, False, "Surel ini kiriman massal atau milis.", 0.9)
    if score.appeal or _net(score) >= POSSIBLE:
        return None
    if score.other >= _enough(score):
        return Verdict(Kind.LAIN, False, f"Surat ini seperti {score.other_name}.", 0.8)
    return None


def _enough(score: Score) -> float:
    """What went wrong is outweighed only by a letter that is plainly another one."""
    if score.complaint == UNEASY and score.titled:
        return TITLED
    return PLAINLY if score.complaint >= UNEASY else LONE


def _unsure(letter: Letter) -> Verdict | None:
    score = letter.score
    if score.found:
        return _unlike(score) if score.other else Verdict(Kind.RAGU, score.appeal, _told(score), 0.4)
    if score.readable:
        told = "Tidak ada kata yang menunjukkan pengaduan atau surat jenis lain."
        return Verdict(Kind.RAGU, False, told, 0.3)
    return Verdict(Kind.RAGU, False, "Surel ini tidak memuat teks yang cukup untuk dinilai.", 0.3)


def _net(score: Score) -> float:
    return score.complaint - AGAINST * score.other


def _unlike(score: Score) -> Verdict:
    return Verdict(
        Kind.RAGU, score.appeal, f"{_told(score)[:-1]}, tetapi juga seperti {score.other_name}.", 0.5
    )


def _told(score: Score) -> str:
    """What was found, in one sentence."""
    return "Surat ini memuat " + ", ".join(f"{name} (“{words}”)" for name, words in score.found.items()) + "."


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
    return f"{strip_prefixes(facts.subject)}\n\n{hal.group(1) if hal else ''}"


def _body(facts: Facts) -> str:
    texts = (_written(facts), *(each.text for each in facts.attachments if not each.inline))
    return "\n\n".join(texts)[:_LONGEST]


def _written(facts: Facts) -> str:
    """The sender's own words; of a forwarded letter all of them."""
    if _REPLY.match(facts.subject) and not _FORWARD.search(facts.subject):
        return facts.own or facts.text
    forwarded = _FORWARD.search(facts.subject) or _FORWARDED.search(facts.text)
    return facts.text if forwarded else facts.own or facts.text


def _is_bulk(facts: Facts) -> bool:
    listed = any(facts.header(name) for name in ("list-id", "list-unsubscribe", "list-post"))
    return listed or facts.header("precedence").strip().casefold() in {"bulk", "list", "junk"}
