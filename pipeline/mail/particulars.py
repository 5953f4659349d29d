"""What each answer needs beside its word: days, a text, fields, a file; or the question for it.

Apart from `answer.py`, which tells the answers apart.
"""

import re
from collections.abc import Callable

from pipeline.mail.asking import Question, quoted
from pipeline.mail.doubt import CONDITIONS, HEDGES, is_doubtful, is_unfilled
from pipeline.mail.effect import finding
from pipeline.mail.elsewhere import is_for_colleagues, was_never_held
from pipeline.mail.extension import extend
from pipeline.mail.filed import deliver, draft, minute, revise, take_signed
from pipeline.mail.heard import Heard, before, named, trimmed
from pipeline.mail.passing_on import pass_on
from pipeline.mail.routing import coordinate, dispose
from pipeline.mail.tokens import bag, words
from pipeline.sop.asks import Action
from pipeline.sop.case import Answer

#: the number of a case
CASE = re.compile(r"\b([a-z]{2,5})\s?[-/ ]\s?(20\d\d)\s?[-/ ]\s?(\d{1,6})\b", re.IGNORECASE)
#: a letter with these was not yet delivered, did not arrive, or is not this one
_UNDELIVERED = bag(
    "rencana rencananya direncanakan dijadwalkan proses retur diretur kembali dikembalikan mental bounce"
    " kosong segera kan internal undangan tagihan satunya minta depan"
)
#: a cure after which this is told does not hold
_AGAIN = re.compile(
    r"\b(?<!tidak )(?<!belum )(?:masih|kembali|lagi)\b(?: (?:ada|banyak|sering|saja))*"
    r" (?:keluhan|pengaduan|terjadi|terulang|berulang|muncul|terlambat|ditemukan)",
    re.IGNORECASE,
)
#: what may stand between GABUNG and the number
_TO_CASE = bag(
    "dengan ke kepada dalam perkara kasus nomor no surat ya saja yang sudah ada berkas pengaduan keluhan ini"
)


def _ask(heard: Heard) -> Answer | Question:
    """tanya: the words for the customer."""
    text = "\n".join(filter(None, (heard.tail(), heard.value("isi"))))
    if not words(text):
        return heard.missing("Apa yang ingin ditanyakan kepada pelanggan?")
    if is_for_colleagues(text, before=before(heard.reading.text, text)):
        return heard.missing(
            f"Bila untuk pelanggan, mohon tulis TANYA PELANGGAN: di depannya. Untuk siapa {quoted(text)}?"
        )
    return Answer(action=heard.action, text=text, files=heard.files())


def _reason(heard: Heard) -> Answer | Question:
    """bukan, bukan_pengaduan, tolak, buka_kembali: with a reason if one is given."""
    return Answer(action=heard.action, reason=heard.value("alasan") or heard.words_said())


def _judge(heard: Heard) -> Answer | Question:
    """efektif, tidak_efektif, belum_dinilai: by what it is seen, and the evidence."""
    note = trimmed(heard.words_said())
    if heard.action is Action.EFEKTIF and _AGAIN.search(note):
        return heard.doubtful(note)
    return Answer(action=heard.action, note=note, files=heard.files())


def _merge(heard: Heard) -> Answer | Question:
    """gabung: the number of the case that the letter belongs to."""
    tail, loose = heard.tail(), heard.reading.loose
    said = tail if CASE.search(tail) else loose
    numbers = {f"{head.upper()}-{year}-{int(number):04}" for head, year, number in CASE.findall(said)}
    aside = not _TO_CASE.issuperset(words(CASE.split(tail, maxsplit=1)[0]))
    behind = "".join(CASE.split(tail)[-1:])
    if len(numbers) != 1 or "?" in said or aside or is_doubtful(loose) or _waits(behind):
        return heard.missing("Perkara nomor berapa yang dimaksud?")
    return Answer(action=heard.action, case=numbers.pop())


def _waits(behind: str) -> bool:
    return not (CONDITIONS | HEDGES).isdisjoint(words(behind))


def _correct(heard: Heard) -> Answer | Question:
    """perbaiki: the fields of the form that are wrong."""
    fields = heard.fields()
    if is_unfilled(fields):
        return heard.missing("Kolom itu belum dapat dipakai. Apa isinya?")
    if not fields:
        return heard.missing("Kolom mana yang perlu diperbaiki, dan apa isinya?")
    return Answer(action=heard.action, fields=fields)


def _take_up(heard: Heard) -> Answer | Question:
    """pengaduan: with corrections of the form, if some were given."""
    fields = named(heard.reading.values, Action.PERBAIKI)
    if is_unfilled(fields):
        return heard.missing("Kolom itu belum dapat dipakai. Apa isinya?")
    return Answer(action=heard.action, fields=fields)


def _filled(complete: Callable[[Heard], Answer | Question]) -> Callable[[Heard], Answer | Question]:
    """The same, but asking where a field only says that its text is to come."""

    def read(heard: Heard) -> Answer | Question:
        if is_unfilled(heard.fields()):
            return heard.missing("Ada kolom yang belum terisi. Apa isinya?")
        return complete(heard)

    return read


def _agreeing(heard: Heard) -> Answer | Question:
    """notulen whose text does not deny what stands under Efektif."""
    answer = minute(heard)
    met = (heard.value("pembahasan") or heard.value("kesimpulan"), heard.tail(), heard.reading.loose)
    if any(map(was_never_held, met)):
        return heard.missing("Apakah rapatnya sudah dilaksanakan, dan apa yang dibahas?")
    if isinstance(answer, Answer) and answer.efektif is True:
        told = "\n".join(value for name, value in heard.fields().items() if name != "efektif")
        if finding(told) in {False, None} and "efektif" in words(told):
            return heard.doubtful(told)
    return answer


def _delivered(heard: Heard) -> Answer | Question:
    """terkirim, unless it is planned, came back, or was another letter."""
    if not _UNDELIVERED.isdisjoint(words(heard.words_said())):
        return heard.doubtful(heard.words_said())
    return deliver(heard)


#: answer → what completes it; an answer that is not here needs nothing
PARTICULARS: dict[Action, Callable[[Heard], Answer | Question]] = {
    Action.PENGADUAN: _take_up,
    Action.BUKAN: _reason,
    Action.PERBAIKI: _correct,
    Action.GABUNG: _merge,
    Action.DISPOSISI: dispose,
    Action.BUKAN_PENGADUAN: _reason,
    Action.TERUSKAN: pass_on,
    Action.KONSEP: _filled(draft),
    Action.ALIHKAN: dispose,
    Action.KOORDINASI: coordinate,
    Action.TANYA: _ask,
    Action.PERPANJANG: extend,
    Action.TOLAK: _reason,
    Action.REVISI: revise,
    Action.TERTANDA: take_signed,
    Action.TERKIRIM: _delivered,
    Action.NOTULEN: _filled(_agreeing),
    Action.BUKA_KEMBALI: _reason,
    Action.TUTUP: _reason,
    Action.LANJUTKAN: _reason,
    Action.EFEKTIF: _judge,
    Action.TIDAK_EFEKTIF: _judge,
    Action.BELUM_DINILAI: _judge,
}
