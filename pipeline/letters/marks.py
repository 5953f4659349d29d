"""What a letter names exactly: its date, the dates in it, sums, and numbers of orders, reports, bills.

Apart from what it tells in sentences: these are right or wrong, and never a matter of judgement.
"""

import re
from collections.abc import Iterator

from pipeline.letters.amounts import find_amounts
from pipeline.letters.dates import find_dates
from pipeline.letters.field import Field
from pipeline.letters.page import Page
from pipeline.letters.source import Source

_KINDS = (
    r"lhu(?:-\w{1,4})?|laporan(?: hasil)? uji|order|spjpt|sertifikat|sppt(?:[ -]sni)?|e-?billing|billing|bapc"
    r"|invoice|certificate|report|kontrak|pendaftaran|permohonan|tanda terima|resi"
)
#: words that may stand between the kind and its number
_BETWEEN = r"(?: [a-z][\w-]{0,20}| SNI){0,4}"
_NUMBER = r"(?:nomor|no|nomer|number|num|nmr)\b[ .:#]{0,3}"
_TOKEN = r"(?=[\w./-]{0,40}\d)[A-Za-z0-9][\w./-]{0,48}\w(?!:\d)"
_NAMED = re.compile(
    rf"\b(?:(?:{_KINDS})\b(?:{_BETWEEN} ?[(:]? ?{_NUMBER}|[ :]{{1,3}}|\s?#\s?)"
    rf"|{_NUMBER}(?:{_KINDS})\b(?: uji| contoh| alat)?[ :.]{{1,3}}(?:{_NUMBER})?)({_TOKEN})",
    re.IGNORECASE,
)
_ALSO = re.compile(rf"(?:, | dan | & | serta | and )({_TOKEN})", re.IGNORECASE)
_ASKED = re.compile(rf"{_NUMBER}$|{_NUMBER}(?:{_KINDS})\b[ :.]{{1,3}}$", re.IGNORECASE)


def letter_date(source: Source) -> Field | None:
    """A line of the head or the signer's block that holds a place and a date, and nothing else."""
    for each in source.in_order():
        filled = [line for line in each.lines if line]
        for line in (*filled[:15], *filled[-12:]):
            found = _placed(line)
            if found:
                return each.found(found, line, sure=True)
    return None


def _placed(line: str) -> str:
    """The date of a line like "Medan, 3 November 2026"."""
    if len(line) > 80:
        return ""
    for dated in find_dates(line):
        before, after = line[: dated.start], line[dated.end :]
        placed = re.search(r"(?:^|\s)[A-Z][A-Za-z]+,\s?$", before) or not before.strip()
        if placed and not after.strip(" ."):
            return dated.day.isoformat()
    return ""


def references(source: Source, labelled: Field | None) -> tuple[Field, ...]:
    """Numbers behind the words for an order, a report, a certificate or a billing."""
    found: dict[str, Field] = {}
    if labelled:
        for number in re.split(r"[,;\n]| dan ", labelled.value):
            if re.search(r"\d", number):
                found[number.strip()] = Field(number.strip(), labelled.where, labelled.sureness)
    for each in (*source.pages, source.header()):
        for number, line in _numbers(each):
            if not any(number in known for known in found):
                sure = "/" in number or number.isdigit()
                found[number] = each.found(number, line, sure=sure)
    return tuple(found.values())


def _numbers(each: Page) -> Iterator[tuple[str, str]]:
    text = " ".join(each.lines)
    for hit in _NAMED.finditer(text):
        number = _number(hit.group(1), asked=_ASKED.search(text[hit.start() : hit.start(1)]) is not None)
        if number:
            yield number, number
            also = _ALSO.match(text, hit.start(1) + len(number))
            second = _number(also.group(1), asked=False) if also else ""
            if second:
                yield second, second


def _number(token: str, *, asked: bool) -> str:
    """A token that is a number of its kind; where no "nomor" stands before it, it must look like one."""
    number = token.rstrip(".,-/")
    if not re.search(r"\d", number) or next(find_dates(number), None):
        return ""
    is_year = re.fullmatch(r"(?:19|20)\d\d", number) is not None
    looks = "/" in number or re.search(r"[A-Za-z\d]-\d", number) or (number.isdigit() and not is_year)
    return number if len(number) >= 3 and (asked or looks) else ""


def dates(source: Source) -> tuple[Field, ...]:
    """Every date, ISO, each once."""
    near = source.near
    found: dict[str, Field] = {}
    for each in source.pages:
        for line in each.lines:
            for dated in find_dates(line, near):
                day = dated.day.isoformat()
                found.setdefault(day, each.found(day, line, sure=line[dated.end - 2 : dated.end].isdigit()))
    return tuple(found.values())


def amounts(told: Field | None) -> tuple[Field, ...]:
    """The sums of a loss, in figures."""
    sums = dict.fromkeys(find_amounts(told.value)) if told else ()
    return tuple(Field(str(each), told.where, told.sureness) for each in sums if told)
