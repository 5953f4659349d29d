"""The corpus of letters is read as well as was promised, and hostile text is read in time."""

import time
from collections import Counter

import pytest

from pipeline.letters.field import Field, Sureness
from pipeline.letters.fields import Enclosed, read_fields
from tests.letters.corpus import FOREIGN, TUNED, UNTOUCHED, samples
from tests.scores.fields import found_share, scores, table, wrong_share

#: of the values that letters hold, and of the values that were filled in
MUST_FIND, MAY_BE_WRONG = 0.85, 0.02
HALVES = (TUNED, UNTOUCHED, FOREIGN)
#: text in which a careless expression would look again and again
HOSTILE = {
    "spaces": " " * 60_000,
    "newlines": "\n" * 60_000,
    "dashes": "-" * 60_000,
    "figures": "0" * 60_000,
    "figures and dots": "1." * 30_000,
    "capitals": "A " * 30_000,
    "firms": "PT " * 20_000,
    "firms in a line": "PT Contoh " * 6_000,
    "numbers": "nomor " * 10_000,
    "orders": "order no. " * 6_000,
    "dates": "1-1-" * 15_000,
    "days": "1 dan 1 dan " * 5_000,
    "colons": ": " * 30_000,
    "labels": "Nama :\n" * 8_000,
    "columns": "a   b   c\n" * 6_000,
    "wide columns": ("a" + " " * 300) * 200,
    "sums": "Rp 1.000.000" * 5_000,
    "telephones": "(0812 " * 10_000,
    "streets": "Jl. " * 15_000,
    "prefixes": "Re: " * 15_000,
    "form feeds": "\f" * 60_000,
    "leave-takings": "Hormat kami,\n" * 4_000,
    "brackets": "[" * 60_000,
    "wishes": "mohon. M" * 8_000,
    "mail addresses": "a@a." * 15_000,
}


@pytest.mark.parametrize("half", HALVES)
def test_most_of_what_letters_say_of_themselves_is_found(half: str) -> None:
    assert found_share(scores(half)) >= MUST_FIND


@pytest.mark.parametrize("half", HALVES)
def test_hardly_anything_is_filled_in_wrongly(half: str) -> None:
    assert wrong_share(scores(half)) <= MAY_BE_WRONG


def test_there_are_letters_enough_in_both_halves() -> None:
    counts = [len(samples(half)) for half in (TUNED, UNTOUCHED)]

    assert min(counts) >= 30
    assert sum(counts) >= 60


def test_the_table_has_a_row_for_each_field_and_one_for_all() -> None:
    assert table().row_count == 17


@pytest.mark.parametrize("sample", samples(UNTOUCHED) + samples(TUNED), ids=lambda sample: sample.name)
def test_every_value_says_where_it_was_found(sample: "object") -> None:
    fields = sample.read()  # type: ignore[attr-defined]

    each = [one for field in fields.values() for one in (field if isinstance(field, tuple) else (field,))]
    assert [one for one in each if not one.where or not one.value] == []


def test_nothing_from_a_scan_is_sure() -> None:
    scans = [
        sample for sample in samples(UNTOUCHED) + samples(TUNED) if any(file.scanned for file in sample.files)
    ]

    kinds: Counter[Sureness] = Counter()
    for sample in scans:
        for field in sample.read().values():
            each = (field,) if isinstance(field, Field) else field
            kinds.update(one.sureness for one in each if one.where.startswith("lampiran"))
    assert set(kinds) == {Sureness.PINDAIAN}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_in_time(text: str) -> None:
    before = time.process_time()

    read_fields(text, [Enclosed("a.pdf", text)], sender_name=text[:500], sender="", subject=text[:500])

    assert time.process_time() - before < 2.0
