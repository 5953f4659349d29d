"""What a signature covers of a PDF, and what was added to the file after it.

Apart from the rest of the reading because this is where a PDF is forged: by gaps in what is signed
and by later revisions.
"""

from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import PdfSignatureStatus
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

Signatures = list[tuple[EmbeddedPdfSignature, PdfSignatureStatus]]


def is_gapless(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
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


def covers(last: EmbeddedPdfSignature, status: PdfSignatureStatus) -> bool:
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


def is_modified(signatures: Signatures) -> bool:
    """Whether more was added than archive data after the last signature, or signatures before it."""
    allowed = [ModificationLevel.FORM_FILLING] * (len(signatures) - 1) + [ModificationLevel.LTA_UPDATES]
    return any(
        _level(status) > level or not status.docmdp_ok
        for (_, status), level in zip(signatures, allowed, strict=True)
    )
