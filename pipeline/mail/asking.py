"""The one clear question that goes back when a reply is not clear, in official Indonesian.

It names what was not clear, lists the answers that the request takes, and shows two of them as they
could be written. Apart from the reading because its wording belongs together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline.mail.choices import CHOICES
from pipeline.mail.units import Unit
from pipeline.mail.words import SPOKEN
from pipeline.sop.asks import Action

#: nothing has been done yet; stands in every question about a doubtful reply
_UNCHANGED = "Belum ada yang kami ubah."
#: between two examples
OR = "atau"
#: signs of the person's own words that a question quotes
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked back, and two answers that could have been written instead."""

    text: str
    examples: tuple[str, ...] = ()

    @property
    def example(self) -> str:
        """The examples as a mail shows them, one below the other."""
        return f"\n{OR}\n".join(self.examples)


@dataclass(frozen=True, slots=True)
class Offer:
    """The answers that a request takes, and the units that may be named."""

    actions: tuple[Action, ...]
    units: tuple[Unit, ...]

    def listed(self) -> str:
        """The answers as people write them: PARAF, KONSEP, atau TANYA."""
        return _listed(map(title, dict.fromkeys(self.actions)), OR)

    def examples(self, *first: Action) -> tuple[str, ...]:
        """Two lines that could be sent as they stand, those of `first` before all others."""
        asked = tuple(dict.fromkeys((*first, *self.actions)))
        return tuple(islice(dict.fromkeys(self._written(asked, alone=len(first) == 1)), 2))

    def _written(self, actions: Sequence[Action], *, alone: bool) -> Iterator[str]:
        yield from (example_of(action, self.units) for action in actions[:1])
        if alone:
            yield _form_of(actions[0], self.units)
        yield from (example_of(action, self.units) for action in actions[1:])
        yield from (_form_of(action, self.units) for action in actions)


def title(action: Action) -> str:
    """The answer as people write it: BUKA KEMBALI."""
    return action.replace("_", " ").upper()


def unclear(offer: Offer, said: str) -> Question:
    """No answer was found in what was `said`."""
    return Question(
        f"Jawaban Bapak/Ibu {quoted(said)} belum dapat kami pahami dengan pasti. {_UNCHANGED} "
        f"Jawaban mana yang dimaksud: {offer.listed()}?",
        offer.examples(),
    )


def empty(offer: Offer) -> Question:
    """The reply holds no words of the person's own."""
    return Question(
        f"Balasan Bapak/Ibu tidak memuat jawaban. {_UNCHANGED} "
        f"Mohon tuliskan salah satu jawaban pada baris pertama: {offer.listed()}. Mana yang dimaksud?",
        offer.examples(),
    )


def doubtful(offer: Offer, action: Action, by: str) -> Question:
    """The word of an answer stands beside what denies, limits or asks: `by`, '' if unknown."""
    named = f" ({quoted(by)})" if by else ""
    return Question(
        f"Balasan Bapak/Ibu menyebut {title(action)}, tetapi juga memuat sangkalan, syarat, atau pertanyaan"
        f"{named}, sehingga belum kami perlakukan sebagai jawaban. {_UNCHANGED} "
        f"Apakah jawaban Bapak/Ibu {title(action)} tanpa syarat?{_or_else(offer)}",
        offer.examples(action),
    )


def contradictory(offer: Offer, found: Sequence[Action]) -> Question:
    """Two answers that cannot both hold."""
    return Question(
        f"Balasan Bapak/Ibu memuat lebih dari satu jawaban: {_listed(map(title, found), 'dan')}. "
        f"{_UNCHANGED} Mana satu jawaban yang dimaksud?{_or_else(offer)}",
        offer.examples(*found),
    )


def missing(offer: Offer, action: Action, wanted: str) -> Question:
    """The answer is clear, but something that it needs is not there; `wanted` is the question itself."""
    return Question(
        f"Jawaban {title(action)} kami terima, tetapi belum lengkap. {wanted}{_or_else(offer)}",
        offer.examples(action),
    )


def which_unit(offer: Offer, action: Action, named: Sequence[str]) -> Question:
    """No Pokja, or more than one, is named as the one that acts."""
    names = {unit.key: unit.name for unit in offer.units}
    listed = _listed((names.get(key, key) for key in named), "dan")
    told = f"Bapak/Ibu menyebut {listed}. {_UNCHANGED}" if named else f"Tujuannya belum jelas. {_UNCHANGED}"
    numbered = ", ".join(f"{number} = {unit.name}" for number, unit in enumerate(offer.units, start=1))
    return Question(
        f"{told} Pokja mana yang dituju ({numbered})? Pokja lain dapat ditulis sebagai tembusan."
        f"{_or_else(offer)}",
        offer.examples(action),
    )


def example_of(action: Action, units: Sequence[Unit]) -> str:
    """A line that could be sent as it stands; it names a unit of this office."""
    if action in {Action.DISPOSISI, Action.ALIHKAN} and units:
        return f"{title(action)}: {units[0].name}"
    return SPOKEN[action].example


def _form_of(action: Action, units: Sequence[Unit]) -> str:
    """The same answer filled in as the request shows it."""
    pokja = units[-1].name if units else "Pokja"
    lines = "\n".join(CHOICES[action].example)
    return lines.replace("{pokja}", pokja).replace("{perkara}", "PGD-2026-0007")


def _or_else(offer: Offer) -> str:
    """Which answers there are, where there is more than one."""
    return f" Pilihan jawaban: {offer.listed()}." if len(offer.actions) > 1 else ""


def quoted(said: str) -> str:
    """The person's words in quotation marks, in one line, short, and without a question mark of their own."""
    plain = " ".join(said.translate(str.maketrans("?“”", "   ")).split())
    short = plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"
    return f"“{short}”" if short else ""


def _listed(names: Iterable[str], last: str) -> str:
    """a, b, atau c."""
    several = list(names)
    if len(several) < 2:
        return "".join(several)
    comma = "," if len(several) > 2 else ""
    return f"{', '.join(several[:-1])}{comma} {last} {several[-1]}"
