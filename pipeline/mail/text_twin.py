r"""How the wording of a mail becomes its plain text.

Apart from the HTML twin: both have the same filters, one file each, and the
templates know neither. A filter returns Markup so that a value laid out once is left alone.
"""

import textwrap
from collections.abc import Callable, Sequence

from markupsafe import Markup

from pipeline.mail.plain import clean_lines, clean_text, one_line

#: before every line that is not ours; replies are never read from such a line
QUOTE = "> "
#: before every point of a list
POINT = "- "
QUOTE_WIDTH = 70
#: the reader has the letter itself attached
QUOTE_LIMIT = 1_200


def paragraphs(wording: str) -> Markup:
    """Paragraphs stand between empty lines; each becomes one line, quotations stay as they are."""
    return _safe("\n\n".join(_paragraph(chunk) for chunk in chunks(wording)))


def facts(wording: str) -> Markup:
    """Lines `Label: value` as a table; a line without a value is left out."""
    rows = pairs(wording)
    width = max((len(label) for label, _ in rows), default=0)
    return _safe("\n".join(f"{label.ljust(width)} : {value}" for label, value in rows))


def quoted(words: str, limit: int = QUOTE_LIMIT) -> Markup:
    """Words that are not ours, each line marked, so that none of it can be taken for an answer."""
    if not clean_text(words):
        return Markup("")
    given = shortened(words, limit).split("\n")
    lines = [line for long in given for line in textwrap.wrap(long, QUOTE_WIDTH) or [""]]
    return _safe("\n".join((QUOTE + line).rstrip() for line in lines))


def listed(points: Sequence[str]) -> Markup:
    """A point in a line; whatever it holds, no line of it begins anew."""
    return _safe("\n".join(POINT + one_line(each) for each in points))


def verbatim(lines: str) -> Markup:
    """Lines to type, as they are, set in."""
    return _safe(textwrap.indent(clean_text(lines), "   "))


def strong(words: str) -> Markup:
    """What the reader must not miss."""
    return _safe(one_line(words))


def chunks(wording: str) -> list[str]:
    """What stands between empty lines."""
    parts = ("\n".join(line.strip() for line in wording.split("\n"))).split("\n\n")
    return [part.strip("\n") for part in parts if part.strip("\n")]


def pairs(wording: str) -> list[tuple[str, str]]:
    """The lines `Label: value` that have a value."""
    split = (line.partition(":") for line in clean_lines(wording))
    return [(label.strip(), value.strip()) for label, _, value in split if value.strip()]


def shortened(words: str, limit: int = QUOTE_LIMIT) -> str:
    """As much of a quotation as a mail shows; a limit of 0 shows all."""
    text = clean_text(words)
    if not limit or len(text) <= limit:
        return text
    return text[:limit].rsplit(maxsplit=1)[0] + " … (dipersingkat)"


def _paragraph(chunk: str) -> str:
    return chunk if chunk.startswith((QUOTE.strip(), POINT)) else " ".join(chunk.split())


def _safe(text: str) -> Markup:
    return Markup(text)  # noqa: S704 plain text; nothing in this twin is escaped


FILTERS: dict[str, Callable[..., Markup]] = {
    "paragraf": paragraphs,
    "rincian": facts,
    "kutip": quoted,
    "daftar": listed,
    "ketikan": verbatim,
    "tebal": strong,
}
