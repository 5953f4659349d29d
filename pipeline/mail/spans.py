"""Where the parts of a mail stand in its bytes, so that an attached mail is kept as it came.

Apart from the tree because Python's parser takes an attached mail to pieces and forgets its bytes:
written again from the pieces it would be another mail, folded otherwise and without what was no part.
"""

import re
from collections.abc import Iterator
from email.message import Message

from pipeline.mail.structure import inner, is_multipart

# What Python's feed parser takes for a header, up to the empty line behind it.
_HEAD = re.compile(rb"(?:(?:From |[!-9;-~]*:|[\t ])[^\r\n]*(?:\r\n|[\r\n]|\Z))*(?:\r\n|[\r\n])?")
_LAST_END = re.compile(rb"(?:\r\n|[\r\n])\Z")

Span = tuple[int, int]


def bodies(root: Message, raw: bytes) -> dict[int, Span]:
    """Where the body of each part begins and ends, by the identity of the part.

    A part whose bytes cannot be told is left out.
    """
    found: dict[int, Span] = {}
    waiting = [(root, (0, len(raw)))]
    while waiting:
        part, (start, end) = waiting.pop()
        head = _HEAD.match(raw, start, end)
        body = (head.end() if head else start, end)
        found[id(part)] = body
        waiting += _below(part, raw, body)
    return found


def _below(part: Message, raw: bytes, body: Span) -> list[tuple[Message, Span]]:
    """The parts of a part with their places; none where another reading would find others."""
    below = inner(part)
    pieces = list(_pieces(raw, body, part.get_boundary() or "")) if is_multipart(part) else [body]
    return list(zip(below, pieces, strict=True)) if len(below) == len(pieces) else []


def _pieces(raw: bytes, body: Span, boundary: str) -> Iterator[Span]:
    """What stands between the lines of a boundary, without the line end before each (RFC 2046, 5.1.1)."""
    sign = re.escape(boundary.encode("ascii", "surrogateescape"))
    # A pattern that begins with plain letters is found four times as fast as one that begins a line.
    line = re.compile(rb"--" + sign + rb"(--)?[ \t]*(?:\r\n|[\r\n]|\Z)")
    begin = -1
    for mark in line.finditer(raw, *body):
        if mark.start() > body[0] and raw[mark.start() - 1] not in b"\r\n":
            continue
        # Of several such lines in a row the first ones stand for nothing.
        if begin >= 0 and mark.start() > begin:
            yield begin, _trimmed(raw, begin, mark.start())
        begin = mark.end()
        if mark[1]:
            return
    if begin >= 0:
        yield begin, body[1]


def _trimmed(raw: bytes, start: int, end: int) -> int:
    last = _LAST_END.search(raw, max(start, end - 2), end)
    return last.start() if last else end
