"""Reading the signatures of a PDF with pyHanko: bytes in, `SignatureFacts` out, nothing fetched.

It stands apart from the rules in `signed` because it reads what strangers made, so it runs in
the cage, and because pyHanko takes half a second to import: the parent of the cage imports
this module once.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pyhanko.keys.pemder import load_certs_from_pemder_data
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pypdfium2 import PdfiumError

from pipeline.letters.coverage import covers, is_gapless, is_modified
from pipeline.letters.pdf_content import active_content, lenient_reader, noted_pages
from pipeline.letters.pdf_cover import covered_pages
from pipeline.letters.pdf_growth import untouched
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.signature_facts import SignatureFacts

#: what a signed PDF has in clear text; each alone makes it one, so that a damaged one is no scan
_MARKS = (b"/ByteRange", b"ETSI.CAdES.", b"ETSI.RFC3161", b"adbe.pkcs7.", b"adbe.x509.")

#: certificates for signing have one or both; authorities differ
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


def validate(pdf: bytes, roots: Sequence[bytes], at: datetime, *, drawn: bool = True) -> SignatureFacts:
    """What the signatures of the PDF say, certificates being judged as of `at`; raises nothing.

    `roots` are certificates, PEM or DER. Revocation is not looked up. `drawn` has the pages drawn to find
    covered words, some 0.2 s each. Whatever goes wrong with hostile bytes becomes the facts' `problem`.
    """
    try:
        facts = _facts(pdf, roots, at)
        return replace(facts, covered=covered_pages(pdf)) if drawn and not facts.problem else facts
    except Exception as error:  # noqa: BLE001 -- hostile bytes raise anything; all of it means "not accepted"
        words = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return SignatureFacts(
            True, problem=f"Tanda tangan elektronik pada PDF ini tidak dapat diperiksa ({words})."
        )


def _facts(pdf: bytes, roots: Sequence[bytes], at: datetime) -> SignatureFacts:
    if not any(mark in pdf for mark in _MARKS):
        return _unsigned(pdf)
    reader = _reader(pdf)
    context = _context(roots, at)
    signatures = [
        (each, validate_pdf_signature(each, context, key_usage_settings=_USAGE))
        for each in reader.embedded_regular_signatures
    ]
    if not signatures:
        return SignatureFacts(
            True, problem="PDF ini memuat jenis tanda tangan elektronik yang tidak dikenal."
        )
    last, status = signatures[-1]
    return SignatureFacts(
        present=True,
        intact=all(each.intact and each.valid for _, each in signatures),
        covers_whole_file=all(is_gapless(pdf, each) for each, _ in signatures) and covers(last, status),
        modified_after=is_modified(signatures),
        trusted=all(each.trusted for _, each in signatures),
        signer=_common_name(last),
        serial=f"{last.signer_cert.serial_number:x}",
        signed_at=_aware(status.signer_reported_dt),
        grown_from=untouched(pdf, reader),
        active=active_content(reader),
        noted=noted_pages(reader),
    )


def _aware(claimed: datetime | None) -> datetime | None:
    """The claimed time; without a zone it tells nothing."""
    return claimed if claimed and claimed.tzinfo else None


def _unsigned(pdf: bytes) -> SignatureFacts:
    """A scan, which pyHanko may find sloppy; that pdfium shows its pages is enough."""
    try:
        readable = bool(page_texts(pdf))
    except PdfiumError:
        readable = False
    if not readable:
        return SignatureFacts(False, problem="Berkas ini tidak dapat dibaca sebagai PDF.")
    reader = lenient_reader(pdf)
    return SignatureFacts(False, active=active_content(reader), noted=noted_pages(reader))


def _reader(pdf: bytes) -> PdfFileReader:
    """A strict reader; a lenient one for what Word writes (hybrid cross-references).

    Readers of hybrid files may differ in what they see of later additions, so of those
    nothing may follow the signature (`covers`).
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        if reader.embedded_signatures and not reader.xrefs.hybrid_xrefs_present:
            return reader
    except PdfReadError:
        pass
    return PdfFileReader(io.BytesIO(pdf), strict=False)


def _context(roots: Sequence[bytes], at: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=[certificate for root in roots for certificate in load_certs_from_pemder_data(root)],
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _common_name(signature: EmbeddedPdfSignature) -> str:
    subject = signature.signer_cert.subject
    return str(subject.native.get("common_name") or subject.human_friendly)
