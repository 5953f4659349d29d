"""The rows of the buku agenda surat keluar: every number of a year's series, with its letter or without.

Apart from the incoming letters because here the number comes first: reserved, used elsewhere,
void, or on the letter of a case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from pipeline.letters.agenda import Outgoing, as_written, enclosures, moment_in_book
from pipeline.letters.report_values import addressee, customer
from pipeline.office.desk import Desk
from pipeline.office.dispatch import Sending, sendings
from pipeline.office.gather import SECRET, complaint
from pipeline.office.incoming import sender
from pipeline.sop.case import Case
from pipeline.sop.papers import LetterKind
from pipeline.store import cases, numbers, owed
from pipeline.store.schema import AnyRow

#: what a letter made elsewhere tells that stands in the book as it is
_TOLD = ("sifat", "hal", "lampiran", "pengolah", "penanda_tangan", "tembusan", "bukti")
#: the subject of a surat balasan, as its template has it
SUBJECT = "Tanggapan atas Pengaduan Nomor {}"
#: and of a surat penerusan
PASSING_ON = "Penerusan Pengaduan Nomor {}"

Numbered = tuple[Outgoing, Sequence[Sending]]


def list_outgoing(desk: Desk, connection: Connection, year: int) -> list[Numbered]:
    """The numbers of a year with the ways that each letter went; behind ours those given elsewhere."""
    rows = numbers.of_year(connection, numbers.LETTERS, year)
    return [_outgoing(desk, connection, row) for row in rows]


def _outgoing(desk: Desk, connection: Connection, row: AnyRow) -> Numbered:
    blank = Outgoing(
        urut=str(row.value) if row.register == numbers.SURAT_KELUAR else f"luar {row.value}",
        nomor=row.text,
        tanggal=moment_in_book(row.drawn_at, desk.rules.calendar.zone),
        klasifikasi=desk.numbers.klasifikasi,
    )
    if row.case_id is not None:
        entry, ways = _of_case(desk, connection, row, blank)
    else:
        entry, ways = _made_elsewhere(row, blank)
    if row.voided_at is not None:
        note = "; ".join(filter(None, (f"BATAL: {row.reason}", entry.keterangan)))
        return replace(entry, dikirim="", bukti="", keterangan=note), ()
    return entry, ways


def _made_elsewhere(row: AnyRow, blank: Outgoing) -> Numbered:
    told: Mapping[str, Any] = row.letter or {}
    dated = as_written(told["tanggal"]) if "tanggal" in told else blank.tanggal
    if "hal" not in told:
        waits = f"Dicadangkan untuk {row.purpose}" if row.purpose else ""
        return replace(blank, tanggal=dated, keterangan=waits), ()
    addressee = "\n".join(filter(None, (told.get("tujuan"), told.get("alamat"))))
    sent = as_written(told.get("dikirim", ""))
    entry = replace(
        blank,
        **{name: told[name] for name in _TOLD if name in told},
        tanggal=dated,
        tujuan=addressee,
        dikirim="\n".join(filter(None, (sent, told.get("cara")))),
        keterangan=told.get("keterangan") or f"Di luar Tanggap: {row.purpose}",
    )
    way = Sending(hari=sent, cara=told.get("cara", ""), penerima=told["tujuan"], bukti=told.get("bukti", ""))
    return entry, (way,) if sent or told.get("cara") else ()


def _of_case(desk: Desk, connection: Connection, row: AnyRow, blank: Outgoing) -> Numbered:
    case, known = cases.load(connection, row.case_id), cases.registration(connection, row.case_id)
    letter = letter_of(connection, row)
    then = cases.from_json(letter.data["case"]) if letter is not None else case
    ways = sendings(desk, connection, case, row.text, letter)
    replaced = (row.letter or {}).get("menggantikan")
    form = complaint(known.form)
    notes = [case.number, f"nomor dari aplikasi lain, menggantikan {replaced}" if replaced else ""]
    if letter is None or letter.signed_sha256 is None:
        notes.append("belum ditandatangani")
    entry = replace(
        blank,
        sifat=SECRET.get(then.sifat, "Biasa"),
        tujuan="\n".join(addressee(then.penerusan)) if then.penerusan else sender(form),
        hal=(PASSING_ON if then.penerusan else SUBJECT).format(case.number),
        lampiran=_enclosed(letter, then),
        pengolah=desk.name(then.pokja) if then.pokja else "",
        penanda_tangan=desk.posts[then.approver].signer.title(),
        dikirim="\n".join(f"{way.hari} {way.cara}".strip() for way in ways if way.hari),
        bukti="\n".join(way.bukti for way in ways if way.bukti),
        tembusan=customer(form) if then.penerusan else "",
        menjawab=known.agenda,
        keterangan="; ".join(filter(None, notes)),
    )
    return entry, ways


def _enclosed(letter: AnyRow | None, then: Case) -> str:
    """The sheaves that the letter says go with it: its PDFs, or the customer's own letter."""
    if letter is None:
        return ""
    return enclosures(1 if then.penerusan else len(letter.data.get("lampiran", ())))


def letter_of(connection: Connection, row: AnyRow) -> AnyRow | None:
    """The newest version of the letter that bears a number, None where none is made yet."""
    ours = (row.letter or {}).get("menggantikan", row.text)
    found = [
        each
        for each in owed.letters_of(connection, row.case_id)
        # Of an erased case the number alone is left.
        if each.kind == LetterKind.SURAT.value and each.data.get("case", {}).get("letter_number") == ours
    ]
    return found[-1] if found else None
