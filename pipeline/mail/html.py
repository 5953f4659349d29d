"""The text of a mail that came as HTML only: nothing is fetched, nothing is run, quotations keep their `>`.

Apart from the parser because HTML has its own tricks; what comes out is read like any plain text.
"""

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from pipeline.mail.charset import readable
from pipeline.mail.screen import Screen, style_of

#: characters of HTML that are read; the markup of office programs is long
LONGEST = 2_000_000
#: nodes that are walked
MOST_NODES = 200_000
#: elements inside each other; the parser's time grows with the square of it
DEEPEST = 1_000

_SKIPPED = {
    "head",
    "script",
    "style",
    "title",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "select",
    "-comment",
}
# Elements that end without an end tag do not count.
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|t[dhr]|d[dt]|br|hr|img|meta|input|link|col|option|o:p|base|area|wbr)\b)[a-z]",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)


def html_text(html: str) -> str:
    """The text that a reader of `html` sees, line by line; '' where it cannot be read."""
    html = html[:LONGEST]
    if _depth(html) > DEEPEST:
        return readable(unescape(re.sub("<[^<>]{0,2000}>", "\n", html)))
    try:
        body = LexborHTMLParser(html).body
    except (SelectolaxError, ValueError, RuntimeError):
        return ""
    screen = Screen()
    if body is not None:
        _show(body, screen)
    return readable(screen.text())


def _depth(html: str) -> int:
    """How deep the elements lie inside each other, at most."""
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _show(root: LexborNode, screen: Screen) -> None:
    """See each node when it begins and when it ends; without recursion, for nesting has no limit.

    What is asked of a node costs more than the walk, so nothing is asked twice.
    """
    around: list[tuple[LexborNode, str]] = []
    node: LexborNode | None = root
    for _ in range(MOST_NODES):
        if node is None:
            return
        if node.is_text_node:
            screen.words(node.text_content or "")
            node = node.next
        else:
            tag = node.tag or ""
            screen.begin(node, tag)
            around.append((node, tag))
            node = None if _skipped(node, tag) else node.first_child
        while node is None and around:
            ended, tag = around.pop()
            screen.end(ended, tag)
            node = ended.next if around else None


def _skipped(node: LexborNode, tag: str) -> bool:
    return tag in _SKIPPED or (tag == "div" and bool(_HIDDEN.search(style_of(node))))
