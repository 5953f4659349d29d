"""The scenes: who writes what, in the order of the SOP's six steps.

They stand apart from the stage because this is the story alone; what is claimed of it at
the end is checked elsewhere, against the mailboxes and the register.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.demo.edited import reworded
from pipeline.demo.letters import invent_letter
from pipeline.demo.office_folder import MAILBOX
from pipeline.demo.replies import WIB, File
from pipeline.demo.stage import PANITIA, Stage
from pipeline.letters.wording import date_words, day_words
from pipeline.outside.seal import Seal
from pipeline.sop.steps import KEPALA, PELANGGAN

KETUA = "pengujian"

COMPLAINT = "Pengaduan: Keluhan"
INVITATION = "Undangan Temu Pelanggan Asosiasi Industri Contoh"
INSTRUCTION = "Teliti penyebabnya dan siapkan konsep jawaban."
ADDITION = "laporan pemantauan lingkungan kami jatuh tempo pada akhir bulan ini."
#: the sentence of the answer that the Ketua Pokja rewords in the .docx, and what becomes of it
SENT = "LHU tersebut kami kirimkan melalui kurir."
SENT_BETTER = "LHU tersebut kami kirimkan hari ini melalui surel dan kurir."
REQUEST = "Mohon ditambahkan permohonan maaf kepada pelanggan."
APOLOGY = "Kami mohon maaf atas keterlambatan dan tidak adanya pemberitahuan kepada Saudara."
DISCUSSED = "Cara memberi tahu pelanggan bila pengujian terlambat dijelaskan kepada seluruh analis."


def perform(stage: Stage) -> None:
    """The whole play."""
    for scene in (register, dispose, follow_up, approve, sign, evaluate):
        scene(stage)


def register(stage: Stage) -> None:
    """Step 1: a letter arrives, beside one that is none of the program's business."""
    stage.teller.scene(f"{day_words(_today(stage))}: 1  Registrasi")
    stage.write(PANITIA, MAILBOX, INVITATION, _invitation(_today(stage)))
    customer = stage.people[PELANGGAN]
    letter = invent_letter(stage.clock(), customer.address)
    stage.write(PELANGGAN, MAILBOX, letter.subject, letter.text, [letter.pdf])
    stage.work()
    stage.teller.remark("Undangan itu dibiarkan di kotak surat, tanpa tanda apa pun.")


def dispose(stage: Stage) -> None:
    """Step 2: the Kepala answers with a reply."""
    stage.teller.scene("2  Disposisi")
    stage.reply(
        KEPALA,
        "Mohon disposisi",
        "DISPOSISI: Pokja Pengujian\n"
        f"Instruksi: {INSTRUCTION}\nSifat: segera\nTembusan: Subbagian Tata Usaha",
    )


def follow_up(stage: Stage) -> None:
    """Step 3: the customer adds a word, the Ketua Pokja sends fields, edits the draft and initials it."""
    stage.teller.scene("3  Tindak lanjut, konsep, dan paraf")
    stage.pass_time(minutes=20)
    stage.reply(PELANGGAN, "Tanda terima", f"Sebagai tambahan, {ADDITION}")
    stage.reply(KETUA, "Mohon konsep", _analysis(stage))
    _edit(stage, 1, SENT, SENT_BETTER)
    stage.reply(KETUA, "Mohon paraf konsep versi 2", "PARAF")


def approve(stage: Stage) -> None:
    """Step 4 a: the Kepala asks for a revision, gets it, and approves with one tap."""
    stage.teller.scene("4  Persetujuan")
    stage.reply(KEPALA, "Mohon persetujuan", f"REVISI: {REQUEST}")
    stage.teller.remark("Ketua Pokja menambahkan permohonan maaf pada konsep terakhirnya.")
    _edit(stage, 2, SENT_BETTER, f"{SENT_BETTER} {APOLOGY}")
    stage.reply(KETUA, "Mohon paraf konsep versi 3", "PARAF")
    stage.tap(KEPALA, "Mohon persetujuan surat jawaban versi 3", "SETUJU")


def sign(stage: Stage) -> None:
    """Steps 4 b and 5: the signature, and with it the letter's way to the customer."""
    stage.teller.scene("4 dan 5  Tanda tangan dan penyampaian")
    if stage.segel:
        stage.tap(KEPALA, "Mohon perintah kirim", "KIRIM")
    else:
        numbered = stage.newest(KEPALA, "Mohon tanda tangan").file(".pdf")
        stage.teller.remark("Kepala Balai menandatangani PDF bernomor dengan sertifikat UJI COBA miliknya.")
        signed = File(f"{Path(numbered.name).stem}-bertanda-tangan.pdf", _signed(stage, numbered.content))
        stage.reply(KEPALA, "Mohon tanda tangan", "Terlampir surat yang sudah saya tandatangani.", [signed])


def evaluate(stage: Stage) -> None:
    """Step 6: minutes, their acceptance, the end when no bounce came within 72 hours, and a question."""
    stage.teller.scene("6  Evaluasi")
    stage.pass_time(minutes=30)
    stage.reply(KETUA, "Mohon notulen", _minutes(_today(stage)))
    stage.reply(KEPALA, "Mohon penerimaan notulen", "TERIMA")
    stage.pass_time(minutes=20)
    ends = _today(stage) + timedelta(hours=72)
    stage.teller.scene(f"{day_words(ends)}: surat tidak kembali dalam 72 jam")
    stage.pass_time(hours=72)
    asked = _today(stage) + timedelta(days=1)
    stage.teller.scene(f"{day_words(asked)}: sehari kerja kemudian pelanggan ditanya")
    stage.pass_time(days=1)


def _edit(stage: Stage, version: int, old: str, new: str) -> None:
    """The Ketua Pokja edits the draft that he was sent last and returns it."""
    about = "Mohon konsep" if version == 2 else f"Mohon paraf konsep versi {version}"
    draft = stage.newest(KETUA, about).file(".docx")
    edited = File(draft.name.replace(".docx", "-disunting.docx"), reworded(draft.content, old, new))
    stage.reply(KETUA, about, "Terlampir konsep yang sudah saya sunting.", [edited])


def _today(stage: Stage) -> datetime:
    return stage.clock().astimezone(WIB)


def _signed(stage: Stage, pdf: bytes) -> bytes:
    """The PDF as the Kepala's own program signs it."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "kepala.p12"
        store.write_bytes(stage.identity.pkcs12)
        seal = Seal(store, lambda: stage.identity.passphrase)
        return seal.seal(
            pdf, reason="Menyetujui", url="https://balai.example", label=stage.identity.name, at=stage.clock()
        )


def _invitation(now: datetime) -> str:
    day = day_words(now.date() + timedelta(days=10))
    return (
        "Yth. Kepala Balai,\n\n"
        f"Kami mengundang Bapak/Ibu menghadiri temu pelanggan pada {day} pukul 09.00 di aula asosiasi. "
        "Mohon konfirmasi kehadiran sebelum acara.\n\nHormat kami,\nPanitia\n"
    )


def _analysis(stage: Stage) -> str:
    today = _today(stage).date()
    order = invent_letter(stage.clock(), "").order
    broken, mended = _ago(today, 35), _ago(today, 5)
    return (
        "KONSEP\n"
        f"Penyebab: Alat AAS rusak sejak {broken} dan suku cadangnya baru tiba pada {mended}.\n"
        f"Koreksi: Pengujian diselesaikan dan LHU diterbitkan pada {date_words(today)}.\n"
        "Tindakan korektif: Kontrak pemeliharaan alat mencakup persediaan suku cadang.\n"
        "Pencegahan: Pelanggan diberi tahu dalam satu hari kerja bila pengujian terlambat.\n"
        f"Jawaban: LHU untuk nomor order {order} telah kami terbitkan pada {date_words(today)}. {SENT}"
    )


def _minutes(now: datetime) -> str:
    return (
        "NOTULEN\n"
        f"Hari/tanggal: {day_words(now)}\n"
        "Waktu: 09.30-10.00\nTempat: Ruang rapat Balai\nPimpinan: Ketua Pokja Pengujian\n"
        "Notulis: Staf Pokja Pengujian\n"
        "Peserta: Ketua Pokja Pengujian; Analis Laboratorium; Subbagian Tata Usaha\n"
        "Agenda: Sosialisasi tindakan perbaikan\n"
        f"Pembahasan: {DISCUSSED}\n"
        "Kesimpulan: Tindakan perbaikan diterapkan mulai hari ini.\n"
        "Tindak lanjut: Pemeriksaan persediaan suku cadang setiap bulan.\n"
        "Efektif: ya"
    )


def _ago(day: date, days: int) -> str:
    return date_words(day - timedelta(days=days))
