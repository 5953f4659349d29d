"""The play as it is told: who wrote what to whom, a line or two for each mail, in Indonesian.

It stands apart from the scenes because they only let things happen; here they get words and colour.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from email.message import EmailMessage
from email.utils import getaddresses

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.mail.thread import strip_prefixes

#: columns, also where there is no terminal or a very wide one
WIDEST = 100
_TIME, _WHO, _GAP = 5, 30, 2
#: as much of a mail's words as is shown
_LINES = 2
#: columns that the break of a line may cost
_BROKEN = 12
#: what every file of a case has in its name
_NUMBER = re.compile(r"-PGD-\d{4}-\d{4,}")


class Teller:
    """Tells of each mail on a console; `names` say who stands behind an address, hours are of `zone`."""

    def __init__(self, console: Console, zone: tzinfo) -> None:
        self.console = console
        self.names: Mapping[str, str] = {}
        self._zone = zone

    @property
    def width(self) -> int:
        """Columns of a line."""
        return min(self.console.width, WIDEST)

    def scene(self, title: str) -> None:
        """A new part of the story."""
        self.console.print()
        self.console.print(Text(title, style="bold blue"))

    def remark(self, line: str) -> None:
        """Something that is no mail."""
        self.console.print(Padding(Text(line, style="italic"), (0, 0, 0, _TIME + _GAP)), width=self.width)

    def wrote(self, at: datetime, mail: EmailMessage, text: str, *, how: str = "menulis") -> None:
        """A person's mail, by its own words."""
        ((_, address),) = getaddresses([str(mail["From"])])
        self._line(at, f"{self.name(address)} {how}", " / ".join(text.splitlines()), mail, style="bold")

    def sent(self, at: datetime, mail: EmailMessage) -> None:
        """A mail of the program, by its subject."""
        to = ", ".join(self.name(address) for _, address in getaddresses([str(mail["To"])]))
        subject = _short(strip_prefixes(str(mail["Subject"])), self._room)
        self._line(at, f"  → {to}", subject, mail, style="")

    def name(self, address: str) -> str:
        """Who has this address."""
        local, _, domain = address.lower().rpartition("@")
        plain = f"{local.partition('+')[0]}@{domain}"
        return self.names.get(plain, plain)

    @property
    def _room(self) -> int:
        """Columns for what a mail says."""
        return self.width - _TIME - _WHO - 2 * _GAP

    def _line(self, at: datetime, who: str, words: str, mail: EmailMessage, *, style: str) -> None:
        room = self._room
        said = Text(_short(words, _LINES * room - _BROKEN), style=style)
        files = [_NUMBER.sub("", part.get_filename("")) for part in mail.iter_attachments()]
        if files:
            said.append(f"\n+ {_short(_listed(files), room - 2)}", style="dim")
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        for width in (_TIME, _WHO, room):
            grid.add_column(width=width)
        local = at.astimezone(self._zone)
        grid.add_row(Text(f"{local:%H.%M}", style="dim"), Text(who, style=style), said)
        self.console.print(grid, width=self.width)


def _listed(files: Sequence[str]) -> str:
    return files[0] if len(files) == 1 else f"{len(files)} berkas: {', '.join(files)}"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 2].rstrip()} …"
