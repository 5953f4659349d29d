"""By what automatic answers, mailing lists and returned mail show themselves in a header.

Apart from what follows from it (no decision is taken from such a mail, none is answered), for a
forwarded complaint carries some of these signs too.
"""

from pipeline.mail.away import reads_as_notice, speaks_of_absence, subject_is_notice
from pipeline.mail.facts import Facts


def is_automatic(facts: Facts) -> bool:
    """Whether it is an automatic *answer*; `Auto-Submitted` alone is none, forwarded letters carry it too."""
    stated = submitted(facts)
    if stated.startswith("auto-replied") or _any(facts, "x-autoreply", "x-autorespond", "x-autoresponse"):
        return True
    if "auto_reply" in _values(facts, "precedence") or subject_is_notice(facts.subject):
        return True
    about_ours = any(each.startswith("<tanggap.") for each in facts.references)
    if bool(stated) or _bulk(facts) or has_null_path(facts):
        return about_ours or speaks_of_absence(facts.own)
    # A stranger's letter that reads like a notice is a letter.
    return about_ours and reads_as_notice(facts.own)


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
