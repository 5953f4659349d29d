"""The press: the converter works beside the office, two batches under way and one waiting.

It stands apart because LibreOffice takes a processor for seconds, in which letters are registered, mails
composed and sent; where nothing else is left to do, a second processor converts too. The batches are small,
so that both have work until the end, and what is done leaves at once. The hand that converted a batch has its
proofs read too: the office does not wait for that either. Nothing is kept here: what is on the press is still
owed in the register, and after a crash it is begun anew.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

from pipeline.errors import OutsideError

Printed = Sequence[bytes | OutsideError]
Convert = Callable[[Sequence[bytes]], Printed]

#: what is given in, and what of it comes back
Letter = TypeVar("Letter")
Proof = TypeVar("Proof")

#: batches converted at once
_HANDS = 2
#: batches on the press: while these are converted the next is written
_ROOM = _HANDS + 1
#: letters of one batch at most, and how many one hand takes alone though the other is free
MOST, FEW = 12, 4


class Press(Generic[Letter, Proof]):
    """Takes batches of letters with their documents, and gives them back converted and read.

    `convert` and what reads the proofs run in threads of its own; everything else belongs to the caller's.
    """

    def __init__(self, convert: Convert) -> None:
        self._convert = convert
        self._hands = ThreadPoolExecutor(max_workers=_HANDS, thread_name_prefix="press")
        self._batches: list[tuple[Sequence[Letter], Future[Sequence[Proof]]]] = []

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
        if sum(not printing.done() for _, printing in self._batches) >= _HANDS:
            # While all hands are busy more may come.
            return 0 if self.full or due < MOST else MOST
        shared = due > FEW and not self._batches
        return min(-(-due // _HANDS) if shared else due, MOST)

    def begin(
        self,
        batch: Sequence[Letter],
        documents: Sequence[bytes],
        read: Callable[[Printed], Sequence[Proof]],
    ) -> None:
        """Convert the documents of a batch and read their proofs, as soon as a hand is free."""
        self._batches.append((batch, self._hands.submit(self._print, documents, read)))

    def _print(
        self, documents: Sequence[bytes], read: Callable[[Printed], Sequence[Proof]]
    ) -> Sequence[Proof]:
        return read(self._convert(documents))

    def take(self) -> tuple[Sequence[Letter], Sequence[Proof]] | None:
        """A batch that is done; raises what its conversion or proofs raised, and then it is off the press."""
        done = next((each for each in self._batches if each[1].done()), None)
        if done is None:
            return None
        self._batches.remove(done)
        batch, printing = done
        return batch, printing.result()

    def wait(self, seconds: float) -> None:
        """Until a batch is done, or the time is over."""
        wait([printing for _, printing in self._batches], seconds, FIRST_COMPLETED)

    def close(self) -> None:
        """Wait for the batches under way, and begin no other."""
        self._hands.shutdown(wait=True, cancel_futures=True)
        self._batches.clear()
