"""Calls of LibreOffice that stay open: one start for many letters, and no fault that goes beyond its own."""

import io
import os
import shutil
import zipfile
from pathlib import Path
from threading import Timer

import pytest

from pipeline.errors import OutsideError
from pipeline.letters.pdf_words import page_texts
from pipeline.outside import calls as calls_module
from pipeline.outside import soffice
from pipeline.outside.calls import Calls
from pipeline.outside.enclosure import Enclosure
from pipeline.outside.libreoffice import Converter
from tests.outside.letters_docx import docx_of
from tests.outside.test_libreoffice import (
    canned,
    marked,
    processes_naming,
    running,
    within_seconds,
)
from tests.pdfs import pdf_of

pytestmark = pytest.mark.usefixtures("temporary_folder")


def standing(folder: Path) -> dict[int, str]:
    """The LibreOffices that stand ready with a folder of theirs in this one, by pid."""
    found = running(str(folder)).items()
    return {pid: line for pid, line in found if "soffice.bin" in line.split()[0] and "private:" in line}


def texts(results: list[bytes | OutsideError]) -> list[str]:
    return [" ".join(page_texts(each)) for each in results if isinstance(each, bytes)]


def test_one_libreoffice_converts_what_comes_one_after_another(temporary_folder: Path, calls: Calls) -> None:
    converter, seen = Converter(), set[str]()
    for number in range(3):
        letters = [docx_of(f"Surat {number} lembar {place}") for place in range(2)]

        assert texts(converter.convert(letters, calls)) == [
            f"Surat {number} lembar {place}" for place in (0, 1)
        ]
        seen |= set(standing(temporary_folder).values())

    assert len(seen) == 1
    calls.close()
    assert processes_naming(str(temporary_folder)) == []
    assert list(temporary_folder.iterdir()) == []


def test_every_enclosure_has_open_calls(enclosure: Enclosure, calls: Calls) -> None:
    converter = Converter(enclosure=enclosure)

    found = [texts(converter.convert([docx_of(f"Surat {number}")], calls)) for number in range(2)]

    assert found == [["Surat 0"], ["Surat 1"]]
    assert len(calls.waiting) == 1


def test_nothing_of_a_portion_is_left_for_the_next(temporary_folder: Path, calls: Calls) -> None:
    Converter().convert([docx_of("Surat")], calls)

    assert standing(temporary_folder)
    assert [path for path in temporary_folder.rglob("*") if path.suffix in (".docx", ".pdf")] == []


def test_a_document_that_cannot_be_converted_costs_the_next_nothing(calls: Calls) -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        package.writestr("word/document.xml", "<rusak")
    converter = Converter()

    bad, good = converter.convert([broken.getvalue(), docx_of("Surat pertama")], calls)

    assert isinstance(bad, OutsideError)
    assert texts([good, *converter.convert([docx_of("Surat kedua")], calls)]) == [
        "Surat pertama",
        "Surat kedua",
    ]


def test_a_libreoffice_that_dies_between_two_portions_costs_neither(
    temporary_folder: Path, calls: Calls
) -> None:
    converter = Converter()
    converter.convert([docx_of("Surat pertama")], calls)
    for pid in standing(temporary_folder):
        os.kill(pid, 9)

    assert texts(converter.convert([docx_of("Surat kedua")], calls)) == ["Surat kedua"]
    assert texts(converter.convert([docx_of("Surat ketiga")], calls)) == ["Surat ketiga"]


def test_a_cage_that_dies_between_two_portions_is_replaced(temporary_folder: Path, calls: Calls) -> None:
    converter = Converter()
    converter.convert([docx_of("Surat pertama")], calls)
    for call in calls.waiting:
        assert call.room.process is not None
        os.killpg(call.room.process.pid, 9)

    assert texts(converter.convert([docx_of("Surat kedua")], calls)) == ["Surat kedua"]
    calls.close()
    assert within_seconds(5, lambda: processes_naming(str(temporary_folder)) == [])


def test_a_call_that_hangs_is_ended_with_the_libreoffice_that_stands_ready(
    tmp_path: Path, temporary_folder: Path, calls: Calls
) -> None:
    hangs = 'case "$*" in *private:*) touch $HOME/profile/.lock; exec sleep 300;; esac'
    stuck = 'for each in "$@"; do case $each in *.docx) grep -q macet $each && sleep 300;; esac; done'
    converter = canned(tmp_path, hangs, stuck, 'convert "$@"', timeout=1)
    assert converter.convert([marked("baik")], calls) == [pdf_of("Surat")]
    assert len(calls.waiting) == 1

    [late] = converter.convert([marked("macet")], calls)

    assert isinstance(late, OutsideError)
    assert "1 detik" in str(late)
    assert len(calls.waiting) == 0
    assert list(temporary_folder.iterdir()) == []
    assert converter.convert([marked("baik")], calls) == [pdf_of("Surat")]


def test_a_call_whose_time_is_over_is_given_nothing(
    temporary_folder: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls_module, "LASTING", calls_module._ENDING)
    Converter().convert([docx_of("Surat pertama")], calls)
    before = standing(temporary_folder)

    assert texts(Converter().convert([docx_of("Surat kedua")], calls)) == ["Surat kedua"]
    assert before
    assert not before.keys() & standing(temporary_folder).keys()


def test_a_libreoffice_that_lives_and_converts_no_more_costs_no_letter(tmp_path: Path, calls: Calls) -> None:
    stands = 'case "$*" in *private:*) touch $HOME/profile/.lock; exec sleep 300;; esac'
    sick = (
        f"[ $HOME = $(cat {tmp_path}/sick 2>/dev/null) ] 2>/dev/null && exit 0; echo $HOME > {tmp_path}/sick"
    )
    converter = canned(tmp_path, stands, sick, 'convert "$@"')

    results = [each for _ in range(3) for each in converter.convert([marked("baik")], calls)]

    assert results == [pdf_of("Surat")] * 3


def test_a_call_is_ended_where_no_thread_can_watch_over_its_rest(
    temporary_folder: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_: Timer) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Timer, "start", start)

    assert texts(Converter().convert([docx_of("Surat")], calls)) == ["Surat"]
    assert len(calls.waiting) == 0
    assert processes_naming(str(temporary_folder)) == []


def test_where_no_libreoffice_stands_ready_the_call_ends_with_its_letters(
    tmp_path: Path, calls: Calls
) -> None:
    converter = canned(tmp_path, 'convert "$@"')

    assert converter.convert([marked("baik")] * 2, calls) == [pdf_of("Surat")] * 2
    assert len(calls.waiting) == 0


def test_a_call_ends_after_so_many_documents(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls_module, "DOCUMENTS", 3)
    converter = Converter()

    kept = [len(calls.waiting) for _ in range(2) if converter.convert([docx_of("Surat")] * 2, calls)]

    assert kept == [1, 0]


def test_a_call_that_nobody_needs_comes_to_rest(temporary_folder: Path) -> None:
    calls = Calls(resting=0.2)
    Converter().convert([docx_of("Surat")], calls)

    assert within_seconds(
        10, lambda: len(calls.waiting) == 0 and processes_naming(str(temporary_folder)) == []
    )
    assert within_seconds(5, lambda: list(temporary_folder.iterdir()) == [])


def test_libreoffice_has_the_allocator_that_makes_it_fast(temporary_folder: Path, calls: Calls) -> None:
    Converter().convert([docx_of("Surat")], calls)

    [pid] = standing(temporary_folder)
    assert "/libjemalloc.so.2" in Path(f"/proc/{pid}/maps").read_text()


def test_documents_are_handed_over_without_the_script_around(tmp_path: Path, calls: Calls) -> None:
    installed = Path(shutil.which("soffice") or "").resolve()
    converter = canned(tmp_path, f"echo soffice >> {tmp_path}/called", f'exec {installed} "$@"')
    # Where a new profile does not name the build LibreOffice starts twice, and does not hear in between.
    (tmp_path / "versionrc").symlink_to(installed.with_name("versionrc"))
    hand = tmp_path / "oosplash"
    hand.write_text(
        f'#!/bin/sh\necho hand >> {tmp_path}/called\nexec {installed.with_name(hand.name)} "$@"\n'
    )
    hand.chmod(0o755)

    found = [texts(converter.convert([docx_of(f"Surat {number}")], calls)) for number in range(2)]

    assert found == [["Surat 0"], ["Surat 1"]]
    assert (tmp_path / "called").read_text().split() == ["soffice", "hand", "hand"]


def test_without_the_allocator_letters_are_made_all_the_same(
    temporary_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soffice, "_ALLOCATORS", ())

    assert "LD_PRELOAD" not in soffice._environment(temporary_folder)


def test_what_is_closed_keeps_no_call(temporary_folder: Path, calls: Calls) -> None:
    calls.close()

    assert texts(Converter().convert([docx_of("Surat")], calls)) == ["Surat"]
    assert len(calls.waiting) == 0
    assert processes_naming(str(temporary_folder)) == []
