"""BATAL in its window: who hears of it, what it leaves alone, and when it comes too late."""

from collections.abc import Callable

from pipeline.errors import OutsideError
from tests.office.registers import CUSTOMER
from tests.office.town import DISPOSISI, DOCX, KALIBRASI, KEPALA, KETUA, KONSEP, NOTULEN, Town, body, file_of

Till = Callable[[str], Town]
EXTENSION = "PERPANJANG\nJumlah hari: 3\nAlasan: menunggu uji ulang"


def take_back(town: Town, person: str) -> list[str]:
    """BATAL to the newest confirmation; who is told that something holds no longer."""
    before = len(town.relay.taken)
    town.reply(person, "dicatat", "BATAL")
    return sorted(who for who, what in town.since(before) if what == "Pemberitahuan")


def test_those_who_had_a_copy_hear_of_batal_too(town: Town) -> None:
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", f"{DISPOSISI}\nTembusan: Pokja Kalibrasi")

    assert take_back(town, KEPALA) == [KALIBRASI, KETUA]


def test_who_got_nothing_yet_hears_nothing_of_batal(town: Town) -> None:
    town.complain()
    town.printer.fault = OutsideError("LibreOffice does not run", permanent=False)
    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)

    told = take_back(town, KEPALA)

    town.printer.fault = None
    town.pass_time(hours=1)
    assert told == []
    assert town.got(KETUA) == []


def test_the_pokja_hears_that_its_extension_was_taken_back(till: Till) -> None:
    town = till("tindak_lanjut")
    due = town.case().due_at
    town.reply(KETUA, "Mohon konsep", EXTENSION)
    town.reply(KEPALA, "Mohon izin", "IZINKAN")

    told = take_back(town, KEPALA)

    assert told == [KETUA]
    assert town.case().due_at == due


def test_a_customer_who_answered_meanwhile_is_not_waited_for_again(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    town.pass_time(hours=2)
    town.reply(KETUA, "Mohon konsep", EXTENSION)
    town.reply(CUSTOMER, "Mohon keterangan", "Fotonya terlampir.")
    due = town.case().due_at

    take_back(town, KETUA)

    assert (town.case().paused_at, town.case().due_at) == (None, due)


def test_a_question_to_the_customer_that_was_taken_back_never_leaves(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")

    take_back(town, KETUA)

    town.pass_time(hours=1)
    assert town.got(CUSTOMER, "Mohon keterangan") == []
    assert town.case().paused_at is None


def test_an_opinion_to_another_question_does_not_stand_in_the_way(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "KOORDINASI: Pokja Kalibrasi\nPertanyaan: Kapan kalibrasi terakhir?")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    town.reply(KALIBRASI, "Mohon pendapat", "Pada 12 Oktober 2026.")

    take_back(town, KETUA)

    assert town.case().paused_at is None


def test_an_opinion_that_was_given_keeps_its_own_question(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "KOORDINASI: Pokja Kalibrasi\nPertanyaan: Kapan kalibrasi terakhir?")
    town.reply(KALIBRASI, "Mohon pendapat", "Pada 12 Oktober 2026.")

    town.reply(KETUA, "dicatat", "BATAL")

    assert "tidak dapat dibatalkan" in body(town.last(KETUA, "Mohon diperjelas"))


def test_a_draft_that_was_taken_back_does_not_overtake_its_predecessor(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)
    draft = file_of(town.last(KETUA, "Mohon paraf"), ".docx")
    town.reply(KETUA, "Mohon paraf", "PARAF")
    town.reply(KEPALA, "Mohon persetujuan", "REVISI: seperti ini", files=[("konsep.docx", DOCX, draft)])
    take_back(town, KEPALA)
    town.reply(KEPALA, "Mohon persetujuan", "REVISI: mohon dipersingkat")

    town.reply(KETUA, "Mohon konsep", "KONSEP", files=[("konsep.docx", DOCX, draft)])

    assert town.case().version == 3


def test_a_case_does_not_end_while_its_terima_can_still_be_taken_back(till: Till) -> None:
    town = till("evaluasi")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    town.pass_time(hours=72, minutes=-20)
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")
    town.pass_time(minutes=6)

    take_back(town, KEPALA)

    town.pass_time(hours=1)
    assert town.case().state == "evaluasi"
    assert town.got(CUSTOMER, "telah selesai") == []


def test_a_case_ends_when_both_its_windows_are_over(till: Till) -> None:
    town = till("evaluasi")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    town.pass_time(hours=72, minutes=-20)
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")

    town.pass_time(minutes=16)
    town.pass_time(minutes=16)

    assert town.case().state == "selesai"
    assert len(town.got(CUSTOMER, "telah selesai")) == 1


def test_a_request_that_waits_for_its_next_try_is_withdrawn_with_its_answer(town: Town) -> None:
    town.complain()
    town.relay.delays.add(KETUA)
    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)

    take_back(town, KEPALA)

    town.relay.delays.clear()
    town.pass_time(hours=2)
    assert town.got(KETUA, "Mohon konsep") == []


def test_batal_to_the_request_itself_is_understood_too(town: Town) -> None:
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)

    town.reply(KEPALA, "Mohon disposisi", "BATAL")

    assert town.case().state == "disposisi"


def test_batal_to_a_request_that_is_still_open_is_understood_too(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")

    town.reply(KETUA, "Mohon konsep", "BATAL")

    town.pass_time(hours=1)
    assert town.got(CUSTOMER, "Mohon keterangan") == []


def test_batal_before_any_answer_takes_nothing_back(town: Town) -> None:
    town.complain()

    town.reply(KEPALA, "Mohon disposisi", "BATAL")

    assert town.case().state == "disposisi"
    assert len(town.got(KEPALA, "Mohon diperjelas")) == 1


def test_the_extension_that_was_asked_for_before_can_be_granted_again(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", EXTENSION)
    town.reply(KETUA, "Mohon konsep", EXTENSION.replace("3", "5"))
    before = town.case().due_at
    take_back(town, KETUA)

    town.reply(KEPALA, "Mohon izin", "IZINKAN")

    assert (before[:10], town.case().due_at[:10]) == ("2026-12-02", "2026-12-07")
