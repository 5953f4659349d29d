"""The words of an out-of-office notice, in Indonesian and English: in its subject, and in its text.

Apart from the headers that machines set (`automatic`), because words alone never prove a machine:
people write of their leave too, and customers of the leave of others.
"""

import re

#: characters of a text in which such words are looked for
WITHIN = 2_000

_AWAY = (
    r"(?:(?:(?:di|ke)\s?luar|tidak (?:sedang )?(?:ada |berada )?di) (?:kantor|kota|tempat|negeri)"
    r"|(?:sedang|dalam masa|masih|lagi) (?:\w+ ){0,3}?"
    r"(?:cuti|dinas luar|tugas luar|perjalanan dinas|berlibur|libur|diklat)"
    r"|out of (?:the |my )?office|on (?:\w+ ){0,2}?(?:leave|vacation|holiday)|away (?:from|on|until)"
    r"|travell?ing)"
)
_SUBJECT = re.compile(
    r"\W{0,3}(?:(?:balasan|jawaban|respons?|pesan) otomatis(?=\s*(?:$|[]:\-–]))"
    r"|auto(?:matic)?[- ]?(?:reply|response|respon)\b|auto(?=:)|out of (?:the )?office|ooo\b|vacation reply"
    rf"|{_AWAY}\s*(?:$|[:\-–(]|(?:sampai|hingga|s\.?d\.?|until|tanggal)\b))",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"(?:balasan|jawaban|pesan|email|e-mail|surel) (?:ini )?(?:adalah |merupakan )?"
    r"(?:(?:balasan|jawaban|pesan) )?(?:yang )?"
    r"(?:(?:di(?:kirim|balas|jawab|hasilkan|buat)(?:kan)? )?secara )?otomatis"
    r"|automatic (?:reply|response)|automated (?:e-?mail )?(?:reply|response|message)|auto-?reply",
    re.IGNORECASE,
)
_OPENS_AS_MACHINE = re.compile(
    r"\W*(?:(?:ini|this) (?:adalah|merupakan|is) )?(?:an? )?(?:" + _MACHINE.pattern + ")", re.IGNORECASE
)
_ABSENT = re.compile(_AWAY, re.IGNORECASE)
_RECEIVED = re.compile(
    r"terima kasih (?:atas|telah|sudah) (?:\w+ ){0,2}?(?:e-?mail|surel|pesan|menghubungi|mengirim)"
    r"|thank(?:s| you) for (?:your|the|contacting|reaching|e-?mailing|writing)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\bakan (?:\w+ ){0,3}?(?:membalas|merespons?|menjawab|menanggapi|balas|respon|jawab|dibalas|dijawab)\b"
    r"|(?:tidak|belum) (?:dapat|bisa) (?:\w+ ){0,2}?(?:membalas|mengakses|membuka|merespons?|menjawab)"
    r"|\bwill (?:\w+ ){0,2}?(?:reply|respond|answer|get back|return)\b"
    r"|(?:no|limited) access to (?:my )?e-?mail",
    re.IGNORECASE,
)


def subject_is_notice(subject: str) -> bool:
    """Whether a subject is one that programs give to such notices."""
    return _SUBJECT.match(subject) is not None


def speaks_of_absence(text: str) -> bool:
    """Whether a text says that somebody is away, or that a machine wrote it."""
    beginning = text[:WITHIN]
    return _MACHINE.search(beginning) is not None or _ABSENT.search(beginning) is not None


def reads_as_notice(text: str) -> bool:
    """Whether a text is a notice by its words alone: received, away, answered later; or it says so itself."""
    beginning = text[:WITHIN]
    polite = _RECEIVED.search(beginning) is not None and _LATER.search(beginning) is not None
    return speaks_of_absence(beginning) and (polite or _OPENS_AS_MACHINE.match(beginning) is not None)
