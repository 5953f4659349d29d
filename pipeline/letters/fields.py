"""What a complaint letter says of itself: the fields of the Form Pengaduan (domain.md F.4).

Each value comes with where it was found and whether that is sure; what is not
found stays blank. Apart from the kinds of mail: a letter is read the same way
whether it came as a mail's text, as a file, or on paper.
"""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.letters import marks, matter, writer
from pipeline.letters.page import Page, page
from pipeline.letters.shapes import SHAPES
from pipeline.letters.source import BODY, Field, Reader, Source

__all__ = ["Field", "Fields", "plain", "read_fields"]

Fields = dict[str, Field | tuple[Field, ...]]


def read_fields(
    text: str,
    attachments_text: Sequence[tuple[str, str]],
    *,
    sender_name: str,
    sender: str,
    subject: str,
) -> Fields:
    """The fields that the letter gives; what it does not give is not there.

    `attachments_text` are the names of the files with their text. Dates are ISO;
    `rujukan` and `tanggal` hold several.
    """
    pages = (page(BODY, text), *(page(f"lampiran {name}", words) for name, words in attachments_text))
    source = Source(pages, _labelled(pages), sender_name, sender, subject)
    found: Fields = {}
    for name, reader in READERS.items():
        field = source.labelled.get(name) or (reader(source) if reader else None)
        if field:
            found[name] = field
    return found | _lists(source)


def plain(fields: Mapping[str, Field | tuple[Field, ...]]) -> dict[str, str]:
    """The values alone, for templates; several in one line."""
    return {
        name: field.value if isinstance(field, Field) else ", ".join(each.value for each in field)
        for name, field in fields.items()
    }


def _labelled(pages: Iterable[Page]) -> dict[str, Field]:
    """What stands under a label and has the shape of its field; earlier pages go first."""
    found: dict[str, Field] = {}
    for each in pages:
        for name, value in each.labelled().items():
            fitting = SHAPES.get(name, _any)(value)
            if fitting:
                found.setdefault(name, Field(fitting[: matter.LONGEST], each.where, True))
    return found


def _lists(source: Source) -> Fields:
    lists = {"rujukan": marks.references(source), "tanggal": marks.dates(source)}
    return {name: each for name, each in lists.items() if each}


def _any(value: str) -> str:
    return value


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
