"""A mail's bytes made facts: headers, text, files, own words. Never raises, whatever the bytes are.

Apart from deeper reading (what a PDF or a Word file says), which costs more and can hang;
`outside/cage.py` runs both behind walls. Limits: `mail/limits.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.mail import forwarding, reply
from pipeline.mail.body import body_text
from pipeline.mail.bounce import ENOUGH, Bounce, read_bounce
from pipeline.mail.bounce_signs import is_report, may_be_bounce
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.files import MAILS, files_of
from pipeline.mail.forwarded import Forwarded
from pipeline.mail.header_facts import envelope
from pipeline.mail.limits import LIMITS, Limits, trimmed
from pipeline.mail.parts import Tree

#: attached mails inside each other whose files are listed; what lies deeper stays in the mail around it
DEEPEST = 2


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
    """A file with its bytes, and those in it where it is a mail itself."""

    files: tuple[tuple[Attachment, bytes], ...]
    #: the letter that it is, with the letters in that
    letters: tuple[Forwarded, ...] = ()
    html_read: bool = False


def parse(raw: bytes, limits: Limits = LIMITS, *, level: int = 0) -> Parsed:
    """Read a mail. What cannot be read costs a note in Indonesian, never the mail.

    `level` tells how many mails lie around this one.
    """
    mail = trimmed(raw, limits)
    tree = Tree(mail.raw, limits)
    leaves = tree.leaves()
    facts = envelope(tree.root, ambiguous=mail.ambiguous)
    facts = replace(facts, notes=mail.notes + tree.notes)
    facts = _with_text(facts, body_text(tree, leaves, limits), limits)
    bounce = _bounce(tree, mail.raw, limits)
    facts = replace(facts, bounced=bounce.failed, bounced_ids=bounce.message_ids)
    # What came back is our own mail, and no letter passed on.
    closed = level >= DEEPEST or bool(bounce.failed) or is_report(tree.root)
    files = files_of(tree, leaves)
    opened = [
        _Opened((file,)) if closed or file[0].media_type not in MAILS else _opened(*file, limits, level)
        for file in files
    ]
    html_read = any(leaf.body and leaf.kind == "text/html" for leaf in leaves)
    return _together(facts, opened, html_read=html_read)


def _with_text(facts: Facts, text: str, limits: Limits) -> Facts:
    """The facts with the text, as far as it is read, and the sender's own words in it."""
    notes = facts.notes
    if len(text) > limits.text:
        notes += (f"Teks surel lebih dari {limits.text:,} huruf; sisanya tidak dibaca.".replace(",", "."),)
    words = reply.cut(text[: limits.text])
    return replace(facts, text=text[: limits.text], own=words.own, cut=words.cut, notes=notes)


def _bounce(tree: Tree, raw: bytes, limits: Limits) -> Bounce:
    if not may_be_bounce(tree.root):
        return Bounce()
    beginning = tree if len(raw) <= ENOUGH else Tree(raw[:ENOUGH], limits)
    return read_bounce(tree.root, beginning.root)


def _opened(file: Attachment, content: bytes, limits: Limits, level: int) -> _Opened:
    """An attached mail, its text, and its files behind it."""
    inner = parse(content, limits, level=level + 1)
    head = f"Dari: {inner.facts.header('from')}\nHal: {inner.facts.subject}\n\n"
    whole = replace(file, text=(head + inner.facts.text)[: limits.text])
    within = (each if each.within else replace(each, within=file.sha256) for each in inner.facts.attachments)
    files = ((whole, content), *zip(within, inner.contents, strict=True))
    return _Opened(files, forwarding.as_attached(inner.facts, file.sha256), inner.html_read)


def _together(facts: Facts, opened: Sequence[_Opened], *, html_read: bool) -> Parsed:
    """The mail with its files, and with the letters that it passes on in its text or as attached mails."""
    files = [file for each in opened for file in each.files]
    attached = [each.letters for each in opened if each.letters]
    several = "Surel ini melampirkan lebih dari satu surel; yang pertama dibaca sebagai surat terusan."
    facts = replace(
        facts,
        attachments=tuple(file for file, _ in files),
        forwarded=forwarding.in_text(facts.text, facts.subject) or next(iter(attached), ()),
        notes=facts.notes + ((several,) if len(attached) > 1 else ()),
    )
    html_read = html_read or any(each.html_read for each in opened)
    return Parsed(facts, tuple(content for _, content in files), html_read)
