"""How mail programs introduce a quotation or sign a mail: one test a line, each in linear time.

Apart from the cutting, because this is knowledge about mail programs (Gmail, Outlook,
Thunderbird, Zimbra, Yahoo, Apple, Samsung, in Indonesian, English and some other
languages) and grows with them.
"""

import re

#: our own line in every mail that asks something
MARKER = "--- Tulis jawaban di atas baris ini ---"
#: characters of a line that are looked at; what introduces a quotation is short
LONGEST = 300

#: what a separating line is drawn with, or ends with
_RULE = frozenset("-_=*:")
_MARKER = MARKER.strip("- ").casefold()

_SEPARATOR = re.compile(
    r"[-_=*\s]{2,}\s*(?:pesan|surel|surat|e-?mail)\s+(?:yang\s+)?(?:asli|sebelumnya)\s*:?[-_=*\s]*"
    r"|[-_=*\s]{2,}\s*(?:original|ursprüngliche|oorspronkelijk|message|mensaje|messaggio|mensagem)\b"
    r"[\w\s'’-]{0,30}[-_=*\s]{2,}"
    r"|-{2,}.{5,250}\b(?:menulis|wrote)\s*:?\s*-{2,}",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"-{2,}\s*(?:pesan|surel|forwarded|fwd)[\w\s]{0,30}-{2,}"
    r"|[-\s>]*(?:(?:awal|mulai)\s+pesan\s+(?:yang\s+)?(?:terusan|diteruskan)|begin forwarded message)"
    r"\s*:\s*[-\s]*",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?:pada|tanggal|tgl|on|am|le|el|il|op|em|den|dne|dnia|the|date|vào|在|\d{4}年|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    r"|(?:sen|sel|rab|kam|jum|sab|min|mon|tue|wed|thu|fri|sat|sun)[a-z']{0,6}[,.]?(?= \d))(?!\w)",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"\b(?:menulis|tulis|wrote|writes|schrieb|(?:a )?écrit|escribió|ha scritto|schreef|geschreven|napisała?"
    r"|escreveu|skrev|napsala?|пишет|написала?|yazdı|kirjoitti|írta|đã viết|a scris)\b|写|寫|書|작성",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b20\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_LABEL = re.compile(
    r"[\s*_]*(?:(dari|from|pengirim|von|de|da|van|från|fra|od|lähettäjä|отправитель|kimden|发件人|差出人)"
    r"|(dikirim|terkirim|sent|gesendet|envoyé|enviado(?: el)?|inviato|verzonden|skickat|sendt|wysłano)"
    r"|(tanggal|tgl|date|datum|data|fecha|hari/tanggal)"
    r"|(kepada|ke|untuk|to|an|à|para|a|aan|till|til|do|komu|cc|tembusan|salinan|bcc|reply-to|balas ke)"
    r"|(perihal|hal|subjek|subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|předmět|тема))"
    r"[\s*_]{0,5}[:：]",
    re.IGNORECASE,
)
_CLASSES = ("from", "sent", "date", "to", "subject")
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


def is_quoted(line: str) -> bool:
    """Whether a mail program marked the line as quoted; `>From` is mbox's way of writing `From`."""
    return line.lstrip().startswith((">", "＞")) and not line.startswith(">From ")


def is_marker(line: str) -> bool:
    """Whether our own line stands in it, however it was decorated."""
    return _MARKER in line[:LONGEST].casefold()


def is_separator(line: str) -> bool:
    """`-----Pesan Asli-----` and its like: all below is the old mail."""
    return line.lstrip()[:1] in _RULE and _SEPARATOR.fullmatch(line[:LONGEST].strip()) is not None


def is_forward(line: str) -> bool:
    """`---------- Forwarded message ---------` and its like: all below is somebody else's mail."""
    return line.strip()[-1:] in _RULE and _FORWARD.fullmatch(line[:LONGEST].strip()) is not None


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


def label_class(line: str) -> str:
    """Which field of a quoted header the line is: from, sent, date, to, subject; '' if none."""
    match = _LABEL.match(line[:LONGEST])
    return _CLASSES[match.lastindex - 1] if match and match.lastindex else ""


def is_header_block(lines: list[str]) -> bool:
    """Whether the lines open with a quoted header: a sender and two fields more.

    A nota dinas has `Dari:`, `Kepada:` and `Hal:` too, so `Dikirim:` or an address has to be there.
    """
    if not label_class(lines[0]):
        return False
    found = {label_class(line): line for line in lines}
    found.pop("", None)
    mail = "sent" in found or any("@" in line[:LONGEST] for line in found.values())
    return "from" in found and len(found) >= 3 and mail


def opens(line: str) -> bool:
    """Whether the line begins as the introduction of a quotation does: `Pada`, `On`, a date."""
    return _OPENER.match(line.lstrip()) is not None


def is_rule(line: str) -> bool:
    """A drawn line, with or without some words in it, as it stands above an older mail."""
    bare = line.strip()
    return 4 <= len(bare) <= LONGEST and bare[:2] == bare[-2:] and bare[:2] in ("--", "__", "==", "**")


def is_attribution(lines: list[str], *, quote_follows: bool) -> bool:
    """Whether these lines, read as one, are `Pada Sel, 3 Nov 2026 pukul 08.15 … menulis:`.

    "Pada surat tanggal 3 November 2026 pelanggan menulis:" is a person's sentence: it has
    neither a time nor an address, so it counts only where a marked quotation follows.
    """
    text = " ".join(line.strip() for line in lines)[:LONGEST]
    timed, address = _TIME.search(text) is not None, "@" in text
    wrote, dated = _WROTE.search(text) is not None, _DATE.search(text) is not None
    if not (wrote or (timed and address)):
        return False
    opened = opens(text)
    if quote_follows:
        return (dated and (opened or address)) or (wrote and address)
    return dated and (timed or address) and (opened or address)
