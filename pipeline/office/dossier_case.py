"""The cover of a dossier: what the case is about, when each step was due and done, and who answered what.

Apart from the parts behind it because it draws on all of the register, and they on one letter or mail each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from pipeline.letters.dossier import (
    Block,
    Contents,
    Heading,
    Kept,
    Pairs,
    Sheet,
    Table,
    Words,
    enclosed_name,
)
from pipeline.letters.wording import date_as_written, moment_words
from pipeline.office.desk import Desk
from pipeline.office.gather import STAGES, complaint, moment
from pipeline.sop.steps import BY_STEP, PIPELINE, Step
from pipeline.store import cases
from pipeline.store.case_tables import answers, requests, step_runs
from pipeline.store.schema import AnyRow

#: how a run ended, where the register's own word would not be understood
_ENDED = {"250": "diterima server", "digantikan": "digantikan surat berikutnya"}
_ARCHIVAL = (
    "Berkas ini disusun sebagai PDF/A-3b (ISO 19005-3) untuk disimpan dalam jangka panjang. Naskah Balai "
    "ditampilkan sebagaimana dicetak; berkas dari luar dan surat yang sudah ditandatangani ditampilkan "
    "sebagai gambar halamannya."
)
_ENCLOSED = (
    "Berkas berikut terlampir dalam PDF ini tanpa diubah, masing-masing dalam format aslinya, dan dibuka "
    "melalui daftar lampiran pada pembaca PDF. Berkas itu tidak ikut tercetak."
)


@dataclass(frozen=True, slots=True)
class Filing:
    """One case while its dossier is gathered."""

    desk: Desk
    connection: Connection
    #: its row among the cases
    case: AnyRow
    #: when the dossier is made
    at: datetime

    def moment(self, at: datetime | None) -> str:
        """23-11-2026 08.15 in the office's time, '' for none."""
        return at.astimezone(self.desk.rules.calendar.zone).strftime("%d-%m-%Y %H.%M") if at else ""

    def who(self, actor: str) -> str:
        """An actor of the register as readers of the file know him."""
        return "Tanggap" if actor == PIPELINE else self.desk.name(actor)

    def answers(self, *actions: str) -> list[AnyRow]:
        """What staff answered in this case, oldest first, with the version that each had before him."""
        query = (
            select(answers, requests.c.version)
            .outerjoin(requests, requests.c.id == answers.c.request_id)
            .where(answers.c.case_id == self.case.id)
            .order_by(answers.c.id)
        )
        return list(self.connection.execute(query.where(answers.c.action.in_(actions)) if actions else query))


def cover(filing: Filing, kept: Sequence[Kept]) -> Sheet:
    """The first pages of the dossier; `kept` are all files that lie in it beside its pages."""
    return Sheet(
        title=f"Berkas Perkara {filing.case.number}",
        kop=kop(filing.desk),
        blocks=(
            Pairs(_facts(filing)),
            Heading("Perjalanan waktu menurut SOP"),
            _timeline(filing),
            Words(
                f"Waktu dalam {_zone(filing)}. Mulai dihitung sejak tahap dibuka; batas menurut jam kerja."
            ),
            Heading("Keputusan dan jawaban petugas"),
            _decisions(filing),
            Heading("Isi berkas"),
            Contents(),
            Heading("Bentuk berkas"),
            Words(_ARCHIVAL),
            *_enclosed(kept),
        ),
    )


def _enclosed(kept: Sequence[Kept]) -> tuple[Block, ...]:
    """The list of files, for whoever has the dossier on paper."""
    if not kept:
        return ()
    rows = tuple(
        (enclosed_name(number, file), file.about, file.sha256) for number, file in enumerate(kept, 1)
    )
    table = Table(("Nama dalam PDF", "Keterangan", "SHA-256"), rows, (0.40, 0.24, 0.36))
    return (Heading("Berkas terlampir"), Words(_ENCLOSED), table)


def kop(desk: Desk) -> tuple[str, ...]:
    """The letterhead's lines, its address last."""
    head = desk.letterhead
    reach = [head.alamat, head.telepon and f"Telepon {head.telepon}", head.laman, head.surel]
    names = (head.kementerian, head.badan, head.balai)
    return (*(name.upper() for name in names if name), ", ".join(filter(None, reach)))


def _facts(filing: Filing) -> tuple[tuple[str, str], ...]:
    row, desk = filing.case, filing.desk
    known = cases.registration(filing.connection, row.id)
    form = complaint(known.form)
    written = f"{form.nomor_surat} tanggal {date_as_written(form.tanggal_surat)}" if form.nomor_surat else ""
    ended = f", {moment(desk, row.closed_at)}" if row.closed_at else ""
    earlier = cases.load(filing.connection, row.surat_terkait).number if row.surat_terkait else ""
    told = (
        ("Nomor pengaduan", row.number),
        ("Nomor agenda surat masuk", row.agenda),
        ("Diterima", moment(desk, row.received_at)),
        ("Pelanggan", ", ".join(filter(None, (form.nama, form.jabatan, form.perusahaan)))),
        ("Alamat", ", ".join(filter(None, (form.alamat.replace("\n", ", "), form.telepon, known.address)))),
        ("Surat pelanggan", written.removesuffix(" tanggal ")),
        ("Hal", form.hal),
        ("Layanan", form.layanan),
        ("Jenis", "Banding" if row.banding else "Keluhan"),
        ("Lanjutan dari perkara", earlier),
        ("Ditindaklanjuti oleh", desk.name(row.pokja) if row.pokja else ""),
        ("Diteruskan kepada", ", ".join(row.penerusan.splitlines())),
        ("Alasan penerusan", row.alasan),
        ("Penanda tangan", desk.name(row.approver)),
        ("Nomor surat keluar", row.letter_number),
        ("Keadaan", STAGES[row.state] + ended),
        ("Berkas ini disusun", moment_words(filing.at, desk.rules.calendar.zone)),
    )
    return tuple((name, value) for name, value in told if value)


def _timeline(filing: Filing) -> Table:
    query = select(step_runs).where(step_runs.c.case_id == filing.case.id).order_by(step_runs.c.id)
    return Table(
        ("Tahap", "Pelaksana", "Mutu baku", "Mulai", "Batas", "Selesai", "Keterangan"),
        tuple(_run(filing, row) for row in filing.connection.execute(query)),
        (0.14, 0.17, 0.10, 0.12, 0.12, 0.12, 0.23),
    )


def _run(filing: Filing, row: AnyRow) -> tuple[str, ...]:
    step = Step(row.step)
    again = f" (ke-{row.run})" if row.run > 1 else ""
    mutu = filing.desk.rules.times.get(step, BY_STEP[step].waktu)
    moments = (filing.moment(at) for at in (row.opened_at, row.due_at, row.closed_at))
    return (
        spoken(row.step).capitalize() + again,
        BY_STEP[step].pelaksana,
        str(mutu),
        *moments,
        _ending(filing, row),
    )


def _ending(filing: Filing, row: AnyRow) -> str:
    """How a run ended, and whether in time."""
    late = row.due_at is not None and (row.closed_at or filing.at) > row.due_at
    if row.closed_at is None:
        return "berjalan, melewati batas" if late else "berjalan"
    ended = spoken(_ENDED.get(row.ended_by, row.ended_by or ""))
    return f"{ended}; {'melewati batas' if late else 'tepat waktu'}"


def _decisions(filing: Filing) -> Table:
    rows = filing.answers()
    return Table(
        ("Pada", "Oleh", "Jawaban", "Isi"),
        tuple(
            (filing.moment(row.accepted_at), filing.desk.name(row.by), spoken(row.action), said(filing, row))
            for row in rows
        ),
        (0.13, 0.20, 0.15, 0.52),
    )


def said(filing: Filing, row: AnyRow) -> str:
    """What an answer said, and whether it was taken back."""
    data: Mapping[str, Any] = row.data
    told = [filing.desk.name(data["pokja"])] if data.get("pokja") else []
    told += [data[name] for name in ("sifat", "instruksi", "reason", "note", "text") if data.get(name)]
    told += [f"{data['days']} hari kerja"] if data.get("days") else []
    told += [f"{spoken(name)}: {value}" for name, value in data.get("fields", {}).items()]
    told += [f"{len(data['files'])} berkas"] if data.get("files") else []
    taken_back = f"Dibatalkan {filing.moment(row.revoked_at)}." if row.revoked_at else ""
    return "\n".join(filter(None, ("; ".join(told), taken_back)))


def spoken(name: str) -> str:
    """A word of the register as people write it."""
    return name.replace("_", " ")


def _zone(filing: Filing) -> str:
    return filing.at.astimezone(filing.desk.rules.calendar.zone).tzname() or ""


def files_table(rows: tuple[tuple[str, ...], ...]) -> Block:
    """Files by name, kind and size, with what became of each in the dossier and the hash of its bytes."""
    return Table(
        ("Nama", "Jenis", "Ukuran", "Dalam berkas ini", "SHA-256"), rows, (0.22, 0.15, 0.10, 0.21, 0.32)
    )
