"""What the Ketua Pokja reads when he is asked to initial something, or to write again."""

from collections.abc import Callable

import pytest

from tests.office.town import DOCX, KALIBRASI, KEPALA, KETUA, KONSEP, NOTULEN, Town, body, file_of, files_of

Till = Callable[[str], Town]
WISH = "jadwal yang baru belum diterapkan"


@pytest.fixture
def reopened(till: Till) -> Town:
    """A town whose first case the Kepala opened again after its letter."""
    town = till("evaluasi")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    town.reply(KEPALA, "Mohon penerimaan", f"BUKA KEMBALI: {WISH}")
    town.pass_time(minutes=16)
    return town


def flat(town: Town, about: str) -> str:
    """The words of the Ketua's newest mail about something, without quotation signs and line breaks."""
    return " ".join(body(town.last(KETUA, about)).replace("> ", " ").split())


def test_a_cure_without_a_letter_is_shown_as_one(reopened: Town) -> None:
    reopened.reply(KETUA, "Mohon konsep", "Tindakan korektif: Jadwal diterapkan hari ini.")

    asked = reopened.last(KETUA, "Mohon paraf tindakan perbaikan")
    assert files_of(asked) == []
    assert "Belum ada konsep surat yang baru" in flat(reopened, "Mohon paraf")
    assert "versi" not in flat(reopened, "Mohon paraf").partition("Pilihan jawaban")[0].lower()


def test_a_cure_without_a_letter_says_again_what_the_kepala_wants(reopened: Town) -> None:
    reopened.reply(KETUA, "Mohon konsep", "Tindakan korektif: Jadwal diterapkan hari ini.")
    reopened.reply(KETUA, "Mohon paraf", "Pencegahan: Jadwal diperiksa tiap minggu.")

    assert f"menilai tindakan belum cukup: “{WISH}”" in flat(reopened, "Mohon paraf")


def test_a_second_letter_is_shown_as_a_draft(reopened: Town) -> None:
    reopened.reply(KETUA, "Mohon konsep", "Jawaban: Jadwal baru telah kami terapkan.")

    assert "Konsep surat jawaban versi 2" in flat(reopened, "Mohon paraf konsep versi 2")
    assert len(files_of(reopened.last(KETUA, "Mohon paraf konsep versi 2"))) == 2


def test_a_second_letter_that_the_kepala_sends_back_is_no_new_evaluation(reopened: Town) -> None:
    reopened.reply(KETUA, "Mohon konsep", "Jawaban: Jadwal baru telah kami terapkan.")
    reopened.reply(KETUA, "Mohon paraf", "PARAF")

    reopened.reply(KEPALA, "Mohon persetujuan", "REVISI: mohon sebutkan tanggalnya")

    told = flat(reopened, "Mohon konsep")
    assert "Kepala Balai meminta revisi: “mohon sebutkan tanggalnya”" in told
    assert "sudah ada konsep surat jawaban versi 2" in told
    assert "Evaluasi menunjukkan" not in told


def test_a_revision_that_is_asked_again_after_batal_keeps_the_kepala_s_words(till: Till) -> None:
    town = till("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "REVISI: mohon dipersingkat")
    town.reply(KETUA, "Mohon konsep", "ALIHKAN: Pokja Kalibrasi\nAlasan: alatnya di sana")

    town.reply(KETUA, "dicatat", "BATAL")

    assert "Kepala Balai meminta revisi: “mohon dipersingkat”" in flat(town, "Mohon konsep")


def test_analysis_after_a_revision_repeats_the_kepala_s_words(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)
    draft = file_of(town.last(KETUA, "Mohon paraf"), ".docx")
    town.reply(KETUA, "Mohon paraf", "PARAF")
    town.reply(KEPALA, "Mohon persetujuan", "REVISI: seperti ini", files=[("k.docx", DOCX, draft)])

    town.reply(KETUA, "Mohon paraf", "Pencegahan: Jadwal diperiksa tiap minggu.")

    told = flat(town, "Mohon paraf konsep versi 2")
    assert "Dicatat: Pencegahan. Naskah surat tidak berubah." in told
    assert "Kepala Balai meminta revisi: “seperti ini”" in told


def test_who_takes_a_case_over_learns_that_it_has_a_draft(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)

    town.reply(KETUA, "Mohon paraf", "ALIHKAN: Pokja Kalibrasi\nAlasan: alatnya di sana")

    told = " ".join(body(town.last(KALIBRASI, "Mohon konsep")).replace("> ", " ").split())
    assert "sudah ada konsep surat jawaban versi 1" in told
    assert "alatnya di sana" in told
