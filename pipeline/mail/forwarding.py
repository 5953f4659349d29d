"""Whose letter a forwarded mail is: found in the text or attached, and put in the forwarder's place.

Apart from the cutting of replies because what is old there is the letter itself here. Source of the
need: a staff member who passes a complaint on must not become its sender (peers.md, pain 14).
"""

from collections.abc import Collection
from dataclasses import replace

from pipeline.mail import reply
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.forward_block import block_in
from pipeline.mail.forwarded import Forwarded

#: letters inside each other that are followed
MOST = 5
_ADDRESS_WANTED = (
    "Bila alamatnya diketahui, mohon lebih dahulu membalas PERBAIKI dengan baris “Email: …”; tanpa alamat, "
    "perkara didaftarkan tanpa surel pelanggan."
)


def in_text(text: str, subject: str) -> tuple[Forwarded, ...]:
    """The letters that a mail's text passes on, each inside the one before."""
    found: list[Forwarded] = []
    while len(found) < MOST and (inner := block_in(text, subject)):
        found.append(inner)
        text, subject = inner.text, inner.subject
    return tuple(found)


def as_attached(facts: Facts, sha256: str) -> tuple[Forwarded, ...]:
    """The letter that an attached mail is, with what it passes on itself."""
    first = Forwarded(
        sender=facts.sender,
        sender_name=facts.sender_name,
        subject=facts.subject,
        date=facts.header("date"),
        message_id=facts.message_id,
        text=facts.text,
        attached=sha256,
    )
    return (first, *facts.forwarded)[:MOST]


def passed_on(facts: Facts, office: Collection[str]) -> Forwarded | None:
    """The letter that the office passed on to itself: the first in the row that is not from there.

    `office` holds the addresses of the office, lower case. None where the mail is no such forward, for
    nobody outside can speak for another. The sender may be '' where the mail program showed a name
    alone. None of it is proven: TU has to confirm it.
    """
    if facts.sender not in office:
        return None
    return next((each for each in facts.forwarded if each.sender not in office), None)


def letter_behind(facts: Facts, office: Collection[str]) -> Facts | None:
    """The letter that the office passed on, as facts, as if it had come directly; None if there is none."""
    letter = passed_on(facts, office)
    return _instead(facts, letter) if letter else None


def told(letter: Forwarded) -> str:
    """Who is shown to TU as the sender, in Indonesian sentences."""
    address = f"<{letter.sender}>" if letter.sender else "(alamat surel tidak tertulis)"
    who = " ".join(filter(None, (letter.sender_name, address)))
    beside = "; ".join(filter(None, (letter.date, letter.subject and f"hal “{letter.subject}”")))
    sent = f"Surel ini meneruskan surat dari {who}" + (f" ({beside})." if beside else ".")
    unproven = (
        f"{sent} Pengirim itu hanya tertulis di surel terusan dan perlu dipastikan sebelum didaftarkan."
    )
    return unproven if letter.sender else f"{unproven} {_ADDRESS_WANTED}"


def _instead(facts: Facts, letter: Forwarded) -> Facts:
    words = reply.cut(letter.text)
    return replace(
        facts,
        sender=letter.sender,
        sender_name=letter.sender_name,
        sender_defect="" if letter.sender else "surel terusan ini tidak memuat alamat pengirim aslinya",
        subject=letter.subject or facts.subject,
        message_id=letter.message_id,
        references=(),
        text=letter.text,
        own=words.own,
        cut=words.cut,
        signature=words.signature,
        attachments=tuple(each for each in facts.attachments if _belongs(each, letter)),
        forwarded=(),
    )


def _belongs(file: Attachment, letter: Forwarded) -> bool:
    """Whether a file came with the letter: inside the attached mail, or beside the text that holds it."""
    return file.within == letter.attached
