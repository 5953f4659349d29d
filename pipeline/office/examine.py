"""Examine the signed letter that came back: its signature, its words, and whether to ask once more.

Apart from the lineage of drafts (`verify`) because what is accepted here leaves the office. The facts were
read in the cage; here they are only compared with what the register knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from pipeline.errors import Refusal
from pipeline.letters.comparison import compared
from pipeline.letters.given_number import renumbered
from pipeline.letters.same_letter import Approved, mismatch, unfaithful
from pipeline.letters.scanned import bears, pages_unread
from pipeline.letters.signature_facts import SignatureFacts
from pipeline.letters.signed import Verdict, Window, judge
from pipeline.letters.wording import date_words
from pipeline.mail.charset import readable
from pipeline.mail.facts import Attachment, Facts
from pipeline.office.accompany import check_approved, digests, of_version
from pipeline.office.desk import Desk
from pipeline.office.gather import number_row
from pipeline.office.pages import pages_of
from pipeline.office.verify import used
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Answer, Case
from pipeline.sop.papers import LetterKind
from pipeline.sop.steps import TU
from pipeline.store import archive, cases, owed
from pipeline.store.requests import Request
from pipeline.store.schema import AnyRow

#: the way to a scan that will be accepted, or to a letter that needs none
SCAN_AGAIN = (
    "Mohon pindai ulang surat itu dengan resolusi 300 dpi, lurus dan utuh, atau tanda tangani PDF "
    "bernomor secara elektronik, lalu lampirkan."
)

#: what is told of a letter before and after it leaves
_OUTGOING = ("Penerima:", "Berkas:", "Sidik berkas (SHA-256):")
_WITH_IT = "Lampiran:"


@dataclass(frozen=True, slots=True)
class Examined:
    """A signed letter that may go out."""

    #: the numbered letter that it is, as the register owes it
    letter: AnyRow
    pdf: Attachment
    signature: SignatureFacts
    verdict: Verdict
    #: what leaves the office with it, line by line: to whom, which file, its hash
    outgoing: str
    #: what its signer is shown and asked once more; '' where the signature alone is proof enough
    unproven: str


@dataclass(frozen=True, slots=True)
class _Original:
    """The letter that was sent out to be signed."""

    row: AnyRow
    pages: Sequence[str]
    approved: Approved


def check_signed(desk: Desk, connection: Connection, facts: Facts, answer: Answer, case: Case) -> Examined:
    """Accept the signed PDF of this case's numbered letter and nothing else (reliability.md T33, T34, L3)."""
    pdf, signature = _given(facts, answer)
    original = _original(desk, connection, pdf, case)
    verdict = judge(signature, desk.trust, Window(original.row.made_at, desk.clock()))
    if not verdict.accepted:
        raise Refusal(verdict.refusal)
    if signature.present:
        wrong = unfaithful(original.approved, archive.load(connection, pdf.sha256), pdf.text, signature)
        if wrong:
            raise Refusal(wrong)
        shown = [f"Penanda tangan menurut sertifikat: {signature.signer} (belum dapat dipastikan)"]
    else:
        verdict = replace(verdict, note=f"{verdict.note}; {_check_paper(original, pdf, case)}")
        shown = _shown(original, pdf, signature)
    sent = outgoing(desk, connection, pdf, verdict, case)
    unproven = "" if verdict.proves else "\n".join([sent, *shown])
    return Examined(original.row, pdf, signature, verdict, sent, unproven)


def let_out(
    connection: Connection, signed: Examined | None, case: Case, answer: Answer, request: Request
) -> tuple[dict[str, Any], str]:
    """Keep the signed PDF, or owe the seal; gives what the audit trail and the signer are told of it."""
    payload: dict[str, Any] = {"jawaban": answer.action.value}
    if answer.action is Action.SETUJU:
        return payload | {"lampiran": digests(of_version(connection, case))}, ""
    if answer.action is Action.KIRIM:
        check_approved(connection, case)
    if signed is not None:
        owed.keep_signed(
            connection, signed.letter.id, sha256=signed.pdf.sha256, signature=signed.signature.to_json()
        )
        noted = f"{signed.verdict.kind}: {signed.verdict.note}"
        told = "" if signed.unproven else signed.outgoing
        return payload | {"sha256": signed.pdf.sha256, "tanda_tangan": noted}, told
    row = owed.letter(connection, case.id, LetterKind.SURAT.value, case.version)
    if answer.action is not Action.KIRIM or row is None:
        return payload, ""
    if request.ask is Ask.PENGIRIMAN:
        shown = [line for line in request.words.splitlines() if line.startswith((*_OUTGOING, _WITH_IT))]
        return payload | {"sha256": row.signed_sha256}, "\n".join(shown)
    owed.owe_seal(connection, case.id, LetterKind.SURAT.value, case.version)
    return payload, ""


def outgoing(desk: Desk, connection: Connection, pdf: Attachment, verdict: Verdict, case: Case) -> str:
    """What leaves the office with the signature, line by line: to whom, which file, and its hash."""
    address = cases.registration(connection, case.id).address
    to = address if case.reachable else f"{desk.name(TU)}, untuk disampaikan dengan cara lain"
    told = (to, f"{pdf.name}, {pdf.pages} halaman, {verdict.kind}", pdf.sha256[:12])
    lines = [f"{label} {what}" for label, what in zip(_OUTGOING, told, strict=True)]
    lampiran = check_approved(connection, case)
    return "\n".join(
        (*lines, *(f"{_WITH_IT} {each['name']}, sidik {each['blob'][:12]}" for each in lampiran))
    )


def _given(facts: Facts, answer: Answer) -> tuple[Attachment, SignatureFacts]:
    given = used(facts, answer)
    pdf = next((item for item in given if item.signature is not None), None)
    if pdf is None or pdf.signature is None:
        notes = " ".join(item.note for item in given if item.note)
        raise Refusal(
            f"PDF surat yang sudah ditandatangani tidak terlampir atau tidak terbaca. {notes}".strip()
        )
    return pdf, pdf.signature


def _original(desk: Desk, connection: Connection, pdf: Attachment, case: Case) -> _Original:
    row = owed.letter(connection, case.id, LetterKind.SURAT.value, case.version)
    # Another application may have given the number of the case since then.
    ours = row.data["case"]["letter_number"] if row else ""
    number = number_row(connection, ours)
    if row is None or not row.pdf_sha256 or number is None:
        raise Refusal("Surat bernomor belum selesai dibuat; mohon tunggu surel berikutnya.")
    if pdf.sha256 == row.pdf_sha256:
        raise Refusal("PDF yang dilampirkan belum ditandatangani; isinya sama dengan yang kami kirim.")
    content = archive.load(connection, row.pdf_sha256)
    pages = renumbered(pages_of(desk, connection, row), ours, case.letter_number)
    dated = date_words(number.drawn_at.astimezone(desk.rules.calendar.zone).date())
    # The returned text came through `readable`, which drops pdfium's hyphens at the ends of lines.
    approved = Approved(content, readable("\n".join(pages)), case.letter_number, dated, case.number)
    return _Original(row, pages, approved)


def _check_paper(original: _Original, pdf: Attachment, case: Case) -> str:
    """Refuse what cannot be this letter, signed by hand; gives what was looked at."""
    _check_scan(original.pages, pdf, case)
    if pdf.scanned:
        return f"nomor dan {pdf.pages} halaman dicek dengan OCR"
    # Only a machine's reading of a picture may differ; words that were typed are compared.
    wrong = mismatch(original.approved, pdf.text)
    if wrong:
        raise Refusal(wrong)
    return f"nomor dan {pdf.pages} halaman dicek pada teksnya"


def _shown(original: _Original, pdf: Attachment, signature: SignatureFacts) -> list[str]:
    """What a person has to look at before paper goes out."""
    pages = ", ".join(map(str, signature.noted))
    noted = [f"Ada catatan atau gambar yang ditempelkan pada halaman {pages}."] if pages else []
    if not pdf.scanned:
        if signature.covered is None:
            noted.append("Tampilan halaman PDF ini belum diperiksa.")
        elif hidden := ", ".join(map(str, signature.covered)):
            noted.append(f"Pada halaman {hidden} ada tulisan yang tertutup atau tidak tampak.")
        return [*noted, "Teks PDF ini sama dengan surat yang disetujui."]
    return [*noted, *compared(original.approved.text, pdf.text)]


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
