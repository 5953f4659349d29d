"""The head that mail programs write above a letter they forward, in Indonesian and in English.

Apart from the heads above quotations in replies: there it is enough to know where the old mail begins,
here its sender, date and subject are read.
"""

import re

from pipeline.mail.charset import one_line
from pipeline.mail.forwarded import Forwarded
from pipeline.mail.headers import addresses

#: characters of a line that are looked at
_LONGEST = 500
#: lines in which a head is looked for, and lines that it may have
_LOOKED_AT, _HEAD = 2_000, 15
#: lines between the line drawn above a forwarded letter and its head
_GAP = 3

_PREFIX = re.compile(r"\s*(?:fwd?|trs|tr|terusan|teruskan|diteruskan|wg)\s*[:：]", re.IGNORECASE)
_FORWARD = re.compile(
    r"[-_=*\s]{2,}(?:(?:forwarded|fwd|terusan)\b"
    r"|(?:pesan|surel|surat|e-?mail)\s+(?:yang\s+)?(?:terusan|diteruskan)\b)"
    r"[\w\s'.:@<>]{0,120}[-_=*\s]{2,}"
    r"|begin forwarded message\s*:?"
    r"|(?:awal|mulai)\s+(?:meneruskan\s+)?pesan(?:\s+yang)?(?:\s+(?:terusan|diteruskan))?\s*:",
    re.IGNORECASE,
)
_LABELS = {
    "from": "dari|pengirim|from",
    "date": r"dikirim(?:\s+pada)?|terkirim|sent|tanggal|tgl|date|hari/tanggal|waktu",
    "to": "kepada|ke|untuk|to|cc|tembusan|salinan|bcc|balas\\s+ke|reply-to",
    "subject": "perihal|hal|subjek|subyek|judul|subject",
}
_LABEL = re.compile(
    r"[\s*_]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")[\s*_]{0,5}[:：][\s*_]*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTE = re.compile(r"(?:\s?[>＞])+ ?")


def block_in(text: str, subject: str) -> Forwarded | None:
    """The letter that a mail's text passes on, None if it passes none on.

    A head alone is none: replies have it too. A line that says "forwarded" stands above it, or the
    subject says so.
    """
    lines = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    meant = _PREFIX.match(subject) is not None
    for at in range(len(lines)):
        start = _start(lines, at, meant=meant)
        found = _letter(text, lines, start) if start >= 0 else None
        if found:
            return found
    return None


def _start(lines: list[str], at: int, *, meant: bool) -> int:
    """The line on which a head may begin, -1 if none does here."""
    line = _bare(lines[at]) if meant else lines[at]
    if _FORWARD.fullmatch(line[:_LONGEST].strip()):
        behind = range(at + 1, min(at + 1 + _GAP, len(lines)))
        return next((each for each in behind if _field(lines[each])[0]), -1)
    return at if meant and _field(lines[at])[0] else -1


def _letter(text: str, lines: list[str], start: int) -> Forwarded | None:
    fields, end = _fields(lines, start)
    # A nota dinas has `Dari:`, `Kepada:` and `Hal:` too.
    mail = "date" in fields or any("@" in value for value in fields.values())
    if "from" not in fields or len(fields) < 3 or not mail:
        return None
    body = text.split("\n", end)[end:] if end < text.count("\n") + 1 else []
    sender = next(iter(addresses([fields["from"]])), "")
    return Forwarded(
        sender=sender,
        sender_name=_name(fields["from"], sender),
        subject=fields.get("subject", ""),
        date=fields.get("date", ""),
        text=_unquoted("\n".join(body)).strip(),
    )


def _fields(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """The fields of a head, the first of each kind, and the line behind it."""
    fields: dict[str, str] = {}
    last, end = "", start
    for at in range(start, min(start + _HEAD, len(lines))):
        name, value = _field(lines[at])
        if name:
            fields.setdefault(name, value)
            last, end = name, at + 1
        elif not (at == end and _continues(lines[at], last)) and not _is_gap(lines, at):
            break
        elif _bare(lines[at]).strip():
            end = at + 1
    return fields, end


def _continues(line: str, last: str) -> bool:
    """Whether a line goes on with the field above it: recipients wrap, and set-in lines do."""
    bare = _bare(line)
    return bool(bare.strip()) and (bare[:1] in (" ", "\t") or (last == "to" and ("@" in bare or ";" in bare)))


def _is_gap(lines: list[str], at: int) -> bool:
    """An empty line with another field below it."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return not _bare(lines[at]).strip() and bool(_field(below)[0])


def _field(line: str) -> tuple[str, str]:
    """Which field of a head a line is, and what it says; '' if it is none."""
    found = _LABEL.match(_bare(line)[:_LONGEST])
    if not found:
        return "", ""
    name = next(name for name in _LABELS if found[name])
    return name, one_line(found[len(_LABELS) + 1]).strip("* ")


def _name(value: str, address: str) -> str:
    name = re.split(r"[<\[(]", value, maxsplit=1)[0].strip("\"'* ")
    return "" if name.lower() == address else name


def _bare(line: str) -> str:
    """The line without the marks of a quotation."""
    marks = _QUOTE.match(line)
    return line[marks.end() :] if marks else line


def _unquoted(text: str) -> str:
    """The letter without the marks that some programs set before each line of what they forward."""
    lines = text.split("\n")
    written = [line for line in lines if line.strip()]
    marked = sum(_QUOTE.match(line) is not None for line in written)
    return "\n".join(map(_once, lines)) if written and marked == len(written) else text


def _once(line: str) -> str:
    bare = line.lstrip()
    return bare[1:].removeprefix(" ") if bare[:1] in (">", "＞") else bare
