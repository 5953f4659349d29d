"""Words, clauses and lines of what a person wrote, in one spelling.

Apart from the answers so that each rule sees the same words, with abbreviations
spelled out and greetings gone.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


def bag(text: str) -> frozenset[str]:
    """The words of a table, written one after the other."""
    return frozenset(text.split())


#: abbreviations and loose spellings → the words of this page
SHORT: dict[str, str] = {
    **dict.fromkeys(bag("tdk tak ga gak nggak enggak ngga gk ndak tidk tida"), "tidak"),
    **dict.fromkeys(bag("blm blum belom blom"), "belum"),
    **dict.fromkeys(bag("jgn jangn"), "jangan"),
    **dict.fromkeys(bag("klo kalo kl klu"), "kalau"),
    **dict.fromkeys(bag("sdh udah udh dah sdah"), "sudah"),
    **dict.fromkeys(bag("dgn dg"), "dengan"),
    **dict.fromkeys(bag("mhn mohn"), "mohon"),
    **dict.fromkeys(bag("silahkan silhkan sila slkn monggo"), "silakan"),
    **dict.fromkeys(bag("tks thx trims trimakasih makasih terimakasih thanks"), "terimakasih"),
    "tlg": "tolong",
    "utk": "untuk",
    "yg": "yang",
    "krn": "karena",
    "sy": "saya",
    "bpk": "bapak",
    "tsb": "tersebut",
    "stlh": "setelah",
    "sblm": "sebelum",
    "tp": "tapi",
    "dl": "dulu",
    "draft": "draf",
    "kpd": "kepada",
    "hr": "hari",
    "sgr": "segera",
}

_SOMEBODY = r"(?:pak|bu|bapak|ibu|bapak/ibu)(?: (?:kepala|ketua|balai|pokja|tu|semua))*"
#: lines that greet or take leave, as whole lines
COURTESY = (
    r"(?:kepada )?yth\b[^,:;]{0,60}|assalamu.{0,40}|wassalam.{0,40}"
    rf"|(?:selamat )?(?:pagi|siang|sore|malam)(?:,? {_SOMEBODY})?|{_SOMEBODY}"
    r"|(?:halo|hai|dear|selamat|pagi|siang|sore|malam|pak|bu|bapak|ibu)\b[^,:;.?!]{0,40},"
    r"|dengan hormat|salam(?: hormat| sejahtera)?|hormat (?:saya|kami)|mohon (?:maaf|izin|ijin)"
    rf"|(?:banyak )?(?:terima ?kasih|tks|thx|trims|makasih)(?: banyak| atas [^,.:;?]{{0,60}}|,? {_SOMEBODY})?"
    r"|demikian(?: disampaikan| kami sampaikan)?(?:,? terima ?kasih)?|regards|best regards"
)
#: what our own request planted in the body
CODE = r"kode\s*:.*|(?:[a-z2-7]{4}-){2,6}[a-z2-7]{0,4}|\[[a-z]{2,5}-[0-9]{4}-[0-9]+[^\]]{0,20}\]"

_COURTESY = re.compile(rf"(?:{COURTESY})[\s,.!:]*", re.IGNORECASE)
_CODE = re.compile(CODE, re.IGNORECASE)
_WORD = re.compile(r"terima\s+kasih|don['’]t|[^\W_]+", re.IGNORECASE)
_CLAUSE = re.compile(r"[^,.;!?\n]*[,.;!?\n]*")
#: what parts a command from its text
SIGNS = (":", ",", ".", ";", "-", "–", "—", "(", "=", "\n")
#: marks of lists and of quotation, and emphasis
_EDGES = " \t*_>•|~\"'“”‘’`"


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its place in the text."""

    word: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, lower case, abbreviations spelled out."""
    return tuple(Token(_spelled(hit.group()), hit.start(), hit.end()) for hit in _WORD.finditer(text))


def words(text: str) -> tuple[str, ...]:
    """The words of a text without their places."""
    return tuple(token.word for token in tokens(text))


def clauses(line: str) -> tuple[str, ...]:
    """The clauses of a line, each with the signs that end it."""
    return tuple(hit.group() for hit in _CLAUSE.finditer(line) if words(hit.group()) or "?" in hit.group())


def meaningful_lines(own: str) -> list[str]:
    """The lines without greeting above, leave-taking below, code and empty lines at both ends.

    What lies between stays as it is, since it may be the text of a letter.
    """
    lines = [line.strip(_EDGES) for line in unicodedata.normalize("NFKC", own).splitlines()]
    first = next((at for at, line in enumerate(lines) if not is_courtesy(line)), len(lines))
    last = next((at for at in range(len(lines), first, -1) if not is_courtesy(lines[at - 1])), first)
    return [line for line in lines[first:last] if not _CODE.fullmatch(line)]


def is_courtesy(line: str) -> bool:
    """Whether the line is empty or only greets, thanks, or carries our code."""
    plain = line.strip(_EDGES)
    return not plain.strip(",.!-–—") or any(known.fullmatch(plain) for known in (_COURTESY, _CODE))


def contains(heard: Sequence[str], phrase: str) -> bool:
    """Whether the words of a phrase stand in a row."""
    return f" {phrase} " in f" {' '.join(heard)} "


def _spelled(word: str) -> str:
    plain = "".join(word.casefold().split())
    return SHORT.get(plain, plain)
