"""The dossier's sheet behind the Form Pengaduan: what was found, done and answered since the form was made.

Apart from the letters because nothing here was printed for the case: the form goes out at the registration,
and its later blocks are filled from the register whenever the file of the case is put together.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.letters.dossier import Block, Heading, Pairs, Part, Sheet, Words
from pipeline.letters.letter_case import LetterCase
from pipeline.letters.shared_values import EFEKTIF
from pipeline.letters.wording import day_words
from pipeline.office.dossier_case import Filing, said
from pipeline.office.dossier_letters import FORM
from pipeline.office.dossier_proof import sent_to_customer
from pipeline.office.gather import letter_case
from pipeline.sop.papers import Notice
from pipeline.store import cases, ratings
from pipeline.store.schema import AnyRow

_TOLD = (
    "Form Pengaduan dibuat saat surat didaftarkan, sehingga blok 6 s.d. 12-nya masih kosong pada lembar yang "
    "dicetak. Isinya menurut register pada saat berkas ini disusun adalah sebagai berikut."
)
Rows = tuple[tuple[str, str], ...]


def with_later_blocks(filing: Filing, parts: Sequence[Part]) -> list[Part]:
    """The parts of the office's sheets, behind the newest form what the register has of its later blocks."""
    newest = max((at for at, part in enumerate(parts) if part.title.startswith(FORM)), default=None)
    sheet = _later_blocks(filing)
    if newest is None or sheet is None:
        return list(parts)
    form = parts[newest]
    return [*parts[:newest], replace(form, leaves=(*form.leaves, sheet)), *parts[newest + 1 :]]


def _later_blocks(filing: Filing) -> Sheet | None:
    """Blocks 6 to 12 of the form (domain.md F.4); None while nothing of them is known."""
    now = cases.load(filing.connection, filing.case.id)
    case = letter_case(filing.desk, filing.connection, now, filing.at)
    found: tuple[tuple[str, Rows], ...] = (
        (
            "6. Investigasi",
            (("Pelaksana", ", ".join(case.diteruskan)), ("Analisis penyebab", case.penyebab)),
        ),
        ("7. Koreksi", (("Tindakan koreksi", case.koreksi),)),
        ("8. Tindakan korektif", (("Tindakan korektif", case.korektif),)),
        ("9. Tindakan pencegahan", (("Pencegahan/risiko", case.pencegahan),)),
        ("10. Jawaban", _answer(filing, case)),
        ("11. Verifikasi keefektifan", _evaluation(filing)),
        ("12. Tanggapan pelanggan dan penutupan", _ending(filing)),
    )
    known = [(title, tuple(row for row in rows if row[1])) for title, rows in found]
    if not any(rows for _, rows in known):
        return None
    blocks: list[Block] = [Words(_TOLD)]
    for title, rows in known:
        blocks += [Heading(title), Pairs(rows) if rows else Words("Belum ada.")]
    return Sheet(title="Form Pengaduan, blok 6 s.d. 12 menurut register", blocks=tuple(blocks))


def _answer(filing: Filing, case: LetterCase) -> Rows:
    signer = case.signer if case.letter_number else None
    sent = [row for row in sent_to_customer(filing) if row.template == Notice.SURAT_JAWABAN.value]
    proofs = [f"Surel kepada {row.address}: {row.code or ''} {row.word or ''}".strip() for row in sent]
    return (
        ("Nomor surat balasan", case.letter_number),
        ("Tanggal", day_words(case.letter_date) if case.letter_date else ""),
        ("Paraf", _last(filing, "paraf")),
        ("Penanda tangan", f"{signer.title()}, {signer.nama}" if signer else ""),
        ("Cara dan bukti penyampaian", "\n".join((*proofs, *_told(filing, "terkirim")))),
    )


def _evaluation(filing: Filing) -> Rows:
    standing = _standing(filing, "notulen")
    judged = EFEKTIF[filing.case.efektif] if standing else ""
    return (
        ("Verifikator", _last(filing, "notulen")),
        ("Hasil", judged),
        ("Cara dan uraian", said(filing, standing[-1]) if standing else ""),
        ("Diterima", _last(filing, "terima")),
    )


def _ending(filing: Filing) -> Rows:
    rating = ratings.of_case(filing.connection, filing.case.id)
    return (
        ("Tanggapan pelanggan", f"Nilai kepuasan {rating.score} dari 5" if rating else ""),
        ("Ditutup tanggal", filing.moment(filing.case.closed_at)),
    )


def _standing(filing: Filing, action: str) -> list[AnyRow]:
    """The answers of this kind that nobody took back."""
    return [row for row in filing.answers(action) if row.revoked_at is None]


def _last(filing: Filing, action: str) -> str:
    """By whom and when it was said last."""
    return "".join(_signed(filing, row) for row in _standing(filing, action)[-1:])


def _told(filing: Filing, action: str) -> list[str]:
    return [f"{_signed(filing, row)}: {said(filing, row)}" for row in _standing(filing, action)]


def _signed(filing: Filing, row: AnyRow) -> str:
    return f"{filing.desk.name(row.by)}, {filing.moment(row.accepted_at)}"
