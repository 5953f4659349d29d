"""Whether a returned PDF is the letter that was sent out to be signed.

Apart from the signature because a sound signature may stand under another letter.
"""

import pypdfium2

from pipeline.letters.pdf_words import contains, page_texts, plain_words
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
        plain_words(one) == plain_words(other) for one, other in zip(before, after, strict=True)
    )
