"""Personal data struck out of what is logged, whatever library said it (reliability.md D).

Apart from the log because what counts as personal is a question of law, not of logging.
"""

import re
from collections.abc import Mapping

from structlog.typing import EventDict, WrappedLogger

#: what is struck out, and what stands in its place
_PERSONAL = (
    (re.compile(r"[^\s<>()\[\]{}\"'“”,;:=]+@[^\s<>()\[\]{}\"'“”,;:=]+"), "[surel]"),
    (re.compile(r"(?<![0-9A-Za-z])\d{16}(?![0-9A-Za-z])"), "[nik]"),
    (re.compile(r"(?<!\d)(?:\+62|62|0)[\s.()-]{0,2}8\d{1,2}(?:[\s.()-]{0,2}\d){6,9}(?!\d)"), "[telepon]"),
    (re.compile(r"\+62(?:[\s.()-]{0,2}\d){7,12}"), "[telepon]"),
)


def redacted(text: str) -> str:
    """The text without e-mail addresses, NIK and telephone numbers."""
    for pattern, mark in _PERSONAL:
        text = pattern.sub(mark, text)
    return text


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """One event for the log, with everything in it struck out that has to be."""
    return {name: _clean(value) for name, value in event.items()}


def _clean(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            # A NIK is a number of sixteen figures.
            return redacted(str(value)) if len(str(value)) >= 16 else value
        case Mapping():
            return {str(key): _clean(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_clean(each) for each in value]
        case _:
            return redacted(str(value))
