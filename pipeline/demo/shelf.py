"""The letters and mails of the play as files that anybody can open.

It stands apart because it only copies out of the evidence: what lies here proves nothing.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from pipeline.demo.evidence import Evidence, Letter
from pipeline.mail.thread import strip_prefixes
from pipeline.sop.papers import LetterKind

LETTERS, MAILS = "surat", "surel"
#: kind of letter → name of its file
_NAMES: Mapping[str, str] = {
    LetterKind.FORM.value: "form-pengaduan",
    LetterKind.LEMBAR.value: "lembar-disposisi",
    LetterKind.KONSEP.value: "konsep",
    LetterKind.SURAT.value: "surat-balasan",
    LetterKind.NOTULEN.value: "notulen",
    LetterKind.PENGANTAR.value: "nota-pengantar",
    LetterKind.LAPORAN.value: "laporan-evaluasi",
}


def lay_out(evidence: Evidence, folder: Path) -> None:
    """Write every letter and, a folder for each person, every mail."""
    for letter in evidence.letters:
        for ending, content in letter.files.items():
            _write(folder / LETTERS / f"{name_of(letter)}.{_ending(ending)}", content)
    for key, mails in evidence.mailboxes.items():
        for number, mail in enumerate(mails, 1):
            title = re.sub(r"[^\w]+", "-", strip_prefixes(mail.subject))[:60].strip("-")
            _write(folder / MAILS / evidence.addresses[key] / f"{number:02} {title}.eml", mail.raw)


def name_of(letter: Letter) -> str:
    """What a letter's files are called, without ending."""
    name = _NAMES.get(letter.kind, letter.kind)
    return f"{name}-v{letter.version}" if letter.kind == LetterKind.KONSEP.value else name


def _ending(ending: str) -> str:
    return ending.replace("signed", "bertanda-tangan")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
