"""The words of each answer, as data: action → every phrase that says it.

To add an answer word, add it to its row. All words are lower case, in the full spelling of
`abbreviations.SHORT`; typing errors need no entry (`spelling.py`). Apart from how an answer is said
(`words.py`) because an office may well add to these, and hardly ever to that. Sources: the answers'
own words of design 3 and 5, and what replies in `tests/mails/jawaban/` say instead.
"""

from pipeline.letters.labels import phrases
from pipeline.sop.asks import Action

WORDS: dict[Action, tuple[str, ...]] = {
    Action.PENGADUAN: phrases("pengaduan | keluhan | daftarkan | didaftarkan | diregister | registrasikan"),
    Action.BUKAN: phrases(
        "bukan | bukan pengaduan | bukan keluhan | bukan merupakan pengaduan | bukan termasuk pengaduan"
        " | tidak termasuk pengaduan | bukan surat pengaduan | tidak termasuk keluhan"
        " | bukan kategori pengaduan"
    ),
    Action.PERBAIKI: phrases(
        "perbaiki | diperbaiki | perbaikan | koreksi | dikoreksi | ralat | pembetulan | betulkan | ubah"
        " | ganti"
    ),
    Action.GABUNG: phrases(
        "gabung | gabungkan | digabung | digabungkan | satukan | disatukan | jadikan satu | dijadikan satu"
    ),
    Action.ABAIKAN: phrases(
        "abaikan | diabaikan | tidak perlu ditindaklanjuti | tidak usah ditindaklanjuti"
        " | tidak perlu diproses | tidak perlu dibalas"
    ),
    Action.DISPOSISI: phrases(
        "disposisi | didisposisikan | disposisikan | disposisi kepada | disposisi ke | teruskan ke"
        " | teruskan kepada | diteruskan ke | diteruskan kepada | lanjut ke | lanjutkan ke"
        " | ditindaklanjuti oleh | ditangani oleh | diselesaikan oleh | tugaskan | serahkan ke"
        " | serahkan kepada | diserahkan ke | diserahkan kepada"
    ),
    Action.BUKAN_PENGADUAN: phrases(
        "bukan pengaduan | bukan keluhan | bukan merupakan pengaduan | tidak termasuk pengaduan"
        " | bukan termasuk pengaduan | bukan surat pengaduan"
    ),
    Action.TERLIBAT: phrases(
        "terlibat | saya terlibat | saya pernah terlibat | saya ikut terlibat | konflik kepentingan"
        " | benturan kepentingan | konflik of interest | conflict of interest"
        " | dialihkan ke penyetuju pengganti | serahkan ke penyetuju pengganti | serahkan ke pengganti"
    ),
    Action.TERUSKAN: phrases(
        "teruskan | diteruskan | bukan kewenangan | bukan wewenang | di luar kewenangan | diluar kewenangan"
        " | bukan merupakan kewenangan | bukan menjadi kewenangan | bukan termasuk kewenangan"
    ),
    Action.KONSEP: phrases("konsep | konsep terlampir | draf"),
    Action.PARAF: phrases("paraf | diparaf | terparaf | memaraf | saya paraf | kami paraf"),
    Action.ALIHKAN: phrases("alihkan | dialihkan | limpahkan | dilimpahkan | pindahkan | dipindahkan"),
    Action.KOORDINASI: phrases(
        "koordinasi | koordinasikan | minta pendapat | koordinasi dengan | mohon pendapat | minta masukan"
        " | koordinasikan dengan | berkoordinasi dengan"
    ),
    Action.PENDAPAT: phrases("pendapat | pendapat kami | pendapat saya"),
    Action.TANYA: phrases(
        "tanya | tanyakan | tanya pelanggan | tanyakan kepada pelanggan | tanya ke pelanggan"
        " | tanyakan ke pelanggan | tanyakan pelanggan | ditanyakan kepada pelanggan"
        " | ditanyakan ke pelanggan | tanya kepada pelanggan | konfirmasi ke pelanggan"
    ),
    Action.PERPANJANG: phrases(
        "perpanjang | perpanjangan | perpanjangan waktu | diperpanjang | perpanjang waktu"
        " | tambahan waktu | tambah waktu | waktu tambahan | penambahan waktu | minta waktu | mohon waktu"
    ),
    Action.IZINKAN: phrases(
        "izinkan | diizinkan | izin diberikan | mengizinkan | setuju | disetujui | setujui | menyetujui"
        " | acc | boleh | silakan | silakan diperpanjang | dapat diperpanjang | boleh diperpanjang"
    ),
    Action.TOLAK: phrases(
        "tolak | ditolak | menolak | tidak diizinkan | tidak disetujui | tidak setuju | tidak izinkan"
        " | tidak saya izinkan | tidak saya setujui | tidak dapat disetujui | tidak bisa disetujui"
        " | tidak bisa diperpanjang | tidak dapat diperpanjang | tidak boleh diperpanjang"
        " | tidak perlu diperpanjang | jangan diperpanjang | tidak dapat diizinkan | tidak bisa diizinkan"
        " | tidak dapat saya izinkan | tidak bisa saya izinkan | tidak mengizinkan"
    ),
    Action.TUTUP: phrases(
        "tutup | ditutup | tutup perkara | tutup saja | menutup perkara | dianggap dicabut"
        " | dinyatakan dicabut"
    ),
    Action.LANJUTKAN: phrases(
        "lanjutkan | lanjut | dilanjutkan | teruskan | tetap dilanjutkan | tetap diproses | proses terus"
        " | jangan ditutup | tidak perlu ditutup | tidak usah ditutup | tidak ditutup | jangan tutup"
        " | tetap dijawab"
    ),
    Action.SETUJU: phrases("setuju | disetujui | menyetujui | setujui | acc | approve | approved"),
    Action.REVISI: phrases(
        "revisi | direvisi | perbaiki | diperbaiki | perbaikan | koreksi | dikoreksi | ubah"
        " | diubah | ganti"
        " | diganti | tambahkan | ditambahkan | hapus | hapuskan | dihapus | sempurnakan | disempurnakan"
        " | kembalikan ke | dikembalikan ke | kembalikan untuk | lengkapi | dilengkapi | sesuaikan"
        " | disesuaikan | persingkat | dipersingkat | perhalus | diperhalus | ringkas | diringkas"
        " | rapikan | dirapikan | perjelas | diperjelas | betulkan | dibetulkan"
    ),
    Action.TERTANDA: phrases(
        "tertanda | ditandatangani | tandatangani | tanda tangani | ditanda tangani | bertanda tangan"
        " | tanda tangan | ttd | di ttd | tte | di tte | ditte | bertandatangan | menandatangani"
    ),
    Action.KIRIM: phrases(
        "kirim | kirimkan | silakan dikirim | mohon dikirim | dapat dikirim | boleh dikirim"
        " | segera dikirim | harap dikirim | tolong dikirim | agar dikirim | silakan dikirimkan"
        " | bisa dikirim | dikirim saja | mohon dikirimkan | mohon segera dikirim | siap dikirim"
        " | silakan kirim"
    ),
    Action.TERKIRIM: phrases(
        "terkirim | dikirim | dikirimkan | disampaikan | diantar | diantarkan | diserahkan | tersampaikan"
        " | kami kirim | saya kirim | sudah kirim | telah kirim | kami kirimkan | saya kirimkan"
        " | kami serahkan | saya serahkan | kami sampaikan | saya sampaikan | kami antar | saya antar"
        " | kami antarkan | kami wa | saya wa | sudah wa | diambil | diambil pelanggan"
        " | diambil oleh pelanggan | diterima pelanggan"
        " | diterima oleh pelanggan | sampai ke pelanggan | sampai di pelanggan | sampai kepada pelanggan"
        " | bukti pengiriman | bukti kirim | diterima langsung oleh pelanggan"
    ),
    Action.KIRIM_ULANG: phrases(
        "kirim ulang | kirimkan ulang | dikirim ulang | kirim kembali | kirimkan kembali | dikirim kembali"
        " | kirim lagi | kirimkan lagi | dikirim lagi | kirim sekali lagi | kirimkan sekali lagi"
        " | ulangi pengiriman | pengiriman ulang | lakukan pengiriman ulang"
    ),
    Action.SUDAH_TERKIRIM: phrases(
        "sudah terkirim | terkirim | telah terkirim | sudah diterima | telah diterima | sudah sampai"
        " | telah sampai | sudah masuk | sudah tersampaikan | telah tersampaikan"
        " | pelanggan sudah menerima | pelanggan telah menerima"
    ),
    Action.NOTULEN: phrases(
        "notulen | notula | notulensi | notulen rapat | notulen terlampir | risalah rapat"
    ),
    Action.TERIMA: phrases(
        "terima | diterima | saya terima | menerima | tutup | tutup perkara | ditutup | menutup"
        " | dapat ditutup | bisa ditutup | silakan ditutup"
    ),
    Action.BUKA_KEMBALI: phrases(
        "buka kembali | dibuka kembali | buka lagi | dibuka lagi | tolak | ditolak | tidak diterima"
        " | tidak terima | tidak saya terima | tidak dapat diterima | tidak dapat saya terima"
        " | tidak bisa diterima | tidak bisa saya terima"
    ),
    Action.EFEKTIF: phrases(
        "efektif | masih efektif | tetap efektif | sudah efektif | berjalan efektif | terbukti efektif"
    ),
    Action.TIDAK_EFEKTIF: phrases(
        "tidak efektif | tidak efektif lagi | belum efektif | kurang efektif | sudah tidak efektif"
        " | tidak lagi efektif | ternyata tidak efektif"
    ),
    Action.BELUM_DINILAI: phrases(
        "belum dapat dinilai | belum bisa dinilai | belum dinilai | belum dapat menilai | belum bisa menilai"
        " | tidak dapat dinilai | belum dapat kami nilai | belum dapat saya nilai"
    ),
    Action.ARSIP: phrases("arsip | arsipkan | diarsipkan | simpan | disimpan | diarsip"),
    Action.KEBERATAN: phrases("keberatan | sebagai keberatan | keberatan baru"),
    Action.BARU: phrases("baru | pengaduan baru | keluhan baru | perkara baru | kasus baru"),
    Action.BATAL: phrases("batal | batalkan | dibatalkan"),
}
