"""The one clear question that goes back when a reply is not clear, in official Indonesian."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.mail.units import Unit
from pipeline.mail.words import SPOKEN
from pipeline.sop.asks import Action

#: nothing has been done yet; stands in every question about a doubtful reply
_UNCHANGED = "Belum ada yang kami ubah."


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked back, and a line that could have been written instead."""

    text: str
    example: str


def title(action: Action) -> str:
    """The answer as people write it: BUKA KEMBALI."""
    return action.replace("_", " ").upper()


def unclear(actions: Sequence[Action], units: Sequence[Unit]) -> Question:
    """No answer was found in the reply."""
    return Question(
        f"Jawaban Bapak/Ibu belum dapat kami pahami dengan pasti. {_UNCHANGED} "
        f"Jawaban mana yang dimaksud: {_choices(actions)}?",
        example_of(actions[0], units) if actions else "",
    )


def empty(actions: Sequence[Action], units: Sequence[Unit]) -> Question:
    """The reply holds no words of the person's own."""
    return Question(
        f"Balasan Bapak/Ibu tidak memuat jawaban. {_UNCHANGED} "
        f"Mohon tuliskan salah satu jawaban pada baris pertama: {_choices(actions)}. Mana yang dimaksud?",
        example_of(actions[0], units) if actions else "",
    )


def doubtful(action: Action, units: Sequence[Unit]) -> Question:
    """The word of an answer stands beside a denial, a condition or a question."""
    return Question(
        f"Balasan Bapak/Ibu menyebut {title(action)}, tetapi juga memuat sangkalan, syarat, atau pertanyaan, "
        f"sehingga belum kami perlakukan sebagai jawaban. {_UNCHANGED} "
        f"Apakah jawaban Bapak/Ibu {title(action)} tanpa syarat?",
        example_of(action, units),
    )


def contradictory(actions: Sequence[Action], units: Sequence[Unit]) -> Question:
    """Two answers that cannot both hold."""
    return Question(
        f"Balasan Bapak/Ibu memuat lebih dari satu jawaban: {_listed(map(title, actions), 'dan')}. "
        f"{_UNCHANGED} Mana satu jawaban yang dimaksud?",
        example_of(actions[0], units),
    )


def missing(action: Action, wanted: str, units: Sequence[Unit]) -> Question:
    """The answer is clear, but something that it needs is not there; `wanted` is the question itself."""
    return Question(
        f"Jawaban {title(action)} kami terima, tetapi belum lengkap. {wanted}", example_of(action, units)
    )


def which_unit(action: Action, named: Sequence[str], units: Sequence[Unit]) -> Question:
    """No Pokja, or more than one, is named as the one that acts."""
    names = {unit.key: unit.name for unit in units}
    listed = _listed((names.get(key, key) for key in named), "dan")
    told = f"Bapak/Ibu menyebut {listed}. {_UNCHANGED}" if named else f"Tujuannya belum jelas. {_UNCHANGED}"
    numbered = ", ".join(f"{number} = {unit.name}" for number, unit in enumerate(units, start=1))
    return Question(
        f"{told} Pokja mana yang dituju ({numbered})? Pokja lain dapat ditulis sebagai tembusan.",
        example_of(action, units),
    )


def example_of(action: Action, units: Sequence[Unit]) -> str:
    """A line that could be sent as it stands; it names a unit of this office."""
    if action in {Action.DISPOSISI, Action.ALIHKAN} and units:
        return f"{title(action)}: {units[0].name}"
    return SPOKEN[action].example


def _choices(actions: Sequence[Action]) -> str:
    return _listed(map(title, dict.fromkeys(actions)), "atau")


def _listed(names: Iterable[str], last: str) -> str:
    """a, b, atau c."""
    several = list(names)
    if len(several) < 2:
        return "".join(several)
    comma = "," if len(several) > 2 else ""
    return f"{', '.join(several[:-1])}{comma} {last} {several[-1]}"
