"""Check the files that an answer rests on: the lineage of a draft, the signature of a letter.

The facts were read in the cage; here they are only compared with what the register knows.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from pipeline.errors import Refusal
from pipeline.letters.draft_facts import DraftFacts
from pipeline.letters.drafts import changed_lines
from pipeline.letters.given_number import apart_from
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.same_letter import bind
from pipeline.letters.scanned import bears, pages_unread
from pipeline.letters.signature_facts import SignatureFacts
from pipeline.letters.signed import Verdict, judge
from pipeline.letters.wording import date_words
from pipeline.mail.charset import readable
from pipeline.mail.facts import Attachment, Facts
from pipeline.office.desk import Desk
from pipeline.sop.case import Answer, Case
from pipeline.sop.papers import LetterKind
from pipeline.sop.steps import TU
from pipeline.store import archive, cases, numbers, owed
from pipeline.store.case_tables import answers
from pipeline.store.schema import AnyRow

#: a visible signature may add so many words to the text of a letter
STAMP_WORDS = 60
#: changed paragraphs that a refusal lists, and characters of each
MOST_SHOWN, SHOWN = 8, 160
#: the way to a scan that will be accepted, or to a letter that needs none
SCAN_AGAIN = (
    "Mohon pindai ulang surat itu dengan resolusi 300 dpi, lurus dan utuh, atau tanda tangani PDF "
    "bernomor secara elektronik, lalu lampirkan."
)


OTHER_WORDS = "Isi PDF yang dilampirkan berbeda dari surat bernomor yang disetujui."


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
    given = used(facts, answer)
    pdf = next((item for item in given if item.signature is not None), None)
    if pdf is None or pdf.signature is None:
        notes = " ".join(item.note for item in given if item.note)
        raise Refusal(
            f"PDF surat yang sudah ditandatangani tidak terlampir atau tidak terbaca. {notes}".strip()
        )
    verdict = judge(pdf.signature, desk.trust)
    if not verdict.accepted:
        raise Refusal(verdict.refusal)
    original = _original(desk, connection, pdf, case)
    if not pdf.signature.present:
        _check_scan(original, pdf, case)
        # Only a machine's reading of a picture may differ; words that were typed are compared.
        if not pdf.scanned and not _same_words(original, pdf.text):
            raise Refusal(OTHER_WORDS)
        read = "dengan OCR" if pdf.scanned else "pada teksnya"
        noted = f"{verdict.note}; nomor dan {pdf.pages} halaman dicek {read}"
        return pdf, pdf.signature, replace(verdict, note=noted)
    wrong = bind(pdf.text, number=case.letter_number, case_number=case.number)
    if wrong:
        raise Refusal(wrong)
    if not _same_words(original, pdf.text):
        raise Refusal(OTHER_WORDS)
    return pdf, pdf.signature, verdict


def outgoing(desk: Desk, connection: Connection, pdf: Attachment, verdict: Verdict, case: Case) -> str:
    """What leaves the office with the signature, line by line: to whom, which file, and its hash."""
    address = cases.registration(connection, case.id).address
    to = address if case.reachable else f"{desk.name(TU)}, untuk disampaikan dengan cara lain"
    return (
        f"Penerima: {to}\n"
        f"Berkas: {pdf.name}, {pdf.pages} halaman, {verdict.kind}\n"
        f"Sidik berkas (SHA-256): {pdf.sha256[:12]}"
    )


def _original(desk: Desk, connection: Connection, pdf: Attachment, case: Case) -> list[str]:
    """The text of each page of the letter that was sent out to be signed."""
    row = owed.letter(connection, case.id, LetterKind.SURAT.value, case.version)
    if row is None or not row.pdf_sha256:
        raise Refusal("Surat bernomor belum selesai dibuat; mohon tunggu surel berikutnya.")
    if pdf.sha256 == row.pdf_sha256:
        raise Refusal("PDF yang dilampirkan belum ditandatangani; isinya sama dengan yang kami kirim.")
    pages = page_texts(archive.load(connection, row.pdf_sha256))
    ours = row.data["case"]["letter_number"]
    booked = numbers.find(connection, ours)
    if ours == case.letter_number or booked is None:
        return pages
    # Another application gave the number, and with it may have given the date of its own.
    day = booked.drawn_at.astimezone(desk.rules.calendar.zone).date()
    return apart_from(pages, ours, date_words(day))


def _check_scan(original: Sequence[str], pdf: Attachment, case: Case) -> None:
    """Refuse a scan that cannot be told to be this letter: its number, its pages, the words of each.

    Exactly as many pages: nobody approved a further one, and it may be what lay in the scanner before.
    """
    if pdf.pages != len(original):
        raise Refusal(
            f"Pindaian yang dilampirkan terdiri atas {pdf.pages} halaman, sedangkan surat nomor "
            f"{case.letter_number} terdiri atas {len(original)} halaman. Mohon pindai semua halaman surat "
            "itu, tanpa halaman lain, lalu lampirkan kembali sebagai satu PDF."
        )
    why = f" ({pdf.note.rstrip('.')})" if pdf.note else ""
    if not bears(pdf.text, case.letter_number):
        raise Refusal(
            f"Nomor surat {case.letter_number} tidak terbaca pada hasil pindaian{why}. {SCAN_AGAIN}"
        )
    unread = [str(place + 1) for place in pages_unread(original, pdf.text)]
    if unread:
        raise Refusal(
            f"Halaman {' dan '.join(unread)} pada hasil pindaian tidak terbaca sebagai halaman surat nomor "
            f"{case.letter_number}{why}; mungkin kosong, terpotong, atau halaman surat lain. {SCAN_AGAIN}"
        )


def _same_words(original: Sequence[str], text: str) -> bool:
    """Whether the signed text is the approved one and at most a signature's own words more."""
    # The returned text came through `readable`, which drops pdfium's hyphens at the ends of lines.
    approved, returned = Counter(readable("\n".join(original)).split()), Counter(text.split())
    return not approved - returned and (returned - approved).total() <= STAMP_WORDS
