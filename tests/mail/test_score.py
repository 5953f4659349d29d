"""How words become points: phrases, stems, spelling, negation, and the office's own words."""

import time

import pytest

from pipeline.mail import phrases, stems
from pipeline.mail.clauses import Word
from pipeline.mail.facts import Facts
from pipeline.mail.kind import Evidence, Kind, classify
from pipeline.mail.phrases import table
from pipeline.mail.score import NO_WORDS, OwnWords, Score, scorer


def found(written: str, text: str, *, negated: bool = False) -> list[str]:
    """What a phrase finds in a text, as it stands there."""
    table = phrases.table({"": (written,)})
    return [hit.shown for hit in table.find(phrases.reader([table])(text), negated=negated)]


def score(subject: str, body: str = "", own: OwnWords = NO_WORDS) -> Score:
    """The points of a letter."""
    return scorer(own).score(subject, body)


@pytest.mark.parametrize("word", ["mengecewakan", "kekecewaan", "dikecewakan", "Kecewa", "kecewanya"])
def test_a_stem_finds_every_form_of_its_word(word: str) -> None:
    assert found("~kecewa", f"sangat {word} kami") == [word]


def test_a_gap_holds_as_many_words_as_it_says() -> None:
    assert found("belum ..2 ~terima", "belum kami sempat terima") == ["belum kami sempat terima"]
    assert found("belum ..2 ~terima", "belum juga kami sempat terima") == []


def test_no_phrase_reaches_over_the_end_of_a_clause() -> None:
    assert found("belum ..2 ~terima", "Kami belum tahu. Terima kasih.") == []


@pytest.mark.parametrize("text", ["tidak rusak", "tanpa kerusakan", "bukan karena rusak"])
def test_a_word_that_is_denied_does_not_count(text: str) -> None:
    assert found("~rusak", text) == []


def test_a_denial_ends_at_a_comma() -> None:
    assert found("~rusak", "tidak dijawab, rusak pula") == ["rusak"]


@pytest.mark.parametrize("text", ["blm diterima", "belom diterima", "belurn diterima", "BELUM\nditerima"])
def test_spelling_of_phones_and_scans_is_understood(text: str) -> None:
    assert found("belum diterima", text)


def test_a_word_that_a_line_of_a_scan_breaks_is_put_together() -> None:
    assert found("~jelas", "mohon pen-\njelasan") == ["penjelasan"]


@pytest.mark.parametrize("text", ["2 bulan", "dua bulan", "sebulan", "2bulan"])
def test_a_number_is_any_number(text: str) -> None:
    assert found("# bulan", text)


def test_the_reason_names_the_words_of_the_letter() -> None:
    verdict = classify(
        Facts(subject="LHU", own="LHU kami belum terbit, sudah 2 bulan. Mohon dicek."), Evidence()
    )

    assert "belum terbit" in verdict.reason


def test_an_own_word_makes_a_complaint() -> None:
    assert score("Timbangan mleyot").complaint == 0
    assert score("Timbangan mleyot", own=OwnWords(complaint=("mleyot",))).complaint > 3


def test_an_own_word_for_other_mail_counts_as_another_letter() -> None:
    verdict = classify(
        Facts(subject="Arisan", own="Arisan bulan ini di kantin."), Evidence(), OwnWords(other=("arisan",))
    )

    assert (verdict.kind, verdict.reason) == (Kind.LAIN, "Surat ini seperti surat biasa menurut kata kantor.")


@pytest.mark.parametrize("written", ["", "..3", "a", "belum ..3", "..2 ~terima", "~ab|keluh"])
def test_an_own_word_that_finds_too_much_or_nothing_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="tiga"):
        phrases.checked(written)


def test_a_checked_own_word_is_lower_case() -> None:
    assert phrases.checked(" Belum ..3 ~Terima ") == "belum ..3 ~terima"


@pytest.mark.parametrize(("word", "may"), [("menyesalkan", True), ("disesalkan", True), ("keadaan", False)])
def test_only_words_that_may_have_a_wanted_stem_are_stemmed(word: str, may: bool) -> None:
    wanted = stems.kernels({"sesal"})

    assert (wanted.search(word) is not None) is may


@pytest.mark.parametrize("text", ["tidak " * 40_000, "belum kami " * 20_000, "a-\n" * 50_000, "#" * 200_000])
def test_a_hostile_text_is_judged_in_a_moment(text: str) -> None:
    scorer(NO_WORDS)
    started = time.process_time()

    classify(Facts(subject="x", own=text), Evidence())

    assert time.process_time() - started < 2


def test_the_words_of_strangers_do_not_pile_up() -> None:
    found = table({"keluhan": ["keluhan"]})
    beginnings = vars(found)["_beginning"]

    for number in range(beginnings.MOST + 100):
        found.find([Word(str(number), frozenset({str(number)}))])

    assert len(beginnings) <= beginnings.MOST
    assert [hit.shown for hit in found.find([Word("keluhan", frozenset({"keluhan"}))])] == ["keluhan"]
