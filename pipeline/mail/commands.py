"""Finding the commands, labelled values and other words in what a person wrote.

Apart from the answers: this tells what stands there, `answer.py` what follows from it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.letters.labels import Labels, is_blank, label_of
from pipeline.mail.doubt import HEDGES, heeded, orders_nothing
from pipeline.mail.form import FIELDS, SHARED
from pipeline.mail.tokens import SIGNS, Token, clauses, meaningful_lines, tokens, words
from pipeline.mail.words import SPOKEN, TRAIL, Manner, Spoken
from pipeline.sop.asks import ASKS, Action, actions_of

#: behind a word of decision these open its reason
REASONS = ("karena", "sebab", "melainkan", "dengan alasan")


@dataclass(frozen=True, slots=True)
class Command:
    """A word of command with what was said behind it."""

    action: Action
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a person wrote, sorted."""

    commands: tuple[Command, ...] = ()
    #: labelled values by the name of their field
    values: dict[str, str] = field(default_factory=dict)
    #: words that are neither
    loose: str = ""
    #: the first line that is no courtesy
    first: str = ""
    #: all of it without courtesies
    text: str = ""

    def tail(self, action: Action) -> str:
        """What was said behind the command, '' if nothing."""
        return "\n".join(each.tail for each in self.commands if each.action is action and each.tail)

    def count(self, action: Action) -> int:
        """How often the command was given."""
        return sum(each.action is action for each in self.commands)


@dataclass(slots=True)
class _Block:
    """A command or a label, gathering the lines below it."""

    action: Action | None
    name: str
    lines: list[str]


#: ends a value without opening another
_END = _Block(None, "", [])


def read_commands(own: str, actions: Sequence[Action]) -> Reading:
    """Sort the person's own words by the answers that are allowed."""
    lines = meaningful_lines(own)
    labels = labels_for(actions)
    others = _neighbours(actions)
    blocks: list[_Block] = []
    loose: list[str] = []
    for place, line in enumerate(lines):
        block = _opened(line, actions, labels, first=place == 0)
        if block:
            blocks.append(block)
        elif blocks and _runs_on(blocks[-1]) and command_in(line, others, manners=(Manner.BARE,)):
            # An answer of another request, PARAF under a Jawaban, is no part of the customer's letter.
            blocks.append(_END)
            loose.append(f"{line}\n")
        elif blocks and _runs_on(blocks[-1]):
            blocks[-1].lines.append(line)
        else:
            _hear_clauses(line, actions, blocks, loose)
    return Reading(
        commands=tuple(Command(each.action, _joined(each.lines)) for each in blocks if each.action),
        values=_values(blocks),
        loose="".join(loose).strip(),
        first=lines[0] if lines else "",
        text=_joined(lines),
    )


def labels_for(actions: Iterable[Action]) -> Labels:
    """The labels that mean something for these answers."""
    merged: dict[str, tuple[str, ...]] = {}
    for labels in (*(FIELDS.get(action, {}) for action in actions), SHARED):
        for name, known in labels.items():
            merged[name] = merged.get(name, ()) + known
    return merged


def command_in(text: str, actions: Iterable[Action], *, manners: Iterable[Manner]) -> Command | None:
    """The command that this text gives, the longest word counting; None if it gives none."""
    heard = tokens(text)
    best: tuple[int, Command] | None = None
    for action in actions:
        spoken = SPOKEN[action]
        if spoken.manner in manners:
            end, length = _phrase(text, heard, spoken)
            command = _command(action, spoken.manner, text, heard, end) if length else None
            if command and (best is None or length > best[0]):
                best = (length, command)
    return best[1] if best else None


def mentioned(text: str, actions: Iterable[Action]) -> tuple[Action, ...]:
    """The answers of which some word stands anywhere in the text."""
    heard = f" {' '.join(words(text))} "
    return tuple(
        action for action in actions if any(f" {phrase} " in heard for phrase in SPOKEN[action].words)
    )


def _opened(line: str, actions: Sequence[Action], labels: Labels, *, first: bool) -> _Block | None:
    """The command or label that this line opens as a whole."""
    command = command_in(line, actions, manners=Manner)
    if command and (first or not command.tail or _is_signed(line, command.tail)):
        return _Block(command.action, "", [command.tail])
    labelled = label_of(line, labels)
    return _Block(None, labelled.name, [labelled.value]) if labelled else None


def _is_signed(line: str, tail: str) -> bool:
    """Whether a colon stands between a command and its text; below the first line nothing less will do."""
    return line[: len(line) - len(tail)].rstrip().endswith((":", "="))


def _runs_on(block: _Block) -> bool:
    if block.action is None:
        return bool(block.name)
    return SPOKEN[block.action].manner is not Manner.BARE


def _neighbours(actions: Sequence[Action]) -> tuple[Action, ...]:
    """The answers that other requests of the same step take."""
    steps = {row.step for row in ASKS.values() if row.actions == tuple(actions)}
    return tuple(action for step in steps for action in actions_of(step) if action not in actions)


def _hear_clauses(line: str, actions: Sequence[Action], blocks: list[_Block], loose: list[str]) -> None:
    for clause in clauses(line):
        command = command_in(clause, actions, manners=(Manner.BARE, Manner.REASON))
        if command:
            blocks.append(_Block(command.action, "", [command.tail]))
        else:
            loose.append(clause)
    loose.append("\n")


def _phrase(text: str, heard: Sequence[Token], spoken: Spoken) -> tuple[int, int]:
    """Where the word of command that opens the clause ends, and its length; (0, 0) if none opens it."""
    for at in range(len(heard)):
        for row in spoken.rows.get(heard[at].word, ()):
            said = heard[at : at + len(row)]
            if tuple(token.word for token in said) == row and _together(text, said):
                return at + len(row), len(row)
        if heard[at].word not in spoken.lead:
            break
    return 0, 0


def _together(text: str, said: Sequence[Token]) -> bool:
    """Whether no sign parts these words."""
    return all(text[one.end : other.start].strip(" -") == "" for one, other in pairwise(said))


def _command(action: Action, manner: Manner, text: str, heard: Sequence[Token], end: int) -> Command | None:
    behind = text[heard[end - 1].end :]
    tail = behind.lstrip(" \t:=-–—,.;)*_").strip()
    signed = behind.lstrip().startswith(SIGNS)
    allowed = {
        Manner.BARE: "?" not in text and TRAIL.issuperset(heeded(behind)),
        Manner.REASON: _gives_reason(text, tail, signed=signed),
        Manner.SIGNED: signed or not tail,
        Manner.OPEN: not orders_nothing(tail, signed=signed) and not behind.lstrip().startswith("?"),
    }[manner]
    return Command(action, "" if manner is Manner.BARE else tail) if allowed else None


def _gives_reason(text: str, tail: str, *, signed: bool) -> bool:
    heard = words(text)
    return (
        "?" not in text
        and HEDGES.isdisjoint(heard)
        and (not tail or signed or " ".join(words(tail)).startswith(REASONS))
    )


def _values(blocks: Iterable[_Block]) -> dict[str, str]:
    """The labelled values; of a label given twice the first one that is filled counts."""
    found: dict[str, str] = {}
    for block in blocks:
        value = _joined(block.lines)
        if block.action is None and value and not is_blank(value):
            found.setdefault(block.name, value)
    return found


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines).strip()
