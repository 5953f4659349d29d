"""What goes with which mail: the files of an answer reach its reader, and no mail is too large to arrive."""

from collections.abc import Callable

from tests.office.registers import CUSTOMER
from tests.office.town import KALIBRASI, KEPALA, KETUA, NOTULEN, PENGGANTI, TU, Town, body, files_of
from tests.pdfs import pdf_of

Till = Callable[[str], Town]
PDF = "application/pdf"
LAPORAN = "Laporan-Evaluasi-PGD-2026-0001.pdf"


def test_a_draft_goes_to_the_kepala_with_the_nota_of_its_ketua(till: Till) -> None:
    town = till("tanda_tangan")

    nota, draft, _ = files_of(town.last(KEPALA, "Mohon persetujuan"))

    assert (nota, draft) == ("Nota-Pengantar-PGD-2026-0001.pdf", "Konsep-Surat-Balasan-PGD-2026-0001-v1.pdf")


def test_the_alternate_gets_no_nota_that_is_addressed_to_another(till: Till) -> None:
    town = till("tanda_tangan")

    town.reply(KEPALA, "Mohon persetujuan", "TERLIBAT")

    draft, _ = files_of(town.last(PENGGANTI, "Mohon persetujuan"))
    assert draft == "Konsep-Surat-Balasan-PGD-2026-0001-v1.pdf"


def test_the_kepala_gets_the_notulen_as_its_writer_sent_it(till: Till) -> None:
    town = till("evaluasi")
    files = [("notulen.pdf", PDF, pdf_of("Notulen")), ("daftar hadir.pdf", PDF, pdf_of("Hadir"))]

    town.reply(KETUA, "Mohon notulen", "Efektif: ya", files=files)

    assert files_of(town.last(KEPALA, "Mohon penerimaan")) == [LAPORAN, "notulen.pdf", "daftar hadir.pdf"]


def test_the_list_of_those_present_goes_beside_a_notulen_of_fields(till: Till) -> None:
    town = till("evaluasi")
    files = [("daftar hadir.pdf", PDF, pdf_of("Hadir"))]

    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"), files=files)

    enclosed = files_of(town.last(KEPALA, "Mohon penerimaan"))
    assert enclosed == [LAPORAN, "Notulen-PGD-2026-0001.pdf", "daftar hadir.pdf"]


def test_the_kepala_gets_the_same_files_again_after_he_took_his_answer_back(till: Till) -> None:
    town = till("evaluasi")
    files = [("notulen.pdf", PDF, pdf_of("Notulen"))]
    town.reply(KETUA, "Mohon notulen", "Efektif: ya", files=files)
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")

    town.reply(KEPALA, "dicatat", "BATAL")

    assert len(town.got(KEPALA, "Mohon penerimaan")) == 2
    assert files_of(town.last(KEPALA, "Mohon penerimaan")) == [LAPORAN, "notulen.pdf"]


def test_the_files_of_an_opinion_reach_who_asked_for_it(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "KOORDINASI: Pokja Kalibrasi\nPertanyaan: Kapan kalibrasi terakhir?")

    files = [("sertifikat.pdf", PDF, pdf_of("Sertifikat"))]
    town.reply(KALIBRASI, "Mohon pendapat", "Lihat sertifikat terlampir.", files=files)

    assert files_of(town.last(KETUA, "Pemberitahuan")) == ["sertifikat.pdf"]


def test_a_complaint_with_large_files_still_fits_a_mail(town: Town) -> None:
    town.complain(files=[("foto.bin", "application/octet-stream", bytes(12_000_000))])

    asked = town.last(KEPALA, "Mohon disposisi")
    assert files_of(asked) == ["Form-Pengaduan-PGD-2026-0001.pdf", "foto.bin"]
    assert len(asked.as_bytes()) < 25_000_000


def test_a_mail_names_the_files_that_it_cannot_carry(town: Town) -> None:
    town.complain(files=[("video.bin", "application/octet-stream", bytes(16_000_000))])

    asked = town.last(KEPALA, "Mohon disposisi")
    assert files_of(asked) == ["Form-Pengaduan-PGD-2026-0001.pdf"]
    assert "video.bin (terlalu besar" in body(asked)


def test_a_customers_further_mail_reaches_the_kepala_who_is_asked_to_accept(till: Till) -> None:
    town = till("evaluasi")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    before = len(town.relay.taken)

    town.reply(CUSTOMER, "Surat Saudara", "Tambahan keterangan.")

    assert sorted(town.since(before)) == [(KEPALA, "Pemberitahuan"), (KETUA, "Pemberitahuan")]


def test_what_could_not_be_read_of_a_file_stands_beside_its_name(town: Town) -> None:
    town.complain(files=[("winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22rest")])

    asked = body(town.last(KEPALA, "Mohon disposisi"))
    told = body(town.last(TU, "Pemberitahuan"))
    assert "- winmail.dat: Lampiran dikirim dalam format winmail.dat" in asked
    assert "winmail.dat: Lampiran dikirim" in " ".join(told.split())
    assert "winmail" not in body(town.last(CUSTOMER))


def test_tu_learns_of_a_mail_that_is_nothing_but_an_unread_file(town: Town) -> None:
    town.write(CUSTOMER, "Surat", "", files=[("winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22rest")])

    assert "winmail.dat: Lampiran dikirim" in " ".join(body(town.last(TU, "Mohon ditelaah")).split())
    assert town.got(CUSTOMER) == []


def test_files_inside_an_attached_mail_are_not_listed_beside_it(town: Town) -> None:
    inner = town.letter(
        CUSTOMER, "Foto", "Foto terlampir.", files=[("foto.bin", "application/x-foto", b"foto")]
    )

    town.complain(files=[("foto.eml", "message/rfc822", inner)])

    assert files_of(town.last(KEPALA, "Mohon disposisi"))[1:] == ["foto.eml", "surel-asli.eml"]
