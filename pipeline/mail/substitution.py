"""Who shall act for whom, as TU writes it: "PLH Kepala Balai: tu@balai.example s.d. 5 Desember".

Apart from the answers because nobody was asked: the order opens the subject or the text of a mail of its own.
What is read here changes nothing; it is put to TU with a code, and counts when TU says so.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.letters.dates import find_dates
from pipeline.mail.doubt import CONDITIONS, HEDGES
from pipeline.mail.facts import Facts
from pipeline.mail.thread import strip_prefixes
from pipeline.mail.tokens import meaningful_lines, words

_HEAD = re.compile(
    r"^(?:mohon\s+(?:dicatat\s+)?)?(?P<end>(?:selesai|akhiri|cabut|hentikan)\s+)?"
    r"(?P<kind>plh|plt|delegasi|a\.\s?n)\b\.?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TITLES = {"plh": "Plh.", "plt": "Plt.", "delegasi": "Plh."}
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: what parts the post from whoever acts for it
_PARTS = re.compile(r"\s*(?:[:=]|\s[–-]\s|\b(?:oleh|kepada|adalah|dijabat|diserahkan)\b)\s*", re.IGNORECASE)
_LABELLED = re.compile(
    r"^\s*(jabatan|pengganti|pejabat|oleh|nama|nip|mulai|sampai|s\.?d\.?)\s*[:=]\s*(.+)$", re.IGNORECASE
)
#: where the days begin
_WHEN = re.compile(
    r"[,;(]?\s*\b(?:mulai|sejak|dari|per|terhitung|tmt|tanggal|tgl|pada|selama|sampai|hingga|s\.?\s?/?\s?d\b\.?"
    r"|\d{1,2}\s?(?:-|–|s\.?\s?/?\s?d|\s[a-z])|\d{4}-\d\d|hari ini|besok|lusa)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:s\.?\s?/?\s?d\b\.?|sampai|hingga)|[–-]", re.IGNORECASE)
_BEGINS = re.compile(r"\b(?:mulai|sejak|dari|per|terhitung|tmt)\b", re.IGNORECASE)
_WEEKDAYS = ("senin", "selasa", "rabu", "kamis", r"jum'?at", "sabtu", "minggu")
#: a denial anywhere makes it no order
_DENIALS = frozenset("tidak bukan belum jangan batal ditunda usul usulan rencana".split())
#: longer than a year nobody acts for another by a mail
LONGEST = timedelta(days=366)
EXAMPLE = "PLH Kepala Balai: tu@balai.example s.d. 5 Desember 2026"


@dataclass(frozen=True, slots=True)
class Chair:
    """A post that can be acted for, and who holds it regularly."""

    key: str
    #: as people call it, lower case
    names: tuple[str, ...]
    address: str
    holder: str
    nip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """One person acts for a post, from `first` to `last`, both included."""

    post: str
    address: str
    name: str
    nip: str
    sebutan: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Ended:
    """Nobody acts for this post any more."""

    post: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was not clear, in Indonesian, to be asked back."""

    reason: str


Order = Substitution | Ended | Unclear


def read_substitution(
    facts: Facts, chairs: Sequence[Chair], domains: frozenset[str], today: date
) -> Order | None:
    """The order that opens this mail; None where it opens with none. `today` is the office's day."""
    lines = [line for line in meaningful_lines(facts.own) if line.strip()]
    subject = strip_prefixes(facts.subject).strip()
    opening = next((line for line in (*lines[:1], subject) if _HEAD.match(line.strip())), None)
    if opening is None:
        return None
    labelled = dict(_labels(lines))
    found = _HEAD.match(opening.strip())
    assert found
    return _Reading(found, labelled, chairs, domains, today).order()


def _labels(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    same = {"pejabat": "pengganti", "oleh": "pengganti", "sd": "sampai"}
    for line in lines:
        if hit := _LABELLED.match(line):
            name = hit[1].casefold().replace(".", "")
            yield same.get(name, name), hit[2].strip()


class _Unsure(Exception):
    """Something was not clear."""


@dataclass(frozen=True, slots=True)
class _Reading:
    head: re.Match[str]
    labelled: dict[str, str]
    chairs: Sequence[Chair]
    domains: frozenset[str]
    today: date

    def order(self) -> Order:
        try:
            self._check_plain()
            post = self._post()
            return Ended(post.key) if self.head["end"] else self._substitution(post)
        except _Unsure as unsure:
            return Unclear(str(unsure))

    def _check_plain(self) -> None:
        said = self.head.group() + " ".join(self.labelled.values())
        heard = set(words(said))
        if heard & (_DENIALS | CONDITIONS | HEDGES) or "?" in said:
            raise _Unsure(
                "Surel ini memuat penyangkalan, syarat, atau pertanyaan, sehingga bukan perintah yang pasti."
            )
        if self.head["kind"].casefold() not in _TITLES:
            raise _Unsure(
                "Sebutan “a.n.” hanya dapat dicatat melalui `tanggap delegate`. Mohon memakai PLH atau PLT."
            )

    def _post(self) -> Chair:
        """The post that is named before whoever acts for it."""
        told = self.labelled.get("jabatan") or self._parted()[0]
        named = _named(told, self.chairs)
        if len(named) != 1:
            known = ", ".join(each.names[0].title() for each in self.chairs)
            which = "belum jelas" if not named else "lebih dari satu"
            raise _Unsure(f"Jabatan yang digantikan {which}. Jabatan yang dikenal: {known}.")
        return named[0]

    def _parted(self) -> tuple[str, str]:
        """The words before and behind what parts the post from its substitute."""
        rest = self.head["rest"]
        if parts := _PARTS.search(rest):
            return rest[: parts.start()], rest[parts.end() :]
        address = _ADDRESS.search(rest)
        when = _WHEN.search(rest)
        at = min((each.start() for each in (address, when) if each), default=len(rest))
        return rest[:at], rest[at:]

    def _substitution(self, post: Chair) -> Substitution:
        first, last = self._days()
        address, holder = self._person(post)
        name = self.labelled.get("nama") or (holder.holder if holder else "")
        if not name:
            raise _Unsure(
                f"Nama pejabat dengan alamat {address} belum disebutkan, padahal nama itu dicantumkan di "
                "bawah surat. Mohon menambahkan baris “Nama: …” dan, bila ada, “NIP: …”."
            )
        nip = self.labelled.get("nip") or (holder.nip if holder and "nama" not in self.labelled else "")
        title = _TITLES[self.head["kind"].casefold()]
        return Substitution(
            post=post.key, address=address, name=name, nip=nip, sebutan=title, first=first, last=last
        )

    def _person(self, post: Chair) -> tuple[str, Chair | None]:
        """Who acts: an address of the office, or the holder of another post."""
        behind = self._parted()[1]
        when = _WHEN.search(behind)
        told = self.labelled.get("pengganti") or (behind[: when.start()] if when else behind)
        addresses = dict.fromkeys(each.lower().rstrip(".") for each in _ADDRESS.findall(told))
        if len(addresses) > 1:
            raise _Unsure("Ada lebih dari satu alamat pengganti. Mohon menyebutkan satu alamat.")
        if addresses:
            return self._official(next(iter(addresses)), post)
        named = [each for each in _named(told, self.chairs) if each.key != post.key]
        if len(named) != 1:
            raise _Unsure(
                "Siapa yang menggantikan belum jelas. Mohon menyebutkan alamat surel dinasnya, atau "
                "satu jabatan yang dikenal."
            )
        return named[0].address, named[0]

    def _official(self, address: str, post: Chair) -> tuple[str, Chair | None]:
        if address.rpartition("@")[2] not in self.domains:
            raise _Unsure(
                f"Alamat {address} bukan alamat dinas kantor ini. Surel pribadi tidak dapat dipakai untuk "
                "menjawab permintaan."
            )
        if address == post.address:
            raise _Unsure(f"Alamat {address} adalah alamat pejabat yang digantikan itu sendiri.")
        return address, next((each for each in self.chairs if each.address == address), None)

    def _days(self) -> tuple[date, date]:
        begins, ends = self.labelled.get("mulai", ""), self.labelled.get("sampai", "")
        behind = self._parted()[1]
        when = _WHEN.search(behind)
        told = f"mulai {begins} s.d. {ends}" if ends else (behind[when.start() :] if when else "")
        found = sorted(dict.fromkeys(each.day for each in find_dates(_spelled(told, self.today), self.today)))
        if len(found) == 1 and begins == "" and _BEGINS.search(told) and not _UNTIL.search(told):
            found = []
        if not 1 <= len(found) <= 2:
            raise _Unsure(
                "Hari terakhir penggantian belum jelas. Mohon menyebutkan tanggalnya, "
                "misalnya s.d. 5 Desember."
            )
        first, last = (self.today, found[0]) if len(found) == 1 else (found[0], found[1])
        if last < self.today or last < first:
            raise _Unsure(f"Hari terakhir penggantian ({last.isoformat()}) sudah lewat.")
        if last - first > LONGEST:
            raise _Unsure("Masa penggantian lebih dari satu tahun. Mohon tanggalnya diperiksa.")
        return first, last


def _named(text: str, chairs: Sequence[Chair]) -> list[Chair]:
    """The posts that the text names; of two names within each other the longer counts."""
    said = f" {' '.join(words(text))} "
    hits = [(name, chair) for chair in chairs for name in chair.names if f" {' '.join(words(name))} " in said]
    longest = [
        chair
        for name, chair in hits
        if not any(name != other and name in other for other, each in hits if each is not chair)
    ]
    return list({chair.key: chair for chair in longest}.values())


def _spelled(text: str, today: date) -> str:
    """The text with days that are named by words written in figures."""
    soon: tuple[tuple[str, Callable[[], date]], ...] = (
        (r"\bhari ini\b", lambda: today),
        (r"\bbesok\b", lambda: today + timedelta(days=1)),
        (r"\blusa\b", lambda: today + timedelta(days=2)),
    )
    # A weekday beside a date only says the date once more.
    if not any(True for _ in find_dates(text, today)):
        for number, name in enumerate(_WEEKDAYS):
            ahead = (number - today.weekday()) % 7 or 7
            text = re.sub(rf"\b{name}\b", f"{today + timedelta(days=ahead)}", text, flags=re.IGNORECASE)
    for pattern, day in soon:
        text = re.sub(pattern, f"{day()}", text, flags=re.IGNORECASE)
    return text
