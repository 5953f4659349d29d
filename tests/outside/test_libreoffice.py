"""LibreOffice turns letters into PDF/A, and what it does wrong harms one letter at most."""

import io
import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.printed_words import contains
from pipeline.outside.enclosure import Enclosure
from pipeline.outside.libreoffice import Converter
from tests.outside.letters_docx import docx_of, docx_that_fetches
from tests.pdfs import pdf_of

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("temporary_folder")

LETTER = docx_of("Nomor perkara PGD-2026-0007")


def program(folder: Path, *lines: str) -> str:
    """A soffice that does what the lines of shell say; `$out` is its output folder, `$@` its arguments."""
    (folder / "canned.pdf").write_bytes(pdf_of("Surat"))
    path = folder / "soffice"
    read = 'previous=; for each in "$@"; do [ "$previous" = --outdir ] && out=$each; previous=$each; done'
    convert = (
        'convert() { for each in "$@"; do case $each in *.docx) '
        f"cp {folder}/canned.pdf $out/$(basename $each .docx).pdf;; esac; done; }}"
    )
    path.write_text("\n".join(["#!/bin/sh", read, convert, *lines, ""]))
    path.chmod(0o755)
    return str(path)


def canned(folder: Path, *lines: str, timeout: float = 120) -> Converter:
    """A converter with such a soffice, which may write where the test looks."""
    return Converter(program(folder, *lines), timeout, Enclosure(written=(str(folder),)))


def alive(pid: int) -> bool:
    """Whether a process of this number runs; one that waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def running(text: str) -> dict[int, str]:
    """The processes whose command lines contain the text, by pid."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            line = path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            if text in line:
                found[int(path.parent.name)] = line
    return found


def processes_naming(text: str) -> list[str]:
    """The command lines of running processes that contain the text."""
    return list(running(text).values())


def parent_of(pid: int) -> int:
    """The process that this one is a child of."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def is_another_tests(pid: int) -> bool:
    """Whether it descends from another of the processes in which tests run side by side."""
    side_by_side = "PYTEST_XDIST_WORKER" in os.environ
    with suppress(OSError):
        # What outlives those who began it is a child of the first process, and nobody's.
        while side_by_side and pid not in (0, 1, os.getpid()):
            parent = parent_of(pid)
            if parent == os.getppid() != 1:
                return True
            pid = parent
    return False


def marked(text: str) -> bytes:
    """A letter in whose bytes the text can be found with grep."""
    out = io.BytesIO(LETTER)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("custom.txt", text)
    return out.getvalue()


def the_error(result: bytes | OutsideError) -> OutsideError:
    assert isinstance(result, OutsideError)
    return result


def test_a_letter_becomes_pdf_a_2b_with_its_text() -> None:
    [pdf] = Converter().convert([LETTER])

    assert isinstance(pdf, bytes)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert contains(" ".join(page_texts(pdf)), "PGD-2026-0007")


def test_a_bookmark_becomes_a_named_destination() -> None:
    [pdf] = Converter().convert([docx_of("Surat", tte=True)])

    assert isinstance(pdf, bytes)
    assert b"tg5Ftte" in pdf


def test_letters_come_back_in_order_and_a_bad_one_costs_the_others_nothing() -> None:
    letters = [docx_of("Surat pertama"), b"bukan docx", docx_of("Surat kedua"), docx_of("Surat ketiga")]

    first, bad, second, third = Converter().convert(letters)

    texts = [page_texts(pdf)[0] for pdf in (first, second, third) if isinstance(pdf, bytes)]
    assert texts == ["Surat pertama", "Surat kedua", "Surat ketiga"]
    assert the_error(bad).permanent


@pytest.mark.parametrize("garbage", [b"", os.urandom(300), b"PK\x03\x04 bukan arsip"])
def test_what_is_no_docx_is_never_given_to_libreoffice(tmp_path: Path, garbage: bytes) -> None:
    converter = canned(tmp_path, f"touch {tmp_path}/called", 'convert "$@"')

    [result] = converter.convert([garbage])

    assert the_error(result).permanent
    assert not (tmp_path / "called").exists()


def test_a_docx_with_a_broken_document_is_an_error() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<rusak")

    [result] = Converter().convert([out.getvalue()])

    assert isinstance(result, OutsideError)


def test_no_letters_need_no_call(tmp_path: Path) -> None:
    converter = canned(tmp_path, f"touch {tmp_path}/called")

    assert converter.convert([]) == []
    assert not (tmp_path / "called").exists()


def test_a_call_that_fails_for_many_is_tried_one_by_one(tmp_path: Path) -> None:
    fails_for_many = 'case "$*" in *docx*docx*) exit 81;; esac'
    converter = canned(tmp_path, fails_for_many, 'convert "$@"')

    results = converter.convert([LETTER] * 3)

    assert results == [pdf_of("Surat")] * 3


def test_a_missing_result_is_tried_again_alone(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    converter = canned(
        tmp_path, f'echo "$*" >> {calls}', 'convert "$@"', f"[ $(wc -l < {calls}) = 1 ] && rm $out/1.pdf"
    )

    results = converter.convert([LETTER] * 3)

    assert results == [pdf_of("Surat")] * 3
    assert len(calls.read_text().splitlines()) == 2


def test_a_letter_that_hangs_costs_the_others_nothing(tmp_path: Path) -> None:
    hangs = 'for each in "$@"; do case $each in *.docx) grep -q macet $each && sleep 300;; esac; done'
    converter = canned(tmp_path, hangs, 'convert "$@"', timeout=2)

    first, stuck, last = converter.convert([LETTER, marked("macet"), LETTER])

    assert first == last == pdf_of("Surat")
    assert not the_error(stuck).permanent
    assert "2 detik" in str(stuck)


def test_where_everything_hangs_the_rest_is_left_for_later(tmp_path: Path) -> None:
    converter = canned(tmp_path, "sleep 300", timeout=0.3)
    started = time.monotonic()

    results = converter.convert([LETTER] * 20)

    assert time.monotonic() - started < 5
    assert not any(the_error(result).permanent for result in results)


def test_a_hanging_call_leaves_no_process_and_no_file(tmp_path: Path, temporary_folder: Path) -> None:
    converter = canned(
        tmp_path, "sleep 300 &", f"echo $$ $! > {tmp_path}/pids", "touch $HOME/left", "sleep 300", timeout=0.5
    )

    converter.convert([LETTER])

    leader, child = (int(each) for each in (tmp_path / "pids").read_text().split())
    assert not alive(leader)
    assert not alive(child)
    assert list(temporary_folder.iterdir()) == []


def test_a_child_that_outlives_a_finished_call_is_ended(tmp_path: Path) -> None:
    converter = canned(tmp_path, 'convert "$@"', "sleep 300 &", f"echo $! > {tmp_path}/pid")

    converter.convert([LETTER])

    assert not alive(int((tmp_path / "pid").read_text()))


def test_libreoffice_itself_is_ended_with_all_its_processes(temporary_folder: Path) -> None:
    results = Converter(timeout=0.6).convert([docx_of(*["Isi surat " * 400] * 300)])

    time.sleep(0.1)
    assert isinstance(results[0], OutsideError)
    assert processes_naming(str(temporary_folder)) == []
    assert list(temporary_folder.iterdir()) == []


#: another process that converts a letter with the soffice it is given
ANOTHER = """
import sys
from pathlib import Path
from pipeline.outside.enclosure import Enclosure
from pipeline.outside.libreoffice import Converter
Converter(sys.argv[1], enclosure=Enclosure(written=(sys.argv[3],))).convert([Path(sys.argv[2]).read_bytes()])
"""


@contextmanager
def converting(tmp_path: Path, temporary_folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """A process in the middle of a call that lasts, and the pids of what it called."""
    (tmp_path / "surat.docx").write_bytes(LETTER)
    hangs = program(
        tmp_path, "sleep 300 &", f"echo $$ $! > {tmp_path}/new", f"mv {tmp_path}/new {tmp_path}/pids", "wait"
    )
    command = [sys.executable, "-c", ANOTHER, hangs, str(tmp_path / "surat.docx"), str(tmp_path)]
    with subprocess.Popen(command, env={"TMPDIR": str(temporary_folder)}, cwd=ROOT) as process:
        try:
            assert within_seconds(20, (tmp_path / "pids").exists)
            yield process, [int(each) for each in (tmp_path / "pids").read_text().split()]
        finally:
            process.kill()


def within_seconds(seconds: float, claim: Callable[[], bool]) -> bool:
    """Whether something comes true in time."""
    deadline = time.monotonic() + seconds
    while not claim() and time.monotonic() < deadline:
        time.sleep(0.02)
    return claim()


def grown_old(folder: Path) -> Path:
    """The one folder in it, as if it were made an hour ago."""
    (found,) = folder.iterdir()
    hour_ago = time.clock_gettime(time.CLOCK_REALTIME) - 3600
    os.utime(found, (hour_ago, hour_ago))
    return found


def test_nothing_of_a_call_outlives_the_process_that_was_killed(
    tmp_path: Path, temporary_folder: Path
) -> None:
    with converting(tmp_path, temporary_folder) as (process, called):
        process.kill()

        assert within_seconds(10, lambda: not any(map(alive, called)))


def test_libreoffice_itself_dies_with_the_process_that_was_killed(
    tmp_path: Path, temporary_folder: Path
) -> None:
    (tmp_path / "surat.docx").write_bytes(docx_of(*["Isi surat " * 400] * 3000))
    command = [sys.executable, "-c", ANOTHER, "soffice", str(tmp_path / "surat.docx"), str(tmp_path)]
    with subprocess.Popen(command, env={**os.environ, "TMPDIR": str(temporary_folder)}, cwd=ROOT) as process:
        began = within_seconds(20, lambda: "soffice.bin" in " ".join(processes_naming(str(temporary_folder))))
        process.kill()

        assert began
        assert within_seconds(5, lambda: processes_naming(str(temporary_folder)) == [])


def test_the_folder_of_a_killed_process_goes_with_its_call(tmp_path: Path, temporary_folder: Path) -> None:
    with converting(tmp_path, temporary_folder) as (process, called):
        process.kill()

        assert within_seconds(10, lambda: not any(map(alive, called)))
        assert within_seconds(10, lambda: not any(temporary_folder.iterdir()))


def test_a_folder_that_a_dead_call_left_is_swept_away_by_the_next(temporary_folder: Path) -> None:
    (temporary_folder / "tanggap-pdf-lama").mkdir()
    left = grown_old(temporary_folder)

    Converter()

    assert not left.exists()


def test_the_folder_of_a_living_process_is_not_swept_away(tmp_path: Path, temporary_folder: Path) -> None:
    with converting(tmp_path, temporary_folder):
        theirs = grown_old(temporary_folder)

        Converter()

        assert theirs.exists()


def test_a_folder_that_was_made_this_moment_or_by_others_is_not_swept_away(temporary_folder: Path) -> None:
    target = temporary_folder / "milik-orang"
    target.mkdir()
    (temporary_folder / "tanggap-pdf-tautan").symlink_to(target)
    (temporary_folder / "tanggap-pdf-baru").mkdir()
    before = sorted(temporary_folder.iterdir())

    Converter()

    assert sorted(temporary_folder.iterdir()) == before


def test_libreoffice_sees_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANGGAP_SECRET", "kata sandi")
    converter = canned(tmp_path, f"/usr/bin/env > {tmp_path}/seen")

    converter.convert([LETTER])

    names = {line.partition("=")[0] for line in (tmp_path / "seen").read_text().splitlines()}
    ours = {"HOME", "TMPDIR", "LANG", "PATH", "SAL_USE_VCLPLUGIN", "LD_PRELOAD"}
    assert names <= ours | {"PWD", "SHLVL", "_", "OLDPWD"}


def test_each_call_has_a_profile_of_its_own_that_forbids_macros(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    converter = canned(
        tmp_path, f"echo $1 >> {seen}", f"cat $HOME/profile/user/*.xcu >> {seen}.xcu", 'convert "$@"'
    )

    converter.convert([LETTER])
    converter.convert([LETTER])

    first, second = seen.read_text().splitlines()
    assert first.startswith("-env:UserInstallation=file:///")
    assert first != second
    assert 'MacroSecurityLevel" oor:op="fuse"><value>3<' in seen.with_suffix(".xcu").read_text()


def test_libreoffice_does_its_work_in_its_first_start() -> None:
    # Beneath its launcher, which starts it a second time where a new profile has to be set up.
    launcher = shutil.which("soffice")
    assert launcher
    beneath = Path(launcher).resolve().with_name("soffice.bin")

    [pdf] = Converter(str(beneath)).convert([LETTER])

    assert isinstance(pdf, bytes), pdf


def test_a_call_imports_nothing_that_draws_before_a_page_has_to_be_joined_to_the_next() -> None:
    told = "import sys, pipeline.outside.soffice; print({'pikepdf', 'reportlab'} & set(sys.modules))"

    found = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, check=True, text=True)

    assert found.stdout.strip() == "set()"


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7\n1 0 obj", pdf_of("Surat")[:-30], pdf_of()])
def test_a_pdf_that_is_not_whole_is_refused(tmp_path: Path, broken: bytes) -> None:
    converter = canned(tmp_path, 'convert "$@"')
    (tmp_path / "canned.pdf").write_bytes(broken)

    [result] = converter.convert([LETTER])

    assert isinstance(result, OutsideError)


def test_a_missing_libreoffice_is_named_with_its_remedy() -> None:
    [result] = Converter("soffice-tidak-ada").convert([LETTER])

    assert "soffice-tidak-ada" in str(result)
    assert "apt-get install" in the_error(result).remedy
    assert not the_error(result).permanent


def test_a_missing_temporary_folder_is_an_error_not_an_exception(temporary_folder: Path) -> None:
    temporary_folder.rmdir()

    [result] = Converter().convert([LETTER])

    assert "tidak dapat dijalankan" in str(result)
    assert not the_error(result).permanent


def test_a_letter_cannot_make_libreoffice_fetch_or_include_anything() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/logo.png"

        [pdf] = Converter().convert([docx_that_fetches(address)])

        with pytest.raises(TimeoutError):
            listener.accept()
    assert isinstance(pdf, bytes)
    assert "root:" not in " ".join(page_texts(pdf))


def test_the_version_is_told() -> None:
    assert "LibreOffice" in Converter().version()


def test_the_version_of_a_missing_libreoffice_is_an_error() -> None:
    with pytest.raises(OutsideError, match="soffice-tidak-ada"):
        Converter("soffice-tidak-ada").version()


def test_the_points_where_a_test_may_end_the_process_are_passed_in_order(tmp_path: Path) -> None:
    passed: list[str] = []
    for name in ("convert.started", "convert.done"):
        crash.arm(name, lambda name=name: passed.append(name))  # type: ignore[misc]

    canned(tmp_path, 'convert "$@"').convert([LETTER])
    crash.disarm()

    assert passed == ["convert.started", "convert.done"]
