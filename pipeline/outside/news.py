"""News of several workers, told together: whoever hears of it commits, and a commit waits for the disk.

Apart from the delivery because it knows nothing of mail.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")

#: seconds that the first waits for others: a little less than a commit takes, and than a server on the way
_GATHERING = 0.003


class News(Generic[Item]):
    """Gathers what its workers have to tell within a moment."""

    def __init__(self, listener: Callable[[Sequence[Item]], None]) -> None:
        self._listener = listener
        self._waiting: list[tuple[Item, asyncio.Future[None]]] = []

    async def tell(self, item: Item) -> None:
        """Return once the listener has heard it; raises what it raised for this item alone."""
        loop = asyncio.get_running_loop()
        heard = loop.create_future()
        self._waiting.append((item, heard))
        if len(self._waiting) == 1:
            loop.call_later(_GATHERING, self._pass_on)
        await heard

    def _pass_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._hear(waiting)

    def _hear(self, together: Sequence[tuple[Item, asyncio.Future[None]]]) -> None:
        try:
            self._listener([item for item, _ in together])
        except BaseException as error:  # noqa: BLE001 -- it is raised where the item was told
            if len(together) > 1 and isinstance(error, Exception):
                for each in together:
                    self._hear([each])
            else:
                _settle(together, error)
        else:
            _settle(together)


def _settle(
    together: Sequence[tuple[Item, asyncio.Future[None]]], error: BaseException | None = None
) -> None:
    for _, heard in together:
        if heard.done():
            # Whoever told it has ended meanwhile.
            continue
        if error is None:
            heard.set_result(None)
        else:
            heard.set_exception(error)
