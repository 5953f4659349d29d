"""Paragraphs of a text whose lines were broken by a mail program or by a PDF."""

from pipeline.letters.paragraphs import paragraphs


def test_lines_that_a_pdf_broke_in_mid_sentence_run_on() -> None:
    first = "Sampai surat ini kami tulis laporan hasil uji atas contoh air limbah kami belum kami terima dari"
    text = f"{first}\nBalai."

    assert len(first) > 80
    assert paragraphs(text) == (f"{first} Balai.",)


def test_a_long_line_that_ends_its_sentence_is_a_paragraph() -> None:
    first = (
        "Sampai surat ini kami tulis laporan hasil uji atas contoh air limbah kami belum kami terima juga."
    )
    text = f"{first}\nMohon penjelasan."

    assert paragraphs(text) == (first, "Mohon penjelasan.")
