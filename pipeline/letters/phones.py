"""Telephone numbers as Indonesian letters write them: +62 812-…, 0812…, (022) …, with an extension.

Apart from the writer of a letter because account, tax and staff numbers look like them and must
not be taken for one.
"""

import re

from pipeline.letters.dates import find_dates

_NUMBER = re.compile(
    r"(?<![\w/.,@-])\(?(?:\+ ?62|62|0)[\d() .-]{5,18}\d(?![\w/@]|[.,-]\d)"
    r"(?:[ ,(]{0,3}(?:ext?|ekst|pes|pesawat)\b[.: ]{0,2}\d{1,5})?",
    re.IGNORECASE,
)
#: words for a telephone right before its number; "telepon ke …" is another's
_LABEL = re.compile(
    r"(?:\b(?:telp|telepon|telpon|tlp|tel|hp|wa|whatsapp|ponsel|phone|mobile|ph|hubungi|call|t|p|m)\b"
    r"|\u260e|\u2706)(?!\s?ke\b)[^\d+\n(]{0,12}\(?$",
    re.IGNORECASE,
)
#: words for numbers that are no telephone
_OTHER = re.compile(
    r"\b(?:fax|faks|faksimile|facs|f|npwp|rek|rekening|account|nik|ktp|nip|va|virtual|billing|bank|order"
    r"|lhu|seri|serial|sertifikat|spjpt|kontrak|invoice|nib)\b[^\d\n]{0,20}$",
    re.IGNORECASE,
)


def phone_in(text: str, *, labelled: bool = False) -> str:
    """The first telephone number of a line, '' if there is none; `labelled`: only behind a word for one."""
    for hit in _NUMBER.finditer(text[:400]):
        before = text[max(0, hit.start() - 30) : hit.start()]
        number = " ".join(hit.group().split())
        if _OTHER.search(before) or not _is_phone(number):
            continue
        if not labelled or _LABEL.search(before):
            return number if number.count("(") == number.count(")") else number.strip("(")
    return ""


def is_phone_alone(line: str) -> bool:
    """Whether a line holds a telephone number and hardly anything else."""
    number = phone_in(line)
    return bool(number) and len(line) - len(number) <= 12


def _is_phone(number: str) -> bool:
    bare = re.split(r"(?i)[ex(, ]{0,3}(?:ext?|ekst|pes)", number)[0]
    figures = re.sub(r"\D", "", bare)
    return 8 <= len(figures) <= 14 and next(find_dates(bare.strip("() ")), None) is None
