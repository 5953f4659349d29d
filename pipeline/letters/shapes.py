"""What the value under a label must look like to be taken for its field.

Apart from the fields because people write anything under a label: a shape tells a number from a place.
"""

import re
from collections.abc import Callable

from pipeline.letters import matter, writer
from pipeline.letters.dates import find_dates
from pipeline.letters.labels import is_blank
from pipeline.letters.phones import phone_in


def _number(value: str) -> str:
    """A letter's number has a figure; a place and date in the same line are cut off."""
    dated = next(find_dates(value), None)
    head = re.sub(r"[\s,]{0,3}(?:[A-Z][a-z]+ ?){0,3},?\s?$", "", value[: dated.start]) if dated else value
    return head.strip() if re.search(r"\d", head) and len(head) <= 64 else ""


def _first_date(value: str) -> str:
    dated = next(find_dates(value), None)
    return dated.day.isoformat() if dated else ""


def _filled(value: str) -> str:
    bare = value.strip(" *_")
    return "" if is_blank(bare) or bare.casefold() in ("-", "tidak ada", "nihil", "n/a") else bare


def _lines(value: str) -> str:
    return " ".join(_filled(value).split())


def _named(value: str) -> str:
    """A name up to the next label in the same line."""
    return re.split(r"[,;] (?=[A-Z][\w./ ]{1,24}:)", _lines(value))[0]


def _rest_of_street(value: str) -> str:
    """An address up to a telephone in the same line."""
    return re.split(r"(?i)\b(?:telp|telepon|phone|fax|hp)\b", _lines(value))[0].strip(" ,;-")


#: what the value under a label must look like
SHAPES: dict[str, Callable[[str], str]] = {
    "nama": _named,
    "perusahaan": _named,
    "jabatan": _named,
    "alamat": _rest_of_street,
    "nomor_surat": _number,
    "tanggal_surat": _first_date,
    "hal": _lines,
    "layanan": lambda value: matter.service_in(_lines(value)) if _filled(value) else "",
    "telepon": phone_in,
    "email": writer.mail_in,
    "rujukan": lambda value: value if re.search(r"\d", value) else "",
    "uraian": _filled,
    "kerugian": _filled,
    "permintaan": _filled,
}
