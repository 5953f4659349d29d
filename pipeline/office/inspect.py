"""Inspect a mail: what would be done with it, and why. Changes nothing and never opens the register.

Without the register a token proves nothing and no case is known. So a mail from an
office address that is a reply or has a tag counts as an answer here, one with a tag
from outside as a customer's further mail, and the sender is not checked.
"""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.letters.fields import Field, Sureness
from pipeline.mail import thread
from pipeline.mail.answer import Question, Unit, read_answer
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.forwarding import letter_behind, passed_on
from pipeline.mail.forwarding import told as told_of
from pipeline.mail.kind import Evidence, Kind, Verdict, judge
from pipeline.mail.letter import read_letter
from pipeline.mail.score import NO_WORDS, OwnWords
from pipeline.office.desk import Desk
from pipeline.sop.asks import ASKS, Action, Ask
from pipeline.sop.case import Answer
from pipeline.sop.steps import Step

log = logging.getLogger(__name__)

_REPLY = re.compile(r"\s*(?:re|bls|balas|balasan|jwb|jawab|aw|sv|antw)\s*[:：[(^]", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(?:fw|fwd|trs|tr|terusan|teruskan|diteruskan|wg)\s*:", re.IGNORECASE)
#: the fields of the contract, in its order; of those in `_LISTS` a letter gives several
_FIELDS = (
    *("nama", "perusahaan", "jabatan", "alamat", "telepon", "email", "nomor_surat", "tanggal_surat"),
    *("hal", "layanan", "rujukan", "tanggal", "uraian", "kerugian", "permintaan"),
)
_LISTS = ("rujukan", "tanggal")

#: the requests whose answers are looked for at a step (design 3); those beside the line are left out
_ASKED: Mapping[Step, tuple[Ask, ...]] = {
    Step.REGISTRASI: (Ask.REGISTRASI,),
    Step.DISPOSISI: (Ask.DISPOSISI,),
    Step.TINDAK_LANJUT: (Ask.KONSEP, Ask.PARAF, Ask.IZIN),
    Step.TANDA_TANGAN: (Ask.PERSETUJUAN, Ask.TANDA_TANGAN),
    Step.PENYAMPAIAN: (Ask.PENYAMPAIAN,),
    Step.EVALUASI: (Ask.NOTULEN, Ask.PENERIMAAN),
}

#: what stands beside the action, per answer (design 9)
BESIDE: Mapping[Action, tuple[str, ...]] = {
    Action.DISPOSISI: ("pokja", "instruksi"),
    Action.ALIHKAN: ("pokja", "instruksi"),
    Action.KOORDINASI: ("pokja", "text"),
    Action.TANYA: ("text",),
    Action.PERPANJANG: ("days", "reason"),
    Action.TOLAK: ("reason",),
    Action.BUKA_KEMBALI: ("reason",),
    Action.BUKAN: ("reason",),
    Action.BUKAN_PENGADUAN: ("reason",),
    Action.TERUSKAN: ("text", "reason"),
    Action.REVISI: ("note",),
    Action.TERKIRIM: ("note",),
    Action.GABUNG: ("case",),
    Action.NOTULEN: ("efektif",),
}
_KONSEP = ("penyebab", "koreksi", "korektif", "pencegahan", "jawaban")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What must be known of the office to inspect a mail."""

    #: the official mailbox, lower case
    address: str
    #: enrolled addresses of the posts, lower case
    staff: frozenset[str]
    #: the Pokja in the order of the option numbers
    units: tuple[Unit, ...]
    #: the office's own words by which a complaint is told
    own_words: OwnWords = NO_WORDS


def house_of(desk: Desk) -> House:
    """The same, of a desk; its register stays closed."""
    return House(
        address=desk.address,
        staff=frozenset(post.address for post in desk.posts.values()),
        units=desk.units,
        own_words=desk.own_words,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What would be done with one mail."""

    facts: Facts
    verdict: Verdict
    form: Mapping[str, Field | tuple[Field, ...]]
    #: the step that the mail was read for
    step: Step | None = None
    answer: Answer | None = None
    question: Question | None = None


def inspect(house: House, facts: Facts, step: Step | None = None) -> Inspection:
    """Judge one read mail; with `step`, also as an answer to a request of that step. Never raises."""
    try:
        return _judged(house, facts, step)
    except Exception as error:
        # As `handle` does: a fault of ours costs this mail, which would be held, and none of the others.
        log.exception("mail could not be inspected")
        verdict = Verdict(Kind.RAGU, False, f"Surel ini tidak dapat diproses ({type(error).__name__}).", 0.0)
        return Inspection(facts=facts, verdict=verdict, form={}, step=step)


def _judged(house: House, facts: Facts, step: Step | None) -> Inspection:
    office = house.staff | {house.address}
    letter, passed = letter_behind(facts, office) or facts, passed_on(facts, office)
    verdict = judge(facts, letter if passed else None, _evidence(house, facts), house.own_words)
    if passed and verdict.kind in (Kind.PENGADUAN, Kind.RAGU):
        verdict = replace(verdict, reason=f"{verdict.reason} {told_of(passed)}")
    found = read_answer(facts, answers_at(step), house.units) if step else None
    return Inspection(
        facts=facts,
        verdict=verdict,
        form=read_letter(letter),
        step=step,
        answer=found if isinstance(found, Answer) else None,
        question=found if isinstance(found, Question) else None,
    )


def _evidence(house: House, facts: Facts) -> Evidence:
    office = facts.sender in house.staff or facts.sender == house.address
    about_ours = any(each.startswith("<tanggap.") for each in facts.references)
    return Evidence(
        ours=facts.sender == house.address and facts.message_id.startswith("<tanggap."),
        token=office and bool(thread.codes(facts, house.address)),
        tag=bool(thread.tags(facts.subject)),
        thread=about_ours or (office and _is_reply(facts)),
        office=office,
    )


def _is_reply(facts: Facts) -> bool:
    if _FORWARD.match(facts.subject):
        return False
    return bool(facts.references) or _REPLY.match(facts.subject) is not None


def answers_at(step: Step) -> tuple[Action, ...]:
    """Every answer that the actors of a step may give."""
    return tuple(dict.fromkeys(action for ask in _ASKED[step] for action in ASKS[ask].actions))


def told(seen: Inspection) -> dict[str, Any]:
    """The object that `inspect --json` prints for one mail: the contract of design 9, key for key."""
    facts, verdict = seen.facts, seen.verdict
    contract: dict[str, Any] = {
        "kind": verdict.kind.value,
        "banding": verdict.banding,
        "reason": verdict.reason,
        "confidence": verdict.confidence,
        "text": facts.own,
        "cut": facts.cut,
        "fields": {name: _found(seen.form.get(name), listed=name in _LISTS) for name in _FIELDS},
        "attachments": [
            {"name": item.name, "type": item.media_type, "bytes": item.size} for item in facts.attachments
        ],
    }
    if seen.step is not None:
        contract["answer"] = answer_json(seen.answer, facts.attachments) if seen.answer else None
        contract["question"] = seen.question.text if seen.question else None
    return contract


def _found(found: Field | tuple[Field, ...] | None, *, listed: bool) -> object:
    if isinstance(found, tuple):
        return [_one(each) for each in found]
    if listed:
        return [_one(found)] if found else []
    return _one(found or Field("", "", Sureness.DUGAAN))


def _one(found: Field) -> dict[str, object]:
    return {"value": found.value, "where": found.where, "sure": found.sure}


def answer_json(answer: Answer, files: Sequence[Attachment]) -> dict[str, Any]:
    """An answer with what belongs to its action, and the names of the files it rests on."""
    told: dict[str, Any] = {"action": answer.action.value}
    told |= {name: getattr(answer, name) for name in BESIDE.get(answer.action, ())}
    if answer.action is Action.KONSEP:
        told |= {name: answer.fields.get(name, "") for name in _KONSEP}
    elif answer.fields:
        told |= {"fields": dict(answer.fields)}
    return {**told, "files": list(_names(answer.files, files))}


def _names(digests: Iterable[str], files: Sequence[Attachment]) -> Iterable[str]:
    names = {item.sha256: item.name for item in files}
    return (names.get(digest, digest) for digest in digests)
