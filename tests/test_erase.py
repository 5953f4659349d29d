"""An erased case leaves no trace: not in the database, its logs, the archive, or a backup, old or new."""

import logging
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, select

from pipeline import erasing, restoring, safekeeping
from pipeline.errors import OutsideError, Refusal
from pipeline.mail.envelope import FetchedMail, Lying
from pipeline.office import rebuild
from pipeline.office.agenda import gather_agenda
from pipeline.office.audit import verify
from pipeline.office.dossier import destinations, file_case
from pipeline.office.erase import Ground, erase
from pipeline.office.listing import list_cases
from pipeline.office.press import Press
from pipeline.office.read import reader_ahead
from pipeline.office.show import show_case, timeline
from pipeline.outside import tombstone_file
from pipeline.outside.encryption import Encryption
from pipeline.safekeeping import Place
from pipeline.store import audit, cursors, recovery
from pipeline.store.database import open_engine, reading, writing
from pipeline.store.mail_tables import blobs
from pipeline.store.sweep import sweep
from tests import traces
from tests.office.registers import new_desk
from tests.office.snapshot import Snapshot, restore, snapshot
from tests.office.town import KEPALA, KETUA, Relay, Town
from tests.offices import ADDRESS, MONDAY, Clock, a_desk
from tests.pdfs import pdf_of

FIRST, SECOND = "PGD-2026-0001", "PGD-2026-0002"
GROUND = Ground(basis="UU 27/2022 pasal 43 ayat (1) huruf c")
MUTU = "mutu@zarquonqwixo.example"
#: what only this customer's case holds, each in another place of it
CANARIES = (
    MUTU,
    "Bagian Vermiliont",
    "PT Zarquon Qwixotara",
    "plumbagorembes",
    "3275019901770001",
    "0811-9977-0011",
    "lhu-kwartzofil",
    "isilampiran-azurblatt",
    "susulan-ochrefink",
    "penyebab-siennaquark",
    "jawaban-umbrafjord",
    "Jérôme-Ünïqwé",
    "notulen-cobaltvix",
    "puas-ceruleanjynx",
)
LETTER = """Kepada Yth. Kepala Balai

Nomor: 012/ZQ/XI/2026
Hal: Keluhan plumbagorembes atas LHU LHU-2026-00123

Kami menyampaikan keluhan: LHU nomor LHU-2026-00123 belum kami terima. NIK 3275019901770001.
Telepon: 0811-9977-0011
Hormat kami, Jérôme-Ünïqwé

PT Zarquon Qwixotara
"""
KONSEP = """Penyebab: penyebab-siennaquark pada alat AAS.
Koreksi: LHU diterbitkan hari ini.
Tindakan korektif: Jadwal perawatan alat diperbarui.
Pencegahan: Pelanggan diberi tahu.
Jawaban: Kami mohon maaf. jawaban-umbrafjord."""
NOTULEN = """NOTULEN
Hari/tanggal: Senin, 23 November 2026
Peserta: Ketua Pokja Pengujian; Analis
Pembahasan: Sosialisasi notulen-cobaltvix.
Kesimpulan: Tindakan diterapkan.
Efektif: ya"""
BOOK = "select register, value, text from numbers order by 1, 2"
PDF = "application/pdf"
SHARED = ("tarif.pdf", PDF, pdf_of("Daftar tarif yang sama pada dua perkara"))


@dataclass
class Home:
    """A town with a folder of backups."""

    town: Town
    place: Place
    folder: Path

    def contents(self) -> dict[str, bytes]:
        """Every byte that the office keeps: the database as it lies or is dumped, archive, backups."""
        engine = self.town.desk.engine
        found = traces.files(self.place.folder)
        with reading(engine) as connection:
            kept = connection.execute(select(blobs).where(blobs.c.content.is_not(None))).all()
        found |= {f"arsip {row.sha256}": bytes(row.content) for row in kept}
        if engine.dialect.name == "sqlite":
            return found | traces.files(self.folder)
        address = make_url(engine.url).set(drivername="postgresql").render_as_string(hide_password=False)
        dump = subprocess.run(["pg_dump", f"--dbname={address}"], capture_output=True, check=True).stdout
        return found | {"pg_dump": dump}

    def erase(self, number: str = FIRST, ground: Ground = GROUND) -> erasing.Erased:
        """Erase a case."""
        return erasing.erase_case(self.town.desk, self.place, number, ground)

    def back_up(self) -> Path:
        """Take a backup."""
        return safekeeping.back_up(self.town.desk.engine, self.place, self.town.desk.clock()).path


@pytest.fixture
def served(postgres_register: str, tmp_path: Path) -> Iterator[Home]:
    """An office on PostgreSQL, whose first case is closed."""
    engine = open_engine(postgres_register)
    clock = Clock()
    town = Town(a_desk(engine, clock), clock)
    complain(town)
    close(town)
    yield _home(town, tmp_path)
    engine.dispose()


@pytest.fixture(scope="session")
def album() -> dict[str, Snapshot]:
    """The office as it was before and after the end of its first case: the way is gone once a process."""
    return {}


@pytest.fixture
def past(album: dict[str, Snapshot], tmp_path: Path) -> Iterator[Home]:
    """An office on SQLite with a backup from before the end of its first case, which is closed now."""
    desk = new_desk(tmp_path, clock := Clock())
    town = Town(desk, clock)
    if not album:
        complain(town)
        album["open"] = snapshot(town)
        close(town)
        album["closed"] = snapshot(town)
    restore(town, album["open"])
    home = _home(town, tmp_path)
    home.back_up()
    restore(town, album["closed"])
    yield home
    town.desk.engine.dispose()


def _home(town: Town, folder: Path) -> Home:
    (folder / "data").mkdir(exist_ok=True)
    return Home(town, Place(folder=folder / "cadangan", encryption=Encryption(), keep=9), folder / "data")


def complain(town: Town) -> None:
    """The case with a word of its own in every place."""
    files = [("lhu-kwartzofil.pdf", PDF, pdf_of("isilampiran-azurblatt")), SHARED]
    town.write(f"Bagian Vermiliont <{MUTU}>", "Keluhan plumbagorembes", LETTER, files=files)
    town.pass_time(days=1)
    town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian\nInstruksi: Teliti plumbagorembes")
    town.write(
        f"Bagian Vermiliont <{MUTU}>",
        f"Re: Keluhan [{FIRST} {town.case().tag}]",
        "Kami menambahkan susulan-ochrefink atas surat kami.",
    )
    town.write(KETUA, "DAFTAR", "DAFTAR")


def close(town: Town) -> None:
    """The same case to its end, with a later one that resembles it and has a file in common."""
    town.reply(KETUA, "Mohon konsep", KONSEP)
    town.reply(KETUA, "Mohon paraf", "PARAF")
    town.pass_time(minutes=16)
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    town.sign()
    town.pass_time(minutes=16)
    words = LETTER.replace("plumbagorembes", "siennaquark penyebab alat AAS").replace(
        "Zarquon Qwixotara", "Lain"
    )
    for word, other in (("3275019901770001", "-"), ("0811-9977-0011", "-"), ("Jérôme-Ünïqwé", "-")):
        words = words.replace(word, other)
    words = words.replace("LHU-2026-00123", "LHU-2026-00999").replace("siennaquark ", "")
    town.write("mutu@lain.example", "Keluhan alat AAS", f"{words}\nLayanan: pengujian", files=[SHARED])
    town.pass_time(minutes=16)
    town.reply(KETUA, "Mohon notulen", NOTULEN)
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")
    town.pass_time(days=4)
    town.reply(MUTU, "telah selesai", "Nilai 2, puas-ceruleanjynx")
    town.pass_time(hours=2)
    assert town.case().state == "selesai", town.case().state


def prove(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """Every word is found before the erasure, and none afterwards, in whatever the office keeps."""
    caplog.set_level(logging.DEBUG)
    before = {word for word, _, _ in traces.found(CANARIES, home.contents())}

    done = home.erase()
    home.back_up()

    assert before == set(CANARIES), set(CANARIES) - before
    assert traces.found(CANARIES, home.contents()) == set()
    assert traces.found(CANARIES, {"log": caplog.text.encode()}) == set()
    assert len(done.stone.mails) > 15
    home.town.check()
    assert verify(home.town.desk.engine)[1] == []


def test_nothing_of_an_erased_case_is_found_again(past: Home, caplog: pytest.LogCaptureFixture) -> None:
    shutil.rmtree(past.place.folder)

    prove(past, caplog)


def test_nothing_of_an_erased_case_is_found_in_a_dump_of_postgresql(
    served: Home, caplog: pytest.LogCaptureFixture
) -> None:
    prove(served, caplog)


def test_what_goes_is_told_before_it_goes(past: Home) -> None:
    seen = erasing.seen(past.town.desk, FIRST, ())

    told = seen.going
    assert told is not None
    assert (told.perkara, told.tahap, told.pelanggan) == (FIRST, "selesai", "PT Zarquon Qwixotara")
    # The daily reports, Ketua's list, and the request for the disposisi of the case that resembles it.
    assert told.surel_yang_menyebut >= 3
    assert told.isi_milik_bersama == 1
    lying = [(copy.folder, copy.uid) for copy in seen.copies if copy.folder]
    assert ("INBOX", 1) in lying
    assert all(copy.message_id for copy in seen.copies)
    assert len(seen.copies) == told.surat_masuk + told.surat_keluar


def test_number_hash_days_and_ground_stay(past: Home) -> None:
    town = past.town
    letter = town.case().letter_number
    runs = town.rows("select step, opened_at, closed_at from step_runs where case_id = 1")
    hashes = town.rows("select sha256 from inbox")

    past.erase(ground=Ground(basis=GROUND.basis, minutes="BA-7/2026"))

    row = town.case()
    assert (row.number, row.agenda, row.letter_number, row.state) == (FIRST, "1/2026", letter, "selesai")
    assert town.rows("select step, opened_at, closed_at from step_runs where case_id = 1") == runs
    assert town.rows("select sha256 from inbox") == hashes
    (kept,) = town.rows("select basis, minutes from erasures")
    assert tuple(kept) == (GROUND.basis, "BA-7/2026")
    (last,) = town.rows("select event, actor from audit order by seq desc limit 1")
    assert tuple(last) == ("perkara_dihapus", "operator")


def test_a_file_that_another_case_has_too_stays(past: Home) -> None:
    past.erase()

    kept = past.town.rows("select content from blobs where size = :size", size=len(SHARED[2]))
    assert [bytes(row.content) for row in kept] == [SHARED[2]]


def test_the_other_case_goes_on_as_if_nothing_had_been(past: Home) -> None:
    past.erase()

    past.town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian\nInstruksi: Teliti")

    assert past.town.case(SECOND).state == "tindak_lanjut"
    assert verify(past.town.desk.engine)[1] == []


def test_a_reply_in_another_case_that_quotes_it_keeps_its_own_words(past: Home) -> None:
    """The request for a disposisi shows earlier complaints, and whoever replies quotes it."""
    past.town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian\nInstruksi: Teliti kembali")
    shutil.rmtree(past.place.folder)

    past.erase()

    assert traces.found(CANARIES, past.contents()) == set()
    assert past.town.case(SECOND).instruksi == "Teliti kembali"
    (reply,) = past.town.rows(
        "select f.data from facts f join inbox i on i.id = f.inbox_id "
        "where i.case_id = 2 and i.kind = 'balasan'"
    )
    assert "Teliti kembali" in str(reply.data)


def test_an_erased_case_can_still_be_listed_and_says_why_it_has_nothing_to_show(past: Home) -> None:
    desk = past.town.desk
    past.erase()

    first, *_ = list_cases(desk, closed=True)
    assert first.hal == "(data dihapus)"
    assert show_case(desk, FIRST).formulir == {"hal": "(data dihapus)"}
    assert timeline(desk, FIRST)[-1].peristiwa == "perkara_dihapus"
    assert all(each.rincian == {} for each in timeline(desk, FIRST)[:-1])
    assert [each.kesalahan for each in [gather_agenda(desk, 2026)]] == [[]]
    assert destinations(desk, None, 2026, past.folder / "berkas")[0][0] == SECOND
    with pytest.raises(Refusal, match="sudah dihapus"):
        file_case(desk, lambda *_: pytest.fail("bound"), FIRST, past.folder / "berkas.pdf")


def test_an_erased_case_is_never_asked_about_again(past: Home) -> None:
    past.erase()
    before = len(past.town.relay.taken)

    for _ in range(4):
        past.town.pass_time(days=30)

    said = [str(mail["Subject"]) for mail in past.town.relay.taken[before:]]
    assert not [each for each in said if FIRST in each]


def test_a_case_that_is_open_is_not_erased_without_a_reason(past: Home) -> None:
    with pytest.raises(Refusal, match="belum selesai"):
        past.erase(SECOND)

    ground = Ground(basis=GROUND.basis, although_open="permintaan tertulis pelanggan")
    past.erase(SECOND, ground)

    row = past.town.case(SECOND)
    assert (row.state, bool(row.closed_at)) == ("dicabut", True)
    past.town.pass_time(days=10)
    assert past.town.rows("select 1 from requests where case_id = 2 and closed_at is null") == []
    assert verify(past.town.desk.engine)[1] == []


def test_nothing_is_erased_without_a_legal_ground(past: Home) -> None:
    with pytest.raises(Refusal, match="dasar hukum"):
        past.erase(ground=Ground(basis=" "))

    assert past.town.rows("select 1 from erasures") == []


def test_an_erasure_that_was_cut_off_is_finished_by_doing_it_again(
    past: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: object) -> tuple[str, ...]:
        raise OutsideError("sedang dipakai", permanent=False, remedy="coba lagi")

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "sweep", busy)
        with pytest.raises(OutsideError):
            past.erase()

    done = past.erase()

    assert done.stone.stays.perkara == FIRST
    assert "cadangan dibuat sebelum penghapusan" in " ".join(done.remains)
    assert len(past.town.rows("select 1 from erasures")) == 1


def test_a_register_in_use_is_not_called_clean(past: Home) -> None:
    erase(past.town.desk, FIRST, GROUND)

    with reading(past.town.desk.engine) as connection:
        connection.execute(select(blobs.c.sha256).limit(1)).all()
        with pytest.raises(OutsideError, match="belum dapat dibersihkan"):
            sweep(past.town.desk.engine, patience=0.1)


def test_an_old_backup_brings_nothing_back(past: Home, tmp_path: Path) -> None:
    past.erase()
    (old,) = past.place.all()
    engine = open_engine(f"sqlite:///{tmp_path / 'pulih' / 'register.db'}")

    done = restoring.restore(engine, old, past.place, past.town.clock())

    assert done.erased == 1
    assert traces.found(CANARIES, traces.files(tmp_path / "pulih")) == set()
    with reading(engine) as connection:
        assert audit.verify(connection)[1] == []
    engine.dispose()


def test_a_copy_of_the_backups_from_before_the_erasure_needs_the_newer_list(
    past: Home, tmp_path: Path
) -> None:
    shutil.copytree(past.place.folder, tmp_path / "luar")
    past.erase()
    elsewhere = Place(folder=tmp_path / "luar", encryption=Encryption(), keep=9)
    engine = open_engine(f"sqlite:///{tmp_path / 'pulih' / 'register.db'}")

    newer = past.place.folder / tombstone_file.NAME
    done = restoring.restore(engine, elsewhere.all()[0], elsewhere, past.town.clock(), newer)

    assert done.erased == 1
    assert traces.found(CANARIES, traces.files(tmp_path / "pulih")) == set()
    engine.dispose()


@pytest.mark.parametrize("backup", ["before the letter came", "while the case was open"])
def test_a_rebuild_from_the_journal_brings_nothing_back(
    past: Home, album: dict[str, Snapshot], tmp_path: Path, backup: str
) -> None:
    """Both mailboxes still have every mail, for nobody has deleted the copies yet."""
    town = past.town
    if backup.startswith("before"):
        shutil.rmtree(past.place.folder)
        fresh = Town(new_desk(tmp_path / "data", clock := Clock()), clock)
        Home(fresh, past.place, past.folder).back_up()
        fresh.desk.engine.dispose()
    journal = Journal(town)
    known = [tuple(row) for row in town.rows("select number, agenda, letter_number from cases")]
    book = [tuple(row) for row in town.rows(BOOK)]
    past.erase()
    engine = open_engine(f"sqlite:///{tmp_path / 'pulih' / 'register.db'}")
    restoring.restore(engine, past.place.all()[0], past.place, town.clock())

    again = rebuilt(town, engine, journal)

    assert traces.found(CANARIES, traces.files(tmp_path / "pulih")) == set()
    assert [tuple(row) for row in again.rows(BOOK)] == book
    cases = [tuple(row) for row in again.rows("select number, agenda, letter_number from cases")]
    assert cases == (known[1:] if backup.startswith("before") else known)
    again.check()
    assert verify(engine)[1] == []
    again.complain("baru@perusahaan.example")
    assert again.rows("select number from cases order by id desc limit 1")[0].number == "PGD-2026-0003"
    engine.dispose()


class Journal:
    """The journal's mailbox: a copy of every mail that left."""

    def __init__(self, town: Town) -> None:
        query = (
            "select o.frozen_at, b.content from outbox o join blobs b on b.sha256 = o.sha256 order by o.id"
        )
        self.mails = [
            FetchedMail(number, bytes(row.content), town.clock())
            for number, row in enumerate(town.rows(query), 1)
        ]

    def listing(self) -> list[Lying]:
        """Every mail."""
        return [Lying(mail.uid, len(mail.raw), mail.received_at) for mail in self.mails]

    def fetch(self, uid: int) -> FetchedMail | None:
        """One mail."""
        return self.mails[uid - 1]


def rebuilt(town: Town, engine: Engine, journal: Journal) -> Town:
    """The office on a restored register, rebuilt as rebuilding.py does it, from its box and its journal."""
    desk = a_desk(engine, town.clock)
    for _ in range(500):
        # The tests' chance counts up, and a new desk begins again.
        desk.chance(16)
    with reading(engine) as connection:
        restored = recovery.pending(connection)
    assert restored is not None
    since = restored.snapshot_at
    rebuild.begin(desk, rebuild.read_journal(desk, journal, since))
    with writing(engine) as connection:
        place = (ADDRESS, "INBOX", 1)
        if cursors.find(connection, *place) is None:
            cursors.start(connection, *place, last_uid=0, since=MONDAY, from_start=True)
    again = object.__new__(Town)
    again.desk, again.clock, again.sealer = desk, town.clock, None
    again.printer, again.relay, again.box, again._written = town.printer, Relay(), town.box, 900
    again.press = Press(again.printer.convert)
    again.ahead = reader_ahead(desk, again.reader())
    again.work("collect", "read")
    again.work("handle", "produce")
    assert rebuild.finish(desk, give_up=False) == ()
    sweep(engine)
    return again
