"""What may run when it is opened is told by its name and by its content, for either may lie."""

import io
from zipfile import ZipFile

import pytest

from pipeline.mail.danger import danger_in
from pipeline.mail.parse import parse


def _zip(*names: str) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "isi")
    return made.getvalue()


HARMFUL = [
    ("surat.pdf.exe", b"isi"),
    ("surat.SCR", b"isi"),
    ("surat.exe. ", b"isi"),
    ("surat.js", b"var a"),
    ("surat.lnk", b"isi"),
    ("disk.iso", b"isi"),
    ("surat.docm", b"isi"),
    ("surat.pdf", b"MZ\x90\x00"),
    ("surat.jpg", b"\x7fELF\x02"),
    ("catatan.txt", b"#!/bin/sh\nrm -rf /"),
    ("surat.html", b"<html><form action='http://x.test'>"),
    ("gambar.svg", b"<svg onload=alert(1)>"),
    ("surat.htm", b"\xff\xfe" + "<script>".encode("utf-16-le")),
    ("surat.zip", _zip("a/surat.pdf.exe")),
    ("surat.docx", _zip("word/document.xml", "word/vbaProject.bin")),
    ("surat.pdf", b"%PDF-1.7\n" + _zip("a.bat")),
    ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64 + "_VBA_PROJECT".encode("utf-16-le")),
    ("surat.zip", _zip("a")[:-30] + b"PK\x05\x06"),
]


@pytest.mark.parametrize(("name", "content"), HARMFUL)
def test_what_may_run_is_told(name: str, content: bytes) -> None:
    kind = "image/svg+xml" if name.endswith(".svg") else "application/octet-stream"

    assert danger_in(name, kind, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("LHU-2026.pdf", b"%PDF-1.7"),
        ("surat.docx", _zip("[Content_Types].xml", "word/document.xml")),
        ("foto.zip", _zip("a.jpg", "b.pdf")),
        ("ATT00001.htm", b"<html><body><br></body></html>"),
        ("surat.com.pdf", b"%PDF-1.7"),
        ("catatan.txt", b"Dengan hormat"),
        ("tanpa-akhiran", b"isi"),
        ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64),
    ],
)
def test_an_ordinary_file_is_no_danger(name: str, content: bytes) -> None:
    assert danger_in(name, "application/octet-stream", content) == ""


def test_a_name_turned_round_is_read_as_it_is_stored() -> None:
    raw = (
        b"From: a@x.test\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
        b"Content-Disposition: attachment; filename*=utf-8''surat%E2%80%AEfdp.exe\r\n\r\nisi\r\n"
    )

    (file,) = parse(raw).facts.attachments

    assert file.risk == "berkas program (.exe)"
