"""Whether a mail was sent by a person: if its shape can be relied on, and if an answer may be sent.

Apart from the From field, because here the whole header speaks.
Source of the rules: reliability.md C.2, T03-T06.
"""

import re

from pipeline.mail.automatic import has_null_path, is_automatic, is_listed, is_returned, submitted
from pipeline.mail.facts import Facts

_NO_ANSWER = re.compile(
    r"(?:mailer-daemon|postmaster|(?:no|do-?not|donot|tidak|jangan)[-._]?(?:reply|balas|dibalas)"
    r"|bounces?|notifications?|notifikasi)(?:[-+._=].*)?@",
    re.IGNORECASE,
)


def shape_fault(facts: Facts) -> str:
    """Why a mail cannot count as a person's answer, in one Indonesian sentence; '' if its shape is fine."""
    if facts.sender_defect or not facts.sender:
        return _sentence(facts.sender_defect or "pengirim surel ini tidak dapat dipastikan")
    for name in ("From", "Subject", "To", "Date", "Message-ID"):
        count = len(facts.headers.get(name.lower(), ()))
        if count != 1:
            how = "tidak mempunyai" if count == 0 else "mempunyai lebih dari satu"
            return _sentence(f"surel ini {how} baris {name}")
    if submitted(facts) or is_automatic(facts):
        return "Surel ini dikirim otomatis, bukan oleh orang."
    if is_listed(facts):
        return "Surel ini datang melalui milis atau kiriman massal."
    if is_returned(facts):
        return "Surel ini adalah pemberitahuan gagal kirim."
    return ""


def may_not_be_answered(facts: Facts) -> bool:
    """Whether nothing may be sent in answer, lest two machines write to each other (RFC 3834, 2)."""
    return (
        bool(submitted(facts))
        or is_automatic(facts)
        or is_listed(facts)
        or has_null_path(facts)
        or is_returned(facts)
        or _NO_ANSWER.match(facts.sender) is not None
    )


def _sentence(fault: str) -> str:
    return f"{fault[0].upper()}{fault[1:]}."
