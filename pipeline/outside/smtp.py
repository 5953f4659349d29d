"""Mail out: a batch of frozen mails to the relay, over a few connections at once.

The caller is told at two moments, and commits each before it returns: just before
a mail begins to leave, and when it is known what became of it. Between the two
lies the only window in which nobody can know (RFC 1047).
"""

import asyncio
import re
from collections import deque
from collections.abc import Callable, Sequence

import aiosmtplib

from pipeline.errors import OutsideError
from pipeline.mail.envelope import Envelope, Outcome, Receipt, ServerWord
from pipeline.outside.smtp_exchange import LostBeforeData, exchange, same_for_all
from pipeline.outside.smtp_session import Relay, close_session, open_session
from pipeline.outside.tls import Security

__all__ = ["Relay", "Security", "check", "deliver"]

#: new connections that may fail one after the other before a worker leaves the rest for later:
#: a relay that swallows mails without a word shall not get the whole batch
_PATIENCE = 2

_BARE_LINE_END = re.compile(rb"\r(?!\n)|(?<!\r)\n")


def deliver(
    relay: Relay,
    envelopes: Sequence[Envelope],
    on_begin: Callable[[Envelope], None],
    on_receipt: Callable[[Envelope, Receipt], None],
) -> None:
    """Send the envelopes; each gets exactly one receipt, whatever fails on the way.

    `on_begin` runs just before DATA, `on_receipt` once the outcome is known; both run one at a time in
    this thread. What they raise ends the delivery after the mails now under way.

    Raises ValueError for bytes with a bare CR or LF, and OutsideError(permanent=True) where login or TLS
    must be mended first; in both cases nothing was sent and no receipt given.
    """
    for envelope in envelopes:
        if _BARE_LINE_END.search(envelope.raw):
            raise ValueError(f"envelope {envelope.id} has a line that does not end with CRLF")
    if envelopes:
        asyncio.run(_Delivery(relay, envelopes, on_begin, on_receipt).run())


def check(relay: Relay) -> str:
    """Connect and log in; one line on what the relay says of itself.

    Raises OutsideError with its remedy where something is wrong.
    """
    return asyncio.run(_check(relay))


async def _check(relay: Relay) -> str:
    client = await open_session(relay)
    try:
        hello = client.last_ehlo_response or client.last_helo_response
        name = hello.message.partition("\n")[0] if hello else relay.host
        return "; ".join([name, *(" ".join(pair).strip() for pair in client.esmtp_extensions.items())])
    finally:
        await close_session(client)


class _Delivery:
    """One batch and the workers that share it, a connection each."""

    def __init__(
        self,
        relay: Relay,
        envelopes: Sequence[Envelope],
        on_begin: Callable[[Envelope], None],
        on_receipt: Callable[[Envelope, Receipt], None],
    ) -> None:
        self._relay = relay
        self._waiting = deque(envelopes)
        self._on_begin = on_begin
        self._on_receipt = on_receipt
        self._trouble = ServerWord(0, "")

    async def run(self) -> None:
        # One login first: a wrong password tried on all connections at once may lock the account.
        try:
            first = await open_session(self._relay)
        except OutsideError as error:
            if error.permanent:
                raise
            self._trouble = ServerWord(0, str(error))
        else:
            await self._share(first)
        while self._waiting:
            self._put_off(self._waiting.popleft())

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
            while self._waiting and failures < _PATIENCE:
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

    async def _send_some(self, client: aiosmtplib.SMTP) -> bool:
        """Send waiting mails as long as the connection holds; whether the server had a word on any."""
        served = False
        while self._waiting and client.is_connected:
            envelope = self._waiting.popleft()
            try:
                receipt = await exchange(client, envelope, self._on_begin, self._relay.data_timeout)
            except LostBeforeData as lost:
                self._trouble = lost.word
                if not served:
                    self._put_off(envelope)
                    return False
                # A server may close a connection that it has had enough of: a new one tells.
                self._waiting.appendleft(envelope)
                return True
            self._on_receipt(envelope, receipt)
            served = served or all(result.outcome is not Outcome.UNKNOWN for result in receipt.results)
        return served

    def _put_off(self, envelope: Envelope) -> None:
        results = same_for_all(envelope.recipients, Outcome.LATER, self._trouble)
        receipt = Receipt(envelope.id, tuple(results[recipient] for recipient in envelope.recipients))
        self._on_receipt(envelope, receipt)
