"""The command line in Indonesian: click's help and errors in the operator's language, and no traceback.

Apart from the commands, which say what is done, because this says how people are spoken to.
Exit codes: 0 done, 1 not done, 2 the command or the settings are wrong.
"""

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from pipeline.errors import OutsideError, Refusal, SettingsError, TanggapError

log = logging.getLogger(__name__)

_HEADINGS = {"Options": "Pilihan", "Commands": "Perintah"}
DONE, FAILED, WRONG = 0, 1, 2


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """`Pemakaian: …`."""
        super().write_usage(prog, args, prefix or "Pemakaian: ")

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        super().write_heading(_HEADINGS.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """One command of the operator."""

    context_class = _Context

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": "[PILIHAN]", **named})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in words."""
        return _in_words(super().get_help_option(ctx))


class Group(click.Group):
    """The operator's door: commands by name, and everything that goes wrong in one sentence."""

    context_class = _Context
    command_class = Command
    group_class = type

    def __init__(self, *arguments: Any, **named: Any) -> None:
        metavars = {"options_metavar": "[PILIHAN]", "subcommand_metavar": "PERINTAH [ARGUMEN]…"}
        super().__init__(*arguments, **{**metavars, **named})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in words."""
        return _in_words(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; raises `UsageError` where there is none."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            known = ", ".join(self.list_commands(ctx))
            raise click.UsageError(f"Perintah {args[0]} tidak dikenal. Yang ada: {known}.", ctx)
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> Any:
        """Run a command and leave with its exit code; whatever was raised is told in words."""
        try:
            ended = super().main(args, *rest, **{**named, "standalone_mode": False})
            code = ended if isinstance(ended, int) and not isinstance(ended, bool) else DONE
        except Exception as error:  # noqa: BLE001  (the last door: nobody above could tell the operator)
            code = _tell(error)
        sys.exit(code)


def _in_words(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Tampilkan bantuan ini."
    return option


def _tell(error: Exception) -> int:
    """Say on stderr what went wrong; gives the exit code."""
    words, code = _verdict(error)
    if words:
        click.echo(words, err=True)
    return code


def _verdict(error: Exception) -> tuple[str, int]:
    match error:
        case click.UsageError():
            return f"{_usage(error)}\n{_hint(error)}".strip(), WRONG
        case click.ClickException():
            return f"Kesalahan: {error.format_message()}", FAILED
        case click.Abort():
            return "Dihentikan.", FAILED
        case SettingsError():
            return f"Pengaturan belum benar:\n{error}", WRONG
        case TanggapError():
            return _own(error), FAILED
        case BrokenPipeError():
            # Whoever read our output has gone; the interpreter must not write the rest at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return "", FAILED
        case _ if type(error).__module__.startswith("sqlalchemy"):
            # Known by name: importing the library would make every --help wait for it.
            words = getattr(error, "orig", None) or type(error).__name__
            return (
                f"Basis data tidak dapat dipakai: {words}\n→ periksa [database] url; `tanggap check`",
                FAILED,
            )
        case OSError():
            return f"Kesalahan: {error.strerror or error}: {error.filename or ''}".rstrip(": "), FAILED
        case _:
            return _fault(error), FAILED


def _own(error: TanggapError) -> str:
    remedy = error.remedy if isinstance(error, OutsideError) else ""
    example = error.example if isinstance(error, Refusal) else ""
    lines = [str(error)]
    if remedy:
        lines.append(f"→ {remedy}")
    if example:
        lines.append(f"→ contoh: {example}")
    return "\n".join(lines)


def _fault(error: Exception) -> str:
    """A fault of the program: its place, which a maintainer needs, and none of the data."""
    if logging.getLogger().handlers:
        log.critical("program fault", exc_info=error)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/pipeline/" in frame.filename] or frames[-1:]
    where = f" pada {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return (
        f"Kesalahan program: {type(error).__name__}{where}. Tidak ada yang berubah oleh langkah yang gagal."
    )


def _usage(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            near = f" Maksudnya {', '.join(error.possibilities)}?" if error.possibilities else ""
            return f"Pilihan {error.option_name} tidak dikenal.{near}"
        case click.MissingParameter():
            return f"{_parameter(error)} wajib diisi."
        case click.BadParameter():
            return f"{_parameter(error)}: {error.message}"
        case click.BadOptionUsage():
            return f"Pilihan {error.option_name} memerlukan nilai."
        case _:
            return _PHRASES.get(error.message.partition(" (")[0], error.message)


#: sentences of click's that need no values
_PHRASES = {
    "Missing command.": "Sebutkan perintahnya.",
    "Got unexpected extra argument": "Ada kata yang berlebih pada perintah ini.",
    "Got unexpected extra arguments": "Ada kata yang berlebih pada perintah ini.",
}


def _parameter(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return "Nilai"
    return (
        parameter.opts[0]
        if isinstance(parameter, click.Option)
        else parameter.make_metavar(error.ctx or _NOWHERE)
    )


_NOWHERE = _Context(Command("tanggap"))


def _hint(error: click.UsageError) -> str:
    return f"→ {error.ctx.command_path} --help" if error.ctx else ""
