"""Every way of enclosing work that this machine has: the same documents, and nothing gets in or out.

systemd's way is played by systemd-socket-activate(1), which accepts and starts as the unit's socket does.
"""

import shutil
import socket
from pathlib import Path

import pytest

from pipeline.errors import OutsideError
from pipeline.outside.cage import Cage, Limits
from pipeline.outside.enclosure import Enclosure, Way
from pipeline.outside.enclosure_choice import chosen, graded, tried
from pipeline.outside.libreoffice import Converter
from pipeline.outside.ocr import Ocr
from tests.outside.letters_docx import docx_of
from tests.outside.namespaces import best, is_allowed
from tests.outside.test_cage import letter
from tests.pdfs import pdf_of

ROOT = Path(__file__).parents[2]


def test_every_wall_stands(enclosure: Enclosure) -> None:
    assert tried(enclosure) == []


def test_mails_documents_letters_and_scans_come_through(enclosure: Enclosure) -> None:
    with Cage(Limits(document=60), enclosure=enclosure) as cage:
        facts = cage.read(letter("", ("a.pdf", pdf_of("Nomor LHU 123")))).facts
    [pdf] = Converter(enclosure=enclosure).convert([docx_of("Surat")])

    assert (facts.text, facts.attachments[0].text, facts.notes) == ("LHU terlambat.", "Nomor LHU 123", ())
    assert isinstance(pdf, bytes)
    assert "tesseract" in Ocr(enclosure=enclosure).version()


def test_the_best_way_that_works_is_taken(activated: str) -> None:
    assert chosen("auto", activated).way is Way.SYSTEMD
    assert chosen("auto", "/nonexistent").way is best()


def test_where_namespaces_are_forbidden_the_next_way_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As in a container: both programs are there, and neither may do what it is for."""
    for name in ("bwrap", "unshare"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'Operation not permitted' >&2\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(tmp_path / name))

    assert chosen.__wrapped__("auto", "/nonexistent").way is Way.PLAIN


def test_a_way_that_is_demanded_must_work() -> None:
    with pytest.raises(OutsideError, match="systemd"):
        chosen("systemd", "/nonexistent")


def test_the_check_grades_the_way_and_names_the_next_better(activated: str) -> None:
    found = {way: graded(Enclosure(way, activated)) for way in Way if is_allowed(way)}
    named = {
        Way.SYSTEMD: "",
        Way.BUBBLEWRAP: "tanggap-convert.socket",
        Way.UNSHARE: "bubblewrap",
        Way.PLAIN: "bubblewrap",
    }

    assert ["tingkat A" in found[Way.SYSTEMD].words, found[Way.SYSTEMD].better] == [True, ""]
    assert [way for way in found if named[way] not in found[way].better] == []
    assert [way for way in found if not found[way].good] == [Way.PLAIN]


def test_a_wall_that_does_not_stand_is_found(
    activated: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The check above can fail: here everything may be read."""
    assert tried(Enclosure(Way.PLAIN, seen=("/",))) == ["berkas mesin ini"]


def test_a_cage_whose_service_was_ended_reads_on(activated: str) -> None:
    with Cage(enclosure=Enclosure(Way.SYSTEMD, activated)) as cage:
        cage.read(letter())
        room = cage._mails._room
        assert room is not None
        room.control.shutdown(socket.SHUT_RDWR)
        facts = cage.read(letter()).facts

    assert (facts.text, facts.notes) == ("LHU terlambat.", ())
