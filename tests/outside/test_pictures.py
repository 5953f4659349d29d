"""Pages of strangers' files become pictures of our own, and what cannot be drawn becomes a sentence."""

import io
from collections.abc import Iterator

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from pipeline.letters.dossier import LONGEST_SIDE, PDF
from pipeline.outside import pictures
from pipeline.outside.pictures import Picture, Pictures
from tests.outside.picture_jobs import DIE, DIE_ON_TWO, LIE
from tests.pdfs import pdf_of
from tests.scans import file_from

THREE = pdf_of("satu", "dua", "tiga")


@pytest.fixture(scope="module")
def drawn() -> Iterator[Pictures]:
    """Those who draw, in the cage."""
    with Pictures(jobs=["tests.outside.picture_jobs"]) as drawing:
        yield drawing


def _with_box() -> bytes:
    """A page with a signature field that is a black box in its middle."""
    target = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf_of("satu"))) as pdf:
        box = Stream(
            pdf, b"0 g 0 0 200 200 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 200]
        )
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T="Tanda tangan",
                F=4,
                Rect=[200, 320, 400, 520],
                AP=Dictionary(N=pdf.make_indirect(box)),
            )
        )
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
        pdf.save(target)
    return target.getvalue()


def _coloured() -> Image.Image:
    picture = Image.new("RGB", (400, 200), "white")
    picture.paste((200, 0, 0), (10, 10, 60, 60))
    return picture


def test_each_page_of_a_pdf_is_a_jpeg_of_its_own(drawn: Pictures) -> None:
    pages = list(drawn.pages(PDF, THREE))

    assert [Image.open(io.BytesIO(page.jpeg)).format for page in pages if isinstance(page, Picture)] == [
        "JPEG"
    ] * 3


def test_a_page_is_drawn_as_large_as_it_is_printed(drawn: Pictures) -> None:
    (page,) = drawn.pages(PDF, pdf_of("satu"))

    assert isinstance(page, Picture)
    assert (page.width, page.height) == (1240, LONGEST_SIDE)


def test_a_page_without_colour_is_kept_in_grey(drawn: Pictures) -> None:
    (page,) = drawn.pages(PDF, pdf_of("satu"))

    assert isinstance(page, Picture)
    assert page.grey


def test_a_coloured_picture_keeps_its_colour(drawn: Pictures) -> None:
    (page,) = drawn.pages("image/png", file_from(_coloured(), "PNG"))

    assert isinstance(page, Picture)
    red, green, _ = Image.open(io.BytesIO(page.jpeg)).getpixel((30, 30))  # type: ignore[misc]
    assert red > 150 > 60 > green


def test_the_visible_box_of_a_signature_is_drawn(drawn: Pictures) -> None:
    (page,) = drawn.pages(PDF, _with_box())

    assert isinstance(page, Picture)
    assert Image.open(io.BytesIO(page.jpeg)).getpixel((page.width // 2, page.height // 2)) == 0


def test_every_frame_of_a_fax_is_a_page(drawn: Pictures) -> None:
    fax = io.BytesIO()
    _coloured().save(fax, "TIFF", save_all=True, append_images=[_coloured(), _coloured()])

    assert len(list(drawn.pages("image/tiff", fax.getvalue()))) == 3


def test_a_damaged_pdf_is_one_sentence(drawn: Pictures) -> None:
    assert list(drawn.pages(PDF, b"%PDF-1.7 rusak")) == [
        "Berkas ini tidak dapat ditampilkan (PDF ini rusak)."
    ]


def test_a_picture_that_is_none_is_one_sentence(drawn: Pictures) -> None:
    (told,) = drawn.pages("image/jpeg", b"bukan gambar")

    assert told == "Berkas ini tidak dapat ditampilkan (Gambar ini rusak atau terlalu besar)."


def test_a_file_of_another_kind_never_reaches_the_cage(drawn: Pictures) -> None:
    assert list(drawn.pages("application/zip", b"PK")) == ["Berkas jenis ini tidak ditampilkan."]


def test_a_page_that_ends_its_reader_costs_a_sentence_and_no_other_page(drawn: Pictures) -> None:
    pages = list(drawn.pages(PDF, THREE + DIE_ON_TWO))

    assert [isinstance(page, Picture) for page in pages] == [True, False, True]
    assert pages[1] == "Halaman 2 tidak dapat ditampilkan (pembacanya terhenti)."


def test_a_file_that_ends_every_reader_is_soon_left_alone(drawn: Pictures) -> None:
    pages = list(drawn.pages(PDF, pdf_of(*map(str, range(30))) + DIE))

    assert pages[-1] == "Halaman 3 s.d. 30 tidak ditampilkan: berkas ini terlalu berat."


def test_a_reader_that_was_taken_over_brings_no_picture(drawn: Pictures) -> None:
    assert list(drawn.pages(PDF, pdf_of("satu") + LIE)) == [
        "Halaman 1 tidak dapat ditampilkan (hasil gambarnya rusak)."
    ]


def test_of_a_very_long_file_the_beginning_is_shown(drawn: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PAGES", 2)

    *_, told = drawn.pages(PDF, THREE)

    assert told == "Hanya 2 dari 3 halaman berkas ini yang ditampilkan."
