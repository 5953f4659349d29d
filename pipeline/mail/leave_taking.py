"""How people take leave: "Hormat kami,", a name, a post, an NIP, a telephone number, over however many lines.

Apart from the signs that mail programs leave (`signature`), because a person's leave-taking has
no sign of its own: each of its lines has to look the part, and where one does not, it is kept.
"""

import re
from itertools import takewhile

from pipeline.mail.quotation import LONGEST, is_rule

#: lines of a leave-taking that are looked at
_MOST = 16
#: characters of a line of it
_WIDE = 120

#: words of a post's name
_WORDS = 10

_FAREWELL = re.compile(
    r"(?:hormat (?:kami|saya|kita)"
    r"|(?:teriring |terima kasih dan )?salam(?: (?:hormat|hangat|takzim|sukses|kami|saya))?"
    r"|wass?alam[\w\s'’.-]{0,40}|ttd|tertanda"
    r"|(?:(?:thanks?|thank you|many thanks|terima kasih)(?: and| &|,| dan)? )?"
    r"(?:(?:best|kind|warm)(?:est)? )?(?:regards|rgds)"
    r"|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|best wishes|cheers|respectfully(?: yours)?)"
    r"\s*[,.!]?",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:demikian\b.{0,200}\b(?:terima\s?kasih|tks|trims)|(?:atas|untuk) .{0,150}\bterima\s?kasih"
    r"|terima\s?kasih(?: banyak)?|tks|trims|makasih|mksh"
    r"|many thanks|thanks(?: a lot)?|thank you(?: very much)?)"
    r"(?: ya| sebelumnya| banyak| in advance)?\s*[,.!]?",
    re.IGNORECASE,
)
_POSTS = (
    *"kepala ketua wakil sekretaris kasubag kasubbag kabag kasi kasie kabid koordinator petugas".split(),
    *"subkoordinator staf penyelia analis pranata penguji manajer direktur bagian bidang seksi".split(),
    *"pokja tim subbag subbagian balai dinas kementerian badan direktorat laboratorium lab".split(),
    *"layanan unit kantor manager director head supervisor staff quality marketing customer".split(),
    *("division", "department", "team", "kelompok kerja", "tata usaha", "office", "pt", "cv", "ud"),
)
_POST = re.compile(rf"(?:(?:plt|plh|an|a\.n|ub|u\.b)\b\.?\s*)?(?:{'|'.join(_POSTS)})\b", re.IGNORECASE)
_SMALL = {"dan", "atau", "untuk", "pada", "di", "of", "and", "the", "for", "in"}
_WAYS = (
    *"nip nik nrp telp tel telepon tlp t p m f e w hp wa whatsapp fax faks phone mobile cell ext".split(),
    *"e-?mail surel pos-?el web website situs laman jl jln jalan gedung alamat address".split(),
)
_CONTACT = re.compile(
    rf"(?:{'|'.join(_WAYS)})\b[\s./|:]|www\.|https?://|[\w.+-]{{1,60}}@[\w.-]{{1,60}}\b"
    r"|\+?\(?\d[\d\s().-]{6,}\d",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\bnip\b|@|www\.|https?://|(?:telp?|telepon|tlp|hp|wa|phone|mobile)\b.{0,12}\d{3}", re.IGNORECASE
)
_NAME = re.compile(r"(?:[A-Z][\w.'’-]{0,24},?)(?: [A-Z][\w.'’-]{0,24},?){1,5}")
_ADDRESSED = re.compile(r"\b(?:pak|bapak|bu|ibu|sdr|saudara)\b", re.IGNORECASE)


def leave_length(lines: list[str], at: int) -> int:
    """How many lines from here take leave; 0 if none does, or if an answer may stand in them."""
    line = lines[at].strip()
    if len(line) > LONGEST or not line:
        return 0
    if is_farewell(line):
        return _farewell_length(lines, at)
    if _THANKS.fullmatch(line):
        return _thanks_length(lines, at)
    return _card_length(lines, at) if _POST.match(line) else 0


def is_farewell(line: str) -> bool:
    """`Hormat kami,` and its like, or a line drawn above a signature."""
    drawn = line in ("---", "—-") or (is_rule(line) and not line.strip("_"))
    return drawn or _FAREWELL.fullmatch(line) is not None


def _farewell_length(lines: list[str], at: int) -> int:
    block = _block(lines, at + 1)
    end = at + 1 + len(block)
    if block or not "".join(lines[end : end + _MOST]).strip():
        return end - at
    return 0


def _thanks_length(lines: list[str], at: int) -> int:
    """Thanks are an answer too, so a post, or a farewell, has to follow."""
    below = next((place for place in range(at + 1, min(at + 4, len(lines))) if lines[place].strip()), at)
    line = lines[below].strip()
    if below > at and is_farewell(line):
        length = _farewell_length(lines, below)
        return below - at + length if length else 0
    return 1 + len(_block(lines, at + 1)) if below > at and _is_post(line) else 0


def _card_length(lines: list[str], at: int) -> int:
    """A post with an NIP or an address below it, in a paragraph of its own."""
    if at == 0 or lines[at - 1].strip() or not _is_post(lines[at].strip()):
        return 0
    paragraph = list(takewhile(str.strip, lines[at : at + _MOST]))
    reached = any(_REACHED.search(line[:_WIDE]) for line in paragraph)
    return len(paragraph) if reached and all(map(_is_signed, paragraph)) else 0


def _block(lines: list[str], start: int) -> list[str]:
    """The lines from `start` that look like a signature, with the empty ones between them."""
    block = list(takewhile(lambda line: not line.strip() or _is_signed(line), lines[start : start + _MOST]))
    while block and not block[-1].strip():
        block.pop()
    return block


def _is_signed(line: str) -> bool:
    """A line that stands in signatures: a post, an office, a way to reach them, a name."""
    bare = line.strip().strip("*_").strip()
    if not bare or len(bare) > _WIDE:
        return False
    return _is_post(bare) or _CONTACT.match(bare) is not None or _is_name(bare)


def _is_post(bare: str) -> bool:
    """A post or an office: named with capitals, as no sentence is."""
    words = bare.split()
    named = all(word in _SMALL or not word[0].islower() for word in words)
    return bool(_POST.match(bare)) and named and len(words) <= _WORDS and not bare.endswith((".", "?", ":"))


def _is_name(bare: str) -> bool:
    return _NAME.fullmatch(bare) is not None and not _ADDRESSED.search(bare)
