"""How mail programs introduce a quotation: one test a line, each in linear time.

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
_DRAWN = "-_=*:\u2010> \t"
_RULE = frozenset("-_=*:\u2010")
_MARKER = MARKER.strip("- ").casefold()

_SEPARATOR = re.compile(
    r"[-_=*\u2010\s]{2,}\s*(?:pesan|surel|surat|e-?mail)\s+(?:yang\s+)?(?:asli|asal|sebelumnya)"
    r"\s*:?[-_=*\u2010\s]*"
    r"|[-_=*\u2010\s]{2,}\s*(?:original|ursprüngliche|oorspronkelijk|message|mensaje|messaggio|mensagem)\b"
    r"[\w\s'’-]{0,30}[-_=*\u2010\s]{2,}"
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
    r"(?:pada|pd|tanggal|tgl|on|at|am|le|el|il|op|em|den|dne|w dniu|dnia|the|date|vào|在"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    r"|(?:sen|sel|rab|kam|jum|sab|min|mon|tue|wed|thu|fri|sat|sun)[a-z']{0,6}[,.]?(?= \d))(?!\w)|\d{4}年",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"\b(?:menulis|tulis|mengutip|wrote|writes|quoting"
    r"|schrieb|(?:a )?écrit|escribió|ha scritto|schreef|geschreven|napisała?|pisze"
    r"|escreveu|skrev|napsala?|пишет|написала?|yazdı|kirjoitti|írta|đã viết|a scris)\b|写|寫|書|작성",
    re.IGNORECASE,
)
# Who writes of what he wrote himself introduces no mail of another.
_SELF = re.compile(r"\b(?:saya|kami|kita|i|we)\b(?: \w+)? (?:tulis|menulis|wrote)\b", re.IGNORECASE)
_DATE = re.compile(r"\b20\d\d(?:\b|年)|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_RUN_ON = re.compile(r"(?:pada|on)\b.{10,200}@.{1,100}\b(?:menulis|wrote):(?=\s+\S)", re.IGNORECASE)
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")


def is_quoted(line: str) -> bool:
    """Whether a mail program marked the line as quoted; `>From` is mbox's way of writing `From`."""
    return line.lstrip().startswith((">", "＞")) and not line.startswith(">From ")


def is_marker(line: str) -> bool:
    """Whether our own line stands in it, however it was decorated."""
    return _MARKER in line[:LONGEST].casefold()


def is_separator(line: str) -> bool:
    """`-----Pesan Asli-----` and its like: all below is the old mail."""
    return line.lstrip()[:1] in _RULE and _drawn_around(line, _SEPARATOR)


def is_forward(line: str) -> bool:
    """`---------- Forwarded message ---------` and its like: all below is somebody else's mail."""
    return line.strip()[-1:] in _RULE and _drawn_around(line, _FORWARD)


def opens(line: str) -> bool:
    """Whether the line begins as the introduction of a quotation does: `Pada`, `On`, a date."""
    return _OPENER.match(line.lstrip()) is not None


def runs_on(line: str) -> bool:
    """Whether the old text begins in the line that introduces it, as on Yahoo's phones."""
    found = _RUN_ON.match(line[:LONGEST].lstrip())
    return found is not None and is_attribution([found[0]], quote_follows=False)


def is_rule(line: str) -> bool:
    """A drawn line, with or without some words in it, as it stands above an older mail."""
    bare = line.strip()
    return 4 <= len(bare) <= LONGEST and bare[:2] == bare[-2:] and bare[:2] in ("--", "__", "==", "**")


def _drawn_around(line: str, words: re.Pattern[str]) -> bool:
    """Whether these words stand in it; a line without any is not looked at long."""
    bare = line[:LONGEST].strip()
    return bool(bare.strip(_DRAWN)) and words.fullmatch(bare) is not None


def is_attribution(lines: list[str], *, quote_follows: bool) -> bool:
    """Whether these lines, read as one, are `Pada Sel, 3 Nov 2026 pukul 08.15 … menulis:`.

    "Pada surat tanggal 3 November 2026 pelanggan menulis:" is a person's sentence: it has
    neither a time nor an address, so it counts only where a marked quotation follows.
    """
    text = " ".join(line.strip() for line in lines)[:LONGEST]
    address, dated = "@" in text, _DATE.search(text) is not None
    if not (address or dated):
        return False
    timed = _TIME.search(text) is not None
    wrote = _WROTE.search(text) is not None and not _SELF.search(text)
    if not (wrote or (timed and address)):
        return False
    opened = opens(text)
    if quote_follows:
        return (dated and (opened or address)) or (wrote and address)
    return dated and (timed or address) and (opened or address)
