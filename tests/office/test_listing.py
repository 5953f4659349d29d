"""The list of cases by what somebody looks for, and what is drawn of one."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from pipeline.errors import Refusal
from pipeline.letters.period import MONTH, Period
from pipeline.office.chart import chart
from pipeline.office.listing import Wanted, list_cases, wanted_from
from pipeline.office.report import gather_report
from pipeline.office.show import show_case
from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import KEPALA, KETUA, NOTULEN, Town
from tests.offices import MONDAY

Till = Callable[[str], Town]
NOTHING = {"state": None, "step": None, "pokja": "", "late": False, "since": None, "service": ""}


@pytest.fixture
def two(till: Till) -> Town:
    """One case waits for its customer, and a younger one for its disposisi."""
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    town.pass_time(days=1)
    town.complain("mutu@semen.example", COMPLAINT.replace("00123", "00777"))
    return town


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["0001", "0002"]),
        (Wanted(state="jeda"), ["0001"]),
        (Wanted(state="disposisi"), ["0002"]),
        (Wanted(state="selesai"), []),
        (Wanted(pokja="pengujian"), ["0001"]),
        (Wanted(pokja="kalibrasi"), []),
        (Wanted(since=MONDAY + timedelta(hours=2)), ["0002"]),
        (Wanted(service="keterlambatan lhu"), ["0001", "0002"]),
        (Wanted(service="00777"), ["0002"]),
        (Wanted(late=True), []),
    ],
)
def test_only_what_is_looked_for_is_listed(two: Town, wanted: Wanted, found: list[str]) -> None:
    assert [each.perkara[-4:] for each in list_cases(two.desk, wanted=wanted)] == found


def test_how_a_case_stands_to_its_due_time_is_told(two: Town) -> None:
    before = [each.keadaan for each in list_cases(two.desk)]
    two.pass_time(hours=1)

    assert before == ["jeda", "hari ini"]
    assert [each.keadaan for each in list_cases(two.desk)] == ["jeda", "terlambat"]
    assert [each.perkara for each in list_cases(two.desk, wanted=Wanted(late=True))] == ["PGD-2026-0002"]


def test_whoever_is_asked_for_a_step_holds_it_and_answers_for_its_lateness(till: Till) -> None:
    town = till("evaluasi")
    before = list_cases(town.desk)[0].pemegang
    town.reply(KETUA, "Mohon notulen", NOTULEN)
    town.pass_time(days=3)

    # The Pokja wrote its notulen in time; that nobody has accepted it is not its delay.
    assert (before, list_cases(town.desk)[0].pemegang) == ("Pokja Pengujian", "Kepala Balai")
    assert show_case(town.desk, "PGD-2026-0001").pemegang == "Kepala Balai"
    report = gather_report(town.desk, Period(MONDAY.date().replace(day=1), MONTH))
    assert [(late.tahap, late.pemegang) for late in report.terlambat] == [("evaluasi", "Kepala Balai")]


def test_the_operator_s_day_is_the_office_s_own(town: Town) -> None:
    found = wanted_from(town.desk, **{**NOTHING, "since": datetime(2026, 11, 23)})  # type: ignore[arg-type]  # noqa: DTZ001

    assert found is not None
    assert found.since == MONDAY.replace(hour=0)
    assert wanted_from(town.desk, **NOTHING) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"state": "jeda", "step": "disposisi"}, {"pokja": "direktur"}])
def test_what_contradicts_itself_or_is_unknown_is_refused(town: Town, wrong: dict[str, str]) -> None:
    with pytest.raises(Refusal):
        wanted_from(town.desk, **{**NOTHING, **wrong})  # type: ignore[arg-type]


def test_the_chart_tells_of_each_step_its_pause_and_how_late_it_is(two: Town) -> None:
    two.reply(CUSTOMER, "Mohon keterangan", "Fotonya terlampir.")
    two.pass_time(days=14)

    drawn = chart(two.desk, "PGD-2026-0001")

    assert [bar.tahap for bar in drawn.bars] == ["1 registrasi", "2 disposisi", "3 tindak lanjut"]
    work = drawn.bars[-1]
    assert (work.selesai, work.menunggu, len(work.jeda)) == (None, False, 1)
    assert work.lewat == two.desk.rules.calendar.between(work.batas, two.clock.now)  # type: ignore[arg-type]
    assert work.lewat > timedelta()


def test_a_case_that_waits_is_drawn_as_waiting_since_its_question(two: Town) -> None:
    work = chart(two.desk, "PGD-2026-0001").bars[-1]

    assert (work.menunggu, work.lewat, work.jeda[-1][1]) == (True, timedelta(), two.clock.now)


def test_a_case_is_shown_with_what_its_customer_said_and_whether_the_cure_held(till: Till) -> None:
    town = till("evaluasi")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")
    # Closed on Thursday; asked on Friday how content he is, and thirty days later of the cure.
    town.pass_time(days=3, hours=1)
    town.pass_time(days=1, hours=1)
    town.reply(CUSTOMER, "Apakah Saudara puas", "4, terima kasih")
    town.pass_time(days=31)
    waiting = show_case(town.desk, "PGD-2026-0001")
    town.reply(KETUA, "Mohon pemeriksaan", "EFEKTIF")

    shown = show_case(town.desk, "PGD-2026-0001")

    assert (shown.penilaian["nilai"], shown.penilaian["kata"]) == (4, "4, terima kasih")
    [before], [after] = waiting.pemeriksaan, shown.pemeriksaan
    assert (before["setelah"], before["kepada"], before["hasil"]) == (
        *("30 hari", "Pokja Pengujian"),
        "menunggu jawaban",
    )
    assert after["hasil"] == "efektif"
