"""Mail out: a batch of frozen mails to the relay, over a few connections at once.

The caller is told at two moments, and commits each before it returns: just before
a mail begins to leave, and when it is known what became of it. Between the two
lies the only window in which nobody can know (RFC 1047).
"""

import asyncio
from collections.abc import Sequence

from pipeline.mail.envelope import Begin, Envelope, Note, has_whole_line_ends
from pipeline.outside.relay import Relay
from pipeline.outside.smtp_delivery import Delivery
from pipeline.outside.smtp_session import close_session, open_session
from pipeline.outside.tls import Security

__all__ = ["Relay", "Security", "check", "deliver"]


def deliver(
    relay: Relay,
    envelopes: Sequence[Envelope],
    on_begin: Begin,
    on_receipts: Note,
) -> None:
    """Send the envelopes; each that is not withheld gets exactly one receipt, whatever fails on the way.

    `on_begin` runs just before DATA, `on_receipts` once the outcome is known; both run one at a time in
    this thread, for all of whom there is news at once. What they raise for several is heard anew of each;
    what they raise for one ends the delivery after the mails now under way.

    Raises ValueError for bytes with a bare CR or LF, and OutsideError(permanent=True) where login or TLS
    must be mended first; in both cases nothing was sent and no receipt given.
    """
    for envelope in envelopes:
        if not has_whole_line_ends(envelope.raw):
            raise ValueError(f"envelope {envelope.id} has a line that does not end with CRLF")
    if envelopes:
        asyncio.run(Delivery(relay, envelopes, on_begin, on_receipts).run())


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
