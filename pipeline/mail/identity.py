"""What tells one mail from another, whatever servers did to its bytes on the way (reliability.md, A.5).

The SHA-256 of the raw bytes is the first identity. A server that rebuilds a mail (a migration, GNU imap4d,
Exchange) changes them and leaves what a person wrote and enclosed: that is the content key. Two mails that
say the same with another Message-ID or Date are alike, and only a person can say whether they are one.
"""

import re
from collections import Counter
from hashlib import sha256

from pipeline.mail.facts import Facts

_WORD = re.compile(r"\w+")
_HAS_DIGIT = re.compile(r"\d")
_REPLY = re.compile(r"^(?:(?:re|fw|fwd|bls|tr)\s*:\s*)+", re.IGNORECASE)
#: share of the shorter mail's words that the longer one has, and of all words that both have, in mails that
#: are alike: a list's footer or a signature more makes no other letter
ALIKE, COMMON = 0.95, 0.6
#: words of a mail that are compared; what comes behind them is a thread or a contract
MOST_WORDS = 20_000


def content_key(mail: Facts) -> str:
    """SHA-256, in hexadecimal, over Message-ID, Date, From, Subject, text and the files; '' of no content."""
    files = sorted(item.sha256 for item in mail.attachments)
    if not (mail.message_id or mail.text.strip() or files):
        return ""
    text = " ".join(mail.text.split())
    date = " ".join(mail.header("date").split())
    return _digest(mail.message_id, date, mail.sender, " ".join(mail.subject.split()), text, *files)


def likeness(mail: Facts) -> str:
    """A key that mails which are alike share: sender, subject, and every word with a digit in it.

    An order's or a sample's number makes two letters of the same words two letters.
    """
    subject = _REPLY.sub("", mail.subject.strip()).casefold()
    numbers = sorted({word for word in _words(mail) if _HAS_DIGIT.search(word)})
    return _digest(mail.sender, " ".join(subject.split()), *numbers)


def are_alike(one: Facts, other: Facts) -> bool:
    """Whether two mails of the same likeness say nearly the same, with the same pictures."""
    pictures = [
        {item.sha256 for item in mail.attachments if not item.text and not item.inline}
        for mail in (one, other)
    ]
    if all(pictures) and pictures[0] != pictures[1]:
        return False
    first, second = Counter(_words(one)), Counter(_words(other))
    shared, whole = (first & second).total(), (first | second).total()
    return bool(shared) and shared / min(first.total(), second.total()) >= ALIKE and shared / whole >= COMMON


def _pictures(mail: Facts) -> set[str]:
    """The files that nobody could read as text."""
    return {item.sha256 for item in mail.attachments if not item.text and not item.inline}


def _words(mail: Facts) -> list[str]:
    texts = (mail.text, *(item.text for item in mail.attachments))
    return [word for text in texts for word in _WORD.findall(text.casefold())][:MOST_WORDS]


def _digest(*values: str) -> str:
    # Each with its length, so that no value runs into the next.
    told = "".join(f"{len(value)}:{value}" for value in values)
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
