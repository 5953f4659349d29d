"""What a person can answer to one request, in numbered order, with links that write the answer for him.

Apart from the wording because reading replies and the routing mails must agree on
words and numbers: what a link writes, the reader understands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from pipeline.mail.choices import CHOICES, Choice
from pipeline.sop.asks import ASKS, Action, Ask

CRLF = "\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of one mail, ready to show."""

    number: int
    action: Action
    word: str
    label: str
    note: str
    #: lines joined by a line feed
    example: str
    #: what the link writes above the code; lines joined by a line feed
    body: str
    #: mailto link (RFC 6068); '' where the answer needs a file
    link: str


#: answers that one way of signing has and the other has not (design 6)
OTHER_MODE = {True: Action.TERTANDA, False: Action.KIRIM}


def offered(
    ask: Ask, units: Sequence[tuple[str, str]] = (), *, segel: bool = False
) -> tuple[tuple[Action, str], ...]:
    """The answers to `ask` in the order of their numbers, from 1; each with the key of its Pokja or ''.

    `units` are the Pokja as (key, name), in the order of the configuration; each is an
    option of its own at the disposisi.
    """
    pairs: list[tuple[Action, str]] = []
    for action in ASKS[ask].actions:
        if action is Action.DISPOSISI:
            pairs += [(action, key) for key, _ in units]
        elif ask is not Ask.TANDA_TANGAN or action is not OTHER_MODE[segel]:
            pairs.append((action, ""))
    return tuple(pairs)


def options(
    ask: Ask,
    *,
    reply_to: str,
    subject: str,
    code: str,
    units: Sequence[tuple[str, str]] = (),
    segel: bool = False,
    case: str = "",
) -> tuple[Option, ...]:
    """What a request offers, with one-tap links that go to `reply_to` and carry `code`.

    `subject` is the request's own, with its tag; `case` the number that GABUNG is prefilled with.
    """
    names = dict(units)
    return tuple(
        _option(number, action, CHOICES[action], names.get(key, ""), case, (reply_to, subject, code))
        for number, (action, key) in enumerate(offered(ask, units, segel=segel), start=1)
    )


def mailto(address: str, subject: str, body: str) -> str:
    """A link that opens a new mail (RFC 6068); line feeds become CR LF, everything outside is encoded."""
    lines = CRLF.join(body.split("\n"))
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"


def _option(
    number: int, action: Action, choice: Choice, pokja: str, case: str, reply: tuple[str, str, str]
) -> Option:
    address, subject, code = reply
    body = "\n".join(_filled(choice.body, pokja, case))
    answer = f"{body}\n\nKode: {code}\n"
    return Option(
        number=number,
        action=action,
        word=next(_filled([choice.word], pokja, case)),
        label=next(_filled([choice.label], pokja, case)),
        note=choice.note,
        example="\n".join(_filled(choice.example, pokja, case)),
        body=body,
        link=mailto(address, f"Re: {subject}", answer) if choice.linked else "",
    )


def _filled(lines: Sequence[str], pokja: str, case: str) -> Iterator[str]:
    for line in lines:
        yield line.replace("{pokja}", pokja).replace("{perkara}", case or "PGD-")
