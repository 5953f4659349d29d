"""All figures on how mail is read, as tables: `make scores CORPORA=DIR`, or `python -m tests.scores DIR`.

DIR holds mail that other people wrote (imap_tools, enmime, flufl.bounce, talon, mail-parser-reply); it is
no part of the project. Our own mails lie under tests/mails/.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from rich.console import Console
from rich.table import Table

from tests import scores

#: wide enough for the reasons of the exceptions where the output is no terminal
WIDTH = 200


def main() -> None:
    """Print the tables asked for."""
    asked = _asked()
    console = Console() if sys.stdout.isatty() else Console(width=WIDTH)
    for made in _tables(asked.corpora, asked.only):
        console.print(made, highlight=False)


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.scores", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with the mail of others")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these tables alone")
    return parser.parse_args()


def _tables(corpora: Path, only: list[str]) -> Iterator[Table]:
    """The table of each module here that makes one."""
    for found in iter_modules(scores.__path__):
        if found.name == "__main__" or (only and found.name not in only):
            continue
        make = getattr(import_module(f"tests.scores.{found.name}"), "table", None)
        if make is not None:
            yield make(corpora)


if __name__ == "__main__":
    main()
