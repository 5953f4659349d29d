"""Negation, condition, wish and doubt: what keeps a word of consent from being one.

Apart because these words stand above all answers (design 5).
"""

import re
from collections.abc import Mapping

from pipeline.mail.harmless import HARMLESS
from pipeline.mail.tokens import SIGNS, bag, clauses, contains, words

#: near a word of consent these make it none: denial, condition, wish for a change, doubt, hearsay
CAUTION = bag(
    "tidak bukan belum jangan kecuali kurang tanpa kalau jika bila apabila asal asalkan seandainya"
    " andai andaikan sekiranya setelah sesudah sebelum sampai hingga tapi tetapi namun hanya cuma"
    " dulu dahulu nanti besok lusa akan tunggu ditunggu menunggu menanti tunda ditunda menunda tahan"
    " ditahan pending catatan syarat syaratnya bersyarat prasyarat ralat batal batalkan dibatalkan"
    " ragu mungkin sepertinya kayaknya tampaknya nampaknya kelihatannya rasanya barangkali agaknya"
    " entah apa apakah bagaimana gimana kenapa mengapa kapan siapa mana berapa masa masak kok atau"
    " revisi direvisi perbaiki diperbaiki ubah diubah ganti diganti tambah tambahkan ditambah"
    " ditambahkan hapus dihapus koreksi dikoreksi sesuaikan disesuaikan lengkapi dilengkapi salah"
    " keliru typo seharusnya mestinya semestinya sebaiknya usul saran pertimbangkan dipertimbangkan"
    " tolak ditolak menolak terlibat alihkan perpanjang diperpanjang disempurnakan sempurnakan"
    " baru kata katanya bilang bilangnya ujar ujarnya menurut konon kabarnya dengar denger diminta"
    " wakilkan diwakilkan mewakili diwakili mewakilkan agak setengah sebagian separuh gagal kecewa"
    " ogah enggan emoh mustahil masih sedang mau ingin hendak harus tinggal keberatan"
    " dibahas diskusikan didiskusikan rapatkan dirapatkan bicarakan dibicarakan klarifikasi"
    " depan pura candaan bercanda andaikata umpama misal misalnya seumpama bohong terpaksa lupa"
    " not no if but wait unless don't dont until before after except never later maybe subject"
)
#: the faces that people make who doubt, refuse, or mock
MOCKING = re.compile("[❓❔⁉👎❌✖🚫🙅😡😠🤔🙄😏😒😂🤣😅😤🤨⏳]")
#: words in -kah that ask nothing
_NO_QUESTION = bag("langkah naskah berkah nafkah rangkah")
#: an answer that says this of itself is none yet, whatever it is
HEDGES = bag("ragu mungkin sepertinya kayaknya tampaknya nampaknya barangkali agaknya rasanya kelihatannya")
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
    "perkara lain",
    "surat lain",
    "rapat lain",
    "kasus lain",
    "bukan ini",
    "masih kosong",
    "format kosong",
    "masih mentah",
    "mohon petunjuk",
    "mohon dicek",
)

#: behind a word that orders something these show that nothing is ordered
NO_ORDER = bag(
    "sudah telah ok oke baik tidak belum nanti jangan selesai kalau jika bila apabila setelah"
    " diterima akan apakah nihil bukan masih sedang yang siapa mana kapan berapa kemarin"
)
#: a clause that takes back the one before it
_TAKEN_BACK = re.compile(
    r"(?:eh|ups|waduh|aduh)(?: .*)?"
    r"|(?:(?:maaf|mohon|sori|sorry|oh|tolong|ya|saya|kami|itu|ini|yang|tadi) )*"
    r"(?:tidak jadi|tidak usah|tidak perlu|batal|batalkan|dibatalkan|abaikan|diabaikan|lupakan|urungkan|ralat"
    r"|salah (?:kirim|alamat|orang|surat|tulis|ketik|perkara)|keliru)"
    r"(?: (?:saja|deh|ya|dulu|dah|lah|pak|bu|bapak|ibu|maaf|surel|ini|itu|yang|tadi|jadinya|semua|semuanya))*"
)
_NEVER_MIND = re.compile(
    r"(?:maaf )?(?:tidak jadi|batal|dibatalkan|salah (?:kirim|orang|perkara)|abaikan|lupakan)"
    r"(?: (?:saja|ya|dulu))*"
)
#: who opens a later clause so hesitates, asks, or speaks of his own mistake
_HESITANT = re.compile(
    r"(?:eh|ups|waduh|aduh|hmm+|maaf|sori|sorry|oh|ralat|koreksi|maksud saya|maksudnya)\b.*"
    r"|(?:saya|kami)? ?(?:masih|belum) (?:ragu|yakin|pasti)\b.*"
    r"|(?:please )?(?:hold|cancel|wait|stop|never mind)\b.*"
    r"|(?:(?:tolong|mohon) )*(?:tahan|tunggu|tunda|lupakan)\b.*"
    r"|(?:.* )?(?:bercanda|kan|(?:surat|perkara|kasus) lain)"
)
#: what stands in a field that is none yet
_UNFILLED = re.compile(
    r"(?:menyusul|nanti|belum (?:ada|tahu|jelas)|(?:sudah )?benar|(?:saya|kami) (?:belum|tidak) tahu.*"
    r"|tidak tahu.*"
    r"|nanti (?:saya|kami) .*|masih (?:saya|kami) .*|(?:mohon|minta) (?:petunjuk|arahan|ditanyakan|dicek).*"
    r"|sama seperti .*|apa yang harus .*|(?:saya|kami) minta waktu.*)"
)
#: in the reason of a refusal: it is not decided yet
POSTPONING = bag("dulu dahulu sedang apa apakah siapa")
CONDITIONS = bag(
    "kalau jika bila apabila asal asalkan setelah sesudah nanti tunggu jangan tapi tetapi seandainya andai"
)
#: behind the name of a Pokja, or after it, these report and order nothing
REPORTS = bag("sudah telah belum tidak bukan masih sedang akan tadi kemarin apakah kok kenapa mengapa")
#: in the clause with the name of a Pokja these call somebody, and send no case
SUMMONS = bag("hadir menghadap hadiri menghadiri datang kumpul berkumpul rapat undang diundang")
#: what is done with a case, so that an instruction against it holds the case back
_HANDLED = (
    "ditindaklanjuti|tindaklanjuti|ditindak|tindak|diproses|proses|dikerjakan|kerjakan|dijalankan|jalankan"
    "|dilaksanakan|laksanakan|dimulai|mulai|ditangani|tangani|diteruskan|dijawab|jawab|dibalas|balas|bergerak"
    "|diselesaikan|dilanjutkan|lanjutkan|bertindak|diapa|disentuh|digarap|dibuka|diurus|diambil tindakan"
)
_HELD_ORDER = re.compile(
    r"(?:.* )?(?:jangan(?! (?:sampai|lupa|ragu|asal|hanya|cuma|tunggu|menunggu))"
    rf"|(?:tidak|belum) (?:usah|perlu|boleh|saatnya))(?: \w+){{0,2}}"
    rf" (?:{_HANDLED})(?! (?:lewat|melalui|dengan|secara|pakai)\b)(?: .*)?"
    r"|(?:(?:mohon|tolong|harap|agar|untuk|sementara|ini|itu|proses|sebaiknya|instruksi|arahan|surat) )*"
    r"(?:(?:tunggu|menunggu|cancel|batal|batalkan|dibatalkan|abaikan|diabaikan|tahan|ditahan|tunda|ditunda"
    r"|pending|dipending|hentikan|dihentikan|hold|stop|diamkan|diam|tangguhkan|ditangguhkan)(?: .*)?"
    r"|(?:simpan|disimpan|nanti) (?:dulu|saja|setelah|saya|kami)(?: .*)?"
    r"|(?:jangan|belum|nanti)(?: dulu)?)"
)
_HANDLES = re.compile(rf"\b(?:{_HANDLED})\b")
_IF = ("kalau ", "jika ", "bila ", "apabila ", "asal ", "asalkan ", "seandainya ")
#: a condition that is an instruction
POLITE_CONDITIONS: tuple[str, ...] = ("jika perlu", "bila perlu", "apabila perlu", "jika diperlukan")


def is_doubtful(text: str, *, harmless: frozenset[str] = frozenset()) -> bool:
    """Whether something in the text denies, limits, asks or wishes for a change; `harmless` words do not."""
    return "?" in text or any(_is_cautious(word) for word in heeded(text) if word not in harmless)


def doubted_by(text: str) -> str:
    """The clause that denies, limits, or asks, '' if none does."""
    found = (clause for line in text.splitlines() for clause in clauses(line) if is_doubtful(clause))
    return next(found, "").strip(" \t,.;!?")


def heeded(text: str) -> list[str]:
    """The words of the text without those phrases that only sound like caution."""
    heard = " ".join(words(text))
    for pattern in HARMLESS:
        heard = pattern.sub(" ", heard)
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


def is_held_order(text: str) -> bool:
    """Whether an instruction holds back what it instructs, makes it wait for something, or only asks."""
    parts = [clause for line in text.splitlines() for clause in clauses(line)]
    heard = [" ".join(words(each)) for each in parts]
    opening = " ".join(heard[:2])
    waits = opening.startswith(_IF) and not opening.startswith(POLITE_CONDITIONS)
    asks = len(parts) == 1 and parts[0].rstrip().endswith("?")
    return asks or (waits and _HANDLES.search(opening) is not None) or any(map(_HELD_ORDER.fullmatch, heard))


def is_report(rest: str) -> bool:
    """Whether what stands behind the name of a Pokja tells, asks or calls instead of ordering it."""
    first = next(iter(clauses(rest)), "")
    heard = words(first)
    return not REPORTS.isdisjoint(heard[:1]) or not SUMMONS.isdisjoint(heard) or "?" in first


def is_held_back(text: str) -> bool:
    """Whether the person says that his file is not to be used yet."""
    heard = words(text)
    return any(contains(heard, phrase) for phrase in HOLDING)


def is_taken_back(text: str, tail: str = "") -> bool:
    """Whether a later clause takes back what the first one said: "… Eh, tidak jadi", "… batal deh".

    So does the first one behind the word of command (`tail`), if it speaks of the whole: "TANYA: tidak jadi".
    """
    found = [" ".join(words(clause)) for line in text.splitlines() for clause in clauses(line)]
    behind = " ".join(words(next(iter(clauses(tail)), "")))
    later = any(_TAKEN_BACK.fullmatch(clause) for clause in filter(None, found[1:]))
    return later or _NEVER_MIND.fullmatch(behind) is not None


def is_hesitant(text: str) -> bool:
    """Whether a later clause waits, doubts, or speaks of a mistake: "… Maaf, salah baca", "… benar kan"."""
    found = [" ".join(heeded(clause)) for line in text.splitlines() for clause in clauses(line)]
    return any(_HESITANT.fullmatch(clause) for clause in filter(None, found[1:]))


def is_left_denied(text: str) -> bool:
    """Whether a line ends in a denial, so that it denies the order in the next one: "Mohon jangan"."""
    return any(words(line)[-1:] in {("jangan",), ("tidak",), ("bukan",)} for line in text.splitlines())


def is_unfilled(fields: Mapping[str, str]) -> bool:
    """Whether a field says that its value is still to come: "menyusul", "?", "saya belum tahu, nanti"."""
    return any(not words(value) or _UNFILLED.fullmatch(" ".join(words(value))) for value in fields.values())


def orders_nothing(tail: str, *, signed: bool) -> bool:
    """Whether what follows a word of command makes it none: "revisi sudah baik", "REVISI: tidak ada"."""
    heard = words(tail)
    if not heard:
        return False
    return heard[0] in NO_ORDER and (not signed or len(heard) <= 3)


def _is_cautious(word: str) -> bool:
    return word in CAUTION or (word.endswith("kah") and word not in _NO_QUESTION)
