"""What each answer needs beside its word: days, a text, fields, a file; or the question for it.

Apart from `answer.py`, which tells the answers apart.
"""

import re
from collections.abc import Callable

from pipeline.mail.asking import Question
from pipeline.mail.doubt import is_doubtful
from pipeline.mail.extension import extend
from pipeline.mail.filed import deliver, draft, minute, revise, take_signed
from pipeline.mail.heard import Heard, named
from pipeline.mail.routing import coordinate, dispose
from pipeline.mail.tokens import bag, words
from pipeline.sop.asks import Action
from pipeline.sop.case import Answer

_CASE = re.compile(r"\b([a-z]{2,5})\s?[-/ ]\s?(20\d\d)\s?[-/ ]\s?(\d{1,6})\b", re.IGNORECASE)
#: what may stand between GABUNG and the number
_TO_CASE = bag(
    "dengan ke kepada dalam perkara kasus nomor no surat ya saja yang sudah ada berkas pengaduan keluhan ini"
)


def _ask(heard: Heard) -> Answer | Question:
    """tanya: the words for the customer."""
    text = "\n".join(filter(None, (heard.tail(), heard.value("isi"))))
    if not words(text):
        return heard.missing("Apa yang ingin ditanyakan kepada pelanggan?")
    return Answer(action=heard.action, text=text, files=heard.files())


def _reason(heard: Heard) -> Answer | Question:
    """bukan, bukan_pengaduan, tolak, buka_kembali: with a reason if one is given."""
    return Answer(action=heard.action, reason=heard.value("alasan") or heard.words_said())


def _merge(heard: Heard) -> Answer | Question:
    """gabung: the number of the case that the letter belongs to."""
    tail, loose = heard.tail(), heard.reading.loose
    said = tail if _CASE.search(tail) else loose
    numbers = {f"{head.upper()}-{year}-{int(number):04}" for head, year, number in _CASE.findall(said)}
    aside = not _TO_CASE.issuperset(words(_CASE.split(tail, maxsplit=1)[0]))
    if len(numbers) != 1 or "?" in said or aside or is_doubtful(loose):
        return heard.missing("Perkara nomor berapa yang dimaksud?")
    return Answer(action=heard.action, case=numbers.pop())


def _correct(heard: Heard) -> Answer | Question:
    """perbaiki: the fields of the form that are wrong."""
    fields = heard.fields()
    if not fields:
        return heard.missing("Kolom mana yang perlu diperbaiki, dan apa isinya?")
    return Answer(action=heard.action, fields=fields)


def _take_up(heard: Heard) -> Answer | Question:
    """pengaduan: with corrections of the form, if some were given."""
    return Answer(action=heard.action, fields=named(heard.reading.values, Action.PERBAIKI))


#: answer → what completes it; an answer that is not here needs nothing
PARTICULARS: dict[Action, Callable[[Heard], Answer | Question]] = {
    Action.PENGADUAN: _take_up,
    Action.BUKAN: _reason,
    Action.PERBAIKI: _correct,
    Action.GABUNG: _merge,
    Action.DISPOSISI: dispose,
    Action.BUKAN_PENGADUAN: _reason,
    Action.KONSEP: draft,
    Action.ALIHKAN: dispose,
    Action.KOORDINASI: coordinate,
    Action.TANYA: _ask,
    Action.PERPANJANG: extend,
    Action.TOLAK: _reason,
    Action.REVISI: revise,
    Action.TERTANDA: take_signed,
    Action.TERKIRIM: deliver,
    Action.NOTULEN: minute,
    Action.BUKA_KEMBALI: _reason,
}
