"""The corpus of replies in `tests/mails/jawaban/`: what each one is held to mean, and what it was read as.

Apart from the tests because the table of scores reads it too.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline.mail.answer import read_answer
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.reply import cut
from pipeline.sop.asks import ASKS, Action, Ask
from pipeline.sop.case import Answer
from pipeline.sop.steps import Step
from tests.mail.replies import UNITS, docx, pdf, picture

ROOM = Path(__file__).parents[1] / "mails" / "jawaban"
STEPS = tuple(Step(path.name) for path in sorted(ROOM.iterdir()))
#: requests beside the line of the SOP: `tanggap inspect --step` does not look for their answers
BESIDE = frozenset(Ask) - {
    *(Ask.REGISTRASI, Ask.DISPOSISI, Ask.KONSEP, Ask.PARAF, Ask.IZIN, Ask.PERSETUJUAN, Ask.TANDA_TANGAN),
    *(Ask.PENYAMPAIAN, Ask.NOTULEN, Ask.PENERIMAAN),
}
_FILES = {"docx": docx(), "pdf": pdf(), "foto": picture()}


def answers_at(step: Step) -> tuple[Action, ...]:
    """Every answer to the requests in the line of a step, as `inspect` takes them."""
    rows = [row for row in ASKS.values() if row.step is step and row.ask not in BESIDE]
    return tuple(dict.fromkeys(action for row in rows for action in row.actions))


class Part(StrEnum):
    """The parts of the corpus, one file a step each."""

    #: the reading was tuned on these
    TALA = "tala"
    #: these lay untouched until they had been scored once
    UJI = "uji"
    #: written after the tuning, and scored once before it was mended
    SEGAR = "segar"
    #: written against the parser, after it had been tuned
    LAWAN = "lawan"


class Verdict(StrEnum):
    """How a reply was read."""

    UNDERSTOOD = "understood"
    ASKED = "asked back"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Sample:
    """One reply with its meaning."""

    step: Step
    part: Part
    ask: Ask
    text: str
    #: None: it must be asked back
    action: Action | None
    #: it looks like another answer, or like one where there is none
    trap: bool
    values: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[Attachment, ...] = ()

    @property
    def in_line(self) -> bool:
        """Whether `tanggap inspect --step` looks for its answers; some requests stand beside the line."""
        return self.ask not in BESIDE

    def verdict(self, *, whole_step: bool = False) -> Verdict:
        """How the reply to its request is read; `whole_step` allows every answer of the step."""
        actions = answers_at(self.step) if whole_step else ASKS[self.ask].actions
        found = read_answer(Facts(own=cut(self.text).own, attachments=self.files), actions, UNITS)
        if not isinstance(found, Answer):
            return Verdict.ASKED
        return Verdict.UNDERSTOOD if self._is_meant(found) else Verdict.WRONG

    def _is_meant(self, found: Answer) -> bool:
        said = {name: _plain(getattr(found, name)) for name in self.values}
        return found.action is self.action and said == dict(self.values)


def samples(part: Part | None = None, step: Step | None = None) -> Iterator[Sample]:
    """Every reply of the corpus, or of one part or step of it."""
    for each in STEPS if step is None else (step,):
        for name in Part if part is None else (part,):
            path = ROOM / each / f"{name}.toml"
            for group in tomllib.loads(path.read_text())["balasan"]:
                yield from _group(each, name, group)


def _group(step: Step, part: Part, group: Mapping[str, Any]) -> Iterator[Sample]:
    action = Action(group["jawaban"]) if "jawaban" in group else None
    for text in group["teks"]:
        yield Sample(
            step,
            part,
            Ask(group["permintaan"]),
            text,
            action,
            trap=action is None or group.get("jebakan", False),
            values=group.get("nilai", {}),
            files=tuple(_FILES[name] for name in group.get("lampiran", ())),
        )


def _plain(value: object) -> object:
    """A value as TOML would write it."""
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
