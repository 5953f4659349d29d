"""What the value under a label must look like to be taken for its field.

Apart from the fields because people write anything under a label: a shape tells a number from a place.
"""

import re
from collections.abc import Callable

from pipeline.letters import writer
from pipeline.letters.dates import find_dates


def _number(value: str) -> str:
    """A letter's number has a figure; a place and date in the same line are cut off."""
    dated = next(find_dates(value), None)
    head = re.sub(r"[\s,]*(?:[A-Z][a-z]+ ?){0,3},?\s*$", "", value[: dated.start]) if dated else value
    return head.strip() if re.search(r"\d", head) and len(head) <= 64 else ""


def _first_date(value: str) -> str:
    dated = next(find_dates(value), None)
    return dated.day.isoformat() if dated else ""


#: what the value under a label must look like
SHAPES: dict[str, Callable[[str], str]] = {
    "nomor_surat": _number,
    "tanggal_surat": _first_date,
    "telepon": writer.phone_in,
    "email": writer.mail_in,
    "rujukan": lambda value: value if re.search(r"\d", value) else "",
}
