"""LibreOffice: Word letters to PDF/A-2b.

Here is what the office asks of it, and what it makes of the answer; the call itself (`calls.py`) runs in the
cage (`soffice.py`), for a document can make LibreOffice reach out, read files and tell its environment.
"""

import io
import shutil
import socket
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.outside.cage_sight import home_of
from pipeline.outside.cage_wire import MADE_UP, Broken
from pipeline.outside.calls import ANSWERING, LASTING, Call, Calls
from pipeline.outside.enclosure import Enclosure
from pipeline.outside.workplace import sweep

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
    #: seconds for the documents of one `convert`, however many they are
    timeout: float = 120.0
    #: where the calls run
    enclosure: Enclosure = field(default_factory=Enclosure)

    def __post_init__(self) -> None:
        """What converters left that were killed goes before the first call of a new one."""
        sweep()

    def convert(self, documents: Sequence[bytes], calls: Calls | None = None) -> list[bytes | OutsideError]:
        """The PDF of each docx, or why there is none; raises nothing.

        All go through one call, of `calls` where these are given. What it leaves undone is tried again,
        in a new call and then one by one, so that one bad document costs the others nothing. A permanent
        error is the document's own fault.
        """
        crash.point("convert.started")
        results: Results = {
            place: _not_docx(document) or document for place, document in enumerate(documents)
        }
        due = {place: each for place, each in results.items() if isinstance(each, bytes)}
        results |= self._together(due, calls)
        if calls is not None:
            # The call may be at fault, or what it converted before.
            results |= self._together(_undone(due, results, but=_TimeUp))
        if len(due) > 1:
            results |= self._one_by_one(_undone(due, results))
        crash.point("convert.done")
        return [results[place] for place in range(len(documents))]

    def version(self) -> str:
        """What LibreOffice calls itself; raises OutsideError where it does not run."""
        told, _ = self._call([])
        if failure := self._failure(told):
            raise failure
        return str(told["printed"]).strip()

    def _one_by_one(self, documents: Documents) -> Results:
        results: Results = {}
        patience = _PATIENCE
        for place, document in documents.items():
            if patience:
                results |= self._together({place: document})
                patience -= isinstance(results[place], _TimeUp)
        return results

    def _together(self, documents: Documents, calls: Calls | None = None) -> Results:
        """Convert the documents in one call, with a folder of its own that vanishes."""
        if not documents:
            return {}
        try:
            told, pdfs = self._call(list(documents.values()), calls)
        except OutsideError as error:
            return dict.fromkeys(documents, error)
        failure = self._failure(told)
        results: Results = {}
        for place, pdf, fault in zip(documents, pdfs, told["faults"], strict=True):
            results[place] = _unconverted(str(fault)) if fault or not pdf else pdf
            if failure and not isinstance(results[place], bytes):
                results[place] = failure
        return results

    def _call(
        self, documents: Sequence[bytes], calls: Calls | None = None
    ) -> tuple[Mapping[str, Any], list[bytes]]:
        """What a call told, and the PDF of each document, b'' where there is none. Raises OutsideError."""
        begin = partial(self._begin, 0 if calls is None else LASTING)
        with closing(begin()) if calls is None else calls.one(begin) as call:
            try:
                return call.convert(documents)
            except (Broken, *MADE_UP) as broken:
                raise self._reason(call.room.heard(ANSWERING)) from broken

    def _begin(self, lasting: int) -> Call:
        """A call that takes documents for so many seconds, once where it is 0. Raises OutsideError."""
        program = shutil.which(self.program)
        if program is None:
            raise OutsideError(
                f"LibreOffice tidak ditemukan: {self.program}",
                permanent=False,
                remedy="apt-get install libreoffice-writer-nogui",
            )
        order = {"work": "convert", "program": program, "seconds": self.timeout, "lasting": lasting}
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                room = self.enclosure.open(order, [theirs.fileno()], seen=home_of(program))
            except OutsideError:
                ours.close()
                raise
        return Call(room, ours, self.timeout)

    def _reason(self, told: dict[str, Any] | None) -> OutsideError:
        """Why a call gave nothing at all."""
        if told and "error" in told:
            return OutsideError(
                f"LibreOffice tidak dapat dijalankan: {told['error']}",
                permanent=False,
                remedy="periksa ruang disk dan hak akses folder sementara",
            )
        return self._late() if told and told.get("code", 0) is None else _unconverted("terhenti")

    def _failure(self, told: Mapping[str, Any]) -> OutsideError | None:
        """What went wrong with the call as a whole."""
        if told["late"]:
            return self._late()
        if told["code"]:
            words = " ".join(str(told["printed"]).split())[-200:]
            return _unconverted(f"berakhir dengan kode {told['code']}: {words}")
        return None

    def _late(self) -> "_TimeUp":
        return _TimeUp(
            f"LibreOffice belum selesai setelah {self.timeout:g} detik",
            permanent=False,
            remedy="periksa beban mesin dan dokumen ini",
        )


class _TimeUp(OutsideError):
    """The call was ended at the time limit."""


def _undone(
    due: Mapping[int, bytes], results: Results, but: type[OutsideError] | tuple[()] = ()
) -> Documents:
    """What of the documents has failed, but for those that failed in one way."""
    failed = {place for place in due if isinstance(results[place], OutsideError)}
    return {place: due[place] for place in sorted(failed) if not isinstance(results[place], but)}


def _not_docx(document: bytes) -> OutsideError | None:
    """The error of bytes that are no docx; LibreOffice would make a PDF of them all the same."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as package:
            if "word/document.xml" in package.namelist():
                return None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        pass
    return OutsideError("berkas ini bukan dokumen Word (.docx)", permanent=True)


def _unconverted(what: str) -> OutsideError:
    return OutsideError(f"LibreOffice {what}", permanent=False, remedy="jalankan `tanggap check`")
