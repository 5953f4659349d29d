"""The files of a mail with their bytes: what is no text and no spare copy of it.

Apart from the text because of files it has to be told what they are, how they are called, and which of
them merely decorate.
"""

from collections.abc import Iterator
from hashlib import sha256

from pipeline.mail.attached import clean_name
from pipeline.mail.body import html_of
from pipeline.mail.danger import danger_in
from pipeline.mail.decoration import Place, decorates, places
from pipeline.mail.facts import Attachment
from pipeline.mail.headers import header_text
from pipeline.mail.media_type import media_type
from pipeline.mail.parts import Leaf, Tree
from pipeline.mail.structure import inner
from pipeline.mail.transfer import is_damaged
from pipeline.mail.unread import note_on

#: types of an attached mail; its subject serves as file name
MAILS = ("message/rfc822", "message/global")
#: what a mail program adds to a mail that it signs; it is no file of the sender
SEALS = frozenset(
    f"application/{name}" for name in ("pkcs7-signature", "x-pkcs7-signature", "pgp-signature", "pgp-keys")
)


def files_of(tree: Tree, leaves: list[Leaf]) -> Iterator[tuple[Attachment, bytes]]:
    """Each file as a fact, with its decoded bytes."""
    files = [leaf for leaf in leaves if not leaf.body and not leaf.spare]
    shown = _shown(tree, leaves) if any("content-id" in leaf.part for leaf in files) else {}
    for number, leaf in enumerate(files, start=1):
        raw = tree.content(leaf)
        kind = media_type(raw, leaf.kind, leaf.name)
        place = _place(leaf, shown) if kind.startswith("image/") else None
        yield (
            Attachment(
                name=clean_name(leaf.name or _subject(leaf), kind, number),
                media_type=kind,
                sha256=sha256(raw).hexdigest(),
                size=len(raw),
                inline=kind in SEALS or (place is not None and decorates(raw, place)),
                note=note_on(kind, len(raw), damaged=is_damaged(leaf.part)),
                risk=danger_in(leaf.name, kind, raw),
            ),
            raw,
        )


def _shown(tree: Tree, leaves: list[Leaf]) -> dict[str, Place]:
    """The pictures that the HTML shows, by their Content-ID."""
    pages = [html_of(tree, leaf) for leaf in leaves if leaf.kind == "text/html"]
    return {name: place for page in pages for name, place in places(page)}


def _place(leaf: Leaf, shown: dict[str, Place]) -> Place | None:
    """Where the HTML shows a picture; None where the picture is offered as a file."""
    name = str(leaf.part.get("content-id", "")).strip().strip("<>").lower()
    offered = str(leaf.part.get("content-disposition", "")).strip().lower().startswith("attachment")
    belongs = Place() if name and leaf.related and not offered else None
    return shown.get(name, belongs)


def _subject(leaf: Leaf) -> str:
    """The name of an attached mail that has none: its subject."""
    mails = inner(leaf.part) if leaf.kind in MAILS else []
    subject = header_text(str(mails[0].get("subject", ""))).replace("/", "_") if mails else ""
    return f"{subject[:80]}.eml" if subject else ""
