"""What goes into a letter stands in its PDF, character for character, and comes out the same each time.

The text of the PDF is compared after NFKC, without white space, default-ignorable characters and
private use; `pdftotext` reads it, for LibreOffice draws what a second font has after all else of a line.
"""

import random
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Sequence

import pytest

from pipeline.letters.pdf_words import page_texts
from pipeline.letters.pictures import page_pictures
from pipeline.letters.render import render
from pipeline.outside.fonts import Fonts
from pipeline.outside.libreoffice import Converter
from tests.letters.documents import template_of
from tests.letters.samples import letter

LINES = template_of("{%p for isi in daftar %}", "{{ isi }}", "{%p endfor %}")
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
#: LibreOffice draws all of them with one glyph
HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011", "-"))


def characters(family: str = "") -> str:
    """Every character that an installed font draws, or those of one family; none of private use."""
    told = subprocess.run(["fc-list", family, "--format", "%{charset} "], check=True, capture_output=True)
    spans = [span.partition("-") for span in told.stdout.decode().split()]
    codes = {code for first, _, last in spans for code in range(int(first, 16), int(last or first, 16) + 1)}
    return "".join(chr(code) for code in sorted(codes) if unicodedata.category(chr(code))[0] in "LMNPS")


def printed(texts: Sequence[str]) -> str:
    """The text of the PDF of a letter with these paragraphs, read by place."""
    [pdf] = Converter().convert([render(LINES, {"daftar": list(texts)})])
    assert isinstance(pdf, bytes)
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, check=True, capture_output=True)
    return read.stdout.decode()


def plain(text: str) -> str:
    """The text as it is compared."""
    shown = unicodedata.normalize("NFKC", IGNORABLE.sub("", text.translate(HYPHENS)))
    return "".join(IGNORABLE.sub("", shown).split())


def counted(text: str) -> Counter[str]:
    """How often each character stands in the text, taken apart as far as it goes."""
    return Counter(unicodedata.normalize("NFKD", plain(text)))


def chance_texts(count: int) -> list[str]:
    """Texts of the letter's own font; none fills a line, at whose end `pdftotext` swallows a hyphen."""
    alphabet = [each for each in characters("Liberation Sans") if unicodedata.category(each)[0] in "LNPS"]
    chance = random.Random(count)
    return ["".join(chance.choices([*alphabet, " "], k=chance.randint(1, 25))) + "." for _ in range(count)]


def test_a_text_stands_in_the_pdf_as_it_went_in() -> None:
    texts = chance_texts(60)

    assert plain(printed(texts)) == plain("".join(texts))


def test_a_character_of_another_installed_font_stands_in_the_pdf() -> None:
    chosen = random.Random(4).sample(characters(), 300)

    assert Fonts().missing("".join(chosen)) == ""
    lines = [f"a{each}b" for each in chosen]
    assert counted("".join(lines)) - counted(printed(lines)) == Counter()


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_ten_thousand_texts_stand_in_the_pdf_as_they_went_in() -> None:
    for lot in range(20):
        texts = chance_texts(500 + lot)
        assert plain(printed(texts)) == plain("".join(texts))


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_every_character_of_every_installed_font_stands_in_the_pdf() -> None:
    every = characters()
    lines = [" ".join(f"a{each}b" for each in every[at : at + 8]) for at in range(0, len(every), 8)]

    assert counted("".join(lines)) - counted(printed(lines)) == Counter()


def test_equal_data_makes_the_same_pages() -> None:
    [first], [second] = Converter().convert([letter()]), Converter().convert([letter()])

    assert isinstance(first, bytes)
    assert isinstance(second, bytes)
    assert page_texts(first) == page_texts(second)
    assert page_pictures(first) == page_pictures(second)
