"""What a law asks of the register: destruction after retention, one person's data, the notice of a breach."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document

from pipeline import erasing
from pipeline.errors import Refusal
from pipeline.letters.breach_notice import document, markdown
from pipeline.letters.destruction import TITLE, sheet, workbook
from pipeline.letters.pdf_words import page_texts
from pipeline.office.breach import assess
from pipeline.office.erase import Ground, erase
from pipeline.office.export import DATA, INDEX, export
from pipeline.office.retention import approved, propose
from pipeline.outside.config_retention import DEFAULT, Retensi
from pipeline.outside.encryption import Encryption
from pipeline.outside.typesetting import set_book
from pipeline.safekeeping import Place
from pipeline.sop.retention import Fate
from pipeline.sop.steps import State
from pipeline.store.database import writing
from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.snapshot import Snapshot, restore, snapshot
from tests.office.town import KEPALA, KETUA, NOTULEN, TU, WBS, Town
from tests.offices import ZONE

Till = Callable[[str], Town]
FIRST, SECOND = "PGD-2026-0001", "PGD-2026-0002"
SCHEDULE = tuple(item.retention() for item in DEFAULT)
DESTROYED = (replace(SCHEDULE[0], fate=Fate.MUSNAH),)
MINUTES = "BA-07/BSPJI/2026"


@pytest.fixture(scope="session")
def ended() -> dict[str, Snapshot]:
    """The town of `closed`, made once a process."""
    return {}


@pytest.fixture
def closed(town: Town, till: Till, ended: dict[str, Snapshot]) -> Town:
    """One case went its whole way, another was found to be none, and somebody reported a bribe."""
    if ended:
        restore(town, ended["town"])
        return town
    till("evaluasi")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")
    town.complain("orang@lain.example", COMPLAINT.replace("LHU-2026-00123", "LHU-2026-00777"))
    town.reply(KEPALA, "Mohon disposisi", "BUKAN PENGADUAN karena hanya pertanyaan")
    town.write(CUSTOMER, "Laporan", "Saya melaporkan pungli jalapenogate oleh petugas.")
    town.pass_time(days=4)
    ended["town"] = snapshot(town)
    return town


def at(month: int, day: int, hour: int = 0) -> datetime:
    """A moment of 2026 in the office's time."""
    return datetime(2026, month, day, hour, tzinfo=ZONE)


def in_years(town: Town, years: int) -> Town:
    """The clock goes on, and nothing else does."""
    town.clock.now = town.clock.now.replace(year=town.clock.now.year + years)
    return town


# Retention


def test_nothing_is_due_before_both_retentions_are_over(closed: Town) -> None:
    assert propose(in_years(closed, 4).desk, SCHEDULE).musnah == ()
    assert propose(closed.desk, SCHEDULE).kode == ""


def test_what_is_over_is_proposed_and_names_nobody(closed: Town) -> None:
    proposal = propose(in_years(closed, 5).desk, SCHEDULE)

    assert [due.perkara for due in proposal.musnah] == [FIRST, SECOND]
    first = proposal.musnah[0]
    assert (first.agenda, first.tahun, first.nasib) == ("1/2026", 2026, "dinilai kembali")
    assert first.habis == first.ditutup.replace(year=first.ditutup.year + 5)
    assert CUSTOMER not in str(proposal)
    assert "Contoh Sejahtera" not in str(proposal)


def test_the_first_class_that_fits_is_the_case_s_own(closed: Town) -> None:
    none = Retensi(kelas="bukan", keadaan=(State.BUKAN_PENGADUAN,), aktif=1, inaktif=0, nasib=Fate.MUSNAH)
    schedule = (none.retention(), replace(SCHEDULE[0], fate=Fate.PERMANEN))

    soon = propose(in_years(closed, 1).desk, schedule)
    later = propose(in_years(closed, 4).desk, schedule)

    assert [due.perkara for due in soon.musnah] == [SECOND]
    assert [due.perkara for due in later.serah] == [FIRST]


def test_a_closed_case_without_a_class_is_told(closed: Town) -> None:
    schedule = (replace(SCHEDULE[0], appeals=True),)

    assert propose(in_years(closed, 9).desk, schedule).tanpa_kelas == (FIRST, SECOND)


def test_29_february_ends_on_the_day_after_the_last() -> None:
    assert SCHEDULE[0].over(date(2028, 2, 29)) == (date(2030, 3, 1), date(2033, 3, 1))


def test_the_list_is_a_workbook_and_a_sheet_to_sign(closed: Town) -> None:
    proposal = propose(in_years(closed, 5).desk, SCHEDULE)

    with zipfile.ZipFile(io.BytesIO(workbook(proposal))) as book:
        names, strings = book.read("xl/workbook.xml").decode(), book.read("xl/sharedStrings.xml").decode()
    text = " ".join(page_texts(set_book([sheet(proposal)], title=TITLE, foot=TITLE).pdf))

    assert re.findall(r'<sheet name="([^"]+)"', names) == ["Usul musnah", "Usul serah"]
    assert re.findall(r"PGD-2026-\d+, \d/2026", strings) == [f"{FIRST}, 1/2026", f"{SECOND}, 2/2026"]
    for said in ("Usul Musnah", proposal.kode, "Panitia Penilai Arsip", "Nomor berita acara"):
        assert said in text


def test_an_approval_destroys_what_is_on_its_list_and_nothing_else(closed: Town, tmp_path: Path) -> None:
    place = Place(folder=tmp_path / "cadangan", encryption=Encryption(), keep=3)
    proposal = propose(in_years(closed, 5).desk, DESTROYED)

    going = approved(proposal, proposal.kode, MINUTES, without=[SECOND])
    gone, left, _ = erasing.destroy(closed.desk, place, going)

    assert (gone, left) == ([FIRST], [])
    (row,) = closed.rows("select number, basis, minutes from erasures")
    assert (row.number, row.minutes) == (FIRST, MINUTES)
    assert "pasal 44 ayat (1) huruf a" in row.basis
    assert [due.perkara for due in propose(closed.desk, DESTROYED).musnah] == [SECOND]


@pytest.mark.parametrize(
    ("code", "minutes", "without"),
    [
        ("DUM-00000000", MINUTES, ()),
        ("", MINUTES, ()),
        ("its own", " ", ()),
        ("its own", MINUTES, ("PGD-2026-0009",)),
    ],
    ids=["another code", "no code", "no minutes", "a case that is not listed"],
)
def test_an_approval_that_is_not_of_this_list_destroys_nothing(
    closed: Town, code: str, minutes: str, without: tuple[str, ...]
) -> None:
    proposal = propose(in_years(closed, 5).desk, DESTROYED)

    with pytest.raises(Refusal):
        approved(proposal, proposal.kode if code == "its own" else code, minutes, without)


def test_the_approval_of_an_older_list_destroys_nothing(closed: Town) -> None:
    older = propose(in_years(closed, 5).desk, DESTROYED)
    erase(closed.desk, SECOND, Ground(basis="UU 27/2022 pasal 43"))

    with pytest.raises(Refusal, match="daftar itu berubah"):
        approved(propose(closed.desk, DESTROYED), older.kode, MINUTES)


def test_a_case_under_objection_waits(closed: Town) -> None:
    with writing(closed.desk.engine) as connection:
        connection.exec_driver_sql(
            "update cases set surat_terkait = 1, state = 'tindak_lanjut', closed_at = null where id = 2"
        )

    proposal = propose(in_years(closed, 5).desk, DESTROYED)

    assert proposal.musnah[0].keterangan.startswith("ditunda")
    assert approved(proposal, proposal.kode, MINUTES) == []


# One person's data


def test_a_person_gets_all_that_is_his_and_nothing_of_others(closed: Town, tmp_path: Path) -> None:
    out = tmp_path / "keluar"
    out.mkdir()

    given = export(closed.desk, CUSTOMER.upper(), out)

    assert [each.perkara for each in given.perkara] == [FIRST]
    data = json.loads((out / DATA).read_text())
    assert data["perkara"][0]["formulir"]["nomor_surat"] == "012/PT-C/XI/2026"
    page = (out / INDEX).read_text()
    assert "LHU-2026-00123" in page
    assert "pasal 13" in page
    assert {piece.berkas.partition("/")[0] for piece in given.berkas} == {
        "surel-masuk",
        "surel-keluar",
        "surat",
    }
    everything = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file())
    for alien in (b"orang@lain.example", b"LHU-2026-00777", KETUA.encode(), b"jalapenogate", WBS.encode()):
        assert alien not in everything


def test_his_originals_are_as_they_came(closed: Town, tmp_path: Path) -> None:
    given = export(closed.desk, CUSTOMER, tmp_path)

    first = next(piece for piece in given.berkas if piece.berkas.startswith("surel-masuk"))
    assert (tmp_path / first.berkas).read_bytes() == closed.box.mails[0].raw


def test_words_of_a_stranger_are_no_markup_in_his_page(town: Town, tmp_path: Path) -> None:
    town.complain(words=COMPLAINT.replace("PT Contoh Sejahtera", "PT <script>alert(1)</script>"))

    export(town.desk, CUSTOMER, tmp_path)

    assert "<script" not in (tmp_path / INDEX).read_text()


@pytest.mark.parametrize(
    ("address", "why"), [("siapa@mana.example", "Tidak ada data"), (TU, "alamat jabatan")]
)
def test_where_nothing_is_held_nothing_is_written(
    closed: Town, tmp_path: Path, address: str, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        export(closed.desk, address, tmp_path)

    assert list(tmp_path.glob("*.json")) == []


def test_that_data_was_given_out_is_on_record_without_the_address(closed: Town, tmp_path: Path) -> None:
    export(closed.desk, CUSTOMER, tmp_path)

    (entry,) = closed.rows(
        "select a.actor, p.payload from audit a join audit_payloads p on p.seq = a.seq "
        "where a.event = 'data_subjek_diberikan'"
    )
    assert entry.actor == "operator"
    assert FIRST in str(entry.payload)
    assert CUSTOMER not in str(entry.payload)


# A breach


def test_a_breach_counts_whose_data_lay_open_and_of_which_kinds(closed: Town) -> None:
    found = assess(closed.desk, at(11, 20), known=at(11, 28, 9))

    assert [each.perkara for each in found.perkara] == [FIRST, SECOND]
    assert (found.subjek, found.diterima_pada_masa_itu) == (2, 2)
    assert dict(found.jenis)["alamat surel"] == 2
    assert "1 Desember 2026" in found.batas
    # The report of a bribe is counted among other mail, and not named.
    assert found.surel_lain >= 1
    assert "jalapenogate" not in str(found)
    assert "integritas" not in markdown(found)


def test_what_came_later_was_not_open_and_what_came_before_was(closed: Town) -> None:
    before = assess(closed.desk, at(1, 1), until=at(11, 1))
    after = assess(closed.desk, at(12, 1), until=at(12, 2))

    assert before.perkara == ()
    assert (len(after.perkara), after.diterima_pada_masa_itu) == (2, 0)


def test_a_breach_of_named_cases_is_told_of_these_alone(closed: Town) -> None:
    found = assess(closed.desk, at(11, 20), cases=[SECOND])

    assert ([each.perkara for each in found.perkara], found.subjek) == ([SECOND], 1)
    assert found.surel_lain == 0
    with pytest.raises(Refusal, match="tidak ditemukan"):
        assess(closed.desk, at(11, 20), cases=["PGD-2026-0044"])


def test_an_identity_number_in_a_letter_is_a_kind_of_its_own(town: Town) -> None:
    town.complain(words=f"{COMPLAINT}\nNIK: 3275019901770001")

    assert "nomor identitas (16 angka)" in dict(assess(town.desk, at(11, 20)).jenis)


def test_what_was_erased_before_was_not_open(closed: Town) -> None:
    erase(closed.desk, FIRST, Ground(basis="UU 27/2022 pasal 43"))
    since_before = assess(closed.desk, at(11, 20))
    closed.clock.pass_time(hours=2)

    since_after = assess(closed.desk, closed.clock.now)

    assert [each.perkara for each in since_before.perkara] == [FIRST, SECOND]
    assert "dihapus" in since_before.perkara[0].keterangan
    assert [each.perkara for each in since_after.perkara] == [SECOND]


def test_the_notice_says_what_the_law_asks_and_leaves_open_what_only_the_office_knows(closed: Town) -> None:
    found = assess(closed.desk, at(11, 20))

    notice = document(found)

    words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(notice)).paragraphs)
    assert notice == document(found)
    for said in ("pasal 46", "3 x 24 jam", "[bagaimana data terungkap", "Upaya penanganan", FIRST):
        assert said in words
    assert words.splitlines()[0] == "Pemberitahuan Kegagalan Pelindungan Data Pribadi"
