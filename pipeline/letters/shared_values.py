"""The values that several letters share: letterhead, case, findings, tick lists.

Apart from the letters, so that each of them says only what is its own.
"""

from collections.abc import Iterable
from datetime import date

from pipeline.letters.letter_case import LetterCase, Office
from pipeline.letters.paragraphs import clean, paragraphs
from pipeline.letters.wording import date_as_written, date_words, moment_words

#: the fields of a template: text, a flag, the logo's bytes, a list of texts or of small mappings
Values = dict[str, object]

TICKED, UNTICKED = "☑", "☐"
EFEKTIF = {True: "Efektif", False: "Tidak efektif", None: "Belum dapat dinilai"}


def kop(office: Office) -> Values:
    """The letterhead, and how the office speaks."""
    return {
        "kementerian": office.kementerian,
        "badan": office.badan,
        "balai": office.balai,
        "kantor_alamat": office.alamat,
        "kantor_telepon": office.telepon,
        "kantor_laman": office.laman,
        "kantor_surel": office.surel,
        "kota": office.kota,
        "logo": office.logo,
        "sapaan": office.sapaan,
    }


def letter(case: LetterCase) -> Values:
    """The case and the customer's letter."""
    complaint = case.complaint
    return {
        "nomor_pengaduan": case.number,
        "nomor_agenda": case.agenda_number,
        "nama": complaint.nama,
        "perusahaan": complaint.perusahaan,
        "jabatan_pelanggan": complaint.jabatan,
        "alamat": complaint.alamat,
        "telepon": complaint.telepon,
        "email": complaint.email,
        "nomor_surat": complaint.nomor_surat,
        "tanggal_surat": date_as_written(complaint.tanggal_surat),
        "hal_surat": complaint.hal,
        "layanan": complaint.layanan,
        "rujukan": ", ".join(complaint.rujukan),
        "uraian": complaint.uraian,
        "kerugian": complaint.kerugian,
        "permintaan": complaint.permintaan,
        "periksa": complaint.periksa,
    }


def reference(office: Office, case: LetterCase, whose: str = "") -> str:
    """The customer's letter by number, date and subject, or his mail by its day.

    `whose` names him where others are written to; else it is his own, as the office addresses him.
    """
    whose = whose or office.sapaan
    complaint = case.complaint
    at = moment_words(case.received_at, office.zone)
    if not complaint.nomor_surat:
        matter = f" hal {complaint.hal}" if complaint.hal else ""
        return f"pengaduan {whose}{matter} yang kami terima melalui {case.kanal.lower()} pada {at}"
    written = f" tanggal {date_as_written(complaint.tanggal_surat)}" if complaint.tanggal_surat else ""
    matter = f" hal {complaint.hal}" if complaint.hal else ""
    return f"surat {whose} nomor {complaint.nomor_surat}{written}{matter}"


def findings(case: LetterCase) -> list[Values]:
    """Cause and actions, as far as they were told: number, title, paragraphs."""
    told = (
        ("Penyebab ketidaksesuaian", case.penyebab),
        ("Tindakan koreksi", case.koreksi),
        ("Tindakan korektif", case.korektif),
        ("Tindakan pencegahan", case.pencegahan),
    )
    given = [(title, paragraphs(text)) for title, text in told if text.strip()]
    return [
        {"nomor": str(number), "judul": title, "isi": list(text)}
        for number, (title, text) in enumerate(given, 1)
    ]


def ticks(options: Iterable[str], chosen: Iterable[str]) -> list[Values]:
    """A tick list: every option with its box."""
    ticked = {text.strip().casefold() for text in chosen}
    return [
        {"tanda": TICKED if option.casefold() in ticked else UNTICKED, "nama": option} for option in options
    ]


def numbered(items: Iterable[str]) -> list[Values]:
    """A numbered list."""
    return [{"nomor": str(number), "nama": item} for number, item in enumerate(items, 1)]


def day(on: date | None) -> str:
    """A day in words, '' for none."""
    return date_words(on) if on else ""


def cleaned(values: Values) -> Values:
    """The values as paper can show them."""
    return {name: _clean(value) for name, value in values.items()}


def _clean(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return cleaned(value)
    return value
