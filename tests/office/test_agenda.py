"""The agenda of a year tells every letter and accounts for every number."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from sqlalchemy import delete

from pipeline.errors import OutsideError
from pipeline.letters.agenda import Agenda, Incoming, Outgoing
from pipeline.office.agenda import LOST, gather_agenda, papers
from pipeline.office.desk import Desk
from pipeline.office.release import release
from pipeline.office.reserve import reserve, use, void
from pipeline.store.book_tables import numbers
from pipeline.store.database import open_engine, writing
from tests.office.registers import CUSTOMER, a_letter, arrive
from tests.office.town import KEPALA, KETUA, KONSEP, TU, Town, print_docx
from tests.offices import Clock, a_desk
from tests.pdfs import pdf_of

PDF = "application/pdf"
FIRST = "B/1/BSKJI/BSPJI-Contoh/HM/XI/2026"
WBS_WORDS = "Kami melaporkan pungli: petugas penguji meminta uang di luar tarif sebesar Rp500.000."


@pytest.fixture
def both(register_url: str) -> Iterator[Desk]:
    """A desk over an empty register, on both databases."""
    engine = open_engine(register_url)
    yield a_desk(engine)
    engine.dispose()


@pytest.fixture
def answered(till: Callable[[str], Town]) -> Town:
    """A town whose first case has been answered by mail."""
    return till("evaluasi")


@pytest.fixture
def answered_on_both(both: Desk) -> Town:
    """The same on both databases."""
    clock = both.clock
    assert isinstance(clock, Clock)
    town = Town(both, clock)
    town.go_to("evaluasi")
    return town


def of(town: Town) -> Agenda:
    return gather_agenda(town.desk, 2026)


def test_a_letter_and_its_answer_stand_in_all_three_books(answered_on_both: Town) -> None:
    agenda = of(answered_on_both)

    (came,), (went,), (sent,) = agenda.masuk, agenda.keluar, agenda.ekspedisi
    assert (came.agenda, came.diterima, came.nomor_surat) == ("1/2026", "23-11-2026", "012/PT-C/XI/2026")
    assert (came.isi, came.berikutnya) == ("Keluhan atas keterlambatan LHU", FIRST)
    assert (came.pengolah, came.diteruskan) == ("Pokja Pengujian", "23-11-2026")
    assert (went.nomor, went.menjawab, went.penanda_tangan) == (FIRST, "1/2026", "Kepala Balai")
    assert (went.dikirim, went.bukti) == ("23-11-2026 Surel", "250 2.0.0 Ok: queued as X1")
    assert (sent.nomor, sent.penerima, sent.tanda_terima) == (FIRST, CUSTOMER, went.bukti)
    assert agenda.kesalahan == []


def test_what_came_and_went_with_a_letter_stands_under_lampiran(both: Desk) -> None:
    clock = both.clock
    assert isinstance(clock, Clock)
    town = Town(both, clock)
    photo, bill = ("foto.pdf", PDF, pdf_of("foto")), ("kuitansi.pdf", PDF, pdf_of("kuitansi"))
    town.complain(files=[photo, bill])
    town.go_to("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP, files=[("LHU.pdf", PDF, pdf_of("LHU"))])
    town.reply(KETUA, "Mohon paraf", "PARAF")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")

    (came,), (went,) = of(town).masuk, of(town).keluar
    assert (came.lampiran, went.lampiran) == ("2 (dua) berkas", "1 (satu) berkas")


def test_a_letter_without_lampiran_has_a_dash(answered: Town) -> None:
    agenda = of(answered)

    assert (agenda.masuk[0].lampiran, agenda.keluar[0].lampiran) == ("-", "-")


def test_a_letter_that_passes_a_complaint_on_goes_to_the_agency_with_the_customer_s_own(both: Desk) -> None:
    clock = both.clock
    assert isinstance(clock, Clock)
    town = Town(both, clock)
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", "TERUSKAN: Dinas Perhubungan\nAlamat instansi: Kota Contoh")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")

    (went,) = of(town).keluar

    assert (went.tujuan, went.lampiran) == ("Kepala Dinas Perhubungan\nKota Contoh", "1 (satu) berkas")
    assert went.hal == "Penerusan Pengaduan Nomor PGD-2026-0001"
    assert went.tembusan == "PT Contoh Sejahtera"


def test_reserved_used_and_void_numbers_stand_between_those_of_the_cases(answered_on_both: Town) -> None:
    answered = answered_on_both
    reserve(answered.desk, 3, "surat tugas")
    letter = {"tujuan": "PT Contoh", "hal": "Surat tugas", "dikirim": "2026-11-24", "cara": "Kurir"}
    use(answered.desk, "2", letter)
    void(answered.desk, "3", "salah cetak")

    agenda = of(answered)

    assert [(each.urut, each.hal, each.keterangan) for each in agenda.keluar[1:]] == [
        ("2", "Surat tugas", "Di luar Tanggap: surat tugas"),
        ("3", "", "BATAL: salah cetak; Dicadangkan untuk surat tugas"),
        ("4", "", "Dicadangkan untuk surat tugas"),
    ]
    assert [(each.tanggal, each.cara) for each in agenda.ekspedisi[1:]] == [("24-11-2026", "Kurir")]


def test_a_missing_number_is_a_fault_and_has_its_line(answered: Town) -> None:
    reserve(answered.desk, 2, "surat tugas")
    with writing(answered.desk.engine) as connection:
        connection.execute(delete(numbers).where(numbers.c.register == "surat_keluar", numbers.c.value == 2))
        connection.execute(delete(numbers).where(numbers.c.register == "agenda_masuk"))

    agenda = of(answered)

    assert agenda.kesalahan == [
        "Buku agenda surat masuk 2026: nomor 1 tidak tercatat atau di luar hitungan.",
        "Buku surat keluar 2026: nomor 2 tidak tercatat atau di luar hitungan.",
    ]
    assert agenda.masuk == [Incoming(agenda="1/2026", keterangan=LOST)]
    assert agenda.keluar[1] == Outgoing(urut="2", keterangan=LOST)


def test_a_year_without_letters_has_empty_books(both: Desk) -> None:
    agenda = gather_agenda(both, 2025)

    assert (agenda.masuk, agenda.keluar, agenda.ekspedisi, agenda.kesalahan) == ([], [], [], [])


def test_a_letter_that_goes_on_from_another_points_back_and_is_pointed_to(
    till: Callable[[str], Town],
) -> None:
    answered = till("selesai")
    answered.reply(CUSTOMER, "", "Kami keberatan atas jawaban Saudara dan mohon uji ulang.")
    answered.reply(TU, "Mohon", "KEBERATAN")

    first, second = of(answered).masuk

    assert (first.sebelumnya, first.berikutnya.splitlines()[0]) == ("", "2/2026")
    assert (second.sebelumnya, second.berikutnya) == ("1/2026", "")


def test_a_letter_that_tu_has_to_bring_waits_for_a_signature(till: Callable[[str], Town]) -> None:
    town = till("tanda_tangan")
    town.relay.refuses.add(CUSTOMER)
    town._approve_and_sign()

    before = of(town)
    town.reply(TU, "Mohon disampaikan", "TERKIRIM diterima petugas loket perusahaan, tanda terima terlampir")
    after = of(town)

    (waits,), (brought,) = before.ekspedisi, after.ekspedisi
    assert (waits.tanggal, waits.cara, waits.tanda_terima) == ("", "Disampaikan TU", "")
    assert (brought.tanggal, brought.cara) == ("23-11-2026", "Disampaikan TU")
    assert "petugas loket perusahaan" in brought.tanda_terima


def test_a_report_of_bribery_stands_in_no_book(both: Desk) -> None:
    arrive(both, a_letter(WBS_WORDS, sender="pelapor@rahasia.example", subject="Laporan pungli"))
    arrive(both, a_letter(number=2))

    agenda = gather_agenda(both, 2026)

    assert len(agenda.masuk) == 1
    assert "pungli" not in str(agenda).casefold()
    assert "rahasia.example" not in str(agenda)


def test_a_letter_that_was_held_first_stands_under_the_number_it_got(both: Desk) -> None:
    held = arrive(both, a_letter("Mohon bantuannya.", subject="Halo"))
    release(both, held, "pengaduan")

    (letter,) = gather_agenda(both, 2026).masuk

    assert letter.keterangan == "PGD-2026-0001, menunggu disposisi"


def test_the_papers_are_a_workbook_and_two_documents_to_print(answered: Town) -> None:
    def convert(documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        return [print_docx(each) for each in documents]

    made = dict(papers(of(answered), convert))

    assert list(made) == ["buku-agenda-2026.xlsx", "buku-agenda-2026.pdf", "kartu-kendali-2026.pdf"]
    assert all(content.startswith((b"PK", b"%PDF-")) for content in made.values())


def test_without_a_converter_there_is_the_workbook_all_the_same(answered: Town) -> None:
    down = OutsideError("LibreOffice tidak ditemukan", permanent=False)
    made = papers(of(answered), lambda documents: [down, pdf_of("x")])

    assert next(made)[0] == "buku-agenda-2026.xlsx"
    with pytest.raises(OutsideError, match="tidak ditemukan"):
        next(made)
