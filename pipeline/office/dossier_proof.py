"""The dossier's parts of proof: what the servers said of each mail to the customer, and the audit trail.

Apart from letters and mails because nothing here was written by a person: it is the register's own word.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from pipeline.letters.dossier import Block, Heading, Pairs, Part, Sheet, Table, Words
from pipeline.office.dossier_case import Filing, said, spoken
from pipeline.office.dossier_letters import answered_files
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PELANGGAN
from pipeline.store.book_tables import audit, audit_payloads
from pipeline.store.inbox import load_facts
from pipeline.store.mail_tables import inbox, mails, outbox, recipients
from pipeline.store.schema import AnyRow

_CHAIN = (
    "Setiap entri memuat hash entri sebelumnya, sehingga entri yang diubah, dihapus, atau disisipkan "
    "merusak rantai. Perintah “tanggap audit verify” memeriksa rantai itu. Bila hash kepala rantai di bawah "
    "ini kelak masih ada pada entri yang sama, register belum disusun ulang sejak berkas ini dibuat."
)


def delivery(filing: Filing) -> list[Part]:
    """How the letter and every other mail reached the customer, in the servers' own words."""
    rows = sent_to_customer(filing)
    blocks: list[Block] = [
        Table(
            ("Surel", "Kepada", "Pada", "Jawaban server penerima"),
            tuple(_word(filing, row) for row in rows),
            (0.22, 0.26, 0.13, 0.39),
            empty="Tidak ada surel kepada pelanggan.",
        )
    ]
    letters = [row for row in rows if row.template == Notice.SURAT_JAWABAN.value]
    for row in letters:
        blocks += [Heading("Surel yang membawa surat jawaban"), Pairs(_identity(filing, row))]
    told = filing.answers("terkirim")
    for answer in told:
        by = f"{filing.desk.name(answer.by)}, {filing.moment(answer.accepted_at)}"
        blocks += [
            Heading("Disampaikan dengan cara lain"),
            Pairs((("Oleh", by), ("Cara", said(filing, answer)))),
        ]
    blocks += _bounces(filing)
    proofs = answered_files(filing, "terkirim", "Bukti penyampaian dengan cara lain")
    if not rows and not told:
        return []
    return [Part(divider=Sheet(title="Bukti penyampaian", blocks=tuple(blocks))), *proofs]


def sent_to_customer(filing: Filing) -> list[AnyRow]:
    """Every mail to the customer, once for each address, with the server's word."""
    query = (
        select(
            mails.c.template,
            outbox.c.message_id,
            outbox.c.sender,
            outbox.c.sha256,
            outbox.c.frozen_at,
            recipients,
        )
        .join(outbox, outbox.c.mail_id == mails.c.id)
        .join(recipients, recipients.c.outbox_id == outbox.c.id)
        .where(mails.c.case_id == filing.case.id, mails.c.post == PELANGGAN)
        .order_by(recipients.c.id)
    )
    return list(filing.connection.execute(query))


def _word(filing: Filing, row: AnyRow) -> tuple[str, ...]:
    said_of_it = " ".join(filter(None, (str(row.code or ""), row.word))) or spoken(row.state)
    bounced = f"\nTerpantul {filing.moment(row.bounced_at)}" if row.bounced_at else ""
    return (
        spoken(row.template).capitalize(),
        row.address,
        filing.moment(row.changed_at),
        said_of_it + bounced,
    )


def _identity(filing: Filing, row: AnyRow) -> tuple[tuple[str, str], ...]:
    return (
        ("Message-ID", row.message_id),
        ("Pengirim amplop", row.sender),
        ("Kepada", row.address),
        ("Dibekukan", filing.moment(row.frozen_at)),
        ("Jawaban server", f"{row.code or ''} {row.word or spoken(row.state)}".strip()),
        ("SHA-256 surel yang dikirim", row.sha256),
    )


def _bounces(filing: Filing) -> list[Block]:
    """What servers wrote when a mail came back."""
    wanted = (inbox.c.case_id == filing.case.id, inbox.c.kind == "pantulan")
    blocks: list[Block] = []
    for row in filing.connection.execute(select(inbox).where(*wanted).order_by(inbox.c.id)):
        facts = load_facts(filing.connection, row.id)
        codes = "\n".join(f"{address}: {status}" for address, status in facts.bounced)
        blocks += [
            Heading(f"Surel yang terpantul, {filing.moment(row.received_at)}"),
            Words("\n".join(filter(None, (codes, facts.text.strip()[:5000]))), small=True),
        ]
    return blocks


def trail(filing: Filing) -> Part:
    """The case's entries of the audit trail, each with its hash, and the head of the chain."""
    query = (
        select(audit, audit_payloads.c.payload)
        .outerjoin(audit_payloads, audit_payloads.c.seq == audit.c.seq)
        .where(audit.c.case_id == filing.case.id)
        .order_by(audit.c.seq)
    )
    rows = list(filing.connection.execute(query))
    head = filing.connection.execute(select(audit).order_by(audit.c.seq.desc()).limit(1)).one()
    count = filing.connection.scalar(select(func.count()).select_from(audit))
    told = (
        ("Entri perkara ini", str(len(rows))),
        ("Hash entri terakhir perkara ini", rows[-1].hash if rows else ""),
        ("Entri seluruh register", str(count)),
        ("Kepala rantai", f"entri {head.seq}, {filing.moment(head.at)}"),
        ("Hash kepala rantai", head.hash),
    )
    table = Table(
        ("Entri", "Waktu", "Oleh", "Peristiwa", "Hash entri dan rincian"),
        tuple(_entry(filing, row) for row in rows),
        (0.07, 0.12, 0.15, 0.17, 0.49),
    )
    return Part(divider=Sheet(title="Kutipan jejak audit", blocks=(Words(_CHAIN), Pairs(told), table)))


def _entry(filing: Filing, row: AnyRow) -> tuple[str, ...]:
    details = _details(row.payload) if row.payload is not None else "(rincian telah dihapus)"
    who = filing.who(row.actor)
    return (str(row.seq), filing.moment(row.at), who, spoken(row.event), f"{row.hash}\n{details}".strip())


def _details(payload: Mapping[str, Any]) -> str:
    return "; ".join(
        f"{spoken(name)}: {_plain(value)}" for name, value in payload.items() if value not in ("", None)
    )


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{spoken(str(name))} {_plain(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return str(value)
