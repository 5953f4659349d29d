"""A mail that only asks how things stand: DAFTAR for one's own tasks, STATUS PGD-2026-0007 for a case.

The word stands alone in the first line of the sender's own words, or in the subject. Whoever writes more
than a greeting beside it has something to say, and his mail is no inquiry.
"""

import re
from dataclasses import dataclass

from pipeline.letters.numbers import parse_case_number
from pipeline.mail.facts import Facts
from pipeline.mail.thread import strip_prefixes

_LIST = re.compile(r"daftar(?: tugas)?", re.IGNORECASE)
_STATE = re.compile(r"status(?: perkara| pengaduan)?(?: nomor)?[ :]+(\S+)", re.IGNORECASE)
#: as many words as a greeting and a name have
_BESIDE = 12


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked: a case by its number, or '' for the list of one's tasks."""

    case: str = ""


def inquiry(facts: Facts) -> Inquiry | None:
    """What the mail asks, None where it is no inquiry."""
    if any(not item.inline for item in facts.attachments):
        return None
    lines = [line.strip(" .!?*") for line in facts.own.splitlines() if line.strip()]
    subject = strip_prefixes(facts.subject).strip(" .!?")
    for place, line in enumerate((subject, *lines[:2])):
        beside = lines if place == 0 else [each for each in lines if each != line]
        found = _read(line)
        if found and len(" ".join(beside).split()) <= _BESIDE + len(line.split()):
            return found
    return None


def _read(line: str) -> Inquiry | None:
    if _LIST.fullmatch(line):
        return Inquiry()
    named = _STATE.fullmatch(line)
    number = parse_case_number(named[1]) if named else None
    return Inquiry(number) if number else None
