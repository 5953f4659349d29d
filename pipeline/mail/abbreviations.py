"""Abbreviations, loose and regional spellings of office mail, each with the word of this program's tables.

Apart from the reading because it is data. Sources: the abbreviations that issue and domain.md G name, and
those of everyday office chat; Javanese and Sundanese words where they consent, deny or thank.
"""


def bag(text: str) -> frozenset[str]:
    """The words of a table, written one after the other."""
    return frozenset(text.split())


#: abbreviations and loose spellings → the words of this page
SHORT: dict[str, str] = {
    **dict.fromkeys(
        bag(
            "tdk tak ga gak nggak enggak ngga gk ndak tidk tida tdak tidakk engga kagak gausah"
            # Javanese mboten, ora; Sundanese henteu, teu; Malay dialects dak
            " mboten ora gak henteu teu dak nda"
        ),
        "tidak",
    ),
    **dict.fromkeys(bag("bkn bukn bukanlah bukannya sanes dudu"), "bukan"),
    **dict.fromkeys(bag("blm blum belom blom belm bloom dereng durung tacan belumlah"), "belum"),
    **dict.fromkeys(bag("jgn jangn jngan janganlah ojo ulah"), "jangan"),
    **dict.fromkeys(bag("klo kalo kl klu kalu kalaupun"), "kalau"),
    **dict.fromkeys(bag("sdh udah udh dah sdah sudh sampun wis parantos sudahlah"), "sudah"),
    **dict.fromkeys(bag("tlh tlah"), "telah"),
    **dict.fromkeys(bag("dgn dg dngan"), "dengan"),
    **dict.fromkeys(bag("mhn mohn mhon nyuwun"), "mohon"),
    **dict.fromkeys(bag("silahkan silhkan sila slkn monggo mangga silakn silakanlah"), "silakan"),
    **dict.fromkeys(
        bag(
            "tks thx trims trimakasih makasih terimakasih thanks tq nuwun suwun nuhun trmksh mksh"
            " terimaksh tengkyu"
        ),
        "terimakasih",
    ),
    **dict.fromkeys(bag("tlg tlng tulung"), "tolong"),
    **dict.fromkeys(bag("utk untk unt"), "untuk"),
    **dict.fromkeys(bag("iya ya y iyaa yaa yup nggih inggih enggih njih muhun sumuhun leres"), "ya"),
    **dict.fromkeys(bag("okay okey okee ookk oks okeh"), "oke"),
    **dict.fromkeys(bag("aja ae wae mawon"), "saja"),
    **dict.fromkeys(bag("ttd tandatangan ttdn"), "ttd"),
    **dict.fromkeys(bag("ditandatangan dittd ditandatanganin ditandatangani"), "ditandatangani"),
    **dict.fromkeys(bag("parap"), "paraf"),
    **dict.fromkeys(bag("diparap"), "diparaf"),
    **dict.fromkeys(bag("bs"), "bisa"),
    **dict.fromkeys(bag("lwt liwat"), "lewat"),
    **dict.fromkeys(bag("rev refisi"), "revisi"),
    **dict.fromkeys(bag("perbaikin benerin benahi"), "perbaiki"),
    **dict.fromkeys(bag("kapok kapokja katim"), "ketua"),
    **dict.fromkeys(bag("kasub kasubag kasubbag ksb"), "kasubbag"),
    **dict.fromkeys(bag("customer kustomer konsumen plgn plggn"), "pelanggan"),
    **dict.fromkeys(bag("mas mbak mba mbakyu kang teh neng om tante gan bro bos boss"), "mas"),
    **dict.fromkeys(bag("kita aku gue ane kulo kula abdi simkuring"), "saya"),
    "yg": "yang",
    "krn": "karena",
    "karna": "karena",
    "sy": "saya",
    "sya": "saya",
    "km": "kami",
    "bpk": "bapak",
    "tsb": "tersebut",
    "stlh": "setelah",
    "sblm": "sebelum",
    "tp": "tapi",
    "tpi": "tapi",
    "dl": "dulu",
    "dlu": "dulu",
    "draft": "draf",
    "kpd": "kepada",
    "hr": "hari",
    "sgr": "segera",
    "sgera": "segera",
    "lgs": "langsung",
    "lgsg": "langsung",
    "jg": "juga",
    "sbg": "sebagai",
    "dr": "dari",
    "krm": "kirim",
    "nnt": "nanti",
    "ntar": "nanti",
    "tgl": "tanggal",
    "ijin": "izin",
    "ijinkan": "izinkan",
    "diijinkan": "diizinkan",
    "disetujuin": "disetujui",
    "kirimin": "kirimkan",
    "komplain": "keluhan",
    "complain": "keluhan",
    "complaint": "keluhan",
    "aduan": "pengaduan",
    "suratnya": "surat",
    "konsepnya": "konsep",
    "jawabannya": "jawaban",
    "drafnya": "draf",
    "draftnya": "draf",
    "notulennya": "notulen",
    "laporannya": "laporan",
    "hasilnya": "hasil",
    "perkaranya": "perkara",
    "berkasnya": "berkas",
    "filenya": "file",
    "perpanjangannya": "perpanjangan",
}
