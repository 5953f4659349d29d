"""Who a mail claims to be from, and whether its shape lets anybody rely on that.

Python's own address parsers can return the address in the display name instead of
the real one (CVE-2023-27043), so From is matched against a strict grammar here:
what does not fit is a defect, never an address. Source of the rules: reliability.md C.2, T03-T06.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.mail.charset import one_line
from pipeline.mail.facts import Facts
from pipeline.mail.headers import header_text

#: longest From that is looked at, in characters
LONGEST = 2000

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
# A quoted string, a plain comment, or any sign that no parser takes for the start of an address.
_PHRASE = r"""(?:"(?:[^"\\]|\\.)*"|\([^()\\<>@"]*\)|[^"<>@()\\])*"""
_COMMENT = r"(?:\s*\(([^()\\<>@\"]*)\))?"
_NAMED = re.compile(rf"\s*({_PHRASE})<\s*([^<>\s]+)\s*>{_COMMENT}\s*")
_BARE = re.compile(rf"\s*([^\s<>()\"]+@[^\s<>()\"]+){_COMMENT}\s*")
# Outlook repeats an unknown sender's address as his name; no two parsers can differ about it.
_TWICE = re.compile(r"\s*'?([^\s<>()\"']+)'?\s*<\s*([^<>\s]+)\s*>\s*")

_NO_ANSWER = re.compile(
    r"(?:mailer-daemon|postmaster|(?:no|do-?not|donot|tidak|jangan)[-._]?(?:reply|balas|dibalas)"
    r"|bounces?|notifications?|notifikasi)(?:[-+._=].*)?@",
    re.IGNORECASE,
)
_AWAY_SUBJECT = re.compile(
    r"\s*(?:(?:re|bls|balas)\s*:\s*)?\W{0,3}(?:(?:balasan|jawaban|respons?|pesan) otomatis"
    r"|auto(?:matic)?[- ]?(?:reply|response|respon)|out of (?:the )?office|ooo\b|vacation reply"
    r"|(?:sedang )?(?:di luar|tidak di|tidak berada di) (?:kantor|tempat)|sedang (?:cuti|dinas luar))",
    re.IGNORECASE,
)
_AWAY_TEXT = re.compile(
    r"(?:balasan|jawaban|pesan|email|e-mail|surel) (?:ini )?(?:adalah )?(?:(?:balasan|jawaban|pesan) )?"
    r"(?:yang )?(?:(?:di(?:kirim|balas|jawab|hasilkan|buat)(?:kan)? )?secara )?otomatis"
    r"|out of (?:the )?office|automatic (?:reply|response)|automated (?:reply|response|message)|auto-?reply"
    r"|(?:di luar|tidak (?:sedang )?(?:ada |berada )?di) (?:kantor|tempat)"
    r"|(?:sedang|dalam masa|masih) (?:menjalani |menjalankan |melaksanakan )?"
    r"(?:cuti|dinas luar|perjalanan dinas)",
    re.IGNORECASE,
)
#: characters of a text in which an out-of-office phrase is looked for
_AWAY_WITHIN = 2000


@dataclass(frozen=True, slots=True)
class Sender:
    """What the From fields of one mail say."""

    #: lower case; '' where the fields are defective
    address: str = ""
    #: display name, to show and never to trust
    name: str = ""
    #: what is wrong, in Indonesian; '' if nothing is
    defect: str = ""


def read_sender(values: Sequence[str]) -> Sender:
    """The sender of the raw, unfolded From fields: one field, one plain address, or a defect."""
    if not values:
        return Sender(defect="surel ini tidak mempunyai pengirim (From)")
    if len(values) > 1:
        return Sender(name=header_text(values[0]), defect="surel ini mempunyai lebih dari satu From")
    value, name = values[0], header_text(values[0][:LONGEST])
    address = _address(value) if len(value) <= LONGEST else ""
    if not address:
        return Sender(name=name, defect="baris From surel ini tidak memuat tepat satu alamat yang benar")
    return Sender(address=address.lower(), name=_name(value))


def shape_fault(facts: Facts) -> str:
    """Why a mail cannot count as a person's answer, in one Indonesian sentence; '' if its shape is fine."""
    if facts.sender_defect or not facts.sender:
        return _sentence(facts.sender_defect or "pengirim surel ini tidak dapat dipastikan")
    for name in ("From", "Subject", "To", "Date", "Message-ID"):
        count = len(facts.headers.get(name.lower(), ()))
        if count != 1:
            how = "tidak mempunyai" if count == 0 else "mempunyai lebih dari satu"
            return _sentence(f"surel ini {how} baris {name}")
    if _submitted(facts) or is_automatic(facts):
        return "Surel ini dikirim otomatis, bukan oleh orang."
    if _listed(facts):
        return "Surel ini datang melalui milis atau kiriman massal."
    if _returned(facts):
        return "Surel ini adalah pemberitahuan gagal kirim."
    return ""


def is_automatic(facts: Facts) -> bool:
    """Whether it is an automatic *answer*; `Auto-Submitted` alone is none, forwarded letters carry it too."""
    submitted = _submitted(facts)
    if submitted.startswith("auto-replied") or _any(facts, "x-autoreply", "x-autorespond", "x-autoresponse"):
        return True
    if "auto_reply" in _values(facts, "precedence") or _AWAY_SUBJECT.match(facts.subject):
        return True
    about_ours = any(each.startswith("<tanggap.") for each in facts.references)
    away = _AWAY_TEXT.search(facts.own[:_AWAY_WITHIN]) is not None
    marked = bool(submitted) or _bulk(facts) or _null_path(facts)
    return marked and (about_ours or away)


def may_not_be_answered(facts: Facts) -> bool:
    """Whether nothing may be sent in answer, lest two machines write to each other (RFC 3834, 2)."""
    return (
        bool(_submitted(facts))
        or is_automatic(facts)
        or _listed(facts)
        or _null_path(facts)
        or _returned(facts)
        or _NO_ANSWER.match(facts.sender) is not None
    )


def _address(value: str) -> str:
    """The one address of a From field, '' where two readers could find two."""
    twice = _TWICE.fullmatch(value)
    if twice and twice[1].lower() == twice[2].lower():
        return _plain(twice[2])
    named = _NAMED.fullmatch(value)
    if named:
        return _plain(named[2])
    bare = _BARE.fullmatch(value)
    return _plain(bare[1]) if bare else ""


def _plain(address: str) -> str:
    """The address if it is a plain one: dot-atom, no encoded word, at most 64 + 254 characters."""
    fits = _ADDRESS.fullmatch(address) and "=?" not in address and len(address) <= 254
    return address if fits and address.index("@") <= 64 else ""


def _name(value: str) -> str:
    named, bare = _NAMED.fullmatch(value), _BARE.fullmatch(value)
    if named:
        # Quotes and escapes go before decoding: an encoded word may hold quotes of its own.
        return one_line(header_text(re.sub(r'\\(.)|"', r"\1", named[1])) or named[3] or "").strip("'")
    return header_text(bare[2] or "") if bare else ""


def _sentence(fault: str) -> str:
    return f"{fault[0].upper()}{fault[1:]}."


def _values(facts: Facts, name: str) -> list[str]:
    return [value.strip().lower() for value in facts.headers.get(name, ())]


def _any(facts: Facts, *names: str) -> bool:
    return any(value not in ("", "no") for name in names for value in _values(facts, name))


def _submitted(facts: Facts) -> str:
    """The first Auto-Submitted that is not `no`."""
    return next(
        (value for value in _values(facts, "auto-submitted") if value.split(";")[0].strip() != "no"), ""
    )


def _bulk(facts: Facts) -> bool:
    return any(value in ("bulk", "list", "junk", "auto_reply") for value in _values(facts, "precedence"))


def _listed(facts: Facts) -> bool:
    return _bulk(facts) or "list-id" in facts.headers


def _null_path(facts: Facts) -> bool:
    return "<>" in _values(facts, "return-path")


def _returned(facts: Facts) -> bool:
    reports = any(value.startswith("multipart/report") for value in _values(facts, "content-type"))
    return bool(facts.bounced) or reports or _null_path(facts)
