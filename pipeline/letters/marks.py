"""What a letter names exactly: its date, the dates in it, and the numbers of orders, reports and bills.

Apart from what it tells in sentences: these are right or wrong, and never a matter of judgement.
"""

import re

from pipeline.letters.dates import find_dates
from pipeline.letters.source import HEADER, Field, Source

_REFERENCE = re.compile(
    r"\b(?:lhu|laporan hasil uji|order|spjpt|sertifikat(?: kalibrasi)?|sppt(?: sni)?"
    r"|e-?billing|kode billing|billing|bapc|invoice|certificate|report)\b"
    r"(?: (?:sni|kalibrasi|dengan|atas))?[\s:]{0,3}"
    r"(?:(?:nomor|no|nomer|number|num)\b[\s.:#]{0,3}|#\s?)?([A-Za-z0-9](?:[\w./-]{0,40}[\w]))",
    re.IGNORECASE,
)


def letter_date(source: Source) -> Field | None:
    """A line of the head or the signer's block that holds a place and a date, and nothing else."""
    for each in source.pages:
        filled = [line for line in each.lines if line]
        for line in (*filled[:15], *filled[-12:]):
            for dated in find_dates(line):
                before, after = line[: dated.start], line[dated.end :]
                placed = re.search(r"(?:^|\s)[A-Z][A-Za-z]+,\s*$", before) or not before.strip()
                if placed and not after.strip(" ."):
                    return Field(dated.day.isoformat(), each.where, True)
    return None


def references(source: Source) -> tuple[Field, ...]:
    """Numbers behind the words for an order, a report, a certificate or a billing."""
    found: dict[str, Field] = {}
    for where, text in ((HEADER, source.subject), *((each.where, each.text()) for each in source.pages)):
        for hit in _REFERENCE.finditer(text):
            number = hit.group(1).rstrip(".,-/")
            if re.search(r"\d", number) and not next(find_dates(number), None):
                found.setdefault(number, Field(number, where, "/" in number or number.isdigit()))
    given = source.labelled.get("rujukan")
    if given and given.value not in found:
        found[given.value] = given
    return tuple(found.values())


def dates(source: Source) -> tuple[Field, ...]:
    """Every date, ISO, each once."""
    found: dict[str, Field] = {}
    for each in source.pages:
        for dated in find_dates(each.text()):
            found.setdefault(dated.day.isoformat(), Field(dated.day.isoformat(), each.where, True))
    return tuple(found.values())
