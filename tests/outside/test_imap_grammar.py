"""Odd answers of servers, read without a server."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outside.imap_grammar import Part, read_date, read_fetches, read_flags, read_numbers
from pipeline.outside.imap_writing import LONGEST_SET, quoted, uid_sets


def _expanded(uid_set: str) -> list[int]:
    found: list[int] = []
    for piece in uid_set.split(","):
        first, _, last = piece.partition(":")
        found += range(int(first), int(last or first) + 1)
    return found


@given(st.sets(st.integers(1, 4_294_967_295), max_size=300) | st.sets(st.integers(1, 60)))
def test_sets_hold_exactly_the_uids_given(uids: set[int]) -> None:
    assert [uid for uid_set in uid_sets(uids) for uid in _expanded(uid_set)] == sorted(uids)


def test_no_set_is_longer_than_a_command_may_be() -> None:
    sets = list(uid_sets(range(1, 100_000, 2)))

    assert max(map(len, sets)) <= LONGEST_SET
    assert len(sets) > 1


def test_neighbours_are_written_as_a_range() -> None:
    assert list(uid_sets([3, 1, 2, 7])) == ["1:3,7"]


def test_search_answers_in_several_lines_are_all_read() -> None:
    assert read_numbers([b"1 2", b"5", None, b""]) == [1, 2, 5]


def test_an_answer_may_name_its_uid_after_the_mail() -> None:
    parts: list[Part] = [(b"1 (BODY[] {4}", b"Isi\n"), b' UID 9 INTERNALDATE "22-Nov-2026 08:00:00 +0700")']

    (answer,) = read_fetches(parts)

    assert (answer.uid, answer.body) == (9, b"Isi\n")
    assert answer.received_at == datetime(2026, 11, 22, 1, tzinfo=UTC)


def test_unasked_answers_stand_apart_from_the_one_asked_for() -> None:
    parts: list[Part] = [b"4 (FLAGS (\\Seen))", (b"1 (UID 2 BODY[] {1}", b"x"), b")", b"5 (UID 6 FLAGS ())"]

    answers = list(read_fetches(parts))

    assert [(answer.uid, answer.body) for answer in answers] == [(None, None), (2, b"x"), (6, None)]


@pytest.mark.parametrize("part", [b"1 (UID 2 BODY[] NIL)", b"1 (UID 2)", (b"1 (UID 2 BODY[] {9}", b"kurang")])
def test_a_missing_or_short_mail_is_no_mail(part: bytes | tuple[bytes, bytes]) -> None:
    (answer,) = read_fetches([part, b")"] if isinstance(part, tuple) else [part])

    assert answer.body is None


def test_a_mail_of_no_bytes_is_a_mail() -> None:
    (answer,) = read_fetches([b'1 (UID 2 BODY[] "")'])

    assert answer.body == b""


def test_what_stands_in_a_mail_does_not_pass_for_the_servers_words() -> None:
    (answer,) = read_fetches([(b"1 (UID 2 BODY[] {16}", b"(UID 7 BODY[] {1"), b")"])

    assert answer.uid == 2


@given(st.integers(0, 250_000_000_000), st.integers(-14 * 60, 14 * 60))
def test_any_receipt_time_is_read_whatever_its_zone(seconds: int, minutes: int) -> None:
    local = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes)))
    _, day, month, year, clock, zone = format_datetime(local).split()  # English in any locale

    written = f'1 (INTERNALDATE "{day}-{month}-{year} {clock} {zone}")'

    assert read_date(written.encode()) == local


@pytest.mark.parametrize("date", ["31-Feb-2026 08:00:00 +0700", "01-Okt-2026 08:00:00 +0700", "", "0"])
def test_what_is_no_date_is_none(date: str) -> None:
    assert read_date(f'1 (INTERNALDATE "{date}")'.encode()) is None


def test_permanent_flags_are_read_from_their_code() -> None:
    assert read_flags([rb"(\Answered $Tanggap \*)"]) == {"\\Answered", "$Tanggap", "\\*"}


def test_no_code_means_no_flags() -> None:
    assert read_flags([None]) == frozenset()


def test_a_quoted_string_keeps_its_quotes_inside() -> None:
    assert quoted('<a"b\\c@x>') == r'"<a\"b\\c@x>"'
