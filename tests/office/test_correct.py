"""PERBAIKI corrects the Form Pengaduan; the form is made anew, and old and new values are on record."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from pipeline.mail.reading import Reader as AnyReader
from pipeline.office.release import release
from tests.letters.printed import printed
from tests.office.registers import CUSTOMER, Reading, new_desk
from tests.office.town import KEPALA, KETUA, KONSEP, TU, Reader, Town, body
from tests.offices import Clock

LETTER = """PT C0NTOH KERTAS
Jl. Bubur No. 108, Riau

Nomor : 108/CK/XI1/2026
Hal : Keluhan keterlambatan LHU

Riau, 12 November 2026

Kepada Yth. Kepala Balai

Dengan hormat,
Kami mengeluh: LHU nomor 1081/LHU/XI/2026 belum kami terima. Mohon penjelasan tertulis.

Hormat kami,
Kepala Laboratorium
"""
CORRECTION = "PERBAIKI\nPerusahaan: PT Contoh Kertas\nNomor surat: 108/CK/XII/2026\nTanggal surat: 3/12/26"


@dataclass(frozen=True, slots=True)
class OcrReader:
    """Reads as the cage does where every file is a scan."""

    plain: Reader

    def read(self, raw: bytes) -> Reading:
        """Read one mail."""
        reading = self.plain.read(raw)
        files = tuple(replace(item, scanned=bool(item.text)) for item in reading.facts.attachments)
        return Reading(replace(reading.facts, attachments=files), reading.contents)


class ScanTown(Town):
    """A town to which letters come as scans."""

    def reader(self) -> AnyReader:
        """A reader that knows scans."""
        return OcrReader(Reader(self.clock))


@pytest.fixture
def scanned(tmp_path: Path) -> Iterator[Town]:
    """A town with one case, whose letter came as a scan."""
    clock = Clock()
    desk = new_desk(tmp_path, clock)
    town = ScanTown(desk, clock)
    words = "Kami mengeluh: LHU belum kami terima, lihat surat terlampir."
    scan = ("scan.pdf", "application/pdf", printed(LETTER))
    town.write(f"Bagian Umum <{CUSTOMER}>", "Keluhan keterlambatan LHU", words, files=[scan])
    yield town
    desk.engine.dispose()


def told(mail: EmailMessage) -> str:
    return " ".join(body(mail).replace("> ", "").split())


def form_of(town: Town) -> dict[str, object]:
    (row,) = town.rows("select data from forms")
    return dict(json.loads(row.data))


def form_in(mail: EmailMessage) -> bytes:
    files = {str(part.get_filename()): part.get_content() for part in mail.iter_attachments()}
    return bytes(files["Form-Pengaduan-PGD-2026-0001.pdf"])


def words_of(pdf: bytes) -> str:
    with PdfDocument(io.BytesIO(pdf)) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_tu_is_asked_to_compare_a_form_that_was_read_from_a_scan(scanned: Town) -> None:
    asked = scanned.last(TU, "Mohon dicocokkan")

    assert "Terbaca dari pindaian" in body(asked)
    assert "nomor surat" in body(asked)
    assert "Terbaca dari pindaian" in words_of(form_in(asked))


def test_nobody_is_asked_to_compare_a_form_that_was_read_from_text(town: Town) -> None:
    town.complain()

    assert town.got(TU) == []


def test_a_correction_stands_on_the_form_in_its_shape(scanned: Town) -> None:
    scanned.reply(TU, "Mohon dicocokkan", CORRECTION)

    form = form_of(scanned)
    assert form["perusahaan"] == "PT Contoh Kertas"
    assert form["nomor_surat"] == "108/CK/XII/2026"
    assert form["tanggal_surat"] == "2026-12-03"


def test_a_corrected_form_is_made_anew_and_goes_with_the_next_request(scanned: Town) -> None:
    scanned.reply(TU, "Mohon dicocokkan", CORRECTION)

    scanned.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian")

    versions = scanned.rows("select version from letters where kind = 'form_pengaduan' order by version")
    assert [row.version for row in versions] == [1, 2]
    assert "108/CK/XII/2026" in words_of(form_in(scanned.last(KETUA, "Mohon konsep")))


def test_a_correction_is_on_record_with_who_old_and_new(scanned: Town) -> None:
    scanned.reply(TU, "Mohon dicocokkan", CORRECTION)

    (row,) = scanned.rows(
        "select a.actor, a.at, p.payload from audit a join audit_payloads p on p.seq = a.seq"
        " where a.event = 'formulir_diperbaiki'"
    )
    changed = json.loads(row.payload)["isian"]
    assert row.actor == "tu"
    assert row.at
    assert changed["nomor_surat"] == ["108/CK/XI1/2026", "108/CK/XII/2026"]
    assert changed["tanggal_surat"] == ["2026-11-12", "2026-12-03"]
    scanned.check()


def test_a_corrected_value_is_sure_and_need_not_be_compared_again(scanned: Town) -> None:
    scanned.reply(TU, "Mohon dicocokkan", CORRECTION)

    origins = form_of(scanned)["asal"]
    assert isinstance(origins, dict)
    assert origins["nomor_surat"]["yakin"] == "pasti"
    assert "nomor surat" not in str(form_of(scanned)["periksa"])


def test_tu_is_told_what_was_understood(scanned: Town) -> None:
    scanned.reply(TU, "Mohon dicocokkan", "PERBAIKI\nNama: Bagian Umum Contoh")

    told = body(scanned.last(TU, "telah dicatat"))
    assert "nama" in told
    assert "Bagian Umum Contoh" in told


def test_a_second_correction_counts_as_well(scanned: Town) -> None:
    scanned.reply(TU, "Mohon dicocokkan", CORRECTION)

    scanned.reply(TU, "Mohon dicocokkan", "PERBAIKI\nNo. HP: 0812-0000-0108\nAlamat: tidak ada")

    form = form_of(scanned)
    assert form["telepon"] == "0812-0000-0108"
    assert form["alamat"] == ""
    assert form["perusahaan"] == "PT Contoh Kertas"


def test_a_corrected_address_is_where_the_customer_gets_mail(scanned: Town) -> None:
    scanned.reply(TU, "Mohon dicocokkan", "PERBAIKI\nEmail: mutu@perusahaan.example")

    (row,) = scanned.rows("select address from forms")
    assert row.address == "mutu@perusahaan.example"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("PERBAIKI\nEmail: bukan alamat@", "tidak dapat dipakai"),
        ("PERBAIKI\nHal: Keluhan keterlambatan LHU", "tidak ada yang berubah"),
        ("PERBAIKI", "Kolom mana"),
    ],
)
def test_a_correction_that_cannot_be_made_is_asked_back(scanned: Town, words: str, why: str) -> None:
    before = form_of(scanned)

    scanned.reply(TU, "Mohon dicocokkan", words)

    assert why in body(scanned.last(TU, "Mohon diperjelas"))
    assert form_of(scanned) == before


def test_a_correction_of_a_held_mail_is_on_record_with_old_and_new(town: Town) -> None:
    town.write(KETUA, "Fwd: Keluhan LHU", "Kami mengeluh: LHU nomor 12/LHU/2026 belum kami terima.")

    town.reply(TU, "Mohon ditelaah", "PERBAIKI\nHal: Keluhan LHU nomor 12/LHU/2026")

    (row,) = town.rows(
        "select p.payload from audit a join audit_payloads p on p.seq = a.seq"
        " where a.event = 'isian_diperbaiki'"
    )
    assert json.loads(row.payload)["isian"] == {"hal": ["Keluhan LHU", "Keluhan LHU nomor 12/LHU/2026"]}


def test_the_pokja_learns_that_its_draft_was_made_from_an_older_form(town: Town) -> None:
    town.go_to("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)

    release(town.desk, "PGD-2026-0001", "perbaiki\nPerusahaan: PT Contoh Makmur")
    town.work()

    notice = town.last(KETUA, "Pemberitahuan")
    assert "“PT Contoh Sejahtera” menjadi “PT Contoh Makmur”" in told(notice)
    assert "PT Contoh Makmur" in words_of(form_in(notice))


def test_the_approver_is_told_before_he_signs_that_the_form_was_corrected(town: Town) -> None:
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")

    release(town.desk, "PGD-2026-0001", "perbaiki\nPerusahaan: PT Contoh Makmur")
    town.work()

    assert "dengan REVISI" in told(town.last(KEPALA, "Mohon persetujuan"))
