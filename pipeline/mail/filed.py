"""What the answers need that a file may give: the changed letter, the signed one, the minutes, a proof.

Apart from the answers in words because here the words and the files have to agree, and two files of a
kind are a question.
"""

from pipeline.mail import enclosed
from pipeline.mail.asking import Question, quoted
from pipeline.mail.beside import BEGGED
from pipeline.mail.doubt import doubted_by, is_doubtful, is_held_back
from pipeline.mail.effect import effect_in, finding
from pipeline.mail.elsewhere import is_about_other_paper
from pipeline.mail.facts import Attachment
from pipeline.mail.heard import Heard
from pipeline.mail.tokens import bag, words
from pipeline.mail.words import SPOKEN
from pipeline.sop.case import Answer

#: whoever carries a letter out of the office, or takes it there
_OUTSIDE = bag(
    "pelanggan perusahaan pt cv ud alamat kantor pabrik email surel nomor no wa whatsapp hp"
    " pemohon pengadu pelapor"
    " ybs yang beliau kurir pos ekspedisi jne tiki agen bersangkutan resepsionis satpam security"
    " saudara kontak loket"
    " dinas kementerian badan instansi direktorat pemerintah lembaga komisi kepolisian ombudsman bupati wali"
    " gubernur menteri"
)
#: how, when, and into whose hands
_WAYS = _OUTSIDE - {"yang", "no", "nomor"} | bag(
    "lewat via melalui lwt pake pakai resi langsung faks faksimile fax telepon pagi siang sore malam tadi"
    " kemarin senin selasa rabu kamis jumat sabtu minggu tanggal diterima gojek grab paket"
)
#: mail programs write that a mail of theirs was sent from such a thing
_DEVICES = bag(
    "iphone ipad samsung android outlook yahoo gmail ponsel smartphone handphone perangkat xiaomi oppo vivo"
)


def revise(heard: Heard) -> Answer | Question:
    """revisi: what to change, or the changed .docx."""
    returned = enclosed.drafts(heard.facts)
    if len(returned) > 1:
        return _which_file(heard, returned)
    note = heard.value("catatan") or _wish(heard)
    if not words(note) and not returned:
        return heard.missing("Bagian mana yang perlu diubah?")
    if is_about_other_paper(note, signed=heard.is_signed()):
        return heard.missing(f"Bagian mana dari konsep surat ini yang dimaksud dengan {quoted(note)}?")
    return Answer(action=heard.action, note=note, files=enclosed.digests(returned))


def _wish(heard: Heard) -> str:
    """What is to change: what follows the word of command, or, where that says little, the whole reply."""
    if len(words(heard.tail())) > 1:
        return heard.tail()
    spoken = {word for phrase in SPOKEN[heard.action].words for word in phrase.split()}
    said = [word for word in words(heard.reading.text) if word not in BEGGED | spoken]
    return heard.reading.text if said else ""


def draft(heard: Heard) -> Answer | Question:
    """konsep: fields, the returned .docx, or both."""
    returned = enclosed.drafts(heard.facts)
    fields = heard.fields()
    if len(returned) > 1:
        return _which_file(heard, returned)
    if is_held_back(f"{heard.tail()}\n{heard.reading.loose}"):
        return heard.doubtful(heard.tail() or heard.reading.loose)
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
    if is_doubtful(f"{note}\n{heard.reading.loose}") or not _reached_out(note):
        return heard.doubtful(doubted_by(note) or note)
    files = heard.files()
    if not files and not _tells_how(heard, note):
        return heard.missing("Dengan cara apa dan kapan surat itu disampaikan?")
    return Answer(action=heard.action, note=note, files=files)


def _reached_out(note: str) -> bool:
    """Whether the letter left for the customer: not "dari iPhone saya", not "ke Pokja Pengujian"."""
    heard = words(note)
    towards = [(at, heard[at + 1 : at + 2]) for at, word in enumerate(heard) if word in {"ke", "kepada"}]
    # Another agency has a head too: "kepada Kepala Dinas Lingkungan Hidup".
    led = [heard[at + 2 : at + 3] if near == ("kepala",) else near for at, near in towards[:1]]
    inside = [near for near in led if not near or near[0] not in _OUTSIDE]
    return heard[:1] not in {("dari",), ("pelanggan",)} and _DEVICES.isdisjoint(heard) and not inside


def _tells_how(heard: Heard, note: str) -> bool:
    """Whether a way, a day or a receiver is named; behind TERKIRIM and a colon any words will do."""
    said = words(note)
    formal = words(heard.reading.first)[:1] == ("terkirim",)
    named = not _WAYS.isdisjoint((*said, *words(heard.reading.text))) or any(each.isdigit() for each in said)
    return bool(said) and (formal or named)


def minute(heard: Heard) -> Answer | Question:
    """notulen: fields or a file, and whether the cure was effective."""
    fields = heard.fields()
    said = heard.words_said()
    told = "\n".join(fields.get(name, "") for name in ("pembahasan", "kesimpulan", "tindak_lanjut"))
    efektif = (
        effect_in(fields["efektif"])
        if "efektif" in fields
        else finding("\n".join(dict.fromkeys((said, heard.reading.loose, told))))
    )
    if is_held_back(f"{heard.reading.first}\n{heard.reading.loose}"):
        return heard.doubtful(heard.reading.first)
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
