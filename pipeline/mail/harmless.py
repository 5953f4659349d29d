"""Phrases that would sound like denial, condition or delay and are none, as data.

Apart from the words of caution because each of these takes such a word away, and so was weighed by
itself. They are matched on words in the spelling of `tokens.words`, and taken out in this order.
"""

import re

_ADDRESS = "(?:pak|bu|bapak|ibu|mas)"
_NEEDED = (
    "catatan|koreksi|revisi|perubahan|masalah|keberatan|kendala|syarat|keraguan|tambahan|direvisi|diubah"
    "|diperbaiki|dikoreksi|ditambah|ditambahkan|diganti|perbaikan|diragukan|ragu"
)
_NOTHING = "(?:tidak|tanpa|nihil|bebas)(?: ada| perlu| memerlukan| memiliki| punya)?(?: ada)?(?: lagi)?"
_AT_ALL = "(?: lagi| apapun| apa pun| dari (?:saya|kami))"
_PROOF = "(?:bukti|resi|tanda terima|foto|dokumen|laporan|notulen)"
_WELL = "(?: ulang| kembali| seksama| dengan seksama)?(?: dan(?= (?:saya|kami|sudah)))"
_LATE = (
    r"baru(?: sempat| bisa| dapat)?|lama|lambat|terlambat|telat|atas keterlambatan(?: saya| kami)?(?: dalam)?"
)
_MENDED = "revisi|perbaikan|koreksi|masukan|tambahan|direvisi|diperbaiki|dikoreksi|dilengkapi|disempurnakan"
_READ = (
    "baca|cek|periksa|pelajari|teliti|telaah|cermati|lihat|tinjau|dibaca|dicek|diperiksa|dipelajari|diteliti"
    "|ditelaah|dicermati|membaca|memeriksa|mempelajari|mencermati"
)

HARMLESS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")
    for pattern in (
        # Whoever is spoken to is no third person: "ya pak", "bu saya".
        rf"(?:(?<=ya )|(?<=baik )|(?<=siap )|(?<=oke )|(?<=ok )){_ADDRESS}",
        rf"{_ADDRESS}(?= (?:saya|kami)(?!\S))",
        # Nothing is missing: "tidak ada yang perlu direvisi lagi".
        rf"(?:sudah )?{_NOTHING}(?: yang)?(?: perlu| harus| saya)?(?: lagi)? (?:{_NEEDED}){_AT_ALL}?",
        r"tidak ada keluhan(?: serupa| lagi| yang sama)*|keluhan serupa tidak (?:terulang|ada)(?: lagi)?",
        r"(?:semoga|supaya|agar) tidak (?:terulang|terjadi)(?: lagi| kembali)?",
        # Thanks for what was mended wish for no more, and pardon for a late answer waits for nothing.
        rf"terimakasih(?: banyak)? (?:atas|untuk|sudah|telah) (?:{_MENDED})",
        rf"(?:mohon )?maaf (?:saya |kami )?(?:{_LATE})(?: membalas| dibalas| balas| menjawab)?",
        r"(?<=semoga )(?:ke depan|kedepan)",
        # Who has read decides nothing by that, and waits for nothing either.
        rf"(?:(?:setelah|sesudah) )?(?:(?:sudah|telah|selesai) )?(?:(?:saya|kami) )?(?:{_READ}){_WELL}?",
        r"menurut (?:saya|kami|(?:hemat|pendapat) (?:saya|kami))",
        r"(?:alamat|nomor|email|surel|jadwal|sop|yang) (?:email |surel |yang )?baru",
        r"sampai (?:ke|di|kepada|dengan selamat)|(?:sudah|telah) sampai",
        r"salah satu|mohon maaf|sebagaimana mestinya|oleh karena itu|untuk itu|barusan|baru saja",
        r"(?:estimasi|perkiraan|diperkirakan)(?: (?:tiba|sampai|diterima)){0,2}(?: dalam)? (?:besok|lusa)",
        r"(?:jika|bila|apabila|kalau) (?:perlu|diperlukan)",
        rf"{_PROOF}(?: pengiriman| penerimaan)?(?: akan)? (?:menyusul|nanti|dikirim nanti)",
    )
)
