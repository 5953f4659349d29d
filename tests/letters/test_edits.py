"""What is known of a finished letter, its words and what of it is converted, from one look at its package."""

from collections import Counter

import pytest
from lxml import etree

from pipeline.letters import edits, late, parts, text
from pipeline.letters.changes import flatten
from pipeline.letters.text import document_lines
from tests.letters.samples import letter
from tests.letters.test_changes import tracked


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a package was read, and how often the words of one were parsed."""
    counted: Counter[str] = Counter()
    parse = parts.parse

    def reading(docx: bytes) -> parts.Parts:
        counted["read"] += 1
        return parts.read_parts(docx)

    def parsing(xml: bytes) -> etree._Element:
        counted["parsed"] += b"<w:body>" in xml
        return parse(xml)

    for module in (edits, late):
        monkeypatch.setattr(module, "read_parts", reading)
    for module in (parts, text):
        monkeypatch.setattr(module, "parse", parsing)
    return counted


def test_what_is_converted_and_the_words_of_both_are_those_of_the_documents() -> None:
    docx = tracked(letter())

    made = edits.written(docx)

    assert made.docx == docx
    assert made.flat == flatten(docx)
    assert made.lines == document_lines(docx)
    assert made.flat_lines == document_lines(made.flat)


def test_a_finished_letter_is_read_and_parsed_once(done: Counter[str]) -> None:
    docx = letter()
    done.clear()

    edits.written(docx)

    assert done == {"read": 1, "parsed": 1}


def test_a_stamped_draft_is_read_once_and_parsed_again_for_its_hash_alone(done: Counter[str]) -> None:
    docx = letter()
    done.clear()

    late.stamp(docx, case="PGD-2026-0007", version=2, code="K7QM-2XRD")

    assert done == {"read": 1, "parsed": 2}
