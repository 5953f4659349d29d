"""Hostile documents given to LibreOffice with every filter before it switched off (reliability.md T25, T27).

Nobody is asked for anything, no file of this machine stands in a PDF, nothing in a text is evaluated, and
nothing is left of a document without end.
"""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from pipeline.errors import OutsideError
from pipeline.letters.drafts import read_draft
from pipeline.letters.parts import R, W, read_parts, write_parts
from pipeline.letters.pdf_words import page_texts
from pipeline.outside.enclosure import Enclosure, Way
from pipeline.outside.libreoffice import Converter
from tests.outside.letters_docx import docx_of
from tests.outside.namespaces import best
from tests.outside.test_libreoffice import is_another_tests, running

LETTER = docx_of("Surat biasa")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: stands in a file that the documents would include
SECRET = "rahasia-9f86d081"


def document(body: str, relation: tuple[str, str] | None = None) -> bytes:
    """The letter with this in its body; a relation is (kind, target) and lies outside."""
    parts = read_parts(LETTER)
    main = parts["word/document.xml"].decode()
    head, _, rest = main.partition("<w:body>")
    parts["word/document.xml"] = f"{head}<w:body>{body}{rest}".encode()
    if relation:
        name = "word/_rels/document.xml.rels"
        kind, target = relation
        line = f'<Relationship Id="rJ" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
        parts[name] = parts[name].replace(b"</Relationships>", f"{line}</Relationships>".encode())
    return write_parts(parts)


def field(instruction: str) -> str:
    """A paragraph with a field that is worked out when the document is opened."""
    quoted = instruction.replace('"', "&quot;")
    return f'<w:p><w:fldSimple w:instr="{quoted}"><w:r><w:t>isi</w:t></w:r></w:fldSimple></w:p>'


def ole(target: str) -> bytes:
    """An object that is linked and not enclosed."""
    drawn = (
        f'<w:p><w:r><w:object xmlns:r="{R}" xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<o:OLEObject Type="Link" ProgID="Word.Document.12" ShapeID="_1" DrawAspect="Content" r:id="rJ" '
        'UpdateMode="Always"/></w:object></w:r></w:p>'
    )
    return document(drawn, ("oleObject", target))


def entity(target: str, encoding: str) -> bytes:
    """A text that is an external entity."""
    parts = read_parts(LETTER)
    parts["word/document.xml"] = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "{target}">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    ).encode(encoding)
    return write_parts(parts)


def picture(blip: str) -> str:
    """A paragraph with a picture that lies elsewhere in the package, or outside of it."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    whole = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/>'
    filled = f'<a:blip xmlns:r="{R}" {blip}/><a:stretch><a:fillRect/></a:stretch>'
    named = '<pic:nvPicPr><pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr>'
    pic = f"{named}<pic:blipFill>{filled}</pic:blipFill><pic:spPr>{whole}</pic:spPr>"
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing">'
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="a"/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture">{pic}</pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def enclosing(name: str, content: str, body: str, kind: str) -> bytes:
    """The letter with a further file in its package, which would fetch."""
    parts = read_parts(document(body))
    parts[f"word/{name}"] = content.encode()
    rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    line = f'<Relationship Id="rJ" Type="{RELATIONS}/{kind}" Target="{name}"/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{line}</Relationships>".encode())
    suffix = name.rpartition(".")[2]
    media = {"html": "text/html", "rtf": "application/rtf", "svg": "image/svg+xml"}[suffix]
    known = f'<Default Extension="{suffix}" ContentType="{media}"/></Types>'
    parts[types] = parts[types].replace(b"</Types>", known.encode())
    return write_parts(parts)


#: what a document would fetch → how
HOSTILE: Mapping[str, Callable[[str], bytes]] = {
    "altChunk": lambda to: document(f'<w:altChunk xmlns:r="{R}" r:id="rJ"/>', ("aFChunk", to)),
    "subdocument": lambda to: document(
        f'<w:p><w:subDoc xmlns:r="{R}" r:id="rJ"/></w:p>', ("subDocument", to)
    ),
    "OLE link": ole,
    "INCLUDETEXT": lambda to: document(field(f'INCLUDETEXT "{to}"')),
    "INCLUDEPICTURE": lambda to: document(field(f'INCLUDEPICTURE "{to}" \\d')),
    "DDEAUTO": lambda to: document(field(f'DDEAUTO soffice "{to}" isi')),
    "LINK": lambda to: document(field(f'LINK Word.Document.12 "{to}" "" \\a')),
    "template": lambda to: document("", ("attachedTemplate", to)),
    "linked picture": lambda to: document(picture('r:link="rJ"'), ("image", to)),
    "HTML inside": lambda to: enclosing(
        "chunk.html",
        f'<html><link rel="stylesheet" href="{to}"><img src="{to}"><iframe src="{to}"></iframe>'
        f'<object data="{to}"></object></html>',
        f'<w:altChunk xmlns:r="{R}" r:id="rJ"/>',
        "aFChunk",
    ),
    "RTF inside": lambda to: enclosing(
        "chunk.rtf",
        f'{{\\rtf1{{\\field{{\\*\\fldinst INCLUDETEXT "{to}"}}}}'
        f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{to}"}}}}}}',
        f'<w:altChunk xmlns:r="{R}" r:id="rJ"/>',
        "aFChunk",
    ),
    "SVG inside": lambda to: enclosing(
        "media/a.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="99">'
        f'<style>@import url("{to}");</style><image x:href="{to}" width="9"/><use x:href="{to}#a"/></svg>',
        picture('r:embed="rJ"'),
        "image",
    ),
    "macro": lambda to: document(
        field(f"MACROBUTTON Basic.Shell(curl,{to}) tekan") + field(f'WEBSERVICE "{to}"')
    ),
    "script": lambda to: document(
        f'<w:p><w:hyperlink xmlns:r="{R}" r:id="rJ"><w:r><w:t>tekan</w:t></w:r></w:hyperlink></w:p>',
        ("hyperlink", f"vnd.sun.star.script:a.py$b?language=Python&amp;location=document#{to}"),
    ),
    "database": lambda to: document(field(f'DATABASE \\d "{to}" \\c "DSN=x" \\s "SELECT * FROM a"')),
    "entity": lambda to: entity(to, "utf-8"),
    "entity in UTF-16": lambda to: entity(to, "utf-16"),
}


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the hostile documents behind one kind of walls."""

    words: str
    #: somebody was asked for something
    asked: bool
    #: what LibreOffice was asked for is there all the same
    letter: bytes | OutsideError


@pytest.fixture(scope="module", params=[Way.PLAIN, pytest.param(Way.BUBBLEWRAP, marks=pytest.mark.soak)])
def done(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """Every document towards every target, and an ordinary letter behind them."""
    secret = tmp_path_factory.mktemp("lain") / "rahasia.txt"
    secret.write_text(SECRET)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/a.html"
        targets = (address, secret.as_uri(), "file:///etc/passwd", "file:///proc/self/environ")
        # What is no XML any more costs a call of its own, and two of them tell as much as eight.
        documents = [
            make(target)
            for name, make in HOSTILE.items()
            for target in (targets[:2] if name.startswith("entity") else targets)
        ]
        *results, letter = Converter(enclosure=Enclosure(request.param)).convert([*documents, LETTER])
        try:
            asked = bool(listener.accept())
        except TimeoutError:
            asked = False
    return Done(words_of(results), asked, letter)


def words_of(results: list[bytes | OutsideError]) -> str:
    """All that stands in the PDFs; a document that was refused shows nothing."""
    return " ".join(" ".join(page_texts(each)) for each in results if isinstance(each, bytes))


def test_no_document_reaches_a_server(done: Done) -> None:
    assert not done.asked


def test_no_document_shows_a_file_or_the_environment_of_this_machine(done: Done) -> None:
    assert [
        each for each in (SECRET, "root:", "SAL_USE_VCLPLUGIN", "tanggap-pdf") if each in done.words
    ] == []


def test_the_letter_behind_them_is_converted(done: Done) -> None:
    assert isinstance(done.letter, bytes)


def test_nothing_is_left_of_a_table_without_end_and_the_next_letter_is_converted() -> None:
    endless = document(
        "<w:tbl><w:tr>" + "<w:tc><w:p/><w:tbl><w:tr>" * 60 + "</w:tr></w:tbl></w:tc>" * 60 + "</w:tr></w:tbl>"
    )
    rows = "<w:tr>" + "<w:tc><w:p><w:r><w:t>isi</w:t></w:r></w:p></w:tc>" * 60 + "</w:tr>"
    long = document(f"<w:tbl>{rows * 4_000}</w:tbl>")
    converter = Converter(timeout=6, enclosure=Enclosure(best()))

    results = converter.convert([long])
    results += Converter(enclosure=Enclosure(best())).convert([endless, LETTER])

    assert isinstance(results[0], OutsideError)
    assert isinstance(results[-1], bytes)
    assert [line for pid, line in running("tanggap-pdf-").items() if not is_another_tests(pid)] == []


def test_jinja_in_a_document_is_printed_as_it_stands() -> None:
    written = "{{ 7*7 }} {% for a in [1] %}{{ cycler.__init__ }}{% endfor %}"

    [pdf] = Converter().convert([docx_of(written)])

    assert "{{ 7*7 }}" in words_of([pdf])
    assert "49" not in words_of([pdf])


@pytest.mark.parametrize("name", HOSTILE)
def test_what_lies_outside_is_refused_before_it_comes_here(name: str) -> None:
    assert read_draft(HOSTILE[name]("http://127.0.0.1:9/a")).problem.count(".") == 1
