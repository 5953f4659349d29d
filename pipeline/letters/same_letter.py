"""Whether a returned PDF is the letter that was sent out to be signed.

Apart from the signature because a sound signature may stand under another letter.
"""

from pipeline.letters.pdf_words import contains
from pipeline.letters.signed import AGAIN


def bind(text: str, *, number: str, case_number: str) -> str | None:
    """The refusal where the PDF with this text is another letter than the one numbered `number`; else None.

    Only for an electronic document: what a machine read on a scan is judged by `scanned`.
    """
    if contains(text, number):
        return None
    if contains(text, case_number):
        return f"PDF ini tidak memuat nomor surat {number}; agaknya ini konsep yang belum bernomor. {AGAIN}"
    return f"PDF ini tidak memuat nomor surat {number}; agaknya ini surat lain. {AGAIN}"
