"""What the cage does with a mail: its parts, its words, the text of files that are text or mail.

The light half of the cage's jobs: it imports no reader of documents, so that a process for each
mail costs little.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.mail.body import page
from pipeline.mail.charset import decoded, readable
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.files import MAILS
from pipeline.mail.html import html_text
from pipeline.mail.limits import LIMITS, trimmed
from pipeline.mail.parse import parse
from pipeline.outside.cage_work import Done

# It writes a traceback wherever one of its many detectors stumbles over a mail, which is no fault of ours.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)

#: bytes of a mail after which the worker is used up
MOST_CLEAN = 1024 * 1024
#: bytes of a text file that are read
LONGEST = 4 * LIMITS.text


@dataclass(frozen=True, slots=True)
class Opened:
    """One mail, read as far as it is words, with the bytes of its files."""

    facts: Facts
    contents: Sequence[bytes]
    #: only Python's own code has seen it
    clean: bool


def opened(raw: bytes) -> Opened:
    """Read a mail."""
    parsed = parse(raw)
    files = zip(parsed.facts.attachments, parsed.contents, strict=True)
    facts = replace(parsed.facts, attachments=tuple(_with_texts(files)))
    clean = (
        not parsed.html_read and len(raw) <= MOST_CLEAN and not any(map(_is_mail_or_page, facts.attachments))
    )
    return Opened(facts, parsed.contents, clean)


def read_mail(raw: bytes) -> Done:
    """The facts of a mail as JSON, then the bytes of its attachments."""
    mail = opened(raw)
    return Done([json.dumps(mail.facts.to_json()).encode(), *mail.contents], mail.clean)


def read_head(raw: bytes) -> Done:
    """The facts of a mail's header alone, for a mail whose body could not be read."""
    end = len(trimmed(raw, replace(LIMITS, message=0)).raw)
    facts = replace(parse(raw[:end]).facts, attachments=())
    return Done([json.dumps(facts.to_json()).encode()])


def _is_mail_or_page(file: Attachment) -> bool:
    return file.media_type in ("text/html", *MAILS)


def _with_texts(files: Iterable[tuple[Attachment, bytes]]) -> Iterator[Attachment]:
    """Each file with its text; what `cage_kinds.READERS` names gets its own from the reader of documents."""
    room = LIMITS.html
    for file, content in files:
        if file.text:
            yield file
        elif file.media_type == "text/html":
            yield replace(file, text=html_text(page(content[:room]))[: LIMITS.text])
            room = max(0, room - len(content))
        elif file.media_type.startswith("text/"):
            yield replace(file, text=readable(decoded(content[:LONGEST]))[: LIMITS.text])
        else:
            yield file


JOBS = {"mail": read_mail, "head": read_head}
