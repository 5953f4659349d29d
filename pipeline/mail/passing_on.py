"""teruskan: a complaint goes to the agency that has to answer it; the same words may send it to a Pokja.

Apart from `routing.py` because an agency is in no list: it is known by what agencies are called, or by
the word TERUSKAN with a colon, and never where a Pokja is named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.mail.asking import Question
from pipeline.mail.beside import TRAIL
from pipeline.mail.commands import Command, Reading
from pipeline.mail.doubt import CONDITIONS, HEDGES, is_doubtful, is_held_order
from pipeline.mail.heard import Heard, because, before, trimmed
from pipeline.mail.tokens import bag, words
from pipeline.mail.units import TOWARDS, Unit, destination, find_units, unit_forms
from pipeline.sop.asks import Action
from pipeline.sop.case import Answer

#: what an agency is called, or who heads it
_CALLED = (
    "dinas|kementerian|kemen[a-z]+|badan|kantor|direktorat|ditjen|dirjen|direktur|menteri|pemerintah"
    "|pem(?:da|kot|kab|prov)|kepolisian|pol(?:res|da|sek|restabes|ri)|kejaksaan|ombudsman|lembaga|komisi"
    "|komite|pengadilan|bupati|gubernur|wali ?kota|satpol|inspektorat|otoritas|universitas|puskesmas"
    "|camat|kecamatan|lurah|kelurahan|sekretariat|sekretaris|uptd?|balai besar|balai pom|b?pom|bsn|dlh|bpjs"
    "|pln|pdam|ojk|bpsk|bpkn|ylki|pt|cv"
)
_AGENCY = re.compile(
    rf"(?:(?:yth|sdr|bapak|ibu|pak|bu)\b\.?\s*)*(?:(?:kepala|ketua|pimpinan|direktur)\s+)?(?:{_CALLED})\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rf"\b(?:dan|serta|atau|maupun)\s+(?:ke(?:pada)?\s+)?(?:kepala\s+)?(?:{_CALLED})\b|[;/]\s*(?:{_CALLED})\b",
    re.IGNORECASE,
)
#: the order inside what follows "bukan kewenangan kami"
_TO = re.compile(
    r"\b(?:di)?teruskan(?:\s+saja)?\s+(?:ke(?:pada)?\b|:)|\bteruskan\s*:|\b(?:melainkan|kewenangan|wewenang)\b",
    re.IGNORECASE,
)
_PASSING = re.compile(r"\bteruskan\s+ke(?:pada)?\s*:?\s*$|\bditeruskan\s+ke(?:pada)?\s*:?\s*$", re.IGNORECASE)
_ORDER = re.compile(r"\W*(?:(?:mohon|tolong|harap|silakan|agar)\s+)?(?:di)?teruskan\b", re.IGNORECASE)
_TOWARDS = re.compile(r"^(?:ke(?:pada)?|untuk|yth\.?)\s+", re.IGNORECASE)
#: whose it is not
_OURS = re.compile(
    r"^\W*(?:dari\s+)?(?:kami|kita|saya|balai(?:\s+(?:kami|kita|ini))?|sini)\b\W*", re.IGNORECASE
)
#: behind the agency: why, and what it is asked to do
_BEHIND = re.compile(
    r"[\s,.;(]*\b(?:karena|krn|sebab|dengan alasan|mengingat|berhubung|untuk|agar|supaya|mohon|tolong|harap"
    r"|yang berwenang)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_COURTESY = re.compile(
    r"(?:[\s,.!]*\b(?:ya|pak|bu|bapak|ibu|saja|segera|terima\s?kasih|demikian|nggih)\b)+[\s,.!]*$",
    re.IGNORECASE,
)
#: where an address goes on behind the name in one line
_STREET = re.compile(r"\s*,\s*(?=(?:jalan|jln?|gedung|kompleks?)\b)|\n+", re.IGNORECASE)
_DENIED = bag("jangan tidak belum bukan") | CONDITIONS | HEDGES


def told_apart(reading: Reading, actions: Sequence[Action], units: Sequence[Unit]) -> Reading:
    """The reading in which "teruskan ke" sends to a Pokja where one follows, and else to an agency."""
    if Action.TERUSKAN not in actions:
        return reading
    found = (meant for each in reading.commands for meant in _meant(each, reading.text, units))
    return replace(reading, commands=tuple(found))


def _meant(command: Command, text: str, units: Sequence[Unit]) -> Iterator[Command]:
    action, tail = command.action, command.tail
    to = _last(tail)
    if action is Action.TERUSKAN and destination(to, units):
        yield Command(Action.DISPOSISI, to)
        return
    passes = (
        action is Action.DISPOSISI and _PASSING.search(before(text, tail)) and not destination(tail, units)
    )
    yield Command(Action.TERUSKAN, tail) if passes and _AGENCY.match(tail) else command
    if action is Action.BUKAN_PENGADUAN and _ORDER.match(tail) and _AGENCY.match(to):
        # It closes the case, or passes it on: whoever says both is asked which.
        yield Command(Action.TERUSKAN, to)


def pass_on(heard: Heard) -> Answer | Question:
    """teruskan: one agency with its address, and the reason if one is given."""
    tail, loose = heard.tail(), heard.reading.loose
    named = list(dict.fromkeys(filter(None, (*_agencies(heard), heard.value("instansi")))))
    if len(named) != 1 or _ANOTHER.search(named[0]):
        return heard.missing("Ke instansi mana, satu saja, pengaduan ini diteruskan?")
    agency = named[0]
    if any(each.formal for each in find_units(agency, unit_forms(heard.units))):
        return heard.missing(
            "Bila untuk Pokja, mohon tulis DISPOSISI. Ke instansi mana pengaduan diteruskan?"
        )
    if "tembusan" in words(f"{tail} {loose}"):
        return heard.missing(
            "Surat penerusan bertembusan kepada pelanggan saja. Ke instansi mana pengaduan ini diteruskan?"
        )
    if "?" in tail or not _DENIED.isdisjoint(words(agency)) or is_held_order(agency) or is_doubtful(loose):
        return heard.doubtful(tail or loose)
    reason = heard.value("alasan") or _reason(tail)
    address = [line.strip() for line in heard.value("alamat").splitlines() if line.strip()]
    return Answer(action=heard.action, text="\n".join((agency, *address)), reason=reason)


def _agencies(heard: Heard) -> Iterator[str]:
    """The agency behind each TERUSKAN; without a colon only what agencies are called is one."""
    for command in heard.reading.commands:
        if command.action is not Action.TERUSKAN:
            continue
        to = _COURTESY.sub("", _BEHIND.sub("", _last(command.tail)))
        lines = [trimmed(line) for line in _STREET.split(to)]
        agency = "\n".join(filter(None, lines))
        signed = before(heard.reading.text, command.tail).rstrip().endswith((":", "="))
        if _AGENCY.match(agency) or (signed and not (TOWARDS | TRAIL).issuperset(words(agency))):
            yield agency


def _last(tail: str) -> str:
    """What stands behind the last "teruskan ke", or the whole."""
    found = list(_TO.finditer(tail))
    return _TOWARDS.sub("", trimmed(tail[found[-1].end() :] if found else _OURS.sub("", tail)))


def _reason(tail: str) -> str:
    """Why, before or behind the order itself."""
    found = list(_TO.finditer(tail))
    parts = (tail[: found[-1].start()], tail[found[-1].end() :]) if found else (tail,)
    return next(filter(None, map(because, parts)), "")
