"""Replies as an office writes them: none is misread, and hardly any plain one is asked back."""

from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet

from pipeline.sop.asks import ASKS
from pipeline.sop.steps import Step
from tests.mail.answer_corpus import BESIDE, STEPS, Part, Sample, Verdict, samples

#: per step, of which so many are traps; and those written against the parser, over all steps
REPLIES, TRAPS, AGAINST = 60, 20, 60
UNDERSTOOD = 0.95


def _named(found: Iterable[Sample]) -> list[ParameterSet]:
    return [pytest.param(each, id=f"{each.step}-{each.text[:40]!r}") for each in found]


@pytest.mark.parametrize("sample", _named(samples()))
def test_no_reply_is_taken_for_another_answer_to_its_request(sample: Sample) -> None:
    assert sample.verdict() is not Verdict.WRONG


@pytest.mark.parametrize("sample", _named(each for each in samples() if not each.trap))
def test_a_plain_reply_once_understood_stays_so(sample: Sample) -> None:
    assert sample.verdict() is Verdict.UNDERSTOOD


@pytest.mark.parametrize("sample", _named(each for each in samples() if each.in_line))
def test_no_reply_is_taken_for_another_answer_of_its_step(sample: Sample) -> None:
    assert sample.verdict(whole_step=True) is not Verdict.WRONG


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("part", [Part.TALA, Part.UJI, Part.SEGAR])
def test_nearly_all_plain_replies_are_understood_without_a_question(step: Step, part: Part) -> None:
    plain = [sample for sample in samples(part, step) if not sample.trap]
    understood = [sample for sample in plain if sample.verdict() is Verdict.UNDERSTOOD]

    assert len(understood) >= UNDERSTOOD * len(plain)


@pytest.mark.parametrize("step", STEPS)
def test_the_corpus_is_large_enough_and_has_traps(step: Step) -> None:
    written = [sample for part in (Part.TALA, Part.UJI) for sample in samples(part, step)]

    assert len(written) >= REPLIES
    assert sum(sample.trap for sample in written) >= TRAPS


def test_enough_replies_were_written_against_the_parser() -> None:
    assert len(list(samples(Part.LAWAN))) >= AGAINST


def test_no_reply_stands_in_the_corpus_twice() -> None:
    known = [(sample.ask, sample.text, sample.files) for sample in samples()]

    assert len(set(known)) == len(known)


def test_every_request_in_the_line_of_the_sop_has_replies() -> None:
    assert {sample.ask for sample in samples() if sample.in_line} == set(ASKS) - BESIDE
