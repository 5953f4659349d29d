"""Reading whether a cure was effective: yes, no, or not to be told yet.

Apart because "not to be told yet" is an answer and silence is none.
"""

from typing import Literal

from pipeline.mail.doubt import CONDITIONS, HEDGES, heeded
from pipeline.mail.form import EFFECTIVE, INEFFECTIVE, UNJUDGED
from pipeline.mail.tokens import bag, clauses, contains, words

UNCLEAR: Literal["unclear"] = "unclear"
#: True, False, None for "belum dapat dinilai"
Effect = bool | None | Literal["unclear"]

_DENIALS = bag("tidak belum kurang bukan")
#: effective in part, later, or by hearsay
_LIMITS = bag("sebagian separuh setengah menyusul kan mulai berlaku depan kata katanya menurut")
#: what is told to be effective, and who tells it; a meeting that was effective tells nothing
_SUBJECTS = bag(
    "tindakan perbaikan korektif koreksi pencegahan hasil evaluasi efektivitas efektifitas efektivitasnya"
    " keefektifan keefektifannya penanganan kesimpulan simpulan disimpulkan menyimpulkan bahwa"
    " yang dilakukan diambil ini"
    " tersebut notulen terlampir berikut dan pak bu bapak ibu mas kami saya menilai nilai dinilai"
    " nyatakan menyatakan"
    " maka jadi sehingga"
)


def effect_in(value: str) -> Effect:
    """What stands under the label Efektif, or in a clause that speaks of it."""
    heard = words(value)
    if any(contains(heard, phrase) for phrase in UNJUDGED):
        return None
    if "?" in value or not (CONDITIONS | HEDGES).isdisjoint(heard):
        return UNCLEAR
    heard = tuple(heeded(value))
    said = " ".join(heard) + " "
    if said.startswith(tuple(f"{phrase} " for phrase in EFFECTIVE)):
        return True if (_DENIALS | _LIMITS).isdisjoint(heard) else UNCLEAR
    if _is_no(value):
        return UNCLEAR if "ya" in heard else False
    return UNCLEAR


def _is_no(value: str) -> bool:
    """Whether the value opens with a plain no: "tidak", "belum efektif", and no "tidak tahu"."""
    first = words(next(iter(clauses(value)), ""))
    return (first == ("tidak",) or " ".join(first).startswith(INEFFECTIVE)) and len(
        _DENIALS & set(first)
    ) == 1


def finding(text: str) -> Effect:
    """The one clause of a text that tells the effect; unclear where none or several do."""
    told = [clause for line in text.splitlines() for clause in clauses(line) if _speaks(words(clause))]
    if len(told) != 1:
        return UNCLEAR
    if any(contains(words(told[0]), phrase) for phrase in UNJUDGED):
        return None
    heard = tuple(word for word in words(told[0]) if word not in _SUBJECTS)
    return effect_in(" ".join(heard) + ("?" if "?" in told[0] else ""))


def _speaks(heard: tuple[str, ...]) -> bool:
    return "efektif" in heard or any(contains(heard, phrase) for phrase in UNJUDGED)
