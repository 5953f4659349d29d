"""How content a customer is, read from his plain reply to our question: "4", "puas", "belum puas, karena …".

A figure of the scale, a word of it, or both where they agree. What praises and complains at once, mocks,
asks, or sets a condition tells no score: a person reads it. Apart from the answers of the staff because a
customer gives no order here, and nothing that he says is asked back.
"""

import re
from dataclasses import dataclass
from itertools import dropwhile

from pipeline.mail.doubt import HEDGES, MOCKING
from pipeline.mail.tokens import bag, meaningful_lines, words

#: the lowest and the highest score, and up to which one he is not content
WORST, BEST, DISCONTENT = 1, 5, 2
#: signs of a reply that are read
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Rating:
    """What a reply tells of the customer's content."""

    #: 1 to 5; None where it is not certain
    score: int | None
    #: he is not content, or may well not be
    discontent: bool


#: a figure of the scale and nothing that makes it part of another: 4,5 · 1-5 · 0812… · 10
_FIGURE = (
    r"(?<![\d.,/+-])([1-5])(?!\d|[.,]\d|\s?[-–]\s?\d|\s?/\s?(?!5\b)\d)(?:\s?/\s?5| dari 5)?(?:\s?bintang)?"
)
_LABELS = bag(
    "nilai skor score rating angka bintang poin kepuasan tingkat jawaban jawab penilaian kami saya sy dari"
    " beri berikan kasih pilih pilihan untuk ini"
)
_LABEL = rf"(?:(?:{'|'.join(sorted(_LABELS))})\W{{1,3}}){{0,6}}"
#: the first line begins with a figure, which stands for itself
_LEADING = re.compile(rf"\W{{0,4}}{_LABEL}\W{{0,3}}{_FIGURE}(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
#: a figure that is called one, wherever it stands
_CALLED = re.compile(
    rf"\b(?:nilai|skor|score|rating|bintang)(?:nya)?(?: (?:kami|saya|dari|yang|adalah|beri|berikan|untuk))*"
    rf"\s?[:=]?\s?{_FIGURE}(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
_STARS = re.compile(r"[⭐★🌟]")
_IN_WORDS = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5}
#: what may follow a figure without a sign
_AFTER = bag(
    "sangat cukup puas memuaskan lumayan tidak belum kurang kecewa terimakasih ya saja pak bu bapak ibu"
    " karena sekali untuk atas very satisfied thank thanks"
)
#: a list of points begins with the same signs as a score
_POINT = re.compile(r"[.)]\s*\S")
_SECOND_POINT = re.compile(r"^\W{0,3}2\s?[.)]", re.MULTILINE)

_CONTENT = r"(?:puas|memuaskan|dipuaskan|terpuaskan|satisfied|satisfactory|happy)"
_MORE = r"(?:sangat|amat|sungguh|benar benar|betul betul|luar biasa|super|very|sepenuhnya|100)"
_DENIED = (
    rf"(?:(?:tidak|belum|kurang|bukan|jauh dari|not|tidaklah)(?: \w+){{0,3}}? {_CONTENT}"
    r"|unsatisfied|dissatisfied|unhappy|(?:me|di)?ngecewakan|mengecewakan|kecewa|dikecewakan|disappointed)"
)
#: the scale in words, what says most first; the first that is found in a clause holds
_SAID: tuple[tuple[re.Pattern[str], int | None], ...] = tuple(
    (re.compile(rf"\b{pattern}\b"), score)
    for pattern, score in (
        # Two denials, or a denial of the denial: nobody knows.
        (
            rf"(?:tidak|bukan|bukannya|not)(?: \w+){{0,4}} (?:tidak|belum|kurang|bukan) (?:\w+ )?{_CONTENT}",
            None,
        ),
        (r"(?:tidak|bukan|not)(?: \w+){0,2} (?:kecewa|mengecewakan|disappointed)", None),
        (r"(?:tidak|bukan) (?:hanya|cuma|sekadar|cukup)\b.*", None),
        (rf"{_MORE} (?:{_DENIED}|kecewa)", 1),
        (rf"{_DENIED} (?:sama sekali|sekali|banget|bgt|berat|sedikit pun)", 1),
        (rf"sama sekali {_DENIED}", 1),
        (_DENIED, 2),
        (rf"cukup {_CONTENT}", 3),
        (rf"{_MORE} {_CONTENT}", 5),
        (rf"{_CONTENT} (?:sekali|banget|bgt|pol|poll|sepenuhnya)", 5),
        (_CONTENT, 4),
    )
)
#: these alone are the middle of the scale
_MIDDLE = frozenset({"cukup", "cukup baik", "lumayan", "biasa saja", "biasa", "netral", "standar", "sedang"})
#: beside praise these complain, wait, or set a condition
_GRIEVANCE = bag(
    "tunggu nunggu menunggu ditunggu nungguin lama lambat kelambatan terlambat telat molor ngaret rugi"
    " kerugian dirugikan percuma bohong dibohongi janji dijanjikan parah buruk jelek ribet berbelit gagal"
    " salah keliru rusak mahal"
    " kapok capek lelah muak emosi tidak belum kurang bukan masih tapi tetapi namun padahal"
    " sayangnya meski meskipun walau walaupun kalau jika bila apabila seandainya andai asal asalkan akan"
    " hendaknya harusnya seharusnya semoga bagaimana gimana siapa mana kapan kenapa mengapa apa apakah"
    " terpaksa diping pingpong dilempar sabar kesabaran katanya but however late slow waiting waited if"
)
#: denials that praise
_PRAISE = re.compile(
    r"\b(?:tidak|belum) (?:ada|punya|menemui|menemukan)(?: lagi)?(?: \w+)?"
    r" (?:keluhan|masalah|kendala|catatan|komplain|hambatan)(?: lagi| apa apa| apa pun)?"
    r"|\btidak (?:lama|lambat|ribet|berbelit|mahal|sia sia)\b"
    r"|\bsemoga (?:sukses|maju|semakin|makin|terus|tetap|ke depan)\b|\btidak terlambat\b"
)


def read_rating(own: str) -> Rating | None:
    """What the customer's own words tell; None where they tell nothing of his content."""
    lines = meaningful_lines(own[:_LONGEST])
    if not lines:
        return None
    figures = _figures(lines)
    said, unsure = _said(lines)
    if not figures and not said and not unsure:
        return None
    grieves = _grieves("\n".join(lines))
    return _weighed(figures, said, unsure=unsure, grieves=grieves)


def _weighed(figures: set[int], said: set[int], *, unsure: bool, grieves: bool) -> Rating:
    """One score, if all that was found tells the same."""
    found = figures or said
    lowest, highest = min((*figures, *said), default=WORST), max((*figures, *said), default=WORST)
    # A figure is meant as it stands even where he adds what was wrong; full marks for a fault are mockery.
    mocks = grieves and (highest == BEST if figures else highest > DISCONTENT)
    if unsure or mocks or len(found) != 1 or highest - lowest > 1:
        return Rating(None, unsure or mocks or lowest <= DISCONTENT)
    (score,) = found
    return Rating(score, score <= DISCONTENT)


def _figures(lines: list[str]) -> set[int]:
    """The scores that are given as figures, as numerals, or as stars."""
    text = "\n".join(lines)
    stars = len(_STARS.findall(text))
    found = {stars} if WORST <= stars <= BEST else set()
    first = list(dropwhile(_LABELS.__contains__, words(lines[0])))
    numeral = _IN_WORDS.get(first[0]) if first else None
    if numeral and (len(first) == 1 or first[1] in _AFTER | {"bintang", str(numeral)}):
        found.add(numeral)
    leading = _LEADING.fullmatch(lines[0])
    if leading and _stands_alone(leading["rest"], text):
        found.add(int(leading[1]))
    found |= {int(hit[1]) for hit in _CALLED.finditer(text) if _stands_alone(hit["rest"], text)}
    return found


def _stands_alone(rest: str, text: str) -> bool:
    """Whether what follows the figure leaves it a score: no "3 hari", no first point of a list."""
    following = words(rest)
    if _POINT.match(rest):
        return _SECOND_POINT.search(text) is None and bool(following) and following[0] in _AFTER
    plain = rest.lstrip(" *_\"”')")
    return not plain[:1].isalnum() or (bool(following) and following[0] in _AFTER)


def _said(lines: list[str]) -> tuple[set[int], bool]:
    """The scores that are said in words, and whether something of the kind is said that tells none."""
    found: set[int] = set()
    unsure = False
    for clause in re.split(r"[\n.,;!()]|(?<=\?)| - | – ", "\n".join(lines)):
        heard = " ".join(words(clause))
        if heard in _MIDDLE:
            found.add(3)
        hit = next(((pattern, score) for pattern, score in _SAID if pattern.search(heard)), None)
        if hit is None:
            continue
        doubted = "?" in clause or not HEDGES.isdisjoint(heard.split())
        unsure = unsure or doubted or hit[1] is None
        found |= set() if doubted or hit[1] is None else {hit[1]}
    return found, unsure


def _grieves(text: str) -> bool:
    """Whether the words complain, mock, wait or set a condition, beside what they may praise."""
    heard = _PRAISE.sub(" ", " ".join(words(text)))
    for pattern, _ in _SAID:
        heard = pattern.sub(" ", heard)
    said = {word.removesuffix("nya") for word in heard.split()}
    return MOCKING.search(text) is not None or not _GRIEVANCE.isdisjoint(said)
