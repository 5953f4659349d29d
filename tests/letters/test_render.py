"""A template and its values become a letter that holds every value as it is."""

import io
from typing import IO

import docx
import docxtpl
import pytest
from docx.document import Document
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SetAside
from pipeline.letters.opened import opened
from pipeline.letters.render import render
from pipeline.letters.template_faults import jinja_faults
from pipeline.letters.text import document_lines
from tests.letters.documents import template_of
from tests.letters.samples import FULL, NAMES, PLAIN, letter, template, values


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("case", [PLAIN, FULL], ids=["plain", "full"])
def test_each_shipped_template_renders(name: str, case: object) -> None:
    rendered = render(template(name), values(name, case))  # type: ignore[arg-type]

    assert not [line for line in document_lines(rendered) if "{{" in line or "{%" in line]


@pytest.mark.parametrize("name", NAMES)
def test_each_shipped_template_uses_only_fields_that_the_code_gives(name: str) -> None:
    assert list(jinja_faults(name, template(name), values(name))) == []


def test_equal_data_makes_equal_bytes() -> None:
    assert letter() == letter()


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_holds_nothing_of_the_one_before(name: str) -> None:
    first = render(template(name), values(name, PLAIN))
    render(template(name), values(name, FULL))

    again = render(template(name), values(name, PLAIN))

    opened.cache_clear()
    assert first == again == render(template(name), values(name, PLAIN))


def test_a_letter_that_fails_leaves_its_template_as_it_was() -> None:
    source = template_of("Isi: {{ x }} akhir")

    with pytest.raises(SetAside):
        render(source, {})

    assert document_lines(render(source, {"x": "utuh"})) == ["Isi: utuh akhir"]


def test_a_template_is_opened_and_its_tags_are_patched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    patch = DocxTemplate.patch_xml

    def opening(file: IO[bytes]) -> Document:
        done.append("open")
        return docx.Document(file)

    def patching(template: DocxTemplate | None, source: str) -> str:
        done.append("patch")
        return str(patch(template, source))

    monkeypatch.setattr(docxtpl.template, "Document", opening)
    monkeypatch.setattr(DocxTemplate, "patch_xml", patching)
    source = template_of("Sebuah templat: {{ x }}")

    for number in range(3):
        render(source, {"x": f"surat {number}"})

    assert done == ["open", "patch"]


def test_it_keeps_marks_that_xml_and_jinja_know() -> None:
    text = 'A & B <b>tebal</b> "kutip" {{ 7*7 }} {% raw %} {_{ }_} {_% %_} &amp; ]]> </w:t>'

    rendered = render(template_of("Isi: {{ x }} akhir"), {"x": text})

    assert document_lines(rendered) == [f"Isi: {text} akhir"]


#: every character that XML 1.0 can hold, but for the line ends, which the test below is about
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32))) + "\ufffe\uffff")
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_character_that_xml_can_hold_comes_out_as_it_went_in(text: str) -> None:
    assert _only_text(render(PLAIN_TEMPLATE, {"x": text})) == text


@pytest.mark.soak
@pytest.mark.timeout(1800)
@settings(max_examples=10_000, deadline=None)
@given(TEXTS)
def test_ten_thousand_texts_come_out_as_they_went_in(text: str) -> None:
    assert _only_text(render(PLAIN_TEMPLATE, {"x": text})) == text


PLAIN_TEMPLATE = template_of("{{ x }}")


def _only_text(rendered: bytes) -> str:
    return docx.Document(io.BytesIO(rendered)).paragraphs[0].text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\ufffe", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused_with_its_field(character: str) -> None:
    with pytest.raises(SetAside, match=r"orang\[1\]\.nama"):
        render(PLAIN_TEMPLATE, {"x": "", "orang": [{"nama": "a"}, {"nama": f"b{character}"}]})


def test_lines_of_a_value_become_lines_of_the_letter() -> None:
    rendered = render(PLAIN_TEMPLATE, {"x": "satu\r\ndua\rtiga\nempat"})

    assert _only_text(rendered) == "satu\ndua\ntiga\nempat"


def test_a_field_that_nobody_gave_is_named() -> None:
    with pytest.raises(SetAside, match="pelanggann"):
        render(template_of("{{ pelanggann }}"), {"pelanggan": "x"})


def test_a_template_cannot_reach_python() -> None:
    with pytest.raises(SetAside):
        render(template_of("{{ x.__class__.__mro__ }}"), {"x": "y"})


def test_a_value_that_the_template_loses_is_named() -> None:
    outside_its_run = template_of("{{r uraian }}")

    with pytest.raises(SetAside, match="“uraian” tidak tertulis utuh"):
        render(outside_its_run, {"uraian": "sebuah uraian"})


@pytest.mark.parametrize("broken", [b"", b"bukan zip", b"PK\x03\x04"])
def test_a_broken_template_is_set_aside(broken: bytes) -> None:
    with pytest.raises(SetAside, match="Templat"):
        render(broken, {})


def test_a_mistyped_tag_is_set_aside() -> None:
    with pytest.raises(SetAside, match="Templat"):
        render(template_of("{% if x %}tanpa penutup"), {"x": "1"})
