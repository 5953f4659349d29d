"""What the letters say: frozen facts in, the fields of each Word template out.

Apart from rendering, so that a letter's words can be checked without a document
and a template against its fields without a letter. The fields are explained in
`letter_templates/README.md`.
"""

from datetime import date

from pipeline.letters.letter_case import Complaint, FollowUp, LetterCase, Minutes, Office, Signer
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
from pipeline.letters.wording import date_as_written, date_words, day_words, moment_words, sheaves, time_words

__all__ = [
    "Complaint",
    "FollowUp",
    "LetterCase",
    "Minutes",
    "Office",
    "Signer",
    "balasan_values",
    "disposisi_values",
    "form_values",
    "late_values",
    "notulen_values",
]

KANAL = ("Surat", "Surat elektronik", "Datang langsung", "Telepon", "SP4N-LAPOR!")
JENIS = ("Keluhan", "Banding", "Informasi", "Bukan keluhan")
KATEGORI = ("Administratif", "Teknis/hasil uji", "Waktu", "Biaya", "Perilaku petugas", "Fasilitas/sistem")
TINGKAT = ("Ringan", "Sedang", "Berat")
SIFAT = ("Biasa", "Terbatas", "Rahasia", "Sangat Rahasia")
URGENSI = ("Biasa", "Segera", "Sangat Segera")
INSTRUKSI = (
    "Tindak lanjuti",
    "Proses sesuai ketentuan",
    "Teliti dan beri pendapat",
    "Siapkan konsep jawaban",
    "Koordinasikan",
    "Untuk diketahui",
    "Bicarakan dengan saya",
    "Laporkan hasilnya",
    "Arsip",
)
#: at least so many rows stand on a list of attendance
ATTENDANCE_ROWS = 6


def form_values(office: Office, case: LetterCase) -> Values:
    """The Form Pengaduan: twelve blocks, what is not known yet stays empty."""
    judged = EFEKTIF[case.efektif] if case.evaluated_on else ""
    return cleaned(
        kop(office)
        | letter(case)
        | {
            "tanggal_terima": day_words(case.received_at.astimezone(office.zone).date()),
            "jam_terima": time_words(case.received_at, office.zone),
            "kanal": ticks(KANAL, [case.kanal]),
            "penerima": case.penerima,
            "rahasiakan": ticks(("Ya", "Tidak"), ["Ya" if case.rahasiakan else "Tidak"]),
            "jenis": ticks(JENIS, [case.jenis]),
            "kategori": ticks(KATEGORI, [case.kategori]),
            "tingkat": ticks(TINGKAT, [case.tingkat]),
            "lampiran_bukti": ", ".join(case.complaint.lampiran),
            "pelaksana": ", ".join(case.diteruskan),
            "penyebab": case.penyebab,
            "koreksi": case.koreksi,
            "korektif": case.korektif,
            "pencegahan": case.pencegahan,
            "nomor_balasan": case.letter_number,
            "tanggal_balasan": day(case.letter_date),
            "penanda_balasan": f"{case.signer.title()}, {case.signer.nama}" if case.signer else "",
            "penyampaian": case.penyampaian,
            "bukti": case.bukti,
            "tanggal_evaluasi": day(case.evaluated_on),
            "efektif": ticks(EFEKTIF.values(), [judged]),
            "evaluasi": case.evaluasi,
            "tanggapan": case.tanggapan,
            "tanggal_selesai": day(case.closed_on),
        }
    )


def disposisi_values(office: Office, case: LetterCase) -> Values:
    """The lembar disposisi: ticks for what the Kepala chose, his own words in full."""
    said = case.instruksi.casefold()
    disposer = case.disposer
    return cleaned(
        kop(office)
        | letter(case)
        | {
            "tanggal_terima": moment_words(case.received_at, office.zone),
            "dari": _commas(case.complaint.nama, case.complaint.perusahaan),
            "isi_ringkas": _matter(case),
            "sifat": ticks(SIFAT, [case.sifat]),
            "urgensi": ticks(URGENSI, [case.urgensi]),
            "pokja": ticks(case.pokja, case.diteruskan),
            "isi_disposisi": ticks(INSTRUKSI, [text for text in INSTRUKSI if text.casefold() in said]),
            "catatan": case.instruksi,
            "tembusan": numbered(case.tembusan),
            "tanggal_disposisi": moment_words(case.disposed_at, office.zone) if case.disposed_at else "",
            "jabatan_disposisi": disposer.title() if disposer else "",
            "nama_disposisi": disposer.nama if disposer else "",
        }
    )


def _matter(case: LetterCase) -> str:
    """What it is about, with the earlier letters of its kind (the agenda's petunjuk pada nomor yang lalu)."""
    told = case.complaint.hal or _first(case.complaint.uraian)
    return f"{told} (pengaduan serupa: {', '.join(case.serupa)})" if case.serupa else told


def balasan_values(office: Office, case: LetterCase) -> Values:
    """The surat balasan, but for its late fields (`late_values`)."""
    complaint = case.complaint
    return cleaned(
        kop(office)
        | letter(case)
        | {
            "sifat": case.sifat.strip().capitalize() if case.sifat.islower() else case.sifat,
            "lampiran": sheaves(case.lampiran),
            "yth": _addressee(complaint),
            "rujukan_surat": reference(office, case),
            "jawaban": list(paragraphs(case.jawaban)),
            "hasil": findings(case),
            "tembusan": numbered(case.tembusan),
        }
    )


def notulen_values(office: Office, case: LetterCase, minutes: Minutes) -> Values:
    """The notulen of step 6 with its list of attendance."""
    start = minutes.starts_at.astimezone(office.zone)
    end = time_words(minutes.ends_at, office.zone) if minutes.ends_at else "selesai"
    blanks = [""] * (ATTENDANCE_ROWS - len(minutes.peserta))
    return cleaned(
        kop(office)
        | letter(case)
        | {
            "rapat": minutes.rapat,
            "hari_tanggal": day_words(start.date()),
            "waktu": f"{time_words(start, office.zone)} s.d. {end}",
            "tempat": minutes.tempat,
            "pimpinan_jabatan": minutes.pimpinan.title(),
            "pimpinan_nama": minutes.pimpinan.nama,
            "notulis_jabatan": minutes.notulis.title(),
            "notulis_nama": minutes.notulis.nama,
            "peserta": numbered(minutes.peserta),
            "hadir": numbered([*minutes.peserta, *blanks]),
            "agenda": list(paragraphs(minutes.agenda)),
            "uraian_rapat": list(paragraphs(minutes.uraian)),
            "efektif": ticks(EFEKTIF.values(), [EFEKTIF[minutes.efektif]]),
            "kesimpulan": list(paragraphs(minutes.kesimpulan)),
            "tindak_lanjut": [
                {
                    "nomor": str(number),
                    "tindakan": item.tindakan,
                    "pic": item.pic,
                    "tenggat": date_as_written(item.tenggat),
                }
                for number, item in enumerate(minutes.tindak_lanjut, 1)
            ],
        }
    )


def late_values(number: str, on: date, signer: Signer) -> dict[str, str]:
    """The late fields of a surat balasan at its signing, for `late.fill`."""
    return {
        "nomor": number,
        "tanggal": date_words(on),
        "jabatan": f"{signer.block()},",
        "penanda": signer.name_lines(),
    }


def _addressee(complaint: Complaint) -> list[str]:
    """Letters go to the post, the institution and its address; a private person has only a name.

    Of whom nothing is known is still written to.
    """
    first = complaint.jabatan or complaint.nama or complaint.perusahaan or "Pelanggan"
    lines = [first, complaint.perusahaan, *complaint.alamat.splitlines()]
    return [
        line.strip() for number, line in enumerate(lines) if line.strip() and (not number or line != first)
    ]


def _commas(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def _first(text: str) -> str:
    return next(iter(paragraphs(text)), "")
