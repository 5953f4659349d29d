"""The figures of a period as a workbook (.xlsx): what the report sums up, every late step, every case.

Apart from the paper because here nothing is left out. Counts are numbers, moments are moments of the office's
own time; all that anybody wrote is text, so that a value that begins with = is never a formula. Rows are
written away as they come: a year may have a hundred thousand.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import islice
from typing import Any

import xlsxwriter

from pipeline.letters.agenda_sheet import A4, LONGEST, PLAIN, SIZE
from pipeline.letters.figure_words import DAY, percent, reason, until
from pipeline.letters.figures import BINS, SCORES, Report
from pipeline.letters.paragraphs import clean

HEAD_ROWS = 3
#: rows that a sheet of Excel can have under its head
MOST = 1_048_576 - HEAD_ROWS
_DATE = "dd-mm-yyyy hh:mm"
#: signs by which a spreadsheet takes a text for a formula
_ACTIVE = tuple("=+-@|%")
#: a moment in a sheet is the days since then; written as such, since xlsxwriter takes long to reckon it
_EPOCH, _ONE = datetime(1899, 12, 30), timedelta(days=1)  # noqa: DTZ001  sheets know no zones

Value = str | int | float | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns with their widths in characters, and its rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Value]]


def workbook(report: Report, office: str, zone: tzinfo, most: int = MOST) -> bytes:
    """The workbook, with the first `most` late steps and cases."""
    target = io.BytesIO()
    title = f"Laporan penanganan pengaduan {report.periode.words}"
    told = f"{office}, keadaan sampai dengan {until(report, zone)}"
    # Not in memory: sheets lie in temporary files until the book is closed.
    with xlsxwriter.Workbook(target, {**PLAIN, "in_memory": False, "constant_memory": True}) as book:
        book.set_properties({"created": report.sampai.astimezone(zone).replace(tzinfo=None)})
        formats = _formats(book)
        for sheet in _sheets(report, most):
            _write(book.add_worksheet(sheet.name), sheet, (title, told), formats, zone)
    return target.getvalue()


def tables(report: Report, zone: tzinfo) -> Iterator[tuple[str, bytes]]:
    """The late steps and the cases as CSV, whole: a sheet of a hundred thousand rows takes half a minute."""
    yield "terlambat", _csv(_LATE_COLUMNS, _late(report), zone)
    yield "perkara", _csv(_CASE_COLUMNS, _cases(report), zone)


def _csv(columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]], zone: tzinfo) -> bytes:
    """With a byte-order mark and semicolons, as spreadsheets of this country open it."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow([name for name, _ in columns])
    writer.writerows([_inert(value, zone) for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _inert(value: Value, zone: tzinfo) -> Value:
    """A text that a spreadsheet would reckon begins with an apostrophe."""
    if isinstance(value, datetime):
        # Not strftime, which takes four times as long for the same sixteen signs.
        return str(value.astimezone(zone))[:16]
    if isinstance(value, str) and value:
        text = value if value.isascii() and value.isprintable() else clean(value)
        return f"'{text}" if text.lstrip()[:1] in _ACTIVE else text
    return value


def _sheets(report: Report, most: int) -> Iterator[Sheet]:
    yield Sheet("Ringkasan", (("Ukuran", 52), ("Nilai", 14), ("Bagian", 10)), _summary(report))
    parts = [(part.label, 11) for part in report.periode.parts()]
    yield Sheet("Layanan", (("Layanan", 26), *parts, ("Jumlah", 10)), _services(report))
    yield Sheet(
        "Pokja",
        (("Pokja", 42), ("Masuk", 10), ("Dijawab", 10), ("Terlambat", 11), ("Masih berjalan", 15)),
        ((each.nama, each.masuk, each.dijawab, each.terlambat, each.berjalan) for each in report.pokja),
    )
    yield Sheet("Tahap", _STEP_COLUMNS, _steps(report))
    yield Sheet("Terlambat", _LATE_COLUMNS, islice(_late(report), most))
    yield Sheet("Perkara", _CASE_COLUMNS, islice(_cases(report), most))


_STEP_COLUMNS = (
    *(("Tahap", 16), ("Mutu baku", 12), ("Selesai", 10), ("Tepat waktu", 12), ("Bagian tepat waktu", 18)),
    *((name.capitalize(), 24) for name in BINS),
    *(("Median (jam kerja)", 18), ("Terlama (jam kerja)", 19), ("Terbuka dan lewat waktu", 23)),
)
_LATE_COLUMNS = (
    *(("Perkara", 16), ("Tahap", 16), ("Pemegang", 38), ("Batas waktu", 17), ("Selesai", 17)),
    *(("Lewat (jam kerja)", 17), ("Lewat (hari kerja)", 17), ("Alasan", 70)),
)
_CASE_COLUMNS = (
    *(("Perkara", 16), ("Nomor agenda", 14), ("Diterima", 17), ("Layanan", 22), ("Pokja", 38)),
    *(("Keadaan sekarang", 34), ("Dijawab", 17), ("Hari kerja", 11), ("Tahap terlambat", 30)),
    ("Kelompok penyebab", 26),
)


def _summary(report: Report) -> Iterator[Sequence[Value]]:
    whole = report.masuk
    yield "Pengaduan yang diterima", whole, ""
    yield f"Pengaduan yang diterima, {report.periode.before.words}", report.masuk_sebelumnya, ""
    yield "Tepat waktu pada setiap tahap", report.tepat, percent(report.tepat, whole)
    yield "Dijawab dengan surat", report.dijawab, percent(report.dijawab, whole)
    yield "Median hari kerja sampai dijawab", report.hari_jawab, ""
    yield "Banding", report.banding, ""
    yield "Keberatan", report.keberatan, ""
    yield "Melalui SP4N-LAPOR!", report.lapor, ""
    yield "Diteruskan kepada instansi lain", report.diteruskan, ""
    yield "Dicabut atau tidak dilengkapi", report.dicabut, ""
    yield "Diregistrasi, ternyata bukan pengaduan", report.bukan, ""
    yield "Laporan integritas (WBS)", report.wbs, ""
    yield "Perkara yang masih berjalan", report.berjalan, ""
    yield (
        "Di antaranya melewati batas waktu",
        report.berjalan_lewat,
        percent(report.berjalan_lewat, report.berjalan),
    )
    yield from ((f"Berjalan, umur {each.nama}", each.banyak, "") for each in report.umur)
    for limit in report.batas:
        total = limit.dalam + limit.lewat + limit.berjalan
        yield f"{limit.label}: terpenuhi", limit.dalam, percent(limit.dalam, total)
        yield f"{limit.label}: terlewati", limit.lewat, percent(limit.lewat, total)
    known = whole - report.tanpa_penyebab
    yield from (
        (f"Penyebab: {each.nama}", each.banyak, percent(each.banyak, known)) for each in report.penyebab
    )
    for outcome in report.evaluasi:
        yield f"{outcome.nama}: efektif", outcome.efektif, percent(outcome.efektif, outcome.jumlah)
        yield f"{outcome.nama}: tidak efektif", outcome.tidak, percent(outcome.tidak, outcome.jumlah)
        yield f"{outcome.nama}: belum dapat dinilai", outcome.belum, percent(outcome.belum, outcome.jumlah)
        yield f"{outcome.nama}: belum dijawab", outcome.tanpa_jawaban, ""
    found = report.kepuasan
    yield "Pelanggan ditanya tentang kepuasannya", found.ditanya, ""
    for score, count in zip(SCORES, found.nilai, strict=True):
        yield f"Nilai kepuasan {score}", count, percent(count, found.dinilai)
    yield "Jawaban tanpa nilai yang pasti", found.tanpa_nilai, ""
    yield "Rata-rata nilai kepuasan", found.rata, ""


def _services(report: Report) -> Iterator[Sequence[Value]]:
    for each in report.layanan:
        yield (each.nama, *each.banyak, each.jumlah)


def _steps(report: Report) -> Iterator[Sequence[Value]]:
    for line in report.tahap:
        share = percent(line.tepat, line.selesai)
        times = (_hours(line.median), _hours(line.terlama))
        yield (line.tahap, line.mutu, line.selesai, line.tepat, share, *line.sebaran, *times, line.menunggak)


def _late(report: Report) -> Iterator[Sequence[Value]]:
    for line in report.terlambat:
        days = round(line.telat / DAY, 2)
        yield (
            *(line.perkara, line.tahap, line.pemegang, line.batas, line.selesai, _hours(line.telat), days),
            reason(line),
        )


def _cases(report: Report) -> Iterator[Sequence[Value]]:
    for line in report.perkara:
        yield (
            *(line.perkara, line.agenda, line.diterima, line.layanan, line.pokja, line.keadaan, line.dijawab),
            *(line.hari, line.terlambat, line.penyebab),
        )


def _hours(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes / 60, 2)


def _formats(book: Any) -> dict[str, Any]:
    ruled = {"font_size": SIZE, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {**ruled, "bold": True, "bg_color": "#E7E6E6", "bottom": 1, "text_wrap": True}
        ),
        # A text stays one, also when somebody edits it.
        "text": book.add_format({**ruled, "num_format": 49, "quote_prefix": True}),
        "number": book.add_format(ruled),
        "moment": book.add_format({**ruled, "num_format": _DATE, "align": "left"}),
    }


def _write(
    sheet: Any, content: Sheet, titles: tuple[str, str], formats: dict[str, Any], zone: tzinfo
) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROWS - 1)
    sheet.freeze_panes(HEAD_ROWS, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for place, (_, width) in enumerate(content.columns):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, titles[0], formats["title"])
    sheet.write_string(1, 0, clean(titles[1])[:LONGEST])
    for place, (name, _) in enumerate(content.columns):
        sheet.write_string(HEAD_ROWS - 1, place, name, formats["head"])
    last = HEAD_ROWS - 1
    for last, row in enumerate(content.rows, HEAD_ROWS):
        for place, value in enumerate(row):
            _cell(sheet, last, place, value, formats, zone)
    sheet.autofilter(HEAD_ROWS - 1, 0, max(last, HEAD_ROWS), len(content.columns) - 1)


def _cell(sheet: Any, row: int, place: int, value: Value, formats: dict[str, Any], zone: tzinfo) -> None:
    if isinstance(value, str):
        if value:
            # Of a million cells few hold anything that would have to be cleaned away.
            plain = value.isascii() and value.isprintable()
            text = value if plain else clean(value)
            sheet.write_string(row, place, text[:LONGEST], formats["text"])
    elif isinstance(value, datetime):
        days = (value.astimezone(zone).replace(tzinfo=None) - _EPOCH) / _ONE
        sheet.write_number(row, place, days, formats["moment"])
    elif value is not None:
        sheet.write_number(row, place, value, formats["number"])
