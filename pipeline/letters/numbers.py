"""How numbers are written: of letters that leave the office, of agenda entries, of cases.

Apart from the counters, which live in the register: this says how a number
looks, never which one is next. Domain.md B.4 shows how offices write theirs.
"""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeline.errors import SettingsError

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

#: the parts that a pattern may name; those of the office are given once, those of the day come with it
DAY_PARTS = ("nomor", "romawi", "bulan", "tahun")
OFFICE_PARTS = ("kode", "klasifikasi")
#: by the letter's sifat; where its code is '', the part and the sign after it are left out
SECURITY_PART = "keamanan"
KNOWN_PARTS = (*DAY_PARTS, *OFFICE_PARTS, SECURITY_PART)
#: sifat of a letter → its security code (domain.md A.5); urgency is another scale and has none
SECURITY = {"biasa": "B", "terbatas": "T", "rahasia": "R", "sangat rahasia": "SR"}
#: without these two, a number would stand on two letters
NEEDED_PARTS = ("nomor", "tahun")
LONGEST = 120
#: stands for a digit of the running number where the wording of a series is told; no number has one
PLACE = "\t"
#: domain.md B.4: what the patterns of several ministries have in common
PATTERN = "{keamanan}/{nomor}/BSKJI/{kode}/{klasifikasi}/{romawi}/{tahun}"

CASE_NUMBER = re.compile(
    r"(?<![A-Z0-9])PGD[-\u2010-\u2015\s](\d{4})[-\u2010-\u2015\s](\d{1,7})(?!\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """How this office numbers its letters. Raises SettingsError for a pattern that cannot be used."""

    pattern: str = PATTERN
    kode: str = ""
    klasifikasi: str = ""
    #: sifat → code, for patterns that name it; those of `SECURITY` that are not named keep their code
    keamanan: Mapping[str, str] = field(default_factory=dict)
    #: the running number is filled up with zeros to so many digits
    digits: int = 1

    def __post_init__(self) -> None:
        parts = _parts(self.pattern)
        unknown = [part for part in parts if part not in KNOWN_PARTS]
        missing = [part for part in NEEDED_PARTS if part not in parts]
        empty = [part for part in OFFICE_PARTS if part in parts and not getattr(self, part)]
        _check(
            not unknown,
            f"bagian tidak dikenal {_braced(unknown)}; yang dikenal {_braced(KNOWN_PARTS)}",
        )
        _check(not missing, f"bagian {_braced(missing)} harus ada")
        _check(not empty, f"bagian {_braced(empty)} dipakai tetapi isinya kosong")
        strange = [sifat for sifat in self.keamanan if sifat not in SECURITY]
        _check(not strange, f"sifat tidak dikenal {', '.join(strange)}; yang dikenal {', '.join(SECURITY)}")
        written = [self.text(9_999_999, date(9999, 8, 1), sifat) for sifat in SECURITY]
        _check(
            max(map(len, written)) <= LONGEST,
            f"nomor dapat menjadi lebih panjang dari {LONGEST} karakter; pendekkan surat_keluar atau kode",
        )
        _check(all(map(str.isprintable, written)), "nomor memuat karakter yang tidak tercetak")

    def text(self, nomor: int, on: date, sifat: str = "biasa") -> str:
        """The number as it stands on a letter of that day: B/12/BSKJI/BSPJI-Kota/HM/XI/2026.

        `sifat` is the Kepala's word; one that is no security class (segera) counts as biasa.
        """
        return self._worded(f"{nomor:0{self.digits}d}", on, sifat)

    def series(self, on: date, sifat: str = "biasa") -> str:
        """The wording that the numbers of a day have in common; `place_in` makes one of them of it."""
        return self._worded(PLACE * self.digits, on, sifat)

    def _worded(self, nomor: str, on: date, sifat: str) -> str:
        code = {**SECURITY, **self.keamanan}[sifat if sifat in SECURITY else "biasa"]
        pattern = self.pattern if code else _WITHOUT_CODE.sub("", self.pattern)
        return pattern.format(
            nomor=nomor,
            romawi=ROMAN_MONTHS[on.month - 1],
            bulan=f"{on.month:02d}",
            tahun=on.year,
            kode=self.kode,
            klasifikasi=self.klasifikasi,
            keamanan=code,
        )


_PLACES = re.compile(f"{PLACE}+")
#: the part with the one sign that joins it to the next
_WITHOUT_CODE = re.compile(r"\{keamanan\}[^\w{]?")


def place_in(series: str, nomor: int) -> str:
    """The number that stands at this place of a series, as it stands on a letter."""
    return _PLACES.sub(lambda found: f"{nomor:0{len(found[0])}d}", series)


def case_number(year: int, number: int) -> str:
    """PGD-2026-0007."""
    return f"PGD-{year}-{number:04d}"


def parse_case_number(text: str) -> str | None:
    """The first case number in a text, as the register writes it; None where there is none."""
    found = CASE_NUMBER.search(text)
    return case_number(int(found[1]), int(found[2])) if found else None


def agenda_number(year: int, number: int) -> str:
    """7/2026, as it stands on the agenda, the lembar disposisi and the kartu kendali alike."""
    return f"{number}/{year}"


def _parts(pattern: str) -> list[str]:
    """The parts that a pattern names; only plain {name} is a part, so that nothing else is looked up."""
    try:
        pieces = list(string.Formatter().parse(pattern))
    except ValueError:
        raise SettingsError(
            f"Format nomor surat “{pattern}”: tanda kurung kurawal tidak berpasangan."
        ) from None
    _check(
        not any(spec or conversion for _, _, spec, conversion in pieces), "bagian hanya boleh ditulis {nama}"
    )
    return [name for _, name, _, _ in pieces if name is not None]


def _check(holds: bool, fault: str) -> None:
    if not holds:
        raise SettingsError(f"Format nomor surat: {fault}.")


def _braced(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
