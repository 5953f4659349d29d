"""The lines of an HTML mail as they would stand on the screen: blocks, table cells, lists, quotations.

Apart from the walk over the nodes, which is about what hostile HTML may cost; here it is only
about how it looks.
"""

import re

from selectolax.lexbor import LexborNode

from pipeline.mail.html_quotation import DELIMITER, DIVIDER, Role, role

_BLOCKS = set(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section table tr ul".split()
)
_CELLS = {"td", "th"}
_SPACED = {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "table", "ul"}
_SPACE = re.compile("[ \t\n\r\f]+")
#: how programs write an empty paragraph
_HARD_SPACE = "\xa0"
# Gmail draws an indented paragraph as a quotation without its border.
_INDENT = re.compile(r"border\s*:\s*(?:none|0)", re.IGNORECASE)
#: marks at the beginning of a line, at most; nobody reads deeper, and hostile HTML nests a thousand
_DEEPEST = 9


def style_of(node: LexborNode) -> str:
    """The style that stands at the element itself."""
    return node.attributes.get("style") or ""


def _is_tight(node: LexborNode) -> bool:
    return "MsoNormal" in (node.attributes.get("class") or "") and node.tag == "p"


class Screen:
    """Lines as they would stand on the screen."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self._depth = 0
        self._pre = 0
        #: whether all below is an older mail
        self._divided = False
        #: the element that introduces a quotation, while it is open
        self._introduction: int | None = None

    def begin(self, node: LexborNode, tag: str) -> None:
        """Take in where an element begins."""
        if not (self._depth or self._divided) and (node.attributes or tag == "-comment"):
            self._mark(node, tag)
        if tag == "br":
            self._end()
        elif tag in _BLOCKS:
            self._block(node, tag, entering=True)

    def end(self, node: LexborNode, tag: str) -> None:
        """Take in where an element ends."""
        if tag in _BLOCKS:
            self._block(node, tag, entering=False)
        elif tag in _CELLS and self._line.strip():
            self._line += "  "
        if self._introduction is not None and node.mem_id == self._introduction:
            self._introduction = None
            self._depth -= 1

    def words(self, text: str) -> None:
        """Take in the words of an element."""
        if self._pre:
            first, *others = text.split("\n")
            self._line += first
            for each in others:
                self._end()
                self._line = each
        else:
            words = _SPACE.sub(" ", text)
            if not self._line or self._line.endswith(" "):
                words = words.lstrip() or _HARD_SPACE * (_HARD_SPACE in words)
            self._line += words

    def text(self) -> str:
        """All lines so far."""
        self._break()
        return re.sub("\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def _mark(self, node: LexborNode, tag: str) -> None:
        """Show what the mail program says of an element: a quotation, its introduction, a signature."""
        said = role(node, tag)
        if said is Role.INTRODUCES:
            self._break()
            self._introduction = node.mem_id
            self._depth += 1
        elif said:
            self._divided = said is Role.DIVIDES
            self._break()
            self._lines.append(DIVIDER if self._divided else DELIMITER)

    def _block(self, node: LexborNode, tag: str, *, entering: bool) -> None:
        if self._line:
            self._break()
        if tag in _SPACED:
            self._blank(node)
        elif tag == "blockquote" and not _INDENT.search(style_of(node)):
            self._depth += 1 if entering else -1
        elif tag == "pre":
            self._pre += 1 if entering else -1
        elif tag == "li" and entering:
            self._line = "- "

    def _break(self) -> None:
        if self._line.strip():
            self._end()
        elif _HARD_SPACE in self._line:
            self._blank()
        self._line = ""

    def _blank(self, node: LexborNode | None = None) -> None:
        """An empty line, unless there is one; Outlook's paragraphs (`node`) have none around them."""
        if self._lines and self._lines[-1].strip("> ") and not (node is not None and _is_tight(node)):
            self._lines.append(self._marks().rstrip())

    def _end(self) -> None:
        line = self._line.lstrip(_HARD_SPACE)
        self._lines.append((self._marks() + line if self._depth else line).rstrip())
        self._line = ""

    def _marks(self) -> str:
        return "> " * min(self._depth, _DEEPEST)
