"""Attach: the files of an owed mail, as they lie in the register under the names that its reader sees.

Apart from what is enclosed with which mail because that is decided before the letters are made.
"""

from collections.abc import Mapping

from sqlalchemy import Connection

from pipeline.mail.compose import Attached
from pipeline.sop.papers import LetterKind
from pipeline.store import archive, owed
from pipeline.store.schema import AnyRow

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: what the files of a case are called
FILE_NAMES: Mapping[str, str] = {
    LetterKind.FORM.value: "Form-Pengaduan",
    LetterKind.LEMBAR.value: "Lembar-Disposisi",
    LetterKind.KONSEP.value: "Konsep-Surat-Balasan",
    LetterKind.SURAT.value: "Surat-Balasan",
    LetterKind.NOTULEN.value: "Notulen",
    LetterKind.PENGANTAR.value: "Nota-Pengantar",
    LetterKind.LAPORAN.value: "Laporan-Evaluasi",
}


def files_of_mail(connection: Connection, mail: AnyRow) -> tuple[Attached, ...] | None:
    """The enclosed files; None while a letter among them is not made yet."""
    found: list[Attached] = []
    for item in mail.attachments:
        if "left" in item:
            continue
        if "blob" in item:
            found.append(Attached(item["name"], item["type"], archive.load(connection, item["blob"])))
            continue
        made = owed.letter(connection, mail.case_id, item["letter"], item["version"])
        digest = made._mapping[f"{item['as']}_sha256"] if made else None
        if made is None or digest is None:
            return None
        found.append(_letter_file(made, item["as"], archive.load(connection, digest)))
    return tuple(found)


def _letter_file(made: AnyRow, form: str, content: bytes) -> Attached:
    number = made.data["case"]["number"]
    version = f"-v{made.version}" if made.kind == LetterKind.KONSEP.value and made.version else ""
    ending, kind = ("docx", DOCX) if form == "docx" else ("pdf", "application/pdf")
    name = FILE_NAMES[made.kind]
    if made.data["case"].get("penerusan"):
        name = name.replace("Balasan", "Penerusan")
    return Attached(f"{name}-{number}{version}.{ending}", kind, content)
