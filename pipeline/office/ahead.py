"""Reading ahead: the cage reads mails beside the office, which handles those that are read.

It stands apart, like the press, because the cage has a processor of its own. Nothing is kept here: a mail
under way is still new in the register, and after a crash it is begun anew.
"""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

#: mails that are read at once: a document in one, which may take seconds, does not hold up the next
_EYES = 2

Mail = TypeVar("Mail")
Result = TypeVar("Result")


class Ahead(Generic[Mail, Result]):
    """Takes mails, has them read, two at once, and gives back what was read, in order.

    `read` runs in threads of its own; everything else belongs to the caller's thread.
    """

    def __init__(self, read: Callable[[Mail], Result]) -> None:
        self._read = read
        self._eyes = ThreadPoolExecutor(max_workers=_EYES, thread_name_prefix="ahead")
        self._mails: deque[tuple[Mail, Future[Result]]] = deque()

    @property
    def mails(self) -> list[Mail]:
        """What is under way, in order."""
        return [mail for mail, _ in self._mails]

    @property
    def busy(self) -> bool:
        """Whether any mail is under way."""
        return bool(self._mails)

    def begin(self, mails: Iterable[Mail]) -> None:
        """Read these after those that are under way."""
        self._mails.extend((mail, self._eyes.submit(self._read, mail)) for mail in mails)

    def done(self) -> list[tuple[Mail, Result]]:
        """The first mails as far as they are read; they stay until they are dropped.

        Raises what reading the first of them raised, and then none is under way any more.
        """
        found: list[tuple[Mail, Result]] = []
        for mail, reading in self._mails:
            if not reading.done() or (found and reading.exception() is not None):
                return found
            try:
                found.append((mail, reading.result()))
            except BaseException:
                self._forget()
                raise
        return found

    def drop(self, many: int) -> None:
        """So many of the first are written down."""
        for _ in range(many):
            self._mails.popleft()

    def wait(self, seconds: float | None = None) -> None:
        """Until the first mail is read, or the time is over; the reader has a limit of its own."""
        if self._mails:
            wait([self._mails[0][1]], seconds)

    def close(self) -> None:
        """Wait for the mails that are being read, and begin no other."""
        self._eyes.shutdown(wait=True, cancel_futures=True)
        self._mails.clear()

    def _forget(self) -> None:
        """Nothing is under way; a mail that is being read is waited for, and read in vain.

        Else it would be under way beside the one that is tried alone next.
        """
        wait([reading for _, reading in self._mails if not reading.cancel()])
        self._mails.clear()
