"""What each mailbox must hold after the play: the mails by the beginning of their subjects. A table.

It stands apart from the claims because it is the story seen from the people's side.
"""

from collections.abc import Mapping

from pipeline.sop.steps import KEPALA, PELANGGAN, TU

#: key of a person → subjects of the mails that the program owes him; whoever is not named gets none
EXPECTED: Mapping[str, tuple[str, ...]] = {
    PELANGGAN: (
        "Surat Saudara telah kami terima",
        "Tanda terima pengaduan nomor",
        "Surat jawaban nomor",
        "Penanganan pengaduan nomor",
        "Apakah Saudara puas dengan jawaban kami",
    ),
    KEPALA: (
        "Mohon disposisi",
        "Mohon persetujuan surat jawaban versi 2",
        "Mohon persetujuan surat jawaban versi 3",
        "Mohon tanda tangan",
        "Mohon penerimaan notulen",
        # disposisi, revisi, tanda tangan, terima; after setuju the request for the signature confirms
        *["Jawaban Bapak/Ibu telah dicatat"] * 4,
    ),
    "pengujian": (
        *["Mohon konsep jawaban"] * 2,
        "Pemberitahuan",
        "Mohon paraf konsep versi 1",
        "Mohon paraf konsep versi 2",
        "Mohon paraf konsep versi 3",
        "Salinan surat nomor",
        "Mohon notulen evaluasi",
        # paraf twice, notulen
        *["Jawaban Bapak/Ibu telah dicatat"] * 3,
    ),
    TU: ("Tembusan disposisi", "Salinan surat nomor"),
}

#: what stands in place of a subject where the office's seal signs
_SEALED = {"Mohon tanda tangan": "Mohon perintah kirim"}


def expected(key: str, *, segel: bool) -> tuple[str, ...]:
    """The beginnings of the subjects that this person is owed."""
    subjects = EXPECTED.get(key, ())
    return tuple(_SEALED.get(each, each) for each in subjects) if segel else subjects
