"""The values of the template `laporan_berkala`: letterhead, sentences, tables and charts of a period.

Apart from the values of letters because none of them is about a case.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from pipeline.letters import figure_words as words
from pipeline.letters.figure_words import number, percent, span
from pipeline.letters.figures import Report
from pipeline.letters.letter_case import Office
from pipeline.letters.shared_values import Values, cleaned, kop
from pipeline.letters.wording import date_words

#: the pictures that the template may show
CHARTS = ("grafik_masuk", "grafik_tahap", "grafik_penyebab", "grafik_efektif", "grafik_puas", "grafik_umur")


def berkala_values(office: Office, report: Report, charts: Mapping[str, bytes], at: datetime) -> Values:
    """The report as it is made at `at`; a chart that is not there leaves its place out."""
    values = kop(office) | {
        "judul_periode": report.periode.words,
        "tanggal_laporan": date_words(at.astimezone(office.zone).date()),
        "keadaan": words.until(report, office.zone),
        "sementara": report.sampai < report.periode.ends(office.zone),
        "angka": _tiles(report),
        "ringkasan": words.summary(report),
        "kalimat_masuk": words.incoming(report),
        "pokja": _units(report),
        "kalimat_tahap": words.times(report),
        "tahap": _steps(report),
        "batas": _limits(report),
        "kalimat_penyebab": words.causes(report),
        "kalimat_efektif": words.effectiveness(report),
        "kalimat_puas": words.satisfaction(report),
        "kalimat_umur": words.ages(report),
        "kalimat_terlambat": words.late(report),
        "terlambat": _late(report, office.zone),
    }
    return {**cleaned(values), **{name: charts.get(name, "") for name in CHARTS}}


def _tiles(report: Report) -> list[Values]:
    """The numbers that stand large at the top."""
    mean = report.kepuasan.rata
    return [
        {"nilai": number(report.masuk), "judul": "pengaduan diterima"},
        {"nilai": percent(report.tepat, report.masuk), "judul": "tepat waktu pada setiap tahap"},
        {"nilai": number(report.berjalan), "judul": "perkara masih berjalan"},
        {"nilai": words.decimal(mean) if mean is not None else "–", "judul": "nilai kepuasan (1–5)"},
    ]


def _units(report: Report) -> list[Values]:
    return [
        {
            "nama": each.nama,
            "masuk": number(each.masuk),
            "dijawab": number(each.dijawab),
            "terlambat": number(each.terlambat),
            "berjalan": number(each.berjalan),
        }
        for each in report.pokja
    ]


def _steps(report: Report) -> list[Values]:
    """Every step with a run; one without has nothing to tell."""
    return [
        {
            "nama": line.tahap.capitalize(),
            "mutu": line.mutu,
            "selesai": number(line.selesai),
            "tepat": words.shared(line.tepat, line.selesai) if line.selesai else "–",
            "median": span(line.median),
            "terlama": span(line.terlama),
            "menunggak": number(line.menunggak),
        }
        for line in report.tahap
        if line.selesai or line.menunggak
    ]


def _limits(report: Report) -> list[Values]:
    return [
        {
            "nama": line.label,
            "dalam": words.shared(line.dalam, line.dalam + line.lewat + line.berjalan),
            "lewat": number(line.lewat),
            "berjalan": number(line.berjalan),
        }
        for line in report.batas
    ]


def _late(report: Report, zone: tzinfo) -> list[Values]:
    return [
        {
            "perkara": line.perkara,
            "tahap": line.tahap,
            "pemegang": line.pemegang,
            "batas": _short(line.batas, zone),
            "selesai": _short(line.selesai, zone) if line.selesai else "belum selesai",
            "telat": span(line.telat),
            "alasan": words.reason(line),
        }
        for line in report.terlambat[: words.PRINTED]
    ]


def _short(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%d-%m-%Y %H.%M}"
