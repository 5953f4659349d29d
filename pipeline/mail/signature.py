"""How mail programs and offices sign a mail off: the delimiter, the device's advertising, the legal notice.

Apart from the quotations because what stands below these lines is the sender's own,
only not his answer, and ends where a quotation begins.
"""

import re

from pipeline.mail.quotation import LONGEST

#: characters of a line of advertising
_ADVERT = 120

_SIGNATURE = re.compile(r"\s?(?:--|—)\s*")
_DEVICE = re.compile(
    r"[\s*_]*+(?:(?:di|ter)kirim (?:dari|dengan|melalui|lewat|menggunakan)|dapatkan|unduh"
    r"|sent (?:from|via|using|with)|get (?:outlook|bluemail)|von meinem|envoyé de(?:puis)?"
    r"|enviado (?:desde|do)|inviato da|diperoleh dari|yahoo mail(?=:))\b.{0,120}",
    re.IGNORECASE,
)
_DEVICE_NAMES = re.compile(
    r"iphone|ipad|android|samsung|galaxy|ponsel|handphone|\bhp\b|mobile|smartphone|blackberry|outlook|gmail|yahoo"
    r"|zimbra|xiaomi|huawei|oppo|vivo|nokia|lenovo|proton|bluemail|tablet|thunderbird|windows|workspace|telepon"
    r"|mailbird|spark|mi mail|my (?:phone|cell)|(?<![-\w])mail\b",
    re.IGNORECASE,
)
# A person says where or when something was sent; a program praises itself.
_TOLD = re.compile(
    r"\b(?:ke|kepada|tgl|tanggal|pada|sudah|telah|belum|kemarin|tadi|pagi|siang|sore|pelanggan"
    r"|to|is|was|were|yesterday)\b|\d{1,2}[/.:]\d",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"[\s*_]*+(?:disclaimer|penafian|penyangkalan|sangkalan|(?:confidentiality|legal) notice"
    r"|pernyataan kerahasiaan)\b",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"[\s*_]*+(?:(?:isi )?(?:pesan|surel|e-?mail|informasi)\b.{0,120}"
    r"\b(?:rahasia|dimaksudkan|ditujukan|diperuntukkan)\b"
    r"|(?:this|the information (?:contained )?in this) (?:e-?mail|message|communication)\b.{0,120}"
    r"\b(?:confidential|privileged|intended)\b)",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(
    r"\b(?:penerima|dituju|dimaksud|berhak|recipients?|addressee|prohibited|unauthori[sz]ed)\b", re.IGNORECASE
)


def is_signature(line: str) -> bool:
    """The signature delimiter `-- ` (RFC 3676, 4.3), with or without its space."""
    return _SIGNATURE.fullmatch(line[:LONGEST]) is not None


def is_device(line: str) -> bool:
    """`Dikirim dari iPhone saya` and its like."""
    bare = line.strip()
    if len(bare) > _ADVERT or not _DEVICE.fullmatch(bare) or _TOLD.search(bare):
        return False
    return _DEVICE_NAMES.search(bare) is not None


def is_disclaimer(paragraph: list[str]) -> bool:
    """Whether these lines begin a legal notice: its heading, or a secret and whom it is meant for."""
    first = paragraph[0][:LONGEST]
    if _NOTICE.match(first):
        return True
    text = " ".join(line[:LONGEST] for line in paragraph)
    return _DISCLAIMER.match(text) is not None and _ADDRESSEE.search(text) is not None
