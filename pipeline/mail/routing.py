"""The answers that send a case to somebody: disposisi, alihkan, koordinasi.

Apart from the other answers because they name a Pokja.
"""

import re
from collections.abc import Sequence

from pipeline.mail import asking
from pipeline.mail.asking import Question
from pipeline.mail.doubt import is_conditional, is_held_order, is_report
from pipeline.mail.form import SIFAT
from pipeline.mail.heard import Heard, because, trimmed
from pipeline.mail.tokens import bag, clauses, tokens, words
from pipeline.mail.units import (
    TOWARDS,
    Destination,
    Mention,
    copied_units,
    destination,
    find_units,
    unit_forms,
)
from pipeline.sop.asks import Action
from pipeline.sop.case import Answer

#: with the name of another unit these put it in the place of the first one, or beside it
_CORRECTING = bag(
    "seharusnya mestinya semestinya sebaiknya maksud maksudnya yang benar tepat lebih ganti diganti pindah"
    " pindahkan juga koreksi ralat eh salah maaf oh sebenarnya sih bukan tapi dan atau hmm ikut"
)
_FILLER = re.compile(r"^(?:(?:ya|saja|aja|pak|bu|mas|mbak|terima\s?kasih)\b[\s,.]{0,3})+", re.IGNORECASE)


def dispose(heard: Heard) -> Answer | Question:
    """disposisi, alihkan: to one Pokja, with an instruction."""
    place = _destination(heard)
    if isinstance(place, Question):
        return place
    if is_conditional(place.rest) or is_report(place.rest) or _is_corrected(heard, place):
        return heard.doubtful(place.rest)
    copies = _copies(heard, place)
    instruksi, told = _instruction(place.rest)
    instruksi = "\n".join(filter(None, (heard.value("instruksi"), instruksi)))
    if is_held_order(instruksi):
        return heard.doubtful(instruksi)
    sifat = " ".join(words(heard.value("sifat"))) or told
    if sifat and sifat not in SIFAT:
        return heard.missing(f"Sifat mana yang dimaksud: {', '.join(SIFAT)}?")
    if isinstance(copies, Question):
        return copies
    reason = heard.value("alasan") or because(place.rest)
    return Answer(
        action=heard.action,
        pokja=place.keys[0],
        instruksi=instruksi,
        sifat=sifat,
        tembusan=copies,
        reason=reason if heard.action is Action.ALIHKAN else "",
    )


def _is_corrected(heard: Heard, place: Destination) -> bool:
    """Whether a later clause does nothing but name another unit: "seharusnya Pengujian"."""
    forms = unit_forms(heard.units)
    for clause in clauses(place.rest.replace("\n", ". ") + "\n" + heard.value("instruksi")):
        others = [each for each in find_units(clause, forms) if each.key not in place.keys]
        if others and TOWARDS.union(_CORRECTING).issuperset(_around(clause, others)):
            return True
    return False


def _around(clause: str, named: Sequence[Mention]) -> list[str]:
    return [
        each.word for each in tokens(clause) if not any(name.start <= each.start < name.end for name in named)
    ]


def coordinate(heard: Heard) -> Answer | Question:
    """koordinasi: a post or Pokja, and the question for it."""
    place = _destination(heard)
    if isinstance(place, Question):
        return place
    text = "\n".join(filter(None, (trimmed(place.rest), heard.value("isi"))))
    if not words(text):
        return heard.missing("Apa yang ingin ditanyakan kepada Pokja tersebut?")
    return Answer(action=heard.action, pokja=place.keys[0], text=text, files=heard.files())


def _destination(heard: Heard) -> Destination | Question:
    """The one unit named behind the command or under the label Pokja."""
    said = (heard.tail(), heard.value("pokja"))
    places = [place for place in (destination(text, heard.units) for text in said if text) if place]
    keys = tuple(dict.fromkeys(key for place in places for key in place.keys))
    if len(keys) != 1 or heard.reading.count(heard.action) > 1:
        return asking.which_unit(heard.offer, heard.action, keys)
    if heard.tail() and not destination(heard.tail(), heard.units):
        return asking.which_unit(heard.offer, heard.action, ()) if heard.value("pokja") == "" else places[0]
    return places[0]


def _copies(heard: Heard, place: Destination) -> tuple[str, ...] | Question:
    """Keys of all units named as tembusan; "tidak ada" is none."""
    loose = heard.reading.loose
    labelled = heard.value("tembusan") or (loose if "tembusan" in words(loose) else "")
    named = copied_units(labelled, heard.units, unit_forms(heard.units))
    unknown = place.unknown_copy or bool(
        labelled and not named and words(labelled)[:1] not in {(), ("tidak",)}
    )
    if unknown:
        return heard.missing("Kepada Pokja mana tembusannya?")
    keys = dict.fromkeys((*place.tembusan, *(each.key for each in named)))
    return tuple(key for key in keys if key not in place.keys)


def _instruction(rest: str) -> tuple[str, str]:
    """The instruction behind the name of a Pokja, and the urgency if a piece of it is nothing else."""
    rest = trimmed(_FILLER.sub("", trimmed(rest)))
    pieces = re.split(r"[,;\n]", rest)
    told = ""
    kept = []
    for piece in pieces:
        plain = " ".join(word for word in words(piece) if word != "sifat")
        if plain in SIFAT:
            told = plain
        elif trimmed(piece):
            kept.append(piece.strip())
    return (rest if not told else ", ".join(kept)), told
