"""The values of the letters that go along: nota pengantar, laporan evaluasi, surat penerusan.

Apart from the letters that the SOP's own table names (`values.py`): these carry one of them to its reader.
"""

from datetime import datetime

from pipeline.letters.letter_case import Complaint, LetterCase, Minutes, Office, Signer
from pipeline.letters.paragraphs import paragraphs
from pipeline.letters.shared_values import (
    EFEKTIF,
    Values,
    cleaned,
    day,
    findings,
    kop,
    letter,
    numbered,
    reference,
    ticks,
)
from pipeline.letters.wording import date_as_written, date_words, moment_words, sheaves

#: what agencies are called whose head is a Kepala
_HEADED_BY_A_KEPALA = ("dinas ", "badan ", "kantor ")


def pengantar_values(office: Office, case: LetterCase, sender: Signer, at: datetime) -> Values:
    """The nota with which the Ketua Pokja hands a draft to whoever approves it; `at` is his paraf."""
    return cleaned(
        kop(office)
        | letter(case)
        | {
            "kepada": case.signer.title() if case.signer else "Kepala Balai",
            "dari": sender.title(),
            "tanggal_nota": date_words(at.astimezone(office.zone).date()),
            "lampiran": sheaves(1),
            "versi": str(case.version),
            "banding": case.jenis == "Banding",
            "rujukan_surat": reference(office, case, customer(case.complaint)),
            "hasil": findings(case),
            "waktu_paraf": moment_words(at, office.zone),
            "pemaraf": sender.nama,
        }
    )


def laporan_values(office: Office, case: LetterCase, minutes: Minutes, at: datetime) -> Values:
    """The report of step 6 to the Kepala Balai; `at` is the day it was given."""
    reporter = minutes.pimpinan
    return cleaned(
        kop(office)
        | letter(case)
        | {
            "tanggal_laporan": date_words(at.astimezone(office.zone).date()),
            "rujukan_surat": reference(office, case, customer(case.complaint)),
            "pelaksana": ", ".join(case.diteruskan),
            "nomor_balasan": case.letter_number,
            "tanggal_balasan": day(case.letter_date),
            "hasil": findings(case),
            "hari_rapat": date_words(minutes.starts_at.astimezone(office.zone).date()),
            "pembahasan": list(paragraphs(minutes.uraian)),
            "efektif": ticks(EFEKTIF.values(), [EFEKTIF[minutes.efektif]]),
            "simpulan": list(paragraphs(minutes.kesimpulan)),
            "saran": [
                {"nomor": str(number), "tindakan": item.tindakan, "tenggat": date_as_written(item.tenggat)}
                for number, item in enumerate(minutes.tindak_lanjut, 1)
            ],
            "pelapor_jabatan": reporter.title(),
            "pelapor_nama": reporter.nama,
        }
    )


def penerusan_values(office: Office, case: LetterCase) -> Values:
    """The letter that passes on a complaint which another agency has to answer; the customer gets a copy."""
    return cleaned(
        kop(office)
        | letter(case)
        | {
            "sifat": case.sifat,
            "lampiran": sheaves(case.lampiran),
            "yth": addressee(case.penerusan),
            "rujukan_surat": reference(office, case, customer(case.complaint)),
            "alasan": [_sentence(text) for text in paragraphs(case.alasan)],
            "tembusan": numbered([_entitled(customer(case.complaint)), *case.tembusan]),
        }
    )


def addressee(named: str) -> list[str]:
    """Name and address, a line each; a letter goes to the post of an agency's head (domain.md B.2)."""
    lines = [line.strip() for line in named.splitlines() if line.strip()]
    headless = bool(lines) and lines[0].casefold().startswith(_HEADED_BY_A_KEPALA)
    return [f"Kepala {lines[0]}", *lines[1:]] if headless else lines


def _sentence(text: str) -> str:
    """What was said in half a sentence stands in a letter as a whole one."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ":")) else ".")


def _entitled(name: str) -> str:
    """As it opens a line of its own."""
    return name[:1].upper() + name[1:]


def customer(complaint: Complaint) -> str:
    """Who complained, as another reader is told of him."""
    return complaint.perusahaan or complaint.nama or "pelanggan"
