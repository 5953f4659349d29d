"""OCR with the real tesseract, on pages drawn here; and programs in its place that misbehave."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import OutsideError
from pipeline.letters.scanned import bears
from pipeline.mail.facts import Attachment
from pipeline.outside.cage import Cage, Limits
from pipeline.outside.ocr import LONGEST_SIDE, Ocr, Picture, Unread
from tests.outside.test_cage import letter
from tests.pdfs import pdf_of
from tests.scans import blank, file_from, pdf_from, pictures_of, scan_of, worn, written

NUMBER = "B/17/BSKJI/HM/XI/2026"
LETTER = pdf_of(f"Nomor {NUMBER}", "Demikian disampaikan, terima kasih.")
PAGE = pictures_of(LETTER)[0]

Program = Callable[[str], str]


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    with Cage(Limits()) as started:
        yield started


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A shell script where tesseract is expected."""

    def write(script: str) -> str:
        path = tmp_path / "tesseract"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return str(path)

    return write


def picture(page: Image.Image = PAGE) -> Picture:
    return Picture(*page.size, page.tobytes())


def read(cage: Cage, name: str, content: bytes) -> Attachment:
    (file,) = cage.read(letter("", (name, content))).facts.attachments
    return file


def test_a_scan_is_read_page_by_page_and_marked(cage: Cage) -> None:
    file = read(cage, "surat.pdf", scan_of(LETTER))

    first, second = file.text.strip().split("\n\n")
    assert (bears(first, NUMBER), second.strip()) == (True, "Demikian disampaikan, terima kasih.")
    assert (file.scanned, file.pages, file.note) == (True, 2, "")


@pytest.mark.parametrize(
    "spoil",
    [worn, lambda page: page.rotate(180), lambda page: page.rotate(90, expand=True)],
    ids=["worn", "upside down", "sideways"],
)
def test_a_scan_that_is_crooked_or_turned_is_read(
    cage: Cage, spoil: Callable[[Image.Image], Image.Image]
) -> None:
    page = written(["Sehubungan dengan surat Saudara, bersama ini kami sampaikan tanggapan."] * 20)

    file = read(cage, "surat.pdf", pdf_from([spoil(page)]))

    assert file.text.count("sampaikan tanggapan") > 15


@pytest.mark.parametrize(
    ("name", "kind", "options"),
    [
        ("surat.jpg", "JPEG", {"quality": 60}),
        ("surat.png", "PNG", {}),
        ("surat.tif", "TIFF", {"compression": "tiff_lzw"}),
    ],
)
def test_a_picture_of_a_letter_is_read(cage: Cage, name: str, kind: str, options: dict[str, object]) -> None:
    file = read(cage, name, file_from(PAGE, kind, **options))

    assert ("B/17/BSKJI" in file.text, file.scanned, file.pages) == (True, True, 1)


def test_a_fax_of_several_pages_is_read(cage: Cage) -> None:
    first, second = (page.convert("1") for page in pictures_of(LETTER))

    file = read(
        cage,
        "faks.tif",
        file_from(first, "TIFF", save_all=True, append_images=[second], compression="group4"),
    )

    assert (file.pages, "B/17/BSKJI" in file.text, "terima kasih" in file.text) == (2, True, True)


def test_a_pdf_with_a_text_layer_is_not_read_by_ocr(cage: Cage) -> None:
    file = read(cage, "surat.pdf", LETTER)

    assert (file.scanned, file.pages) == (False, 2)


def test_a_blank_page_gives_no_text(cage: Cage) -> None:
    file = read(cage, "kosong.pdf", pdf_from([blank()]))

    assert (file.text, file.scanned, file.pages, file.note) == ("", False, 1, "")


def test_a_logo_is_not_read(cage: Cage) -> None:
    file = read(cage, "logo.png", file_from(PAGE.resize((400, 560)), "PNG"))

    assert (file.text, file.note) == ("", "")


def test_of_a_long_scan_only_so_many_pages_are_read() -> None:
    with Cage(Limits(), ocr=Ocr(pages=1)) as cage:
        file = read(cage, "surat.pdf", scan_of(LETTER))

    assert ("B/17" in file.text, "terima kasih" in file.text) == (True, False)
    assert file.note == "Hanya 1 halaman pindaian pertama yang dibaca."


def test_without_tesseract_a_scan_says_so_and_the_letter_is_read() -> None:
    with Cage(Limits(), ocr=Ocr("no-such-tesseract")) as cage:
        facts = cage.read(letter("", ("surat.pdf", scan_of(LETTER)))).facts

    (file,) = facts.attachments
    assert (facts.text, file.note, file.pages) == (
        "LHU terlambat.",
        "Pindaian pada halaman 1 tidak terbaca (OCR tidak terpasang).",
        2,
    )


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exec sleep 60", "melebihi batas waktu"),
        ("while :; do :; done", "melebihi batas waktu"),
        ("echo 'Nomor B/17'; kill -SEGV $$", "OCR terhenti"),
        ("echo 'Nomor B/17'; kill -KILL $$", "OCR terhenti"),
        ("exit 1", "OCR terhenti"),
        ("exec head -c 3000000 /dev/zero", "hasil bacanya terlalu besar"),
    ],
    ids=["hangs", "burns", "crashes", "is killed", "fails", "floods"],
)
def test_a_tesseract_that_misbehaves_costs_a_note(program: Program, script: str, why: str) -> None:
    with Cage(Limits(), ocr=Ocr(program(script), seconds=1)) as cage:
        facts = cage.read(letter("", ("surat.pdf", scan_of(LETTER)))).facts

    (file,) = facts.attachments
    assert (facts.text, file.text, file.note) == (
        "LHU terlambat.",
        "",
        f"Pindaian pada halaman 1 tidak terbaca ({why}).",
    )


def test_a_tesseract_that_uses_up_the_processor_is_ended(program: Program) -> None:
    with pytest.raises(Unread, match="melebihi batas waktu"):
        Ocr(program("while :; do :; done"), cpu=1).read(picture(), 60)


def test_nothing_is_left_of_a_tesseract_that_was_ended(program: Program) -> None:
    with pytest.raises(Unread):
        Ocr(program("sleep 47.11 & sleep 47.11"), seconds=1).read(picture(), 1)

    left = [path for path in Path("/proc").glob("[0-9]*/cmdline") if _says(path, b"47.11")]
    assert left == []


def _says(path: Path, words: bytes) -> bool:
    try:
        return words in path.read_bytes()
    except OSError:
        return False


def test_tesseract_gets_no_environment_and_may_write_no_file(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGGAP_IMAP_PASSWORD", "rahasia")

    # With what the shell does by itself, for it may start nothing.
    script = 'export -p\nwhile read -r line; do echo "$line"; done </proc/self/limits'
    told = Ocr(program(script)).read(picture(), 10)

    names = ("Max file size", "Max core file size", "Max processes", "Max open files")
    walls = [re.search(rf"{name} +(\d+) ", told) for name in names]
    assert ("OMP_THREAD_LIMIT='1'" in told, "rahasia" in told) == (True, False)
    assert [wall and wall[1] for wall in walls] == ["0", "0", "0", "32"]


def test_a_page_has_no_more_time_than_its_mail_has_left(program: Program) -> None:
    start = time.monotonic()

    with pytest.raises(Unread, match="melebihi batas waktu"):
        Ocr(program("exec sleep 60")).read(picture(), 0.5)

    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("width", "height", "dots"), [(0, 5, 0), (2, 2, 3), (LONGEST_SIDE + 1, 1, LONGEST_SIDE + 1), (-1, -1, 1)]
)
def test_a_picture_that_is_not_what_it_says_is_refused(width: int, height: int, dots: int) -> None:
    with pytest.raises(ValueError, match="x"):
        Picture(width, height, bytes(dots))


def test_a_page_of_a_wall_s_size_is_drawn_small(cage: Cage) -> None:
    huge = LETTER.replace(b"[0 0 595 842]", b"[0 0 14400 14400]")

    sides, dots = cage.call("draw_pdf", huge, b"0")

    assert max(json.loads(sides)) <= LONGEST_SIDE
    assert len(dots) <= LONGEST_SIDE**2


def test_tesseract_tells_its_version_and_languages() -> None:
    assert "bahasa ind dan eng" in Ocr().version()


def test_a_tesseract_without_indonesian_is_found_out(program: Program) -> None:
    with pytest.raises(OutsideError, match="belum mengenal bahasa ind"):
        Ocr(program("echo eng")).version()


def test_a_tesseract_that_is_not_there_is_found_out() -> None:
    with pytest.raises(OutsideError, match="OCR tidak terpasang"):
        Ocr("no-such-tesseract").version()
