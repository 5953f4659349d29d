"""The text of a mail: its text parts, one below the other, HTML as its reader sees it.

Apart from the files because here the limit is in characters and nothing has a name.
"""

import re

from pipeline.mail import html
from pipeline.mail.charset import decoded, readable
from pipeline.mail.flowed import unwrapped
from pipeline.mail.limits import Limits
from pipeline.mail.parts import Leaf, Tree, charset, is_named_text

#: bytes of a page in which it names its charset (HTML, 4.2.5.4)
_META_WITHIN = 1_024
_META = re.compile(
    rb"<meta\b[^<>]{0,200}?\bcharset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w.:-]{2,40})", re.IGNORECASE
)


def body_text(tree: Tree, leaves: list[Leaf], limits: Limits) -> str:
    """The text parts, one below the other; a little more than the limit where there is more.

    Where there is none, the first text that has a name and is not offered as a file: some programs name
    the letter itself.
    """
    own = [leaf for leaf in leaves if leaf.body] or [leaf for leaf in leaves if is_named_text(leaf)][:1]
    texts: list[str] = []
    room = limits.html
    for leaf in own:
        if sum(map(len, texts)) <= limits.text:
            content = tree.content(leaf)
            texts.append(_leaf_text(leaf, content, room, limits).strip("\n"))
            room -= len(content) if leaf.kind == "text/html" else 0
    return "\n\n".join(filter(None, texts))


def _leaf_text(leaf: Leaf, content: bytes, room: int, limits: Limits) -> str:
    if leaf.kind == "text/html":
        return html.html_text(page(content[: max(0, room)], charset(leaf.part)))
    # The last characters of what is cut may be broken; they are beyond the limit anyway.
    text = readable(decoded(content[: 4 * limits.text + 4], charset(leaf.part)))
    return unwrapped(text, leaf.part)


def html_of(tree: Tree, leaf: Leaf) -> str:
    """The HTML of a part, as far as it is read."""
    return page(tree.content(leaf), charset(leaf.part))


def page(raw: bytes, declared: str = "") -> str:
    """The HTML in some bytes, as far as it is read; where the mail names no charset, the page itself may."""
    named = None if declared else _META.search(raw[:_META_WITHIN])
    return decoded(raw[: html.LONGEST], declared or (named[1].decode() if named else ""))
