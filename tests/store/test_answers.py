"""Accepted answers: a reply counts once, and BATAL finds what it takes back."""

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from pipeline.sop.asks import Ask
from pipeline.store import answers, cases, requests
from tests.store.rows import NOW, a_case, a_request, an_answer


def test_an_answer_is_kept_with_all_that_was_understood(connection: Connection) -> None:
    case = a_case(connection)

    row = answers.get(connection, an_answer(connection, case))

    assert (row.action, row.by, row.accepted_at, row.revoked_at) == ("konsep", "pengujian", NOW, None)
    assert row.data["fields"] == {"penyebab": "“é”"}
    assert (row.data["tembusan"], row.data["days"]) == (["tu"], 3)


def test_an_answer_remembers_the_case_before_it(connection: Connection) -> None:
    case = a_case(connection)

    row = answers.get(connection, an_answer(connection, case))

    assert cases.from_json(row.before) == case


def test_the_same_reply_never_counts_twice(connection: Connection) -> None:
    case = a_case(connection)
    an_answer(connection, case, reply="0" * 64)

    with pytest.raises(IntegrityError):
        an_answer(connection, case, reply="0" * 64)


def test_the_newest_answer_that_holds_is_the_one_to_take_back(connection: Connection) -> None:
    case = a_case(connection)
    first, second = an_answer(connection, case), an_answer(connection, case)
    an_answer(connection, a_case(connection))

    answers.revoke(connection, second, NOW)

    assert answers.newest(connection, case.id) == first


def test_a_case_that_nobody_answered_has_no_newest_answer(connection: Connection) -> None:
    assert answers.newest(connection, a_case(connection).id) is None


def test_an_answer_is_taken_back_once(connection: Connection) -> None:
    answer = an_answer(connection, a_case(connection))

    assert answers.revoke(connection, answer, NOW)
    assert not answers.revoke(connection, answer, NOW)


def test_the_open_requests_that_an_answer_caused_are_found(connection: Connection) -> None:
    case = a_case(connection)
    answer = an_answer(connection, case)
    mine = a_request(connection, case_id=case.id, ask=Ask.PARAF, answer_id=answer)
    closed = a_request(connection, case_id=case.id, ask=Ask.PARAF, answer_id=answer)
    requests.close(connection, [closed], why="paraf", at=NOW)
    a_request(connection, case_id=case.id, ask=Ask.PARAF)

    assert [row.id for row in answers.caused(connection, answer)] == [mine]


def test_the_request_that_offers_batal_is_not_what_batal_takes_back(connection: Connection) -> None:
    case = a_case(connection)
    answer = an_answer(connection, case)
    a_request(connection, case_id=case.id, ask=Ask.BATAL, answer_id=answer)

    assert answers.caused(connection, answer) == []
