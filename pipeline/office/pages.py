"""The words on the pages of a numbered letter: kept when it is made, to be compared with what comes back.

Apart from making and from examining because both know it. A PDF is read in the cage only, and no mail is to
wait for that inside its transaction.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from pipeline.errors import OutsideError, SetAside
from pipeline.office.desk import Desk
from pipeline.store import archive
from pipeline.store.schema import AnyRow

_KEY = "halaman"


def with_pages(data: Mapping[str, Any], pdf_sha256: str, pages: Sequence[str]) -> dict[str, Any]:
    """The data of a letter with the text of each page of the PDF of that hash."""
    return {**data, _KEY: {"sha256": pdf_sha256, "teks": list(pages)}}


def pages_of(desk: Desk, connection: Connection, letter: AnyRow) -> Sequence[str]:
    """The text of each page of a letter that was made. Raises SetAside where they cannot be read.

    A letter that was made before they were kept is read now, in the cage.
    """
    kept = letter.data.get(_KEY) or {}
    if kept.get("sha256") == letter.pdf_sha256:
        return [str(each) for each in kept["teks"]]
    [pages] = desk.pages([archive.load(connection, letter.pdf_sha256)])
    if isinstance(pages, OutsideError):
        # It is this letter's own fault, and no reason for the mails behind it to wait.
        raise SetAside(f"Isi surat bernomor yang kami kirim tidak terbaca ({pages}).") from pages
    return pages
