"""How customers write words on a phone, and what OCR makes of them, each with the word of our tables.

Apart from the words that tell letters apart because it is only about spelling. Sources: everyday chat
and domain.md G.1 (25); tesseract's usual confusions on scanned office letters.
"""

import re


def _spellings(word: str, *forms: str) -> dict[str, str]:
    return dict.fromkeys(" ".join(forms).split(), word)


#: loose spelling → word
SPELLINGS: dict[str, str] = {
    **_spellings(
        "tidak",
        "tdk tak ga gak ngga nggak enggak engga gk ndak kaga kagak tida tidk gag nda dak mboten ora henteu",
    ),
    **_spellings("belum", "blm blum belom blom belon lom belurn dereng durung tacan"),
    **_spellings("sudah", "sdh udah udh dah sdah telah tlah"),
    **_spellings("bukan", "bkn bukn"),
    **_spellings("jangan", "jgn jngn"),
    **_spellings("sampai", "smp sampe smpe nyampe sampek sarnpai hingga"),
    **_spellings("sekarang", "skrg skrang skg kini"),
    **_spellings("padahal", "pdhl padhal pdahal"),
    **_spellings("karena", "krn karna krna gara"),
    **_spellings("kalau", "klo kalo kl klau apabila bila jika jikalau bilamana"),
    **_spellings("dengan", "dgn dg sama"),
    **_spellings("yang", "yg"),
    **_spellings("tapi", "tp tpi tetapi namun sayangnya nanging ning"),
    **_spellings("mohon", "mhn memohon dimohon pls plz please kindly"),
    **_spellings("tolong", "tlg tlong"),
    **_spellings("minta", "mnta meminta dimintakan"),
    **_spellings("kami", "karni kmi kita"),
    **_spellings("saya", "sy sya gue gw aku ane"),
    **_spellings("hari", "hr hri"),
    **_spellings("minggu", "mgg mggu pekan"),
    **_spellings("bulan", "bln"),
    **_spellings("tahun", "thn th"),
    **_spellings("kali", "x kalinya"),
    **_spellings("keluhan", "keluahan kelhuan"),
    **_spellings("pengaduan", "pengadvan pangaduan pengaduaan"),
    **_spellings("komplain", "complain komplen complen complaint complaints complaining komplin"),
    **_spellings("sertifikat", "sertipikat sertifkat certificate certificates"),
    **_spellings("kedaluwarsa", "kadaluarsa kadaluwarsa kedaluarsa daluwarsa expired ekspired hangus"),
    **_spellings("respons", "respon response respond responds responded"),
    **_spellings("terlambat", "terlarnbat telat tlat"),
    **_spellings("begitu", "gitu gt"),
    **_spellings("bagaimana", "gimana gmn bagairnana"),
    **_spellings("sampel", "sample samples sampelnya contoh"),
    **_spellings("loket", "counter"),
    **_spellings("uang", "duit"),
    **_spellings("hape", "hp"),
    **_spellings("not", "n't"),
    **_spellings("gratis", "cuma-cuma"),
}

#: words for small numbers; in the tables every number is `#`
NUMBERS = frozenset(
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belasan puluhan beberapa sekian"
    " two three four five six seven eight nine ten several many pertama kedua ketiga keempat kelima keenam"
    " second third fourth fifth sixth twice".split()
)
#: "sebulan" is "# bulan"
ONE_OF = re.compile(r"(?:se|ber)(hari|minggu|bulan|tahun|jam)(?:an|-\w+)?")

#: what OCR reads for letters inside a word
OCR_LETTERS = str.maketrans({"0": "o", "1": "l", "5": "s", "|": "l", "!": "l"})
#: two letters that OCR makes of one, tried where the word is none of ours
OCR_PAIRS = ("rn", "m")
