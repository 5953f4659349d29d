"""A mail's bytes made facts: headers, text, files, own words. Never raises, whatever the bytes are.

Apart from deeper reading (what a PDF or a Word file says), which costs more and can hang;
`outside/cage.py` runs both behind walls. Limits: `mail/limits.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from hashlib import sha256

from pipeline.mail import html, reply
from pipeline.mail.attached import clean_name, media_type
from pipeline.mail.bounce import ENOUGH, Bounce, may_be_bounce, read_bounce
from pipeline.mail.charset import decoded, readable
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.headers import addresses, duplicates, header_text, ids, kept, unfolded
from pipeline.mail.limits import LIMITS, Limits, trimmed
from pipeline.mail.parts import Leaf, Tree, charset, inner
from pipeline.mail.sender import Sender, read_sender

#: characters of a subject
LONGEST_SUBJECT = 1000

_REFERRING = ("in-reply-to", "references")
_RECEIVING = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
#: defects of a header block after which two readers may see two headers
_DAMAGED = {
    "FirstHeaderLineIsContinuationDefect",
    "InvalidHeaderDefect",
    "MisplacedEnvelopeHeaderDefect",
    "MissingHeaderBodySeparatorDefect",
}
#: types whose subject serves as file name
_MAIL = ("message/rfc822", "message/global")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A mail, parsed."""

    #: complete but for what deeper reading finds in the attachments
    facts: Facts
    #: the decoded bytes of `facts.attachments`, in their order
    contents: tuple[bytes, ...] = ()
    #: a reader of HTML, which is no Python, has seen some of the bytes
    html_read: bool = False


def parse(raw: bytes, limits: Limits = LIMITS) -> Parsed:
    """Read a mail. What cannot be read costs a note in Indonesian, never the mail."""
    mail = trimmed(raw, limits)
    tree = Tree(mail.raw, limits)
    leaves = tree.leaves()
    text = _text(tree, leaves, limits)
    notes = mail.notes + tree.notes
    if len(text) > limits.text:
        notes += (f"Teks surel lebih dari {limits.text:,} huruf; sisanya tidak dibaca.".replace(",", "."),)
    words = reply.cut(text[: limits.text])
    files = list(_files(tree, leaves))
    bounce = _bounce(tree, mail.raw, limits)
    facts = _envelope(tree.root, ambiguous=mail.ambiguous)
    facts = replace(
        facts,
        text=text[: limits.text],
        own=words.own,
        cut=words.cut,
        attachments=tuple(attachment for attachment, _ in files),
        bounced=bounce.failed,
        bounced_ids=bounce.message_ids,
        notes=notes,
    )
    html_read = any(leaf.body and leaf.kind == "text/html" for leaf in leaves)
    return Parsed(facts, tuple(content for _, content in files), html_read)


def _envelope(root: Message, *, ambiguous: bool) -> Facts:
    """What the header says."""
    headers = kept(root.raw_items())
    sender = _sender(root, ambiguous=ambiguous)
    return Facts(
        headers=headers,
        sender=sender.address,
        sender_name=sender.name,
        sender_defect=sender.defect,
        subject=headers.get("subject", ("",))[0][:LONGEST_SUBJECT],
        message_id=next(iter(ids(headers.get("message-id", ()))), ""),
        references=ids(_fields(headers, _REFERRING)),
        recipients=addresses(_fields(headers, _RECEIVING)),
    )


def _sender(root: Message, *, ambiguous: bool) -> Sender:
    """The sender, with what makes him doubtful in the rest of the header.

    A damaged header block is read differently by different servers: then there is no sender at all.
    """
    fields = [unfolded(str(value)) for name, value in root.raw_items() if name.strip().lower() == "from"]
    sender = read_sender(fields)
    if ambiguous or any(type(each).__name__ in _DAMAGED for each in root.defects):
        return Sender(name=sender.name, defect="kepala surel ini rusak, sehingga pengirimnya tidak pasti")
    repeated = duplicates(root.keys())
    if repeated and not sender.defect:
        return replace(sender, defect=f"surel ini mempunyai lebih dari satu baris {repeated[0]}")
    return sender


def _fields(headers: Mapping[str, tuple[str, ...]], names: tuple[str, ...]) -> list[str]:
    return [value for name in names for value in headers.get(name, ())]


def _bounce(tree: Tree, raw: bytes, limits: Limits) -> Bounce:
    if not may_be_bounce(tree.root):
        return Bounce()
    beginning = tree if len(raw) <= ENOUGH else Tree(raw[:ENOUGH], limits)
    return read_bounce(tree.root, beginning.root)


def _text(tree: Tree, leaves: list[Leaf], limits: Limits) -> str:
    """The text parts, one below the other; a little more than the limit where there is more."""
    texts: list[str] = []
    for leaf in leaves:
        if leaf.body and sum(map(len, texts)) <= limits.text:
            texts.append(_leaf_text(tree, leaf, limits).strip("\n"))
    return "\n\n".join(filter(None, texts))


def _leaf_text(tree: Tree, leaf: Leaf, limits: Limits) -> str:
    if leaf.kind == "text/html":
        return html.html_text(_html(tree, leaf))
    raw = tree.content(leaf)
    # The last characters of what is cut may be broken; they are beyond the limit anyway.
    return readable(decoded(raw[: 4 * limits.text + 4], charset(leaf.part)))


def _html(tree: Tree, leaf: Leaf) -> str:
    return decoded(tree.content(leaf)[: html.LONGEST], charset(leaf.part))


def _files(tree: Tree, leaves: list[Leaf]) -> Iterator[tuple[Attachment, bytes]]:
    files = [leaf for leaf in leaves if not leaf.body and not leaf.spare]
    pictures = any("content-id" in leaf.part for leaf in files)
    pages = [_html(tree, leaf) for leaf in leaves if pictures and leaf.kind == "text/html"]
    shown = {each for page in pages for each in html.shown_ids(page)}
    for number, leaf in enumerate(files, start=1):
        raw = tree.content(leaf)
        kind = media_type(raw, leaf.kind, leaf.name)
        yield (
            Attachment(
                name=clean_name(leaf.name or _subject(leaf), kind, number),
                media_type=kind,
                sha256=sha256(raw).hexdigest(),
                size=len(raw),
                inline=kind.startswith("image/") and _is_inline(leaf, shown),
            ),
            raw,
        )


def _is_inline(leaf: Leaf, shown: set[str]) -> bool:
    """Shown by the HTML, or part of it without being offered as a file."""
    name = str(leaf.part.get("content-id", "")).strip().strip("<>").lower()
    offered = str(leaf.part.get("content-disposition", "")).strip().lower().startswith("attachment")
    return bool(name) and (name in shown or (leaf.related and not offered))


def _subject(leaf: Leaf) -> str:
    """The name of an attached mail that has none: its subject."""
    mails = inner(leaf.part) if leaf.kind in _MAIL else []
    subject = header_text(str(mails[0].get("subject", ""))).replace("/", "_") if mails else ""
    return f"{subject[:80]}.eml" if subject else ""
