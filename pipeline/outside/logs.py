"""The log: one JSON object a line on stderr, without personal data.

The program logs case numbers, row numbers, sizes and names of events. What slips in
beside them (an address in an error of the mail server, a file name in a library's
warning) is struck out here, as the second line of defence (reliability.md D).
"""

import logging
import os
import sys
import traceback
from collections.abc import Mapping
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

from pipeline.errors import OutsideError, SettingsError
from pipeline.outside.redaction import redact

#: libraries whose warnings hold what strangers wrote, or that say nothing an operator can use
_QUIET: Mapping[str, int] = {
    "pyhanko": logging.CRITICAL,
    "pyhanko_certvalidator": logging.CRITICAL,
    "pdfminer": logging.CRITICAL,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
    "asyncio": logging.WARNING,
    "fontTools": logging.WARNING,
}
#: severities of syslog(3), as systemd reads them in front of a line
_PRIORITY: Mapping[str, int] = {"critical": 2, "error": 3, "warning": 4, "info": 6, "debug": 7}


def set_up(level: str = "info", stream: TextIO | None = None) -> None:
    """Send what the program and its libraries log to `stream` (stderr), one line an event."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    last = _Line(journal=_is_journal(handler.stream))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_SHARED, structlog.stdlib.ExtraAdder()],
            processors=[
                _add_fault,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                redact,
                last,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(least)


_SHARED: list[structlog.typing.Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
]


class _Line:
    """The last step: JSON, with the priority in front where the journal reads it."""

    def __init__(self, *, journal: bool) -> None:
        self._journal = journal
        self._json = structlog.processors.JSONRenderer(ensure_ascii=False, default=repr)

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> str:
        line = str(self._json(logger, method, event))
        return f"<{_PRIORITY.get(str(event.get('level')), 6)}>{line}" if self._journal else line


def _is_journal(stream: TextIO) -> bool:
    """Whether systemd reads the stream: it names its device and inode in the environment."""
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


def _add_fault(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An exception as its kind and its places in the code.

    Its words may hold what a customer wrote, so they are told only where they are our own
    about the outside, and in a log of the level debug.
    """
    fault = event.pop("exc_info", None)
    record = event.get("_record")
    fault = fault or (record.exc_info if record else None)
    if fault is True:
        fault = sys.exc_info()
    error = fault[1] if isinstance(fault, tuple) else fault
    if not isinstance(error, BaseException):
        return event
    told: dict[str, object] = {"error": type(error).__name__, "places": _places(error)}
    if isinstance(error, OutsideError | SettingsError) or logging.getLogger().isEnabledFor(logging.DEBUG):
        told["words"] = str(error)
    return {**event, **told}


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames]
