"""Hostile documents and pictures in mails: they reach nothing, show nothing, and the next mail is read."""

import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.mail.facts import Facts
from pipeline.outside.cage import Cage, Limits
from pipeline.outside.enclosure import Enclosure, Way
from pipeline.outside.ocr import Ocr
from tests.outside.hostile_files import FILES

SECRET = "rahasia-9f86d081"


def mail(name: str, content: bytes) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "pelanggan@perusahaan.example", "Pengaduan"
    made.set_content("LHU terlambat.")
    made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


@pytest.fixture(scope="module", params=[Way.PLAIN, pytest.param(Way.BUBBLEWRAP, marks=pytest.mark.soak)])
def cage(request: pytest.FixtureRequest) -> Iterator[Cage]:
    # Without OCR, for which a page without words would be a scan.
    with Cage(
        Limits(document=30, cpu=2), ocr=Ocr("no-such-tesseract"), enclosure=Enclosure(request.param)
    ) as started:
        yield started


def told(facts: Facts) -> str:
    """All that anybody is shown of the files."""
    return " ".join(
        f"{file.text} {' '.join(file.laid)} {file.note} {file.draft}" for file in facts.attachments
    )


def test_no_file_reaches_out_shows_another_or_stops_the_reader(cage: Cage, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text(SECRET)
    shown, unread = {}, []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        to = f"http://127.0.0.1:{listener.getsockname()[1]}/a"
        for name, make in FILES.items():
            for content in {make(to, str(secret)), make(to, "/etc/passwd")}:
                facts = cage.read(mail(name, content)).facts
                if SECRET in told(facts) or "root:" in told(facts):
                    shown[name] = told(facts)
                if facts.text != "LHU terlambat.":
                    unread.append(name)
        with pytest.raises(TimeoutError):
            listener.accept()

    assert (shown, unread) == ({}, [])
    assert not Path("/tmp/tanggap-tertanam").exists()


def test_a_file_that_wants_everything_costs_its_own_text_only(cage: Cage) -> None:
    facts = cage.read(mail("bomb.pdf", FILES["bomb.pdf"]("", ""))).facts
    after = cage.read(mail("a.txt", b"Nomor LHU 12")).facts

    assert (facts.text, facts.attachments[0].text) == ("LHU terlambat.", "")
    assert (after.attachments[0].text, after.notes) == ("Nomor LHU 12", ())
