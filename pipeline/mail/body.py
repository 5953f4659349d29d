"""The text of a mail: its text parts, one below the other, HTML as its reader sees it.

Apart from the files because here the limit is in characters and nothing has a name.
"""

from pipeline.mail import html
from pipeline.mail.charset import decoded, readable
from pipeline.mail.limits import Limits
from pipeline.mail.parts import Leaf, Tree, charset


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
    return decoded(tree.content(leaf)[: html.LONGEST], charset(leaf.part))
