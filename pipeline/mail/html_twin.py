"""How the wording of a mail becomes its HTML: inline styles only, every value from outside escaped.

Apart from the text twin: both have the same filters, one file each, and the
templates know neither. No colour stands without the one it is read against, so
that a dark screen may turn the rest.
"""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from pipeline.mail.plain import clean_text, one_line
from pipeline.mail.text_twin import QUOTE, QUOTE_LIMIT, chunks, pairs, shortened

P = "margin:0 0 14px"
BLOCKQUOTE = "margin:0 0 14px;padding:0"
QUOTED_LINE = "padding:0 0 0 14px;text-indent:-14px"
QUOTE_MARK = "color:#777782"
LABEL = "padding:3px 8px 3px 0;vertical-align:top;font-size:14px;color:#777782;width:35%"
VALUE = "padding:3px 0;vertical-align:top;overflow-wrap:anywhere"
LIST = "margin:0 0 14px;padding:0 0 0 20px"
POINT = "margin:0 0 6px"
TYPED = "font-family:Consolas,Menlo,monospace;font-size:14px;overflow-wrap:anywhere"


def paragraphs(wording: str) -> Markup:
    """Paragraphs stand between empty lines; quotations are blocks already."""
    return Markup("\n").join(_paragraph(chunk) for chunk in chunks(wording))


def facts(wording: str) -> Markup:
    """Lines `Label: value` as a table; a line without a value is left out."""
    row = Markup('<tr><td style="{}">{}</td><td style="{}">{}</td></tr>')
    rows = (row.format(LABEL, _escaped(label), VALUE, _escaped(value)) for label, value in pairs(wording))
    return Markup("\n").join(rows)


def quoted(words: str, limit: int = QUOTE_LIMIT) -> Markup:
    """Words that are not ours, each line marked, so that none of it can be taken for an answer."""
    if not clean_text(words):
        return Markup("")
    row = Markup('<div style="{}"><span style="{}">{}</span>{}</div>')
    lines = (row.format(QUOTED_LINE, QUOTE_MARK, QUOTE, line) for line in shortened(words, limit).split("\n"))
    return Markup('<blockquote style="{}">{}</blockquote>').format(BLOCKQUOTE, Markup("").join(lines))


def listed(points: Sequence[str]) -> Markup:
    """A point in a line."""
    item = Markup('<li style="{}">{}</li>')
    return Markup('<ul style="{}">{}</ul>').format(
        LIST, Markup("").join(item.format(POINT, one_line(each)) for each in points)
    )


def verbatim(lines: str) -> Markup:
    """Lines to type, as they are."""
    joined = Markup("<br>").join(clean_text(lines).split("\n"))
    return Markup('<div style="{}">{}</div>').format(TYPED, joined)


def strong(words: str) -> Markup:
    """What the reader must not miss."""
    return Markup("<strong>{}</strong>").format(one_line(words))


def _paragraph(chunk: str) -> Markup:
    """Values in `chunk` were escaped when they went into it, so a tag at its head can only be ours."""
    if chunk.startswith(("<blockquote", "<ul")):
        return _escaped(chunk)
    return Markup('<p style="{}">{}</p>').format(P, _escaped(chunk))


def _escaped(rendered: str) -> Markup:
    """What autoescape has escaped already: a block's text, or a piece of it."""
    return Markup(rendered)  # noqa: S704


FILTERS: dict[str, Callable[..., Markup]] = {
    "paragraf": paragraphs,
    "rincian": facts,
    "kutip": quoted,
    "daftar": listed,
    "ketikan": verbatim,
    "tebal": strong,
}
