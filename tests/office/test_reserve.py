"""Numbers for letters made elsewhere: reserved, used, voided, never twice, each with its entry."""

from collections.abc import Iterator
from datetime import date

import pytest

from pipeline.errors import Refusal
from pipeline.letters.numbers import LONGEST
from pipeline.mail.register_mark import RegisterMark, stamp
from pipeline.office import number
from pipeline.office.desk import Desk
from pipeline.office.reservation import Reservation
from pipeline.office.reserve import list_numbers, reserve, use, void
from pipeline.store import audit, numbers
from pipeline.store.book_tables import audit as trail
from pipeline.store.database import open_engine, reading, writing
from pipeline.store.mail_tables import mails
from pipeline.store.schema import AnyRow
from tests.offices import a_desk
from tests.store.rows import NOW, a_case
from tests.store.witness import audited

FIRST = "B/1/BSKJI/BSPJI-Contoh/HM/XI/2026"
LETTER = {"tujuan": "PT Contoh Sejahtera", "hal": "Surat tugas"}


@pytest.fixture
def desk(register_url: str) -> Iterator[Desk]:
    """A desk over an empty register, on both databases; every write is watched."""
    engine = open_engine(register_url)
    with audited(engine):
        yield a_desk(engine)
    engine.dispose()


def standings(desk: Desk, year: int = 2026) -> list[tuple[int, str]]:
    return [(each.urut, each.keadaan) for each in list_numbers(desk, year)]


def numbered(desk: Desk) -> str:
    """A case's letter gets its number; gives it."""
    with writing(desk.engine) as connection:
        case = a_case(connection)
        text = number.draw(desk, connection, case, NOW)
        audit.append(connection, at=NOW, actor="kepala", event="setuju", case_id=case.id)
    return text


def give_elsewhere(desk: Desk, text: str) -> None:
    """Another application gives this number."""
    with writing(desk.engine) as connection:
        case = a_case(connection)
        given = numbers.draw(connection, numbers.GIVEN, 2026, at=NOW, text_of=lambda value: text)
        numbers.book(connection, (given,), case.id)
        audit.append(connection, at=NOW, actor="kepala", event="uji", case_id=case.id)


def events(desk: Desk) -> list[tuple[str, str]]:
    with reading(desk.engine) as connection:
        return [(row.actor, row.event) for row in connection.execute(trail.select().order_by(trail.c.seq))]


def test_reserved_numbers_are_the_next_of_the_series(desk: Desk) -> None:
    drawn = reserve(desk, 3, "surat tugas")

    assert drawn[0] == FIRST
    assert standings(desk) == [(1, "dicadangkan"), (2, "dicadangkan"), (3, "dicadangkan")]


def test_a_case_is_numbered_behind_them(desk: Desk) -> None:
    reserve(desk, 2, "surat tugas")

    assert numbered(desk).startswith("B/3/")


def test_a_reservation_for_a_later_day_bears_that_month_and_year(desk: Desk) -> None:
    (drawn,) = reserve(desk, 1, "surat edaran", date(2027, 1, 4))

    assert drawn == "B/1/BSKJI/BSPJI-Contoh/HM/I/2027"
    assert (standings(desk), standings(desk, 2027)) == ([], [(1, "dicadangkan")])


def mails_to_tu(desk: Desk) -> list[AnyRow]:
    with reading(desk.engine) as connection:
        return list(connection.execute(mails.select().where(mails.c.post == "tu").order_by(mails.c.id)))


def test_tu_is_told_of_a_reservation(desk: Desk) -> None:
    reserve(desk, 3, "surat tugas")
    reserve(desk, 1, "surat edaran", date(2027, 1, 4))

    first, second = mails_to_tu(desk)
    last = FIRST.replace("/1/", "/3/")
    assert first.words.startswith(
        f"Nomor surat keluar {FIRST} sampai dengan {last} (3 nomor) telah dicadangkan"
    )
    assert "bertanggal 4 Januari 2027: surat edaran." in second.words
    assert second.data["cadangan"]["cadangan"] == "2027/1-1"


def test_numbers_on_both_sides_of_a_foreign_one_are_told_apart(desk: Desk) -> None:
    give_elsewhere(desk, FIRST.replace("/1/", "/2/"))

    reserve(desk, 3, "surat tugas")

    told = [mail.data["cadangan"]["cadangan"] for mail in mails_to_tu(desk)]
    assert told == ["2026/1-1", "2026/3-4"]


def test_the_mark_of_a_reservation_is_one_line_that_smtp_carries() -> None:
    series = "\t/" + "X" * (LONGEST - 2)
    day = date(2026, 11, 24)
    long = Reservation(year=2026, first=9_999_800, last=9_999_999, series=series, day=day, purpose="é " * 900)
    mark = RegisterMark(
        id=f"<tanggap.{'a' * 26}@{'b' * 60}>",
        templat="pemberitahuan",
        pos="tu",
        kepada="c" * 100,
        **long.told(),
    )

    line = stamp(b"Subject: x\r\n\r\n", mark, "ab" * 32).partition(b"\r\n")[0]

    assert len(line) <= 998


def test_no_number_is_reserved_for_a_day_that_has_passed(desk: Desk) -> None:
    with pytest.raises(Refusal, match="bertanggal mundur"):
        reserve(desk, 1, "surat tugas", date(2026, 11, 20))


@pytest.mark.parametrize("count", [0, 201])
def test_too_many_numbers_are_refused(desk: Desk, count: int) -> None:
    with pytest.raises(Refusal, match="1 sampai 200"):
        reserve(desk, count, "surat tugas")


def test_a_reservation_says_what_it_is_for(desk: Desk) -> None:
    with pytest.raises(Refusal, match="untuk surat apa"):
        reserve(desk, 1, "  ")


@pytest.mark.parametrize("written", [FIRST, "1", "1/2026", " 1 "])
def test_a_number_is_found_as_people_write_it(desk: Desk, written: str) -> None:
    reserve(desk, 1, "surat tugas")

    assert use(desk, written, LETTER) == FIRST


def test_a_used_number_tells_its_letter(desk: Desk) -> None:
    reserve(desk, 1, "surat tugas")

    use(desk, "1", LETTER)

    (row,) = list_numbers(desk, 2026)
    assert (row.keadaan, row.keterangan) == ("dipakai", "Surat tugas")


def test_what_was_said_of_a_letter_can_be_corrected(desk: Desk) -> None:
    reserve(desk, 1, "surat tugas")
    use(desk, "1", LETTER)

    use(desk, "1", {**LETTER, "hal": "Surat tugas pengambilan contoh"})

    assert list_numbers(desk, 2026)[0].keterangan == "Surat tugas pengambilan contoh"


def test_a_letter_without_its_addressee_is_refused(desk: Desk) -> None:
    reserve(desk, 1, "surat tugas")

    with pytest.raises(Refusal, match="Sebutkan tujuan surat itu"):
        use(desk, "1", {"hal": "Surat tugas"})


def test_a_void_number_keeps_its_place_with_the_reason(desk: Desk) -> None:
    reserve(desk, 2, "surat tugas")

    void(desk, "1", "surat tidak jadi dikirim")

    assert standings(desk) == [(1, "batal"), (2, "dicadangkan")]
    assert list_numbers(desk, 2026)[0].keterangan == "surat tidak jadi dikirim"


def test_a_void_number_is_never_used_again(desk: Desk) -> None:
    reserve(desk, 1, "surat tugas")
    void(desk, "1", "surat tidak jadi dikirim")

    with pytest.raises(Refusal, match="sudah batal: surat tidak jadi dikirim"):
        use(desk, "1", LETTER)
    assert reserve(desk, 1, "surat tugas")[0].startswith("B/2/")


def test_a_number_is_voided_once_and_with_a_reason(desk: Desk) -> None:
    reserve(desk, 1, "surat tugas")

    with pytest.raises(Refusal, match="Sebutkan alasan"):
        void(desk, "1", " ")
    void(desk, "1", "salah cetak")
    with pytest.raises(Refusal, match="sudah batal"):
        void(desk, "1", "salah cetak")


def test_the_number_of_a_case_is_not_the_operator_s_to_void(desk: Desk) -> None:
    text = numbered(desk)

    with pytest.raises(Refusal, match="milik surat perkara PGD-2026-"):
        void(desk, text, "salah cetak")


def test_a_number_that_is_not_in_the_book_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="tidak ada di buku"):
        void(desk, "99", "salah cetak")


def test_a_number_that_another_application_gave_is_passed_over(desk: Desk) -> None:
    give_elsewhere(desk, FIRST)

    assert reserve(desk, 1, "surat tugas")[0].startswith("B/2/")
    assert standings(desk) == [(1, "batal"), (2, "dicadangkan"), (1, "aplikasi lain")]


def test_the_trail_names_the_operator_for_every_change(desk: Desk) -> None:
    reserve(desk, 2, "surat tugas")
    use(desk, "1", LETTER)
    void(desk, "2", "salah cetak")

    told = [("operator", "nomor_dicadangkan"), ("operator", "nomor_dipakai"), ("operator", "nomor_batal")]
    assert events(desk) == told


def test_no_number_is_missing_after_all_that(desk: Desk) -> None:
    reserve(desk, 2, "surat tugas")
    void(desk, "2", "salah cetak")
    numbered(desk)

    with reading(desk.engine) as connection:
        assert numbers.gaps(connection) == []
        assert numbers.missing(connection, numbers.SURAT_KELUAR, 2026) == []
