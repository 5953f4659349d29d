"""Calls of LibreOffice that stay open: where letters come one after another, it is not started for each.

Apart from the converter because most who convert have one document, and end their call with it.
"""

import json
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock, Timer
from time import monotonic
from typing import Any

from pipeline.outside.cage_wire import receive_frames, send_frames
from pipeline.outside.enclosure import Room

#: seconds beyond those for its documents in which a call has to answer
ANSWERING = 30
#: bytes of the PDFs of one answer
_MOST = 400 * 1024 * 1024
#: seconds for which a call takes documents, and how many at most: then a fresh profile and fresh memory
LASTING, DOCUMENTS = 300, 250
#: seconds before its end in which a call is given no more
_ENDING = 10
#: seconds without a document after which a call ends
RESTING = 20.0

#: what an answer must say: whether time was over, how soffice ended, what it printed, and whether the call
#: takes further documents
_TOLD = {"late", "code", "printed", "open"}


class Call:
    """One call, seen from outside."""

    def __init__(self, room: Room, wire: socket.socket, seconds: float) -> None:
        self.room = room
        #: whether further documents are taken
        self.open = False
        self.documents = 0
        self._wire = wire
        self._seconds = seconds
        self._ends = monotonic() + LASTING

    def convert(self, documents: Sequence[bytes]) -> tuple[Mapping[str, Any], list[bytes]]:
        """What was told of the documents, and the PDF of each, b'' where there is none.

        Raises Broken, or what an answer that was made up makes Python say.
        """
        self.open = False
        self.documents += len(documents)
        deadline = monotonic() + self._seconds + ANSWERING
        send_frames(self._wire, documents, deadline)
        told, *pdfs = receive_frames(self._wire, _MOST, deadline)
        answer = _checked(told, pdfs, len(documents))
        self.open = answer["open"] is True and self.documents < DOCUMENTS
        return answer, pdfs

    @property
    def over(self) -> bool:
        """Whether its time is over, or its process has ended while it waited."""
        return monotonic() > self._ends - _ENDING or self.room.gone()

    def close(self) -> None:
        """End it, with all that it started."""
        self._wire.close()
        self.room.close()


class Calls:
    """Calls that wait for further documents; those of several threads are as many as work at once."""

    def __init__(self, resting: float = RESTING) -> None:
        self._resting = resting
        self._lock = Lock()
        self._free: dict[Call, Timer] = {}
        self._closed = False

    @contextmanager
    def one(self, begin: Callable[[], Call]) -> Iterator[Call]:
        """A call that is open, or a new one; it is kept if it takes further documents."""
        call = self._taken() or begin()
        try:
            yield call
        except BaseException:
            call.close()
            raise
        if call.open:
            self._keep(call)
        else:
            call.close()

    def close(self) -> None:
        """End all that wait, and keep none from here on."""
        with self._lock:
            self._closed = True
            free, self._free = self._free, {}
        for call, timer in free.items():
            timer.cancel()
            call.close()

    @property
    def waiting(self) -> Sequence[Call]:
        """Those that wait for documents, the longest first."""
        return [*self._free]

    def _taken(self) -> Call | None:
        """The call that was used last, so that of several that are too many some come to rest."""
        while True:
            with self._lock:
                if not self._free:
                    return None
                call, timer = self._free.popitem()
            timer.cancel()
            if not call.over:
                return call
            call.close()

    def _keep(self, call: Call) -> None:
        timer = Timer(self._resting, self._rest, [call])
        timer.daemon = True
        with self._lock:
            kept = not self._closed and _started(timer)
            if kept:
                self._free[call] = timer
        if not kept:
            call.close()

    def _rest(self, call: Call) -> None:
        with self._lock:
            found = self._free.pop(call, None)
        if found is not None:
            call.close()


def _started(timer: Timer) -> bool:
    """Whether there was a thread left for it."""
    try:
        timer.start()
    except RuntimeError:
        return False
    return True


def _checked(told: bytes, pdfs: Sequence[bytes], count: int) -> Mapping[str, Any]:
    """The answer of a call that may have been taken over. Raises ValueError and its like."""
    answer = dict(json.loads(told))
    if len(pdfs) != count or len(answer["faults"]) != count or _TOLD - answer.keys():
        raise ValueError("not an answer")
    return answer
