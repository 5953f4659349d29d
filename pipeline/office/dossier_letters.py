"""The dossier's parts of letters: form, lembar disposisi, drafts with paraf, the signed letter, notulen.

Apart from the mails because the office made them: their pages go in as they are. What came back signed is
shown as a copy and lies in the dossier byte for byte.
"""

from collections.abc import Sequence

from pipeline.letters.dossier import PDF, Block, Heading, Kept, Pairs, Part, Sheet, Shown, Table, Words
from pipeline.letters.signature_facts import SignatureFacts
from pipeline.mail.facts import Attachment
from pipeline.office.dossier_case import Filing, files_table, said, spoken
from pipeline.office.dossier_mail import enclosed, file_row, shown
from pipeline.sop.papers import LetterKind
from pipeline.sop.steps import PIPELINE
from pipeline.store import inbox, owed
from pipeline.store.schema import AnyRow

#: what the part of the form is called
FORM = "Form Pengaduan"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: answers that are given on a version of the draft
_ON_DRAFT = ("paraf", "setuju", "revisi", "terlibat")
_UNMADE = "Naskah ini belum jadi saat berkas disusun."
_BARE = "Naskah awal ini dikirim sebagai Word saja, tanpa PDF; berkasnya terlampir dalam PDF ini."


def forms(filing: Filing) -> list[Part]:
    """Form Pengaduan and lembar disposisi."""
    titles = {LetterKind.FORM: FORM, LetterKind.LEMBAR: "Lembar disposisi"}
    return [part for kind, title in titles.items() for part in _made(filing, kind, title)]


def drafts(filing: Filing) -> list[Part]:
    """Each version of the letter, its paraf on the divider, and the notas that handed it over."""
    handed = _made(filing, LetterKind.PENGANTAR, "Nota pengantar konsep")
    return [*(_draft(filing, row) for row in _letters(filing, LetterKind.KONSEP)), *handed]


def outgoing(filing: Filing) -> list[Part]:
    """The numbered letter as it was signed."""
    rows = _letters(filing, LetterKind.SURAT)
    return [part for row in rows for part in (_surat(filing, row), *_lampiran(row))]


def minutes(filing: Filing) -> list[Part]:
    """The notulen, the files that came with them, and the report to the Kepala."""
    return [
        *_made(filing, LetterKind.NOTULEN, "Notulen evaluasi"),
        *answered_files(filing, "notulen", "Berkas notulen dari Ketua Pokja"),
        *_made(filing, LetterKind.LAPORAN, "Laporan evaluasi"),
    ]


def answered_files(filing: Filing, action: str, title: str) -> list[Part]:
    """The files on which answers of this kind rest."""
    parts = []
    for row in filing.answers(action):
        files = _files(filing, row)
        if files:
            told = (("Jawaban dari", filing.desk.name(row.by)), ("Diterima", filing.moment(row.accepted_at)))
            blocks = (Pairs((*told, ("Isi", said(filing, row)))), files_table(tuple(map(file_row, files))))
            divider = Sheet(title=title, blocks=blocks)
            parts.append(Part(divider=divider, leaves=shown(files), kept=enclosed(files)))
    return parts


def _files(filing: Filing, row: AnyRow) -> Sequence[Attachment]:
    if not row.data.get("files"):
        return ()
    facts = inbox.load_facts(filing.connection, row.inbox_id)
    return [file for file in facts.attachments if file.sha256 in row.data["files"]]


def _letters(filing: Filing, kind: LetterKind) -> list[AnyRow]:
    found = owed.letters_of(filing.connection, filing.case.id)
    return sorted((row for row in found if row.kind == kind.value), key=lambda row: row.version)


def _made(filing: Filing, kind: LetterKind, title: str) -> list[Part]:
    """A letter that the office made as it is, each run of its step one."""
    rows = _letters(filing, kind)
    parts = []
    for row in rows:
        name = f"{title} (ke-{row.version})" if len(rows) > 1 else title
        divider = Sheet(title=name, blocks=(Pairs(_told(filing, row)), *_unmade(row)))
        parts.append(Part(divider=divider, leaves=_pages(row, name)))
    return parts


def _told(filing: Filing, row: AnyRow) -> tuple[tuple[str, str], ...]:
    told = (("Dibuat", filing.moment(row.made_at)), ("SHA-256 PDF", row.pdf_sha256 or ""))
    return tuple((name, value) for name, value in told if value)


def _called(row: AnyRow) -> str:
    return "surat penerusan" if row.data["case"].get("penerusan") else "surat jawaban"


def _unmade(row: AnyRow) -> tuple[Words, ...]:
    return () if row.made_at else (Words(_UNMADE),)


def _pages(row: AnyRow, title: str) -> tuple[Shown, ...]:
    if not row.pdf_sha256:
        return ()
    return (Shown(title=title, sha256=row.pdf_sha256, media_type=PDF, own=True),)


def _draft(filing: Filing, row: AnyRow) -> Part:
    title = f"Konsep {_called(row)} versi {row.version}"
    origin = "naskah Word yang dikirim penyusunnya" if row.source_sha256 else "isian dan templat surat"
    told = (
        ("Disusun oleh", filing.who(row.author if row.version else PIPELINE)),
        ("Berasal dari", origin),
        *_told(filing, row),
        ("SHA-256 Word", row.docx_sha256 or ""),
    )
    blocks: list[Block] = [
        Pairs(told),
        *_unmade(row),
        Heading("Paraf dan persetujuan atas versi ini"),
        _marks(filing, row),
    ]
    # The first, prefilled draft went out as Word alone.
    bare = row.docx_sha256 and not row.pdf_sha256
    if bare:
        blocks.append(Words(_BARE))
    word = Kept(name=f"{title}.docx", sha256=row.docx_sha256 or "", media_type=_DOCX, about="Naskah awal")
    return Part(
        divider=Sheet(title=title, blocks=tuple(blocks)),
        leaves=_pages(row, title),
        kept=(word,) if bare else (),
    )


def _marks(filing: Filing, draft: AnyRow) -> Table:
    """Who gave his paraf or said otherwise on this version, and when."""
    given = [row for row in filing.answers(*_ON_DRAFT) if row.version == draft.version]
    return Table(
        ("Tanda", "Oleh", "Pada", "Keterangan"),
        tuple(
            (
                spoken(row.action).capitalize(),
                filing.desk.name(row.by),
                filing.moment(row.accepted_at),
                said(filing, row),
            )
            for row in given
        ),
        (0.16, 0.28, 0.18, 0.38),
        empty="Versi ini tidak diparaf.",
    )


def _surat(filing: Filing, row: AnyRow) -> Part:
    number = row.data["case"]["letter_number"]
    title = f"{_called(row).capitalize()} nomor {number}"
    told = (
        ("Nomor", number),
        ("Berasal dari", f"konsep versi {row.version}"),
        *_told(filing, row),
        *_signature(filing, row),
    )
    if not row.signed_sha256:
        unsigned = Words("Surat ini belum ditandatangani saat berkas disusun.")
        divider = Sheet(title=title, blocks=(Pairs(told), *_unmade(row), unsigned))
        return Part(divider=divider, leaves=_pages(row, title))
    copy = Words(
        "Halaman berikut adalah gambar salinan. Surat yang ditandatangani terlampir utuh dalam PDF ini; "
        "keabsahan tanda tangan elektronik hanya dapat diperiksa pada berkas terlampir itu."
    )
    kept = Kept(
        name=f"{_called(row).capitalize()} {number.replace('/', '-')}.pdf",
        sha256=row.signed_sha256,
        media_type=PDF,
        about="Surat yang ditandatangani, utuh",
    )
    return Part(
        divider=Sheet(title=title, blocks=(Pairs(told), copy)),
        leaves=(Shown(title=title, sha256=row.signed_sha256, media_type=PDF),),
        kept=(kept,),
    )


def _lampiran(row: AnyRow) -> list[Part]:
    """The PDFs that went with the letter, shown and kept as they came."""
    found = row.data.get("lampiran", ())
    if not found:
        return []
    number = row.data["case"]["letter_number"]
    blocks = (Pairs(tuple((item["name"], f"SHA-256 {item['blob']}") for item in found)),)
    kept = (
        Kept(name=item["name"], sha256=item["blob"], media_type=PDF, about="Lampiran surat jawaban, utuh")
        for item in found
    )
    leaves = (Shown(title=item["name"], sha256=item["blob"], media_type=PDF) for item in found)
    divider = Sheet(title=f"Lampiran surat nomor {number}", blocks=blocks)
    return [Part(divider=divider, leaves=tuple(leaves), kept=tuple(kept))]


def _signature(filing: Filing, row: AnyRow) -> tuple[tuple[str, str], ...]:
    if not row.signed_sha256:
        return ()
    facts = SignatureFacts.from_json(row.signature) if row.signature else SignatureFacts(present=False)
    if not facts.present:
        return (("Tanda tangan", "pindaian"), ("SHA-256 surat bertanda tangan", row.signed_sha256))
    return (
        ("Tanda tangan", "elektronik"),
        ("Penanda tangan menurut sertifikat", facts.signer),
        ("Nomor seri sertifikat", facts.serial),
        ("Waktu tanda tangan", filing.moment(facts.signed_at)),
        ("Isi utuh", _yes(facts.intact and not facts.modified_after)),
        ("Meliputi seluruh berkas", _yes(facts.covers_whole_file)),
        ("Berinduk pada akar yang diakui", _yes(facts.trusted)),
        ("SHA-256 surat bertanda tangan", row.signed_sha256),
    )


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"
