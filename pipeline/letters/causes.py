"""To which family a cause of nonconformity belongs, told by its words, so that a report can count causes.

Causes are written freely; the families are those that a laboratory's fishbone diagram has (alat, metode,
personel, contoh uji, …), beside what else an office is complained of.
"""

import re
from functools import lru_cache

#: family → the words that tell of it, in small letters; the one that most of them tell of is meant, and of
#: equals the one that stands first
FAMILIES: dict[str, str] = {
    "Peralatan": r"alat(?:nya)?|peralatan|instrumen|mesin|suku cadang|rusak|kerusakan|timbangan|tungku|oven",
    "Contoh uji dan bahan": r"contoh uji|sampel|bahan|pereaksi|reagen|standar acuan|label(?:nya)?",
    "Metode dan prosedur": r"metode|prosedur|instruksi kerja|sop|validasi|verifikasi|perhitungan|rumus|acuan",
    "Personel": r"personel|petugas|analis|penguji|auditor|inspektur|kurang teliti|lalai|kelalaian|cuti"
    r"|kompetensi|pelatihan|kekurangan tenaga|salah ketik|salah input|keliru",
    "Administrasi dan dokumen": r"administrasi|dokumen|berkas|arsip|penomoran|surat(?:nya)?|tanda tangan"
    r"|pengetikan|pencetakan|penerbitan|jadwal|antrean|antrian",
    "Sistem informasi": r"sistem|aplikasi|server|jaringan|laman|website|basis data|e-?billing|gangguan",
    "Komunikasi": r"komunikasi|informasi|pemberitahuan|diberi tahu|diberitahu|disampaikan|koordinasi",
    "Pihak luar": r"subkontrak\w*|pemasok|vendor|penyedia|ekspedisi|kurir|pihak ketiga|listrik|pln|bank",
}
OTHER = "Penyebab lain"
#: so many characters of a cause are looked at
_LONGEST = 600
_NAMES = tuple(FAMILIES)
_WORDS = re.compile(
    "|".join(rf"(?P<f{place}>\b(?:{words})\b)" for place, words in enumerate(FAMILIES.values()))
)


@lru_cache(maxsize=4096)
def family(cause: str) -> str:
    """The family of a cause, OTHER where no word tells; '' for no cause."""
    text = cause[:_LONGEST].casefold()
    if not text.strip():
        return ""
    told = [0] * len(_NAMES)
    for found in _WORDS.finditer(text):
        told[int(str(found.lastgroup)[1:])] += 1
    most = max(told)
    return _NAMES[told.index(most)] if most else OTHER
