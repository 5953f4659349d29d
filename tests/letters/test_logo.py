"""The office's logo: prepared once as it is printed, because every letter would else compute it anew."""

import io
import re
import zipfile

import docx
import pytest
from docx.shared import Cm
from PIL import Image
from pypdfium2 import PdfDocument, raw

from pipeline.errors import SetAside
from pipeline.letters.parts import read_parts, write_parts
from pipeline.letters.printed_logo import as_printed
from pipeline.letters.render import render
from pipeline.outside.libreoffice import Converter
from tests.letters.samples import template, values

#: 2.3 cm, as the shipped templates have it: 272 dots at 300 an inch
HEIGHT = 828_000
NAVY = (0, 0, 128)


def picture(width: int, height: int, kind: str = "PNG", mode: str = "RGB", colour: object = NAVY) -> bytes:
    """A picture of one colour."""
    target = io.BytesIO()
    Image.new(mode, (width, height), colour).save(target, kind)  # type: ignore[arg-type]
    return target.getvalue()


def with_logo(logo: bytes) -> bytes:
    """A reply under this logo."""
    return render(template("surat_balasan"), values("surat_balasan") | {"logo": logo})


def logo_of(letter: bytes) -> bytes:
    """The one picture of a letter."""
    with zipfile.ZipFile(io.BytesIO(letter)) as package:
        [name] = [name for name in package.namelist() if name.startswith("word/media/")]
        return package.read(name)


def dots(logo: bytes) -> Image.Image:
    """What is seen of it."""
    return Image.open(io.BytesIO(logo))


def test_the_logo_of_the_office_takes_the_place_of_the_crest() -> None:
    printed = dots(logo_of(with_logo(picture(40, 20))))

    assert printed.size == (40, 20)
    assert printed.getpixel((20, 10)) == pytest.approx(NAVY, abs=2)


def test_the_logo_keeps_its_shape() -> None:
    found = docx.Document(io.BytesIO(with_logo(picture(1_000, 500)))).inline_shapes[0]

    assert found.width == 2 * found.height


def test_a_fine_logo_has_no_more_dots_than_are_printed() -> None:
    assert dots(logo_of(with_logo(picture(2_000, 1_000)))).size == (544, 272)


def test_what_is_transparent_is_the_white_of_the_paper() -> None:
    printed = dots(as_printed(picture(30, 30, mode="RGBA", colour=(0, 0, 0, 0)), HEIGHT))

    assert (printed.format, printed.mode, printed.getpixel((15, 15))) == ("JPEG", "RGB", (255, 255, 255))


@pytest.mark.parametrize(
    ("mode", "kind", "colour", "seen"),
    [
        ("L", "PNG", 100, 100),
        ("I;16", "PNG", 100 * 256, 100),
        ("1", "PNG", 0, (0, 0, 0)),
        ("P", "PNG", 0, (0, 0, 0)),
        ("CMYK", "JPEG", (0, 0, 0, 255), (0, 0, 0)),
    ],
)
def test_every_kind_of_colour_is_seen_as_it_is(mode: str, kind: str, colour: object, seen: object) -> None:
    printed = dots(as_printed(picture(30, 30, kind, mode, colour), HEIGHT))

    assert printed.getpixel((15, 15)) == pytest.approx(seen, abs=3)


def test_a_jpeg_that_is_not_too_fine_stays_as_it_is() -> None:
    logo = picture(100, 100, "JPEG")

    assert as_printed(logo, HEIGHT) == logo


def test_a_logo_whose_template_gives_no_height_keeps_its_dots() -> None:
    assert dots(as_printed(picture(600, 600), 0)).size == (600, 600)


def test_the_converter_takes_the_prepared_logo_as_it_is() -> None:
    letter = with_logo(picture(1_000, 1_000))

    [pdf] = Converter().convert([letter])

    assert isinstance(pdf, bytes)
    assert logo_of(letter) in pdf


def test_a_photograph_in_a_draft_is_brought_to_the_dots_that_are_printed() -> None:
    draft = docx.Document(io.BytesIO(with_logo(picture(1_000, 1_000))))
    photograph = Image.effect_noise((1_500, 1_500), 90)
    target = io.BytesIO()
    photograph.save(target, "JPEG")
    draft.add_picture(io.BytesIO(target.getvalue()), width=Cm(4))
    changed = io.BytesIO()
    draft.save(changed)

    [pdf] = Converter().convert([changed.getvalue()])

    assert isinstance(pdf, bytes)
    widths = sorted(
        each.get_px_size()[0]
        for page in PdfDocument(pdf)
        for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    )
    # Four centimetres at 300 dots an inch, beside the logo.
    assert widths == [272, pytest.approx(472, abs=1)]


def altered(*changes: tuple[str, str]) -> bytes:
    """The template of the reply with something changed in its body, where each change must find its place."""
    parts = read_parts(template("surat_balasan"))
    body = parts["word/document.xml"].decode()
    for old, new in changes:
        assert old in body
        body = body.replace(old, new, 1)
    return write_parts({**parts, "word/document.xml": body.encode()})


def beneath(changed: bytes, logo: bytes) -> Image.Image:
    """What a letter of this template shows as its logo."""
    return dots(logo_of(render(changed, values("surat_balasan") | {"logo": logo})))


def drawing() -> str:
    """The paragraph of the logo in the template."""
    body = read_parts(template("surat_balasan"))["word/document.xml"].decode()
    [found] = re.findall(r"<w:r><w:drawing>.*?</w:drawing></w:r>", body)
    return str(found)


@pytest.mark.parametrize("order", [1, -1])
def test_a_logo_that_stands_twice_has_the_dots_of_the_larger(order: int) -> None:
    tall = drawing().replace('cy="827999"', 'cy="1655998"')
    both = "".join([drawing(), tall][::order])

    assert beneath(altered((drawing(), both)), picture(1_000, 1_000)).size == (543, 543)


def test_the_dots_of_a_picture_that_is_not_called_logo_count_where_it_is_the_same() -> None:
    watermark = drawing().replace('cy="827999"', 'cy="1655998"').replace('"logo"', '"latar"')

    assert beneath(altered((drawing(), drawing() + watermark)), picture(1_000, 1_000)).size == (543, 543)


def test_a_logo_of_which_a_part_is_shown_has_the_dots_of_that_part() -> None:
    cut = drawing().replace("<a:stretch>", '<a:srcRect t="25000" b="25000"/><a:stretch>')

    assert beneath(altered((drawing(), cut)), picture(1_000, 1_000)).height == 543


CLEAR = picture(1_000, 1_000, mode="RGBA", colour=(0, 0, 0, 0))


def test_a_logo_on_a_coloured_cell_stays_transparent() -> None:
    cell = '<w:tcPr><w:tcW w:type="dxa" w:w="1474"/>'
    shaded = f'{cell}<w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/>'

    found = beneath(altered((cell, shaded)), CLEAR)

    assert (found.format, found.size, found.getpixel((5, 5))) == ("PNG", (272, 272), (0, 0, 0, 0))


def test_a_logo_that_floats_stays_transparent() -> None:
    floating = drawing().replace("wp:inline", "wp:anchor")

    assert beneath(altered((drawing(), floating)), CLEAR).mode == "RGBA"


def test_a_cell_that_is_shaded_white_is_paper() -> None:
    cell = '<w:tcPr><w:tcW w:type="dxa" w:w="1474"/>'
    white = f'{cell}<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'

    assert beneath(altered((cell, white)), CLEAR).format == "JPEG"


def grey_with_transparency() -> bytes:
    target = io.BytesIO()
    Image.new("I;16", (30, 30), 0x4000).save(target, "PNG", transparency=0xFFFF)
    return target.getvalue()


@pytest.mark.parametrize(
    "logo",
    [
        picture(40, 40)[:60],
        picture(40, 40, "JPEG")[:-2],
        picture(8_000, 5_000, mode="1", colour=1),
        picture(40, 40, mode="P", colour=0).replace(b"PLTE", b"pLTE"),
        picture(70_000, 100),
        grey_with_transparency(),
    ],
    ids=["half a png", "jpeg without its end", "huge", "no palette", "too wide for a jpeg", "grey"],
)
def test_a_logo_that_cannot_be_prepared_stands_on_letters_as_it_is(logo: bytes) -> None:
    assert logo_of(with_logo(logo)) == logo


def test_a_logo_that_is_no_picture_is_refused() -> None:
    with pytest.raises(SetAside, match="bukan gambar PNG atau JPEG"):
        with_logo(b"GIF89a")
