"""The links of a routing mail that write an answer: tapped, they open a new mail that only needs sending.

They stand apart from the people because this is what a mail program does with RFC 6068,
and no knowledge of ours may help it.
"""

from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True, slots=True)
class Tapped:
    """The mail that a tap opens."""

    to: str
    subject: str
    text: str


def tap(mail: EmailMessage, word: str) -> Tapped:
    """What the link opens whose text begins with `word`; LookupError if the HTML has no such link."""
    part = mail.get_body(("html",))
    html = "" if part is None else str(part.get_content())
    links = [
        _tapped(node.attributes["href"] or "") for node in LexborHTMLParser(html).css("a[href^='mailto:']")
    ]
    for link in links:
        if link.text.startswith(word):
            return link
    raise LookupError(f"{mail['Subject']}: {[link.text for link in links]}")


def _tapped(link: str) -> Tapped:
    address, _, query = link.removeprefix("mailto:").partition("?")
    # In mailto a plus is a plus: only percent signs are read.
    fields = {
        name.lower(): unquote(value) for name, _, value in (pair.partition("=") for pair in query.split("&"))
    }
    return Tapped(unquote(address), fields.get("subject", ""), fields.get("body", "").replace("\r\n", "\n"))
