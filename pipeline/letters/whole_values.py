"""Whether every value stands whole in the letter that was made of it.

Apart from the rendering because it holds whatever renders: nothing may be
lost on the way (reliability.md T29).
"""

import re
from collections.abc import Iterator, Mapping

from pipeline.errors import SetAside
from pipeline.letters.parts import Parts
from pipeline.letters.text import lines_of


def check_printed(letter: Parts, printed: set[str], values: Mapping[str, object]) -> None:
    """Every printed text must stand in the letter literally, white space aside (T29)."""
    text = "\n".join(lines_of(letter))
    for value in sorted(printed):
        for line in value.splitlines():
            if _collapsed(line) not in text:
                raise SetAside(f"Isian “{_name_of(value, values)}” tidak tertulis utuh dalam surat.")


def _collapsed(line: str) -> str:
    return re.sub(r"\s+", " ", line).strip()


def _name_of(value: str, values: Mapping[str, object]) -> str:
    return next((name for name, text in texts(values) if value in text), "?")


def texts(values: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text among the values with the path of its field: yth[0], pokja[2].nama."""
    if isinstance(values, str):
        yield name, values
    elif isinstance(values, Mapping):
        for key, value in values.items():
            yield from texts(value, f"{name}.{key}" if name else str(key))
    elif isinstance(values, list | tuple):
        for place, value in enumerate(values):
            yield from texts(value, f"{name}[{place}]")
