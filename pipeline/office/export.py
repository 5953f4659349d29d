"""Give out what the office holds about one person: as data, as the originals, and as a page to read.

UU 27/2022 pasal 5-13 (rights of the data subject), above all 5-7 and 13: to know, to see, to get a copy in a
form that machines read. What is another person's, and stands apart, is left out: mails of other customers
in the same case, the drafts and the mails of the staff among themselves, and what is read by one post alone.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, or_, select

from pipeline.errors import Refusal
from pipeline.letters.personal_data import Given, Matter, Piece, page
from pipeline.mail.kind import Kind
from pipeline.office.desk import Desk
from pipeline.office.gather import STAGES, moment
from pipeline.office.release import OPERATOR
from pipeline.sop.papers import LetterKind
from pipeline.store import archive, audit, ratings
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import forms, letters, step_runs
from pipeline.store.database import reading, writing
from pipeline.store.mail_tables import blobs, facts, mails, outbox, recipients
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.schema import AnyRow

DATA, INDEX = "data.json", "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the register holds about an address, with the bytes of each original by its file."""

    given: Given
    contents: Mapping[str, str]


def export(desk: Desk, address: str, out: Path) -> Given:
    """Write everything held about an address into the folder `out`; gives what that is.

    Raises `Refusal` for an address of the office itself, and where nothing is held.
    """
    wanted = address.strip().lower()
    if wanted in desk.addresses:
        raise Refusal(f"{wanted} adalah alamat jabatan Balai, bukan alamat subjek data.")
    with reading(desk.engine) as connection:
        found = _found(desk, connection, wanted)
        if not found.given.perkara and not found.given.berkas:
            raise Refusal(f"Tidak ada data tentang {wanted} di register.")
        for name, digest in found.contents.items():
            file = out / name
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.write_bytes(archive.load(connection, digest))
    told = json.dumps(asdict(found.given), ensure_ascii=False, indent=2)
    (out / DATA).write_text(told, encoding="utf-8")
    (out / INDEX).write_text(page(found.given), encoding="utf-8")
    _record(desk, found.given)
    return found.given


def _record(desk: Desk, given: Given) -> None:
    """That it was given out is on record; to whom, only by the cases."""
    payload = {"perkara": [each.perkara for each in given.perkara], "jumlah": len(given.berkas)}
    with writing(desk.engine) as connection:
        audit.append(
            connection, at=desk.clock(), actor=OPERATOR, event="data_subjek_diberikan", payload=payload
        )


def _found(desk: Desk, connection: Connection, address: str) -> Found:
    own = _cases(connection, address)
    pieces = list(_numbered(desk, connection, address, own))
    given = Given(
        alamat=address,
        instansi=desk.letterhead.balai,
        dibuat=moment(desk, desk.clock()),
        perkara=tuple(_matter(desk, connection, row) for row in own),
        berkas=tuple(piece for piece, _ in pieces),
    )
    return Found(given=given, contents={piece.berkas: digest for piece, digest in pieces})


def _cases(connection: Connection, address: str) -> list[AnyRow]:
    email = func.lower(forms.c.data["email"].as_string())
    his = or_(func.lower(forms.c.address) == address, email == address)
    query = select(case_rows, forms.c.data.label("form")).join(forms, forms.c.case_id == case_rows.c.id)
    return list(connection.execute(query.where(his).order_by(case_rows.c.id)))


def _matter(desk: Desk, connection: Connection, row: AnyRow) -> Matter:
    runs = select(step_runs).where(step_runs.c.case_id == row.id).order_by(step_runs.c.id)
    rated = ratings.of_case(connection, row.id)
    return Matter(
        perkara=row.number,
        agenda=row.agenda,
        diterima=moment(desk, row.received_at),
        keadaan=STAGES[row.state],
        surat_jawaban=row.letter_number,
        formulir={name: _words(value) for name, value in row.form.items() if value},
        tahap=tuple(
            (each.step.replace("_", " "), moment(desk, each.opened_at), moment(desk, each.closed_at))
            for each in connection.execute(runs).all()
        ),
        kepuasan=str(rated.score or "") if rated else "",
    )


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(map(str, value))


def _numbered(
    desk: Desk, connection: Connection, address: str, own: list[AnyRow]
) -> Iterator[tuple[Piece, str]]:
    """Every original with its hash, each in a file of its own."""
    found = [*_came(connection, address, own), *_went(connection, address), *_signed(connection, own)]
    for number, (folder, ending, at, about, digest) in enumerate(found, 1):
        name = f"{folder}/{number:03}.{ending}"
        yield Piece(berkas=name, pada=moment(desk, at), tentang=about, sha256=digest), digest


#: folder, ending, when, what about, SHA-256
_Original = tuple[str, str, datetime, str, str]


def _came(connection: Connection, address: str, own: list[AnyRow]) -> Iterator[_Original]:
    sender = func.lower(facts.c.data["sender"].as_string())
    # The office's own mails that brought his letter on paper are about him and nobody else.
    brought = [row.inbox_id for row in own]
    query = (
        select(inbox_rows, facts.c.data["subject"].as_string().label("subject"))
        .join(facts, facts.c.inbox_id == inbox_rows.c.id)
        .join(blobs, blobs.c.sha256 == inbox_rows.c.sha256)
        .where(or_(sender == address, inbox_rows.c.id.in_(brought)), blobs.c.content.is_not(None))
        .where(inbox_rows.c.kind.is_distinct_from(Kind.WBS.value))
    )
    for row in connection.execute(query.order_by(inbox_rows.c.id)).all():
        yield "surel-masuk", "eml", row.received_at, row.subject, row.sha256


def _went(connection: Connection, address: str) -> Iterator[_Original]:
    query = (
        select(outbox.c.sha256, outbox.c.frozen_at, mails.c.template)
        .join(recipients, recipients.c.outbox_id == outbox.c.id)
        .join(mails, mails.c.id == outbox.c.mail_id)
        .join(blobs, blobs.c.sha256 == outbox.c.sha256)
        .where(func.lower(recipients.c.address) == address, blobs.c.content.is_not(None))
    )
    for row in connection.execute(query.order_by(outbox.c.id)).all():
        yield "surel-keluar", "eml", row.frozen_at, row.template.replace("_", " "), row.sha256


def _signed(connection: Connection, own: list[AnyRow]) -> Iterator[_Original]:
    query = select(letters).where(
        letters.c.case_id.in_([row.id for row in own]),
        letters.c.kind == LetterKind.SURAT.value,
        letters.c.signed_sha256.is_not(None),
    )
    for row in connection.execute(query.order_by(letters.c.id)).all():
        yield "surat", "pdf", row.made_at or row.owed_at, "surat jawaban", row.signed_sha256
