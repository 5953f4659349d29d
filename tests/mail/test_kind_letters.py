"""The bars that the kinds of mail are held to, over the labelled letters (issue 3, section 4)."""

import pytest

from pipeline.mail.kind import Evidence, classify
from tests.mail.labelled import HERE, letters
from tests.scores.kinds import halves, table, totals, verdicts

UNTOUCHED = verdicts(halves()["tidak disentuh"])
COMPLAINTS, OTHERS = (totals(UNTOUCHED, complaints=each) for each in (True, False))


def test_the_corpus_is_as_large_as_it_has_to_be() -> None:
    kinds = [letter.kind for letter in letters()]

    assert kinds.count("pengaduan") >= 150
    assert len(kinds) - kinds.count("pengaduan") >= 150


def test_every_second_letter_of_a_file_is_untouched() -> None:
    for path in HERE.glob("*.toml"):
        halves_of = [letter.untouched for letter in letters() if letter.file == path.stem]

        assert halves_of == [number % 2 == 0 for number in range(1, len(halves_of) + 1)]


def test_no_complaint_is_taken_for_other_mail() -> None:
    assert COMPLAINTS["lain"] == 0


def test_no_complaint_in_a_style_that_was_never_looked_at_is_taken_for_other_mail() -> None:
    found = verdicts(halves()["tidak disentuh (ketiga)"])

    assert totals(found, complaints=True)["lain"] == 0
    assert totals(found, complaints=False)["pengaduan"] == 0


def test_most_complaints_are_found_without_asking() -> None:
    assert COMPLAINTS["pengaduan"] >= 0.7 * COMPLAINTS.total()


def test_hardly_any_other_mail_is_taken_for_a_complaint() -> None:
    assert OTHERS["pengaduan"] <= 0.02 * OTHERS.total()


def test_tu_is_asked_about_little_other_mail() -> None:
    assert OTHERS["ragu"] <= 0.12 * OTHERS.total()


@pytest.mark.parametrize("name", [name for name in halves() if name.startswith("ditala")])
def test_no_letter_that_the_words_were_tuned_with_is_lost(name: str) -> None:
    found = verdicts(halves()[name])

    assert totals(found, complaints=True)["lain"] == 0
    assert totals(found, complaints=False)["pengaduan"] == 0


def test_an_integrity_report_goes_to_wbs_alone() -> None:
    found = {classify(letter.facts(), Evidence()).kind.value for letter in letters() if letter.kind == "wbs"}

    assert found == {"wbs"}


def test_every_appeal_is_marked() -> None:
    appeals = [letter for letter in letters() if letter.appeal]

    assert appeals
    assert all(classify(letter.facts(), Evidence()).banding for letter in appeals)


def test_the_table_counts_every_letter() -> None:
    shown = table(HERE)

    assert shown.row_count == 2 * len(halves())
