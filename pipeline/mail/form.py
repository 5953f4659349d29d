"""The fields of an answer: under which labels, and in which words, people fill them in.

Apart from the words of an answer because a form has fields without being a command.
"""

from pipeline.letters.labels import COMPLAINT, Labels, phrases
from pipeline.sop.asks import Action

#: answer → its fields → the labels under which people write them; such a field is the answer
FIELDS: dict[Action, Labels] = {
    Action.KONSEP: {
        "penyebab": phrases(
            "penyebab | akar masalah | penyebab masalah | analisis penyebab | akar penyebab"
            " | penyebab ketidaksesuaian"
        ),
        "koreksi": ("koreksi", "tindakan koreksi"),
        "korektif": ("korektif", "tindakan korektif", "tindakan perbaikan"),
        "pencegahan": ("pencegahan", "tindakan pencegahan"),
        "lampiran": ("lampiran", "lampiran surat"),
        "jawaban": phrases("jawaban | isi jawaban | isi surat | isi balasan | jawaban kepada pelanggan"),
    },
    Action.NOTULEN: {
        "tanggal": phrases("hari/tanggal | hari, tanggal | hari dan tanggal | hari tanggal | tanggal | hari"),
        "waktu": ("waktu", "jam", "pukul"),
        "tempat": ("tempat", "lokasi"),
        "pimpinan": ("pimpinan", "pimpinan rapat", "dipimpin oleh"),
        "notulis": ("notulis", "pencatat"),
        "peserta": phrases("peserta | daftar hadir | peserta rapat | hadir | yang hadir"),
        "agenda": ("agenda", "acara"),
        "pembahasan": phrases("pembahasan | uraian pembahasan | uraian | hasil pembahasan | hasil"),
        "kesimpulan": ("kesimpulan", "simpulan", "keputusan", "kesimpulan/keputusan"),
        "tindak_lanjut": ("tindak lanjut", "rencana tindak lanjut"),
        "efektif": phrases("efektif | keefektifan | efektivitas | hasil evaluasi | evaluasi"),
    },
    Action.DISPOSISI: {
        "pokja": ("pokja", "diteruskan kepada", "kepada", "ketua pokja"),
        "instruksi": ("instruksi", "isi disposisi", "arahan"),
        "sifat": ("sifat",),
        "tembusan": ("tembusan", "cc"),
    },
    Action.TERUSKAN: {
        "instansi": phrases("instansi | instansi tujuan | instansi yang berwenang"),
        "alamat": ("alamat instansi", "alamat tujuan"),
    },
    Action.PERBAIKI: COMPLAINT,
    Action.REVISI: {"catatan": ("catatan", "catatan revisi")},
}
#: labels that belong to whatever the answer is
SHARED: Labels = {
    "alasan": ("alasan", "sebab", "keterangan"),
    "hari": ("jumlah hari", "lama", "lama perpanjangan"),
    "isi": ("pertanyaan", "isi pertanyaan"),
    "pokja": ("pokja", "kepada"),
    "instruksi": ("instruksi", "arahan"),
}

#: the urgency and secrecy that a disposisi may give (domain.md A.5), the longer word first
SIFAT: tuple[str, ...] = ("sangat segera", "segera", "rahasia", "biasa")
#: numbers as people spell them
NUMERALS: dict[str, int] = {
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "sepuluh": 10,
    "empat belas": 14,
}
#: how a finding on effectiveness begins
EFFECTIVE: tuple[str, ...] = phrases(
    "ya | iya | efektif | sudah efektif | telah efektif | dinyatakan efektif"
)
INEFFECTIVE: tuple[str, ...] = (
    "tidak efektif",
    "belum efektif",
    "kurang efektif",
    "dinyatakan tidak efektif",
)
#: that it cannot be told yet; looked for first
UNJUDGED: tuple[str, ...] = phrases(
    "belum dapat dinilai | belum bisa dinilai | belum dinilai | belum dapat dievaluasi | tidak dapat dinilai"
)
