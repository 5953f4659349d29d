"""One call of LibreOffice, behind the cage's walls: documents in, PDFs out, by socket.

soffice cannot be trusted to end, to clean up, or to say that it failed: it ends with 0 for a missing input
and makes a PDF of any bytes. So each call has its own profile, process group and time limit, and only the
finished PDF counts.

Its start costs as much as six letters. A call that is left open for further documents therefore has a
LibreOffice that stands ready, and to which each soffice that is called with its profile hands its documents.
"""

import io
import json
import os
import resource
import shutil
import socket
import stat
import sysconfig
import time
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from pypdfium2 import PdfiumError

from pipeline.errors import TanggapError
from pipeline.letters.catchwords import catchwords, margins
from pipeline.letters.pdf_words import page_count
from pipeline.outside.cage_filter import narrow
from pipeline.outside.cage_sight import DEVICES
from pipeline.outside.cage_watch import attend
from pipeline.outside.cage_wire import Broken, receive_frames, send_frames
from pipeline.outside.soffice_profile import PROFILE, new_profile
from pipeline.outside.tied import Process, await_end, end, start
from pipeline.outside.workplace import link_socket, take_away_socket, unlink_socket, workplace

#: PDF/A-2b; bookmarks become named destinations, so that the seal finds its place in the PDF
_FILTER = {
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"},
}
#: bytes of a picture beyond which it is brought to 300 dots an inch; logos are smaller
_LARGE = 100_000

#: bytes of memory, bytes of one file, processes where they are counted apart from the office's, open files
_MEMORY, _FILE, _PROCESSES, _FILES = 3 << 29, 100 << 20, 64, 1_024
#: seconds in which what was made must be gathered, after the call
_GATHERING = 20
#: the memory allocator that LibreOffice is given where one of these is there: with that of the C library a
#: letter takes an eighth to a third more of the processor
_ALLOCATORS = tuple(
    f"{place}/libjemalloc.so.2"
    for place in (f"/usr/lib/{sysconfig.get_config_var('MULTIARCH')}", "/usr/lib64", "/usr/lib")
)
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
#: what of LibreOffice hands documents over to one that stands ready, beside its program
_HAND = "oosplash"
#: LibreOffice ends when no document is open in it any more; this one is made of nothing and stays open
_BLANK = "private:factory/swriter"
#: seconds between two looks whether it hears of documents
_LOOK = 0.01


def convert(control: socket.socket, order: Mapping[str, Any], files: Sequence[int]) -> None:
    """Serve one call: its documents come and its results go over the file that was handed in."""
    with socket.socket(fileno=files[0]) as wire:
        try:
            with workplace(order["place"]) as folder:
                link_socket(folder)
                work = partial(_serve, folder, wire, order)
                seconds = order["lasting"] + order["seconds"] + _GATHERING
                told: dict[str, Any] = {"code": attend(control, work, seconds)}
                take_away_socket(folder)
        except OSError as error:
            told = {"error": str(error)}
    # Whoever has the results may be gone.
    with suppress(OSError):
        control.send(json.dumps(told).encode())


def _serve(folder: Path, wire: socket.socket, order: Mapping[str, Any]) -> None:
    """Convert the documents that come; where the call is left open, further ones for as long as it lasts."""
    narrow(order["seen"], (str(folder), *DEVICES, *order["written"]), sockets=True)
    unlink_socket(folder)
    _limit(order)
    ends = monotonic() + order["lasting"]
    profile = f"-env:UserInstallation={new_profile(folder, order['program']).as_uri()}"
    with _Standing(profile, folder, order) as standing:
        documents, number = receive_frames(wire), 0
        while True:
            portion = folder / str(number)
            portion.mkdir()
            command = [standing.hand, profile, *_arguments(portion, documents)]
            told, pdfs = _converted(command, folder, portion, documents, order["seconds"])
            # What a taken-over LibreOffice could read of others is gone with their portion.
            shutil.rmtree(portion, ignore_errors=True)
            fine = not (told["late"] or told["code"] or any(told["faults"]) or portion.exists())
            told["open"] = fine and standing.ready()
            wire.settimeout(None)
            send_frames(wire, [json.dumps(told).encode(), *pdfs])
            if not told["open"]:
                return
            try:
                documents, number = receive_frames(wire, deadline=ends), number + 1
            except Broken:
                return


def _converted(
    command: Sequence[str], folder: Path, portion: Path, documents: Sequence[bytes], seconds: float
) -> tuple[dict[str, Any], list[bytes]]:
    """`late`, `code` and `printed`, a fault or '' for each document; and each PDF."""
    for place, document in enumerate(documents):
        (portion / f"{place}.docx").write_bytes(document)
    told = _run(command, folder, seconds)
    results = [_finished(portion / f"{place}.pdf", document) for place, document in enumerate(documents)]
    told["faults"] = [fault for _, fault in results]
    return told, [pdf for pdf, _ in results]


def _limit(order: Mapping[str, Any]) -> None:
    seconds = int(order["lasting"] + order["seconds"]) + _GATHERING
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, _FILE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CPU, seconds),
        *([(resource.RLIMIT_NPROC, _PROCESSES)] if order["alone"] else []),
    ):
        resource.setrlimit(kind, (most, most))


def _arguments(portion: Path, documents: Sequence[bytes]) -> list[str]:
    if not documents:
        return ["--version"]
    # LibreOffice computes every picture anew that it might have to make smaller: a tenth of a letter's time.
    smaller = str(any(map(_has_large_picture, documents))).lower()
    wanted = {**_FILTER, "ReduceImageResolution": {"type": "boolean", "value": smaller}}
    sources = [str(portion / f"{place}.docx") for place in range(len(documents))]
    kind = f"pdf:writer_pdf_Export:{json.dumps(wanted)}"
    return [*_OPTIONS, "--convert-to", kind, "--outdir", str(portion), *sources]


def _has_large_picture(docx: bytes) -> bool:
    """Whether a person may have put a photograph into it; where a picture lies in a package is not fixed."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            large = [part.filename for part in package.infolist() if part.file_size > _LARGE]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return True
    return any(not name.lower().endswith((".xml", ".rels")) for name in large)


class _Standing:
    """The LibreOffice of a call that is left open; none where the call is not."""

    def __init__(self, profile: str, folder: Path, order: Mapping[str, Any]) -> None:
        self._profile = folder / PROFILE
        self._program = order["program"]
        self._process: Process | None = None
        if order["lasting"]:
            with (folder / "standing").open("w+b") as printed:
                command = [self._program, profile, *_OPTIONS, _BLANK]
                self._process = start(command, folder, _environment(folder), printed.fileno())
            self._await_hearing(monotonic() + order["seconds"])

    @property
    def hand(self) -> str:
        """The program that takes documents: soffice, or what of it hands them over to one that stands ready.

        The script that is called soffice only looks around before it, ten times as long as that takes.
        """
        splash = Path(self._program).resolve().with_name(_HAND)
        return str(splash) if self.ready() and splash.exists() else self._program

    def _await_hearing(self, deadline: float) -> None:
        """Until it hears of documents, or has ended; whoever comes earlier would be a second LibreOffice.

        It makes the socket on which it hears, and then the file that says whose the profile is.
        """
        while not (self._profile / ".lock").exists() and self.ready() and monotonic() < deadline:
            time.sleep(_LOOK)

    def __enter__(self) -> Self:
        """It hears, or there is none."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """It is gone, with all that it started."""
        if self._process is not None:
            end(self._process)

    def ready(self) -> bool:
        """Whether there is one that has not ended."""
        return self._process is not None and not await_end(self._process, 0)


def _run(command: Sequence[str], folder: Path, seconds: float) -> dict[str, Any]:
    """Run the command as a process group of its own, of which nothing is left afterwards."""
    with (folder / "printed").open("w+b") as printed:
        environment = _environment(folder, lasting=not command[0].endswith(_HAND))
        process = start(command, folder, environment, printed.fileno())
        try:
            ended = await_end(process, seconds)
        finally:
            end(process)
        printed.seek(0)
        words = printed.read(10_000).decode("utf-8", "replace")
    return {"late": not ended, "code": process.returncode, "printed": words}


def _environment(folder: Path, *, lasting: bool = True) -> dict[str, str]:
    """Nothing of ours: a document can make LibreOffice print its environment (CVE-2026-63270).

    TMPDIR, so that what a killed call leaves vanishes with its folder. What is not `lasting` is done before
    another allocator would be loaded.
    """
    found = {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    if lasting and (allocator := next(filter(os.path.exists, _ALLOCATORS), "")):
        found["LD_PRELOAD"] = allocator
    return found


def _finished(path: Path, docx: bytes) -> tuple[bytes, str]:
    """The PDF at `path`, its pages joined, if it is whole; else what is wrong, after `LibreOffice`."""
    pdf = _read(path)
    if not pdf:
        return b"", "tidak menghasilkan PDF"
    # A call that was killed while it wrote leaves the beginning of a PDF.
    if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-1024:]:
        return b"", "menghasilkan PDF yang tidak utuh"
    try:
        return (_joined(docx, pdf), "") if page_count(pdf) else (b"", "menghasilkan PDF tanpa halaman")
    except PdfiumError as error:
        return b"", f"menghasilkan PDF yang tidak terbaca ({error})"
    except TanggapError as error:
        return b"", f"menghasilkan PDF tanpa kata penyambung ({error})"


def _joined(docx: bytes, pdf: bytes) -> bytes:
    """The PDF of a surat dinas with a kata penyambung below each page that goes on; any other as it is.

    Raises OutsideError where it cannot be drawn, PdfiumError where it is no PDF.
    """
    free = margins(docx)
    found = catchwords(pdf, free) if free else []
    if free is None or not found:
        return pdf
    from pipeline.outside.page_ends import end_pages  # noqa: PLC0415  (slow to import; few letters need it)

    return end_pages(pdf, found, free)


def _read(path: Path) -> bytes:
    """The bytes of a file; of a link, a pipe or anything else that bears its name, none."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return b""
    with os.fdopen(file, "rb") as opened:
        return opened.read(_FILE) if stat.S_ISREG(os.fstat(file).st_mode) else b""
