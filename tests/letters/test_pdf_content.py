"""What acts in a PDF is told in whatever spelling, packed or not; where nothing can act nothing is read."""

import io
import re
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pikepdf import ObjectStreamMode, Pdf
from pyhanko.pdf_utils.misc import PdfReadError

from pipeline.letters.pdf_content import ACTIONS, ENTRIES, active_content, lenient_reader
from pipeline.letters.validation import validate
from tests.pdfs import pdf_of

HIDDEN = "lapisan yang tidak tampak"
#: what the catalog holds, with NAME in the place of the telling name, that name, and what is told of it
CASES = [
    *(("/A<</B[<<NAME(x)>>]>>", name, told) for name, told in ENTRIES.items()),
    *(("/OpenAction<</S NAME>>", name, told) for name, told in ACTIONS.items()),
    ("/OCProperties<</D<<NAME[(x)]>>>>", "/OFF", HIDDEN),
    ("/OCProperties<</D<</BaseState NAME>>>>", "/OFF", HIDDEN),
]
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda name: name,
    "in small numbers": lambda name: "/" + "".join(f"#{ord(sign):02x}" for sign in name[1:]),
    "in capital numbers": lambda name: "/" + "".join(f"#{ord(sign):02X}" for sign in name[1:]),
    "its first sign as a number": lambda name: f"/#{ord(name[1]):02x}{name[2:]}",
    "its last sign as a number": lambda name: f"{name[:-1]}#{ord(name[-1]):02X}",
}


def _packed(pdf: bytes) -> bytes:
    """The same PDF with its objects packed in streams."""
    target = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as opened:
        opened.save(target, object_stream_mode=ObjectStreamMode.generate, compress_streams=True)
    return target.getvalue()


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(("catalog", "name", "told"), CASES)
def test_a_telling_name_is_found_in_every_spelling(catalog: str, name: str, told: str, spelling: str) -> None:
    pdf = pdf_of("Surat", extra=catalog.replace("NAME", SPELLINGS[spelling](name)))

    assert active_content(lenient_reader(pdf)) == (told,)


@pytest.mark.parametrize(("catalog", "name", "told"), CASES)
def test_a_telling_name_is_found_where_objects_are_packed(catalog: str, name: str, told: str) -> None:
    pdf = _packed(pdf_of("Surat", extra=catalog.replace("NAME", name)))

    assert name.encode() not in pdf
    assert active_content(lenient_reader(pdf)) == (told,)


def test_other_names_and_links_tell_nothing_and_nothing_is_read_for_them() -> None:
    link = "/OpenAction<</S/URI/URI(https://balai.example)>>"
    reader = lenient_reader(
        pdf_of("Surat", extra=f"{link}/JSON 1/AAA 2/OFFICE 3/Launcher 4/HideMenubar true")
    )
    before = dict(reader.resolved_objects)

    assert active_content(reader) == ()
    assert reader.resolved_objects == before


def test_objects_that_only_a_program_which_mends_the_pdf_finds_are_not_passed_over() -> None:
    """The catalog's action lies in a stream that no table of the PDF names, and its own place is wrong."""
    packed = zlib.compress(b"6 0 <</S/JavaScript/JS(app.alert(1))>>")
    head = b"9 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    stream = head + packed + b"\nendstream endobj\n"
    pdf = pdf_of("Surat", extra="/OpenAction 6 0 R").replace(b"xref\n0 6\n", stream + b"xref\n0 7\n", 1)
    pdf = pdf.replace(b"trailer", b"0000000017 00000 n \ntrailer", 1)
    pdf = re.sub(rb"startxref\n\d+", b"startxref\n%d" % pdf.index(b"xref\n0 7"), pdf)

    with pytest.raises(PdfReadError):
        active_content(lenient_reader(pdf))
    assert validate(pdf, (), datetime.now(UTC), drawn=False).problem
