"""The dossier's parts of mails: the customer's letter and what came with it, as received.

Apart from the letters of the office because all of it comes from strangers: pages are shown, office files
enclosed, and the mail itself lies in the dossier byte for byte.
"""

from collections.abc import Sequence

from sqlalchemy import or_, select

from pipeline.letters.dossier import (
    DRAWN,
    Block,
    Heading,
    Kept,
    Pairs,
    Part,
    Sheet,
    Shown,
    Words,
    is_office_file,
)
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.kind import Kind
from pipeline.office.dossier_case import Filing, files_table
from pipeline.store.inbox import DOUBLE, whole
from pipeline.store.mail_tables import inbox
from pipeline.store.schema import AnyRow

#: mails of a case that are no letter to it; an integrity report is nobody's but the WBS address's
_OTHER = tuple(kind.value for kind in (Kind.BALASAN, Kind.PANTULAN, Kind.OTOMATIS, Kind.SENDIRI, Kind.WBS))
#: header fields that a reader of the file needs, with their names in Indonesian
_FIELDS = {
    "from": "Dari",
    "reply-to": "Balas ke",
    "to": "Kepada",
    "cc": "Tembusan",
    "date": "Tanggal",
    "subject": "Subjek",
    "message-id": "Message-ID",
    "in-reply-to": "Menjawab",
    "authentication-results": "Pemeriksaan asal",
}


def received(filing: Filing) -> list[Part]:
    """The letter and every further mail to the case, oldest first."""
    own = filing.case.inbox_id
    query = (
        select(inbox)
        .where(or_(inbox.c.case_id == filing.case.id, inbox.c.id == own), inbox.c.state != DOUBLE)
        .where(inbox.c.kind.not_in(_OTHER))
        .order_by(inbox.c.id != own, inbox.c.id)
    )
    rows = filing.connection.execute(query).all()
    titles = ["Surat pengaduan dan lampirannya", *(f"Surat susulan {n}" for n in range(1, len(rows)))]
    return [_part(filing, title, row) for title, row in zip(titles, rows, strict=True)]


def _part(filing: Filing, title: str, row: AnyRow) -> Part:
    mail = whole(filing.connection, row.id)
    facts = mail.facts
    files = [file for file in facts.attachments if not file.inline]
    words = facts.text.strip() or "(Surel ini tidak berisi teks.)"
    blocks: list[Block] = [
        Pairs(
            (
                *_headers(facts),
                ("Diterima", filing.moment(row.received_at)),
                ("SHA-256 surel asli", mail.sha256),
            )
        ),
        Heading("Isi surel"),
        Words(words),
    ]
    if files:
        blocks += [Heading("Lampiran"), files_table(tuple(map(file_row, files)))]
    if facts.notes:
        blocks += [Heading("Catatan"), Words("\n".join(facts.notes))]
    original = Kept(
        name=f"{title}.eml",
        sha256=mail.sha256,
        media_type="message/rfc822",
        about=f"Surel asli, {mail.size} bita",
    )
    return Part(
        divider=Sheet(title=title, blocks=tuple(blocks)),
        leaves=shown(files),
        kept=(*(() if _is_risky(facts) else (original,)), *enclosed(files)),
    )


def _is_risky(facts: Facts) -> bool:
    return bool(facts.risk) or any(file.risk for file in facts.attachments)


def _headers(facts: Facts) -> list[tuple[str, str]]:
    return [(told, "\n".join(facts.headers[name])) for name, told in _FIELDS.items() if facts.header(name)]


def shown(files: Sequence[Attachment]) -> tuple[Shown, ...]:
    """Those of a mail's files whose pages appear."""
    return tuple(
        Shown(title=file.name, sha256=file.sha256, media_type=file.media_type)
        for file in files
        if file.media_type in DRAWN and not file.risk
    )


def enclosed(files: Sequence[Attachment]) -> tuple[Kept, ...]:
    """Those that lie in the dossier unchanged: office files, which are never rendered."""
    return tuple(
        Kept(name=file.name, sha256=file.sha256, media_type=file.media_type, about="Berkas dari pengirim")
        for file in files
        if is_office_file(file.media_type) and not file.risk
    )


def file_row(file: Attachment) -> tuple[str, ...]:
    """A file in a list: name, kind, size, what became of it, hash."""
    if file.risk:
        fate = f"ditahan: {file.risk}"
    elif file.media_type in DRAWN:
        fate = "ditampilkan"
    elif is_office_file(file.media_type):
        fate = "terlampir dalam PDF ini"
    else:
        fate = "tersimpan dalam surel asli"
    return (file.name, file.media_type, _size(file.size), fate, file.sha256)


def _size(size: int) -> str:
    return (
        f"{size / 1_000_000:.1f} MB".replace(".", ",")
        if size >= 100_000
        else f"{size / 1000:.1f} kB".replace(".", ",")
    )
