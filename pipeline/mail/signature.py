"""How mail programs and offices sign a mail off: the delimiter, the device's advertising, the legal notice.

Apart from the quotations because what stands below these lines is the sender's own,
only not his answer, and ends where a quotation begins.
"""

import re

from pipeline.mail.quotation import LONGEST

_SIGNATURE = re.compile(r"\s?(?:--|—)\s*")
_DEVICE = re.compile(
    r"[\s*_]*(?:(?:di|ter)kirim (?:dari|dengan|melalui|lewat|menggunakan)|dapatkan|unduh"
    r"|sent (?:from|via|using|with)|get (?:outlook|bluemail)|von meinem|envoyé de(?:puis)?"
    r"|enviado (?:desde|do)|inviato da|diperoleh dari|yahoo mail:)\b.{0,120}",
    re.IGNORECASE,
)
_DEVICE_NAMES = re.compile(
    r"iphone|ipad|android|samsung|galaxy|ponsel|handphone|\bhp\b|mobile|smartphone|blackberry|outlook|gmail|yahoo"
    r"|zimbra|xiaomi|huawei|oppo|vivo|nokia|lenovo|proton|bluemail|tablet|thunderbird|windows|workspace|telepon"
    r"|mailbird|spark|mi mail|my (?:phone|cell)|\bmail\b",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"[\s*_]*(?:disclaimer|penafian|penyangkalan|sangkalan|confidentiality notice|pernyataan kerahasiaan)\b"
    r"|[\s*_]*(?:(?:pesan|surel|e-?mail|informasi)\b.{0,80}\b(?:bersifat )?rahasia\b"
    r"|this (?:e-?mail|message)\b.{0,100}\b(?:confidential|privileged|intended)\b)",
    re.IGNORECASE,
)


def is_signature(line: str) -> bool:
    """The signature delimiter `-- ` (RFC 3676, 4.3), with or without its space."""
    return _SIGNATURE.fullmatch(line[:LONGEST]) is not None


def is_device(line: str) -> bool:
    """`Dikirim dari iPhone saya` and its like."""
    bare = line.strip()
    return len(bare) <= 120 and bool(_DEVICE.fullmatch(bare)) and bool(_DEVICE_NAMES.search(bare))


def is_disclaimer(line: str) -> bool:
    """The first line of a legal notice."""
    return _DISCLAIMER.match(line[:LONGEST]) is not None
