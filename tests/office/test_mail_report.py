"""The report of each month goes to the Kepala once, on the first working day after it, come what may."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pipeline.errors import OutsideError
from pipeline.letters.pdf_words import page_texts
from pipeline.office.mail_report import PAUSE, MonthlyReport
from pipeline.sop.steps import KEPALA as KEPALA_KEY
from tests.office.town import KEPALA, TU, Town, body, file_of, files_of
from tests.offices import ZONE

REPORT = "Laporan penanganan pengaduan"
#: a Tuesday, and the first working day of its month
FIRST = datetime(2026, 12, 1, 8, 0, tzinfo=ZONE)


def begin(town: Town) -> None:
    """The register begins, with a mail that is counted and drawn in no chart."""
    town.write("pelapor@kota.example", "Laporan pungli", "Saya melaporkan pungli oleh petugas Balai.")


def go_to(town: Town, at: datetime, host: MonthlyReport | None = None) -> None:
    """The office works until a moment, and then on the report of the month before."""
    town.clock.now = at
    town.work()
    host = host or MonthlyReport(town.desk, town.printer.convert)
    while host.work() or host.busy:
        host.wait(20)
    town.work()


def test_the_kepala_gets_the_month_with_its_files_on_the_first_working_day(town: Town) -> None:
    town.complain()

    go_to(town, FIRST)

    (mail,) = town.got(KEPALA, REPORT)
    assert str(mail["Subject"]) == f"{REPORT} November 2026"
    assert "Dari 1 pengaduan yang diterima selama bulan November 2026" in " ".join(body(mail).split())
    assert files_of(mail) == ["laporan-pengaduan-2026-11.pdf", "laporan-pengaduan-2026-11.xlsx"]
    assert "pengaduan" in " ".join(page_texts(file_of(mail, ".pdf"))).lower()


def test_it_comes_once_a_month_and_every_month(town: Town) -> None:
    begin(town)
    for day in (1, 1, 2, 15, 31):
        go_to(town, FIRST.replace(day=day))
    in_december = len(town.got(KEPALA, REPORT))

    go_to(town, datetime(2027, 1, 4, 9, 0, tzinfo=ZONE))

    assert in_december == 1
    assert [str(mail["Subject"]).removeprefix(f"{REPORT} ") for mail in town.got(KEPALA, REPORT)] == [
        "November 2026",
        "Desember 2026",
    ]


@pytest.mark.parametrize(
    "at",
    [
        FIRST.replace(hour=6),
        FIRST.replace(hour=20),
        # A Saturday and a Sunday, the first days of their months.
        datetime(2027, 5, 1, 9, 0, tzinfo=ZONE),
        datetime(2027, 8, 1, 9, 0, tzinfo=ZONE),
    ],
    ids=["early", "late", "saturday", "sunday"],
)
def test_it_waits_for_the_office_to_open(town: Town, at: datetime) -> None:
    begin(town)

    go_to(town, at)

    assert town.got(KEPALA, REPORT) == []


def test_a_register_has_no_report_of_the_months_before_it_was_opened(town: Town) -> None:
    begin(town)

    go_to(town, datetime(2026, 11, 24, 9, 0, tzinfo=ZONE))

    assert town.got(KEPALA, REPORT) == []


def test_a_host_that_dies_with_the_report_under_way_costs_nothing(town: Town) -> None:
    begin(town)
    town.clock.now = FIRST
    dying = MonthlyReport(town.desk, town.printer.convert)
    assert dying.work()
    dying.close()

    go_to(town, FIRST + timedelta(minutes=5))

    assert len(town.got(KEPALA, REPORT)) == 1


def test_of_two_hosts_that_make_it_at_once_one_mails_it(town: Town) -> None:
    begin(town)
    town.clock.now = FIRST
    hosts = [MonthlyReport(town.desk, town.printer.convert) for _ in range(2)]
    assert [host.work() for host in hosts] == [True, True]

    for host in hosts:
        go_to(town, FIRST, host)

    assert len(town.got(KEPALA, REPORT)) == 1
    assert len(town.rows("select 1 from audit where event = 'laporan_bulanan'")) == 1
    town.check()


def test_an_office_may_go_without(town: Town) -> None:
    begin(town)
    town.clock.now = FIRST

    assert not MonthlyReport(replace(town.desk, monthly_report=False), town.printer.convert).work()


def test_a_converter_that_is_down_is_tried_again_after_a_pause(town: Town) -> None:
    begin(town)
    calls: list[int] = []

    def convert(documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        calls.append(len(documents))
        return (
            [OutsideError("LibreOffice macet", permanent=False)]
            if len(calls) < 3
            else town.printer.convert(documents)
        )

    host = MonthlyReport(town.desk, convert)
    for tries in range(2):
        with pytest.raises(OutsideError, match="macet"):
            go_to(town, FIRST + tries * PAUSE, host)
        assert not host.work()
    assert town.got(KEPALA, REPORT) == []

    go_to(town, FIRST + 2 * PAUSE, host)

    assert len(calls) == 3
    assert len(town.got(KEPALA, REPORT)) == 1


def test_of_a_template_that_will_not_do_tu_hears_once_with_the_remedy(town: Town) -> None:
    begin(town)
    broken = replace(town.desk, templates={**town.desk.templates, "laporan_berkala": b"PK"})
    town.clock.now = FIRST

    for _ in range(2):
        MonthlyReport(broken, town.printer.convert).work()
    town.work()

    words = [" ".join(body(mail).replace(">", " ").split()) for mail in town.got(TU)]
    (told,) = [each for each in words if "`tanggap report 2026-11 --out FOLDER`" in each]
    assert "November 2026 tidak dapat dibuat" in told
    assert town.got(KEPALA, REPORT) == []


def test_whoever_acts_for_the_kepala_gets_it(town: Town) -> None:
    begin(town)
    post = town.desk.posts[KEPALA_KEY]
    acting = {**town.desk.posts, KEPALA_KEY: replace(post, address="plh@balai.example")}
    town.desk = replace(town.desk, posts=acting)

    go_to(town, FIRST)

    assert len(town.got("plh@balai.example", REPORT)) == 1
