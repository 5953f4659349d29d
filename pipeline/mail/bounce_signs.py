"""By what a delivery report shows itself, before anything in it is read.

Apart from the reading because these signs are looked for in every mail, and because a letter
about a bounce must show none of them.
"""

import re
from email.message import Message

from pipeline.mail.facts import Facts
from pipeline.mail.headers import header_text

_DAEMON = re.compile(
    r"\b(?:mailer-?daemon|post-?master|mdaemon|ndr)\b[^@<]{0,60}@|<>|mail delivery (?:sub)?system",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"\s*(?:fwd?|trs|terusan|teruskan)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"undeliver|returned mail|delivery (?:status|failure|failed|delayed|problem|warning|notification|error)"
    r"|mail delivery|non[- ]delivery|not (?:be |been )?(?:yet )?delivered|failure (?:notice|delivery)"
    r"|mail failed|failed mail|mail error|delayed mail|(?:mail )?could not be (?:sent|delivered)"
    r"|processing error|user unknown",
    re.IGNORECASE,
)
#: how servers say it in other languages; people say it too, so a server has to be seen behind it
_ABROAD = re.compile(
    r"(?:tidak|gagal|belum) (?:dapat |berhasil )?(?:ter|di)?(?:kirim|sampai)|status pengiriman"
    r"|pengiriman gagal|mail system error|unable to deliver|wasn'?t delivered|address not found"
    r"|(?:delivery|message) (?:has )?(?:been )?(?:failed|delayed)|unzustellbar|nicht zustellbar|onbestelbaar"
    r"|non remis|état de remise|no se ha podido|no se puede entregar|impossibile recapitare|non recapitabile"
    r"|não entregue|não foi possível|недостав|не доставлен|doručen|niedoręczon|配信|未送达|退信|전달",
    re.IGNORECASE,
)
#: the mail is still on its way
_LATE = re.compile(
    r"delay|not (?:been )?yet (?:been )?delivered|still being retried|warning: (?:message|could not send)"
    r"|tertunda|verzögert|retard|retraso|ritard|vertraagd",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"\bmailer-?daemon@", re.IGNORECASE)


def is_bounce(facts: Facts) -> bool:
    """Whether the mail is a delivery report, even one that names nobody."""
    kind = facts.header("content-type").lower()
    if facts.bounced or (kind.startswith("multipart/report") and "disposition-notification" not in kind):
        return True
    machine = (
        "bulk" in facts.header("precedence").lower() or facts.header("auto-submitted").lower()[:4] == "auto"
    )
    if machine and _SUBJECT.match(facts.subject):
        return True
    return _from_server(facts)


def is_delay(facts: Facts) -> bool:
    """Whether a report that names nobody only says that a mail is late."""
    return _LATE.search(facts.subject) is not None


def _from_server(facts: Facts) -> bool:
    """Whether a mail server wrote it, by its address or its null path, and says that something came back."""
    null = "<>" in facts.header("return-path")
    if null and _MACHINE.search(facts.header("from")):
        return True
    server = null or _DAEMON.search(facts.header("from")) is not None
    return server and bool(_SUBJECT.search(facts.subject) or _ABROAD.search(facts.subject))


def may_be_bounce(message: Message) -> bool:
    """Cheap signs; without one of them nothing is looked for, so that a letter about a bounce is none."""
    sender, path = str(message.get("from", "")), str(message.get("return-path", ""))
    subject = header_text(str(message.get("subject", "")))
    if is_report(message) or "<>" in path or "x-failed-recipients" in message or _DAEMON.search(sender):
        return True
    answered = "references" in message or "in-reply-to" in message or _FORWARDED.match(subject)
    return bool(_SUBJECT.search(subject)) and not answered


def is_report(message: Message) -> bool:
    """Whether it calls itself a report, other than that it was read (RFC 6522, RFC 8098)."""
    kind = str(message.get("content-type", "")).lower()
    return kind.lstrip().startswith("multipart/report") and "disposition-notification" not in kind
