"""Integrity reports reach one reader by whatever way they come; letters on paper get no invented address."""

from collections.abc import Callable

from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, KETUA, TU, WBS, Town
from tests.pdfs import pdf_of

Till = Callable[[str], Town]
ACCUSED = "Petugas laboratorium Saudara meminta suap dan melakukan pungli agar LHU segera terbit."


def test_a_customer_who_accuses_the_pokja_in_his_thread_is_read_by_wbs_alone(till: Till) -> None:
    town = till("tindak_lanjut")
    before = len(town.relay.taken)

    town.reply(CUSTOMER, "Surat Saudara", ACCUSED)

    assert [who for who, _ in town.since(before)] == [WBS]


def test_an_integrity_report_in_a_thread_is_not_listed_with_the_case(till: Till) -> None:
    town = till("tindak_lanjut")

    town.reply(CUSTOMER, "Surat Saudara", ACCUSED)

    (row,) = town.rows("select kind, case_id from inbox where state = 'ditahan'")
    assert tuple(row) == ("wbs", None)


def test_an_integrity_report_on_paper_is_not_registered(town: Town) -> None:
    town.write(TU, "SURAT MASUK", f"SURAT MASUK\nNama: Pelapor\nHal: Laporan\nUraian: {ACCUSED}")

    assert town.rows("select 1 from cases") == []
    assert [who for who, _ in town.since(0)] == [WBS]


def test_the_address_below_tus_scan_is_not_taken_for_the_customers(town: Town) -> None:
    words = "SURAT MASUK\nNama: Pelanggan\nHal: Keluhan LHU\n\nSubbagian Tata Usaha\nEmail: tu@balai.example"

    town.write(TU, "SURAT MASUK", words, files=[("pindaian.pdf", "application/pdf", pdf_of("Keluhan LHU"))])

    (row,) = town.rows("select address from forms")
    assert row.address == ""
    assert [who for who, _ in town.since(0)] == [KEPALA]


def test_an_address_that_tu_writes_beside_the_scan_is_the_customers(town: Town) -> None:
    words = f"SURAT MASUK\nNama: Pelanggan\nEmail: {CUSTOMER}\nHal: Keluhan LHU"

    town.write(TU, "SURAT MASUK", words, files=[("pindaian.pdf", "application/pdf", pdf_of("Keluhan LHU"))])

    assert town.case().reachable
    assert len(town.got(CUSTOMER)) == 1


def test_words_in_place_of_an_address_mean_that_there_is_none(town: Town) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")
    town.reply(TU, "Mohon ditelaah", "PERBAIKI\nEmail: tidak ada")

    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    assert not town.case().reachable


def test_an_address_with_a_typing_error_is_asked_back(town: Town) -> None:
    town.write(CUSTOMER, "Selamat siang", "Mohon bantuannya.")

    town.reply(TU, "Mohon ditelaah", "PERBAIKI\nEmail: pelanggan@perusahaan, example")

    assert len(town.got(TU, "Mohon diperjelas")) == 1


def test_the_further_mail_of_an_open_case_still_reaches_its_pokja(till: Till) -> None:
    town = till("tindak_lanjut")
    before = len(town.relay.taken)

    town.reply(CUSTOMER, "Surat Saudara", "Terlampir nomor order yang benar: 2026-0457.")

    assert town.since(before) == [(KETUA, "Pemberitahuan")]
