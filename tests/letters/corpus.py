"""The corpus of letters in `tests/mails/isi`, and how what was read of one is held against it."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path

from pipeline.letters.fields import Enclosed, Field, Fields, read_fields
from pipeline.letters.layout import page_layouts
from tests.letters.printed import printed

FOLDER = Path(__file__).parents[1] / "mails" / "isi"
#: the half that was there before any reader was tuned, and the one that readers were tuned on
UNTOUCHED, TUNED = "uji", "latih"
#: letters of another corpus, written by others for another purpose
FOREIGN = "asing"
#: fields that the letters of others are held against: what is right or wrong without a judgement
_EXACT = "nama perusahaan jabatan alamat telepon nomor_surat tanggal_surat rujukan tanggal".split()
FIELDS = tuple(
    (
        "nama perusahaan jabatan alamat telepon email nomor_surat tanggal_surat hal layanan rujukan tanggal"
        " uraian kerugian nilai permintaan"
    ).split()
)
#: fields of which a letter may hold several
LISTS = frozenset({"rujukan", "tanggal", "nilai"})
#: fields in sentences: a phrase of the letter must stand in what was found
TOLD = frozenset({"uraian", "kerugian", "permintaan"})
_SECTION = re.compile(r"^=== (\w+) ?(.*)\n", re.MULTILINE)


class Mark(StrEnum):
    """How one value came out."""

    RIGHT = "benar"
    BLANK = "kosong"
    WRONG = "salah"


@dataclass(frozen=True, slots=True)
class Sample:
    """One letter with the fields that it holds."""

    name: str
    headers: dict[str, str]
    body: str
    files: tuple[Enclosed, ...]
    expected: dict[str, str]
    #: the fields that are held against what was expected
    judged: Sequence[str] = FIELDS

    def read(self) -> Fields:
        """The fields as the program reads them."""
        shown, address = parseaddr(self.headers["Dari"])
        return read_fields(
            self.body,
            self.files,
            sender_name=shown,
            sender=address,
            subject=self.headers["Subjek"],
            near=date.fromisoformat(self.headers["Tanggal"]),
        )


def samples(half: str) -> list[Sample]:
    """The letters of one half, or those of others."""
    if half == FOREIGN:
        return list(_foreign())
    return [_sample(path) for path in sorted((FOLDER / half).glob("*.txt"))]


def _foreign() -> Iterator[Sample]:
    expected = tomllib.loads((FOLDER / "asing.toml").read_text())
    for name in expected:
        letters = tomllib.loads((FOLDER.parent / "surat" / f"{name}.toml").read_text())["surat"]
        for number, letter in enumerate(letters, start=1):
            headers = {"Dari": "pelanggan@surel.example", "Subjek": letter["hal"], "Tanggal": "2026-11-02"}
            scanned = name == "pengaduan_pindaian"
            files = [Enclosed("surat.pdf", letter["lampiran"], scanned)] if "lampiran" in letter else []
            fields = expected[name].get(str(number), {})
            judged = (*_EXACT, *(["hal"] if "hal" in fields else []))
            yield Sample(f"{name} {number}", headers, letter["isi"], tuple(files), fields, judged)


def _sample(path: Path) -> Sample:
    head, *rest = _SECTION.split(path.read_text())
    sections = list(zip(rest[::3], rest[1::3], rest[2::3], strict=True))
    body = next(text for kind, _, text in sections if kind == "badan")
    expected = next(text for kind, _, text in sections if kind == "harap")
    files = tuple(
        _enclosed(kind, name, text) for kind, name, text in sections if kind not in ("badan", "harap")
    )
    return Sample(path.stem, _pairs(head), body, files, _pairs(expected))


def _pairs(text: str) -> dict[str, str]:
    lines = (line.partition(": ") for line in text.splitlines() if line)
    return {name: value for name, _, value in lines}


def _enclosed(kind: str, name: str, text: str) -> Enclosed:
    """A file as the cage would read it; of a PDF a lone figure in a line is the foot of a page."""
    if kind == "pindaian":
        return Enclosed(name, text, scanned=True)
    if not name.endswith(".pdf"):
        return Enclosed(name, text)
    sheets = re.sub(r"\n {20,}\d\n", "\f", text)
    return Enclosed(name, "\f".join(page_layouts(printed(sheets))))


def marks(sample: Sample) -> Counter[tuple[str, Mark]]:
    """How each field of a letter came out: (field, mark) → how often."""
    found = sample.read()
    counted: Counter[tuple[str, Mark]] = Counter()
    for name in sample.judged:
        counted.update((name, mark) for mark in _marks(name, sample.expected.get(name, ""), found.get(name)))
    return counted


def _marks(name: str, expected: str, found: Field | tuple[Field, ...] | None) -> list[Mark]:
    values = [each.value for each in found] if isinstance(found, tuple) else [found.value] if found else []
    if name in TOLD:
        return _told(expected.split(" | ") if expected else [], values)
    given = expected.split(" | ") if expected else []
    optional = {_plain(name, each) for each in given if each.startswith("?")}
    wanted = {_plain(name, each) for each in given} - optional
    got = {_plain(name, each) for each in values} - optional
    right = [Mark.RIGHT] * len(wanted & got)
    wrong = [Mark.WRONG] * len(got - wanted)
    # A wrong value in the place of the right one is one mistake, not two.
    blank = [Mark.BLANK] * max(0, len(wanted - got) - len(wrong))
    return right + wrong + blank


def _told(phrases: list[str], values: list[str]) -> list[Mark]:
    if not values:
        return [Mark.BLANK] if phrases else []
    text = " ".join(" ".join(values).split())
    fits = phrases and all((each[1:] not in text) if each[0] == "!" else (each in text) for each in phrases)
    return [Mark.RIGHT if fits else Mark.WRONG]


def _plain(name: str, value: str) -> str:
    if name == "telepon":
        return re.sub(r"\D", "", value)
    return re.sub(r"[\W_]+", "", value).casefold()
