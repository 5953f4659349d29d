"""A person's own words, told from what the mail program quoted below them and from the signature.

Apart from reading what the words mean, because nothing may be read as an answer that its
sender did not write: our mails quote the customer. One pass over the lines, linear in time.
"""

from dataclasses import dataclass

from pipeline.mail import quotation

#: our own line in every mail that asks something
MARKER = quotation.MARKER
#: characters and lines that are read; what is longer belongs to the cut
LONGEST = 200_000
MOST_LINES = 5_000
#: lines over which mail programs wrap the line that introduces a quotation
_WRAPPED = 4
#: lines within which a quoted header shows
_BLOCK = 6
#: a quoted line at least this long may have been wrapped by a program that forgot the `>` …
_FULL = 70
#: … and left at most this much over
_REST = 25


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in two."""

    own: str
    #: quotations, signature, legal notices
    cut: str


def cut(text: str) -> Cut:
    """Tell own words from the rest. Where little speaks for a quotation, the text is kept whole."""
    lines = text[:LONGEST].split("\n")
    rest = "\n".join(lines[MOST_LINES:]) + text[LONGEST:]
    scan = _Scan(lines[:MOST_LINES])
    scan.run()
    own = _tidy(scan.own)
    if not own and not scan.sure:
        return Cut(own=_tidy(lines[:MOST_LINES]), cut=rest)
    return Cut(own=own, cut="\n".join([*scan.cut, *filter(None, [rest])]).strip("\n"))


def _tidy(lines: list[str]) -> str:
    """The lines without blank ones at the ends, and never two blank ones in a row."""
    kept = [line.rstrip() for line in lines]
    return (
        "\n".join(line for at, line in enumerate(kept) if line or (at and kept[at - 1])).strip("\n").strip()
    )


class _Scan:
    """One walk down the lines; each goes to `own` or to `cut`."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.own: list[str] = []
        self.cut: list[str] = []
        #: what was cut is surely not the sender's own, even if nothing is left
        self.sure = self._marked = any(map(quotation.is_marker, lines))
        #: inside a signature or legal notice, which ends where a quotation begins
        self._signed = False

    def run(self) -> None:
        """Walk to the end, or to where all below is an older mail."""
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if quotation.is_quoted(line):
                at = self._quoted(at)
            elif self._is_older(at):
                self._drop_all(at)
                return
            elif length := self._attribution(at):
                self.sure = True
                self.cut += self.lines[at : at + length]
                at += length
                if not self._quote_at(at):
                    self._drop_all(at)
                    return
            else:
                self._single(line)
                at += 1

    def _quoted(self, at: int) -> int:
        """Drop marked lines, and the rest of a line that was wrapped without its mark."""
        self.sure, self._signed = True, False
        end = at
        while end < len(self.lines) and (quotation.is_quoted(self.lines[end]) or self._is_rest(end)):
            end += 1
        self.cut += self.lines[at:end]
        return end

    def _is_rest(self, at: int) -> bool:
        before, line = self.lines[at - 1], self.lines[at].strip()
        after = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        wrapped = quotation.is_quoted(before) and len(before) >= _FULL
        return wrapped and 0 < len(line) <= _REST and quotation.is_quoted(after)

    def _is_older(self, at: int) -> bool:
        line = self.lines[at]
        if self._marked and quotation.is_marker(line):
            self._take_back_introduction()
            return True
        if quotation.is_separator(line):
            self.sure = True
            return True
        return quotation.is_forward(line) or self._is_block(at)

    def _is_block(self, at: int) -> bool:
        """A quoted header; one line of underscores before it belongs to it."""
        line = self.lines[at].strip()
        start = at + 1 if len(line) >= 10 and not line.strip("_") else at
        return start < len(self.lines) and quotation.is_header_block(self.lines[start : start + _BLOCK])

    def _take_back_introduction(self) -> None:
        """Our marker was quoted by a program we do not know: the line that introduces it goes too."""
        kept = len(self.own)
        while kept and not self.own[kept - 1].strip():
            kept -= 1
        last = self.own[kept - 1].strip()[: quotation.LONGEST] if kept else ""
        if last.endswith((":", "：")) and "@" in last:
            self.cut += self.own[kept - 1 :]
            del self.own[kept - 1 :]

    def _attribution(self, at: int) -> int:
        """How many lines from here introduce a quotation; 0 if none."""
        for length in range(1, _WRAPPED + 1):
            last = self.lines[at + length - 1].strip() if at + length <= len(self.lines) else ""
            if not last or quotation.is_quoted(last):
                return 0
            if last.endswith((":", "：")):
                return length if self._introduction(at, at + length) == at else 0
        return 0

    def _introduction(self, first: int, end: int) -> int:
        """The line from which the introduction that ends before `end` starts; -1 if there is none.

        The nearest that opens as one; else the nearest that will do, for some begin with a name.
        """
        follows = self._quote_at(end)
        fits = [
            start
            for start in range(end - 1, first - 1, -1)
            if quotation.is_attribution(self.lines[start:end], quote_follows=follows)
        ]
        return next((start for start in fits if quotation.opens(self.lines[start])), fits[0] if fits else -1)

    def _quote_at(self, at: int) -> bool:
        """Whether the next line with something on it is marked as quoted."""
        ahead = (line for line in self.lines[at : at + 3] if line.strip())
        return quotation.is_quoted(next(ahead, ""))

    def _single(self, line: str) -> None:
        if quotation.is_signature(line) or (self.own and quotation.is_disclaimer(line)):
            self._signed = True
        dropped = self._signed or quotation.is_device(line)
        (self.cut if dropped else self.own).append(line)

    def _drop_all(self, at: int) -> None:
        """All from here on is older, with the line drawn above it."""
        while self.own and (not self.own[-1].strip() or quotation.is_rule(self.own[-1])):
            self.cut.append(self.own.pop())
        self.cut += self.lines[at:]
