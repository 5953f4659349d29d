"""The press: the converter works beside the office, two batches under way and one waiting.

It stands apart because LibreOffice takes a processor for seconds, in which letters are registered, mails
composed and sent; where nothing else is left to do, a second processor converts too. Its start costs as much
as ten letters: so few letters wait a moment for others, while more are coming or a hand is busy. Nothing is
kept here: what is on the press is still owed in the register, and after a crash it is begun anew.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from time import monotonic
from typing import Generic, TypeVar

from pipeline.errors import OutsideError

Printed = Sequence[bytes | OutsideError]
Convert = Callable[[Sequence[bytes]], Printed]

Letter = TypeVar("Letter")

#: batches converted at once
_HANDS = 2
#: batches on the press: while these are converted the next is written
_ROOM = _HANDS + 1
#: letters of one batch at most; letters for which a free hand begins though more are coming; and letters
#: that cost as much as the start
MOST, WORTH, START = 60, 30, 10
#: seconds that fewer wait for others
PATIENCE = 20.0


class Press(Generic[Letter]):
    """Takes batches of letters with their documents, and gives them back converted, in order.

    `convert` runs in threads of its own; everything else belongs to the caller's thread. `patience` are the
    seconds that few letters wait for others while more are `coming`, or fewer still for the other hand.
    """

    def __init__(
        self, convert: Convert, patience: float = PATIENCE, coming: Callable[[], bool] = lambda: False
    ) -> None:
        self._convert = convert
        self._patience = patience
        self._coming = coming
        #: since when letters wait for others, None while none do
        self._waiting: float | None = None
        self._hands = ThreadPoolExecutor(max_workers=_HANDS, thread_name_prefix="press")
        self._batches: deque[tuple[Sequence[Letter], Future[Printed]]] = deque()

    @property
    def letters(self) -> list[Letter]:
        """What is on the press."""
        return [letter for batch, _ in self._batches for letter in batch]

    @property
    def busy(self) -> bool:
        """Whether anything is on the press."""
        return bool(self._batches)

    @property
    def full(self) -> bool:
        """Whether another batch has to wait outside."""
        return len(self._batches) >= _ROOM

    def takes(self, due: int) -> int:
        """How many of so many letters the next batch takes; none while it is better to wait for others."""
        if len(self._batches) >= _HANDS:
            # Of these the other hand has its half too, once it is free.
            return min(-(-due // _HANDS), MOST) if due >= MOST and not self.full else 0
        coming = self._coming()
        few = WORTH if coming else START if self._batches else 1
        if due < few and not self._has_waited():
            return 0
        # Where they are many, each hand takes half of them; of those that come by and by, what is worth it.
        halved = due >= _HANDS * START and not self._batches
        share = -(-due // _HANDS) if halved or coming else due
        return min(max(share, few), due, MOST)

    def _has_waited(self) -> bool:
        """Whether letters have waited for others as long as they may."""
        if self._waiting is None:
            self._waiting = monotonic()
        return monotonic() - self._waiting >= self._patience

    def begin(self, batch: Sequence[Letter], documents: Sequence[bytes]) -> None:
        """Convert the documents of a batch, as soon as a hand is free."""
        self._waiting = None
        self._batches.append((batch, self._hands.submit(self._convert, documents)))

    def take(self) -> tuple[Sequence[Letter], Printed] | None:
        """The oldest batch if it is done; raises what its conversion raised, and then it is off the press."""
        if not self._batches or not self._batches[0][1].done():
            return None
        batch, printing = self._batches.popleft()
        return batch, printing.result()

    def wait(self, seconds: float) -> None:
        """Until the oldest batch is done, or the time is over."""
        if self._batches:
            wait([self._batches[0][1]], seconds)

    def close(self) -> None:
        """Wait for the batches under way, and begin no other."""
        self._hands.shutdown(wait=True, cancel_futures=True)
        self._batches.clear()
