"""What an attached file is called: a name safe to show.

Apart from the parser because names are claims of strangers: no name is ever a path (reliability.md T22).
"""

import re

from pipeline.mail.charset import one_line
from pipeline.mail.media_type import EXTENSIONS, ending_of

#: characters of a shown name
LONGEST_NAME = 120

# What some file system forbids.
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
}


def clean_name(name: str, kind: str, number: int) -> str:
    """A name to show: no path, nothing that misleads, its ending kept; `lampiran-2.pdf` if none is left."""
    plain = _FORBIDDEN.sub("_", one_line(name).replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    if not plain:
        return f"lampiran-{number}{EXTENSIONS.get(kind, '')}"
    if plain.split(".", 1)[0].strip().lower() in _DEVICES:
        plain = f"_{plain}"
    ending = ending_of(plain)
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - len(ending)].rstrip(". ") + ending
