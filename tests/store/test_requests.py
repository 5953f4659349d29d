"""Requests and their tokens: a token is kept as a hash, and counts while its request is open."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import IntegrityError

from pipeline.sop.asks import Ask
from pipeline.sop.steps import Step
from pipeline.store import requests
from pipeline.store.case_tables import tokens
from pipeline.store.database import writing
from tests.store.rows import NOW, a_case, a_mail, a_request, an_owed_mail

TOKEN = "MFRGGZDFMZTWQ2LKNNWG23TPOA"
OTHER = "ONSWG4TFOQQHI33LMVXCA2LTEA"


def minted(connection: Connection, token: str = TOKEN, request_id: int = 0) -> int:
    """A request that was mailed with this token."""
    request = request_id or a_request(connection)
    mail = an_owed_mail(connection, request_id=request)
    requests.mint(connection, token, request_id=request, mail_id=mail, at=NOW)
    return request


def test_a_request_is_found_by_its_token(connection: Connection) -> None:
    request = minted(connection)

    assert [found.id for found in requests.by_tokens(connection, [TOKEN])] == [request]


def test_a_token_that_was_never_minted_finds_nothing(connection: Connection) -> None:
    minted(connection)

    assert requests.by_tokens(connection, [OTHER, TOKEN.lower(), ""]) == []


def test_a_mail_without_tokens_finds_nothing(connection: Connection) -> None:
    assert requests.by_tokens(connection, []) == []


def test_requests_come_in_the_order_of_their_tokens(connection: Connection) -> None:
    first, second = minted(connection, TOKEN), minted(connection, OTHER)

    assert [found.id for found in requests.by_tokens(connection, [OTHER, TOKEN])] == [second, first]


def test_a_reminder_s_token_finds_the_same_request_once(connection: Connection) -> None:
    request = minted(connection, TOKEN)
    minted(connection, OTHER, request)

    assert [found.id for found in requests.by_tokens(connection, [TOKEN, OTHER])] == [request]


def test_a_token_is_kept_as_its_hash_alone(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        minted(connection)
    with writing(sqlite_engine) as connection:
        assert connection.scalar(select(tokens.c.sha256)) == requests.token_hash(TOKEN)
        dump = "\n".join(
            str(row) for row in connection.execute(text("SELECT * FROM tokens, requests, mails"))
        )

    assert TOKEN not in dump


def test_a_token_is_minted_once(connection: Connection) -> None:
    minted(connection)

    with pytest.raises(IntegrityError):
        minted(connection)


def test_the_token_of_a_closed_request_says_that_it_is_closed(connection: Connection) -> None:
    request = minted(connection)

    requests.close(connection, [request], why="disposisi", at=NOW)

    (found,) = requests.by_tokens(connection, [TOKEN])
    assert (found.closed_at, found.closed_why) == (NOW, "disposisi")


def test_a_request_comes_back_as_it_was_opened(connection: Connection) -> None:
    case = a_case(connection)

    request = a_request(
        connection,
        ask=Ask.PARAF,
        post="pengujian",
        run=2,
        version=3,
        words="Mohon paraf.",
        case_id=case.id,
        expires_at=NOW + timedelta(days=14),
    )

    assert requests.get(connection, request) == requests.Request(
        id=request,
        ask=Ask.PARAF,
        post="pengujian",
        run=2,
        version=3,
        words="Mohon paraf.",
        case_id=case.id,
        inbox_id=None,
        answer_id=None,
        opened_at=NOW,
        expires_at=NOW + timedelta(days=14),
        closed_at=None,
        closed_why=None,
    )


def test_a_request_that_is_closed_keeps_its_first_reason(connection: Connection) -> None:
    request = a_request(connection)
    requests.close(connection, [request], why="disposisi", at=NOW)

    requests.close(connection, [request], why="lain", at=NOW + timedelta(hours=1))

    closed = requests.get(connection, request)
    assert (closed.closed_at, closed.closed_why) == (NOW, "disposisi")


def test_closing_nothing_closes_nothing(connection: Connection) -> None:
    request = a_request(connection)

    requests.close(connection, [], why="disposisi", at=NOW)

    assert requests.get(connection, request).closed_at is None


def test_the_open_requests_of_a_case_are_its_own_oldest_first(connection: Connection) -> None:
    case = a_case(connection)
    first, second, closed = (a_request(connection, case_id=case.id) for _ in range(3))
    a_request(connection, case_id=a_case(connection).id)
    requests.close(connection, [closed], why="disposisi", at=NOW)

    assert [found.id for found in requests.open_of_case(connection, case.id)] == [first, second]


def test_the_open_requests_about_a_held_mail_are_its_own(connection: Connection) -> None:
    mail = a_mail(connection)
    request = a_request(connection, ask=Ask.REGISTRASI, post="tu", inbox_id=mail)
    a_request(connection, ask=Ask.REGISTRASI, post="tu", inbox_id=a_mail(connection))

    assert [found.id for found in requests.open_of_mail(connection, mail)] == [request]


def test_requests_of_a_step_are_those_that_ask_for_it(connection: Connection) -> None:
    case = a_case(connection)
    paraf = a_request(connection, ask=Ask.PARAF, case_id=case.id)
    a_request(connection, ask=Ask.NOTULEN, case_id=case.id)

    found = requests.of_step(requests.open_of_case(connection, case.id), Step.TINDAK_LANJUT)

    assert [request.id for request in found] == [paraf]
