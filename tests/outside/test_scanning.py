"""What the scanner finds is passed on to nobody, however it is wrapped; a silent scanner costs no letter."""

import base64
import io
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from zipfile import ZipFile

import pytest

from pipeline.errors import OutsideError
from pipeline.mail.facts import Facts
from pipeline.mail.score import NO_WORDS
from pipeline.mail.unread import UNSCANNED
from pipeline.mail.weighed import weigh
from pipeline.outside.cage import Cage
from pipeline.outside.clamd import Clamd
from pipeline.outside.scanning import ScanningReader
from tests.servers.clamav import EICAR, LARGEST


def _zipped(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, content)
    return made.getvalue()


def _letter(*files: tuple[str, bytes]) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "pelanggan@perusahaan.example", "Keluhan"
    mail.set_content("Dengan hormat, kami menyampaikan keluhan.")
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail


def _nested() -> bytes:
    outer = _letter()
    outer.add_attachment(_letter(("surat.txt", EICAR)))
    return outer.as_bytes()


def _oddly_encoded() -> bytes:
    """Base64 with signs that do not belong to it, which strict readers give up on and lenient ones skip."""
    code = base64.b64encode(EICAR).decode()
    odd = "\r\n".join(f"{code[at : at + 4]}*!" for at in range(0, len(code), 4))
    head = "From: p@perusahaan.example\r\nSubject: Keluhan\r\nMIME-Version: 1.0\r\n"
    part = "Content-Type: application/octet-stream; name=a.txt\r\nContent-Transfer-Encoding: base64\r\n"
    return (
        f"{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{part}\r\n{odd}\r\n--b--\r\n".encode()
    )


WRAPPED = {
    "plain": _letter(("surat.txt", EICAR)).as_bytes(),
    "in a zip": _letter(("surat.zip", _zipped("surat.txt", EICAR))).as_bytes(),
    "in a zip in a zip": _letter(("s.zip", _zipped("t.zip", _zipped("a.txt", EICAR)))).as_bytes(),
    "in a Word file": _letter(("surat.docx", _zipped("word/media/gambar.bin", EICAR))).as_bytes(),
    "in a mail in the mail": _nested(),
    "in odd base64": _oddly_encoded(),
    "under a picture's name": _letter(("foto.jpg", EICAR)).as_bytes(),
}


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    with Cage() as running:
        yield running


def _risks(facts: Facts) -> set[str]:
    return {facts.risk, *(each.risk for each in facts.attachments)}


@pytest.mark.parametrize("name", WRAPPED)
def test_the_test_file_is_found_in_every_wrapping(cage: Cage, clamd: Clamd, name: str) -> None:
    facts = ScanningReader(cage, clamd).read(WRAPPED[name]).facts

    assert "virus terdeteksi (Uji.Eicar.UNOFFICIAL)" in _risks(facts)
    assert any(each.risk for each in facts.attachments)


def test_a_clean_letter_stays_as_it_is(cage: Cage, clamd: Clamd) -> None:
    raw = _letter(("surat.txt", b"Dengan hormat")).as_bytes()

    assert ScanningReader(cage, clamd).read(raw).facts == cage.read(raw).facts


def test_what_a_letter_weighs_is_kept_beside_the_verdict(clamd: Clamd) -> None:
    raw = _letter(("surat.txt", b"Dengan hormat")).as_bytes()

    with Cage(own=NO_WORDS) as weighing:
        read = ScanningReader(weighing, clamd).read(raw)

    assert read.weighed == weigh(read.facts, NO_WORDS)


def test_a_file_beside_an_infected_one_is_not_blamed(cage: Cage, clamd: Clamd) -> None:
    raw = _letter(("baik.txt", b"Dengan hormat"), ("buruk.txt", EICAR)).as_bytes()

    good, bad = ScanningReader(cage, clamd).read(raw).facts.attachments

    assert (good.risk, bool(bad.risk)) == ("", True)


def test_a_scanner_that_is_down_holds_the_files_and_leaves_the_letter(cage: Cage) -> None:
    raw = _letter(("surat.txt", b"Dengan hormat")).as_bytes()

    facts = ScanningReader(cage, Clamd("/run/tidak-ada/clamd")).read(raw).facts

    assert facts.text == "Dengan hormat, kami menyampaikan keluhan."
    assert _risks(facts) == {UNSCANNED}


def test_a_file_larger_than_the_scanner_takes_is_held(clamd: Clamd) -> None:
    with pytest.raises(OutsideError, match="INSTREAM size limit exceeded"):
        clamd.scan(os.urandom(LARGEST + 1_000_000))


@contextmanager
def _answering(answer: bytes) -> Iterator[Clamd]:
    """A scanner that reads everything and says this."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            channel, _ = server.accept()
            with channel:
                while not channel.recv(65536).endswith(b"\x00\x00\x00\x00"):
                    pass
                channel.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield Clamd(f"127.0.0.1:{server.getsockname()[1]}", 5)
        thread.join()


def test_the_scanner_is_asked_over_tcp_as_well() -> None:
    with _answering(b"stream: OK\x00") as scanner:
        assert scanner.scan(b"isi") == ""


@pytest.mark.parametrize(
    "answer",
    [b"", b"OK\x00", b"stream: OK and more\x00", b"stream: x ERROR\x00", b"stream: OK\x00stream: OK"],
)
def test_an_answer_that_is_no_verdict_is_none(answer: bytes) -> None:
    with _answering(answer) as scanner, pytest.raises(OutsideError):
        scanner.scan(b"isi")
