"""Tell a reader what changed in the draft since the version that he was shown last.

Apart from composing mails because it compares letters, and most mails have none.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from pipeline.letters.drafts import changed_lines
from pipeline.letters.late import KONSEP_LINE
from pipeline.sop.asks import Ask
from pipeline.sop.case import Case
from pipeline.sop.papers import LetterKind
from pipeline.store import owed
from pipeline.store.case_tables import requests
from pipeline.store.requests import Request

#: requests that show a draft
SHOWING = (Ask.PARAF, Ask.PERSETUJUAN)
#: changed paragraphs that are listed, and characters of each
MOST_SHOWN, SHOWN = 12, 240


def since_last_shown(connection: Connection, case: Case | None, request: Request | None) -> str:
    """The changed paragraphs, "-" what went and "+" what came; '' where the reader has seen none before."""
    if case is None or request is None or request.ask not in SHOWING or request.version < 1:
        return ""
    before = _shown_before(connection, request)
    old, new = (_lines(connection, case, version) for version in (before, request.version))
    if not before or not old or not new:
        return ""
    lines = changed_lines(old, new)
    if not lines:
        return f"Isi konsep tidak berubah sejak versi {before}."
    return "\n".join([f"Perubahan sejak konsep versi {before}:", *listed(lines)])


def listed(lines: Sequence[str]) -> list[str]:
    """As many of the changed paragraphs as a mail should hold, and how many there are beside them."""
    told = [line if len(line) <= SHOWN else f"{line[:SHOWN]}…" for line in lines[:MOST_SHOWN]]
    return told + ([f"dan {len(lines) - MOST_SHOWN} perubahan lain"] if len(lines) > MOST_SHOWN else [])


def _shown_before(connection: Connection, request: Request) -> int:
    """The newest earlier version that the same person was shown, 0 if none."""
    asks = requests.c.ask.in_([ask.value for ask in SHOWING])
    same = (requests.c.case_id == request.case_id) & (requests.c.post == request.post) & asks
    newest = select(func.max(requests.c.version)).where(same, requests.c.version < request.version)
    return connection.scalar(newest) or 0


def _lines(connection: Connection, case: Case, version: int) -> list[str]:
    """The words of a version without the line that names it."""
    row = owed.letter(connection, case.id, LetterKind.KONSEP.value, version)
    lines = row.data.get("text", "").splitlines() if row else []
    return [line for line in lines if not KONSEP_LINE.search(line)]
