"""Finding the Pokja or post that a person names: by key, name, part of a name, number, with typing errors."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.mail.tokens import SIGNS, Token, bag, tokens, words

#: words before the name of a Pokja
TOWARDS = bag(
    "ke kepada untuk pada dengan yth sdr saudara saudari bapak ibu pak bu ketua kapokja koordinator"
    " mohon tolong silakan harap agar teruskan diteruskan disposisi disposisikan saja ya baik ok"
    " oke kasubbag opsi pilihan nomor no angka lanjut lanjutkan ditindaklanjuti tindaklanjuti oleh"
    " bantuan minta urusan ranah bidang lab laboratorium surat ini keluhan pengaduan tersebut"
    " didisposisikan diarahkan arahkan tangani ditangani selesaikan diselesaikan proses diproses"
    " segera langsung siap mas setuju tugaskan serahkan diserahkan tugas wewenang kewenangan dari"
)
#: what a Pokja calls itself before its own name
HEADS = bag("pokja subbagian subbag bidang bagian seksi kelompok tim unit")
#: words in names that do not tell one Pokja from others
GENERIC = bag("kerja sama pelanggan tata usaha balai jasa dan")
#: what an instruction begins with, when it follows the name of a Pokja without a sign
INSTRUCTS = bag(
    "agar untuk menindaklanjuti ditindaklanjuti tindaklanjuti mohon tolong harap segera tindak"
    " teliti siapkan koordinasikan pelajari selesaikan proses cek periksa laporkan buat buatkan"
    " telusuri jawab bahas ya saja terimakasih karena sebab selesaikan menyelesaikan menangani"
    " tangani ditangani hubungi kontak konfirmasi klarifikasi lakukan laksanakan evaluasi analisa"
    " analisis kaji dikaji dicek diperiksa dipelajari diproses diselesaikan ditelusuri ditelaah"
    " diteliti jelaskan respon respons tanggapi ditanggapi perhatikan kawal koordinasi menjawab"
    " mempelajari menelaah memproses mengecek memeriksa menelusuri meneliti mengkaji bantu supaya"
    " menyiapkan menanggapi melaporkan"
)
#: before the name of a further Pokja these make it part of the instruction
WORKING_WITH = bag("dengan bersama koordinasi koordinasikan berkoordinasi libatkan melibatkan")

_AND = re.compile(r"[\s,;&/+.]*(?:(?:dan|atau|serta|and|or)\b[\s/]*)*", re.IGNORECASE)
_COPIES = re.compile(
    r"\b(?:dengan )?(?:tembusan|cc|ditembuskan|tembuskan)\b\s?:?([^.;\n)]*)[)]?", re.IGNORECASE
)
#: who is spoken to, or what the named unit is to do, behind its name
_FILLER = re.compile(
    r"^(?:(?:ya|saja|aja|pak|bu|mas|mbak|nggih"
    r"|yang (?=(?:menangani|menindaklanjuti|menjawab|memproses|menyelesaikan)\b))\b\s*)+",
    re.IGNORECASE,
)
#: a day by which it is to be done
_BY = re.compile(r"(?:s\.?/?d\.?\s|paling lambat\b|selambat|maksimal\b|maks\b)", re.IGNORECASE)
_POINT = re.compile(r"^\s*(?:[-–•*]|\(?[0-9a-z]{1,2}[.)])\s*", re.IGNORECASE)
#: what stands behind the number of a point
_FIRST = re.compile(r"[.)]\s{0,3}[^\W\d]")
#: words that resemble a unit's name and are no typing errors
NO_ERRORS = bag(
    "sertifikat sertifikatnya pelayanan kalibrator inspektur penguji pengajuan pengaduan diinspeksi"
)
_ALIKE = 0.84
#: names stand near the head; further on a text is not searched for them
_NEAR = 2_000


@dataclass(frozen=True, slots=True)
class Unit:
    """A Pokja or post that may be named; its place in the list is its option number."""

    key: str
    name: str
    #: what it does for customers; each names it, unless another does the same
    layanan: tuple[str, ...] = ()
    #: the post of its chief: "Kepala Subbagian Tata Usaha"
    pejabat: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One unit named in a text."""

    key: str
    start: int
    end: int
    #: said as "Pokja …" or by its full name, so that it can be nothing else
    formal: bool


@dataclass(frozen=True, slots=True)
class Destination:
    """To whom a text leads: one unit, or several where it is not clear which."""

    keys: tuple[str, ...]
    tembusan: tuple[str, ...]
    #: what stands behind the names, with the sign before it
    rest: str
    #: something was named as tembusan that is no unit
    unknown_copy: bool = False


Forms = dict[tuple[str, ...], str]


def destination(text: str, units: Sequence[Unit]) -> Destination | None:
    """The unit that opens the text, with what follows it; None where none does or plain words follow."""
    forms = unit_forms(units)
    copies = _COPIES.search(text)
    plain = text[: copies.start()].rstrip(" ,;.(-–—") + text[copies.end() :] if copies else text
    named = _leading(plain, units, forms)
    if not named:
        return None
    end = named[-1].end
    rest = plain[end:]
    if not _may_follow(rest):
        return None
    keys = dict.fromkeys([each.key for each in named] + _further(rest, units, forms))
    copied = copied_units(copies.group(1), units, forms) if copies else ()
    tembusan = tuple(dict.fromkeys(each.key for each in copied))
    unknown = copies is not None and not copied
    return Destination(tuple(keys), tembusan, rest, unknown)


def copied_units(text: str, units: Sequence[Unit], forms: Forms) -> tuple[Mention, ...]:
    """The units that are to have a copy, by name or by option number."""
    listed, named = _leading(text, units, forms), find_units(text, forms)
    return named if len(named) > len(listed) else tuple(listed)


def find_units(text: str, forms: Forms) -> tuple[Mention, ...]:
    """Every unit that the text names near its head, in order; the longest name counts."""
    heard = tokens(text[:_NEAR])
    found: list[Mention] = []
    at = 0
    while at < len(heard):
        mention, length = _mention(heard, at, forms)
        if mention:
            found.append(mention)
        at += length
    return tuple(found)


def unit_forms(units: Sequence[Unit]) -> Forms:
    """The word rows that name exactly one unit; keys and names go before parts of names."""
    strong: dict[tuple[str, ...], set[str]] = {}
    weak: dict[tuple[str, ...], set[str]] = {}
    for unit in units:
        bare = words(re.sub(r"\([^)]*\)", " ", unit.name))
        short = bare[1:] if bare[:1] and bare[0] in HEADS else bare
        pieces = re.split(
            r",|\bdan\b|\(|\)", " ".join(unit.name.split()[1:] if short != bare else [unit.name])
        )
        served = [piece for each in unit.layanan for piece in each.split("/")]
        for form in (
            words(unit.name),
            bare,
            short,
            words(unit.key.replace("_", " ")),
            words(unit.pejabat),
            *map(words, pieces),
        ):
            strong.setdefault(form, set()).add(unit.key)
        for form in map(words, served):
            weak.setdefault(form, set()).add(unit.key)
        for word in short:
            if len(word) > 3 and word not in GENERIC:
                weak.setdefault((word,), set()).add(unit.key)
    known = weak | strong
    return {form: next(iter(keys)) for form, keys in known.items() if form and len(keys) == 1}


def _leading(text: str, units: Sequence[Unit], forms: Forms) -> list[Mention]:
    """The units, or option numbers, that open the text, joined by commas or "dan"."""
    heard = tokens(text[:_NEAR])
    at = next((place for place, token in enumerate(heard) if token.word not in TOWARDS), len(heard))
    found: list[Mention] = []
    while at < len(heard):
        mention, length = _mention(heard, at, forms)
        if not mention and not (found and _opens_list(heard[at], text, found[-1])):
            mention = _numbered(heard[at], text, units)
        if mention is None:
            break
        found.append(mention)
        at += length
        joint = _AND.match(text, mention.end)
        at = next(
            (place for place, token in enumerate(heard) if joint and token.start >= joint.end()), len(heard)
        )
    return found


def _opens_list(token: Token, text: str, named: Mention) -> bool:
    """Whether this number behind a named unit is the first point of what the unit is to do."""
    between, behind = text[named.end : token.start], text[token.end :]
    return token.word == "1" and ("\n" in between or ":" in between) and _FIRST.match(behind) is not None


def _numbered(token: Token, text: str, units: Sequence[Unit]) -> Mention | None:
    if not (token.word.isascii() and token.word.isdigit()) or len(token.word) > 3:
        return None
    number = int(token.word)
    behind = text[token.end :]
    bare = _FILLER.sub("", behind.lstrip(" )")).lstrip()
    parted = behind.startswith(")") or not bare or bare.startswith((*SIGNS, "&", "/", "dan ", "atau "))
    if not 1 <= number <= len(units) or not parted:
        return None
    return Mention(units[number - 1].key, token.start, token.end, formal=False)


def _mention(heard: Sequence[Token], at: int, forms: Forms) -> tuple[Mention | None, int]:
    """The unit named at this word, and how many words to go on by."""
    headed = heard[at].word in HEADS
    begin = at + 1 if headed and at + 1 < len(heard) else at
    for start in (at, begin):
        longest = max((len(form) for form in forms), default=0)
        for length in range(min(longest, len(heard) - start), 0, -1):
            row = tuple(token.word for token in heard[start : start + length])
            key = forms.get(row) or (_resembling(row[0], forms) if length == 1 else "")
            if key:
                formal = headed or length > 1
                last = heard[start + length - 1]
                return Mention(key, heard[at].start, last.end, formal), start + length - at
    return None, 1


def _resembling(word: str, forms: Forms) -> str:
    """The unit with the one name that this word, mistyped, is nearest to; '' where two are as near."""
    if len(word) < 5 or word in NO_ERRORS:
        return ""
    near: dict[str, float] = {}
    for form, key in forms.items():
        if len(form) == 1 and len(form[0]) > 4 and abs(len(form[0]) - len(word)) < 4:
            ratio = difflib.SequenceMatcher(None, word, form[0]).ratio()
            near[key] = max(near.get(key, 0.0), ratio)
    best = max(near.values(), default=0.0)
    nearest = [key for key, ratio in near.items() if ratio == best]
    return nearest[0] if best >= _ALIKE and len(nearest) == 1 else ""


def _may_follow(rest: str) -> bool:
    plain = _FILLER.sub("", rest.lstrip(" \t)")).lstrip(" ")
    heard = words(plain)
    return "?" not in plain[:1] and (
        not heard or plain.startswith(SIGNS) or heard[0] in INSTRUCTS or _BY.match(plain) is not None
    )


def _further(rest: str, units: Sequence[Unit], forms: Forms) -> list[str]:
    """Units that the rest names formally, unless as those to work with."""
    heard = tokens(rest[:_NEAR])
    found = []
    for mention in find_units(rest, forms):
        before = [token.word for token in heard if token.end <= mention.start][-3:]
        if mention.formal and WORKING_WITH.isdisjoint(before):
            found.append(mention.key)
    return found + [key for line in rest.splitlines()[1:] for key in _headed(line, units, forms)]


def _headed(line: str, units: Sequence[Unit], forms: Forms) -> list[str]:
    """Units that a line of its own, or a point of a list, goes to."""
    plain = _POINT.sub("", line)
    named = _leading(plain, units, forms)
    return [each.key for each in named] if named and _may_follow(plain[named[-1].end :]) else []
