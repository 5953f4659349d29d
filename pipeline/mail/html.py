"""The text of a mail that came as HTML only: nothing is fetched, nothing is run, quotations keep their `>`.

Apart from the parser because HTML has its own tricks; what comes out is read like any plain text.
"""

import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from pipeline.mail.charset import readable

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
_BLOCKS = set(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section table tr ul".split()
)
_SPACED = {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "table", "ul"}
# Elements that end without an end tag do not count.
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|t[dhr]|d[dt]|br|hr|img|meta|input|link|col|option|o:p|base|area|wbr)\b)[a-z]",
    re.IGNORECASE,
)
_SPACE = re.compile("[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
# Gmail draws an indented paragraph as a quotation without its border.
_INDENT = re.compile(r"border\s*:\s*(?:none|0)", re.IGNORECASE)


def html_text(html: str) -> str:
    """The text that a reader of `html` sees, line by line; '' where it cannot be read."""
    html = html[:LONGEST]
    if _depth(html) > DEEPEST:
        return readable(unescape(re.sub("<[^<>]{0,2000}>", "\n", html)))
    try:
        body = LexborHTMLParser(html).body
    except (SelectolaxError, ValueError, RuntimeError):
        return ""
    writer = _Writer()
    if body is not None:
        for node, entering in _walk(body):
            writer.see(node, entering)
    return readable(writer.text())


def shown_ids(html: str) -> set[str]:
    """The Content-IDs of the images that the HTML shows."""
    return {each.lower() for each in re.findall(r"cid:([^\"'\s<>)]{1,250})", html[:LONGEST], re.IGNORECASE)}


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
    return node.tag in _SKIPPED or (node.tag == "div" and bool(_HIDDEN.search(_style(node))))


def _style(node: LexborNode) -> str:
    return node.attributes.get("style") or ""


class _Writer:
    """Lines as they would stand on the screen."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self._depth = 0
        self._pre = 0

    def see(self, node: LexborNode, entering: bool) -> None:
        """Take in one node."""
        tag = node.tag or ""
        if tag == "-text":
            if entering:
                self._words(node.text_content or "")
        elif tag == "br":
            if entering:
                self._end()
        elif tag in ("td", "th"):
            self._line += "" if entering or not self._line.strip() else "  "
        elif tag in _BLOCKS:
            self._block(node, tag, entering)

    def text(self) -> str:
        """All lines so far."""
        self._break()
        return re.sub("\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def _block(self, node: LexborNode, tag: str, entering: bool) -> None:
        self._break()
        if tag in _SPACED or (tag == "p" and "MsoNormal" not in (node.attributes.get("class") or "")):
            self._blank()
        if tag == "blockquote" and not _INDENT.search(_style(node)):
            self._depth += 1 if entering else -1
        if tag == "pre":
            self._pre += 1 if entering else -1
        if tag == "li" and entering:
            self._line = "- "

    def _words(self, text: str) -> None:
        if self._pre:
            first, *others = text.split("\n")
            self._line += first
            for each in others:
                self._end()
                self._line = each
        else:
            words = _SPACE.sub(" ", text)
            self._line += words.lstrip() if not self._line or self._line.endswith(" ") else words

    def _break(self) -> None:
        if self._line.strip():
            self._end()
        self._line = ""

    def _blank(self) -> None:
        if self._lines and self._lines[-1].strip("> "):
            self._end()

    def _end(self) -> None:
        line = self._line.rstrip()
        self._lines.append("> " * self._depth + line if self._depth else line)
        self._line = ""
