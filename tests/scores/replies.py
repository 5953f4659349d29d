"""How much of a reply's own words is kept, and how much of its quotation is cut.

    python -m tests.scores.replies CORPORA

Over our own corpus, and over the public ones that lie in CORPORA. Of other people's mail nothing is
copied here: only which of its lines or words are whose.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.mail.html import html_text
from pipeline.mail.parse import parse
from pipeline.mail.reply import cut

MAILS = Path(__file__).parents[1] / "mails" / "balasan"

#: lines of the replies of mail_parser_reply: the writer's own, and the quoted; signatures count for neither
LINES = {
    "begins_with_signature.txt": ("1-4", "11-"),
    "caution.txt": ("5-23", ""),
    "caution2.txt": ("1-5", ""),
    "correct_sig.txt": ("1", ""),
    "email_1_1.txt": ("1-5", ""),
    "email_1_3.txt": ("1-3", "7-49"),
    "email_1_4.txt": ("1", "3-"),
    "email_1_5.txt": ("1-15", ""),
    "email_1_6.txt": ("1", "5-"),
    "email_1_7.txt": ("1", "3-"),
    "email_1_8.txt": ("13 19", "1-11 15-17 21-33"),
    "email_2_1.txt": ("1", "4-"),
    "email_2_2.txt": ("1", "2-"),
    "email_2_3.txt": ("1", "3-"),
    "email_3_1.txt": ("1-3", "6-"),
    "email_bullets.txt": ("1-9", "12-15"),
    "email_danish_1.txt": ("1-3", "8-"),
    "email_danish_2.txt": ("1-3", "8-"),
    "email_danish_3.txt": ("1-3", "5-"),
    "email_danish_4.txt": ("1-3", "5-"),
    "email_danish_5.txt": ("1-3", ""),
    "email_gmail.txt": ("1", "5-"),
    "email_headers_no_delimiter.txt": ("1", "3-"),
    "email_ja_1_1.txt": ("1", ""),
    "email_ja_1_2.txt": ("1-8", "10-"),
    "email_nl_1_1.txt": ("1-4", ""),
    "email_nl_1_2.txt": ("1", "4-"),
    "email_one_is_not_on.txt": ("1-5", "7-"),
    "email_partial_quote_header.txt": ("1-6", "8-"),
    "email_pl_1_1.txt": ("5-7", "1-3"),
    "email_pl_1_2.txt": ("6-8", "1-4 13-"),
    "email_pl_1_3.txt": ("5-7", "1-3"),
    "email_sent_from_BlackBerry.txt": ("1", ""),
    "email_sent_from_iPhone.txt": ("1", ""),
    "email_sent_from_multi_word_mobile_device.txt": ("1", ""),
    "email_sent_from_not_signature.txt": ("1-3", ""),
    "email_sig_delimiter_in_middle_of_line.txt": ("1-7", ""),
    "email_sv_anon_1.txt": ("1-4", "11-"),
    "email_swedish_1.txt": ("1-5", "10-"),
    "email_swedish_2.txt": ("1-5", "9-"),
    "forward.txt": ("1-4", ""),
    "greedy_on.txt": ("1-6", "8-"),
    "multi_header.txt": ("1", "3-"),
    "multiline_on.txt": ("", "1-"),
    "multiline_on_de.txt": ("1", "2-"),
    "outlook.txt": ("1-8", ""),
    "pathological.txt": ("1-2", "3-"),
}
#: words of talon's replies: the writer's own, and the quoted; signatures count for neither
WORDS = {
    "standard_replies/android.eml": (slice(1), slice(1, None)),
    "standard_replies/aol.eml": (slice(1), slice(1, None)),
    "standard_replies/apple_mail.eml": (slice(1), slice(1, None)),
    "standard_replies/apple_mail_2.eml": (slice(1), slice(1, None)),
    "standard_replies/comcast.eml": (slice(1), slice(1, None)),
    "standard_replies/gmail.eml": (slice(1), slice(1, None)),
    "standard_replies/hotmail.eml": (slice(1), slice(1, None)),
    "standard_replies/iphone.eml": (slice(1), slice(5, None)),
    "standard_replies/outlook.eml": (slice(1), slice(1, None)),
    "standard_replies/sparrow.eml": (slice(1), slice(7, None)),
    "standard_replies/thunderbird.eml": (slice(-1, None), slice(-1)),
    "standard_replies/yahoo.eml": (slice(1), slice(1, None)),
    "reply-quotations-share-block.eml": (slice(67), slice(67, None)),
    "OLK_SRC_BODY_SECTION.html": (slice(1), slice(1, None)),
    "reply-separated-by-hr.html": (slice(3), slice(3, None)),
    "html_replies/gmail.html": (slice(6), slice(6, None)),
    "html_replies/hotmail.html": (slice(6), slice(6, None)),
    "html_replies/mail_ru.html": (slice(6), slice(6, None)),
    "html_replies/ms_outlook_2003.html": (slice(6), slice(6, None)),
    "html_replies/ms_outlook_2007.html": (slice(6), slice(6, None)),
    "html_replies/ms_outlook_2010.html": (slice(6), slice(6, None)),
    "html_replies/thunderbird.html": (slice(6), slice(6, None)),
    "html_replies/windows_mail.html": (slice(6), slice(6, None)),
    "html_replies/yandex_ru.html": (slice(6), slice(6, None)),
}
#: of a corpus, in percent
GOAL = 95


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply, as it is and as it was read."""

    name: str
    mine: list[str]
    old: list[str]
    #: what was taken for the writer's own
    own: list[str]
    #: what counts for neither
    aside: list[str] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """How many of the writer's own words were kept."""
        return (Counter(self.mine) & Counter(self.own)).total()

    @property
    def left(self) -> int:
        """How many quoted words were taken for the writer's own."""
        beyond = Counter(self.own) - Counter(self.mine) - Counter(self.aside)
        return (Counter(self.old) & beyond).total()

    @property
    def loss(self) -> str:
        """What went wrong, '' if nothing."""
        lost = len(self.mine) - self.kept
        told = [f"{lost} words lost"] * bool(lost) + [f"{self.left} words left"] * bool(self.left)
        return f"{self.name} ({', '.join(told)})" if told else ""


def table(corpora: Path) -> Table:
    """The figures of our own replies and of those in `corpora`, with every loss named."""
    found = Table(title="Own words in replies", title_justify="left")
    for heading in ("corpus", "replies", "own words kept", "quotation cut", "losses"):
        found.add_column(heading, justify="right" if heading in ("replies", "own words kept") else "left")
    for name, replies in CORPORA.items():
        found.add_row(name, *_figures(list(replies(corpora))), end_section=True)
    found.caption = f"The goal is {GOAL} %. Signatures have none: one that could be an answer is kept."
    return found


def _figures(replies: list[Reply]) -> tuple[str, str, str, str]:
    mine, old = sum(len(each.mine) for each in replies), sum(len(each.old) for each in replies)
    kept, left = sum(each.kept for each in replies), sum(each.left for each in replies)
    losses = "\n".join(each.loss for each in replies if each.loss)
    return (str(len(replies)), _percent(kept, mine), _percent(old - left, old), losses or "none")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 100:.1f} %"


def _ours(begins: str) -> Callable[[Path], Iterator[Reply]]:
    """Our own replies whose names begin so."""

    def replies(corpora: Path) -> Iterator[Reply]:
        for path in sorted(MAILS.glob(f"{begins}*.eml")):
            facts = parse(path.read_bytes()).facts
            mine = path.with_suffix(".own").read_text(encoding="utf-8").split()
            old = (Counter(facts.text.split()) - Counter(mine)).elements()
            yield Reply(path.stem, mine, list(old), facts.own.split())

    return replies


def _mail_parser_reply(corpora: Path) -> Iterator[Reply]:
    for name, (mine, old) in LINES.items():
        text = (corpora / "mail_parser_reply/test/emails" / name).read_text(encoding="utf-8")
        lines = text.splitlines()
        yield _reply(name, text.split(), _words(lines, mine), _words(lines, old), cut(text).own)


def _talon(corpora: Path) -> Iterator[Reply]:
    for name, (mine, old) in WORDS.items():
        path = corpora / "talon/tests/fixtures" / name
        if name.endswith(".eml"):
            facts = parse(path.read_bytes()).facts
            text, own = facts.text, facts.own
        else:
            text = html_text(path.read_text(encoding="utf-8", errors="replace"))
            own = cut(text).own
        words = text.split()
        yield _reply(name, words, words[mine], words[old], own)


def _talon_signatures(corpora: Path) -> Iterator[Reply]:
    """Here the signature takes the place of the quotation."""
    for path in sorted((corpora / "talon/tests/fixtures/signature/emails/stripped").glob("*_body")):
        text = path.read_text(encoding="utf-8", errors="replace")
        signature = path.with_name(path.name.replace("_body", "_signature")).read_text(encoding="utf-8")
        mine = text.strip().removesuffix(signature.strip()).split()
        yield Reply(path.name, mine, signature.split(), cut(text).own.split())


def _reply(name: str, words: list[str], mine: list[str], old: list[str], own: str) -> Reply:
    aside = Counter(words) - Counter(mine) - Counter(old)
    return Reply(name, mine, old, own.split(), list(aside.elements()))


def _words(lines: list[str], ranges: str) -> list[str]:
    """The words of the lines that `3-5 7 9-` names, counted from 1."""
    words: list[str] = []
    for each in ranges.split():
        first, dash, last = each.partition("-")
        end = int(last) if last else len(lines) if dash else int(first)
        words += " ".join(lines[int(first) - 1 : end]).split()
    return words


CORPORA: dict[str, Callable[[Path], Iterator[Reply]]] = {
    "ours, tuned on": _ours("tera_"),
    "ours, held out": _ours("uji_"),
    "mail_parser_reply": _mail_parser_reply,
    "talon": _talon,
    "talon: signatures": _talon_signatures,
}

if __name__ == "__main__":
    Console(width=120).print(table(Path(sys.argv[1])))
