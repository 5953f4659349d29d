"""The header that Outlook and its like set above a quoted mail: From, Sent, To, Subject in many languages.

Apart from the other introductions because it is a block of lines, and a nota dinas looks much like one.
"""

import re

from pipeline.mail.quotation import LONGEST

_LABEL = re.compile(
    r"[\s*_]*+(?:(dari|from|pengirim|von|de|da|van|från|fra|od|lähettäjä|отправитель|от|kimden|发件人|差出人)"
    r"|(dikirim|terkirim|sent|gesendet|envoyé|enviado(?: el)?|inviato|verzonden|skickat|sendt|wysłano"
    r"|отправлено)"
    r"|(tanggal|tgl|date|datum|data|fecha|hari/tanggal)"
    r"|(kepada|ke|untuk|to|an|à|para|a|aan|till|til|do|komu|кому|cc|tembusan|salinan|bcc|reply-to|balas ke)"
    r"|(perihal|hal|subjek|subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|předmět|тема))"
    r"[\s*_]{0,5}[:：]",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<![\d.])\d{1,2}[:.]\d{2}(?![\d.]\d)")
_CLASSES = ("from", "sent", "date", "to", "subject")


def label_class(line: str) -> str:
    """Which field of a quoted header the line is: from, sent, date, to, subject; '' if none."""
    match = _LABEL.match(line[:LONGEST])
    return _CLASSES[match.lastindex - 1] if match and match.lastindex else ""


def is_header_block(lines: list[str]) -> bool:
    """Whether the lines open with a quoted header: a sender and two fields more.

    A nota dinas and a correction have `Dari:`, `Tanggal:` and `Hal:` too, so `Dikirim:` has to be
    there, or an address and, where there is a date, its time.
    """
    if not label_class(lines[0]):
        return False
    found = {label_class(line): line[:LONGEST] for line in lines}
    found.pop("", None)
    timed = "date" not in found or _TIME.search(found["date"]) is not None
    mail = "sent" in found or (timed and any("@" in line for line in found.values()))
    return "from" in found and len(found) >= 3 and mail
