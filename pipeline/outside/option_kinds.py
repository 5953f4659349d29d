"""Kinds of values that can be given to a command, each with its error in Indonesian.

Apart from the options because one kind serves several of them.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from pipeline.letters.numbers import parse_case_number
from pipeline.letters.period import Period, parse_period


class ExistingFile(click.ParamType[Path]):
    """A file that is there."""

    name = "berkas"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; fails where there is no such file."""
        path = Path(value)
        if not path.is_file():
            self.fail(f"berkas {value} tidak ada", param, ctx)
        return path


class Folder(click.ParamType[Path]):
    """A folder that is there."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; fails where there is no such folder."""
        path = Path(value)
        if not path.is_dir():
            self.fail(f"folder {value} tidak ada", param, ctx)
        return path


class OutFolder(click.ParamType[Path]):
    """A folder that files are written to; it is made where it is not there yet."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; fails where something else is in the way."""
        path = Path(value)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.fail(f"folder {value} tidak dapat dibuat ({error.strerror})", param, ctx)
        return path


class OneOf(click.ParamType[Any]):
    """One of a few words, or several with commas between them."""

    name = "kata"

    def __init__(self, words: Sequence[str], *, several: bool = False) -> None:
        self.words = tuple(words)
        self._several = several

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The word, or the tuple of words; fails on any other."""
        if isinstance(value, tuple):
            return value
        given = [word.strip() for word in str(value).split(",")] if self._several else [str(value)]
        for word in given:
            if word not in self.words:
                self.fail(f"{word} tidak dikenal; pilih {', '.join(self.words)}", param, ctx)
        return tuple(given) if self._several else given[0]


class Moment(click.ParamType[datetime]):
    """A moment as people write it: 2026-11-23 or "2026-11-23 08:15"; naive, in the office's own time."""

    name = "waktu"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment; fails on anything else."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f'{value} bukan waktu; tuliskan seperti "2026-11-23 08:15"', param, ctx)


class Whole(click.ParamType[int]):
    """A whole number between two others."""

    name = "bilangan"

    def __init__(self, least: int, most: int) -> None:
        self._least, self._most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; fails on anything else."""
        if not str(value).isdecimal() or not self._least <= int(value) <= self._most:
            self.fail(f"{value} bukan bilangan dari {self._least} sampai {self._most}", param, ctx)
        return int(value)


class Year(click.ParamType[int]):
    """A year in four digits."""

    name = "tahun"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The year; fails on anything else."""
        if not re.fullmatch(r"(19|20|21)\d\d", str(value)):
            self.fail(f"{value} bukan tahun; tuliskan seperti 2026", param, ctx)
        return int(value)


class Masa(click.ParamType[Period]):
    """A month, a quarter or a year: 2026-11, 2026-Q4, 2026."""

    name = "masa"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """The period; fails on anything else."""
        period = value if isinstance(value, Period) else parse_period(str(value))
        if period is None:
            self.fail(f"{value} bukan masa laporan; tuliskan 2026-11, 2026-Q4, atau 2026", param, ctx)
        return period


#: an address, or `@domain`
_SENDER = re.compile(r"[^@\s<>]*@[^@\s<>]+")


class Target(click.ParamType[int | str]):
    """The number of a row, as `tanggap held` shows it, that of a case, or a sender in the queue."""

    name = "nomor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """The number of the row, that of the case as the register writes it, or the sender in lower case."""
        if str(value).isdecimal():
            return int(value)
        if _SENDER.fullmatch(str(value)):
            return str(value).lower()
        number = parse_case_number(str(value))
        if number is None:
            self.fail(
                f"{value} bukan nomor; lihat kolom Id pada `tanggap held`, atau tulis perkaranya", param, ctx
            )
        return number


class AnchorOf(click.ParamType[tuple[int, str]]):
    """An anchor of the audit trail: SEQ:HASH, or the two words behind `Jejak:` in a mail."""

    name = "jangkar"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, str]:
        """The entry and its hash; fails on anything else."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"\s*(\d{1,18})[:\s]+([0-9a-fA-F]{64})\s*", str(value))
        if found is None:
            self.fail(
                f"{value} bukan jangkar; tuliskan nomor entri, titik dua, dan 64 huruf sidiknya", param, ctx
            )
        return int(found[1]), found[2].lower()
