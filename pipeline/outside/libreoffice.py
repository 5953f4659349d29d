"""LibreOffice: Word letters to PDF/A-2b.

It stands apart because soffice cannot be trusted to end, to clean up, or to say that it
failed: it ends with 0 for a missing input and makes a PDF of any bytes. So each call has its
own profile, process group and time limit, and only the finished PDF counts.
"""

import fcntl
import io
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pypdfium2 import PdfiumError

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.letters.pdf_words import page_texts
from pipeline.outside.clock import Clock

#: PDF/A-2b; bookmarks become named destinations, so that the seal finds its place in the PDF
_FILTER = "pdf:writer_pdf_Export:" + json.dumps(
    {
        "SelectPdfVersion": {"type": "long", "value": "2"},
        "ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"},
    }
)

#: no macro, no Java, no update of links, no link followed from an untrusted document. And no version is newer
#: than the profile's: in a fresh profile LibreOffice else takes itself for upgraded and draws a gigabyte of
#: test pictures first, half of the time that a call takes to start
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine">
<prop oor:name="Enable" oor:op="fuse"><value>false</value></prop>
</item>
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>999.9</value></prop>
</item>
</oor:items>
"""

#: a shell runs the command, and beside it waits for the end of a pipe that this process alone holds
#: open: when we are killed, all of the group goes. A death signal (PR_SET_PDEATHSIG) would reach the
#: first process only, not the soffice.bin that it starts.
_TIED = (
    "/bin/sh",
    "-c",
    'exec 3<&0; { read -r _; kill -s KILL 0; } <&3 & exec "$@" </dev/null 3<&-',
    "tanggap-pdf",
)

#: what the folders of calls are called, and how many seconds old one must be to be swept away
_PREFIX, _YOUNG = "tanggap-pdf-", 60

#: how many documents that hang alone one `convert` waits for, before it leaves the rest to the next
_PATIENCE = 2

#: by place in the list that `convert` was given
Documents = dict[int, bytes]
Results = dict[int, bytes | OutsideError]


@dataclass(frozen=True, slots=True)
class Converter:
    """The converter of the office, docx to PDF/A-2b."""

    #: name on the PATH, or path, of LibreOffice
    program: str = "soffice"
    #: seconds for one call, however many documents it converts
    timeout: float = 120.0

    def __post_init__(self) -> None:
        """What converters left that were killed goes before the first call of a new one."""
        sweep()

    def convert(self, documents: Sequence[bytes]) -> list[bytes | OutsideError]:
        """The PDF of each docx, or why there is none; raises nothing.

        All go through one call. What it leaves undone is tried again one by one, so that one
        bad document costs the others nothing. A permanent error is the document's own fault.
        """
        crash.point("convert.started")
        results: Results = {
            place: _not_docx(document) or document for place, document in enumerate(documents)
        }
        due = {place: each for place, each in results.items() if isinstance(each, bytes)}
        results |= self._together(due)
        if len(due) > 1:
            undone = {place: due[place] for place in due if isinstance(results[place], OutsideError)}
            results |= self._one_by_one(undone)
        crash.point("convert.done")
        return [results[place] for place in range(len(documents))]

    def version(self) -> str:
        """What LibreOffice calls itself; raises OutsideError where it does not run."""
        with _workplace() as folder:
            return self._call(folder, ["--version"]).strip()

    def _one_by_one(self, documents: Documents) -> Results:
        results: Results = {}
        patience = _PATIENCE
        for place, document in documents.items():
            if patience:
                results |= self._together({place: document})
                patience -= isinstance(results[place], _TimeUp)
        return results

    def _together(self, documents: Documents) -> Results:
        """Convert the documents in one call, with a folder of its own that vanishes."""
        if not documents:
            return {}
        try:
            with _workplace() as folder:
                return self._convert_in(folder, documents)
        except OSError as error:
            failure = OutsideError(
                f"LibreOffice tidak dapat dijalankan: {error}",
                permanent=False,
                remedy="periksa ruang disk dan hak akses folder sementara",
            )
            return dict.fromkeys(documents, failure)

    def _convert_in(self, folder: Path, documents: Documents) -> Results:
        for place, document in documents.items():
            (folder / f"{place}.docx").write_bytes(document)
        sources = [str(folder / f"{place}.docx") for place in documents]
        options = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        failure = None
        try:
            self._call(folder, [*options, "--convert-to", _FILTER, "--outdir", str(folder), *sources])
        except OutsideError as error:
            failure = error
        return {place: _finished(folder / f"{place}.pdf", failure) for place in documents}

    def _call(self, folder: Path, arguments: list[str]) -> str:
        """Run LibreOffice with a profile of its own in `folder`; what it printed."""
        program = shutil.which(self.program)
        if program is None:
            raise OutsideError(
                f"LibreOffice tidak ditemukan: {self.program}",
                permanent=False,
                remedy="apt-get install libreoffice-writer-nogui",
            )
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        command = [program, f"-env:UserInstallation={profile.parent.as_uri()}", *arguments]
        return _run(command, folder, self.timeout)


@contextmanager
def _workplace() -> Iterator[Path]:
    """A folder that vanishes; as long as we live it is locked, and nobody sweeps it away."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield Path(name)
        finally:
            os.close(folder)


def sweep() -> None:
    """Remove the folders of calls whose process was killed: letters lie in them."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            found = os.fstat(folder)
            # One that was made this moment may not be locked yet.
            if found.st_uid == os.geteuid() and found.st_mtime + _YOUNG < Clock()().timestamp():
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(folder)


class _TimeUp(OutsideError):
    """The call was ended at the time limit."""


def _run(command: list[str], folder: Path, timeout: float) -> str:
    """Run the command as a process group of its own, of which nothing is left afterwards."""
    with (folder / "printed").open("w+b") as printed:
        process = subprocess.Popen(
            [*_TIED, *command],
            stdin=subprocess.PIPE,
            stdout=printed,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )
        try:
            ended = _await_end(process.pid, timeout)
        finally:
            # Before the leader is reaped, while its number cannot yet belong to another group.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            assert process.stdin is not None
            process.stdin.close()
        printed.seek(0)
        words = printed.read(10_000).decode("utf-8", "replace")
    if not ended:
        raise _TimeUp(
            f"LibreOffice belum selesai setelah {timeout:g} detik",
            permanent=False,
            remedy="periksa beban mesin dan dokumen ini",
        )
    if process.returncode != 0:
        raise _unconverted(f"berakhir dengan kode {process.returncode}: {' '.join(words.split())[-200:]}")
    return words


def _await_end(pid: int, timeout: float) -> bool:
    """Whether the child ends within `timeout` seconds; it is left unreaped."""
    watched = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(watched, select.POLLIN)
        return bool(poll.poll(timeout * 1000))
    finally:
        os.close(watched)


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours: a document can make LibreOffice print its environment (CVE-2026-63270).

    TMPDIR, so that what a killed call leaves vanishes with its folder.
    """
    return {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _not_docx(document: bytes) -> OutsideError | None:
    """The error of bytes that are no docx; LibreOffice would make a PDF of them all the same."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as package:
            if "word/document.xml" in package.namelist():
                return None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        pass
    return OutsideError("berkas ini bukan dokumen Word (.docx)", permanent=True)


def _finished(path: Path, failure: OutsideError | None) -> bytes | OutsideError:
    """The PDF at `path` if it is whole and has pages; else `failure` of the call, or what is wrong."""
    pdf = path.read_bytes() if path.exists() else b""
    if not pdf:
        return failure or _unconverted("tidak menghasilkan PDF")
    # A call that was killed while it wrote leaves the beginning of a PDF.
    if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-1024:]:
        return failure or _unconverted("menghasilkan PDF yang tidak utuh")
    try:
        return pdf if page_texts(pdf) else _unconverted("menghasilkan PDF tanpa halaman")
    except PdfiumError as error:
        return failure or _unconverted(f"menghasilkan PDF yang tidak terbaca ({error})")


def _unconverted(what: str) -> OutsideError:
    return OutsideError(f"LibreOffice {what}", permanent=False, remedy="jalankan `tanggap check`")
