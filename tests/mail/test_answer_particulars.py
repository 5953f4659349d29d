"""What an answer needs beside its word, and the question where it is missing."""

import pytest

from pipeline.sop.asks import Action, Ask
from tests.mail.replies import answer, docx, pdf, picture, question


def test_konsep_takes_its_fields_over_several_lines() -> None:
    own = (
        "Penyebab: alat rusak\nKoreksi: alat diganti\nTindakan korektif: pelatihan\n"
        "Pencegahan:\n- jadwal\n- uji\n"
        "Jawaban:\nPertama-tama kami mohon maaf.\n\nAlat telah kami ganti.\n\nTerima kasih"
    )
    understood = answer(Ask.KONSEP, own)

    assert understood.fields == {
        "penyebab": "alat rusak",
        "koreksi": "alat diganti",
        "korektif": "pelatihan",
        "pencegahan": "- jadwal\n- uji",
        "jawaban": "Pertama-tama kami mohon maaf.\n\nAlat telah kami ganti.",
    }


@pytest.mark.parametrize("sign", [":", " =", " -", " –"])
def test_a_field_may_stand_behind_any_sign(sign: str) -> None:
    understood = answer(Ask.KONSEP, f"Penyebab: alat rusak\nKoreksi{sign} uji ulang: 25 November")

    assert understood.fields == {"penyebab": "alat rusak", "koreksi": "uji ulang: 25 November"}


@pytest.mark.parametrize(
    "line", ["koreksi-koreksi kecil", "Koreksi kami - uji ulang", "Pra-koreksi - uji ulang"]
)
def test_a_dash_makes_no_label_of_other_words(line: str) -> None:
    assert answer(Ask.KONSEP, f"Penyebab: alat rusak\n{line}").fields == {"penyebab": f"alat rusak\n{line}"}


def test_a_form_returned_with_blanks_gives_only_what_was_filled() -> None:
    understood = answer(Ask.KONSEP, "Penyebab: alat rusak\nKoreksi: …\nPencegahan:\nJawaban: [isi di sini]")

    assert understood.fields == {"penyebab": "alat rusak"}


def test_a_returned_docx_is_the_konsep() -> None:
    understood = answer(Ask.KONSEP, "", docx("dd"), picture(inline=True))

    assert (understood.action, understood.files) == (Action.KONSEP, ("dd",))


def test_konsep_and_paraf_in_one_mail_count_as_konsep() -> None:
    understood = answer(Ask.PARAF, "PARAF", docx())

    assert understood.action is Action.KONSEP


def test_a_docx_that_is_held_back_is_asked_back() -> None:
    asked = question(Ask.KONSEP, "Ini belum final, jangan diproses", docx())

    assert "KONSEP" in asked.text


def test_an_attachment_that_was_forgotten_is_asked_for() -> None:
    asked = question(Ask.KONSEP, "Konsep terlampir")

    assert ".docx" in asked.text


def test_a_question_to_the_customer_keeps_its_words() -> None:
    understood = answer(Ask.KONSEP, "TANYA: mohon nomor LHU\ndan tanggalnya?\n\nTerima kasih")

    assert (understood.action, understood.text) == (Action.TANYA, "mohon nomor LHU\ndan tanggalnya?")


@pytest.mark.parametrize(
    ("own", "days", "reason"),
    [
        ("PERPANJANG: 3 hari, alasan: alat rusak", 3, "alat rusak"),
        ("Mohon perpanjangan waktu lima hari kerja karena alat rusak", 5, "alat rusak"),
        ("PERPANJANG 2 (dua) hari kerja, alat rusak", 2, "alat rusak"),
        ("PERPANJANG\nJumlah hari: 3\nAlasan: alat rusak", 3, "alat rusak"),
    ],
)
def test_an_extension_has_days_and_a_reason(own: str, days: int, reason: str) -> None:
    understood = answer(Ask.KONSEP, own)

    assert (understood.action, understood.days, understood.reason) == (Action.PERPANJANG, days, reason)


def test_a_revision_may_deny_something_in_its_note() -> None:
    understood = answer(Ask.PERSETUJUAN, "REVISI: jangan pakai kata maaf\nalinea dua dihapus")

    assert (understood.action, understood.note) == (
        Action.REVISI,
        "jangan pakai kata maaf\nalinea dua dihapus",
    )


def test_terkirim_tells_how_and_keeps_the_proof() -> None:
    understood = answer(
        Ask.PENYAMPAIAN, "TERKIRIM: lewat pos tercatat", picture("resi"), picture(inline=True)
    )

    assert (understood.note, understood.files) == ("lewat pos tercatat", ("resi",))


def test_a_merge_writes_the_case_number_in_full() -> None:
    understood = answer(Ask.REGISTRASI, "gabung ke pgd 2026 7")

    assert (understood.action, understood.case) == (Action.GABUNG, "PGD-2026-0007")


def test_corrections_come_with_the_decision() -> None:
    understood = answer(Ask.REGISTRASI, "PENGADUAN\nPerihal: keluhan kalibrasi\nNo. HP: 0812-0000-0000")

    assert understood.action is Action.PENGADUAN
    assert understood.fields == {"hal": "keluhan kalibrasi", "telepon": "0812-0000-0000"}


def test_an_opinion_is_any_words() -> None:
    understood = answer(Ask.PENDAPAT, "Menurut kami timbangan itu belum pernah diperiksa.")

    assert understood.text == "Menurut kami timbangan itu belum pernah diperiksa."


@pytest.mark.parametrize(
    ("said", "efektif"),
    [
        ("ya", True),
        ("Sudah efektif", True),
        ("tidak", False),
        ("belum efektif", False),
        ("belum dapat dinilai", None),
    ],
)
def test_a_notulen_tells_the_effect(said: str, efektif: bool | None) -> None:
    understood = answer(Ask.NOTULEN, f"Pembahasan: hasil uji\nEfektif (ya/tidak/belum dapat dinilai): {said}")

    assert understood.action is Action.NOTULEN
    assert understood.efektif is efektif


def test_a_notulen_may_be_a_file() -> None:
    understood = answer(
        Ask.NOTULEN, "Notulen terlampir, tindakan dinyatakan efektif.", pdf("nn"), picture("hadir")
    )

    assert (understood.efektif, understood.files) == (True, ("nn", "hadir"))


INCOMPLETE = [
    (Ask.KONSEP, "TANYA:", "ditanyakan"),
    (Ask.KONSEP, "PERPANJANG", "Berapa hari"),
    (Ask.KONSEP, "PERPANJANG: 0 hari, karena alat rusak", "Berapa hari"),
    (Ask.KONSEP, "PERPANJANG: 3 hari", "alasan"),
    (Ask.PERSETUJUAN, "REVISI", "Bagian mana"),
    (Ask.PENYAMPAIAN, "TERKIRIM", "cara apa"),
    (Ask.NOTULEN, "Pembahasan: hasil uji", "efektif"),
    (Ask.NOTULEN, "Pembahasan: hasil uji\nEfektif: ya/tidak", "efektif"),
    (Ask.NOTULEN, "Efektif: ya", "pembahasan"),
    (Ask.REGISTRASI, "PERBAIKI", "Kolom mana"),
    (Ask.REGISTRASI, "GABUNG", "nomor berapa"),
    (Ask.REGISTRASI, "GABUNG PGD-2026-0007 atau PGD-2026-0008", "nomor berapa"),
]


@pytest.mark.parametrize(("ask", "own", "wanted"), INCOMPLETE)
def test_what_is_missing_is_asked_for_by_name(ask: Ask, own: str, wanted: str) -> None:
    asked = question(ask, own)

    assert wanted in asked.text
    assert asked.example


def test_brackets_around_a_reason_are_no_part_of_it() -> None:
    understood = answer(Ask.KONSEP, "PERPANJANG: tiga hari kerja (alat rusak)")

    assert (understood.days, understood.reason) == (3, "alat rusak")


def test_weeks_are_asked_back_in_days() -> None:
    asked = question(Ask.KONSEP, "PERPANJANG: 1 minggu karena alat rusak")

    assert "Berapa hari kerja" in asked.text


def test_a_paraf_below_the_fields_stays_out_of_the_letter() -> None:
    understood = answer(Ask.KONSEP, "Penyebab: alat rusak\nJawaban: alat telah kami ganti.\n\nPARAF")

    assert understood.fields["jawaban"] == "alat telah kami ganti."
