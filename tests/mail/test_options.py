"""What a person can answer to a request, and the links that write it for him."""

from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from _pytest.mark import ParameterSet

from pipeline.mail.answer import Unit, read_answer
from pipeline.mail.choices import ANALYSIS_LABELS, CHOICES, MINUTES_LABELS
from pipeline.mail.facts import Facts
from pipeline.mail.options import Option, mailto, offered, options
from pipeline.mail.reply import cut
from pipeline.sop.asks import ASKS, Action, Ask
from pipeline.sop.case import Answer
from tests.mail.views import CODE, POKJA, REPLY_TO

SUBJECT = "[PGD-2026-0007 K7QM-2XRD] Mohon disposisi: keluhan & saran"
UNITS = tuple(Unit(key, name) for key, name in POKJA)
#: answers that need a file beside the words
WITH_FILE = {Action.TERTANDA}


def options_of(ask: Ask, *, segel: bool = False) -> tuple[Option, ...]:
    return options(
        ask, reply_to=REPLY_TO, subject=SUBJECT, code=CODE, units=POKJA, segel=segel, case="PGD-2026-0007"
    )


def named(keep: Callable[[Option], bool]) -> list[ParameterSet]:
    """Every option of every request, in both ways of signing, that `keep` says."""
    both = {
        (ask, option.number, option.action): option
        for ask in Ask
        for segel in (False, True)
        for option in options_of(ask, segel=segel)
    }
    return [
        pytest.param(key[0], option, id=f"{key[0]}-{key[1]}-{key[2]}")
        for key, option in both.items()
        if keep(option)
    ]


EVERY = named(lambda option: True)
LINKED = named(lambda option: option.action not in WITH_FILE)
#: one tap is enough, nothing has to be filled in
COMPLETE = named(lambda option: not option.note or option.action is Action.GABUNG)


def understood(ask: Ask, words: str) -> Action | None:
    answer = read_answer(Facts(own=cut(words).own), ASKS[ask].actions, UNITS)
    return answer.action if isinstance(answer, Answer) else None


def test_every_answer_of_the_sop_has_its_row() -> None:
    assert set(CHOICES) == set(Action)


@pytest.mark.parametrize("ask", Ask)
def test_a_request_offers_every_answer_it_takes_in_one_way_of_signing_or_the_other(ask: Ask) -> None:
    both = {action for segel in (False, True) for action, _ in offered(ask, POKJA, segel=segel)}

    assert both == set(ASKS[ask].actions)


def test_the_disposisi_offers_each_pokja_in_order_and_then_the_other_answers() -> None:
    found = [(option.number, option.label) for option in options_of(Ask.DISPOSISI)]

    assert [label for _, label in found[:7]] == [f"Disposisi kepada {name}" for _, name in POKJA]
    assert [number for number, _ in found] == list(range(1, 11))
    assert [option.action for option in options_of(Ask.DISPOSISI)[7:]] == [
        Action.BUKAN_PENGADUAN,
        Action.TERLIBAT,
        Action.TERUSKAN,
    ]


@pytest.mark.parametrize(("segel", "first"), [(True, Action.KIRIM), (False, Action.TERTANDA)])
def test_the_numbered_letter_is_sent_or_returned_as_the_office_signs(segel: bool, first: Action) -> None:
    found = [option.action for option in options_of(Ask.TANDA_TANGAN, segel=segel)]

    assert found == [first, Action.REVISI]


def test_an_answer_that_needs_a_file_has_no_link_and_says_what_to_attach() -> None:
    option = options_of(Ask.TANDA_TANGAN)[0]

    assert option.link == ""
    assert "lampirkan PDF yang sudah ditandatangani" in option.note


@pytest.mark.parametrize(("ask", "option"), LINKED)
def test_a_link_writes_the_whole_reply(ask: Ask, option: Option) -> None:
    link = urlsplit(option.link)
    fields = parse_qs(link.query, strict_parsing=True, keep_blank_values=True)

    assert (link.scheme, unquote(link.path)) == ("mailto", REPLY_TO)
    assert fields["subject"] == [f"Re: {SUBJECT}"]
    assert fields["body"] == [f"{option.body}\n\nKode: {CODE}\n".replace("\n", "\r\n")]


@pytest.mark.parametrize(("ask", "option"), EVERY)
def test_a_link_is_short_enough_for_every_mail_program(ask: Ask, option: Option) -> None:
    assert len(option.link) < 2_000


def test_a_link_keeps_every_sign_of_its_parts() -> None:
    link = mailto("a+b@balai.example", "50% & lebih? #1", "satu\ndua=tiga & empat")

    assert link == (
        "mailto:a%2Bb@balai.example?subject=50%25%20%26%20lebih%3F%20%231"
        "&body=satu%0D%0Adua%3Dtiga%20%26%20empat"
    )


@pytest.mark.parametrize(
    ("ask", "labels"),
    [(Ask.KONSEP, ANALYSIS_LABELS), (Ask.PARAF, ANALYSIS_LABELS), (Ask.NOTULEN, MINUTES_LABELS)],
)
def test_a_form_is_prefilled_with_its_labels(ask: Ask, labels: tuple[str, ...]) -> None:
    form = next(option for option in options_of(ask) if option.action in {Action.KONSEP, Action.NOTULEN})

    assert form.body.split("\n")[1:] == [f"{label}: " for label in labels]


@pytest.mark.parametrize(("ask", "option"), COMPLETE)
def test_what_one_tap_sends_is_understood_as_that_answer(ask: Ask, option: Option) -> None:
    sent = f"{option.body}\r\n\r\nKode: {CODE}\r\n"

    assert understood(ask, sent) is option.action


@pytest.mark.parametrize(("ask", "option"), LINKED)
def test_an_example_is_understood_as_the_answer_it_shows(ask: Ask, option: Option) -> None:
    assert understood(ask, option.example) is option.action


@pytest.mark.parametrize(("ask", "option"), EVERY)
def test_a_form_sent_without_being_filled_in_is_never_taken_for_another_answer(
    ask: Ask, option: Option
) -> None:
    assert understood(ask, option.body) in {option.action, None}


@pytest.mark.parametrize("option", options_of(Ask.DISPOSISI)[:7], ids=lambda option: option.label)
def test_the_number_of_a_pokja_means_that_pokja(option: Option) -> None:
    answer = read_answer(Facts(own=str(option.number)), ASKS[Ask.DISPOSISI].actions, UNITS)

    assert isinstance(answer, Answer)
    assert answer.pokja == POKJA[option.number - 1][0]


@pytest.mark.parametrize("option", options_of(Ask.DISPOSISI)[:7], ids=lambda option: option.label)
def test_one_tap_on_a_pokja_hands_it_the_case_with_the_instruction(option: Option) -> None:
    answer = read_answer(Facts(own=option.body), ASKS[Ask.DISPOSISI].actions, UNITS)

    assert isinstance(answer, Answer)
    assert (answer.pokja, answer.instruksi) == (
        POKJA[option.number - 1][0],
        "Tindak lanjuti dan siapkan konsep surat jawaban.",
    )


@pytest.mark.parametrize(("ask", "option"), EVERY)
def test_the_number_of_an_option_never_means_another_option(ask: Ask, option: Option) -> None:
    assert understood(ask, str(option.number)) in {option.action, None}
