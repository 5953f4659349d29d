"""Mails in which a foreign service proves an address: a code, a link to confirm, a new password.

Whoever gets somebody else to read such a mail to him owns an account in the office's name (the "ticket
trick", reliability.md T15). So it is told by its words and by a machine as its sender, and goes to nobody.
"""

import re

from pipeline.mail.facts import Facts
from pipeline.mail.sender import may_not_be_answered

#: such mails are short; a letter that speaks of a code is none of them
LONGEST = 3_000
_CODE = re.compile(
    r"\b(?:kode|angka)\s+(?:otp|verifikasi|aktivasi|konfirmasi|keamanan|masuk|akses)\b"
    r"|\b(?:otp|one[- ]time\s+(?:password|passcode|code|pin)|passcode)\b"
    r"|\b(?:verification|security|confirmation|activation|authentication|login|sign[- ]?in|access)\s+code\b"
    r"|\b(?:verify|confirm|validate)\s+(?:your|this|the)\s+(?:e-?mail|account|address|identity|sign[- ]?up)"
    r"|\b(?:verifikasi|konfirmasi|aktivasi|validasi|aktifkan|verifikasikan|konfirmasikan)\s+"
    r"(?:alamat\s+)?(?:surel|e-?mail|akun|alamat|pendaftaran)\b"
    r"|\b(?:reset|atur\s+ulang|setel\s+ulang|ubah|ganti)\s+(?:your\s+|the\s+)?(?:password|kata\s+sandi|sandi|pin)\b"
    r"|\bpassword\s+reset\b|\bmagic\s+link\b"
    r"|\b(?:complete|finish|selesaikan)\s+(?:your\s+)?(?:registration|sign[- ]?up|pendaftaran)\b"
    r"|\b(?:sign|log)\s*-?in\s+to\s+\S+\s+with\s+this\s+link\b"
    r"|\b(?:you\s+have\s+been|you're|you\s+were)\s+invited\s+to\s+join\b|\bundangan\s+bergabung\b",
    re.IGNORECASE,
)
_BY_MACHINE = re.compile(
    r"^(?:.*[-._+])?(?:no-?reply|do-?not-?reply|accounts?|verify|verification|verifikasi|otp|security|auth"
    r"|sign-?up|register|registrasi|notify|confirm|mailer)(?:[-._+].*)?@",
    re.IGNORECASE,
)
#: addresses at which some services speak and many firms write
_PERHAPS = re.compile(
    r"^(?:.*[-._+])?(?:feedback|invites?|info|support|hello|team|system|sistem)(?:[-._+].*)?@", re.IGNORECASE
)
_LINK_OR_CODE = re.compile(
    r"https?://\S{8,}|(?<![\w./-])\d{4,8}(?![\w/-]|\.\d)|(?<![\w./-])[A-Z0-9]{3,4}-[A-Z0-9]{3,4}(?![\w-])"
)


#: what only a service says to whoever holds the address; its other words may be an attacker's, for a name
#: or a group that he chose stands in them
_TO_YOU = re.compile(
    r"\byou(?:'ve|'re|\s+have|\s+were|\s+are)?\s+(?:been\s+)?invited\b"
    r"|\b(?:verify|confirm|validate|reset)\s+your\b"
    r"|\byour\s+(?:\w+\s+){0,2}(?:code|passcode|password)\b|\bconfirmation\s+code\s*:",
    re.IGNORECASE,
)


def is_verification(facts: Facts, *, complains: bool = False) -> bool:
    """Whether a machine sends a code or a link by which an address is proven.

    A letter that `complains` of a code is a letter, unless it speaks as only a service does.
    """
    words = facts.text or facts.own
    text = f"{facts.subject}\n{words}"
    if len(words) > LONGEST or _has_papers(facts):
        return False
    if not _BY_MACHINE.match(facts.sender):
        said = _may_be_machine(facts) and (not complains or _TO_YOU.search(text))
        if not said:
            return False
    return bool(_CODE.search(text) and _LINK_OR_CODE.search(text))


def _may_be_machine(facts: Facts) -> bool:
    return may_not_be_answered(facts) or _PERHAPS.match(facts.sender) is not None


def _has_papers(facts: Facts) -> bool:
    """Whether files are enclosed: no service sends its code with a letter in PDF."""
    return any(not each.inline for each in facts.attachments)
