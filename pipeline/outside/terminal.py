"""The terminal: values printed for people as tables, for programs as JSON.

Apart from the commands because what they print came partly from strangers: no control
character of theirs reaches a terminal.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

#: width where there is no terminal: nothing is cut for whoever reads the pipe
_WIDE = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_Item = TypeVar("_Item")


def console() -> "Console":
    """Where people read."""
    from rich.console import Console  # noqa: PLC0415  (slow to import; --help need not wait)

    width = None if sys.stdout.isatty() else _WIDE
    return Console(width=width, highlight=False, markup=False, emoji=False)


def plain(text: str) -> str:
    """The text without signs that steer a terminal."""
    return _CONTROL.sub(" ", text)


def words(value: object, zone: tzinfo) -> str:
    """A value as people read it."""
    match value:
        case None | "":
            return "–"
        case bool():
            return "ya" if value else "tidak"
        case datetime():
            return value.astimezone(zone).strftime("%d-%m-%Y %H.%M")
        case Mapping():
            return "; ".join(f"{name}: {words(each, zone)}" for name, each in value.items() if each)
        case list() | tuple():
            return ", ".join(words(each, zone) for each in value)
        case _:
            return plain(str(value))


def print_rows(rows: Sequence[Any], zone: tzinfo, as_json: bool, empty: str) -> None:
    """Frozen values of one kind as JSON, or as a table with their fields as columns; `empty` for none."""
    if as_json:
        print_json(rows)
        return
    if not rows:
        click.echo(empty)
        return
    from rich.table import Table  # noqa: PLC0415  (as above)
    from rich.text import Text  # noqa: PLC0415  (as above)

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in asdict(rows[0]):
        table.add_column(name.replace("_", " ").capitalize(), overflow="fold")
    for row in rows:
        table.add_row(*(Text(words(each, zone)) for each in asdict(row).values()))
    console().print(table)


def print_value(value: Any, zone: tzinfo, as_json: bool) -> None:
    """One frozen value as JSON, or a line a field, with fields of several entries below their name."""
    if as_json:
        print_json(value)
        return
    for name, each in asdict(value).items():
        label = f"{name.replace('_', ' ').capitalize()}:"
        if isinstance(each, list | tuple) and each and isinstance(each[0], Mapping):
            click.echo(label)
            for item in each:
                click.echo(f"  - {words(item, zone)}")
        elif isinstance(each, Mapping):
            click.echo(label)
            for key, inner in each.items():
                click.echo(f"  {key.replace('_', ' ')}: {words(inner, zone)}")
        else:
            click.echo(f"{label:<22}{words(each, zone)}")


def print_json(value: Any, *, line: bool = False) -> None:
    """A value as JSON: indented, or in one line."""
    click.echo(json.dumps(_data(value), ensure_ascii=False, indent=None if line else 2, default=_other))


def _data(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_data(each) for each in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _other(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


#: a mark of `tanggap check` → its sign
_SIGNS = {"baik": "✓", "peringatan": "!", "gagal": "✗"}


def print_marks(found: Iterable[_Item], as_json: bool) -> list[_Item]:
    """What each probe found, as it comes, with its remedy below; gives all of them."""
    marks = []
    for each in found:
        marks.append(each)
        if not as_json:
            _print_mark(each)
    if as_json:
        print_json(marks)
    return marks


def _print_mark(each: Any) -> None:
    first, *lines = plain_lines(each.words) or ["–"]
    click.echo(f"{_SIGNS[each.mark]} {each.name}: {first}")
    for line in lines:
        click.echo(f"    {line}")
    if each.remedy:
        click.echo(f"    → {plain(each.remedy)}")


def print_faults(faults: Sequence[Any], as_json: bool, none: str) -> None:
    """What is wrong with files, each with its place and remedy; `none` where nothing is."""
    if as_json:
        print_json(faults)
        return
    for each in faults:
        click.echo(f"✗ {plain(each.berkas)}: {plain(each.kesalahan)}")
        if each.tempat:
            click.echo(f"    pada {plain(each.tempat)}")
        click.echo(f"    → {plain(each.obat)}")
    if not faults:
        click.echo(none)


def plain_lines(text: str) -> list[str]:
    """The lines of a text without signs that steer a terminal."""
    return [plain(line) for line in text.splitlines()]


def print_inspection(file: str, told: Mapping[str, Any], unread: Sequence[str], as_json: bool) -> None:
    """What `inspect` tells of one mail, and what is `unread`; no register, so the sender is not checked."""
    if as_json:
        print_json(told, line=True)
        return
    kind = f"{told['kind']} (banding)" if told["banding"] else told["kind"]
    click.echo(f"{plain(file)}\n  jenis       {kind}, keyakinan {told['confidence']:.2f}")
    click.echo(f"  alasan      {plain(told['reason'])}\n  pengirim    tidak diperiksa")
    for name, field in told["fields"].items():
        for each in field if isinstance(field, list) else [field]:
            if each["value"]:
                doubt = "" if each["sure"] else "; tidak pasti"
                value = " ".join(plain_lines(each["value"]))
                click.echo(f"  {name:<12}{value}  [{plain(each['where'])}{doubt}]")
    for item in told["attachments"]:
        click.echo(f"  lampiran    {plain(item['name'])} ({item['type']}, {item['bytes']} bita)")
    for words in unread:
        click.echo(f"  catatan     {plain(words)}")
    if told.get("answer"):
        click.echo(f"  jawaban     {plain(json.dumps(told['answer'], ensure_ascii=False))}")
    elif told.get("question"):
        click.echo(f"  ditanyakan  {' '.join(plain_lines(told['question']))}")


def print_agenda(agenda: Any, files: Sequence[str], as_json: bool) -> None:
    """How much the books of a year hold, where they were written, and what they cannot account for."""
    if as_json:
        print_json({**asdict(agenda), "berkas": list(files)})
        return
    held = (
        (agenda.masuk, "surat masuk"),
        (agenda.keluar, "nomor surat keluar"),
        (agenda.ekspedisi, "kiriman"),
    )
    counted = ", ".join(f"{len(rows)} {what}" for rows, what in held)
    click.echo(f"Buku agenda {agenda.tahun}: {counted}.")
    for line in (*files, *(f"✗ {fault}" for fault in agenda.kesalahan)):
        click.echo(plain(line))


def print_report(report: Any, files: Sequence[str], as_json: bool) -> None:
    """What a report says in short, and its files; as JSON its figures, without the list of cases."""
    from pipeline.letters.figure_words import summary  # noqa: PLC0415  (as above)

    if as_json:
        told = {**asdict(report), "periode": report.periode.name, "berkas": list(files)}
        print_json({name: value for name, value in told.items() if name != "perkara"})
        return
    for line in (*summary(report), *files):
        click.echo(plain(line))


def print_filed(file: Path, pages: int, notes: Sequence[str]) -> None:
    """A file that was written, and on stderr what could not be shown in it."""
    click.echo(f"{file}: {pages} halaman")
    for note in notes:
        click.echo(f"    {plain(note)}", err=True)


@contextmanager
def progress(items: Sequence[_Item], label: str) -> Iterator[Iterable[_Item]]:
    """The items, with a bar on stderr where people look and there is more than one."""
    if len(items) < 2 or not sys.stderr.isatty():
        yield items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield bar


@contextmanager
def working(label: str) -> Iterator[None]:
    """Say on stderr what is going on, where people look."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415  (as above)

    with Console(stderr=True).status(label):
        yield


def counted(counts: Mapping[str, int]) -> str:
    """Counts in one line: 3 perkara, 12 surel masuk."""
    return ", ".join(f"{count} {name}" for name, count in counts.items())
