"""The actions that a meeting gave: what, by whom, until when, from the lines of a notulen.

People write one a line: "Jadwal diperiksa setiap bulan, oleh Ketua Pokja Pengujian, paling lambat
30 November 2026", or with labels in brackets "(PIC: Analis; tenggat: 30-11-2026)".
"""

import re
from collections.abc import Iterator
from datetime import date

from pipeline.letters.dates import find_dates
from pipeline.letters.letter_case import FollowUp

#: what parts two actions in one line; not inside brackets
_PARTS = re.compile(r"[\n;](?![^(\n]*\))")
_MARK = re.compile(r"^\s*(?:[-•*–]|\(?\d{1,2}[.)]|[a-z][.)])\s+")
_BY_WHOM = re.compile(
    r"(?:[,;(|]|\s[-–])?\s*\b(?:oleh|pic|p\.i\.c\.?|penanggung ?jawab(?:nya)?|pj|pelaksana(?:nya)?)\b"
    r"\s*[:=]?\s*(?P<who>[^,;()|\n]+)",
    re.IGNORECASE,
)
#: what stands before a date; behind it the day
_BY_WHEN = re.compile(
    r"(?:[,;(|]|\s[-–])?\s*\b(?:paling lambat|selambat-lambatnya|tenggat(?: waktu)?|batas(?: waktu)?|target"
    r"|sebelum|sampai(?: dengan)?|s\.?d\.?|hingga|pada|tanggal|tgl\.?)\b"
    r"[\s:=]*(?:tanggal\s*|tgl\.?\s*|pada\s*)*$",
    re.IGNORECASE,
)
_EDGES = " \t,;|()-–.:"


def follow_ups(text: str, *, pic: str, near: date) -> tuple[FollowUp, ...]:
    """Every action of the text; `pic` is whoever has none named, `near` the day of the meeting.

    Its `tenggat` is an ISO day, '' where none is told.
    """
    return tuple(_follow_up(line, pic, near) for line in _lines(text))


def _lines(text: str) -> Iterator[str]:
    for part in _PARTS.split(text):
        line = _MARK.sub("", part).strip()
        if line.strip(_EDGES):
            yield line


def _follow_up(line: str, pic: str, near: date) -> FollowUp:
    dated = list(find_dates(line, near))
    day = dated[-1].day.isoformat() if dated else ""
    bare = line
    if dated:
        before, after = line[: dated[-1].start], line[dated[-1].end :]
        bare = (
            f"{_BY_WHEN.sub('', before)}{after}"
            if _BY_WHEN.search(before) or not after.strip(_EDGES)
            else line
        )
    named = _BY_WHOM.search(bare)
    who = named["who"].strip(_EDGES) if named else ""
    told = bare[: named.start()] + bare[named.end() :] if named and who else bare
    return FollowUp(_tidy(told) or line, pic=who or pic, tenggat=day)


def _tidy(told: str) -> str:
    plain = re.sub(r"\(\s*[,;]?\s*\)", "", " ".join(told.split()))
    return (
        re.sub(r"\s+([,;)])", r"\1", plain)
        .strip(" \t,;|-–(")
        .rstrip(")" if "(" not in plain else "")
        .strip(" ,;")
    )
