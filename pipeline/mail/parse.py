"""A mail's bytes made facts: headers, text, files, own words. Never raises, whatever the bytes are.

Apart from deeper reading (what a PDF or a Word file says), which costs more and can hang;
`outside/cage.py` runs both behind walls. Limits: `mail/limits.py`.
"""

from dataclasses import dataclass, replace

from pipeline.mail import reply
from pipeline.mail.body import body_text
from pipeline.mail.bounce import ENOUGH, Bounce, read_bounce
from pipeline.mail.bounce_signs import may_be_bounce
from pipeline.mail.facts import Facts
from pipeline.mail.files import files_of
from pipeline.mail.header_facts import envelope
from pipeline.mail.limits import LIMITS, Limits, trimmed
from pipeline.mail.parts import Tree


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
    text = body_text(tree, leaves, limits)
    notes = mail.notes + tree.notes
    if len(text) > limits.text:
        notes += (f"Teks surel lebih dari {limits.text:,} huruf; sisanya tidak dibaca.".replace(",", "."),)
    words = reply.cut(text[: limits.text])
    files = list(files_of(tree, leaves))
    bounce = _bounce(tree, mail.raw, limits)
    facts = envelope(tree.root, ambiguous=mail.ambiguous)
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


def _bounce(tree: Tree, raw: bytes, limits: Limits) -> Bounce:
    if not may_be_bounce(tree.root):
        return Bounce()
    beginning = tree if len(raw) <= ENOUGH else Tree(raw[:ENOUGH], limits)
    return read_bounce(tree.root, beginning.root)
