"""The books of a year: buku agenda surat masuk and keluar, buku ekspedisi; rows, and how they are ruled.

Apart from the sheets and the print because both, and the kartu kendali, show the same rows
(domain.md A.2, A.4, A.6). Every value is text as it stands in the book.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from operator import attrgetter
from typing import Any

from pipeline.letters.wording import sheaves


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A surat masuk, as the agenda and the kartu kendali tell it."""

    agenda: str
    diterima: str = ""
    nomor_surat: str = ""
    tanggal_surat: str = ""
    lampiran: str = ""
    dari: str = ""
    #: numbers of earlier letters of the matter, and of later ones with the answers to it
    sebelumnya: str = ""
    berikutnya: str = ""
    isi: str = ""
    indeks: str = ""
    klasifikasi: str = ""
    kepada: str = ""
    pengolah: str = ""
    #: when the pengolah got it
    diteruskan: str = ""
    keterangan: str = ""

    @property
    def surat(self) -> str:
        """Number and date of the letter, as the form has them in one column."""
        return "\n".join(filter(None, (self.nomor_surat, self.tanggal_surat)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A number of surat keluar with the letter that bears it, or why there is none."""

    urut: str
    nomor: str = ""
    tanggal: str = ""
    klasifikasi: str = ""
    sifat: str = ""
    tujuan: str = ""
    hal: str = ""
    lampiran: str = ""
    pengolah: str = ""
    penanda_tangan: str = ""
    tembusan: str = ""
    dikirim: str = ""
    bukti: str = ""
    #: the agenda number of the letter that it answers
    menjawab: str = ""
    keterangan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A letter on its way: what the book of expedition has to prove."""

    no: str
    tanggal: str = ""
    jam: str = ""
    nomor: str = ""
    tujuan: str = ""
    cara: str = ""
    penerima: str = ""
    #: the server's word, or empty for a signature
    tanda_terima: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a book: the field it shows, its head, and its width on paper in centimetres."""

    name: str
    title: str
    width: float


@dataclass(frozen=True, slots=True)
class Book:
    """One book, ready to be written."""

    title: str
    #: the tab in a workbook
    tab: str
    columns: tuple[Column, ...]
    rows: Sequence[Any]

    def texts(self) -> Iterator[tuple[str, ...]]:
        """The cells, row by row."""
        values = attrgetter(*(column.name for column in self.columns))
        return map(values, self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """All books of a year."""

    tahun: int
    instansi: str
    #: when it was drawn up, in words
    dibuat: str
    masuk: Sequence[Incoming]
    keluar: Sequence[Outgoing]
    ekspedisi: Sequence[Dispatch]
    #: numbers that the books cannot account for, a line each
    kesalahan: Sequence[str] = ()

    def books(self) -> tuple[Book, ...]:
        """The three books in their order."""
        year = self.tahun
        return (
            Book(f"Buku Agenda Surat Masuk Tahun {year}", "Surat Masuk", INCOMING, self.masuk),
            Book(f"Buku Agenda Surat Keluar Tahun {year}", "Surat Keluar", OUTGOING, self.keluar),
            Book(f"Buku Ekspedisi Tahun {year}", "Ekspedisi", DISPATCHES, self.ekspedisi),
        )


#: the nine columns of the Setneg form
INCOMING = (
    Column("diterima", "Tanggal Terima", 1.9),
    Column("agenda", "Nomor Agenda", 1.6),
    Column("surat", "Nomor dan Tanggal Surat", 3.8),
    Column("lampiran", "Lampiran", 1.7),
    Column("dari", "Terima dari", 4.5),
    Column("sebelumnya", "Petunjuk pada Nomor yang Lalu", 2.3),
    Column("isi", "Isi", 5.2),
    Column("berikutnya", "Petunjuk pada Nomor Berikutnya", 3.5),
    Column("keterangan", "Keterangan", 3.2),
)
OUTGOING = (
    Column("urut", "No.", 0.9),
    Column("nomor", "Nomor Surat", 2.8),
    Column("tanggal", "Tanggal Surat", 1.7),
    Column("klasifikasi", "Klas.", 1.0),
    Column("sifat", "Sifat", 1.4),
    Column("tujuan", "Tujuan dan Alamat", 3.0),
    Column("hal", "Hal", 2.5),
    Column("lampiran", "Lamp.", 1.0),
    Column("pengolah", "Pengolah", 1.9),
    Column("penanda_tangan", "Penanda Tangan", 1.7),
    Column("tembusan", "Tembusan", 1.5),
    Column("dikirim", "Tanggal dan Cara Kirim", 1.9),
    Column("bukti", "Bukti Kirim/Terima", 2.1),
    Column("menjawab", "Menjawab Agenda", 1.5),
    Column("keterangan", "Keterangan", 2.8),
)
DISPATCHES = (
    Column("no", "No.", 1.0),
    Column("tanggal", "Tanggal", 1.9),
    Column("jam", "Jam", 1.5),
    Column("nomor", "Nomor Surat", 4.8),
    Column("tujuan", "Tujuan", 5.6),
    Column("cara", "Cara Kirim", 2.6),
    Column("penerima", "Nama Penerima", 4.8),
    Column("tanda_terima", "Tanda Tangan atau Bukti", 5.5),
)


def day_in_book(day: date) -> str:
    """24-11-2026."""
    return f"{day:%d-%m-%Y}"


def moment_in_book(at: datetime, zone: tzinfo) -> str:
    """24-11-2026, where the office is."""
    return day_in_book(at.astimezone(zone).date())


def enclosures(count: int) -> str:
    """What stands under Lampiran; a letter without any has its dash, so that nobody takes it for unknown."""
    return sheaves(count) or "-"


def as_written(text: str) -> str:
    """A date as people give it: ISO becomes 24-11-2026, everything else stays."""
    try:
        return day_in_book(date.fromisoformat(text.strip()))
    except ValueError:
        return text.strip()
