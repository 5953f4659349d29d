"""Typing errors in the words that decide, repaired: a letter left out, doubled, or two exchanged.

Apart from the words because a wrong letter must never make another word: no letter is replaced
("pengadaan" stays one), and what is a word itself is never repaired.
"""

from collections.abc import Iterator

from pipeline.mail.abbreviations import bag

#: the words that decide, of six letters or more; shorter ones have too many neighbours
DECISIVE = bag(
    "pengaduan keluhan perbaiki perbaikan koreksi gabung gabungkan digabung digabungkan abaikan"
    " diabaikan disposisi disposisikan didisposisikan teruskan diteruskan terlibat diparaf alihkan"
    " dialihkan koordinasi koordinasikan pendapat tanyakan perpanjang perpanjangan diperpanjang"
    " izinkan diizinkan ditolak menolak setuju setujui disetujui menyetujui revisi direvisi"
    " tertanda ditandatangani tandatangani kirimkan dikirim dikirimkan terkirim disampaikan"
    " diserahkan notulen terima diterima menerima kembali arsipkan diarsipkan keberatan batalkan"
    " dibatalkan terlampir silakan efektif belum jangan tidak kalau tetapi setelah sebelum jika"
)
#: neighbours that are words of their own
_WORDS = bag(
    "kala alau elum tida angan setua setai batakan bela kerbatan terima teria lampir kirim terang"
    " perbaik efekti abakan tolak kala janda belu diri kalah"
    " gaung tetap pendapa"
)


def _misspelt(word: str) -> Iterator[str]:
    """How a word is mistyped: its first letter stands, a later one is lost, doubled or exchanged."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


#: a mistyped word → the word; none that could be two
MISSPELT: dict[str, str] = {}
for _word in sorted(DECISIVE, key=len):
    if len(_word) >= 5:
        for _form in _misspelt(_word):
            if _form not in DECISIVE | _WORDS:
                MISSPELT[_form] = "" if MISSPELT.get(_form, _word) != _word else _word
MISSPELT = {form: word for form, word in MISSPELT.items() if word}
