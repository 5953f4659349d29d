"""Small Word templates, for tests that need one of their own."""

from tests.letter_templates_word import add_line, new_document, save


def template_of(*paragraphs: str) -> bytes:
    """A template with these paragraphs."""
    document = new_document("Uji", size=12)
    for text in paragraphs:
        add_line(document, text)
    return save(document)
