"""The log: one line an event, for machines to read, and nothing of any person in it."""

import io
import json
import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from pipeline.errors import OutsideError, Refusal
from pipeline.outside import logs
from pipeline.outside.redaction import redacted


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """The log goes here for one test, and back to where it was."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    written = io.StringIO()
    logs.set_up("info", written)
    yield written
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_of_json_with_what_came_beside_it(stream: io.StringIO) -> None:
    logging.getLogger("pipeline.office.read").info("mail read", extra={"inbox_id": 7})

    [line] = lines(stream)
    assert line.pop("at").endswith("Z")
    assert line == {"event": "mail read", "level": "info", "logger": "pipeline.office.read", "inbox_id": 7}


def test_structlog_s_own_loggers_write_the_same_way(stream: io.StringIO) -> None:
    structlog.get_logger("pipeline").warning("stage failed", stage="send")

    [line] = lines(stream)
    assert (line["event"], line["level"], line["stage"]) == ("stage failed", "warning", "send")


def test_a_message_with_line_breaks_stays_one_line(stream: io.StringIO) -> None:
    logging.getLogger("pipeline").info("satu\ndua")

    assert stream.getvalue().count("\n") == 1


@pytest.mark.parametrize(
    "secret",
    [
        "pelanggan@perusahaan.example",
        "<tanggap.abc@balai.example>",
        "3174012345678901",
        "+62 812-3456-7890",
        "+6281234567890",
        "081234567890",
        "0812 3456 7890",
        "(+62) 812 3456 789",
        "+62 21 555 0100",
    ],
)
def test_personal_data_is_struck_out_wherever_it_stands(stream: io.StringIO, secret: str) -> None:
    beside = {"reason": f"x {secret}: no", "all": [{"a": secret}]}
    logging.getLogger("pipeline").info("to %s", secret, extra=beside)

    [line] = lines(stream)
    assert secret not in stream.getvalue()
    assert all("[" in told for told in (line["event"], line["reason"], line["all"][0]["a"]))


def test_a_nik_is_struck_out_as_a_number_too(stream: io.StringIO) -> None:
    logging.getLogger("pipeline").info("row", extra={"found": 3174012345678901})

    assert lines(stream)[0]["found"] == "[nik]"


@pytest.mark.parametrize(
    "plain",
    [
        "PGD-2026-0007",
        "B/12/BSKJI/BSPJI-Contoh/HM/XI/2026",
        "2026-11-23T08:00:00.123456+07:00",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "1234567890",
        "10.0.62.81:993",
        "250 2.0.0 Ok: queued as 4XyZ0812",
    ],
)
def test_numbers_of_cases_letters_times_and_hashes_stay(plain: str) -> None:
    assert redacted(plain) == plain


def test_an_exception_is_told_by_kind_and_place_and_not_by_its_words(stream: io.StringIO) -> None:
    try:
        raise Refusal("Surat Sdr. Contoh belum lengkap.")
    except Refusal:
        logging.getLogger("pipeline").exception("mail could not be handled")

    [line] = lines(stream)
    assert line["error"] == "Refusal"
    assert "test_logs.py" in line["places"][0]
    assert "Contoh" not in stream.getvalue()


def test_what_the_outside_said_is_told_without_addresses(stream: io.StringIO) -> None:
    try:
        raise OutsideError("kotak surat pengaduan@balai.example: login ditolak", permanent=True)
    except OutsideError:
        logging.getLogger("pipeline").exception("stopped")

    assert lines(stream)[0]["words"] == "kotak surat [surel]: login ditolak"


def test_the_libraries_of_signatures_are_silent(stream: io.StringIO) -> None:
    logging.getLogger("pyhanko.sign.validation").error("CN=Nama Orang")
    logging.getLogger("pyhanko_certvalidator.path").warning("CN=Nama Orang")

    assert stream.getvalue() == ""


def test_a_level_below_the_chosen_one_is_not_written(stream: io.StringIO) -> None:
    logging.getLogger("pipeline").debug("detail")

    assert stream.getvalue() == ""


def test_the_journal_gets_the_priority_in_front(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> None:
    read_end, write_end = os.pipe()
    status = os.fstat(write_end)
    monkeypatch.setenv("JOURNAL_STREAM", f"{status.st_dev}:{status.st_ino}")
    with os.fdopen(write_end, "w") as journal, os.fdopen(read_end) as written:
        logs.set_up("info", journal)
        logging.getLogger("pipeline").warning("stage failed")
        journal.flush()

        line = written.readline()

    assert line.startswith('<4>{"')
