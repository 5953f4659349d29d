"""The brake: nothing leaves for a while, then a little, then all; each further word doubles the wait."""

from datetime import timedelta

from pipeline.office.brake import LONGEST, Brake
from tests.store.rows import NOW

MINUTE = timedelta(minutes=1)


def test_nothing_holds_mail_back_at_first() -> None:
    assert Brake().most(NOW) is None


def test_after_a_word_nothing_leaves_for_a_minute_and_then_one_mail() -> None:
    brake = Brake()
    brake.press(NOW)

    assert [brake.most(NOW + MINUTE * share) for share in (0, 0.9, 1)] == [0, 0, 1]


def test_what_goes_well_doubles_until_nothing_holds_mail_back() -> None:
    brake = Brake()
    brake.press(NOW)
    most = []
    while (allowed := brake.most(NOW + MINUTE)) is not None:
        most.append(allowed)
        brake.ease()

    assert most == [1, 2, 4, 8, 16, 32, 64]


def test_each_further_word_doubles_the_wait_up_to_half_an_hour() -> None:
    brake, at, waits = Brake(), NOW, []
    for _ in range(7):
        brake.press(at)
        began = at
        while not brake.most(at):
            at += MINUTE
        waits.append((at - began) // MINUTE)

    assert waits == [1, 2, 4, 8, 16, 30, 30]
    assert timedelta(minutes=waits[-1]) == LONGEST


def test_one_mail_that_was_taken_makes_the_next_wait_a_short_one() -> None:
    brake = Brake()
    for _ in range(5):
        brake.press(NOW)
    brake.ease()
    brake.press(NOW)

    assert brake.most(NOW + MINUTE) == 1
