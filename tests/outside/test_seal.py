"""The seal signs a finished PDF once, in its place, and changes nothing else in it."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import segno
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader

from pipeline.errors import OutsideError, SetAside
from pipeline.letters.changes import flatten
from pipeline.letters.late import fill, stamp
from pipeline.letters.letter_case import LetterCase
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.validation import validate
from pipeline.letters.values import late_values
from pipeline.outside.libreoffice import Converter
from pipeline.outside.seal import Seal, SealBox
from pipeline.outside.stamp import Face
from tests.certificates import NOW, identity, seal_of, signed
from tests.letters.samples import FULL, KEPALA, PLAIN, letter
from tests.outside.letters_docx import docx_of
from tests.pdfs import pdf_of

URL = "https://balai.example/v/1"
LETTER = pdf_of("Surat", "Halaman kedua")

Rectangle = tuple[float, float, float, float]


@cache
def converted() -> bytes:
    """A letter of LibreOffice with a place for the signature."""
    body = ["Dengan ini kami sampaikan jawaban atas pengaduan Saudara. " * 3] * 6
    [pdf] = Converter().convert([docx_of("Nomor PGD-2026-0007", *body, tte=True)])
    assert isinstance(pdf, bytes)
    return pdf


def widget(pdf: bytes) -> Any:
    """The annotation that shows the signature."""
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return signature.sig_field


def rectangle(pdf: bytes) -> Rectangle:
    x0, y0, x1, y1 = (float(each) for each in widget(pdf)["/Rect"])
    return x0, y0, x1, y1


def letters_on(pdf: bytes, page: int) -> Iterator[Rectangle]:
    """The boxes of all visible letters of the page's own text."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        for place in range(text.count_chars()):
            if text.get_text_range(place, 1).strip():
                yield text.get_charbox(place)


def overlap(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def darkness(pdf: bytes, page: int, scale: int = 8) -> Any:
    """A function from points on the drawn page to 0 (black) … 255 (white)."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        picture = document[page].render(scale=scale, may_draw_forms=True).to_pil().convert("L")
    return lambda x, y: picture.getpixel((round(x * scale), picture.height - round(y * scale)))


def appearance(pdf: bytes) -> Any:
    return widget(pdf)["/AP"]["/N"]


def test_the_box_stands_at_the_bookmark_and_covers_no_text() -> None:
    pdf = signed(converted())

    box = rectangle(pdf)

    assert not any(overlap(box, letter) for letter in letters_on(pdf, 0))
    above = [letter for letter in letters_on(pdf, 0) if letter[1] >= box[3] and letter[0] >= box[0] - 1]
    assert min(letter[1] for letter in above) - box[3] < 24


@pytest.mark.parametrize("case", [PLAIN, FULL], ids=["plain", "full"])
def test_on_the_office_s_own_letter_the_box_covers_no_text(case: LetterCase) -> None:
    numbered = late_values("B/12/BSKJI/BSPJI-Contoh/HM/XI/2026", date(2026, 11, 24), KEPALA)
    letter_docx = fill(stamp(letter(case=case), "PGD-2026-0007", 1, "K7QM-2XRD"), numbered, drop=("konsep",))
    [pdf] = Converter().convert([flatten(letter_docx)])
    assert isinstance(pdf, bytes)

    sealed = signed(pdf)

    box, page = rectangle(sealed), page_of_box(sealed)
    assert not any(overlap(box, each) for each in letters_on(sealed, page))


def page_of_box(pdf: bytes) -> int:
    """The page on which the signature is shown."""
    reader = PdfFileReader(io.BytesIO(pdf))
    page = widget(pdf).raw_get("/P").reference
    places = range(int(reader.root["/Pages"]["/Count"]))
    [found] = [place for place in places if reader.find_page_for_modification(place)[0].reference == page]  # type: ignore[no-untyped-call]
    return found


def test_the_letter_stays_byte_for_byte_at_the_beginning() -> None:
    pdf = signed(converted())

    assert pdf.startswith(converted())
    assert page_texts(pdf) == page_texts(converted())


def test_the_sealed_letter_is_still_pdf_a_with_every_font_embedded() -> None:
    pdf = signed(converted())

    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    font = appearance(pdf)["/Resources"]["/Font"]["/F1"]
    assert "/FontFile2" in font["/FontDescriptor"]
    assert len(font["/Widths"]) == font["/LastChar"] - font["/FirstChar"] + 1


def test_the_qr_code_can_be_read_module_by_module() -> None:
    pdf = signed(LETTER)
    x0, y0, _, y1 = rectangle(pdf)
    matrix = segno.make(URL, micro=False, error="m", boost_error=False).matrix
    side = y1 - y0 - 8
    module = side / (len(matrix) + 4)
    left, top = x0 + 4 + 2 * module, y1 - 4 - 2 * module

    shade = darkness(pdf, 1)

    wrong = [
        (row, column)
        for row, cells in enumerate(matrix)
        for column, black in enumerate(cells)
        if (shade(left + (column + 0.5) * module, top - (row + 0.5) * module) < 128) != bool(black)
    ]
    assert wrong == []


def test_the_box_says_who_signed() -> None:
    drawn = bytes(appearance(signed(LETTER)).data)

    assert "Ditandatangani secara elektronik".encode("cp1252").hex().encode() in drawn
    assert b"Kepala Balai".hex().encode() in drawn


def test_a_long_label_is_wrapped_inside_the_box(tmp_path: Path) -> None:
    label = "Kepala Balai Besar Standardisasi dan Pelayanan Jasa Pencegahan Pencemaran Industri – " * 3

    pdf = seal_of(tmp_path, identity()).seal(LETTER, reason="Surat", url=URL, label=label, at=NOW)

    x0, y0, x1, y1 = rectangle(pdf)
    shade = darkness(pdf, 1)
    rows = [y0 + 2 + step * 0.5 for step in range(int((y1 - y0 - 4) * 2))]
    assert all(shade(x1 - 2.5, y) > 200 for y in rows)
    assert all(shade(x, y1 - 2.5) > 200 for x in range(round(x0) + 70, round(x1) - 2))


def test_without_a_bookmark_the_box_stands_at_the_lower_right_of_the_last_page() -> None:
    pdf = signed(LETTER)

    box = SealBox()
    assert rectangle(pdf) == (
        595 - box.right - box.width,
        box.bottom,
        595 - box.right,
        box.bottom + box.height,
    )
    assert widget(pdf).raw_get("/P").reference.idnum == 6


@pytest.mark.parametrize(
    "destinations",
    [
        "/Dests<</tg_tte[4 0 R/XYZ 100 500 0]>>",
        "/Dests<</tg5Ftte[4 0 R/XYZ 100 500 0]>>",
        "/Names<</Dests<</Names[(tg_tte)[4 0 R/XYZ 100 500 0]]>>>>",
        "/Names<</Dests<</Kids[<</Names[(lain)[6 0 R/Fit](tg5Ftte)<</D[4 0 R/XYZ 100 500 0]>>]>>]>>>>",
    ],
)
def test_the_bookmark_is_found_as_any_writer_of_pdf_names_it(destinations: str) -> None:
    pdf = signed(pdf_of("Surat", "Halaman kedua", extra=destinations))

    assert rectangle(pdf) == (100, 496 - SealBox().height, 100 + SealBox().width, 496)
    assert widget(pdf).raw_get("/P").reference.idnum == 4


@pytest.mark.parametrize("place", ["580 10", "-50 900", "595 842"])
def test_a_box_at_the_edge_is_moved_inside_the_page(place: str) -> None:
    pdf = signed(pdf_of("Surat", extra=f"/Dests<</tg_tte[4 0 R/XYZ {place} 0]>>"))

    x0, y0, x1, y1 = rectangle(pdf)

    assert 14 <= x0 < x1 <= 581
    assert 14 <= y0 < y1 <= 828
    assert (x1 - x0, y1 - y0) == (SealBox().width, SealBox().height)


def test_the_signature_is_pades_with_the_time_of_our_clock() -> None:
    at = NOW + timedelta(days=40)

    pdf = signed(LETTER, at=at)

    assert b"/ETSI.CAdES.detached" in pdf
    assert validate(pdf, [identity().root], at).signed_at == at


def test_a_signed_letter_is_never_signed_again(tmp_path: Path) -> None:
    seal = seal_of(tmp_path, identity())

    with pytest.raises(SetAside, match="sudah bertanda tangan"):
        seal.seal(signed(LETTER), reason="Surat", url=URL, label="Kepala Balai", at=NOW)


@pytest.mark.parametrize("broken", [b"", b"bukan pdf", LETTER[:200], pdf_of()])
def test_a_pdf_that_cannot_be_read_is_a_permanent_error(tmp_path: Path, broken: bytes) -> None:
    seal = seal_of(tmp_path, identity())

    with pytest.raises(OutsideError) as caught:
        seal.seal(broken, reason="Surat", url=URL, label="Kepala Balai", at=NOW)

    assert caught.value.permanent


def test_a_seal_with_an_rsa_key_signs_too(tmp_path: Path) -> None:
    path = tmp_path / "rsa.p12"
    path.write_bytes(rsa_identity())

    pdf = Seal(path, lambda: b"uji").seal(LETTER, reason="Surat", url=URL, label="Balai", at=NOW)

    facts = validate(pdf, [], NOW)
    assert facts.intact
    assert facts.covers_whole_file


def rsa_identity() -> bytes:
    """A self-signed RSA certificate in PKCS#12."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Segel (UJI COBA)")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, NOW, NOW + timedelta(days=9))
    certificate = builder.sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(
        b"segel", key, certificate, None, BestAvailableEncryption(b"uji")
    )


def test_the_passphrase_is_asked_once(tmp_path: Path) -> None:
    asked: list[int] = []
    path = tmp_path / "seal.p12"
    path.write_bytes(identity().pkcs12)

    def passphrase() -> bytes:
        asked.append(1)
        return identity().passphrase

    seal = Seal(path, passphrase)
    for _ in range(3):
        seal.seal(LETTER, reason="Surat", url=URL, label="Kepala Balai", at=NOW)

    assert len(asked) == 1


@pytest.mark.parametrize("content", [b"bukan PKCS#12", None])
def test_a_seal_that_cannot_be_loaded_says_what_to_do(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "seal.p12"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(OutsideError, match="tidak dapat dibuka") as caught:
        Seal(path, lambda: b"uji")

    assert "tanggap check" in caught.value.remedy


def test_a_wrong_passphrase_is_told_without_saying_it(tmp_path: Path) -> None:
    path = tmp_path / "seal.p12"
    path.write_bytes(identity().pkcs12)

    with pytest.raises(OutsideError) as caught:
        Seal(path, lambda: b"sandi rahasia")

    assert "sandi rahasia" not in str(caught.value)


def test_a_missing_font_names_the_package() -> None:
    with pytest.raises(OutsideError) as caught:
        Face((Path("/tidak/ada.ttf"),))

    assert "fonts-liberation" in caught.value.remedy


def test_every_test_certificate_says_that_it_is_one() -> None:
    _, certificate, others = pkcs12.load_key_and_certificates(identity().pkcs12, identity().passphrase)

    assert certificate is not None
    assert all("UJI COBA" in each.subject.rfc4514_string() for each in (certificate, *others))


#: what a converter that was taken over may print: a PDF, but for one thing → what stands instead
TRAPS = {
    "a root that is no object": (b"/Root 1 0 R", b"/Root 7    "),
    "pages that are a number": (b"/Pages 2 0 R", b"/Pages 7    "),
    "a parent that is its own": (b"/Count 2/MediaBox[0 0 595 842]", b"/Count 2/Parent 2 0 R          "),
    "a count beyond all pages": (b"/Count 2", b"/Count 9"),
}


@pytest.mark.parametrize(("old", "new"), TRAPS.values(), ids=TRAPS)
@pytest.mark.timeout(60)
def test_a_pdf_that_is_made_to_trip_the_seal_costs_one_letter_and_not_the_daemon(
    tmp_path: Path, old: bytes, new: bytes
) -> None:
    seal, trap = seal_of(tmp_path, identity()), LETTER.replace(old, new)
    assert trap != LETTER

    with pytest.raises(OutsideError) as told:
        seal.seal(trap, reason="Surat balasan", url=URL, label="Balai", at=NOW)

    assert told.value.permanent


@pytest.mark.timeout(60)
def test_names_that_lead_back_to_themselves_are_followed_to_an_end(tmp_path: Path) -> None:
    trap = pdf_of("Surat", extra="/Names<</Dests<</Kids[1 0 R]>>>>/Kids[1 0 R]")

    sealed = seal_of(tmp_path, identity()).seal(trap, reason="Surat", url=URL, label="Balai", at=NOW)

    assert sealed.startswith(trap)
