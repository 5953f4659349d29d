"""Reading ahead: two mails at once, given back in their order."""

import time
from threading import Barrier, Event

import pytest

from pipeline.errors import OutsideError
from pipeline.office.ahead import Ahead


def test_two_mails_are_read_at_once() -> None:
    both = Barrier(2, timeout=20)

    def read(mail: str) -> str:
        both.wait()
        return mail.upper()

    ahead = Ahead(read)
    ahead.begin(["a", "b"])
    ahead.wait(20)
    while len(ahead.done()) < 2:
        ahead.wait(1)

    assert ahead.done() == [("a", "A"), ("b", "B")]
    ahead.close()


def test_a_mail_that_was_read_first_waits_for_the_one_before_it() -> None:
    free = Event()

    def read(mail: str) -> str:
        assert mail == "kedua" or free.wait(20)
        return mail

    ahead = Ahead(read)
    ahead.begin(["pertama", "kedua"])
    while not ahead._mails[1][1].done():
        pass

    assert ahead.done() == []
    free.set()
    ahead.wait(20)
    assert [mail for mail, _ in ahead.done()] == ["pertama", "kedua"]
    ahead.close()


def test_a_mail_beside_one_that_failed_is_read_to_its_end_before_anything_else_begins() -> None:
    begun, read_to_the_end = Event(), Event()

    def read(mail: str) -> str:
        if mail == "gagal":
            assert begun.wait(20)
            raise OutsideError(mail, permanent=False)
        begun.set()
        time.sleep(0.3)
        read_to_the_end.set()
        return mail

    ahead = Ahead(read)
    ahead.begin(["gagal", "panjang"])
    ahead.wait(20)
    with pytest.raises(OutsideError):
        ahead.done()

    assert read_to_the_end.is_set()
    assert not ahead.busy
    ahead.close()
