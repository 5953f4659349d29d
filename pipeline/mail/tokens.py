"""Words, clauses and lines of what a person wrote, in one spelling.

Apart from the answers so that each rule sees the same words, with abbreviations
spelled out and greetings gone.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.mail.abbreviations import SHORT, bag
from pipeline.mail.spelling import DECISIVE, MISSPELT

__all__ = ["SIGNS", "Token", "bag", "clauses", "contains", "meaningful_lines", "sentences", "tokens", "words"]


_SOMEBODY = r"(?:pak|bu|bapak|ibu|bapak/ibu)(?: (?:kepala|ketua|balai|pokja|tu|semua))*"
#: lines that greet or take leave, as whole lines
COURTESY = (
    r"(?:kepada )?yth\b[^,:;]{0,60}|wassalam.{0,40}"
    rf"|assalamu(?:[^.!?;,]|(?<=\bwr)\.|(?<=\bwb)\.){{0,40}}(?:, ?{_SOMEBODY})?"
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
#: what stands below such a line is a signature
_FAREWELL = re.compile(
    r"(?:hormat (?:saya|kami)|salam(?: hormat)?|(?:best |kind )?regards|wassalam.{0,40}|a\.?n\.? .{0,40})"
    r"[\s,.!]*"
    r"|(?:mengetahui|menyetujui|disetujui oleh|diketahui oleh|ttd\.?|dto\.?)\s*[,:].{0,10}",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE = 8
_HYPHEN = re.compile(r"[^\W\d_]-$")
#: words that need another behind them, so that a line which ends in one was broken there
_DANGLING = bag(
    "tidak belum jangan bukan kurang tanpa kalau jika bila apabila asal asalkan setelah sesudah sebelum"
    " baru nanti akan tapi tetapi namun dengan untuk yang dan atau terima perlu bisa dapat"
)
_LAST = re.compile(r"[^\W_]{1,12}$")
#: letters of other alphabets that look like Latin ones
LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһкмтвАЕОРСУХІЈЅКМТВНοαινκΑΕΟΡΙΚΜΤΒΝΗıɑɡ", "aeopcyxijsdhkmtbAEOPCYXIJSKMTBHoaivkAEOPIKMTBNHiag"
)
_WORD = re.compile(
    r"te?rimaa?\s+kasih|matur\s+(?:sembah\s+)?nuwun|hatur\s+nuhun|don['’]t|[^\W_]+", re.IGNORECASE
)
_CLAUSE = re.compile(r"[^,.;!?\n]*[,.;!?\n]*")
_THANKS = ("trimakasih", "terimakasih", "terimaakasih", "trimaakasih", "matur", "hatur")
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


# One reply asks for the words of the same few pieces again and again.
@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """The words of a text without their places."""
    return tuple(token.word for token in tokens(text))


def clauses(line: str) -> tuple[str, ...]:
    """The clauses of a line, each with the signs that end it."""
    return tuple(hit.group() for hit in _CLAUSE.finditer(line) if words(hit.group()) or "?" in hit.group())


def sentences(line: str) -> list[list[str]]:
    """The clauses of a line, sentence by sentence; a comma ends none."""
    found: list[list[str]] = [[]]
    for clause in clauses(line):
        found[-1].append(clause)
        if not clause.rstrip().endswith(","):
            found.append([])
    return [sentence for sentence in found if sentence]


def meaningful_lines(own: str) -> list[str]:
    """The lines without greeting above, leave-taking below, code and empty lines at both ends.

    What lies between stays as it is, since it may be the text of a letter; only a line that the mail
    program has broken after a word that cannot end one is put together again.
    """
    lines = _unbroken(_plain(own))
    first = next((at for at, line in enumerate(lines) if not is_courtesy(line)), len(lines))
    last = next((at for at in range(len(lines), first, -1) if not is_courtesy(lines[at - 1])), first)
    return [line for line in lines[first:last] if not _CODE.fullmatch(line)]


def _plain(own: str) -> list[str]:
    """The lines above a farewell, in one form of each letter and without invisible signs."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", own) if unicodedata.category(sign) != "Cf")
    lines = [line.strip(_EDGES) for line in seen.splitlines()]
    farewell = next((at for at, line in enumerate(lines) if _FAREWELL.fullmatch(line)), len(lines))
    return lines[:farewell] if len(lines) - farewell <= _LONGEST_SIGNATURE else lines


def _unbroken(lines: Iterable[str]) -> list[str]:
    """Lines put together where one ends in a hyphen, or in a word that must have another behind it."""
    whole: list[str] = []
    for line in lines:
        if whole and line[:1].islower() and _HYPHEN.search(whole[-1]):
            whole[-1] = whole[-1][:-1] + line
        elif whole and _goes_on(whole[-1], line):
            whole[-1] += f" {line}"
        else:
            whole.append(line)
    return whole


def _goes_on(line: str, below: str) -> bool:
    """Whether a sentence runs on; a label's value may end in any word, and BUKAN is an answer."""
    if line.casefold() == "bukan" or ":" in line or ":" in below[:40]:
        return False
    cased = below[:1].islower() or (line.isupper() and below.isupper())
    last = _LAST.search(line)
    return cased and last is not None and _spelled(last.group()) in _DANGLING


def is_courtesy(line: str) -> bool:
    """Whether the line is empty or only greets, thanks, or carries our code."""
    plain = line.strip(_EDGES)
    return not plain.strip(",.!-–—") or any(known.fullmatch(plain) for known in (_COURTESY, _CODE))


def contains(heard: Sequence[str], phrase: str) -> bool:
    """Whether the words of a phrase stand in a row."""
    return f" {phrase} " in f" {' '.join(heard)} "


@lru_cache(maxsize=4_096)
def _spelled(word: str) -> str:
    plain = "".join(word.translate(LOOKALIKES).casefold().split())
    if plain.startswith(_THANKS):
        return "terimakasih"
    plain = SHORT.get(plain) or MISSPELT.get(plain, plain)
    return plain[:-3] if plain.endswith("nya") and plain[:-3] in DECISIVE else plain
