"""A dossier, and each letter in it, is the PDF/A that it says it is: another's validator holds it to that.

The validator (page) has the rules as veraPDF tells them. That it sees what it should is tried on dossiers
from which one thing was taken: each point below is one that the dossier claims to keep.
"""

import hashlib
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from page import validate_pdf_bytes
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Stream
from PIL import Image

from pipeline.letters.dossier import PDF, Contents, Dossier, Heading, Kept, Part, Sheet, Shown, Table, Words
from pipeline.outside.binding import bindery
from pipeline.outside.libreoffice import Converter
from tests.letters.samples import FULL, PLAIN, letter
from tests.pdfs import pdf_of

LETTERS = ("surat_balasan", "surat_penerusan", "form_pengaduan", "lembar_disposisi", "nota_pengantar")
MORE = ("notulen", "laporan_evaluasi")
FOREIGN = pdf_of("lampiran pelanggan", extra="/OpenAction<</S/JavaScript/JS(app.alert(1))>>")


def picture(mode: str, kind: str) -> bytes:
    """A small picture with something to be seen."""
    target = io.BytesIO()
    Image.linear_gradient("L").resize((300, 200)).convert(mode).save(target, kind)
    return target.getvalue()


PICTURES = {
    "image/png": picture("RGBA", "PNG"),
    "image/jpeg": picture("CMYK", "JPEG"),
    "image/tiff": picture("1", "TIFF"),
}


#: the one rule that is counted here: the validator takes a stream's last byte, where it is a carriage return,
#: for half of the line end behind it, which happens to one letter in fifty
COUNTED = "STREAM-LENGTH-001"
_STREAM = re.compile(rb"\n\d+ 0 obj\s*<<(.*?)>>\s*stream\r?\n", re.DOTALL)


def breaches(pdf: bytes, profile: str) -> list[str]:
    """What breaks the norm, each with its rule."""
    found = validate_pdf_bytes(pdf, profile=profile).failures
    told = {f"{each.rule_id}: {each.message}" for each in found if not each.rule_id.endswith(COUNTED)}
    return [*sorted(told), *wrong_lengths(pdf)]


def wrong_lengths(pdf: bytes) -> list[str]:
    """Streams that are not as long as they say."""
    found, place = [], 0
    while stream := _STREAM.search(pdf, place):
        place = stream.end() + length(pdf, stream[1])
        if not re.compile(rb"\r?\n?endstream").match(pdf, place):
            found.append(f"stream at {stream.start()}: wrong length")
    return found


def length(pdf: bytes, head: bytes) -> int:
    """The length of a stream, in its head or in an object of its own."""
    told = re.search(rb"/Length (\d+)( 0 R)?", head)
    assert told is not None
    if not told[2]:
        return int(told[1])
    apart = re.search(rb"\n%s 0 obj\s*(\d+)" % told[1], pdf)
    assert apart is not None
    return int(apart[1])


def digest(content: bytes) -> str:
    """The name under which the archive has these bytes."""
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def letters() -> dict[str, bytes]:
    """Every letter of the office as the converter prints it, full and plain."""
    names = [*LETTERS, *MORE]
    docs = [letter(name, case) for name in names for case in (FULL, PLAIN)]
    pdfs = Converter(timeout=300).convert(docs)
    told = [f"{name}, {fill}" for name in names for fill in ("full", "plain")]
    return {name: pdf for name, pdf in zip(told, pdfs, strict=True) if isinstance(pdf, bytes)}


@pytest.fixture(scope="module")
def dossier(letters: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A dossier with letters of ours, pictures, a stranger's PDF, words in every form, and enclosed files."""
    files = {digest(each): each for each in (*letters.values(), FOREIGN, *PICTURES.values(), b"PK")}
    ours = [Shown(title=name, sha256=digest(pdf), media_type=PDF, own=True) for name, pdf in letters.items()]
    theirs = [Shown(title="lampiran.pdf", sha256=digest(FOREIGN), media_type=PDF)]
    theirs += [Shown(title=kind, sha256=digest(each), media_type=kind) for kind, each in PICTURES.items()]
    kept = (
        Kept(name="lampiran «ä» 表.pdf", sha256=digest(FOREIGN), media_type=PDF, about="Utuh"),
        Kept(name="data.xlsx", sha256=digest(b"PK"), media_type="application/octet-stream", about=""),
    )
    blocks = (Heading("Isi"), Words("Terima kasih 表 ☑"), Table(("A", "B"), (("satu", "dua"),), (0.5, 0.5)))
    told = {"title": "Berkas", "subject": "Pengaduan", "author": "Balai", "foot": "Berkas"}
    parts = tuple(
        Part(divider=Sheet(title=title, blocks=blocks), leaves=tuple(leaves), kept=files_of)
        for title, leaves, files_of in (("Surat", ours, ()), ("Lampiran", theirs, kept))
    )
    out = tmp_path_factory.mktemp("arsip") / "berkas.pdf"
    with bindery() as bind:
        cover = Sheet(title="Berkas", blocks=(Contents(),))
        assert bind(Dossier(**told, cover=cover, parts=parts), files.__getitem__, out).notes == ()
    return out.read_bytes()


def test_every_letter_of_the_office_is_pdf_a_2b(letters: dict[str, bytes]) -> None:
    assert len(letters) == 2 * len((*LETTERS, *MORE))
    assert {name: breaches(pdf, "2b") for name, pdf in letters.items() if breaches(pdf, "2b")} == {}


def test_a_dossier_is_pdf_a_3b(dossier: bytes) -> None:
    assert breaches(dossier, "3b") == []


def test_it_says_so(dossier: bytes) -> None:
    with Pdf.open(io.BytesIO(dossier)) as opened, opened.open_metadata() as told:
        assert told.pdfa_status == "3B"


def unembed(pdf: Pdf) -> None:
    """Take the program of a font away."""
    fonts = pdf.pages[0].Resources.Font
    del next(iter(fonts.as_dict().values())).FontDescriptor["/FontFile2"]


def run(pdf: Pdf) -> None:
    """Let something run when the file is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def lead_outside(pdf: Pdf) -> None:
    """Take a page's words from a file beside it."""
    pdf.pages[0].Contents = pdf.make_indirect(Stream(pdf, b"q Q", F="lain.txt"))


def see_through(pdf: Pdf) -> None:
    """Mix colours in a way that PDF does not know."""
    pdf.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(Type=Name.ExtGState, BM=Name.Lain))
    pdf.pages[0].contents_add(b"/G gs")


def colour(pdf: Pdf) -> None:
    """Print in inks for which no profile is told."""
    pdf.pages[0].contents_add(b"0 0 0 1 k 10 10 20 20 re f")


def sing(pdf: Pdf) -> None:
    """Hang a sound on a page."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Sound, Rect=Array([0, 0, 9, 9]), F=4)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


#: a point of ISO 19005-3 that the dossier keeps, and how it would be broken
POINTS: dict[str, Callable[[Pdf], None]] = {
    "6.2.3 colours have one named space": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    "6.2.4 no colour is left to the device": colour,
    "6.2.10 what shines through is mixed as PDF knows it": see_through,
    "6.2.11 every font is embedded": unembed,
    "6.1.7 nothing is taken from outside the file": lead_outside,
    "6.3.1 no page makes a sound": sing,
    "6.5.1 nothing runs": run,
    "6.6.2 the file describes itself": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "6.8 enclosed files belong to the file": lambda pdf: pdf.Root.__delitem__("/AF"),
}


@pytest.mark.parametrize("point", POINTS)
def test_a_dossier_that_broke_this_point_would_be_noticed(dossier: bytes, point: str) -> None:
    target = io.BytesIO()
    with Pdf.open(io.BytesIO(dossier)) as opened:
        POINTS[point](opened)
        opened.save(target)

    assert breaches(target.getvalue(), "3b") != []


def test_a_stream_of_another_length_than_it_says_would_be_noticed(dossier: bytes) -> None:
    told = re.search(rb"/Length (\d+)", dossier)
    assert told is not None

    assert breaches(dossier.replace(told[0], b"/Length %d" % (int(told[1]) - 2), 1), "3b") != []


def test_a_locked_dossier_would_be_noticed(dossier: bytes, tmp_path: Path) -> None:
    with Pdf.open(io.BytesIO(dossier)) as opened:
        opened.save(tmp_path / "terkunci.pdf", encryption=Encryption(owner="rahasia"))

    assert any("ncrypt" in each for each in breaches((tmp_path / "terkunci.pdf").read_bytes(), "3b"))
