"""The files of a mail with their bytes: what is no text and no spare copy of it.

Apart from the text because of files it has to be told what they are, how they are called, and which of
them the HTML merely shows.
"""

from collections.abc import Iterator
from hashlib import sha256

from pipeline.mail import html
from pipeline.mail.attached import clean_name
from pipeline.mail.body import html_of
from pipeline.mail.facts import Attachment
from pipeline.mail.headers import header_text
from pipeline.mail.media_type import media_type
from pipeline.mail.parts import Leaf, Tree, inner

#: types whose subject serves as file name
_MAIL = ("message/rfc822", "message/global")


def files_of(tree: Tree, leaves: list[Leaf]) -> Iterator[tuple[Attachment, bytes]]:
    """Each file as a fact, with its decoded bytes."""
    files = [leaf for leaf in leaves if not leaf.body and not leaf.spare]
    pictures = any("content-id" in leaf.part for leaf in files)
    pages = [html_of(tree, leaf) for leaf in leaves if pictures and leaf.kind == "text/html"]
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
