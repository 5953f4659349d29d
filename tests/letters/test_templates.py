"""The committed templates and their builder say the same; the README explains every field."""

import pytest

from pipeline.letters.text import document_lines
from tests.letter_templates_build import TEMPLATES
from tests.letters.samples import template


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_builder_still_yields_the_words_of_the_committed_template(name: str) -> None:
    assert document_lines(TEMPLATES[name]()) == document_lines(template(name))
