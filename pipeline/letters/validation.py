"""Reading the signatures of a PDF with pyHanko: bytes in, `SignatureFacts` out, nothing fetched.

It stands apart from the rules in `signed` because it reads what strangers made, so it runs in
the cage, and because pyHanko takes half a second to import: the parent of the cage imports
this module once.
"""

import io
from collections.abc import Sequence
from datetime import datetime

from pyhanko.keys.pemder import load_certs_from_pemder_data
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pypdfium2 import PdfiumError

from pipeline.letters.signed import SignatureFacts, page_texts

#: what a signed PDF has in clear text; each alone makes it one, so that a damaged one is no scan
_MARKS = (b"/ByteRange", b"ETSI.CAdES.", b"ETSI.RFC3161", b"adbe.pkcs7.", b"adbe.x509.")

_Signatures = list[tuple[EmbeddedPdfSignature, PdfSignatureStatus]]

#: certificates for signing have one or both; authorities differ
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


def validate(pdf: bytes, roots: Sequence[bytes], at: datetime) -> SignatureFacts:
    """What the signatures of the PDF say, certificates being judged as of `at`; raises nothing.

    `roots` are certificates, PEM or DER. Revocation is not looked up. Whatever goes wrong with
    hostile bytes becomes the facts' `problem`.
    """
    try:
        return _facts(pdf, roots, at)
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
        covers_whole_file=all(_gapless(pdf, each) for each, _ in signatures) and _covers(last, status),
        modified_after=_modified(signatures),
        trusted=all(each.trusted for _, each in signatures),
        signer=_common_name(last),
        serial=f"{last.signer_cert.serial_number:x}",
        signed_at=status.signer_reported_dt,
    )


def _unsigned(pdf: bytes) -> SignatureFacts:
    """A scan, which pyHanko may find sloppy; that pdfium shows its pages is enough."""
    try:
        readable = bool(page_texts(pdf))
    except PdfiumError:
        readable = False
    return SignatureFacts(False, problem="" if readable else "Berkas ini tidak dapat dibaca sebagai PDF.")


def _reader(pdf: bytes) -> PdfFileReader:
    """A strict reader; a lenient one for what Word writes (hybrid cross-references).

    Readers of hybrid files may differ in what they see of later additions, so of those
    nothing may follow the signature (`_covers`).
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


def _gapless(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the signed bytes leave out the signature itself and nothing else.

    pyHanko adds up lengths only, so overlapping ranges could hide a tail that no signature covers.
    """
    start, length, resumed, rest = signature.byte_range
    gap = pdf[length:resumed]
    return (
        start == 0
        and resumed + rest <= len(pdf)
        and gap.startswith(b"<")
        and gap.endswith(b">")
        and bytes.fromhex(gap[1:-1].decode("ascii")) == signature.pkcs7_content
    )


def _covers(last: EmbeddedPdfSignature, status: PdfSignatureStatus) -> bool:
    """Whether the last signature covers the file, or all but the archive data of PAdES LT and LTA."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    reader = last.reader
    return (
        reader.strict
        and status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
        # Else what follows is no revision, and no reader of PDF has examined it.
        and last.signed_revision < reader.total_revisions - 1
        and _level(status) <= ModificationLevel.LTA_UPDATES
    )


def _level(status: PdfSignatureStatus) -> ModificationLevel:
    level = status.modification_level
    return ModificationLevel.OTHER if level is None else level


def _modified(signatures: _Signatures) -> bool:
    """Whether more was added than archive data after the last signature, or signatures before it."""
    allowed = [ModificationLevel.FORM_FILLING] * (len(signatures) - 1) + [ModificationLevel.LTA_UPDATES]
    return any(
        _level(status) > level or not status.docmdp_ok
        for (_, status), level in zip(signatures, allowed, strict=True)
    )


def _common_name(signature: EmbeddedPdfSignature) -> str:
    subject = signature.signer_cert.subject
    return str(subject.native.get("common_name") or subject.human_friendly)
