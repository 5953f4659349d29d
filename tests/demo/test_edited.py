"""A player edits a draft as a word processor would: one sentence, and nothing around it."""

import pytest

from pipeline.demo.edited import reworded
from pipeline.letters.drafts import changed_paragraphs, read_draft
from pipeline.letters.late import NAMES, stamp
from pipeline.letters.render import render
from pipeline.letters.values import balasan_values
from tests.letters.samples import FULL, OFFICE, template

DRAFT = stamp(render(template("surat_balasan"), balasan_values(OFFICE, FULL)), FULL.number, 1, "K7QM-2XRD")


def test_one_sentence_is_another() -> None:
    edited = reworded(DRAFT, "LHU telah diterbitkan.", "LHU telah dikirim.")

    assert changed_paragraphs(DRAFT, edited) == ["- LHU telah diterbitkan.", "+ LHU telah dikirim."]


def test_an_edited_draft_keeps_its_late_fields() -> None:
    edited = read_draft(reworded(DRAFT, "LHU telah diterbitkan.", "LHU telah dikirim."))

    assert (set(edited.late), edited.missing, edited.problem) == (set(NAMES), (), "")


@pytest.mark.parametrize("words", ["Kalimat yang tidak ada.", "Berdasarkan penelusuran"])
def test_words_that_stand_nowhere_or_twice_cannot_be_edited(words: str) -> None:
    with pytest.raises(LookupError, match="paragraf memuat"):
        reworded(DRAFT, words, "lain")
