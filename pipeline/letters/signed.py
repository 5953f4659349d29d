"""What may pass as the signed letter: the facts of a signature, and the rules that accept or refuse it.

The rules stand apart from the reading of the signature (`validation`), so that what an office
accepts can be read, and tested, without a certificate in sight.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import pypdfium2

#: what ends most refusals: the way to a letter that will be accepted
_AGAIN = "Mohon tanda tangani surat bernomor yang kami kirimkan, lalu lampirkan tanpa diubah lagi."

#: hyphens as fonts, Word and pdfium spell them; U+0002 and U+FFFE are pdfium's hyphen at the end of a line
_HYPHENS = {ord(each): "-" for each in "\u00ad\u2010\u2011\u2012\u2013\u2212\x02\ufffe"}


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """What the signatures of one PDF say; with several, the last one's signer and the worst of each fact."""

    #: whether the PDF carries a signature at all
    present: bool
    #: every signature is cryptographically sound
    intact: bool = False
    #: the last signature covers all bytes but archive data (DSS, document timestamps) added after it
    covers_whole_file: bool = False
    #: something other than archive data or a further signature was added after a signature
    modified_after: bool = False
    #: every signer's certificate leads to a configured root
    trusted: bool = False
    #: common name of the signer's certificate
    signer: str = ""
    #: serial number of the signer's certificate, hexadecimal
    serial: str = ""
    #: the time that the signer claims, aware; no timestamp authority stands behind it
    signed_at: datetime | None = None
    #: why the file or its signature could not be examined, in Indonesian; '' where it could
    problem: str = ""

    def to_json(self) -> dict[str, Any]:
        """The facts as JSON values."""
        return asdict(self) | {"signed_at": self.signed_at.isoformat() if self.signed_at else None}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "SignatureFacts":
        """The facts that `to_json` wrote."""
        at = values["signed_at"]
        return cls(**{**values, "signed_at": datetime.fromisoformat(at) if at else None})


@dataclass(frozen=True, slots=True)
class Trust:
    """Which signatures the office accepts."""

    #: root certificates are configured, so an unknown root is refused
    roots_configured: bool = False
    #: serial numbers (hexadecimal) of the certificates that may sign; empty: any
    serials: frozenset[str] = frozenset()


class Kind(StrEnum):
    """How the letter was signed, as the register records it."""

    ELECTRONIC = "tanda tangan elektronik"
    SCAN = "pindaian"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a returned PDF may go out as the signed letter."""

    #: None where it is refused
    kind: Kind | None
    #: what the register records beside the kind, in Indonesian
    note: str = ""
    #: why it is refused and what to do, for its sender, in Indonesian
    refusal: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the letter may go out."""
        return self.kind is not None


def judge(facts: SignatureFacts, trust: Trust) -> Verdict:
    """Accept a sound signature of the right person, or a scan; refuse the rest with one reason.

    Source of the rules: reliability.md T33. Revocation is not looked up, and the note says so.
    """
    refusal = _refusal(facts, trust)
    if refusal:
        return Verdict(None, refusal=refusal)
    if not facts.present:
        return Verdict(Kind.SCAN, note="tanpa tanda tangan elektronik")
    root = "dicek ke akar" if trust.roots_configured else "tidak dicek ke akar"
    return Verdict(Kind.ELECTRONIC, note=f"{facts.signer}; {root}; pencabutan sertifikat tidak dicek")


def _refusal(facts: SignatureFacts, trust: Trust) -> str:
    if facts.problem:
        return f"{facts.problem} {_AGAIN}"
    if not facts.present:
        return ""
    if not facts.intact:
        return f"Tanda tangan elektronik PDF ini tidak sah: isinya berbeda dari yang ditandatangani. {_AGAIN}"
    if facts.modified_after:
        return f"PDF ini diubah setelah ditandatangani. {_AGAIN}"
    if not facts.covers_whole_file:
        return f"Tanda tangan elektronik tidak meliputi seluruh isi PDF ini. {_AGAIN}"
    if trust.roots_configured and not facts.trusted:
        return (
            f"Sertifikat penanda tangan ({facts.signer}) tidak berinduk pada penyelenggara sertifikasi"
            " yang diakui kantor ini. Mohon tanda tangani dengan sertifikat kedinasan."
        )
    if trust.serials and facts.serial not in trust.serials:
        return (
            f"PDF ini ditandatangani dengan sertifikat {facts.signer}, bukan sertifikat pejabat"
            " yang terdaftar sebagai penanda tangan surat ini."
        )
    return ""


def bind(text: str, *, number: str, case_number: str, scanned: bool = False) -> str | None:
    """The refusal where the PDF with this text is another letter than the one numbered `number`; else None.

    A text without letters cannot be checked (`note_on_text`). In a scan, whose text is a
    machine's reading and often misreads Roman numerals, the case number serves as well.
    """
    if not text.strip() or contains(text, number) or (scanned and contains(text, case_number)):
        return None
    if contains(text, case_number):
        return f"PDF ini tidak memuat nomor surat {number}; agaknya ini konsep yang belum bernomor. {_AGAIN}"
    return f"PDF ini tidak memuat nomor surat {number}; agaknya ini surat lain. {_AGAIN}"


def note_on_text(text: str) -> str:
    """What the register records of a PDF whose text could not be checked; '' where it could."""
    return "" if text.strip() else "pindaian tanpa teks: nomor surat tidak dapat dicek"


def contains(text: str, phrase: str) -> bool:
    """Whether `phrase` stands in `text` by itself, however lines were broken or hyphens drawn.

    `1/HM/2026` does not stand in `11/HM/2026`, nor in `B/1/HM/2026`.
    """
    letters = (re.escape(each) for each in "".join(_plain(phrase).split()))
    return re.search(rf"(?<![\w/-]){' ?'.join(letters)}(?![\w/-])", _plain(text)) is not None


def _plain(text: str) -> str:
    """The text in one case, one kind of hyphen, and single spaces."""
    # Before NFKC, which would keep some hyphens and take others apart.
    unified = unicodedata.normalize("NFKC", text.translate(_HYPHENS)).translate(_HYPHENS)
    return " ".join(unified.casefold().split())


def grown_from(original: bytes, signed: bytes) -> bool:
    """Whether `signed` is `original` with something added, and shows the same text on each page.

    That the bytes begin with the original proves little by itself: an incremental update can
    replace every page. So the text is compared even then, and it alone where the signing
    program wrote the file anew. False where either cannot be read.
    """
    try:
        before, after = page_texts(original), page_texts(signed)
    except pypdfium2.PdfiumError:
        return False
    return len(before) == len(after) and all(
        _plain(one) == _plain(other) for one, other in zip(before, after, strict=True)
    )


def page_texts(pdf: bytes) -> list[str]:
    """The text layer of each page; '' for a page that has none. Raises PdfiumError where it is no PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_page_text(page) for page in document]


def _page_text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded())
    finally:
        text.close()
        page.close()
