"""How the replies of staff are read, step by step: understood, asked back, wrong.

    python -m tests.scores.answers

Every reply is read twice: as an answer to its request, as the office does it, and as an answer to any
request of its step, as `tanggap inspect --step` does it.
"""

import sys
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.mail.answer_corpus import STEPS, Part, Sample, Verdict, samples

_COLUMNS = (
    *("plain", "understood", "asked back", "wrong"),
    *("traps", "answered", "asked back", "wrong", "wrong by step"),
)


def table(corpora: Path) -> Table:
    """The scores of the replies in `tests/mails/jawaban/`; nothing of `corpora` is staff mail."""
    del corpora
    found = Table(title="Replies of staff, by step", title_justify="left")
    found.add_column("step")
    found.add_column("part")
    for name in _COLUMNS:
        found.add_column(name, justify="right")
    for step in STEPS:
        for part in Part:
            found.add_row(step, part, *_row(list(samples(part, step))))
        found.add_section()
    for part in Part:
        found.add_row("all", part, *_row(list(samples(part))))
    found.add_row("all", "all", *_row(list(samples())))
    return found


def losses() -> list[str]:
    """The replies that are read wrongly, and the plain ones that are asked back."""
    return [
        f"{verdict} · {each.step} · {each.part} · {each.text!r}"
        for each in samples()
        if (verdict := each.verdict()) is Verdict.WRONG or (verdict is Verdict.ASKED and not each.trap)
    ]


def _row(found: list[Sample]) -> list[str]:
    plain = Counter(each.verdict() for each in found if not each.trap)
    traps = Counter(each.verdict() for each in found if each.trap)
    by_step = sum(each.verdict(whole_step=True) is Verdict.WRONG for each in found if each.in_line)
    counts = (
        *(plain.total(), *(plain[each] for each in Verdict)),
        *(traps.total(), *(traps[each] for each in Verdict), by_step),
    )
    return list(map(str, counts))


if __name__ == "__main__":
    console = Console(width=120)
    console.print(table(Path(*sys.argv[1:2])))
    for line in losses():
        console.print(line, markup=False, highlight=False)
