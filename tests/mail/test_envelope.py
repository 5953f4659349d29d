"""A server's word tells whether it speaks of one mail or of us; bytes tell whether their lines end whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.envelope import ServerWord, has_whole_line_ends


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (421, "4.7.0 Try again later, closing connection"),
        (451, "4.7.500 Server busy. Please try again later"),
        (451, "4.7.650 The mail server has been temporarily rate limited due to IP reputation"),
        (454, "4.7.0 Temporary authentication failure"),
        (530, "5.7.57 Client not authenticated to send mail"),
        (535, "5.7.8 Authentication credentials invalid"),
        (550, "5.4.5 Daily user sending limit exceeded"),
        (550, "5.7.30 Basic authentication is not supported for Client Submission"),
        (550, "5.7.708 Service unavailable. Access denied, traffic not accepted from this IP"),
    ],
)
def test_a_word_about_our_account_or_pace_is_about_us(code: int, text: str) -> None:
    assert ServerWord(code, text).is_about_us


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (250, "2.0.0 Ok: queued as 4.7.1"),
        (0, "sambungan terputus"),
        (450, "4.7.1 Greylisted, please try again"),
        (451, "4.7.1 Greylisting in action, please come back later"),
        (450, "4.2.1 Mailbox busy"),
        (452, "4.3.1 Insufficient system storage"),
        (550, "5.1.1 No such user here"),
        (550, "5.7.1 Message rejected as spam"),
        (550, "5.7.300 Rejected"),
        (554, "5.7.1 Relay access denied"),
    ],
)
def test_a_word_about_this_mail_or_this_mailbox_is_not(code: int, text: str) -> None:
    assert not ServerWord(code, text).is_about_us


@given(st.lists(st.sampled_from([b"\r\n", b"\r", b"\n", b"a", b""])).map(b"".join))
def test_a_line_ends_whole_where_no_cr_and_no_lf_stands_alone(raw: bytes) -> None:
    assert has_whole_line_ends(raw) is not bool(re.search(rb"(?<!\r)\n|\r(?!\n)", raw))
