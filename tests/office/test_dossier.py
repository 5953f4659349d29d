"""The file of a case holds all of it, each thing in its place, and nothing that is not its own."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.errors import Refusal
from pipeline.letters.dossier import Bound, Dossier, Heading, Pairs, Part, Sheet, Shown, Table, Words
from pipeline.letters.pdf_words import page_texts
from pipeline.office import dossier
from pipeline.office.show import find_case
from pipeline.outside.binding import bindery
from pipeline.store.audit import GENESIS
from pipeline.store.database import reading
from tests.office.registers import COMPLAINT, CUSTOMER, new_desk
from tests.office.town import DISPOSISI, KEPALA, KETUA, KONSEP, NOTULEN, TU, Town
from tests.offices import Clock
from tests.pdfs import pdf_of

CASE = "PGD-2026-0001"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = (
    ("bukti.pdf", "application/pdf", pdf_of("bukti pembayaran")),
    ("data.xlsx", XLSX, b"PK lembar kerja"),
    ("arsip.zip", "application/zip", b"PK arsip"),
)


def gathered(town: Town, case: str = CASE) -> Dossier:
    """What is filed of a case, before it is bound."""
    with reading(town.desk.engine) as connection:
        return dossier.dossier_of(town.desk, connection, find_case(connection, case))


def part(town: Town, title: str) -> Part:
    """The part of this title."""
    return next(each for each in gathered(town).parts if each.title.startswith(title))


def words(of: Part) -> str:
    """Everything that a divider says."""
    said: list[str] = []
    for block in of.divider.blocks:
        match block:
            case Words() | Heading():
                said.append(block.text)
            case Pairs():
                said += [" ".join(row) for row in block.rows]
            case Table():
                said += [" ".join(row) for row in block.rows] or [block.empty]
    return "\n".join(said)


def nothing(_: Dossier, __: Callable[[str], bytes], out: Path) -> Bound:
    """A binder that leaves an empty file."""
    out.write_bytes(b"")
    return Bound(pages=3)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town whose first case, with files of the customer, has gone the whole way; the tests only look."""
    clock = Clock()
    town = Town(new_desk(tmp_path_factory.mktemp("selesai"), clock), clock)
    town.complain(files=FILES)
    town.go_to("evaluasi")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")
    town.pass_time(hours=73)
    assert town.case().state == "selesai"
    yield town
    town.desk.engine.dispose()


def timeline(town: Town) -> tuple[tuple[str, ...], ...]:
    """The rows of the cover's table of steps."""
    (table,) = [
        block
        for block in gathered(town).cover.blocks
        if isinstance(block, Table) and block.head[0] == "Tahap"
    ]
    return table.rows


def test_the_parts_follow_the_sop(finished: Town) -> None:
    assert [each.title for each in gathered(finished).parts] == [
        "Surat pengaduan dan lampirannya",
        "Form Pengaduan",
        "Lembar disposisi",
        "Konsep surat jawaban versi 0",
        "Konsep surat jawaban versi 1",
        "Nota pengantar konsep",
        "Surat jawaban nomor B/1/BSKJI/BSPJI-Contoh/HM/XI/2026",
        "Bukti penyampaian",
        "Notulen evaluasi",
        "Laporan evaluasi",
        "Kutipan jejak audit",
    ]


def test_the_cover_tells_of_each_step_whether_it_was_in_time(finished: Town) -> None:
    assert [(row[0], row[6].rpartition("; ")[2]) for row in timeline(finished)] == [
        ("Registrasi", "tepat waktu"),
        ("Disposisi", "tepat waktu"),
        ("Tindak lanjut", "tepat waktu"),
        ("Tanda tangan", "tepat waktu"),
        ("Penyampaian", "tepat waktu"),
        ("Evaluasi", "tepat waktu"),
        ("Evaluasi (ke-2)", "tepat waktu"),
    ]


def test_a_step_that_is_late_is_told_to_be(town: Town) -> None:
    town.complain()
    town.pass_time(hours=3)

    assert timeline(town)[-1][6] == "berjalan, melewati batas"


def test_a_customers_pdf_is_shown_and_no_pdf_of_ours(finished: Town) -> None:
    letter = part(finished, "Surat pengaduan")

    assert [(leaf.title, leaf.own) for leaf in letter.leaves if isinstance(leaf, Shown)] == [
        ("bukti.pdf", False)
    ]


def test_an_office_file_of_a_customer_lies_in_the_dossier_and_is_never_rendered(finished: Town) -> None:
    letter = part(finished, "Surat pengaduan")

    assert [each.name for each in letter.kept] == ["Surat pengaduan dan lampirannya.eml", "data.xlsx"]
    assert "data.xlsx" not in [leaf.title for leaf in letter.leaves]


def test_every_file_of_a_customer_is_listed_with_what_became_of_it(finished: Town) -> None:
    told = words(part(finished, "Surat pengaduan"))

    assert ("ditampilkan" in told, "terlampir dalam PDF ini" in told) == (True, True)
    assert "arsip.zip application/zip 0,0 kB tersimpan dalam surel asli" in told


def test_the_paraf_stands_on_the_divider_of_its_version(finished: Town) -> None:
    assert "Paraf Pokja Pengujian 23-11-2026 08.16" in words(part(finished, "Konsep surat jawaban versi 1"))
    assert "Versi ini tidak diparaf." in words(part(finished, "Konsep surat jawaban versi 0"))


def test_a_paraf_that_was_taken_back_is_told_with_its_time(town: Town) -> None:
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", DISPOSISI)
    town.reply(KETUA, "Mohon konsep", KONSEP)
    town.reply(KETUA, "Mohon paraf", "PARAF")
    town.reply(KETUA, "Jawaban Bapak/Ibu telah dicatat", "BATAL")

    assert "Dibatalkan 23-11-2026 08.00." in words(part(town, "Konsep surat jawaban versi 1"))


def test_the_signed_letter_lies_in_the_dossier_as_it_came_back(finished: Town) -> None:
    (signed,) = finished.rows("select signed_sha256 as sha256 from letters where kind = 'surat'")
    letter = part(finished, "Surat jawaban")

    assert [each.sha256 for each in letter.kept] == [signed.sha256]
    assert [(leaf.sha256, leaf.own) for leaf in letter.leaves if isinstance(leaf, Shown)] == [
        (signed.sha256, False)
    ]


def test_the_server_s_own_words_prove_the_delivery(finished: Town) -> None:
    assert f"Surat jawaban {CUSTOMER}" in words(part(finished, "Bukti penyampaian"))
    assert "250 2.0.0 Ok: queued as X1" in words(part(finished, "Bukti penyampaian"))


def test_the_audit_extract_ends_in_the_head_of_the_chain(finished: Town) -> None:
    (head,) = finished.rows("select seq, hash from audit order by seq desc limit 1")
    told = words(part(finished, "Kutipan jejak audit"))

    assert f"Hash kepala rantai {head.hash}" in told
    assert GENESIS not in told


def test_a_further_mail_of_the_customer_is_a_part_of_its_own(town: Town) -> None:
    town.complain()
    town.reply(CUSTOMER, "", "Sebagai tambahan, contoh kami simpan.")

    assert "Sebagai tambahan, contoh kami simpan." in words(part(town, "Surat susulan 1"))


def test_what_staff_wrote_by_mail_is_no_letter_of_the_customer(finished: Town) -> None:
    assert [each.title for each in gathered(finished).parts if "susulan" in each.title] == []


def test_an_integrity_report_appears_in_no_dossier(town: Town) -> None:
    town.complain()
    secret = "Petugas penerima contoh meminta uang pelicin (pungli) agar LHU dipercepat, mohon dirahasiakan."
    town.reply(CUSTOMER, "", secret)
    (report,) = town.rows("select kind from inbox order by id desc limit 1")

    everything = "\n".join(words(each) for each in gathered(town).parts)
    assert report.kind == "wbs"
    assert "pelicin" not in everything


def test_a_letter_that_is_not_made_yet_is_told_to_be_missing(town: Town) -> None:
    town.box.drop(town.letter(f"Bagian Mutu <{CUSTOMER}>", "Keluhan keterlambatan LHU", COMPLAINT))
    town.work("collect", "read", "handle")

    assert "belum jadi" in words(part(town, "Form Pengaduan"))


def test_the_file_of_a_case_that_is_passed_on_names_the_agency_and_its_letter(town: Town) -> None:
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", "TERUSKAN: Dinas Perhubungan\nAlasan: izin trayek")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")

    (told,) = [block for block in gathered(town).cover.blocks if isinstance(block, Pairs)]
    assert ("Diteruskan kepada", "Dinas Perhubungan") in told.rows
    assert ("Alasan penerusan", "izin trayek") in told.rows
    titles = [each.title for each in gathered(town).parts]
    assert "Konsep surat penerusan versi 1" in titles
    assert any(title.startswith("Surat penerusan nomor B/1/") for title in titles)


def test_a_case_that_has_only_begun_has_its_file_too(town: Town) -> None:
    town.complain()

    assert [each.title for each in gathered(town).parts] == [
        "Surat pengaduan dan lampirannya",
        "Form Pengaduan",
        "Bukti penyampaian",
        "Kutipan jejak audit",
    ]


def test_a_whole_case_becomes_one_pdf(finished: Town, tmp_path: Path) -> None:
    out = tmp_path / "berkas.pdf"
    with bindery() as bind:
        filed = dossier.file_case(finished.desk, bind, CASE, out)

    texts = page_texts(out.read_bytes())
    assert (filed.notes, filed.pages) == ((), len(texts))
    assert "BERKAS PERKARA PGD-2026-0001" in texts[0].upper()


def blocks_of(town: Town) -> str:
    """What the sheet behind the form says of blocks 6 to 12, '' where there is none."""
    sheets = [leaf for leaf in part(town, "Form Pengaduan").leaves if isinstance(leaf, Sheet)]
    return "".join(words(Part(divider=sheet)) for sheet in sheets)


def test_behind_the_form_stands_what_became_of_the_complaint_since(finished: Town) -> None:
    told = blocks_of(finished)

    for known in (
        "Analisis penyebab Alat AAS rusak",
        "Tindakan koreksi LHU diterbitkan hari ini.",
        "Tindakan korektif Jadwal perawatan alat diperbarui.",
        "Pencegahan/risiko Pelanggan diberi tahu",
        "Nomor surat balasan B/1/",
        "Paraf Pokja Pengujian, 23-11-2026",
        f"Surel kepada {CUSTOMER}: 250",
        "Verifikator Pokja Pengujian",
        "Hasil Efektif",
        "Diterima Kepala Balai",
        "Ditutup tanggal ",
    ):
        assert known in told


def test_before_anybody_worked_on_it_the_form_stands_alone(town: Town) -> None:
    town.complain()

    assert blocks_of(town) == ""


def test_an_unknown_case_is_refused(town: Town, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="PGD-2026-0009 tidak ditemukan"):
        dossier.file_case(town.desk, nothing, "PGD-2026-0009", tmp_path / "berkas.pdf")


@pytest.mark.parametrize(("case", "year"), [(None, None), (CASE, 2026)])
def test_either_a_case_or_a_year_is_named(
    town: Town, tmp_path: Path, case: str | None, year: int | None
) -> None:
    with pytest.raises(Refusal, match="satu perkara, atau --year"):
        dossier.destinations(town.desk, case, year, tmp_path)


def test_a_year_without_a_case_is_refused(town: Town, tmp_path: Path) -> None:
    town.complain()

    with pytest.raises(Refusal, match="Tidak ada perkara yang diterima pada tahun 2025"):
        dossier.destinations(town.desk, None, 2025, tmp_path)


def test_every_case_of_a_year_has_a_file_in_the_folder(town: Town, tmp_path: Path) -> None:
    town.complain()
    town.complain(
        sender="lain@perusahaan.example", words="Kami mengeluh: hasil uji nomor 77 keliru. Mohon penjelasan."
    )

    due = dossier.destinations(town.desk, None, 2026, tmp_path / "2026")

    assert [path.name for _, path in due] == ["PGD-2026-0001.pdf", "PGD-2026-0002.pdf"]


def test_beside_a_years_dossiers_lie_their_index_the_books_and_hashes(town: Town, tmp_path: Path) -> None:
    town.complain()
    filed = [dossier.file_case(town.desk, nothing, CASE, tmp_path / f"{CASE}.pdf")]

    dossier.index_year(town.desk, nothing, 2026, tmp_path, filed, [("buku.xlsx", b"")])

    empty = hashlib.sha256(b"").hexdigest()
    sums = "".join(f"{empty}  {name}\n" for name in (f"{CASE}.pdf", dossier.INDEX, "buku.xlsx"))
    assert (tmp_path / dossier.SUMS).read_text() == sums


def test_tu_s_proof_of_another_delivery_is_shown(town: Town) -> None:
    town.relay.refuses.add(CUSTOMER)
    town.complain()
    town.go_to("penyampaian")
    proof = ("resi.pdf", "application/pdf", pdf_of("resi kurir"))
    town.reply(TU, "Mohon disampaikan", "TERKIRIM lewat kurir", files=[proof])

    assert [leaf.title for leaf in part(town, "Bukti penyampaian dengan cara lain").leaves] == ["resi.pdf"]
