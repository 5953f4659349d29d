"""A mail is known again by what a move leaves of its header, and by nothing that it changes."""

from datetime import UTC, datetime

import pytest

from pipeline.mail.heading import heading, written_at

PLAIN = (
    b"Date: Tue, 03 Mar 2020 09:00:00 +0700\r\n"
    b'From: "Mutu" <mutu@perusahaan.example>\r\n'
    b"Message-ID: <1@perusahaan.example>\r\n\r\n"
)


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param(PLAIN.replace(b"\r\n", b"\n"), id="other line ends"),
        pytest.param(b"".join(reversed(PLAIN.splitlines(keepends=True))), id="another order"),
        pytest.param(PLAIN.replace(b"Message-ID", b"Message-Id").replace(b"Date", b"DATE"), id="other case"),
        pytest.param(PLAIN.replace(b'"Mutu" <', b'"Mutu"\r\n <'), id="folded"),
        pytest.param(b"X-UID: 7\r\nStatus: RO\r\n" + PLAIN, id="lines of the server"),
    ],
)
def test_a_move_changes_nothing(moved: bytes) -> None:
    assert heading(moved) == heading(PLAIN) != ""


@pytest.mark.parametrize("said", [b"<1@", b"Mutu", b"09:00:00", b"Message-ID: <1@perusahaan.example>\r\n"])
def test_another_mail_has_another_heading(said: bytes) -> None:
    assert heading(PLAIN.replace(said, b"")) != heading(PLAIN)


@pytest.mark.parametrize("header", [b"", b"\r\n", b"From: mutu@perusahaan.example\r\n\r\n", b"Date:\r\n\r\n"])
def test_without_a_message_id_and_a_date_nothing_tells_a_mail_apart(header: bytes) -> None:
    assert heading(header) == ""


def test_a_date_is_the_senders_in_utc() -> None:
    assert written_at(PLAIN) == datetime(2020, 3, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("date", [b"", b"kemarin", b"Tue, 03 Mar 99999999999 09:00:00 +0700", b"\xff\xfe"])
def test_what_is_no_date_is_none(date: bytes) -> None:
    assert written_at(b"Date: " + date + b"\r\n\r\n") is None
