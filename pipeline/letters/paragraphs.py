"""Text from mails made fit for paper: its line ends, its unprintable signs, its paragraphs.

Apart from the words for dates and counts because here the words are somebody else's.
"""

import re

#: what XML 1.0 cannot hold, or what has no meaning on paper: it becomes U+FFFD, so that the reader sees it
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c]")

#: a list item opens a paragraph of its own: "1.", "a)", "-", "•"
ITEM = re.compile(r"\s*(?:[-•*–]\s|\(?\w{1,2}[.)]\s)")
#: shorter lines than this were not broken by a mail program, but by their writer
WRAPPED = range(58, 81)
#: lines of a PDF are longer; one that ends a sentence may be a paragraph of its own
PRINTED = range(81, 116)


def clean(text: str) -> str:
    """The text as paper can show it: one kind of line end, no control characters."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", LINE_ENDS.sub("\n", text))


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text that came by mail.

    Blank lines part them, and so does every line end that neither a mail program
    nor a PDF made: a line of 58 to 80 characters runs on in the next, and so does
    a longer one that ends in the middle of a sentence.
    """
    found: list[str] = []
    runs_on = False
    for line in clean(text).split("\n"):
        words = line.strip()
        if words and runs_on and not ITEM.match(line):
            found[-1] += " " + words
        elif words:
            found.append(words)
        runs_on = bool(words) and _runs_on(line.rstrip())
    return tuple(found)


def _runs_on(line: str) -> bool:
    if len(line) in PRINTED:
        return line[-1] not in ":;.?!"
    return len(line) in WRAPPED and line[-1] not in ":;"
