"""What is printed is the draft with every change accepted, and nothing that only editors see."""

import re
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from pipeline.letters.changes import flatten, settle
from pipeline.letters.parts import LOOSE, read_parts, trees_of, write_parts
from pipeline.letters.text import document_lines
from tests.letters.samples import letter


def ending(docx: bytes, paragraphs: str) -> bytes:
    """The document with these paragraphs at its end."""
    parts = read_parts(docx)
    body = parts["word/document.xml"].decode().replace("<w:sectPr", f"{paragraphs}<w:sectPr", 1)
    return write_parts(parts | {"word/document.xml": body.encode()})


def tracked(docx: bytes) -> bytes:
    """The document with a paragraph of which one word came and one went."""
    came = '<w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve">baru </w:t></w:r></w:ins>'
    went = '<w:del w:id="2" w:author="a"><w:r><w:delText>lama </w:delText></w:r></w:del>'
    return ending(docx, f"<w:p>{came}{went}<w:r><w:t>Manajer Mutu</w:t></w:r></w:p>")


def test_tracked_changes_are_accepted() -> None:
    printed = flatten(tracked(letter()))

    assert "baru Manajer Mutu" in document_lines(printed)
    assert not re.search(rb"w:ins|w:del\b|delText", read_parts(printed)["word/document.xml"])


def test_a_paragraph_end_that_was_deleted_joins_two_paragraphs() -> None:
    gone = "<w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"
    two = f"<w:p>{gone}<w:r><w:t>satu </w:t></w:r></w:p><w:p><w:r><w:t>dua</w:t></w:r></w:p>"

    assert "satu dua" in document_lines(flatten(ending(letter(), two)))


def test_comments_and_controls_are_gone() -> None:
    comment = "<w:p><w:commentRangeStart w:id='1'/><w:r><w:t>teks</w:t></w:r><w:commentRangeEnd w:id='1'/>"
    comment += "<w:r><w:commentReference w:id='1'/></w:r></w:p>"

    body = read_parts(flatten(ending(letter(), comment)))["word/document.xml"]

    assert not re.search(rb"w:sdt|w:comment", body)


def test_the_words_stay() -> None:
    assert document_lines(flatten(letter())) == document_lines(letter())


def test_the_place_of_the_signature_stays() -> None:
    assert b"tg_tte" in read_parts(flatten(letter()))["word/document.xml"]


@pytest.mark.parametrize(("more", "method"), [(0, ZIP_STORED), (LOOSE, ZIP_DEFLATED)])
def test_what_is_only_converted_is_packed_where_it_is_large(more: int, method: int) -> None:
    large = write_parts(read_parts(letter()) | {"word/media/bagan.emf": Random(1).randbytes(more)})

    with ZipFile(BytesIO(flatten(large))) as package:
        methods = {entry.filename: entry.compress_type for entry in package.infolist()}
    assert {each for name, each in methods.items() if not name.endswith(".jpg")} == {method}


@pytest.mark.parametrize("document", [letter(), flatten(letter())], ids=["kept", "converted"])
def test_a_picture_is_packed_as_it_came(document: bytes) -> None:
    with ZipFile(BytesIO(document)) as package:
        found = [each for each in package.infolist() if each.filename.endswith(".jpg")]
    assert [each.compress_type for each in found] == [ZIP_STORED]


def test_a_letter_tells_whether_anything_in_it_is_not_printed() -> None:
    plain, controlled = letter("nota_pengantar"), letter()

    assert [any(map(settle, trees_of(read_parts(each)).values())) for each in (plain, controlled)] == [
        False,
        True,
    ]
