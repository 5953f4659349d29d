"""What a mail weighs: all that its words say, and the same after it crossed a process border."""

import json
from itertools import islice

import pytest

from pipeline.mail.facts import Facts
from pipeline.mail.identity import content_key, likeness
from pipeline.mail.kind import Evidence, classify, score_of
from pipeline.mail.letter import read_letter
from pipeline.mail.score import NO_WORDS, OwnWords
from pipeline.mail.weighed import Weighed, weigh
from tests.mail.labelled import Labelled, letters

LETTERS = list(islice(letters(), 0, None, 7))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda each: f"{each.file}-{each.number}")
def test_it_is_the_same_when_it_has_crossed_a_process_border(letter: Labelled) -> None:
    weighed = weigh(letter.facts(), NO_WORDS)

    crossed = Weighed.from_json(json.loads(json.dumps(weighed.to_json())))

    assert crossed == weighed
    assert crossed.score == score_of(letter.facts())
    assert crossed.fields == read_letter(letter.facts())
    assert (crossed.content_key, crossed.likeness) == (content_key(letter.facts()), likeness(letter.facts()))


def test_the_verdict_rests_on_the_score_that_is_handed_in() -> None:
    letter = next(each for each in LETTERS if each.kind == "pengaduan").facts()
    other = next(each for each in LETTERS if each.kind == "lain").facts()

    verdict = classify(other, Evidence(), NO_WORDS, score_of(letter))

    assert verdict == classify(letter, Evidence())


def test_the_offices_own_words_count() -> None:
    facts = Facts(subject="Contoh kami", text="Contoh batubara kami gosong semua, mohon perhatian.")

    weighed = weigh(facts, OwnWords(complaint=("gosong",)))

    assert weighed.score.complaint > weigh(facts, NO_WORDS).score.complaint


@pytest.mark.parametrize("part", ["score", "fields", "content_key", "likeness"])
def test_what_lacks_a_part_is_no_such_thing(part: str) -> None:
    told = weigh(LETTERS[0].facts(), NO_WORDS).to_json()
    del told[part]

    with pytest.raises((ValueError, LookupError, TypeError, AttributeError)):
        Weighed.from_json(told)
