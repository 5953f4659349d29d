"""A signed letter may bear the number of another application, where the office allows it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from pipeline.letters.pdf_words import page_texts
from pipeline.letters.signed import Trust
from pipeline.office.agenda import gather_agenda
from pipeline.office.desk import Desk
from pipeline.office.reserve import reserve
from pipeline.store.database import open_engine
from tests.certificates import identity
from tests.letters.attacks import MARK
from tests.letters.forging import also_signed
from tests.office import town as stand_in
from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, Town, body, file_of
from tests.offices import Clock, a_desk
from tests.pdfs import pdf_of
from tests.store.witness import audited

ON_BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)]
pytestmark = pytest.mark.parametrize("register_url", ON_BOTH, indirect=True)
OURS = "B/1/BSKJI/BSPJI-Contoh/HM/XI/2026"
THEIRS = "B/977/BSKJI/BSPJI-Contoh/HM.01/XI/2026"


@pytest.fixture
def desk(register_url: str) -> Iterator[Desk]:
    """A desk that takes the numbers of others, on both databases; every write is watched."""
    engine = open_engine(register_url)
    with audited(engine):
        yield a_desk(engine, takes_numbers=True)
    engine.dispose()


@pytest.fixture
def numbered(desk: Desk) -> Town:
    """A town whose letter has its number and waits for the signature."""
    clock = desk.clock
    assert isinstance(clock, Clock)
    town = Town(desk, clock)
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    return town


def renumbered(town: Town, number: str, changes: Mapping[str, str]) -> list[tuple[str, str, bytes]]:
    """The letter as another application gives it back: its own number and date, and what else it changed."""
    pages = page_texts(file_of(town.last(KEPALA, "Mohon tanda tangan"), ".pdf"))
    assert any(OURS in page for page in pages)
    for old, new in {OURS: number, "23 November": "24 November", **changes}.items():
        pages = [page.replace(old, new) for page in pages]
    return [("surat.pdf", "application/pdf", pdf_of(*pages))]


def sign(town: Town, words: str = "TERTANDA", number: str = THEIRS, **changes: str) -> None:
    town.reply(KEPALA, "Mohon tanda tangan", words, files=renumbered(town, number, changes))


def renumbered_and_signed(town: Town, **changes: str) -> list[tuple[str, str, bytes]]:
    """The same with the signer's own signature under it, laid over nothing of ours."""
    ((name, kind, pdf),) = renumbered(town, THEIRS, changes)
    pdf = pdf_of(*page_texts(pdf), MARK)
    return [(name, kind, also_signed(pdf, at=town.clock(), box=True))]


def answer(town: Town) -> str:
    """What the Kepala was answered last, or asked."""
    words = " ".join(body(mail) for mail in town.got(KEPALA)[-2:])
    return " ".join(words.replace("\n>", " ").split())


def test_the_case_s_letter_gets_that_number_and_ours_is_void(numbered: Town) -> None:
    sign(numbered)
    numbered.reply(KEPALA, "Mohon konfirmasi pengiriman", "KIRIM")

    assert (numbered.case().state, numbered.case().letter_number) == ("evaluasi", THEIRS)
    ours, theirs = gather_agenda(numbered.desk, 2026).keluar
    assert ours.keterangan.startswith(f"BATAL: digantikan nomor {THEIRS} dari aplikasi lain")
    assert (theirs.nomor, theirs.keterangan) == (
        THEIRS,
        f"PGD-2026-0001; nomor dari aplikasi lain, menggantikan {OURS}",
    )
    assert theirs.dikirim == "23-11-2026 Surel"
    numbered.check()


def test_the_signer_and_the_customer_are_told_that_number(numbered: Town) -> None:
    sign(numbered)
    told = answer(numbered)
    numbered.reply(KEPALA, "Mohon konfirmasi pengiriman", "KIRIM")

    assert f"Surat memakai nomor {THEIRS} dari aplikasi lain; nomor {OURS}" in told
    assert THEIRS in body(numbered.last(CUSTOMER))
    assert OURS not in body(numbered.last(CUSTOMER))


@pytest.fixture
def enrolled(numbered: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The same town, which knows the Kepala's certificate and its root."""
    monkeypatch.setattr(stand_in, "ROOTS", [identity().root])
    trust = Trust(roots_configured=True, serials=frozenset({identity().serial}))
    numbered.desk = replace(numbered.desk, trust=trust)
    return numbered


def test_a_letter_laid_out_anew_and_truly_signed_leaves_under_its_own_number(enrolled: Town) -> None:
    files = renumbered_and_signed(enrolled)

    enrolled.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=files)

    assert (enrolled.case().state, enrolled.case().letter_number) == ("evaluasi", THEIRS)
    sent = enrolled.last(CUSTOMER, "Surat jawaban")
    assert THEIRS in str(sent["Subject"])
    assert file_of(sent, ".pdf") == files[0][2]
    enrolled.check()


def test_a_truly_signed_letter_with_other_words_is_refused_and_its_number_given_back(enrolled: Town) -> None:
    files = renumbered_and_signed(enrolled, maaf="ganti rugi")

    enrolled.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=files)

    assert (enrolled.case().state, enrolled.case().letter_number) == ("tanda_tangan", OURS)
    assert "menjadi “ganti rugi”" in answer(enrolled)


def test_a_stranger_s_signature_takes_no_number_over(enrolled: Town) -> None:
    ((name, kind, pdf),) = renumbered(enrolled, THEIRS, {})
    forged = also_signed(pdf, identity("Pihak lain"), at=enrolled.clock())

    enrolled.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=[(name, kind, forged)])

    assert (enrolled.case().state, enrolled.case().letter_number) == ("tanda_tangan", OURS)
    assert "tidak berinduk" in answer(enrolled)


def test_the_signer_was_told_that_it_would_be_taken_over(numbered: Town) -> None:
    asked = body(numbered.last(KEPALA, "Mohon tanda tangan"))

    assert "nomor itulah yang dipakai" in asked


def test_the_number_may_stand_in_the_reply(numbered: Town) -> None:
    sign(numbered, f"TERTANDA\nNomor: {THEIRS}")

    assert numbered.case().letter_number == THEIRS


def test_a_number_that_the_letter_does_not_bear_is_refused(numbered: Town) -> None:
    sign(numbered, "TERTANDA\nNomor: B/978/BSKJI/BSPJI-Contoh/HM.01/XI/2026")

    assert (numbered.case().state, numbered.case().letter_number) == ("tanda_tangan", OURS)
    assert "Nomor surat B/978/BSKJI/BSPJI-Contoh/HM.01/XI/2026 tidak terbaca" in answer(numbered)


def test_other_words_under_another_number_are_refused_and_nothing_is_void(numbered: Town) -> None:
    sign(numbered, maaf="ganti rugi")

    assert (numbered.case().state, numbered.case().letter_number) == ("tanda_tangan", OURS)
    assert [row.voided_at for row in numbered.rows("select * from numbers where register like 'surat%'")] == [
        None
    ]


def test_a_number_that_another_letter_has_is_refused(numbered: Town) -> None:
    (taken,) = reserve(numbered.desk, 1, "surat tugas")

    sign(numbered, number=taken)

    assert numbered.case().letter_number == OURS
    assert "sudah tercatat untuk surat lain" in answer(numbered)


def test_a_letter_that_bears_our_number_keeps_it(numbered: Town) -> None:
    numbered.sign()

    assert numbered.case().letter_number == OURS


def test_without_the_setting_another_number_is_refused(numbered: Town) -> None:
    numbered.desk = replace(numbered.desk, takes_numbers=False)

    sign(numbered)

    assert (numbered.case().state, numbered.case().letter_number) == ("tanda_tangan", OURS)
