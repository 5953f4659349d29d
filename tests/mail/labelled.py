"""The labelled letters of `tests/mails/surat`: read from their files, halved by a fixed rule, made mails.

The rule: the second, fourth, … letter of each file is *untouched*. Of that half only totals are
printed, so that nothing is tuned to it. The files under `ketiga` are untouched as a whole.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path

from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.parse import parse

HERE = Path(__file__).parents[1] / "mails" / "surat"
#: letters that were written to tune the words with
FURTHER = HERE / "tambahan"
#: in another style; after its first contact it served to tune the words
SECOND = HERE / "kedua"
#: in yet another style, and untouched
THIRD = HERE / "ketiga"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One letter with what it is."""

    file: str
    number: int
    kind: str
    subject: str
    text: str
    #: the text of its one attachment, '' if it has none
    attached: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    appeal: bool = False

    @property
    def untouched(self) -> bool:
        """Whether it belongs to the half that nothing was tuned to."""
        return self.number % 2 == 0

    def facts(self) -> Facts:
        """The letter as the cage reads it."""
        read = parse(self._raw()).facts
        if not self.attached:
            return read
        file = Attachment(
            name="surat.pdf", media_type="application/pdf", sha256="a", size=1, text=self.attached
        )
        return replace(read, attachments=(file,))

    def _raw(self) -> bytes:
        message = EmailMessage()
        named = {"from": "pelanggan@perusahaan.example", "to": "pengaduan@balai.example", **self.headers}
        for name, value in named.items():
            message[name] = value
        message["subject"] = self.subject
        message["message-id"] = f"<{self.file}-{self.number}@perusahaan.example>"
        message.set_content(self.text)
        return message.as_bytes()


def letters(folder: Path = HERE) -> Iterator[Labelled]:
    """All letters of a folder, file by file."""
    for path in sorted(folder.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for number, item in enumerate(table["surat"], 1):
            yield Labelled(
                file=path.stem,
                number=number,
                kind=item.get("kind", table["kind"]),
                subject=item["hal"],
                text=item["isi"],
                attached=item.get("lampiran", ""),
                headers=item.get("kepala", {}),
                appeal=item.get("banding", False),
            )
