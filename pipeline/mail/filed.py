"""What the answers need that a file may give: the changed letter, the signed one, the minutes, a proof.

Apart from the answers in words because here the words and the files have to agree, and two files of a
kind are a question.
"""

from pipeline.mail import asking, enclosed
from pipeline.mail.asking import Question
from pipeline.mail.doubt import is_doubtful, is_held_back
from pipeline.mail.effect import effect_in, finding
from pipeline.mail.facts import Attachment
from pipeline.mail.heard import Heard
from pipeline.mail.tokens import words
from pipeline.sop.case import Answer


def revise(heard: Heard) -> Answer | Question:
    """revisi: what to change, or the changed .docx."""
    returned = enclosed.drafts(heard.facts)
    if len(returned) > 1:
        return _which_file(heard, returned)
    note = heard.value("catatan") or heard.words_said()
    if not words(note) and not returned:
        return heard.missing("Bagian mana yang perlu diubah?")
    return Answer(action=heard.action, note=note, files=enclosed.digests(returned))


def draft(heard: Heard) -> Answer | Question:
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


def take_signed(heard: Heard) -> Answer | Question:
    """tertanda: the signed PDF."""
    signed = enclosed.signed_letters(heard.facts)
    if len(signed) > 1:
        return _which_file(heard, signed)
    if not signed:
        return heard.missing(
            "Mohon lampirkan surat yang sudah ditandatangani sebagai PDF. Apakah PDF itu sudah ada?"
        )
    return Answer(action=heard.action, files=enclosed.digests(signed))


def deliver(heard: Heard) -> Answer | Question:
    """terkirim: how, with the proof if there is one."""
    note = heard.words_said()
    if is_doubtful(f"{note}\n{heard.reading.loose}"):
        return asking.doubtful(heard.action, heard.units)
    files = heard.files()
    if not words(note) and not files:
        return heard.missing("Dengan cara apa dan kapan surat itu disampaikan?")
    return Answer(action=heard.action, note=note, files=files)


def minute(heard: Heard) -> Answer | Question:
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


def _which_file(heard: Heard, found: tuple[Attachment, ...]) -> Question:
    names = ", ".join(each.name or "(tanpa nama)" for each in found)
    return heard.missing(f"Ada beberapa berkas yang terlampir ({names}). Berkas mana yang dimaksud?")
