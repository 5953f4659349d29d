"""A mail's bytes made facts: headers, text, files, own words. Never raises, whatever the bytes are.

Apart from deeper reading (what a PDF or a Word file says), which costs more and can hang;
`outside/cage.py` runs both behind walls. Limits: `mail/limits.py`.
"""

from dataclasses import replace
from functools import partial

from pipeline.mail import reply
from pipeline.mail.body import body_text, html_of
from pipeline.mail.bounce import ENOUGH, Bounce, read_bounce
from pipeline.mail.bounce_signs import is_bounce, may_be_bounce
from pipeline.mail.facts import Facts
from pipeline.mail.files import files_of
from pipeline.mail.header_facts import envelope
from pipeline.mail.limits import LIMITS, Limits, trimmed
from pipeline.mail.lure import MOST, disguised
from pipeline.mail.opened import Parsed, opened, unopened
from pipeline.mail.parts import Tree

__all__ = ["Parsed", "parse"]

#: attached mails inside each other that are opened; what lies deeper stays in the mail around it
DEEPEST = 2


def parse(raw: bytes, limits: Limits = LIMITS, *, level: int = 0) -> Parsed:
    """Read a mail. What cannot be read costs a note in Indonesian, never the mail.

    `level` tells how many mails lie around this one.
    """
    parsed = _alone(raw, limits)
    # What came back is our own mail, and no letter passed on.
    if is_bounce(parsed.facts):
        return parsed
    if level >= DEEPEST:
        return unopened(parsed)
    return opened(parsed, limits, partial(parse, limits=limits.within(), level=level + 1))


def _alone(raw: bytes, limits: Limits) -> Parsed:
    """The mail without the mails in it; the tree, which holds all bytes once more, ends here."""
    mail = trimmed(raw, limits)
    tree = Tree(mail.raw, limits)
    leaves = tree.leaves()
    facts = replace(envelope(tree.root, ambiguous=mail.ambiguous), notes=mail.notes + tree.notes)
    facts = _with_text(facts, body_text(tree, leaves, limits), limits)
    bounce = _bounce(tree, mail.raw, limits)
    files = list(files_of(tree, leaves))
    facts = replace(
        facts,
        attachments=tuple(file for file, _ in files),
        bounced=bounce.failed,
        bounced_ids=bounce.message_ids,
        bounced_envelopes=bounce.envelope_ids,
    )
    pages = [html_of(tree, leaf) for leaf in leaves if leaf.kind == "text/html" and (leaf.body or leaf.spare)]
    facts = replace(facts, disguised=tuple(each for page in pages for each in disguised(page))[:MOST])
    html_read = any(leaf.body and leaf.kind == "text/html" for leaf in leaves)
    return Parsed(facts, tuple(content for _, content in files), html_read)


def _with_text(facts: Facts, text: str, limits: Limits) -> Facts:
    """The facts with the text, as far as it is read, and the sender's own words in it."""
    notes = facts.notes
    if len(text) > limits.text:
        notes += (f"Teks surel lebih dari {limits.text:,} huruf; sisanya tidak dibaca.".replace(",", "."),)
    words = reply.cut(text[: limits.text])
    facts = replace(facts, own=words.own, cut=words.cut, signature=words.signature)
    return replace(facts, text=text[: limits.text], notes=notes)


def _bounce(tree: Tree, raw: bytes, limits: Limits) -> Bounce:
    if not may_be_bounce(tree.root):
        return Bounce()
    beginning = tree if len(raw) <= ENOUGH else Tree(raw[:ENOUGH], limits)
    return read_bounce(tree.root, beginning.root)
