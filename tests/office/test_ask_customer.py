"""A question to the customer: its files, and what becomes of it when paraf comes first."""

from collections.abc import Callable

import pytest

from tests.office.registers import CUSTOMER
from tests.office.town import DOCX, KALIBRASI, KETUA, KONSEP, Town, body, file_of
from tests.pdfs import pdf_of

Till = Callable[[str], Town]
QUESTION = "TANYA: Mohon foto label contoh uji."
LABEL = ("label.pdf", "application/pdf", pdf_of("Contoh label"))


@pytest.fixture
def drafted(till: Till) -> Town:
    """A town whose first case has a draft that waits for its paraf."""
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)
    return town


def test_a_question_that_has_not_left_does_not_leave_after_the_paraf(drafted: Town) -> None:
    drafted.reply(KETUA, "Mohon paraf", QUESTION)

    drafted.reply(KETUA, "Mohon paraf", "PARAF")

    drafted.pass_time(hours=1)
    assert drafted.case().state == "tanda_tangan"
    assert drafted.got(CUSTOMER, "Mohon keterangan") == []


def test_the_paraf_s_confirmation_says_that_the_question_stays_here(drafted: Town) -> None:
    drafted.reply(KETUA, "Mohon paraf", QUESTION)

    drafted.reply(KETUA, "Mohon paraf", "PARAF")

    told = flat(body(drafted.last(KETUA, "dicatat")))
    assert "diteruskan kepada Kepala Balai." in told
    assert "belum terkirim tidak jadi dikirim: “Mohon foto label contoh uji.”" in told


def test_a_question_that_has_left_is_not_waited_for_after_the_paraf(drafted: Town) -> None:
    drafted.reply(KETUA, "Mohon paraf", QUESTION)
    drafted.pass_time(hours=1)

    drafted.reply(KETUA, "Mohon paraf", "PARAF")

    told = flat(body(drafted.last(KETUA, "dicatat")))
    assert "sudah terkirim tidak ditunggu lagi" in told
    assert "tidak jadi dikirim" not in told
    assert drafted.case().paused_at is None


def test_the_paraf_says_whose_opinion_is_not_waited_for(drafted: Town) -> None:
    drafted.reply(KETUA, "Mohon paraf", "KOORDINASI: Pokja Kalibrasi\nPertanyaan: Kapan kalibrasi terakhir?")

    drafted.reply(KETUA, "Mohon paraf", "PARAF")

    told = flat(body(drafted.last(KETUA, "dicatat")))
    assert "Pendapat yang diminta dari Pokja Kalibrasi tidak ditunggu lagi." in told


def test_a_paraf_with_nothing_open_says_nothing_more(drafted: Town) -> None:
    drafted.reply(KETUA, "Mohon paraf", "PARAF")

    assert "ditunggu" not in body(drafted.last(KETUA, "dicatat"))


def test_a_question_leaves_after_all_when_the_paraf_is_taken_back(drafted: Town) -> None:
    drafted.reply(KETUA, "Mohon paraf", QUESTION)
    drafted.reply(KETUA, "Mohon paraf", "PARAF")

    drafted.reply(KETUA, "dicatat", "BATAL")

    drafted.pass_time(hours=1)
    assert drafted.case().paused_at is not None
    assert len(drafted.got(CUSTOMER, "Mohon keterangan")) == 1
    drafted.check()


def test_the_files_of_a_question_go_to_the_customer_and_the_confirmation_names_them(till: Till) -> None:
    town = till("tindak_lanjut")

    town.reply(KETUA, "Mohon konsep", QUESTION, files=[LABEL])

    town.pass_time(minutes=16)
    assert "Berkas yang ikut dikirim: “label.pdf”." in flat(body(town.last(KETUA, "dicatat")))
    assert file_of(town.last(CUSTOMER, "Mohon keterangan"), "label.pdf") == LABEL[2]


def test_a_program_is_not_sent_to_the_customer(till: Till) -> None:
    town = till("tindak_lanjut")

    town.reply(
        KETUA, "Mohon konsep", QUESTION, files=[("alat.exe", "application/octet-stream", b"MZ"), LABEL]
    )

    town.pass_time(minutes=16)
    told = flat(body(town.last(KETUA, "Mohon diperjelas")))
    assert "ada berkas yang ditahan. alat.exe: berkas program" in told
    assert town.case().paused_at is None
    assert town.got(CUSTOMER, "Mohon keterangan") == []


def test_a_draft_does_not_reach_the_customer_by_a_question(drafted: Town) -> None:
    draft = file_of(drafted.last(KETUA, "Mohon paraf"), ".docx")

    drafted.reply(KETUA, "Mohon paraf", QUESTION, files=[("konsep.docx", DOCX, draft)])

    drafted.pass_time(minutes=16)
    assert drafted.got(CUSTOMER, "Mohon keterangan") == []
    assert len(drafted.got(KETUA, "Mohon diperjelas")) == 1


def test_a_colleague_who_is_asked_gets_the_files_of_the_question(till: Till) -> None:
    town = till("tindak_lanjut")

    town.reply(
        KETUA, "Mohon konsep", "KOORDINASI: Pokja Kalibrasi\nPertanyaan: Benarkah label ini?", files=[LABEL]
    )

    assert file_of(town.last(KALIBRASI, "Mohon pendapat"), "label.pdf") == LABEL[2]


def flat(text: str) -> str:
    """The words without the signs of quotation and the line breaks."""
    return " ".join(text.replace("> ", " ").split())
