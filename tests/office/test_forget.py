"""Other mail is forgotten after its time, and nothing else is forgotten with it."""

from collections.abc import Callable

from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, KETUA, KONSEP, TU, Town, file_of, files_of
from tests.pdfs import pdf_of

Till = Callable[[str], Town]
OFFER = "Kami menawarkan alat laboratorium dengan harga khusus. Penawaran harga terlampir."


def offer(town: Town, content: bytes) -> None:
    """A mail of no case comes with this file."""
    files = [("penawaran.pdf", "application/pdf", content)]
    town.write(
        "penjual@vendor.example",
        "Penawaran harga alat",
        OFFER,
        files=files,
        List_Unsubscribe="<mailto:x@vendor.example>",
    )
    if town.got(TU, "Mohon ditelaah"):
        town.reply(TU, "Mohon ditelaah", "ABAIKAN")


def kept(town: Town, table: str, name: str) -> list[bool]:
    """Whether the bytes that this column names are still there."""
    query = f"select content is not null as whole from {table} t join blobs b on b.sha256 = t.{name}"
    return [bool(row.whole) for row in town.rows(f"{query} order by t.id")]


def test_the_bytes_of_other_mail_are_dropped_after_their_time(town: Town) -> None:
    offer(town, pdf_of("Daftar harga"))

    town.pass_time(days=31)

    assert kept(town, "inbox", "sha256") == [False]
    assert town.rows("select 1 from facts") == []


def test_other_mail_is_kept_until_then(town: Town) -> None:
    offer(town, pdf_of("Daftar harga"))

    town.pass_time(days=29)

    assert kept(town, "inbox", "sha256") == [True]


def test_a_file_that_was_forgotten_can_come_again_with_a_complaint(town: Town) -> None:
    shared = pdf_of("Daftar harga")
    offer(town, shared)
    town.pass_time(days=31)

    town.complain(files=[("harga.pdf", "application/pdf", shared)])

    assert "harga.pdf" in files_of(town.last(KEPALA, "Mohon disposisi"))


def test_our_own_letter_in_a_strangers_mail_stays_in_the_register(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)
    offer(town, file_of(town.last(KETUA, "Mohon paraf"), ".pdf"))

    town.pass_time(days=31)

    assert kept(town, "letters", "pdf_sha256") == [True, True, True]


def test_a_file_that_a_case_holds_too_stays(town: Town) -> None:
    shared = pdf_of("Laporan hasil uji")
    offer(town, shared)
    town.complain(files=[("lhu.pdf", "application/pdf", shared)])

    town.pass_time(days=31)

    assert file_of(town.last(KEPALA, "Mohon disposisi"), "lhu.pdf") == shared
    held = town.rows("select content is not null as whole from blobs where size = :size", size=len(shared))
    assert [bool(row.whole) for row in held] == [True]


def test_the_answer_by_which_tu_registered_a_letter_is_kept(town: Town) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")
    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    town.pass_time(days=31)

    assert kept(town, "inbox", "sha256") == [True, True]


def test_much_other_mail_is_forgotten_piece_by_piece(town: Town) -> None:
    for number in range(60):
        town.box.drop(town.letter("penjual@vendor.example", f"Penawaran harga {number}", OFFER))
    town.work()
    town.clock.pass_time(days=31)

    town.stages()["remind"]()

    forgotten = kept(town, "inbox", "sha256").count(False)
    assert 0 < forgotten < 60
