"""The words by which a complaint is told, in groups: what it says, what went wrong, what is wanted.

Apart from the scorer so that an office can see and mend its words without reading code. The phrases are
written as `mail/phrases.py` says. Sources: domain.md G.1 and G.3; the tuned half of the labelled letters;
thesaurus entries of the words there.
"""

#: the letter calls itself a complaint, or says what its writer feels
COMPLAINT: dict[str, tuple[str, ...]] = {
    "keluhan": (
        "~keluh|unek-unek|uneg-uneg|ganjalan",
        "pengaduan|mengadukan|aduan|mengadu|adukan|pengadu",
        "komplain|~komplain|~complain",
        "~klaim|~gugat|gugatan",
        "peringatan #|terakhir|keras",
        "somasi|menegur|teguran|tegoran",
        "~tuntut|menuntut",
        "surat|~layang peringatan",
        "keberatan",
        "~protes",
        "dispute|object to|against",
        "we|i object",
        "grievance|grievances",
        "melaporkan|lapor|laporkan ke|kepada ombudsman",
        "jalur|upaya|langkah|proses|tindakan hukum",
        "pengacara|ombudsman|viralkan|memviralkan|viral|ylki",
        "legal action",
        "embassy|attorney|lawyers",
    ),
    "kekecewaan": (
        "~kecewa",
        "~sesal|sesalkan|menyesalkan",
        "menyayangkan|disayangkan|sayangkan|~prihatin",
        "tidak|kurang|belum ..2 ~puas|~berkenan|~nyaman|~rela|~ikhlas",
        "tidak ..1 terima|menerima ..2 kalau|keputusan|temuan|hasil|minta|atas|alasan|begitu|dengan",
        "tidak terima",
        "ketidakpuasan|ketidaknyamanan",
        "kesal|~jengkel|~dongkol|~geram|~muak|~kapok|gondok|gedek|~resah|~gerah|emosi|geregetan",
        "~jera|~trauma|~malu|memalukan|keterlaluan|kebangetan|parah|payah|brengsek|ngawur|~kacau",
        "~bohong|dibohongi|~tipu|ditipu|~dusta|php|ingkar|~ingkar",
        "~rugi|merugikan|dirugikan|kerugian",
        "sangat|amat|begitu|betul-betul buruk|~lambat|~lama|~jelek|mengganggu",
        "pelayanan|layanan|kinerja ..2 buruk|~lambat|jelek|lelet|lemot|amburadul|berantakan",
        "disappointed|disappointing|disappointment|dissatisfied|dissatisfaction|unsatisfied|unhappy"
        "|frustrated",
        "frustrating|frustration|upset|angry|fed|annoyed|outraged|appalled",
        "not ..2 satisfied|happy|acceptable|pleased|professional",
        "unacceptable|unprofessional|terrible|awful|poor|worst|disgraceful|ridiculous|unfair",
        "we|i ..1 regret",
        "ignored|neglected",
        "hilang|habis sabar|kesabaran|~percaya",
        "cukup sabar",
        "sudah tidak percaya",
    ),
}

_FIRST = "kami|saya|we|i|ini|melalui|am|are"
_COMPLAINS = (
    "~keluh|pengaduan|mengadukan|aduan|mengadu|komplain|~klaim|~gugat|somasi|keberatan|~protes|~tuntut"
    "|menegur|~kecewa"
    "|~sesal|menyayangkan|~prihatin|~rugi|dirugikan|kesal|~jengkel|~geram|~muak|~kapok|disappointed"
    "|dissatisfied|unhappy"
    "|object|appeal|regret|frustrated|upset|angry"
)
#: the writer himself complains, in the first person
COMPLAINING: tuple[str, ...] = (
    f"{_FIRST} ..6 {_COMPLAINS}",
    "~rasa|merasa ..3 kecewa|dirugikan|tidak|ditipu|dibohongi|dipersulit|keberatan|kesal|terganggu",
    "kami|saya ..4 tidak|kurang ..2 ~puas|terima|~nyaman|satisfied",
    "not satisfied|happy ..2 with",
    "keluhan|pengaduan|aduan|komplain|protes|keberatan ini ..2 kami|saya",
)

#: what the writer wants of the office
DEMANDS: dict[str, tuple[str, ...]] = {
    "permintaan": (
        "mohon|tolong|minta|harap|diharap|~harap|berharap|~tuntut|tuntut|~ingin|kiranya|semoga|urgent"
        "|segera|secepatnya",
        "uji|diuji|periksa|cek|dicek|diperiksa|hitung|kalibrasi ulang|kembali|lagi",
        "penjelasan|~jelas|klarifikasi|~klarifikasi|kepastian|kejelasan|jawaban|solusi|penyelesaian"
        "|pertanggungjawaban|itikad",
        "~tindak|tindak lanjut|lanjuti",
        "ditindaklanjuti|ditindak-lanjuti|dibereskan|diselesaikan|~beres|benahi|~benah",
        "diganti|~ganti|penggantian|ganti rugi",
        "~baik|diperbaiki|perbaikan|dibetulkan|~betul|dibenarkan|~ralat|~koreksi|~revisi|~cabut|ditarik"
        "|~tarik|~telusur|~tinjau|peninjauan",
        "jangan|tidak sampai|terulang|~ulang",
        "siapa ..3 ganti|tanggung|jawab|menanggung",
        "bagaimana|kenapa|mengapa|kok|kapan|mana|apakah",
        "please|kindly|demand|expect|request|urgently|investigate|explain|clarify|reissue|correct|amend"
        "|confirm|advise|fix|want",
    ),
}
#: what he wants is that it be made good
REMEDY = "tuntutan perbaikan"
REMEDIES: dict[str, tuple[str, ...]] = {
    REMEDY: (
        "uji|diuji|periksa|diperiksa|cek|dicek|hitung|kalibrasi|dikalibrasi ulang|kembali",
        "terbit|diterbitkan|diproses ulang|kembali",
        "penjelasan|klarifikasi|pertanggungjawaban|kepastian|kejelasan|penelusuran|peninjauan|investigasi",
        "ditindaklanjuti|dibereskan|diselesaikan|dibetulkan|dikoreksi|diralat|direvisi|ditarik|dicabut|diganti|penggantian",
        "ganti rugi",
        "uang|biaya|dana ..2 kembali|dikembalikan",
        "tindak lanjut",
        "investigate|reissue|amend|corrected|correct|refund|explain|explanation|replacement|repeat|repeated",
    ),
}
#: it speaks of something that the office does, or did, for the writer
SERVICES: dict[str, tuple[str, ...]] = {
    "layanan": (
        "lhu|laporan|hasil|sertifikat|sppt|sni|order|kalibrasi|~uji|pengujian|~sertifikasi|sertifikasi"
        "|tkdn|halal|survailen|surveilan",
        "sampel|~sampel|alat|timbangan|termometer|produk|lab|laboratorium|audit|auditor|inspeksi"
        "|inspektur|verifikasi|verifikator",
        "pelatihan|konsultasi|konsultansi|konsultan|bimbingan|instruktur|loket|petugas|antrean|antrian"
        "|pendaftaran|permohonan",
        "billing|e-billing|tagihan|pnbp|tarif|aplikasi|portal|website|balai|kantor|pelayanan|layanan"
        "|spjpt|sampling",
        "report|test|calibration|samples|laboratory|inspection|training|invoice|audit|officer|office"
        "|portal|suspension",
    ),
}
#: the matter is the writer's own and lies behind him
OWN = "milik sendiri"
OWNS: dict[str, tuple[str, ...]] = {
    OWN: (
        "lhu|sertifikat|alat|sampel|timbangan|order|sppt|permohonan|dokumen|berkas|produk|uang|barang"
        "|data|pembayaran|surat|laporan ..1 kami|saya|perusahaan|klien",
        "order|lhu|nomor|no|sertifikat|spjpt|laporan|report|certificate ..2 #",
        "our|my",
        "kami|saya ..4 ~terima|~serah|~bayar|~daftar|~kirim|~ambil|~datang|~tunggu|~alami|~antar|~hubung"
        "|~titip|~beli|~rasa",
        "~rasa|kami|saya merasa",
    ),
}
#: it goes on, against what was said
CONTRASTS: dict[str, tuple[str, ...]] = {
    "pertentangan": (
        "padahal|seharusnya|semestinya|harusnya|tapi|sedangkan|walaupun|meskipun|walau|meski|malah"
        "|justru|ternyata|rupanya|akibatnya|akibat",
        "sampai ..3 sekarang|ini|saat|surat|hari|sore|tulis",
        "sejak|semenjak|berbulan-bulan|berminggu-minggu|berhari-hari|lagi-lagi|lagi|terus|melulu|mulu"
        "|kok|sih|dong|masa|tiba-tiba",
        "~janji|katanya|dijanjikan|kenyataan|kenyataannya",
        "# bulan|minggu|kali|jam|hari|tahun",
        "however|although|though|but|again|still|since|yet|promised|already|instead|because",
        "~denda|penalti|demurrage|tender|batal|~tuduh|~rugi|ekspor|kontainer|~henti|terhenti",
    ),
}

#: something is not as it might be; without any other sign it keeps a letter from being put aside
UNEASE: dict[str, tuple[str, ...]] = {
    "nada tidak lazim": (
        "tidak|belum|bukan|tanpa|kurang|jangan|susah|sulit|sukar|repot|berat",
        "kenapa|mengapa|kok|sih|dong|lho|loh|masak|mosok|mana|aneh|heran|terpaksa|justru|malah|malahan"
        "|ternyata|rupanya",
        "padahal|sayang|cuma|melulu|percuma|lagi-lagi|mestinya|harusnya|seharusnya|sedangkan|kapan"
        "|menunggu|~tunggu",
        "~tanggung jawab",
        "disuruh|suruh|lenyap|putus|dimatikan|pecah|hanya|dong|digotong",
        "untuk|buat apa|siapa",
        "locked|laughed|expected|wrong|different|third|supposed|should|drove|told|asked",
        "masih|sementara|khawatir|~khawatir|gelap|berkurang|menurun|seperti dulu|ini|biasa",
        "not|never|nobody|nothing|without|why|unfortunately|however|only|refuse|refused|wait|waiting"
        "|unclear|late|again",
    ),
}
#: the writer takes his complaint back
WITHDRAWAL: tuple[str, ...] = (
    "mencabut|cabut|pencabutan|menarik|tarik|penarikan|membatalkan|batalkan|pembatalan ..2"
    " keluhan|pengaduan|aduan|komplain|keberatan|banding",
    "withdraw|withdrawing|withdrawal|retract|cancel ..2 complaint|complaints|komplain|appeal",
)
#: an appeal (ISO/IEC 17025 7.9.6, 17065 7.13), and what it is against
APPEAL: tuple[str, ...] = ("banding|pembanding", "~sanggah|sanggahan|menyanggah", "appeal|appealing")
DECISION: tuple[str, ...] = (
    "keputusan|~beku|pembekuan|dibekukan|pencabutan|dicabut|temuan|penolakan|ditolak|decision|suspension"
    "|withdrawal",
)
#: an appeal by what it asks for: an objection, and that others judge it than those whom it is about
OBJECTION: tuple[str, ...] = (
    "keberatan|menolak|penolakan|objection|object|objecting|dispute",
    "tidak menerima",
)
_JUDGED = (
    "ditinjau|ditelaah|dikaji|diperiksa|dievaluasi|dinilai|diputuskan|diputus|peninjauan|penelaahan"
    "|pengkajian|pemeriksaan|penilaian|evaluasi|telaah|kajian"
)
_JUDGES = "pihak|tim|orang|pejabat|petugas|personel|personil|asesor|auditor|penguji|penelaah|peninjau|panitia"
UNINVOLVED: tuple[str, ...] = (
    f"{_JUDGED} ..5 {_JUDGES} ..2 tidak|bukan|belum ..2 terlibat|ikut|turut",
    f"{_JUDGED} ..5 {_JUDGES} ..1 independen|netral",
    f"{_JUDGES} ..1 tidak|bukan ..2 terlibat ..5 meninjau|menelaah|mengkaji|memeriksa|mengevaluasi|menilai",
    "reviewed|review|examined|assessed|decided ..6 not ..3 involved",
    "reviewed|review|examined|assessed|decided ..3 independent|uninvolved",
)
