"""Negation, condition, wish and doubt: what keeps a word of consent from being one.

Apart because these words stand above all answers (design 5).
"""

from pipeline.mail.tokens import SIGNS, bag, clauses, contains, words

#: near a word of consent these make it none: denial, condition, wish for a change, doubt
CAUTION = bag(
    "tidak bukan belum jangan kecuali kurang tanpa kalau jika bila apabila asal asalkan seandainya"
    " andai setelah sesudah sebelum sampai hingga tapi tetapi namun hanya cuma dulu dahulu nanti"
    " besok lusa akan tunggu menunggu tunda ditunda tahan ditahan catatan syarat bersyarat ralat"
    " batal batalkan dibatalkan ragu mungkin sepertinya kayaknya tampaknya apa apakah bagaimana"
    " kenapa mengapa kapan siapa revisi direvisi perbaiki diperbaiki ubah diubah ganti diganti"
    " tambah tambahkan ditambah ditambahkan hapus dihapus koreksi dikoreksi sesuaikan disesuaikan"
    " lengkapi dilengkapi salah keliru seharusnya sebaiknya usul saran pertimbangkan"
    " dipertimbangkan tolak ditolak menolak terlibat alihkan perpanjang diperpanjang disempurnakan"
    " pending not no if but wait unless don't dont until before after except"
)
#: what would sound like caution and is none; taken out before looking
HARMLESS: tuple[str, ...] = (
    "tidak ada catatan",
    "tanpa catatan",
    "tidak ada koreksi",
    "tidak ada revisi",
    "tidak ada perubahan",
    "tidak perlu revisi",
    "tidak perlu diubah",
    "tanpa koreksi",
    "tanpa revisi",
    "tanpa perubahan",
    "tanpa syarat",
    "tidak ada masalah",
    "tidak ada keberatan",
)
#: an answer that says this of itself is none yet, whatever it is
HEDGES = bag("ragu mungkin sepertinya kayaknya tampaknya nampaknya barangkali")
#: what ends a returned draft being one
HOLDING: tuple[str, ...] = (
    "jangan",
    "belum final",
    "belum selesai",
    "belum siap",
    "nanti dulu",
    "tunggu",
    "abaikan",
    "salah kirim",
    "salah lampiran",
)

#: behind a word that orders something these show that nothing is ordered
NO_ORDER = bag(
    "sudah telah ok oke baik tidak belum nanti dulu jangan selesai kalau jika bila apabila setelah"
    " diterima akan apakah nihil bukan saja"
)
CONDITIONS = bag("kalau jika bila apabila asal asalkan setelah sesudah nanti tunggu jangan tapi tetapi")
#: a condition that is an instruction
POLITE_CONDITIONS: tuple[str, ...] = ("jika perlu", "bila perlu", "apabila perlu", "jika diperlukan")


def is_doubtful(text: str) -> bool:
    """Whether something in the text denies, limits, asks or wishes for a change."""
    return "?" in text or not CAUTION.isdisjoint(heeded(text))


def heeded(text: str) -> list[str]:
    """The words of the text without those phrases that only sound like caution."""
    heard = f" {' '.join(words(text))} "
    for phrase in HARMLESS:
        heard = heard.replace(f" {phrase} ", " ")
    return heard.split()


def is_conditional(rest: str) -> bool:
    """Whether what stands behind the name of a Pokja makes the order wait for something.

    In the clause beside the name any such word does; later ones belong to the
    instruction, where only their first word counts.
    """
    for place, clause in enumerate(clauses(rest)):
        heard = " ".join(words(clause))
        if heard.startswith(POLITE_CONDITIONS):
            continue
        near = heard.split() if place == 0 and not rest.lstrip().startswith(SIGNS) else heard.split()[:1]
        if not (CONDITIONS | HEDGES).isdisjoint(near):
            return True
    return False


def is_held_back(text: str) -> bool:
    """Whether the person says that his file is not to be used yet."""
    heard = words(text)
    return any(contains(heard, phrase) for phrase in HOLDING)


def orders_nothing(tail: str, *, signed: bool) -> bool:
    """Whether what follows a word of command makes it none: "revisi sudah baik", "REVISI: tidak ada"."""
    heard = words(tail)
    if not heard:
        return False
    return heard[0] in NO_ORDER and (not signed or len(heard) <= 3)
