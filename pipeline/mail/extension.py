"""An extension of time as people ask for it: how many working days, and why.

Apart from the other answers because days and reason stand in one sentence, in figures, in words, or in both.
"""

import re

from pipeline.mail.asking import Question, quoted
from pipeline.mail.form import NUMERALS
from pipeline.mail.heard import Heard, because, trimmed
from pipeline.mail.tokens import words
from pipeline.mail.until import days_named
from pipeline.sop.case import Answer

_DAYS = re.compile(
    rf"\b(\d{{1,4}}|{'|'.join(reversed(NUMERALS))})\s{{0,3}}(?:\([a-z ]{{1,30}}\)\s{{0,3}})?(?:hari|hr)\b"
)
#: "3 atau 5 hari" is not one number
_RANGE = re.compile(r"\d\s*(?:atau|-|–|/|sampai|hingga|s\.?/?d\.?)\s*\d{1,2}\s*(?:hari|hr)\b", re.IGNORECASE)
#: what parts the days from a reason that no "karena" opens
_SIGNED = re.compile(r" *[,:;.(\n–-]")
#: between the days and the reason
_FILLER = re.compile(r"^(?:\s*\b(?:kerja|lagi|ya|pak|bu|bapak|ibu|mas|mbak|saja)\b)+", re.IGNORECASE)


def extend(heard: Heard) -> Answer | Question:
    """perpanjang: working days and why."""
    said = heard.words_said()
    days = _days(f"{said}\n{heard.value('hari')} hari")
    if not days and heard.when:
        days = [
            heard.when.working_days(day)
            for day in days_named(f"{said}\n{heard.value('hari')}", heard.when.today)
        ]
    if len(days) != 1 or not 0 < days[0] < 100 or "?" in said or _RANGE.search(said):
        said = f" {quoted(said)}" if words(said) else ""
        return heard.missing(f"Berapa hari kerja perpanjangan{said} yang diminta?")
    reason = heard.value("alasan") or because(said) or _behind_days(said)
    if not words(reason):
        return heard.missing("Apa alasan perpanjangan itu?")
    return Answer(action=heard.action, days=days[0], reason=reason)


def _days(text: str) -> list[int]:
    found = [hit.group(1) for hit in _DAYS.finditer(text.casefold())]
    return list(dict.fromkeys(NUMERALS[each] if each in NUMERALS else int(each) for each in found))


def _behind_days(said: str) -> str:
    """A reason that follows the days after a sign: "3 hari kerja, pengujian ulang belum selesai"."""
    hit = _DAYS.search(said.casefold())
    rest = _FILLER.sub("", said[hit.end() :] if hit else "")
    behind = trimmed(rest)
    return behind if _SIGNED.match(rest) else ""
