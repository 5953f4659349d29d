"""The play in the mode of the signed PDF, started as people start it, left running, ended with Ctrl-C."""

import os
import re
import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from imap_tools import MailBoxUnencrypted

from pipeline.demo.replies import Author, new_mail

#: seconds; a busy machine takes its time with eight letters
pytestmark = pytest.mark.timeout(300)

ROOT = Path(__file__).parents[2]
OFFICE = "pengaduan@balai.example"
STRANGER = "mutu@pelanggan.example"
COMPLAINT = "Kami mengeluhkan sertifikat kalibrasi nomor K-77 yang belum kami terima. Mohon penjelasan."


@dataclass(frozen=True)
class Kept:
    """One play with --keep, from its start to Ctrl-C."""

    told: str
    exit_code: int
    #: subjects in a customer's mailbox, as a mail program saw them while the servers stayed up
    subjects: tuple[str, ...]
    folder: Path


class Play:
    """The play as a process of its own, and what it has told so far."""

    def __init__(self, folder: Path) -> None:
        self._output = folder / "layar.txt"
        # Tests that run in the background would hand down a Ctrl-C that is ignored.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.demo.play", "--keep"],
                cwd=folder,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            )
        signal.signal(signal.SIGINT, before)

    @property
    def told(self) -> str:
        return self._output.read_text("utf-8")

    def wait_for(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + 200
        while not true():
            assert self._process.poll() is None, self.told
            assert time.monotonic() < end, self.told
            time.sleep(0.2)

    def port(self, protocol: str) -> int:
        found = re.search(rf"{protocol}  127\.0\.0\.1 port (\d+)", self.told)
        assert found
        return int(found[1])

    def interrupt(self) -> int:
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(30)

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def afterwards(told: str) -> str:
    """What was told after the play itself."""
    return told.partition("Server tetap berjalan")[2]


def subjects_of(play: Play) -> tuple[str, ...]:
    with MailBoxUnencrypted("127.0.0.1", play.port("IMAP")) as box:
        box.login(STRANGER, "uji-coba")
        return tuple(mail.subject for mail in box.fetch(mark_seen=False))


def complain(play: Play) -> None:
    author = Author(STRANGER, "Bagian Mutu")
    mail = new_mail(author, OFFICE, "Pengaduan sertifikat kalibrasi", COMPLAINT, datetime.now(UTC))
    with smtplib.SMTP("127.0.0.1", play.port("SMTP"), timeout=10) as smtp:
        # Only who has logged in is vouched for, and gets a receipt at once.
        smtp.login(STRANGER, "uji-coba")
        smtp.send_message(mail)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("rumah")
    play = Play(folder)
    try:
        play.wait_for(lambda: "tanggap list" in play.told)
        complain(play)
        play.wait_for(lambda: any("-0002 " in each for each in subjects_of(play)))
        play.wait_for(lambda: "→ Kepala Balai" in afterwards(play.told))
        subjects = subjects_of(play)
        return Kept(exit_code=play.interrupt(), told=play.told, subjects=subjects, folder=folder)
    finally:
        play.end()


def test_every_claim_of_the_play_with_the_signed_pdf_holds(kept: Kept) -> None:
    assert "12 dari 12 benar" in kept.told
    assert "✗" not in kept.told


def test_it_ends_with_success_on_ctrl_c(kept: Kept) -> None:
    assert kept.exit_code == 0
    assert "Traceback" not in kept.told


def test_a_mail_program_can_play_on(kept: Kept) -> None:
    receipt = re.compile(r"\[PGD-\d{4}-0002 .{9}\] Surat Saudara telah kami terima")
    assert any(map(receipt.match, kept.subjects))
    assert "masuk juga, agar pengirimnya dipercaya" in afterwards(kept.told)


def test_what_happens_afterwards_is_told_too(kept: Kept) -> None:
    assert "Pelanggan menulis" in afterwards(kept.told)
    assert "→ Kepala Balai" in afterwards(kept.told)


def test_register_configuration_and_mailboxes_stay(kept: Kept) -> None:
    names = {path.name for path in (kept.folder / "demo").iterdir()}

    assert {"config", "kotak-surat", "surat", "surel", "tanggap.db"} <= names


def test_the_letters_lie_where_the_table_says(kept: Kept) -> None:
    assert "demo/surat" in kept.told
    assert (kept.folder / "demo" / "surat" / "surat-balasan.bertanda-tangan.pdf").read_bytes()[:5] == b"%PDF-"
