"""The socket on which a LibreOffice hears that stands ready: it is found, and none is left behind."""

import os
import signal
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.outside import workplace
from pipeline.outside.calls import Calls
from pipeline.outside.enclosure import Enclosure
from pipeline.outside.libreoffice import Converter
from tests.outside.letters_docx import docx_of
from tests.outside.test_calls import standing, texts
from tests.outside.test_libreoffice import grown_old, parent_of, processes_naming, within_seconds

pytestmark = pytest.mark.usefixtures("temporary_folder")


def socket_below(folder: Path) -> Path:
    """Where the LibreOffice that stands ready in this folder hears."""
    [pid] = standing(folder)
    held = {str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()}
    lines = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()[1:]]
    # One that it has accepted and not yet closed bears the same name.
    [path] = {line[7] for line in lines if len(line) > 7 and f"socket:[{line[6]}]" in held}
    return Path(path)


def looked_for(made: Path) -> Path:
    """Where what hands documents over looks for a socket: it knows the number of its user alone."""
    numbered = f"OSL_PIPE_{os.getuid()}_"
    return (
        made if made.name.startswith(numbered) else made.with_name(made.name.replace("OSL_PIPE_", numbered))
    )


def test_documents_reach_the_libreoffice_that_stands_ready_without_another(
    temporary_folder: Path, calls: Calls
) -> None:
    Converter().convert([docx_of("Surat")], calls)
    place = looked_for(socket_below(temporary_folder))

    with socket.socket(socket.AF_UNIX) as hand:
        hand.connect(str(place))
    calls.close()

    assert not place.is_symlink()


def test_a_libreoffice_that_finds_its_users_name_makes_its_socket_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = tmp_path / "passwd"
    monkeypatch.setattr(workplace, "_NAMES", str(names))
    named, _ = workplace._sockets(tmp_path)

    workplace.link_socket(tmp_path)
    workplace.unlink_socket(tmp_path)
    assert named.is_symlink()
    names.touch()
    workplace.unlink_socket(tmp_path)

    assert not named.is_symlink()


def test_a_libreoffice_that_may_read_its_users_name_is_reached_as_well(
    temporary_folder: Path, calls: Calls
) -> None:
    converter = Converter(enclosure=Enclosure(seen=("/etc/passwd",)))

    assert texts(converter.convert([docx_of("Surat")])) == ["Surat"]
    assert texts(converter.convert([docx_of("Surat kedua")], calls)) == ["Surat kedua"]
    made = socket_below(temporary_folder)
    assert looked_for(made) == made
    assert made.is_socket()
    assert not made.is_symlink()


def test_a_libreoffice_that_stood_ready_leaves_no_socket(temporary_folder: Path, calls: Calls) -> None:
    Converter().convert([docx_of("Surat")], calls)
    made = socket_below(temporary_folder)
    assert made.exists()

    calls.close()

    assert not made.exists()


def ancestors(pid: int) -> list[int]:
    """The processes that this one descends from, as far as they descend from the test, the oldest first."""
    parent = parent_of(pid)
    return [] if parent in (0, 1, os.getpid()) else [*ancestors(parent), parent]


def test_a_libreoffice_that_was_killed_with_its_call_leaves_no_socket_for_long(
    temporary_folder: Path, calls: Calls
) -> None:
    Converter().convert([docx_of("Surat")], calls)
    [pid] = standing(temporary_folder)
    made = socket_below(temporary_folder)
    for each in (*ancestors(pid), pid):
        # The death of one may be the death of the next.
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    assert within_seconds(5, lambda: processes_naming(str(temporary_folder)) == [])
    grown_old(temporary_folder)
    assert made.exists()

    Converter()

    assert not made.exists()


def test_the_socket_of_a_libreoffice_that_lives_is_not_swept_away(
    temporary_folder: Path, calls: Calls
) -> None:
    Converter().convert([docx_of("Surat")], calls)
    made = socket_below(temporary_folder)
    grown_old(temporary_folder)

    again = Converter()

    assert made.exists()
    assert texts(again.convert([docx_of("Surat kedua")], calls)) == ["Surat kedua"]


def test_a_libreoffice_leaves_no_socket_where_its_folder_is_reached_by_a_link(
    tmp_path: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a'b (1)+c").mkdir()
    link = tmp_path / "tautan"
    link.symlink_to(tmp_path / "a'b (1)+c")
    monkeypatch.setattr(tempfile, "tempdir", str(link))
    Converter().convert([docx_of("Surat")], calls)
    made = socket_below(tmp_path)

    calls.close()

    assert not made.exists()
