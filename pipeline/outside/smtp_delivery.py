"""One batch of mails and the workers that share it, a connection each.

Apart from `smtp`, the door, because here it is only about who sends what when a connection fails.
"""

import asyncio
from collections import deque
from collections.abc import Sequence

import aiosmtplib

from pipeline.errors import OutsideError
from pipeline.mail.envelope import Begin, Envelope, Note, Outcome, Receipt, ServerWord, Withheld
from pipeline.outside.news import News
from pipeline.outside.relay import Relay
from pipeline.outside.smtp_exchange import LostBeforeData, exchange, forget, same_for_all
from pipeline.outside.smtp_session import close_session, open_session

#: new connections that may fail one after the other before a worker leaves the rest for later:
#: a relay that swallows mails without a word shall not get the whole batch
_PATIENCE = 2


class Delivery:
    """One batch and the workers that share it, a connection each."""

    def __init__(
        self,
        relay: Relay,
        envelopes: Sequence[Envelope],
        on_begin: Begin,
        on_receipts: Note,
    ) -> None:
        self._relay = relay
        self._waiting = deque(envelopes)
        self._begun = News(on_begin)
        self._received = News(on_receipts)
        self._trouble = ServerWord(0, "")
        #: the word by which the server asked for patience: nothing more is begun
        self._held_back: ServerWord | None = None

    async def run(self) -> None:
        """Send all that waits; what no connection was to be had for is put off, or held back."""
        # One login first: a wrong password tried on all connections at once may lock the account.
        try:
            first = await open_session(self._relay)
        except OutsideError as error:
            if error.permanent:
                raise
            self._trouble = ServerWord(0, str(error))
        else:
            await self._share(first)
        outcome = Outcome.HELD_BACK if self._held_back else Outcome.LATER
        while self._waiting:
            await self._put_off(self._waiting.popleft(), outcome)

    async def _share(self, first: aiosmtplib.SMTP) -> None:
        count = max(1, min(self._relay.connections, len(self._waiting)))
        workers = [self._work(first), *(self._work(None) for _ in range(count - 1))]
        for failure in await asyncio.gather(*workers, return_exceptions=True):
            if isinstance(failure, BaseException):
                raise failure

    async def _work(self, client: aiosmtplib.SMTP | None) -> None:
        """Send waiting mails over one connection, renewed when it is lost, until none is left."""
        failures = 0
        try:
            while self._goes_on and failures < _PATIENCE:
                if client is None or not client.is_connected:
                    client = await open_session(self._relay)
                failures = 0 if await self._send_some(client) else failures + 1
        except OutsideError as error:
            self._trouble = ServerWord(0, str(error))
        except BaseException:
            # A callback could not commit: nothing more may begin, what has begun comes to its end.
            self._waiting.clear()
            raise
        finally:
            if client is not None:
                await close_session(client)

    @property
    def _goes_on(self) -> bool:
        return bool(self._waiting) and self._held_back is None

    async def _send_some(self, client: aiosmtplib.SMTP) -> bool:
        """Send waiting mails as long as the connection holds; whether the server had a word on any."""
        served = False
        while self._goes_on and client.is_connected:
            envelope = self._waiting.popleft()
            try:
                receipt = await exchange(client, envelope, self._begun.tell, self._relay.data_timeout)
            except Withheld:
                await forget(client)
                continue
            except LostBeforeData as lost:
                self._trouble = lost.word
                if not served:
                    # On a new connection it is no limit of mails for each.
                    self._hold_back([lost.word])
                    await self._put_off(envelope)
                    return False
                # A server may close a connection that it has had enough of: a new one tells.
                self._waiting.appendleft(envelope)
                return True
            self._hold_back([each.word for each in receipt.results if each.outcome is Outcome.LATER])
            await self._received.tell((envelope, receipt))
            served = served or all(result.outcome is not Outcome.UNKNOWN for result in receipt.results)
        return served

    def _hold_back(self, words: Sequence[ServerWord]) -> None:
        """Begin nothing more where one of these words asks for patience."""
        self._held_back = next((word for word in words if word.is_about_us), self._held_back)

    async def _put_off(self, envelope: Envelope, outcome: Outcome = Outcome.LATER) -> None:
        results = same_for_all(envelope.recipients, outcome, self._held_back or self._trouble)
        receipt = Receipt(envelope.id, tuple(results[recipient] for recipient in envelope.recipients))
        await self._received.tell((envelope, receipt))
