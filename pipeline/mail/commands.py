"""Finding the commands, labelled values and other words in what a person wrote.

Apart from the answers: this tells what stands there, `answer.py` what follows from it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.letters.labels import Labels, is_blank, label_of
from pipeline.mail.beside import ABOUT, within
from pipeline.mail.doubt import CONDITIONS, HEDGES, MOCKING, heeded, is_doubtful, orders_nothing
from pipeline.mail.form import FIELDS, SHARED
from pipeline.mail.friendly import is_friendly
from pipeline.mail.tokens import SIGNS, Token, clauses, meaningful_lines, sentences, tokens, words
from pipeline.mail.words import SPOKEN, Manner, Spoken
from pipeline.sop.asks import APART, ASKS, Action

#: who is spoken to, between a word of answer and its sign
_FILLER = re.compile(
    r"^\s*(?:(?:ya|pak|bu|bapak|ibu|mas|mbak|saja|aja|lagi|nggih)\b\s*)+(?=[,.;:\n–-]|$)", re.IGNORECASE
)
#: what follows such a word belongs to it, to the end of the line
_TAKES_THE_REST = (Manner.OPEN, Manner.SIGNED)
#: words before a word of answer; further on a clause speaks of something else
_LONGEST_LEAD = 16
#: signs; more behind a bare word of answer is a text of its own
_LONGEST_TRAIL = 400
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
    #: those of them that share a sentence with a word of consent
    beside: str = ""
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
    labels = labels_for(actions)
    inner = _inner_label(labels)
    lines = [piece for line in meaningful_lines(own) for piece in inner.split(line)]
    others = _neighbours(actions)
    blocks: list[_Block] = []
    loose: list[str] = []
    beside: list[str] = []
    for place, line in enumerate(lines):
        block = _opened(line, actions, labels, first=place == 0)
        if block and blocks and _says_on(blocks[-1], block):
            blocks[-1].lines.append(line)
        elif block:
            blocks += _with_field(block, labels)
        elif blocks and _runs_on(blocks[-1]) and command_in(line, others, manners=(Manner.BARE,)):
            # An answer of another request, PARAF under a Jawaban, is no part of the customer's letter.
            blocks.append(_END)
            loose.append(f"{line}\n")
        elif blocks and _runs_on(blocks[-1]):
            blocks[-1].lines.append(line)
        else:
            for sentence in sentences(line):
                _hear_sentence(sentence, actions, blocks, loose, beside)
            loose.append("\n")
    return Reading(
        commands=tuple(Command(each.action, _joined(each.lines)) for each in blocks if each.action),
        values=_values(blocks),
        loose="".join(loose).strip(),
        beside=_joined(beside),
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


def _inner_label(labels: Labels) -> re.Pattern[str]:
    """The sign before a label that stands inside a line: "Penyebab: …; Koreksi: …"."""
    known = sorted({re.escape(label) for each in labels.values() for label in each}, key=len, reverse=True)
    return re.compile(rf"(?<=[^\d\s])\s{{0,3}}[;|,.]\s+(?=(?:{'|'.join(known)})\s*[:=])", re.IGNORECASE)


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


def _with_field(block: _Block, labels: Labels) -> list[_Block]:
    """The block, and the field that its own line opens: "PERBAIKI perusahaan: …"."""
    labelled = label_of(block.lines[0], labels) if block.action in FIELDS and block.lines[0] else None
    if labelled is None or not labelled.value:
        return [block]
    return [_Block(block.action, "", []), _Block(None, labelled.name, [labelled.value])]


def _is_signed(line: str, tail: str) -> bool:
    """Whether a colon stands between a command and its text; below the first line nothing less will do."""
    return line[: len(line) - len(tail)].rstrip().endswith((":", "="))


def _says_on(open_block: _Block, block: _Block) -> bool:
    """Whether a line only goes on with the same order: "REVISI: …" and below it "alinea dua dihapus"."""
    return block.action is not None and block.action is open_block.action and block.lines == [""]


def _runs_on(block: _Block) -> bool:
    if block.action is None:
        return bool(block.name)
    return SPOKEN[block.action].manner is not Manner.BARE


def _neighbours(actions: Sequence[Action]) -> tuple[Action, ...]:
    """The answers that other requests of the same step take."""
    steps = {row.step for row in ASKS.values() if row.actions == tuple(actions)}
    near = [row for row in ASKS.values() if row.step in steps and row.ask not in APART]
    return tuple(dict.fromkeys(action for row in near for action in row.actions if action not in actions))


def _hear_sentence(
    sentence: Sequence[str],
    actions: Sequence[Action],
    blocks: list[_Block],
    loose: list[str],
    beside: list[str],
) -> None:
    """Sort the clauses of one sentence: what gives an answer, and what stands beside it."""
    plain: list[str] = []
    heard: list[_Block] = []
    for place, clause in enumerate(sentence):
        command = command_in(clause, actions, manners=(Manner.BARE, Manner.REASON))
        command = command or _ordered("".join(sentence[place:]), "".join(sentence[:place]), actions)
        if command:
            heard.append(_Block(command.action, "", [command.tail]))
        else:
            plain.append(clause)
        if command and SPOKEN[command.action].manner in _TAKES_THE_REST:
            break
    blocks += heard
    loose += plain
    if heard:
        beside += plain


def _ordered(said: str, before: str, actions: Sequence[Action]) -> Command | None:
    """An order inside a sentence: "bukan ranah kami, alihkan ke …"; not behind a condition."""
    if "?" in before or not (CONDITIONS | HEDGES | {"atau"}).isdisjoint(words(before)):
        return None
    return command_in(said, actions, manners=_TAKES_THE_REST)


def _phrase(text: str, heard: Sequence[Token], spoken: Spoken) -> tuple[int, int]:
    """Where the word of command that opens the clause ends, and its length; (0, 0) if none opens it."""
    for at in range(min(len(heard), _LONGEST_LEAD)):
        for row in spoken.rows.get(heard[at].word, ()):
            said = heard[at : at + len(row)]
            if tuple(token.word for token in said) == row and _together(text, said):
                leads = within(heeded(text[: said[0].start]), spoken.lead)
                if leads:
                    return at + len(row), len(row)
    return 0, 0


def _together(text: str, said: Sequence[Token]) -> bool:
    """Whether no sign parts these words."""
    return all(text[one.end : other.start].strip(" -") == "" for one, other in pairwise(said))


def _command(action: Action, manner: Manner, text: str, heard: Sequence[Token], end: int) -> Command | None:
    behind = text[heard[end - 1].end :]
    behind = behind if manner is Manner.BARE else _FILLER.sub("", behind)
    tail = behind.lstrip(" \t:=-–—,.;)*_").strip()
    signed = behind.lstrip().startswith(SIGNS)
    allowed = {
        Manner.BARE: "?" not in text and _is_harmless(behind, SPOKEN[action]),
        Manner.REASON: _gives_reason(text, tail, signed=signed),
        Manner.SIGNED: signed or not tail,
        Manner.OPEN: _orders(action, tail, signed=signed),
    }[manner]
    return Command(action, "" if manner is Manner.BARE else tail) if allowed else None


def _is_harmless(behind: str, spoken: Spoken) -> bool:
    """Whether what follows a bare word of answer leaves it what it is."""
    if MOCKING.search(behind) or len(behind) > _LONGEST_TRAIL:
        return False
    heard = heeded(_before_thanks(behind))
    about = next((at for at, word in enumerate(heard) if spoken.about and word in ABOUT), len(heard))
    return within(heard[:about], spoken.trail) and (about == len(heard) or not is_doubtful(behind))


def _before_thanks(text: str) -> str:
    """The text up to where it goes on with thanks and nothing else: "Setuju terima kasih semuanya"."""
    thanks = next((each.start for each in tokens(text) if each.word == "terimakasih"), len(text))
    return text[:thanks] if is_friendly(text[thanks:]) else text


def _orders(action: Action, tail: str, *, signed: bool) -> bool:
    """Whether the word orders or tells something; "revisi lagi?" asks, "revisi sudah baik" praises."""
    asks = tail.endswith("?") and len(clauses(tail)) < 2 and not signed
    if tail.startswith("?") or (asks and action is not Action.KOORDINASI):
        return False
    # What was delivered is judged with all its words, by `filed.deliver`.
    return action is Action.TERKIRIM or not orders_nothing(tail, signed=signed)


def _gives_reason(text: str, tail: str, *, signed: bool) -> bool:
    heard = words(text)
    return (
        "?" not in text
        and HEDGES.isdisjoint(heard)
        and (not tail or signed or " ".join(words(tail)).startswith(REASONS))
    )


def _values(blocks: Iterable[_Block]) -> dict[str, str]:
    """The labelled values; of a label given twice with two values neither is lost."""
    found: dict[str, dict[str, None]] = {}
    for block in blocks:
        value = _joined(block.lines)
        if block.action is None and value and not is_blank(value):
            found.setdefault(block.name, {})[value] = None
    return {name: "\n".join(values) for name, values in found.items()}


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines).strip()
