"""A dossier is bound: pages in order with numbers and bookmarks, files unchanged, no words as markup."""

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber
import pytest
from pikepdf import Pdf, parse_content_stream

from pipeline.errors import OutsideError, TanggapError
from pipeline.letters.dossier import (
    PDF,
    Block,
    Bound,
    Contents,
    Dossier,
    Kept,
    Leaf,
    Pairs,
    Part,
    Sheet,
    Shown,
    Table,
    Words,
)
from pipeline.letters.pdf_words import page_texts
from pipeline.outside import typeface
from pipeline.outside.binding import bindery
from tests.pdfs import archival, pdf_of

Bind = Callable[..., Bound]
FILES = {
    hashlib.sha256(content).hexdigest(): content
    for content in (
        archival(pdf_of("naskah satu", "naskah dua")),
        b"%PDF-1.7 rusak",
        b"lembar kerja",
        pdf_of("naskah satu", "naskah dua"),
    )
}
LETTER, DAMAGED, SHEET, ORDINARY = FILES
COVER = Sheet(title="Berkas Perkara PGD-2026-0001", blocks=(Contents(),))


def load(digest: str) -> bytes:
    """Bytes by their hash, as the archive gives them."""
    if digest not in FILES:
        raise TanggapError("sudah dihapus")
    return FILES[digest]


@pytest.fixture(scope="module")
def binder() -> Iterator[Bind]:
    with bindery() as binding:
        yield binding


@pytest.fixture
def bound(binder: Bind, tmp_path: Path) -> Callable[..., tuple[bytes, Bound]]:
    """The PDF of a dossier with one part, and what became of it."""

    def bind(
        *leaves: Leaf, blocks: tuple[Block, ...] = (), kept: tuple[Kept, ...] = ()
    ) -> tuple[bytes, Bound]:
        part = Part(divider=Sheet(title="Surat", blocks=blocks, above="Bagian 1"), leaves=leaves, kept=kept)
        told = {"title": "Berkas", "subject": "Pengaduan", "author": "Balai", "foot": "Berkas Perkara 1"}
        done = binder(Dossier(**told, cover=COVER, parts=(part,)), load, tmp_path / "berkas.pdf")
        return (tmp_path / "berkas.pdf").read_bytes(), done

    return bind


Binding = Callable[..., tuple[bytes, Bound]]


def own(title: str = "Form") -> Shown:
    return Shown(title=title, sha256=LETTER, media_type=PDF, own=True)


def foreign(title: str = "Lampiran", digest: str = LETTER) -> Shown:
    return Shown(title=title, sha256=digest, media_type=PDF)


def test_pages_stand_in_order_behind_their_divider(bound: Binding) -> None:
    pdf, _ = bound(own())

    cover, divider, first, second = page_texts(pdf)
    assert ("Berkas Perkara" in cover, "Bagian 1" in divider) == (True, True)
    assert ("naskah satu" in first, "naskah dua" in second) == (True, True)


def test_every_page_tells_its_number_of_all(bound: Binding) -> None:
    pdf, done = bound(own(), foreign())

    assert [
        f"Halaman {number} dari {done.pages}" in text for number, text in enumerate(page_texts(pdf), 1)
    ] == [True] * done.pages


def test_the_contents_name_the_page_on_which_a_file_begins(bound: Binding) -> None:
    pdf, _ = bound(own("Form"), foreign("Lampiran"))

    assert " ".join(page_texts(pdf)[0].split()).endswith(
        "1. Surat 2 Form 3 Lampiran 5 Berkas Perkara 1 Halaman 1 dari 6"
    )


def test_every_page_of_a_part_has_its_number_at_the_edge(binder: Bind, tmp_path: Path) -> None:
    dossier = Dossier(
        title="", subject="", author="", foot="", cover=COVER, parts=(letter_part("A"), letter_part("B"))
    )
    binder(dossier, load, tmp_path / "berkas.pdf")

    with pdfplumber.open(tmp_path / "berkas.pdf") as opened:
        edges = [
            [word for word in page.extract_words() if word["x0"] > page.width - 25] for page in opened.pages
        ]
    assert [[word["text"] for word in edge] for edge in edges] == [[], *[["1"]] * 3, *[["2"]] * 3]
    assert edges[4][0]["top"] > edges[1][0]["bottom"]


def letter_part(title: str) -> Part:
    """A part with a letter of ours behind its divider."""
    return Part(divider=Sheet(title=title, blocks=()), leaves=(own(),))


def test_bookmarks_lead_to_parts_and_what_lies_in_them(bound: Binding) -> None:
    pdf, _ = bound(own("Form"), foreign("Lampiran"))

    with Pdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        told = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert told == [("Sampul", []), ("Surat", ["Form", "Lampiran"])]


def test_a_strangers_pdf_comes_as_a_picture_alone(bound: Binding) -> None:
    pdf, _ = bound(foreign())

    assert [text for text in page_texts(pdf) if "naskah" in text] == []
    with Pdf.open(io.BytesIO(pdf)) as opened:
        assert [len(page.get_images(recursive=True)) for page in opened.pages] == [0, 0, 1, 1]


def test_a_letter_of_ours_that_is_not_pdf_a_comes_as_a_picture_too(bound: Binding) -> None:
    pdf, _ = bound(Shown(title="Form", sha256=ORDINARY, media_type=PDF, own=True))

    assert [text for text in page_texts(pdf) if "naskah" in text] == []


def test_a_damaged_letter_of_ours_costs_a_note_page(bound: Binding) -> None:
    _, done = bound(Shown(title="Form", sha256=DAMAGED, media_type=PDF, own=True))

    assert done.notes == ("Form: Berkas ini tidak dapat ditampilkan (PDF ini rusak).",)


def test_a_page_that_cannot_be_shown_costs_a_note_page(bound: Binding) -> None:
    pdf, done = bound(foreign("rusak.pdf", DAMAGED), own())

    told = "Berkas ini tidak dapat ditampilkan (PDF ini rusak)."
    assert done.notes == (f"rusak.pdf: {told}",)
    assert told in page_texts(pdf)[2]
    assert done.pages == 5


def test_a_file_whose_bytes_are_gone_costs_a_note_page(bound: Binding) -> None:
    _, done = bound(foreign(digest="0" * 64))

    assert done.notes == ("Lampiran: Berkas ini tidak tersimpan lagi (sudah dihapus).",)


def test_a_file_lies_in_the_dossier_byte_for_byte(bound: Binding) -> None:
    pdf, _ = bound(kept=(Kept(name="data.xlsx", sha256=SHEET, media_type="application/x", about="Lembar"),))

    with Pdf.open(io.BytesIO(pdf)) as opened:
        assert opened.attachments["01 data.xlsx"].get_file().read_bytes() == FILES[SHEET]


def test_two_files_of_one_name_both_lie_in_it(bound: Binding) -> None:
    twice = tuple(Kept(name="data.xlsx", sha256=each, media_type="x/y", about="") for each in (SHEET, LETTER))

    pdf, _ = bound(kept=twice)

    with Pdf.open(io.BytesIO(pdf)) as opened:
        assert sorted(opened.attachments) == ["01 data.xlsx", "02 data.xlsx"]


def test_nobodys_words_are_markup(bound: Binding) -> None:
    pdf, _ = bound(blocks=(Words('<font color="red">merah</font> &amp; <img src="/etc/passwd"/>'),))

    assert '<font color="red">merah</font> &amp; <img src="/etc/passwd"/>' in page_texts(pdf)[1]


def test_a_sign_that_the_font_lacks_is_a_box_and_said_to_be_one(bound: Binding) -> None:
    pdf, _ = bound(blocks=(Words("Terima kasih 🙏"),))

    assert "Terima kasih □" in page_texts(pdf)[1]
    assert "Tanda □ menggantikan" in page_texts(pdf)[1]


def test_the_lines_of_a_mail_stay_as_they_were_written(bound: Binding) -> None:
    pdf, _ = bound(blocks=(Words("Yth. Kepala\n\n    menjorok\nakhir"),))

    assert re.search(r"Yth. Kepala\s*\n +menjorok\s*\nakhir", page_texts(pdf)[1])


def test_a_cell_longer_than_a_page_is_told_to_be_cut(bound: Binding) -> None:
    pdf, _ = bound(blocks=(Table(("Isi",), (("kata " * 5000,),), (1.0,)),))

    assert "(dipotong)" in page_texts(pdf)[1]


def test_a_word_without_an_end_breaks_within_the_page(bound: Binding) -> None:
    _, done = bound(blocks=(Words("a" * 20_000), Pairs((("Nama", "b" * 1_000),))))

    assert done.pages > 3


def test_the_same_dossier_has_the_same_bytes(bound: Binding) -> None:
    first, _ = bound(own(), foreign())
    second, _ = bound(own(), foreign())

    assert first == second


def test_every_font_that_prints_is_embedded(bound: Binding) -> None:
    pdf, _ = bound(blocks=(Words("biasa"),))

    with Pdf.open(io.BytesIO(pdf)) as opened:
        used = {
            str(font.BaseFont): "/FontFile2" in font.FontDescriptor
            for font in opened.pages[1].Resources.Font.as_dict().values()
        }
    assert set(used.values()) == {True}


def test_no_page_prints_in_a_font_that_it_lacks(bound: Binding) -> None:
    pdf, _ = bound(own(), blocks=(Table(("Isi",), (("satu",),), (1.0,)), Pairs((("Nama", "dua"),))))

    with Pdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            used = [part.operands[0] for part in parse_content_stream(page) if str(part.operator) == "Tf"]
            assert {str(name) for name in used} <= set(page.Resources.Font.keys())


@pytest.mark.parametrize("words", ["W" * 5000, "W\n" * 5000, "kata " * 5000])
def test_no_row_is_longer_than_a_page(bound: Binding, words: str) -> None:
    narrow = Table(("A", "B"), ((words, "dua"), ("tiga", words)), (0.07, 0.93))

    _, done = bound(blocks=(narrow, Pairs((("Nama", words),))))

    assert done.notes == ()


def test_a_dossier_is_written_whole_or_not_at_all(binder: Bind, tmp_path: Path) -> None:
    out = tmp_path / "berkas.pdf"
    out.write_bytes(b"yang lama")
    dossier = Dossier(
        title="", subject="", author="", foot="", cover=COVER, parts=(Part(divider=COVER, leaves=(own(),)),)
    )

    with pytest.raises(ZeroDivisionError):
        binder(dossier, lambda _: bytes(1 // 0), out)
    assert (out.read_bytes(), sorted(path.name for path in tmp_path.iterdir())) == (
        b"yang lama",
        ["berkas.pdf"],
    )


def test_without_the_font_the_remedy_is_told(
    binder: Bind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeface, "FOLDERS", ())
    typeface.load.cache_clear()
    dossier = Dossier(title="", subject="", author="", foot="", cover=COVER)

    with pytest.raises(OutsideError) as raised:
        binder(dossier, load, tmp_path / "berkas.pdf")
    assert raised.value.remedy == "apt-get install fonts-liberation"
