"""A day's digest is owed once, on either database."""

from datetime import date

from sqlalchemy import Engine

from pipeline.store.database import reading, writing
from pipeline.store.digests import claim, is_claimed
from tests.offices import MONDAY

DAY = date(2026, 11, 24)


def test_a_day_is_claimed_once(engine: Engine) -> None:
    with writing(engine) as connection:
        first = claim(connection, DAY, MONDAY)
        second = claim(connection, DAY, MONDAY)

    assert (first, second) == (True, False)
    with reading(engine) as connection:
        assert is_claimed(connection, DAY)
        assert not is_claimed(connection, date(2026, 11, 25))
