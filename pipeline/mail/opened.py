"""A mail attached to a mail: its text, the letter that it is, and the files in it behind it.

Apart from the parser, which reads one mail, because a mail in a mail in a mail has limits of its own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.mail import forwarding
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.files import MAILS
from pipeline.mail.forwarded import Forwarded
from pipeline.mail.limits import Limits

_SEVERAL = "Surel ini melampirkan lebih dari satu surel; yang pertama dibaca sebagai surat terusan."
_KEPT = "Surel terlampir ini disimpan utuh, tetapi isinya tidak dibaca ({})."

File = tuple[Attachment, bytes]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A mail, parsed."""

    #: complete but for what deeper reading finds in the attachments
    facts: Facts
    #: the decoded bytes of `facts.attachments`, in their order
    contents: tuple[bytes, ...] = ()
    #: a reader of HTML, which is no Python, has seen some of the bytes
    html_read: bool = False


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file, with those in it where it is a mail itself."""

    files: tuple[File, ...]
    #: the letter that it is, with the letters in that
    letters: tuple[Forwarded, ...] = ()
    html_read: bool = False


def unopened(parsed: Parsed) -> Parsed:
    """The mail with what its text passes on; attached mails stay as they are."""
    facts = parsed.facts
    return replace(parsed, facts=replace(facts, forwarded=forwarding.in_text(facts.text, facts.subject)))


def opened(parsed: Parsed, limits: Limits, read: Callable[[bytes], Parsed]) -> Parsed:
    """The mail with the files of its attached mails behind each, and with the letters that it passes on.

    `read` parses an attached mail.
    """
    facts = parsed.facts
    found = list(_opened(zip(facts.attachments, parsed.contents, strict=True), limits, read))
    files = [file for each in found for file in each.files]
    attached = [each.letters for each in found if each.letters]
    facts = replace(
        facts,
        attachments=tuple(file for file, _ in files),
        forwarded=forwarding.in_text(facts.text, facts.subject) or next(iter(attached), ()),
        notes=facts.notes + ((_SEVERAL,) if len(attached) > 1 else ()),
    )
    html_read = parsed.html_read or any(each.html_read for each in found)
    return Parsed(facts, tuple(content for _, content in files), html_read)


def _opened(files: Iterable[File], limits: Limits, read: Callable[[bytes], Parsed]) -> Iterator[_Opened]:
    count = 0
    for file, content in files:
        if file.media_type not in MAILS:
            yield _Opened(((file, content),))
            continue
        count += 1
        why = _too_much(count, len(content), limits)
        kept = _Opened(((replace(file, note=_KEPT.format(why)), content),))
        yield kept if why else _with_files(file, content, read(content), limits)


def _too_much(count: int, size: int, limits: Limits) -> str:
    """Why an attached mail is not opened, '' if it is."""
    if count > limits.mails:
        return f"lebih dari {limits.mails} surel terlampir"
    return f"lebih dari {limits.attached // (1024 * 1024)} MB" if size > limits.attached else ""


def _with_files(file: Attachment, content: bytes, inner: Parsed, limits: Limits) -> _Opened:
    head = f"Dari: {inner.facts.header('from')}\nHal: {inner.facts.subject}\n\n"
    whole = replace(file, text=(head + inner.facts.text)[: limits.text])
    within = (each if each.within else replace(each, within=file.sha256) for each in inner.facts.attachments)
    files = ((whole, content), *zip(within, inner.contents, strict=True))
    return _Opened(files, forwarding.as_attached(inner.facts, file.sha256), inner.html_read)
