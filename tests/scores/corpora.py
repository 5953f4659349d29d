"""Every mail that other people wrote, read by us: what held, what did not, and the true exceptions.

A mail is read in a process of its own kind, so that memory is that of the reader alone. The bytes of
the leaves are held against another reading (`tests/scores/leaves.py`).
"""

import resource
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from rich.table import Table

from pipeline.mail.bounce_signs import is_bounce
from pipeline.mail.facts import Facts
from pipeline.mail.files import MAILS
from pipeline.mail.limits import LIMITS, trimmed
from pipeline.mail.parse import parse
from pipeline.mail.parts import Tree
from tests.scores.leaves import leaves

#: what a reading may take (issue 3)
SECONDS, MEGABYTES = 2.0, 300
#: folders of whole mails, by their endings
MAILS_IN = {"imap_tools": (".eml",), "enmime": (".raw",), "flufl_bounce": (".txt",), "talon": (".eml",)}
BOUNCES = "flufl_bounce"

#: mail that does not lie in the folder where it belongs
NO_BOUNCES = {
    "groupwise_03.txt": "a person's answer from a hotel; it once crashed a detector",
    "qmail_08.txt": "a web form's automatic answer",
}
TRUE_BOUNCES = {
    "multi_address_bounce1.eml": "Postfix, two addresses",
    "multi_address_bounce2.eml": "Postfix, two addresses",
    "multipart_report_multiple_status.eml": "an undeliverable mail with two reports",
    "multipart-wo-boundary.raw": "a notice of Mailer-Daemon with nothing but its words",
    "raw_email_with_mimepart_without_content_type.eml": "Sendmail, delayed for a day",
    "report_422.eml": "Sendmail, delayed for eight hours",
    "report_530.eml": "Sendmail, returned",
}
#: mails whose leaves two readers may see differently, and why
READ_OTHERWISE = {
    "bad-header-start.raw": "an empty line before the header: the other reader sees no header",
    "bad-header-wrap.raw": "a parameter of a part stands outside its header, so the part is text to us",
    "groupwise_03.txt": "words where base64 is promised",
    "qp-utf8-header-no-break.raw": "no empty line behind the header",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the reading of one mail showed."""

    name: str
    seconds: float
    #: the most that the process has taken up to here
    megabytes: float
    fault: str = ""
    bounce: bool = False
    same_leaves: bool = False
    same_line_ends: bool = False


def table(corpora: Path) -> Table:
    """Per folder: how many mails, and for how many everything held."""
    made = Table(title="Mail that other people wrote", title_justify="left")
    for column in (
        "folder",
        "mails",
        "faults",
        "slowest",
        "memory",
        "leaves",
        "CRLF = LF",
        "bounces",
        "exceptions",
    ):
        made.add_column(column, justify="left" if column in ("folder", "exceptions") else "right")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
        for folder, endings in MAILS_IN.items():
            seen = list(worker.map(look, _mails(corpora / folder, endings)))
            made.add_row(*_row(folder, seen))
    return made


def look(path: Path) -> Seen:
    """Read one mail."""
    raw = path.read_bytes()
    start = perf_counter()
    try:
        facts = parse(raw).facts
        seconds = perf_counter() - start
        lines = raw.replace(b"\r\n", b"\n")
        return Seen(
            path.name,
            seconds,
            _memory(),
            fault=_fault(facts),
            bounce=is_bounce(facts),
            same_leaves=_ours(raw) == _theirs(raw),
            same_line_ends=parse(lines) == parse(lines.replace(b"\n", b"\r\n")),
        )
    except Exception as error:  # noqa: BLE001 -- any of them is what is looked for
        return Seen(path.name, perf_counter() - start, _memory(), fault=repr(error))


def _mails(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in endings)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fault(facts: Facts) -> str:
    """What is wrong with the facts themselves."""
    facts.text.encode()
    return "" if Facts.from_json(facts.to_json()) == facts else "the facts do not survive their journey"


def _ours(raw: bytes) -> Counter[bytes]:
    tree = Tree(trimmed(raw, LIMITS).raw, LIMITS)
    found: Counter[bytes] = Counter()
    for leaf in tree.leaves():
        content = tree.content(leaf)
        found += _theirs(content) if leaf.kind in MAILS else Counter([_bare(content)])
    return _filled(found)


def _theirs(raw: bytes) -> Counter[bytes]:
    return _filled(Counter(_bare(part.content) for part in leaves(raw)))


def _bare(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").strip()


def _filled(found: Counter[bytes]) -> Counter[bytes]:
    del found[b""]
    return found


def _row(folder: str, seen: list[Seen]) -> list[str]:
    faults = [each.name for each in seen if each.fault]
    slowest, memory = max(each.seconds for each in seen), max(each.megabytes for each in seen)
    otherwise = [each.name for each in seen if not each.same_leaves]
    wrong = _wrong(folder, seen)
    named = [f"{name}: {READ_OTHERWISE.get(name, '?')}" for name in otherwise]
    named += [f"{name}: {(NO_BOUNCES | TRUE_BOUNCES).get(name, '?')}" for name in wrong]
    return [
        folder,
        str(len(seen)),
        " ".join([str(len(faults)), *faults]),
        f"{slowest:.2f} s (≤ {SECONDS:.0f})",
        f"{memory:.0f} MB (≤ {MEGABYTES})",
        f"{len(seen) - len(otherwise)} of {len(seen)}",
        f"{sum(each.same_line_ends for each in seen)} of {len(seen)}",
        f"{sum(each.bounce for each in seen)} of {len(seen) if folder == BOUNCES else 0}",
        "\n".join(named) or "none",
    ]


def _wrong(folder: str, seen: list[Seen]) -> list[str]:
    """The mails that are bounces where none should be, or the other way round."""
    return [each.name for each in seen if each.bounce != (folder == BOUNCES)]
