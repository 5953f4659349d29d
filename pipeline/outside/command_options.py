"""What can be said to a command: its common options, and kinds of values with errors in Indonesian.

Apart from the commands, so that one of them reads as one thing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.sop.steps import Step

#: the daemon's stages in their order; a test holds them against the daemon, which is slow to import
STAGES = ("collect", "read", "handle", "produce", "send", "remind")
#: fields of the form that the operator may give beside a letter
FORM = {
    "nama": "nama pengirim",
    "perusahaan": "perusahaan atau instansi pengirim",
    "jabatan": "jabatan pengirim",
    "alamat": "alamat pengirim",
    "telepon": "telepon pengirim",
    "email": "alamat surel pelanggan; tanpa ini surat jawaban disampaikan TU",
    "nomor_surat": "nomor surat pelanggan",
    "tanggal_surat": "tanggal surat pelanggan, 2026-11-20",
    "hal": "hal surat",
    "layanan": "layanan yang dikeluhkan",
    "uraian": "uraian keluhan",
}

_Command = TypeVar("_Command", bound=Callable[..., Any])


def with_config(command: _Command) -> _Command:
    """The folder of the settings, for every command."""
    told = "Folder pengaturan; bawaan config/, atau lingkungan TANGGAP_CONFIG."
    option = click.option(
        "--config", "folder", type=Folder(), envvar="TANGGAP_CONFIG", metavar="DIR", help=told
    )
    return option(command)


def with_json(command: _Command) -> _Command:
    """JSON, for every command that lists or shows."""
    return click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")(command)


def with_stages(command: _Command) -> _Command:
    """Which stages of the daemon run here."""
    told = f"Hanya tahap ini: {', '.join(STAGES)}."
    several = OneOf(STAGES, several=True)
    return click.option("--stages", type=several, default=",".join(STAGES), metavar="TAHAP,…", help=told)(
        command
    )


def with_step(command: _Command) -> _Command:
    """As an answer to which step a mail is read."""
    steps = [step.value for step in Step]
    told = f"Baca pula sebagai jawaban: {', '.join(steps)}."
    return click.option("--step", type=OneOf(steps), metavar="TAHAP", help=told)(command)


def with_form(command: _Command) -> _Command:
    """Each field of the form, and when the letter was received."""
    told = 'Kapan surat diterima, "2026-11-23 08:15"; bawaan sekarang.'
    command = click.option("--diterima", type=Moment(), help=told)(command)
    for name, told in reversed(FORM.items()):
        flag = f"--{name.replace('_', '-')}"
        command = click.option(flag, name, metavar="TEKS", help=f"{told[0].upper()}{told[1:]}.")(command)
    return command


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


class Number(click.ParamType[int]):
    """The number of a row, as `tanggap held` shows it."""

    name = "nomor"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; fails on anything else."""
        if not str(value).isdecimal():
            self.fail(f"{value} bukan nomor; lihat kolom Id pada `tanggap held`", param, ctx)
        return int(value)
