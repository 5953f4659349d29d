"""One mail over one open connection, command by command, and what is known of each recipient after it.

It stands apart because the order of these lines is the promise about duplicates:
what fails before the first byte of the mail is surely not sent, what fails between
that byte and the server's word is unknown (RFC 1047), and nothing else is.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Literal

import aiosmtplib
from aiosmtplib.email import parse_address

from pipeline import crash
from pipeline.mail.envelope import Envelope, Outcome, Receipt, Result, ServerWord
from pipeline.outside.smtp_options import is_ascii, mail_options, rcpt_options
from pipeline.outside.smtp_session import drop

log = logging.getLogger(__name__)

_CLOSING = 421
_GO_ON = 354


class LostBeforeData(Exception):
    """The connection was lost, or closed with 421, before the mail itself: nothing has arrived."""

    def __init__(self, word: ServerWord) -> None:
        super().__init__(word.text)
        self.word = word


#: tells that a mail begins to leave, and returns once that is written down
OnBegin = Callable[[Envelope], Awaitable[None]]


async def exchange(
    client: aiosmtplib.SMTP,
    envelope: Envelope,
    on_begin: OnBegin,
    data_timeout: float,
) -> Receipt:
    """Send one mail and say what became of it for each recipient; `on_begin` runs just before DATA.

    It is told the envelope as the server took it: with those copies alone that it did not refuse.
    Raises LostBeforeData, and whatever `on_begin` raises.
    """
    receipt = await _try(client, envelope, on_begin, data_timeout)
    if envelope.plain_sender and client.is_connected and all(map(_is_word_of_refusal, receipt.results)):
        # Some servers let an account send under its bare address only, and say so at MAIL, RCPT or DATA.
        plain = replace(envelope, sender=envelope.plain_sender, plain_sender="")
        return await _try(client, plain, on_begin, data_timeout)
    return receipt


def _is_word_of_refusal(result: Result) -> bool:
    return result.outcome is Outcome.REFUSED and result.word.code > 0


async def _try(
    client: aiosmtplib.SMTP,
    envelope: Envelope,
    on_begin: OnBegin,
    data_timeout: float,
) -> Receipt:
    results = _unsendable(client, envelope)
    wanted = [recipient for recipient in envelope.recipients if recipient not in results]
    if wanted:
        results |= await _offer(client, envelope, wanted)
        taken = [recipient for recipient in wanted if recipient not in results]
        if taken:
            envelope = await _offer_copies(client, envelope)
            results |= await _hand_over(client, envelope, taken, on_begin, data_timeout)
        else:
            await forget(client)
    return Receipt(envelope.id, tuple(results[recipient] for recipient in envelope.recipients))


def same_for_all(recipients: Iterable[str], outcome: Outcome, word: ServerWord) -> dict[str, Result]:
    """The same outcome and word for each recipient."""
    return {recipient: Result(recipient, outcome, word) for recipient in recipients}


def _unsendable(client: aiosmtplib.SMTP, envelope: Envelope) -> dict[str, Result]:
    """What can be refused by looking at what EHLO announced, before a word is said about the mail."""
    reason = _reason_against_mail(client, envelope)
    if reason:
        return same_for_all(envelope.recipients, Outcome.REFUSED, ServerWord(0, reason))
    against = {recipient: _reason_against_address(client, recipient) for recipient in envelope.recipients}
    return {
        recipient: Result(recipient, Outcome.REFUSED, ServerWord(0, reason))
        for recipient, reason in against.items()
        if reason
    }


def _reason_against_mail(client: aiosmtplib.SMTP, envelope: Envelope) -> str:
    limit = client.esmtp_extensions.get("size", "")
    if limit.isdecimal() and 0 < int(limit) < len(envelope.raw):
        return (
            f"surat {len(envelope.raw)} bita melebihi batas server pengirim, {int(limit)} bita; tidak dikirim"
        )
    if not envelope.raw.isascii() and not client.supports_extension("8bitmime"):
        return (
            "surat memuat bita di atas 127 sedangkan server pengirim tidak menerima 8BITMIME; tidak dikirim"
        )
    return _reason_against_address(client, envelope.sender) if envelope.sender else ""


def _reason_against_address(client: aiosmtplib.SMTP, address: str) -> str:
    if not _is_plain(address):
        return f"alamat {address!r} tidak dapat dipakai untuk mengirim surat; tidak dikirim"
    if not address.isascii() and not client.supports_extension("smtputf8"):
        return f"alamat {address} memuat huruf di luar ASCII dan server tak menerima SMTPUTF8; tidak dikirim"
    return ""


def _is_plain(address: str) -> bool:
    """Whether the address stands alone: nothing that aiosmtplib would cut off or that ends the command."""
    try:
        return "@" in address and address.isprintable() and parse_address(address) == address
    except ValueError:
        return False


async def _offer(client: aiosmtplib.SMTP, envelope: Envelope, recipients: Iterable[str]) -> dict[str, Result]:
    """MAIL and every RCPT; the results are those of the recipients that the server did not take."""
    encoding = _encoding(envelope)
    results: dict[str, Result] = {}
    try:
        await client.mail(envelope.sender, options=mail_options(client, envelope), encoding=encoding)
        for recipient in dict.fromkeys(recipients):
            options = rcpt_options(client, recipient)
            try:
                await client.rcpt(recipient, options=options, encoding=encoding)
            except aiosmtplib.SMTPRecipientRefused as error:
                results |= same_for_all([recipient], *_refusal(error))
    except aiosmtplib.SMTPSenderRefused as error:
        return same_for_all(recipients, *_refusal(error))
    except (aiosmtplib.SMTPException, OSError) as error:
        drop(client)
        raise LostBeforeData(_silence(error)) from error
    return results


async def _offer_copies(client: aiosmtplib.SMTP, envelope: Envelope) -> Envelope:
    """RCPT for the copies, after a recipient was taken; gives the envelope with those that the server took.

    A copy proves that the recipients were sent the mail, so it never goes without them.
    """
    taken, word = [], None
    for copy in dict.fromkeys(envelope.copies):
        if copy in envelope.recipients:
            continue
        refused = await _offer_copy(client, envelope, copy)
        if refused is None:
            taken.append(copy)
        else:
            word = refused
            log.warning("copy refused", extra={"mail_id": envelope.id, "code": refused.code})
    return replace(envelope, copies=tuple(taken), uncopied=word)


async def _offer_copy(client: aiosmtplib.SMTP, envelope: Envelope, copy: str) -> ServerWord | None:
    """What was said against this copy, None where it was taken."""
    if reason := _reason_against_address(client, copy):
        return ServerWord(0, reason)
    try:
        await client.rcpt(
            copy, options=rcpt_options(client, copy, report=False), encoding=_encoding(envelope)
        )
    except aiosmtplib.SMTPRecipientRefused as error:
        return _refusal(error)[1]
    except (aiosmtplib.SMTPException, OSError) as error:
        drop(client)
        raise LostBeforeData(_silence(error)) from error
    return None


def _encoding(envelope: Envelope) -> Literal["ascii", "utf-8"]:
    return "ascii" if is_ascii(envelope) else "utf-8"


def _refusal(error: aiosmtplib.SMTPResponseException) -> tuple[Outcome, ServerWord]:
    word = _word(error.code, error.message)
    if error.code == _CLOSING:
        raise LostBeforeData(word) from error
    return _judged(word), word


async def _hand_over(
    client: aiosmtplib.SMTP,
    envelope: Envelope,
    taken: Iterable[str],
    on_begin: OnBegin,
    data_timeout: float,
) -> dict[str, Result]:
    """DATA, the mail and the server's word on it."""
    crash.point("smtp.rcpt")
    await on_begin(envelope)
    crash.point("smtp.begun")
    outcome, word = await _ask_for_data(client)
    if outcome is None:
        outcome, word = await _send_body(client, envelope.raw, data_timeout)
    if outcome is Outcome.ACCEPTED:
        crash.point("smtp.answered")
    return same_for_all(taken, outcome, word)


async def _ask_for_data(client: aiosmtplib.SMTP) -> tuple[Outcome | None, ServerWord]:
    """DATA itself; None where the server waits for the mail. No byte of it has left yet."""
    try:
        response = await client.execute_command(b"DATA")
    except (aiosmtplib.SMTPException, OSError) as error:
        drop(client)
        return Outcome.LATER, _silence(error)
    if response.code == _GO_ON:
        return None, _word(*response)
    word = _word(*response)
    if response.code < 400:
        # A yes where only 354 makes sense: whatever follows would be out of step.
        drop(client)
        return Outcome.LATER, word
    return _judged(word), word


async def _send_body(client: aiosmtplib.SMTP, raw: bytes, data_timeout: float) -> tuple[Outcome, ServerWord]:
    # Not client.data(): it would tell a connection lost before 354 from one lost after it as little as
    # smtplib does, and would mend line ends in bytes that must stay as they were frozen.
    protocol = client.protocol
    if protocol is None or not protocol.is_connected:
        return Outcome.LATER, ServerWord(0, "sambungan terputus sebelum isi surat dikirim")
    try:
        body, dot = stuffed(raw)
        protocol.write(body)
        crash.point("smtp.body")
        protocol.write(dot)
        crash.point("smtp.dot")
        response = await protocol.read_response(timeout=data_timeout)
    except (aiosmtplib.SMTPException, OSError) as error:
        drop(client)
        return Outcome.UNKNOWN, _silence(error)
    word = _word(*response)
    if 300 <= response.code < 400:
        drop(client)
        return Outcome.UNKNOWN, word
    return _judged(word), word


def stuffed(raw: bytes) -> tuple[bytes, bytes]:
    """The mail as it goes over the wire (RFC 5321, 4.5.2): dots doubled; and the dot that closes it."""
    body = raw.replace(b"\r\n.", b"\r\n..")
    if body.startswith(b"."):
        body = b"." + body
    return body, b".\r\n" if body.endswith(b"\r\n") or not body else b"\r\n.\r\n"


async def forget(client: aiosmtplib.SMTP) -> None:
    """End a mail before DATA, so that the next can begin."""
    try:
        if client.is_connected:
            await client.rset()
    except (aiosmtplib.SMTPException, OSError):
        drop(client)


def _judged(word: ServerWord) -> Outcome:
    if 200 <= word.code < 300:
        return Outcome.ACCEPTED
    return Outcome.REFUSED if 500 <= word.code < 600 and not word.is_about_us else Outcome.LATER


def _word(code: int, text: str) -> ServerWord:
    """The server's own text, made fit for any database."""
    clean = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "")
    return ServerWord(code, clean)


def _silence(error: Exception) -> ServerWord:
    """What stands for the word that the server did not give."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _word(max(error.code, 0), error.message)
    return _word(0, str(error) or type(error).__name__)
