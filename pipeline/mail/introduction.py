"""Where a quotation is introduced ("Pada … menulis:"), over however many lines it was wrapped.

Apart from the test of one such line (`quotation`), because programs wrap it and some begin it with a name.
"""

from pipeline.mail import quotation

#: lines over which mail programs wrap the line that introduces a quotation
_WRAPPED = 4


def introduction_length(lines: list[str], at: int) -> int:
    """How many lines from here introduce a quotation; 0 if none."""
    if quotation.runs_on(lines[at]):
        return 1
    for length in range(1, _WRAPPED + 1):
        last = lines[at + length - 1].strip() if at + length <= len(lines) else ""
        if not last or quotation.is_quoted(last):
            return 0
        if last.endswith((":", "：")):
            return length if _introduction(lines, at, at + length) == at else 0
    return 0


def _introduction(lines: list[str], first: int, end: int) -> int:
    """The line from which the introduction that ends before `end` starts; -1 if there is none.

    The nearest that opens as one; else the nearest that will do, for some begin with a name.
    """
    follows = quote_at(lines, end)
    fits = [
        start
        for start in range(end - 1, first - 1, -1)
        if quotation.is_attribution(lines[start:end], quote_follows=follows)
    ]
    return next((start for start in fits if quotation.opens(lines[start])), fits[0] if fits else -1)


def quote_at(lines: list[str], at: int) -> bool:
    """Whether the next line with something on it is marked as quoted."""
    ahead = (line for line in lines[at : at + 3] if line.strip())
    return quotation.is_quoted(next(ahead, ""))
