"""Files that may do harm reach nobody by mail: the letter is registered, and TU is told what is missing."""

import io
from dataclasses import dataclass
from zipfile import ZipFile

import pytest

from pipeline.errors import OutsideError
from pipeline.mail.reading import Reader as AnyReader
from pipeline.office.rescan import Rescan
from pipeline.outside.scanning import ScanningReader
from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import DISPOSISI, KEPALA, KETUA, TU, WBS, Reader, Town, body, file_of, files_of
from tests.servers.clamav import EICAR

OCTETS = "application/octet-stream"


@dataclass(slots=True)
class Scanner:
    """Finds the test file; `down` while nobody answers."""

    down: bool = False

    def scan(self, content: bytes) -> str:
        """The verdict."""
        if self.down:
            raise OutsideError("tidak menjawab", permanent=False)
        return "Uji.Eicar" if EICAR in content else ""


class ScannedTown(Town):
    """The same town with a scanner."""

    scanner = Scanner()

    def reader(self) -> AnyReader:
        return ScanningReader(super().reader(), self.scanner)


@pytest.fixture
def scanned(town: Town) -> ScannedTown:
    made = ScannedTown(town.desk, town.clock)
    made.scanner.down = False
    return made


def _zip(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(name, content)
    return made.getvalue()


def _told(town: Town) -> str:
    return " ".join(body(town.last(TU, "Pemberitahuan")).replace(">", " ").split())


@pytest.mark.parametrize(
    ("name", "content"),
    [("surat.pdf.exe", b"MZ"), ("foto.zip", _zip("foto.jpg.scr", b"x")), ("isian.docm", _zip("a", b"x"))],
)
def test_a_program_goes_to_nobody_and_the_letter_is_registered(town: Town, name: str, content: bytes) -> None:
    town.complain(files=[(name, OCTETS, content), ("foto.txt", "text/plain", b"foto")])

    asked = town.last(KEPALA, "Mohon disposisi")
    assert name not in files_of(asked)
    assert "surel-asli.eml" not in files_of(asked)
    assert "foto.txt" in files_of(asked)
    assert f"{name} (ditahan:" in body(asked)
    assert name in _told(town)


def test_what_the_scanner_finds_goes_to_nobody_through_the_whole_way(scanned: ScannedTown) -> None:
    scanned.complain(files=[("surat.txt", "text/plain", EICAR)])

    scanned.go_to("evaluasi")

    sent = [part for mail in scanned.relay.taken for part in mail.walk() if not part.is_multipart()]
    assert not [part for part in sent if EICAR in (part.get_payload(decode=True) or b"")]
    assert "virus terdeteksi (Uji.Eicar)" in _told(scanned) or scanned.got(TU, "Pemberitahuan")


def test_a_scanner_that_is_down_holds_the_files_and_registers_the_letter(scanned: ScannedTown) -> None:
    scanned.scanner.down = True

    scanned.complain(files=[("foto.txt", "text/plain", b"foto")])

    assert scanned.case().state == "disposisi"
    assert "foto.txt" not in files_of(scanned.last(KEPALA, "Mohon disposisi"))
    assert "belum dipindai" in _told(scanned)


def test_what_waited_for_the_scanner_is_freed_or_kept_once_it_is_back_and_tu_is_told_once(
    scanned: ScannedTown,
) -> None:
    scanned.scanner.down = True
    files = [("foto.txt", "text/plain", b"foto"), ("b.txt", "text/plain", EICAR), ("c.exe", OCTETS, b"MZ")]
    scanned.complain(files=files)
    rescan = Rescan(scanned.desk, ScanningReader(Reader(scanned.clock), scanned.scanner))

    assert not rescan()
    scanned.scanner.down = False
    assert not rescan()
    scanned.clock.pass_time(minutes=6)
    assert rescan()
    scanned.clock.pass_time(minutes=6)
    assert not rescan()
    scanned.work()

    told = scanned.last(TU, "Pemberitahuan")
    assert "foto.txt: aman, dilepas" in _told(scanned)
    assert "b.txt: virus terdeteksi (Uji.Eicar)" in _told(scanned)
    assert [name for name in files_of(told) if name.endswith((".txt", ".exe", ".eml"))] == ["foto.txt"]
    scanned.go_to("tindak_lanjut")
    assert "foto.txt" in files_of(scanned.last(KETUA, "Mohon"))
    assert not {"b.txt", "c.exe"} & set(files_of(scanned.last(KETUA, "Mohon")))


@pytest.mark.parametrize(
    ("subject", "words", "reader"),
    [
        ("Laporan", "Kami melaporkan pungli: petugas penguji meminta uang di luar tarif.", WBS),
        ("Kode verifikasi Anda", "Kode verifikasi Anda adalah 482913. Berlaku 10 menit.", ""),
        ("Penawaran", "Kami menawarkan diskon 20% untuk pembelian alat laboratorium. Brosur terlampir.", ""),
    ],
)
def test_what_reached_one_reader_or_nobody_is_not_shown_to_tu_once_it_is_scanned(
    scanned: ScannedTown, subject: str, words: str, reader: str
) -> None:
    scanned.scanner.down = True
    scanned.write("orang@luar.example", subject, words, files=[("bukti-rahasia.txt", "text/plain", b"x")])
    scanned.scanner.down = False
    rescan = Rescan(scanned.desk, ScanningReader(Reader(scanned.clock), scanned.scanner))
    before = len(scanned.relay.taken)

    assert rescan()
    scanned.work()

    told = scanned.relay.taken[before:]
    assert [str(mail["To"]) for mail in told] == [reader] * bool(reader)
    assert all("bukti-rahasia.txt" in files_of(mail) for mail in told)
    on_record = "select payload from audit_payloads join audit using (seq) where event = 'dipindai_ulang'"
    ((payload,),) = scanned.rows(on_record)
    assert ("bukti-rahasia" in payload) is not (reader == WBS)


def test_an_answer_of_the_staff_with_a_virus_moves_nothing(scanned: ScannedTown) -> None:
    scanned.complain()

    scanned.reply(KEPALA, "Mohon disposisi", DISPOSISI, files=[("a.txt", "text/plain", EICAR)])

    assert scanned.case().state == "disposisi"
    assert "virus terdeteksi" in body(scanned.last(KEPALA, "Mohon diperjelas"))
    scanned.reply(KEPALA, "Mohon diperjelas", DISPOSISI)
    assert scanned.case().state == "tindak_lanjut"


def test_a_program_in_a_mail_in_the_mail_takes_that_mail_along(town: Town) -> None:
    inner = town.letter(CUSTOMER, "Dalam", "isi", files=[("a.exe", OCTETS, b"MZ")])
    town.complain(files=[("dalam.eml", OCTETS, inner)])

    asked = town.last(KEPALA, "Mohon disposisi")
    assert not [name for name in files_of(asked) if name.endswith(".eml")]


@pytest.mark.parametrize(
    ("sender", "name", "words"),
    [
        ("kepala@ba1ai.example", "Kepala", COMPLAINT),
        (CUSTOMER, "kepala@balai.example", COMPLAINT),
        (CUSTOMER, "IT", COMPLAINT + "Kuota kotak surat Anda hampir penuh, buka https://x.test/masuk"),
    ],
)
def test_a_mail_that_lures_is_held_for_tu_and_answered_by_nobody(
    town: Town, sender: str, name: str, words: str
) -> None:
    town.write(f'"{name}" <{sender}>', "Keluhan keterlambatan LHU", words)

    assert town.rows("select 1 from cases") == []
    assert town.got(sender) == []
    assert "Mungkin penipuan" in " ".join(body(town.last(TU, "Mohon ditelaah")).split())


def test_staff_see_that_a_letter_came_from_outside(town: Town) -> None:
    town.complain()

    told = " ".join(body(town.last(KEPALA, "Mohon disposisi")).split())
    assert "Asal surat : luar Balai (perusahaan.example)" in told


def test_tu_sees_that_a_sender_is_not_proven_and_whom_he_resembles(town: Town) -> None:
    town.write("kepala@ba1ai.example", "Halo", "Selamat pagi.", Authentication_Results="")
    town.write("orang@lain.example", "Halo", "Selamat siang.", Authentication_Results="")

    first, second = (" ".join(body(mail).split()) for mail in town.got(TU, "Mohon ditelaah"))
    assert "PERHATIAN, luar Balai: ba1ai.example mirip dengan balai.example" in first
    assert "luar Balai (lain.example); pengirim belum terbukti" in second


def test_no_markup_of_a_stranger_reaches_the_staff(town: Town) -> None:
    words = (
        "Kami mengadukan LHU yang terlambat. " + '<img src="http://x.test/p.gif"><script>alert(1)</script>'
    )
    town.write(CUSTOMER, "<b>Keluhan</b> <img src=http://x.test/a>", words)

    for mail in (town.last(KEPALA, "Mohon disposisi"),):
        part = mail.get_body(("html",))
        assert part is not None
        shown = str(part.get_content())
        assert "<script" not in shown
        assert "<img" not in shown
        assert "x.test" in shown
    assert file_of(town.last(KEPALA, "Mohon disposisi"), ".eml")


def test_the_pokja_s_later_mails_leave_the_file_out_too(town: Town) -> None:
    town.complain(files=[("a.exe", OCTETS, b"MZ")])

    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)

    assert "a.exe" not in files_of(town.last(KETUA, "Mohon konsep"))
