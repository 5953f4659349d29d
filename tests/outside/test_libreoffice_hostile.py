"""Hostile documents given to LibreOffice with every filter before it switched off (reliability.md T25).

Nobody is asked for anything, no file of this machine stands in a PDF, and nothing in a text is evaluated.
"""

import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.errors import OutsideError
from pipeline.letters.drafts import read_draft
from pipeline.letters.parts import R, W, read_parts, write_parts
from pipeline.letters.pdf_words import page_texts
from pipeline.outside.libreoffice import Converter
from tests.outside.letters_docx import docx_of

LETTER = docx_of("Surat biasa")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: stands in a file that the documents would include
SECRET = "rahasia-9f86d081"
Target = Callable[[str], str]


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
    "entity": lambda to: entity(to, "utf-8"),
    "entity in UTF-16": lambda to: entity(to, "utf-16"),
}


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that only the user of the program can read."""
    path = tmp_path_factory.mktemp("lain") / "rahasia.txt"
    path.write_text(SECRET)
    return path


def words_of(results: list[bytes | OutsideError]) -> str:
    """All that stands in the PDFs; a document that was refused shows nothing."""
    return " ".join(" ".join(page_texts(each)) for each in results if isinstance(each, bytes))


def test_no_document_reaches_a_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/a.html"

        Converter().convert([make(address) for make in HOSTILE.values()])

        with pytest.raises(TimeoutError):
            listener.accept()


def test_no_document_shows_a_file_of_this_machine(secret: Path) -> None:
    targets = (secret.as_uri(), "file:///etc/passwd")
    results = Converter().convert([make(target) for make in HOSTILE.values() for target in targets])

    assert SECRET not in words_of(results)
    assert "root:" not in words_of(results)


def test_jinja_in_a_document_is_printed_as_it_stands() -> None:
    written = "{{ 7*7 }} {% for a in [1] %}{{ cycler.__init__ }}{% endfor %}"

    [pdf] = Converter().convert([docx_of(written)])

    assert "{{ 7*7 }}" in words_of([pdf])
    assert "49" not in words_of([pdf])


@pytest.mark.parametrize("name", HOSTILE)
def test_what_lies_outside_is_refused_before_it_comes_here(name: str) -> None:
    assert read_draft(HOSTILE[name]("http://127.0.0.1:9/a")).problem.count(".") == 1
