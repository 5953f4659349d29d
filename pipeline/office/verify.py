"""Check the files that an answer rests on: the lineage of a draft, the signature of a letter.

The facts were read in the cage; here they are only compared with what the register knows.
"""

from collections import Counter

from sqlalchemy import Connection, select

from pipeline.errors import Refusal
from pipeline.letters.draft_facts import DraftFacts
from pipeline.letters.drafts import changed_lines
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.same_letter import bind
from pipeline.letters.signature_facts import SignatureFacts
from pipeline.letters.signed import Verdict, judge
from pipeline.mail.charset import readable
from pipeline.mail.facts import Attachment, Facts
from pipeline.office.desk import Desk
from pipeline.sop.case import Answer, Case
from pipeline.sop.papers import LetterKind
from pipeline.store import archive, owed
from pipeline.store.case_tables import answers
from pipeline.store.schema import AnyRow

#: a visible signature may add so many words to the text of a letter
STAMP_WORDS = 60
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


def check_signed(
    desk: Desk, connection: Connection, facts: Facts, answer: Answer, case: Case
) -> tuple[Attachment, SignatureFacts, Verdict]:
    """Accept the signed PDF of this case's numbered letter, and nothing else (reliability T33)."""
    pdf = next((item for item in used(facts, answer) if item.signature is not None), None)
    if pdf is None or pdf.signature is None:
        raise Refusal("PDF surat yang sudah ditandatangani belum terlampir.")
    verdict = judge(pdf.signature, desk.trust)
    if not verdict.accepted:
        raise Refusal(verdict.refusal)
    _check_same_letter(connection, pdf, case)
    return pdf, pdf.signature, verdict


def _check_same_letter(connection: Connection, pdf: Attachment, case: Case) -> None:
    row = owed.letter(connection, case.id, LetterKind.SURAT.value, case.version)
    if row is None or not row.pdf_sha256:
        raise Refusal("Surat bernomor belum selesai dibuat; mohon tunggu surel berikutnya.")
    if pdf.sha256 == row.pdf_sha256:
        raise Refusal("PDF yang dilampirkan belum ditandatangani; isinya sama dengan yang kami kirim.")
    signed = pdf.signature is not None and pdf.signature.present
    wrong = bind(pdf.text, number=case.letter_number, case_number=case.number, scanned=not signed)
    if wrong:
        raise Refusal(wrong)
    # A scan is read with errors, so only an electronic document is compared word by word.
    if signed and not _same_words(archive.load(connection, row.pdf_sha256), pdf.text):
        raise Refusal("Isi PDF yang dilampirkan berbeda dari surat bernomor yang disetujui.")


def _same_words(original: bytes, text: str) -> bool:
    """Whether the signed text is the approved one and at most a signature's own words more."""
    # The returned text came through `readable`, which drops pdfium's hyphens at the ends of lines.
    approved, returned = Counter(readable("\n".join(page_texts(original))).split()), Counter(text.split())
    return not approved - returned and (returned - approved).total() <= STAMP_WORDS
