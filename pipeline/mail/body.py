"""The text of a mail: its text parts, one below the other, HTML as its reader sees it.

Apart from the files because here the limit is in characters and nothing has a name.
"""

import re

from pipeline.mail import html
from pipeline.mail.charset import decoded, readable
from pipeline.mail.limits import Limits
from pipeline.mail.parts import Leaf, Tree, charset

#: bytes of a page in which it names its charset (HTML, 4.2.5.4)
_META_WITHIN = 1_024
_META = re.compile(
    rb"<meta\b[^<>]{0,200}?\bcharset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w.:-]{2,40})", re.IGNORECASE
)


def body_text(tree: Tree, leaves: list[Leaf], limits: Limits) -> str:
    """The text parts, one below the other; a little more than the limit where there is more."""
    texts: list[str] = []
    for leaf in leaves:
        if leaf.body and sum(map(len, texts)) <= limits.text:
            texts.append(_leaf_text(tree, leaf, limits).strip("\n"))
    return "\n\n".join(filter(None, texts))


def _leaf_text(tree: Tree, leaf: Leaf, limits: Limits) -> str:
    if leaf.kind == "text/html":
        return html.html_text(html_of(tree, leaf))
    raw = tree.content(leaf)
    # The last characters of what is cut may be broken; they are beyond the limit anyway.
    return readable(decoded(raw[: 4 * limits.text + 4], charset(leaf.part)))


def html_of(tree: Tree, leaf: Leaf) -> str:
    """The HTML of a part, as far as it is read."""
    return page(tree.content(leaf), charset(leaf.part))


def page(raw: bytes, declared: str = "") -> str:
    """The HTML in some bytes, as far as it is read; where the mail names no charset, the page itself may."""
    named = None if declared else _META.search(raw[:_META_WITHIN])
    return decoded(raw[: html.LONGEST], declared or (named[1].decode() if named else ""))
