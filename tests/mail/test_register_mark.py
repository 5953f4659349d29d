"""What our mails carry away of the register can be read again, and by nobody else be made."""

from dataclasses import replace

import pytest

from pipeline.mail.register_mark import RegisterMark, read_mark, stamp

KEY, OTHER = "ab" * 32, "cd" * 32
MARK = RegisterMark(
    id="<tanggap.aaaabbbbccccddddeeeeffff22@balai.example>",
    surat="0" * 64,
    perkara="PGD-2026-0007",
    tag="K7QM-2XRD",
    agenda="7/2026",
    nomor="B/12/BSKJI/BSPJI-Kota/HM/XI/2026",
    urutan="2026/12",
    templat="minta_disposisi",
    pos="kepala",
    kepada="kepala@balai.example",
)
RAW = b"From: pengaduan@balai.example\r\nTo: kepala@balai.example\r\n\r\nIsi surat.\r\n"
TRACE = b"Return-Path: <pengaduan@balai.example>\r\nReceived: from a\r\n\tby b\r\n"


def test_a_mail_that_came_through_servers_says_what_it_said() -> None:
    stamped = stamp(RAW, MARK, KEY)

    found = read_mark(TRACE + stamped, KEY)

    assert found is not None
    assert (found.mark, found.raw, found.whole) == (MARK, stamped, True)


def test_a_mail_that_a_server_changed_still_proves_its_numbers() -> None:
    found = read_mark(stamp(RAW, MARK, KEY) + b"Dipindai antivirus.\r\n", KEY)

    assert found is not None
    assert (found.mark, found.whole) == (MARK, False)


def test_the_mark_of_another_key_is_none() -> None:
    assert read_mark(stamp(RAW, MARK, OTHER), KEY) is None


@pytest.mark.parametrize("field", ["perkara", "agenda", "nomor", "surat", "id"])
def test_a_mark_with_another_value_is_none(field: str) -> None:
    true, false = stamp(RAW, MARK, KEY), stamp(RAW, replace(MARK, **{field: "lain"}), KEY)
    mac = true.partition(b"&mac=")[2]

    assert read_mark(false.partition(b"&mac=")[0] + b"&mac=" + mac, KEY) is None


def test_a_mark_in_the_text_of_a_mail_is_none() -> None:
    assert read_mark(b"From: luar@luar.example\r\n\r\n" + stamp(RAW, MARK, KEY), KEY) is None


def test_the_header_is_one_line_that_smtp_carries() -> None:
    line = stamp(RAW, MARK, KEY).partition(b"\r\n")[0]

    assert len(line) <= 998
