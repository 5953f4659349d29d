"""What each answer needs beside its word: days, a text, fields, a file; or the question for it.

Apart from `answer.py`, which tells the answers apart.
"""

import re
from collections.abc import Callable

from pipeline.mail import asking, enclosed
from pipeline.mail.asking import Question
from pipeline.mail.doubt import is_doubtful, is_held_back
from pipeline.mail.effect import effect_in, finding
from pipeline.mail.facts import Attachment
from pipeline.mail.form import NUMERALS
from pipeline.mail.heard import Heard, because, named, trimmed
from pipeline.mail.routing import coordinate, dispose
from pipeline.mail.tokens import words
from pipeline.sop.case import Answer
from pipeline.sop.steps import Action

_DAYS = re.compile(
    rf"\b(\d{{1,4}}|{'|'.join(reversed(NUMERALS))})\s{{0,3}}(?:\([a-z ]{{1,30}}\)\s{{0,3}})?(?:hari|hr)\b"
)
_CASE = re.compile(r"\b([a-z]{2,5})\s?[-/ ]\s?(20\d\d)\s?[-/ ]\s?(\d{1,6})\b", re.IGNORECASE)


def _ask(heard: Heard) -> Answer | Question:
    """tanya: the words for the customer."""
    text = "\n".join(filter(None, (heard.tail(), heard.value("isi"))))
    if not words(text):
        return heard.missing("Apa yang ingin ditanyakan kepada pelanggan?")
    return Answer(action=heard.action, text=text, files=heard.files())


def _extend(heard: Heard) -> Answer | Question:
    """perpanjang: working days and why."""
    said = heard.words_said()
    days = _days(f"{said}\n{heard.value('hari')} hari")
    if len(days) != 1 or not 0 < days[0] < 100 or "?" in said:
        return heard.missing("Berapa hari kerja perpanjangan yang diminta?")
    reason = heard.value("alasan") or because(said) or _behind_days(said)
    if not words(reason):
        return heard.missing("Apa alasan perpanjangan itu?")
    return Answer(action=heard.action, days=days[0], reason=reason)


def _days(text: str) -> list[int]:
    found = [hit.group(1) for hit in _DAYS.finditer(text.casefold())]
    return list(dict.fromkeys(NUMERALS[each] if each in NUMERALS else int(each) for each in found))


def _behind_days(said: str) -> str:
    """A reason that follows the days after a sign: "3 hari kerja, pengujian ulang belum selesai"."""
    hit = _DAYS.search(said.casefold())
    rest = re.sub(r"^\s*kerja\b", "", said[hit.end() :], flags=re.IGNORECASE) if hit else ""
    behind = trimmed(rest)
    return behind if rest.lstrip(" ").startswith((",", ":", ";", "-", "–", "(", "\n", ".")) else ""


def _reason(heard: Heard) -> Answer | Question:
    """bukan, bukan_pengaduan, tolak, buka_kembali: with a reason if one is given."""
    return Answer(action=heard.action, reason=heard.value("alasan") or heard.words_said())


def _revise(heard: Heard) -> Answer | Question:
    """revisi: what to change, or the changed .docx."""
    returned = enclosed.drafts(heard.facts)
    if len(returned) > 1:
        return _which_file(heard, returned)
    note = heard.value("catatan") or heard.words_said()
    if not words(note) and not returned:
        return heard.missing("Bagian mana yang perlu diubah?")
    return Answer(action=heard.action, note=note, files=enclosed.digests(returned))


def _draft(heard: Heard) -> Answer | Question:
    """konsep: fields, the returned .docx, or both."""
    returned = enclosed.drafts(heard.facts)
    fields = heard.fields()
    if len(returned) > 1:
        return _which_file(heard, returned)
    if is_held_back(heard.reading.loose):
        return asking.doubtful(heard.action, heard.units)
    if not returned and not fields:
        return heard.missing(
            "Mohon isi kolom Penyebab sampai Jawaban, atau lampirkan konsep (.docx). Apa isinya?"
        )
    return Answer(action=heard.action, fields=fields, files=enclosed.digests(returned))


def _take_signed(heard: Heard) -> Answer | Question:
    """tertanda: the signed PDF."""
    signed = enclosed.signed_letters(heard.facts)
    if len(signed) > 1:
        return _which_file(heard, signed)
    if not signed:
        return heard.missing(
            "Mohon lampirkan surat yang sudah ditandatangani sebagai PDF. Apakah PDF itu sudah ada?"
        )
    return Answer(action=heard.action, files=enclosed.digests(signed))


def _deliver(heard: Heard) -> Answer | Question:
    """terkirim: how, with the proof if there is one."""
    note = heard.words_said()
    if is_doubtful(f"{note}\n{heard.reading.loose}"):
        return asking.doubtful(heard.action, heard.units)
    files = heard.files()
    if not words(note) and not files:
        return heard.missing("Dengan cara apa dan kapan surat itu disampaikan?")
    return Answer(action=heard.action, note=note, files=files)


def _minute(heard: Heard) -> Answer | Question:
    """notulen: fields or a file, and whether the cure was effective."""
    fields = heard.fields()
    said = heard.words_said()
    efektif = (
        effect_in(fields["efektif"]) if "efektif" in fields else finding(f"{said}\n{heard.reading.loose}")
    )
    if isinstance(efektif, str):
        return heard.missing("Apakah tindakan perbaikan efektif: ya, tidak, atau belum dapat dinilai?")
    files = heard.files()
    if not files and not fields.keys() - {"efektif", "tanggal", "waktu", "tempat"} and len(words(said)) > 4:
        fields["pembahasan"] = said
    if not files and not fields.keys() - {"efektif"}:
        return heard.missing("Apa pembahasan dan kesimpulan rapatnya? Notulen dapat pula dilampirkan.")
    return Answer(action=heard.action, fields=fields, efektif=efektif, files=files)


def _merge(heard: Heard) -> Answer | Question:
    """gabung: the number of the case that the letter belongs to."""
    said = heard.words_said()
    numbers = {f"{head.upper()}-{year}-{int(number):04}" for head, year, number in _CASE.findall(said)}
    if len(numbers) != 1 or "?" in said:
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


def _which_file(heard: Heard, found: tuple[Attachment, ...]) -> Question:
    names = ", ".join(each.name or "(tanpa nama)" for each in found)
    return heard.missing(f"Ada beberapa berkas yang terlampir ({names}). Berkas mana yang dimaksud?")


#: answer → what completes it; an answer that is not here needs nothing
PARTICULARS: dict[Action, Callable[[Heard], Answer | Question]] = {
    Action.PENGADUAN: _take_up,
    Action.BUKAN: _reason,
    Action.PERBAIKI: _correct,
    Action.GABUNG: _merge,
    Action.DISPOSISI: dispose,
    Action.BUKAN_PENGADUAN: _reason,
    Action.KONSEP: _draft,
    Action.ALIHKAN: dispose,
    Action.KOORDINASI: coordinate,
    Action.TANYA: _ask,
    Action.PERPANJANG: _extend,
    Action.TOLAK: _reason,
    Action.REVISI: _revise,
    Action.TERTANDA: _take_signed,
    Action.TERKIRIM: _deliver,
    Action.NOTULEN: _minute,
    Action.BUKA_KEMBALI: _reason,
}
