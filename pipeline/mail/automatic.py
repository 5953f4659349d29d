"""By what automatic answers, mailing lists and returned mail show themselves in a header.

Apart from what follows from it (no decision is taken from such a mail, none is answered), for a
forwarded complaint carries some of these signs too.
"""

import re

from pipeline.mail.facts import Facts

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


def is_automatic(facts: Facts) -> bool:
    """Whether it is an automatic *answer*; `Auto-Submitted` alone is none, forwarded letters carry it too."""
    stated = submitted(facts)
    if stated.startswith("auto-replied") or _any(facts, "x-autoreply", "x-autorespond", "x-autoresponse"):
        return True
    if "auto_reply" in _values(facts, "precedence") or _AWAY_SUBJECT.match(facts.subject):
        return True
    if not (stated or _bulk(facts) or has_null_path(facts)):
        return False
    about_ours = any(each.startswith("<tanggap.") for each in facts.references)
    return about_ours or _AWAY_TEXT.search(facts.own[:_AWAY_WITHIN]) is not None


def _values(facts: Facts, name: str) -> list[str]:
    return [value.strip().lower() for value in facts.headers.get(name, ())]


def _any(facts: Facts, *names: str) -> bool:
    return any(value not in ("", "no") for name in names for value in _values(facts, name))


def submitted(facts: Facts) -> str:
    """The first Auto-Submitted that is not `no`."""
    return next(
        (value for value in _values(facts, "auto-submitted") if value.split(";")[0].strip() != "no"), ""
    )


def _bulk(facts: Facts) -> bool:
    return any(value in ("bulk", "list", "junk", "auto_reply") for value in _values(facts, "precedence"))


def is_listed(facts: Facts) -> bool:
    """Whether it came by a mailing list, or in bulk."""
    return _bulk(facts) or "list-id" in facts.headers


def has_null_path(facts: Facts) -> bool:
    """Whether its sender wants no report of it, as reports themselves do (RFC 5321, 4.5.5)."""
    return "<>" in _values(facts, "return-path")


def is_returned(facts: Facts) -> bool:
    """Whether it reports on another mail."""
    reports = any(value.startswith("multipart/report") for value in _values(facts, "content-type"))
    return bool(facts.bounced) or reports or has_null_path(facts)
