"""The mark by which a report proves which mail it is about."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.return_path import mark, marks, return_path

ADDRESS = "pengaduan@balai.example"
ID = "<tanggap.mfrggzdfmztwq2lknnwg23tpoa@balai.example>"


@given(number=st.integers(1, 10**12), message_id=st.text(min_size=1, max_size=80))
def test_a_mark_is_read_back_from_the_return_path_and_from_envid(number: int, message_id: str) -> None:
    marked = mark(number, message_id)

    assert marks([return_path(marked, ADDRESS)], [], ADDRESS) == {number: marked}
    assert marks([], [marked], ADDRESS) == {number: marked}


def test_the_mark_differs_with_the_mail() -> None:
    assert mark(1, ID) != mark(1, ID.replace("mf", "mg"))


def test_the_mark_does_not_show_the_token() -> None:
    assert "mfrgg" not in mark(1, ID)


def test_an_address_that_is_too_long_for_it_stays_as_it_is() -> None:
    assert return_path(mark(1, ID), f"{'x' * 50}@balai.example") == ""


def test_what_only_looks_like_a_mark_is_none() -> None:
    others = [
        "pengaduan+b.1@balai.example",
        "lain+b.1.aaaaaaaaaaaaaaaa@balai.example",
        "b.1.aaaaaaaaaaaaaaaa",
    ]

    assert marks(others, ["12", ""], ADDRESS) == {}
