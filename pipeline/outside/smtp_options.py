"""What stands behind the addresses of MAIL and RCPT, as far as the server offers it.

Apart from the dialogue because these say nothing about its order: size, coding, and which reports are
wanted (RFC 3461). Reports of success are not asked for: they prove a relay at most.
"""

import re

import aiosmtplib

from pipeline.mail.envelope import Envelope

#: what xtext does not write as it stands (RFC 3461, 4)
_NOT_PLAIN = re.compile(r"[^!-*,-<>-~]")


def mail_options(client: aiosmtplib.SMTP, envelope: Envelope) -> list[str]:
    """The parameters of MAIL."""
    options = [f"SIZE={len(envelope.raw)}"] if client.supports_extension("size") else []
    if not envelope.raw.isascii():
        options.append("BODY=8BITMIME")
    if not is_ascii(envelope) and client.supports_extension("smtputf8"):
        options.append("SMTPUTF8")
    if envelope.mark and client.supports_extension("dsn"):
        options += ["RET=HDRS", f"ENVID={_xtext(envelope.mark)}"]
    return options


def rcpt_options(client: aiosmtplib.SMTP, recipient: str, *, report: bool = True) -> list[str]:
    """The parameters of RCPT; without `report` the office hears nothing of this copy."""
    if not client.supports_extension("dsn"):
        return []
    if not report:
        return ["NOTIFY=NEVER"]
    # Of an address beyond ASCII the form of RFC 6533 would be needed, which few servers read.
    original = [f"ORCPT=rfc822;{_xtext(recipient)}"] if recipient.isascii() else []
    return ["NOTIFY=FAILURE,DELAY", *original]


def is_ascii(envelope: Envelope) -> bool:
    """Whether every address of the envelope is."""
    return all(address.isascii() for address in (envelope.sender, *envelope.recipients, *envelope.copies))


def _xtext(text: str) -> str:
    return _NOT_PLAIN.sub(lambda found: f"+{ord(found[0]):02X}", text)
