"""The text of a mail that came as HTML only: nothing is fetched, nothing is run, quotations keep their `>`.

Apart from the parser because HTML has its own tricks; what comes out is read like any plain text.
"""

import re
from collections.abc import Iterator
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
    writer = Screen()
    if body is not None:
        for node, entering in _walk(body):
            writer.see(node, entering)
    return readable(writer.text())


def _depth(html: str) -> int:
    """How deep the elements lie inside each other, at most."""
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each node when it begins and when it ends; without recursion, for nesting has no limit."""
    node: LexborNode | None = root
    for _ in range(MOST_NODES):
        if node is None:
            return
        yield node, True
        inner = None if _skipped(node) else node.first_child
        while inner is None and node is not None:
            yield node, False
            if node.mem_id == root.mem_id:
                return
            inner = node.next
            node = node.parent if inner is None else node
        node = inner


def _skipped(node: LexborNode) -> bool:
    return node.tag in _SKIPPED or (node.tag == "div" and bool(_HIDDEN.search(style_of(node))))
