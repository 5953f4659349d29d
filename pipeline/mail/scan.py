"""One walk down a mail's lines, which parts own words from quotations, signature and legal notices.

Apart from `reply.py`, which bounds what is walked and judges what came of it.
"""

from pipeline.mail import quotation
from pipeline.mail.banner import banner_length
from pipeline.mail.introduction import introduction_length, quote_at
from pipeline.mail.leave_taking import leave_length
from pipeline.mail.quoted_header import is_header_block
from pipeline.mail.signature import is_device, is_disclaimer, is_signature

#: lines within which a quoted header shows
_BLOCK = 6
#: lines over which a legal notice shows
_NOTICE = 4
#: a quoted line at least this long may have been wrapped by a program that forgot the `>` …
_FULL = 70
#: … and left at most this much over
_REST = 25


class Scan:
    """One walk down the lines; each goes to `own` or to `cut`."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.own: list[str] = []
        self.cut: list[str] = []
        #: of what was cut, the sender's own: how he signed off
        self.signature: list[str] = []
        #: what was cut is surely not the sender's own, even if nothing is left
        self.sure = self._marked = any(map(quotation.is_marker, lines))
        #: inside a signature or legal notice, which ends where a quotation begins
        self._signed = False
        #: something of the sender's own was found
        self._spoken = False

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
            elif length := introduction_length(self.lines, at):
                self.sure = True
                self.cut += self.lines[at : at + length]
                at += length
                if not quote_at(self.lines, at):
                    self._drop_all(at)
                    return
            else:
                at = self._single(at)

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
        return start < len(self.lines) and is_header_block(self.lines[start : start + _BLOCK])

    def _take_back_introduction(self) -> None:
        """Our marker was quoted by a program we do not know: the line that introduces it goes too."""
        kept = len(self.own)
        while kept and not self.own[kept - 1].strip():
            kept -= 1
        last = self.own[kept - 1].strip()[: quotation.LONGEST] if kept else ""
        if last.endswith((":", "：")) and "@" in last:
            self.cut += self.own[kept - 1 :]
            del self.own[kept - 1 :]

    def _single(self, at: int) -> int:
        """A line that quotes nothing; what belongs to it may take more lines."""
        line = self.lines[at]
        if is_signature(line) or (self._spoken and is_disclaimer(self.lines[at : at + _NOTICE])):
            self._signed = True
            self._drop_rule()
        if not self._signed and (
            length := leave_length(self.lines, at) if self._spoken else banner_length(self.lines, at)
        ):
            self.cut += self.lines[at : at + length]
            self.signature += self.lines[at : at + length] if self._spoken else ()
            return at + length
        dropped = self._signed or is_device(line)
        (self.cut if dropped else self.own).append(line)
        self.signature += [line] if self._signed else ()
        self._spoken = self._spoken or (not dropped and bool(line.strip()))
        return at + 1

    def _drop_all(self, at: int) -> None:
        """All from here on is older, with the line drawn above it."""
        self._drop_rule()
        self.cut += self.lines[at:]

    def _drop_rule(self) -> None:
        """The lines drawn above what is cut go with it."""
        while self.own and (not self.own[-1].strip() or quotation.is_rule(self.own[-1])):
            self.cut.append(self.own.pop())
