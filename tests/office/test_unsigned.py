"""A letter that comes back without an electronic signature: typed words must be those that were approved."""

from pipeline.letters.pdf_words import page_texts
from tests.office.town import KEPALA, Town, body, file_of
from tests.pdfs import pdf_of


def asked_to_sign(town: Town) -> list[str]:
    """The pages of the numbered letter that the Kepala is asked to sign."""
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    return page_texts(file_of(town.last(KEPALA, "Mohon tanda tangan"), ".pdf"))


def test_a_letter_with_another_word_in_it_is_refused(town: Town) -> None:
    pages = asked_to_sign(town)
    changed = [page.replace("terbitkan", "batalkan") for page in pages]
    assert changed != pages

    town.reply(
        KEPALA, "Mohon tanda tangan", "TERTANDA", files=[("a.pdf", "application/pdf", pdf_of(*changed))]
    )

    assert town.case().state == "tanda_tangan"
    assert "berbeda dari surat bernomor" in " ".join(body(town.last(KEPALA, "Mohon diperjelas")).split())


def test_a_letter_with_the_approved_words_is_taken(town: Town) -> None:
    pages = asked_to_sign(town)

    town.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=[("a.pdf", "application/pdf", pdf_of(*pages))])

    assert town.case().state == "evaluasi"
