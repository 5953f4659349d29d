"""The letters that a case needs and the mails that ask nothing, by name.

Their words stand in `letter_templates/`; a test holds every name here to its template.
"""

from enum import StrEnum


class LetterKind(StrEnum):
    """The letters that the office makes in a case."""

    FORM = "form_pengaduan"
    LEMBAR = "lembar_disposisi"
    #: a version of the reply: .docx and, from version 1 on, its PDF
    KONSEP = "konsep"
    #: the numbered final PDF, frozen
    SURAT = "surat"
    NOTULEN = "notulen"
    #: the nota with which a draft goes to the Kepala
    PENGANTAR = "nota_pengantar"
    #: the report on step 6
    LAPORAN = "laporan_evaluasi"


class Notice(StrEnum):
    """Mails that ask nothing; each has a mail template of its name."""

    #: to the customer
    TANDA_TERIMA_AWAL = "tanda_terima_awal"
    TANDA_TERIMA = "tanda_terima"
    PERTANYAAN = "pertanyaan"
    #: he was asked something and half of his time is over
    PENGINGAT_PELANGGAN = "pengingat_pelanggan"
    LAPORAN_KEMAJUAN = "laporan_kemajuan"
    SURAT_JAWABAN = "surat_jawaban"
    PENUTUPAN = "penutupan"
    BUKAN_PENGADUAN = "bukan_pengaduan"
    #: the end of a complaint whose customer did not complete it in his time
    DICABUT = "dicabut"
    #: how content he is, asked when the letter has arrived
    KEPUASAN = "kepuasan"
    #: where to turn when the office has said its last word
    UPAYA_LAIN = "upaya_lain"
    #: to staff
    KONFIRMASI = "konfirmasi"
    TANYA_BALIK = "tanya_balik"
    TEMBUSAN = "tembusan"
    PEMBERITAHUAN = "pemberitahuan"
    SUSULAN = "susulan"
    SALINAN = "salinan"
    WBS = "wbs"
    PENGINGAT = "pengingat"
    #: to TU, once a working day
    LAPORAN_HARIAN = "laporan_harian"
    #: to the Kepala, on the first working day of a month
    LAPORAN_BULANAN = "laporan_bulanan"
    #: all that a person is asked for: by DAFTAR, or several reminders in one mail
    DAFTAR_TUGAS = "daftar_tugas"
    #: how a case stands, by STATUS: to staff, and to the customer of his own
    KEADAAN = "keadaan"
    KEADAAN_PELANGGAN = "keadaan_pelanggan"
    UJI_ASAL = "uji_asal"


#: notices that leave the office; they wait for the BATAL window where an answer caused them
OUTWARD = frozenset(
    {
        Notice.TANDA_TERIMA_AWAL,
        Notice.TANDA_TERIMA,
        Notice.PERTANYAAN,
        Notice.PENGINGAT_PELANGGAN,
        Notice.LAPORAN_KEMAJUAN,
        Notice.SURAT_JAWABAN,
        Notice.PENUTUPAN,
        Notice.BUKAN_PENGADUAN,
        Notice.DICABUT,
        Notice.KEPUASAN,
        Notice.UPAYA_LAIN,
        Notice.KEADAAN_PELANGGAN,
    }
)
