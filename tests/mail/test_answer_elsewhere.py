"""Replies in the words of an answer that hold it back, or belong to another paper, reader, or meeting."""

import pytest

from pipeline.mail.answer import read_answer
from pipeline.mail.facts import Facts
from pipeline.sop.asks import ASKS, Action, Ask
from pipeline.sop.case import Answer
from tests.mail.replies import UNITS, answer, question

ROUTED = "DISPOSISI: Pokja Pengujian\nInstruksi: {}"


@pytest.mark.parametrize(
    "order",
    [
        "jangan ditindaklanjuti dulu",
        "belum perlu diproses",
        "tidak usah dijawab",
        "tunggu arahan saya",
        "mohon ditunda",
        "proses dihentikan sementara",
        "nanti saja",
        "jangan dulu",
        "periksa alat, jangan dijawab dulu",
        "kalau kewenangan kita, tindak lanjuti",
        "apakah ini kewenangan kita?",
    ],
)
def test_an_instruction_that_holds_the_case_back_is_asked_back(order: str) -> None:
    assert "Belum ada yang kami ubah" in question(Ask.DISPOSISI, ROUTED.format(order)).text
    assert "?" in question(Ask.DISPOSISI, f"Pokja Pengujian, {order}").text


@pytest.mark.parametrize(
    "order",
    [
        "jangan sampai terlambat ditindaklanjuti",
        "jangan ditunda",
        "jangan dijawab lewat telepon",
        "tidak perlu menunggu saya",
        "bila perlu diproses ulang",
        "jika alat rusak, lakukan uji ulang",
        "cek mengapa surat pelanggan belum dijawab",
        "Kenapa terlambat? Tolong dijawab",
        "simpan contoh sebagai bukti",
    ],
)
def test_an_instruction_may_forbid_and_limit_what_is_done(order: str) -> None:
    assert answer(Ask.DISPOSISI, ROUTED.format(order)).instruksi == order


@pytest.mark.parametrize(
    "own",
    [
        "Revisi RAB belum saya terima",
        "REVISI: jadwal rapat digeser",
        "REVISI: surat tugas, namanya kurang satu",
        "REVISI: surat yang lain",
        "REVISI: untuk surat kemarin, bukan surat ini",
        "Tolong perbaiki printer, lampiran tidak terbuka",
        "Tambahkan saya ke grup",
        "Revisi kedua sudah baik",
    ],
)
def test_a_change_of_something_else_is_no_revision(own: str) -> None:
    assert "Bagian mana dari konsep surat ini" in question(Ask.PERSETUJUAN, own).text


@pytest.mark.parametrize(
    "own",
    [
        "REVISI: undangan ditambahkan pada alinea penutup",
        "REVISI: sebutkan jadwal rapat dengan pelanggan",
        "Tambahkan nomor HP petugas",
        "REVISI: saya minta alinea dua dihapus",
        "REVISI: alinea dua sudah baik",
    ],
)
def test_a_part_of_the_letter_may_be_what_it_speaks_of(own: str) -> None:
    assert answer(Ask.PERSETUJUAN, own).action is Action.REVISI


@pytest.mark.parametrize(("case", "understood"), [("PGD-2026-0007", True), ("PGD-2026-0012", False)])
def test_a_revision_that_names_another_case_is_asked_back(case: str, understood: bool) -> None:
    facts = Facts(own=f"REVISI: nomor {case} dihapus", subject="Re: [PGD-2026-0007 K7QM-2XRD] Persetujuan")

    assert isinstance(read_answer(facts, ASKS[Ask.PERSETUJUAN].actions, UNITS), Answer) is understood


@pytest.mark.parametrize("own", ["TANYA: tidak jadi", "REVISI: salah kirim, maaf", "TANYA: batal saja"])
def test_an_order_that_takes_itself_back_is_none(own: str) -> None:
    ask = Ask.KONSEP if own.startswith("TANYA") else Ask.PERSETUJUAN

    assert "?" in question(ask, own).text


@pytest.mark.parametrize(
    "own",
    [
        "TANYA: batas waktunya kapan? batas waktu saya",
        "TANYA: bagaimana format konsep?",
        "TANYA: saya isi di mana?",
        "TANYA: pak, yang mana?",
        "TANYA: ini apa?",
        "TANYA: bisa dibantu isi kolomnya?",
        "Tanya, alatnya merek apa?",
        "Izin tanya: alatnya merek apa?",
        "TANYA: siapa yang menandatangani surat?",
    ],
)
def test_a_question_for_the_office_does_not_go_to_the_customer(own: str) -> None:
    assert "TANYA PELANGGAN" in question(Ask.KONSEP, own).text


@pytest.mark.parametrize(
    "own",
    [
        "TANYA: Bapak memakai metode apa?",
        "TANYA PELANGGAN: saya harus mengirim konsep ke mana?",
        "Tanyakan ke pelanggan, ini alat merek apa",
        "Pak, mohon tanyakan kepada pelanggan: alatnya merek apa?",
    ],
)
def test_a_question_for_the_customer_goes_there(own: str) -> None:
    assert answer(Ask.KONSEP, own).action is Action.TANYA


@pytest.mark.parametrize(
    "told",
    [
        "belum ada rapat",
        "kami belum sempat rapat",
        "rapat belum dilaksanakan",
        "Rapat ditunda karena dinas luar",
        "akan dirapatkan minggu depan",
        "tidak ada",
        "menyusul",
    ],
)
def test_minutes_of_a_meeting_that_never_was_are_none(told: str) -> None:
    own = f"NOTULEN\nPembahasan: {told}\nKesimpulan: cukup\nEfektif: belum dapat dinilai"

    assert "?" in question(Ask.NOTULEN, own).text


@pytest.mark.parametrize(
    "told",
    [
        "wadah yang tidak rapat diganti",
        "rapat berjalan baik, rapat berikutnya akan diadakan Januari",
        "kalibrasi belum dilaksanakan tepat waktu",
        "SOP akan disosialisasikan",
        "tidak ada pembahasan lain",
    ],
)
def test_minutes_may_speak_of_what_is_still_to_come(told: str) -> None:
    own = f"NOTULEN\nPembahasan: {told}\nKesimpulan: tidak ada\nEfektif: ya"

    assert answer(Ask.NOTULEN, own).fields["pembahasan"] == told
