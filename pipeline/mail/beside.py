"""Words that may stand beside the word of an answer without changing it.

Apart from the words of the answers because they are many, and because every one of them was weighed:
what is not here makes a consent a question. None of them denies, limits, asks, or names anybody else.
"""

import re
from collections.abc import Iterable

from pipeline.mail.tokens import bag, words


def within(heard: Iterable[str], known: frozenset[str]) -> bool:
    """Whether all of these words are known, with or without -nya ("prosesnya")."""
    return all(word in known or word.removesuffix("nya") in known for word in heard)


def without_name(text: str) -> str:
    """The text without the last lines that are but a name or a post: short, and every word a capital one."""
    lines = text.splitlines()
    while lines and (not words(lines[-1]) or _NAME.fullmatch(lines[-1].strip())):
        lines.pop()
    return "\n".join(lines)


#: a person's name, a post, an office ("Ketua Pokja Pengujian"), or the number of a civil servant
_NAME = re.compile(
    r"NIP[. :]{0,3}[\d ]{8,30}|(?:(?:[A-Z][\w'’-]*|[IVX]+|dan|a\.n|u\.b)\b[.,]{0,2}\s*){1,6}(?<![a-z]{3}\.)"
)
#: who begs for something does not do it himself: these open an order, never a consent
BEGGED = bag(
    "mohon tolong harap minta silakan agar segera perlu dengan ini saya kami izin mengajukan ajukan"
    " untuk dapat bisa supaya ya maaf"
)
#: what may open a word of consent
OWNED = bag(
    "ya benar betul baik baiklah ok oke siap saya kami dengan ini sangat hormat konsep surat jawaban"
    " balasan draf isi isinya tersebut berikut terlampir dan maka jadi jelas memang tegaskan"
    " nyatakan menyatakan sepakat alhamdulillah bismillah itu sehingga sesuai cukup bagus"
    " lengkap mantap sip sepenuhnya mas juga adalah merupakan termasuk masuk kategori jenis"
)
#: what may open a word that tells of a thing done
DONE = OWNED | bag("sudah telah yang pdf berkas file sebagaimana bubuhi bubuhkan selesai barusan bersama di")
#: what may follow any word of consent in its clause
TRAIL = OWNED | bag(
    "ini sudah telah yang pak bapak bu ibu terimakasih sekali saja lanjut lanjutkan dilanjutkan diproses"
    " proses memproses ditindaklanjuti tindaklanjuti segera silakan tolong agar kepala balai lebih"
    " selesaikan diselesaikan sop prosedur ketentuan aturan adanya laksanakan"
    " dilaksanakan dijalankan jalankan bisa dapat boleh langsung semoga lancar selamat bekerja"
    " baiknya kerjanya kerja kerjasamanya atas perhatian perhatiannya bantuan bantuannya hari pagi"
    " siang sore malam selanjutnya tahap berikutnya lagi selesai mengetahui sekian demikian"
    " dimaklumi sekarang juga keras maklum diketahui arahan disampaikan untuk"
)
#: after consent to a letter: what is done with it next
LETTER = TRAIL | bag(
    "kirim kirimkan dikirim dikirimkan disampaikan ditandatangani penandatanganan tanda tangan"
    " pelanggan kepada ke pdf file lampiran diteruskan teruskan naik naikkan dinaikkan diberi nomor"
    " penomoran dinomori dinomeri diterbitkan terbitkan dicetak bahasanya redaksinya redaksi bahasa"
    " pimpinan kabalai"
)
#: after the decision that a letter is a complaint
REGISTER = TRAIL | bag(
    "pelanggan didaftarkan daftarkan mendaftarkan diregister register registrasi registrasikan"
    " diregistrasi dicatat catat dicatatkan agenda agendakan diagendakan diterima naikkan naik"
    " kepala disposisi resmi ke bapak ditangani"
)
#: after a permission to take longer; a number of days may be another than was asked for, so none is here
EXTENSION = TRAIL | bag(
    "perpanjangan waktu usulan permohonan permintaan tambahan diperpanjang perpanjang penambahan"
    " diberikan berikan izin diberi pengajuan tersebut"
)
#: after the acceptance of the minutes
CLOSING = TRAIL - bag("hari pagi siang sore malam surat konsep draf jawaban balasan pdf") | bag(
    "hasil notulen laporan evaluasi evaluasinya tindakan perbaikan perkara kasus ditutup tutup"
    " menutup penutupan selesai dinyatakan tuntas diarsipkan arsipkan diarsip cukup rapat efektif"
    " dinilai"
)
#: in another sentence than the consent
FURTHER = bag(
    "pada prinsip tepat hasil sama tte ttd semua langkah rapi runtut santun sopan semangat sukses sehat wr wb"
)
#: parts of a letter, which stand before what is to be done with them: "alinea 3 dihapus"
PLACES = bag(
    "alinea paragraf kalimat bagian kata kop nama tanggal nomor halaman hal baris judul alamat"
    " salam pembuka"
    " penutup isi lampiran dua tiga empat lima pertama kedua ketiga keempat terakhir pada di dan 1"
    " 2 3 4 5 6 7 8 9"
)
#: after these a subject may follow, or a part: "pengaduan atas layanan kalibrasi"
ABOUT = bag("atas terkait tentang mengenai soal terhadap perihal dalam di pada sebagai dari")
