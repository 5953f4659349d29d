"""What cannot be handled is held with its reason, told to TU once, and settled by TU's reply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from pipeline.errors import Refusal
from pipeline.letters.corrections import changes, shaped
from pipeline.letters.fields import plain
from pipeline.letters.numbers import parse_case_number
from pipeline.mail.facts import Facts
from pipeline.mail.forwarding import letter_behind
from pipeline.mail.kind import Evidence, classify
from pipeline.mail.letter import read_letter
from pipeline.office.correct import told
from pipeline.office.desk import Desk
from pipeline.office.enclose import originals
from pipeline.office.follow import join
from pipeline.office.object_once import carried_over, name_other_ways, was_objected
from pipeline.office.register import Letter, reachable_at, register
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Answer, Case
from pipeline.sop.steps import TU
from pipeline.store import audit, cases, inbox, owed, requests
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow


def hold(desk: Desk, connection: Connection, row: AnyRow, reason: str, *, ask: Ask = Ask.REGISTRASI) -> None:
    """Hold a mail and ask TU, once, what it is."""
    at = desk.clock()
    inbox.settle(connection, row.id, state=inbox.HELD, held_reason=reason)
    audit.append(
        connection,
        at=at,
        actor="pipeline",
        event="ditahan",
        case_id=row.case_id,
        payload={"surel": row.id, "alasan": reason},
    )
    if requests.open_of_mail(connection, row.id):
        return
    # A held mail waits until a person has dealt with it, so its request does not expire.
    request_id = requests.open_request(
        connection, ask=ask, post=TU, at=at, words=reason, inbox_id=row.id, case_id=row.case_id
    )
    mail = Owed(
        template=f"minta_{ask.value}",
        post=TU,
        words=reason,
        attachments=tuple(originals(connection, row.id)),
        inbox_id=row.id,
        case_id=row.case_id,
        request_id=request_id,
    )
    owed.owe_mail(connection, mail, at=at)


@dataclass(frozen=True, slots=True)
class Held:
    """A held mail and what TU (or the operator) said of it."""

    desk: Desk
    connection: Connection
    row: AnyRow
    facts: Facts
    answer: Answer
    by: str
    at: datetime
    answer_id: int | None


def settle(
    desk: Desk,
    connection: Connection,
    inbox_id: int,
    answer: Answer,
    by: str,
    at: datetime,
    *,
    answer_id: int | None = None,
) -> str:
    """Do with a held mail what a person said, and give what was understood, in Indonesian.

    `answer_id` is the answer on record, where it can be taken back. Raises `Refusal` where the
    answer cannot be carried out.
    """
    row = inbox.get(connection, inbox_id)
    if row.state != inbox.HELD:
        raise Refusal("Surel ini sudah ditangani dengan jawaban lain.")
    facts = inbox.load_facts(connection, inbox_id)
    held = Held(desk, connection, row, facts, answer, by, at, answer_id)
    understood = SETTLED[answer.action](held)
    if answer.action is not Action.PERBAIKI:
        found = [request.id for request in requests.open_of_mail(connection, inbox_id)]
        requests.close(connection, found, why=answer.action.value, at=at)
    payload = {"surel": inbox_id, "dipahami": understood, "dinilai": row.kind, "alasan": row.reason}
    audit.append(connection, at=at, actor=by, event=f"ditahan_{answer.action.value}", payload=payload)
    return understood


def _register(held: Held) -> str:
    return _new_case(held, surat_terkait=None)


def _new_case(held: Held, surat_terkait: int | None, known: Mapping[str, str] | None = None) -> str:
    corrections = {**(known or {}), **(held.row.corrections or {}), **_checked(held)}
    facts = _letter_of(held)
    letter = Letter(
        row=held.row,
        facts=facts,
        corrections=corrections,
        address=reachable_at(held.desk, corrections.get("email") or facts.sender),
        surat_terkait=surat_terkait,
        banding=classify(facts, Evidence(), held.desk.own_words).banding,
        by=held.by,
    )
    case = register(held.desk, held.connection, letter)
    receipt = " dan tanda terima kepada pelanggan" if case.receipted else ""
    approver = held.desk.name(case.approver)
    return (
        f"Surat didaftarkan sebagai perkara {case.number}. Permintaan disposisi kepada {approver}{receipt} "
        "langsung dikirim, sehingga jawaban ini tidak dapat dibatalkan. Bila ternyata keliru, mohon "
        f"{approver} diberi tahu agar membalas permintaan disposisi itu dengan BUKAN PENGADUAN."
    )


def _letter_of(held: Held) -> Facts:
    """What is registered: the letter that the office passed on to itself, or the mail as it came."""
    return letter_behind(held.facts, held.desk.addresses) or held.facts


def _checked(held: Held) -> Mapping[str, str]:
    """The corrected fields; an address that is meant as one must be one."""
    email = held.answer.fields.get("email", "")
    if "@" in email and not reachable_at(held.desk, email):
        raise Refusal(
            f"Alamat surel “{email}” tidak dapat dipakai untuk pelanggan.",
            example="PERBAIKI\nEmail: pelanggan@perusahaan.example",
        )
    return shaped(held.answer.fields)


def _correct(held: Held) -> str:
    """Keep the corrections until the mail is registered; the audit trail has the old values."""
    known = {**plain(read_letter(_letter_of(held))), **(held.row.corrections or {})}
    fields = _checked(held)
    changed = changes(known, fields)
    inbox.settle(held.connection, held.row.id, corrections={**(held.row.corrections or {}), **fields})
    audit.append(
        held.connection,
        at=held.at,
        actor=held.by,
        event="isian_diperbaiki",
        payload={"surel": held.row.id, "isian": changed},
    )
    listed = told(changed) or "tidak ada yang berubah"
    return (
        f"Isian diperbaiki: {listed}. Balas PENGADUAN bila surat boleh didaftarkan, atau PERBAIKI lagi "
        "bila masih ada yang keliru."
    )


def _merge(held: Held) -> str:
    case = merged_into(held.connection, held.row.case_id, held.answer)
    readers = join(held.desk, held.connection, held.row, held.facts, case, answer_id=held.answer_id)
    names = ", ".join(held.desk.name(post) for post in readers)
    return f"Surel digabungkan ke perkara {case.number} dan diteruskan kepada {names}."


def merged_into(connection: Connection, case_id: int | None, answer: Answer) -> Case:
    """The case that `gabung` names, locked; without a number the one that the mail names (`case_id`)."""
    number = parse_case_number(answer.case) if answer.case else None
    found = cases.find(connection, number=number) if number else case_id
    if found is None:
        raise Refusal(f"Perkara {answer.case} tidak ditemukan.", example="GABUNG PGD-2026-0001")
    return cases.load(connection, found, lock=True)


def _leave(held: Held) -> str:
    inbox.settle(held.connection, held.row.id, state=inbox.DONE)
    return "Surel dibiarkan di kotak surat sebagai surat biasa dan tidak didaftarkan."


def _file(held: Held) -> str:
    inbox.settle(held.connection, held.row.id, state=inbox.DONE, mark_due=True)
    return "Surel disimpan pada berkas perkara tanpa tindak lanjut."


def _object(held: Held) -> str:
    related = held.row.case_id
    if related is None:
        return _new_case(held, surat_terkait=None)
    case = cases.load(held.connection, related, lock=True)
    if was_objected(held.connection, related):
        told = name_other_ways(held.desk, held.connection, case, held.at, held.by)
        return (
            f"Atas perkara {case.number} sudah pernah didaftarkan satu keberatan, sehingga keberatan ini "
            f"tidak didaftarkan lagi. {told} {_file(held)}"
        )
    known = carried_over(held.connection, related, plain(read_letter(_letter_of(held))))
    return _new_case(held, surat_terkait=related, known=known)


#: answers after which nothing has left the office, so that BATAL can hold the mail again; a letter that
#: was registered has its numbers, its receipt and its first request
REVOCABLE = frozenset({Action.BUKAN, Action.ABAIKAN, Action.GABUNG, Action.ARSIP})
#: what is done with a held mail, per answer
SETTLED: Mapping[Action, Callable[[Held], str]] = {
    Action.PENGADUAN: _register,
    Action.BARU: _register,
    Action.BUKAN: _leave,
    Action.ABAIKAN: _leave,
    Action.PERBAIKI: _correct,
    Action.GABUNG: _merge,
    Action.ARSIP: _file,
    Action.KEBERATAN: _object,
}
