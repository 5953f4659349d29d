"""What a complaint letter says of itself: the fields of the Form Pengaduan (domain.md F.4).

Each value comes with where it was found and how sure that is; what is not found stays blank.
Apart from the kinds of mail: a letter is read the same way whether it came as a mail's text,
as a file, or on paper.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from pipeline.letters import marks, matter, writer
from pipeline.letters.field import Field, Fields, Sureness
from pipeline.letters.shapes import SHAPES
from pipeline.letters.source import Enclosed, Reader, Source, labelled, source_of

__all__ = ["Enclosed", "Field", "Fields", "Sureness", "plain", "read_fields"]

#: characters of the mail and of each file that are looked through
LONGEST_TEXT = 60_000


def read_fields(
    text: str,
    files: Iterable[Enclosed],
    *,
    sender_name: str,
    sender: str,
    subject: str,
    near: date | None = None,
) -> Fields:
    """The fields that the letter gives; what it does not give is not there.

    Dates are ISO; `near` is the day of the mail, which gives a date without a year its year.
    `rujukan`, `tanggal` and `nilai` (sums of the loss in rupiah) hold several.
    """
    cut = [Enclosed(each.name, each.text[:LONGEST_TEXT], each.scanned) for each in files]
    source = source_of(text[:LONGEST_TEXT], cut, sender_name, sender, subject, near)
    given = labelled(source.in_order(), SHAPES, matter.LONGEST)
    dated = given.get("tanggal_surat") or marks.letter_date(source)
    source = replace(source, near=date.fromisoformat(dated.value)) if dated else source
    found: Fields = {}
    for name, reader in READERS.items():
        field = given.get(name) or (reader(source) if reader else None)
        if field:
            found[name] = field
    return found | _lists(source, given, found.get("kerugian"))


def plain(fields: Mapping[str, Field | tuple[Field, ...]]) -> dict[str, str]:
    """The values alone, for templates; several in one line."""
    return {
        name: field.value if isinstance(field, Field) else ", ".join(each.value for each in field)
        for name, field in fields.items()
    }


def _lists(source: Source, given: Mapping[str, Field], loss: Field | tuple[Field, ...] | None) -> Fields:
    told = loss if isinstance(loss, Field) else None
    lists = {
        "rujukan": marks.references(source, given.get("rujukan")),
        "tanggal": marks.dates(source),
        "nilai": marks.amounts(told),
    }
    return {name: each for name, each in lists.items() if each}


#: field → how it is read where no label gives it; a letter's number stands under its label or nowhere
READERS: dict[str, Reader | None] = {
    "nama": writer.name,
    "perusahaan": writer.company,
    "jabatan": writer.position,
    "alamat": writer.address,
    "telepon": writer.telephone,
    "email": writer.email,
    "nomor_surat": None,
    "tanggal_surat": marks.letter_date,
    "hal": matter.subject,
    "layanan": matter.service,
    "uraian": matter.account,
    "kerugian": matter.loss,
    "permintaan": matter.wish,
}
