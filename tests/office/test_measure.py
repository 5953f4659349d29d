"""The figures for Prometheus: a real parser reads them, they count right, and they name nobody."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import update

from pipeline.errors import OutsideError
from pipeline.office.desk import Desk
from pipeline.office.exposition import Figure, Kind, exposition
from pipeline.office.measure import Running, measure
from pipeline.outside.textfile import Textfile
from pipeline.store import canaries
from pipeline.store.case_tables import step_runs
from pipeline.store.database import writing
from pipeline.store.mail_tables import canaries as canary_rows
from tests.office.registers import CUSTOMER, a_letter, arrive
from tests.offices import MONDAY, Clock

Samples = dict[tuple[str, str], float]
RUNNING = Running(
    pieces={"handle": 3, "send": 0}, failures={"send": 1}, polled={"INBOX": MONDAY}, free={"register": 5_000}
)


def parsed(text: str) -> Samples:
    """Every sample by its name and the value of its label."""
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def taken(desk: Desk, running: Running = RUNNING) -> Samples:
    return parsed(exposition(measure(desk, running)))


def test_every_figure_has_its_help_and_type_and_a_parser_reads_them_all(desk: Desk) -> None:
    arrive(desk, a_letter())

    text = exposition(measure(desk, RUNNING))

    families = list(text_string_to_metric_families(text))
    assert len(families) == text.count("# HELP ") == text.count("# TYPE ")
    assert all(family.documentation and family.type in ("gauge", "counter") for family in families)
    assert all(sample.name.startswith("tanggap_") for family in families for sample in family.samples)
    counters = [family.name for family in families if family.type == "counter"]
    assert counters == ["tanggap_stage_pieces", "tanggap_stage_failures"]


def test_what_waits_at_a_stage_is_counted_with_its_age(desk: Desk) -> None:
    arrive(desk, a_letter())
    assert isinstance(desk.clock, Clock)
    desk.clock.pass_time(minutes=7)

    seen = taken(desk)

    assert (seen["tanggap_stage_waiting", "read"], seen["tanggap_stage_oldest_seconds", "read"]) == (0, 0)
    assert (seen["tanggap_stage_waiting", "print"], seen["tanggap_stage_oldest_seconds", "print"]) == (1, 420)
    # The receipt, and the request that waits for the letter.
    assert (seen["tanggap_stage_waiting", "compose"], seen["tanggap_cases", "disposisi"]) == (2, 1)


def test_a_step_past_its_time_is_overdue_until_it_is_done_and_missed_for_ever(desk: Desk) -> None:
    arrive(desk, a_letter())
    assert isinstance(desk.clock, Clock)
    before = taken(desk)
    desk.clock.pass_time(minutes=31)
    late = taken(desk)
    with writing(desk.engine) as connection:
        connection.execute(update(step_runs).values(closed_at=desk.clock()))

    after = taken(desk)

    name, missed = ("tanggap_deadlines_overdue", "disposisi"), ("tanggap_deadlines_missed", "disposisi")
    assert [name in each for each in (before, late, after)] == [False, True, False]
    assert [each.get(missed) for each in (before, late, after)] == [None, 1, 1]


def test_a_held_mail_is_counted_and_named_by_nothing(desk: Desk) -> None:
    arrive(desk, a_letter("Mohon bantuannya.", subject="Halo"))

    text = exposition(measure(desk, RUNNING))

    assert parsed(text)["tanggap_held", "mail"] == 1
    assert CUSTOMER not in text
    assert not re.search(r"@|Halo|PGD-", text)


def test_the_round_trip_of_the_last_canary_is_told_and_whether_one_is_missed(desk: Desk) -> None:
    nothing = taken(desk)
    with writing(desk.engine) as connection:
        for slot, at in enumerate((MONDAY, MONDAY + timedelta(hours=1))):
            canaries.begin(connection, slot=slot, message_id=f"<{slot}@balai.example>", at=at)
        back = MONDAY + timedelta(seconds=42)
        connection.execute(update(canary_rows).where(canary_rows.c.slot == 0).values(back_at=back))
        canaries.alarmed(connection, 2, MONDAY + timedelta(hours=2))

    seen = taken(desk)

    assert nothing["tanggap_canary_outage", ""] == 0
    assert ("tanggap_canary_round_trip_seconds", "") not in nothing
    assert seen["tanggap_canary_round_trip_seconds", ""] == 42
    assert seen["tanggap_canary_back_timestamp_seconds", ""] == back.timestamp()
    assert seen["tanggap_canary_outage", ""] == 1


def test_what_only_the_daemon_knows_stands_beside_it(desk: Desk) -> None:
    seen = taken(desk)

    assert seen["tanggap_stage_pieces_total", "handle"] == 3
    assert seen["tanggap_stage_failures_total", "send"] == 1
    assert seen["tanggap_mailbox_polled_timestamp_seconds", "INBOX"] == MONDAY.timestamp()
    assert seen["tanggap_disk_free_bytes", "register"] == 5_000


def test_a_label_with_signs_of_the_format_is_read_back_as_it_was() -> None:
    odd = 'Kotak "Masuk"\\lama\nbaru'

    text = exposition([Figure("mailbox", "Baris\nkedua", Kind.GAUGE, "mailbox", {odd: 1})])

    assert parsed(text) == {("tanggap_mailbox", odd): 1}


def test_the_file_is_replaced_whole_read_by_others_and_not_too_often(tmp_path: Path) -> None:
    path = tmp_path / "tanggap.prom"
    file = Textfile(path, 3600, {"register": tmp_path, "gone": tmp_path / "gone"})

    wrote = [file.write(lambda: "satu 1\n"), file.write(lambda: "dua 2\n")]

    assert (wrote, path.read_text()) == ([True, False], "satu 1\n")
    assert [each.name for each in tmp_path.iterdir()] == ["tanggap.prom"]
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(file.free()) == ["register"]
    assert file.free()["register"] > 0


def test_while_the_figures_are_taken_the_old_file_stands(tmp_path: Path) -> None:
    path = tmp_path / "tanggap.prom"
    Textfile(path, 1).write(lambda: "lama 1\n")
    seen = []

    def slow() -> str:
        seen.append(path.read_text())
        return "baru 1\n"

    Textfile(path, 1).write(slow)

    assert (seen, path.read_text()) == (["lama 1\n"], "baru 1\n")


def test_a_folder_that_cannot_be_written_is_told_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="tidak dapat ditulis") as raised:
        Textfile(tmp_path / "gone" / "tanggap.prom", 1).write(lambda: "")

    assert "[metrik]" in raised.value.remedy
