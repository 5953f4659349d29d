"""Check the draft that an answer rests on: whose it is, and whether others have overtaken it.

The facts were read in the cage; here they are only compared with what the register knows.
"""

from sqlalchemy import Connection, select

from pipeline.errors import Refusal
from pipeline.letters.draft_facts import DraftFacts
from pipeline.letters.drafts import changed_lines
from pipeline.mail.facts import Attachment, Facts
from pipeline.office.desk import Desk
from pipeline.sop.case import Answer, Case
from pipeline.sop.papers import LetterKind
from pipeline.store import owed
from pipeline.store.case_tables import answers
from pipeline.store.schema import AnyRow

#: changed paragraphs that a refusal lists, and characters of each
MOST_SHOWN, SHOWN = 8, 160


def used(facts: Facts, answer: Answer) -> list[Attachment]:
    """The attachments that the answer names."""
    return [item for item in facts.attachments if item.sha256 in answer.files]


def check_draft(
    desk: Desk, connection: Connection, facts: Facts, answer: Answer, case: Case, by: str
) -> None:
    """Refuse a .docx that is not this case's draft, or that others have overtaken (design 3c)."""
    draft = next((item.draft for item in used(facts, answer) if item.draft), None)
    if draft is None:
        raise Refusal("Berkas yang dilampirkan bukan konsep .docx yang dapat dibaca.")
    if draft.problem:
        raise Refusal(draft.problem)
    if draft.case != case.number:
        whose = f"konsep perkara {draft.case}" if draft.case else "tidak dikenal sebagai konsep perkara ini"
        raise Refusal(f"Berkas .docx yang dilampirkan {whose}, sedangkan surel ini tentang {case.number}.")
    if draft.missing:
        raise Refusal(
            "Pada berkas .docx tidak ditemukan lagi bagian " + ", ".join(draft.missing) + ". "
            "Mohon menyunting kembali konsep terakhir tanpa menghapus bagian itu."
        )
    if draft.tracked or draft.commented:
        raise Refusal(
            "Pada berkas .docx masih ada perubahan yang dilacak atau komentar. Mohon diterima atau dihapus "
            "lebih dahulu, lalu berkasnya dilampirkan kembali."
        )
    _check_newest(desk, connection, draft, case, by)


def _check_newest(desk: Desk, connection: Connection, draft: DraftFacts, case: Case, by: str) -> None:
    drafts = [row for row in owed.letters_of(connection, case.id) if row.kind == LetterKind.KONSEP.value]
    undone = _taken_back(connection, case)
    later = [row for row in drafts if row.version > draft.version and row.source_sha256 not in undone]
    others = [row for row in later if row.author != by]
    if others:
        newest = others[-1]
        base = next((row for row in drafts if row.version == draft.version), None)
        raise Refusal(
            f"Berkas ini berdasarkan konsep versi {draft.version}, padahal {desk.name(newest.author)} sudah "
            f"membuat versi {newest.version}. Mohon menyunting versi {case.version} yang terakhir dikirim."
            + _changes(base, newest)
        )


def _taken_back(connection: Connection, case: Case) -> set[str]:
    """The files of answers that BATAL has undone; a draft among them overtakes nothing."""
    undone = (answers.c.case_id == case.id) & answers.c.revoked_at.is_not(None)
    found = connection.scalars(select(answers.c.data).where(undone))
    return {file for data in found for file in data["files"]}


def _changes(base: AnyRow | None, newest: AnyRow) -> str:
    """What others changed since the draft that the returned one is based on, in a few lines."""
    old, new = ((row.data.get("text", "") if row else "").splitlines() for row in (base, newest))
    lines = changed_lines(old, new) if old else []
    told = [line[:SHOWN] for line in lines[:MOST_SHOWN]]
    return "\nPerubahan sejak itu:\n" + "\n".join(told) if told else ""
