"""By which ids and classes the elements of an HTML mail show what its program quotes, and what it signs.

Apart from the lines on the screen (`screen`), because this is knowledge about mail programs: it holds
in whatever language they speak, and grows with them.
"""

import re
from enum import Enum, auto

from selectolax.lexbor import LexborNode

#: stands in the text where a program began to quote without a mark at each line
DIVIDER = "---------- Pesan terdahulu ----------"
#: stands in the text where a program put the signature
DELIMITER = "-- "

#: the attributes in which an element is called something
_NAMING = frozenset({"id", "name", "data-marker", "class"})
# What Outlook (x_), Gmail (m_-123) and Yahoo (yiv123) put before the ids of a mail that they quote.
_PREFIX = re.compile(r"\A(?:x_|m_-?\d{1,30}|yiv\d{1,30})+")
_DIVIDING = {
    "appendonsend",  # Outlook on the web
    "divrplyfwdmsg",  # Outlook on the web and on phones
    "mail-editor-reference-message-container",  # Outlook on phones and on Macs
    "ms-outlook-mobile-reference-message",
    "olk_src_body_section",  # Outlook on Macs, before 2016
    "_mailoriginal",  # Outlook on the desktop, where a signature was put in by hand
    "zwchr",  # Zimbra
    "__divider__",
    "__headers__",
    "__quoted_text__",
    "yahoo_quoted",
    "isreplycontent",  # webmails from Asia
    "isforwardcontent",
    "replysplit",
}
_INTRODUCING = {"gmail_attr", "moz-cite-prefix", "reply-intro"}
_SIGNING = {
    "signature",  # Outlook on the web, Roundcube
    "ms-outlook-mobile-signature",
    "applemailsignature",
    "composer_signature",  # Samsung
    "gmail_signature",
    "moz-signature",
    "protonmail_signature_block",
}
# Outlook on the desktop draws a line above the header of the older mail, always in these colours.
_LINE_ABOVE = re.compile(
    r"border\s*:\s*none\s*;\s*border-top\s*:\s*solid\s+#(?:e1e1e1|b5c4df)\s+1\.0pt"
    r"|border-width\s*:\s*1pt medium medium\s*;\s*border-style\s*:\s*solid none none",
    re.IGNORECASE,
)
_STYLE = 2_000
#: a comment that Samsung's and some others' programs leave
_ORIGINAL = "originalmessage"


class Role(Enum):
    """What an element is for."""

    #: all from here on is an older mail
    DIVIDES = auto()
    #: it holds only the line above a quotation
    INTRODUCES = auto()
    #: it holds a signature
    SIGNS = auto()


def role(node: LexborNode, tag: str) -> Role | None:
    """What an element is for, where its mail program says so; None for the most.

    Yahoo's `ymail_android_signature` signs nothing: its program writes the person's own words into it.
    """
    if tag == "-comment":
        return Role.DIVIDES if (node.comment_content or "").strip().casefold() == _ORIGINAL else None
    given = node.attributes
    names = set() if _NAMING.isdisjoint(given) else _names(given)
    if not names.isdisjoint(_DIVIDING) or (tag == "div" and _has_line_above(given)):
        return Role.DIVIDES
    if not names.isdisjoint(_SIGNING) and node.first_child is not None:
        return Role.SIGNS
    return Role.INTRODUCES if not names.isdisjoint(_INTRODUCING) and not _forwards(node) else None


def _has_line_above(given: dict[str, str | None]) -> bool:
    style = given.get("style")
    return style is not None and _LINE_ABOVE.search(style[:_STYLE]) is not None


def _forwards(node: LexborNode) -> bool:
    """Whether an introduction is that of a forwarded mail: Gmail has one element for both."""
    first = node.first_child
    return first is not None and (first.text_content or "").lstrip().startswith("--")


def _names(given: dict[str, str | None]) -> set[str]:
    """What an element is called: its id, name, classes and Zimbra's mark, in lower case."""
    called = [given.get(key) or "" for key in ("id", "name", "data-marker") if key in given]
    words = [*called, *(given.get("class") or "")[:_STYLE].split()]
    return {_bare(word) for word in words if word}


def _bare(name: str) -> str:
    """A name in lower case, without what a program that quoted the element put before it."""
    folded = _PREFIX.sub("", name[:200].casefold())
    return "yahoo_quoted" if "yahoo_quoted" in folded else folded
