"""Whether a mail comes from the domain that it claims: the office's profile judges the evidence.

Four profiles, because mail systems differ in what they let one know (reliability.md C.2, finding 12);
`tanggap check auth` finds out which one an office has. What cannot be proven is not: an empty name of
the server, a stamp that cannot be read, a signature that leaves lines open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from pipeline.mail.dkim_tags import Signature, is_aligned, signatures
from pipeline.mail.facts import Facts
from pipeline.mail.headers import addresses
from pipeline.mail.stamps import Forged, Result, stamped, stamped_by_exchange


class Profile(StrEnum):
    """Whose word counts."""

    #: Authentication-Results of the own server, told by its name
    AUTHRES = "authres"
    #: those of Exchange Online, told by their place alone
    EXO = "exo"
    #: the DKIM signature, verified here
    DKIM = "dkim"
    #: nobody's: an address can be forged, so no letter is released by such a reply
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How this office tells genuine mail."""

    profile: Profile = Profile.NONE
    #: the name that the server writes into its stamp; '' proves nothing
    authserv_id: str = ""
    #: Received lines that may stand above the stamp
    hops: int = 0
    #: `X-MS-Exchange-Organization-AuthAs: Internal` counts: the probe has shown that it is stripped outside
    internal: bool = False

    @property
    def knows_strangers(self) -> bool:
        """Whether the profile proves anything of mail from outside the office's own domains."""
        return self.profile in (Profile.AUTHRES, Profile.EXO)


#: an office that has not found out yet
UNPROVEN = Policy()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is known of a mail's domain."""

    #: why it is not proven, one Indonesian sentence; '' if it is
    fault: str = ""
    #: the header fields that the proof covers, lower case; None where it vouches for the whole transfer
    covers: frozenset[str] | None = None
    #: what the proof rests on, for the audit trail
    how: str = ""


#: how old a signature may be: an older mail is sent again by somebody who has kept it (T07)
FRESH, AHEAD = timedelta(days=7), timedelta(days=1)
#: fields that decide what a mail says and from whom
_NEEDED = ("from", "to", "subject", "date")
#: fields that change how the signed bytes are read, where the mail has them
_READING = ("content-type", "content-transfer-encoding", "mime-version")
#: fields in which a token may stand
THREAD = ("in-reply-to", "references")
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def judge_domain(facts: Facts, policy: Policy, received_at: datetime) -> Finding:
    """Whether the domain of the sender is proven by the office's profile."""
    if not facts.sender:
        return Finding(fault="Pengirim surel ini tidak dapat dipastikan.")
    if policy.profile is not Profile.NONE and not _is_from_himself(facts):
        return Finding(fault="Surel ini dikirim orang lain atas nama pengirim (baris Sender).")
    try:
        match policy.profile:
            case Profile.AUTHRES:
                return _by_stamp(facts, policy, received_at)
            case Profile.EXO:
                return _by_exchange(facts, policy, received_at)
            case Profile.DKIM:
                return _by_signature(facts, received_at)
            case Profile.NONE:
                return Finding(how="tidak diperiksa")
    except Forged as forged:
        return Finding(fault=str(forged))


def is_vouched(facts: Facts, policy: Policy, received_at: datetime) -> bool:
    """Whether the sender's own domain vouches for a mail: enough to write back to him, not to believe him.

    SPF or DKIM of his domain is enough, for many a customer's domain publishes no DMARC. False where the
    office's profile proves nothing about strangers (none; dkim, which verifies the office's domains alone).
    """
    if not policy.knows_strangers:
        return policy.profile is Profile.DKIM and not judge_domain(facts, policy, received_at).fault
    if not facts.sender or not _is_from_himself(facts):
        return False
    try:
        results = _results(facts, policy)
    except Forged:
        return False
    if _against(facts, results):
        return False
    dmarc = any(each.method == "dmarc" and each.result == "pass" for each in results)
    own = (_is_sent_by(facts), _is_signed_by(facts))
    return dmarc or _is_logged_in(facts, results) or any(ask(each) for ask in own for each in results)


def _results(facts: Facts, policy: Policy) -> Sequence[Result]:
    """What the office's server stamped on a mail. Raises Forged."""
    if policy.profile is Profile.EXO:
        return stamped_by_exchange(facts.trace, policy.hops)
    return stamped(facts.trace, policy.authserv_id, policy.hops) if policy.authserv_id.strip() else []


def _is_from_himself(facts: Facts) -> bool:
    """Whether no Sender names another (RFC 5322, 3.6.2): who may send for somebody may not decide for him."""
    senders = facts.headers.get("sender", ())
    return not senders or addresses(senders) == (facts.sender,)


def _by_stamp(facts: Facts, policy: Policy, received_at: datetime) -> Finding:
    if not policy.authserv_id.strip():
        return Finding(fault="Nama server surel kantor (authserv_id) belum diatur.")
    return _weighed(facts, stamped(facts.trace, policy.authserv_id, policy.hops), received_at)


def _by_exchange(facts: Facts, policy: Policy, received_at: datetime) -> Finding:
    said = [
        value.strip().lower() for name, value in facts.trace if name == "x-ms-exchange-organization-authas"
    ]
    if len(said) > 1:
        return Finding(fault="Surel ini memuat lebih dari satu tanda asal Exchange.")
    results = stamped_by_exchange(facts.trace, policy.hops)
    if said == ["internal"] and policy.internal:
        # Mail from inside is seldom stamped; where it is, and badly, a connector let in a stranger's mark.
        against = _against(facts, results)
        return Finding(fault=against) if against else Finding(how="exo: Internal")
    return _weighed(facts, results, received_at)


def _weighed(facts: Facts, results: Sequence[Result], received_at: datetime) -> Finding:
    """What the stamps of our server say together; one that speaks against the sender outweighs the others."""
    if not results:
        return Finding(fault="Server surel kantor tidak mengesahkan asal surel ini.")
    against = _against(facts, results)
    if against:
        return Finding(fault=against)
    if _is_logged_in(facts, results):
        return Finding(how="auth")
    dmarc = any(each.method == "dmarc" and each.result == "pass" for each in results)
    if any(map(_is_sent_by(facts), results)):
        return Finding(how="spf") if dmarc else Finding(fault="Domain pengirim tidak lolos DMARC atau DKIM.")
    signed = any(map(_is_signed_by(facts), results))
    own = [each for each in signatures(facts) if each is None or is_aligned(each.domain, facts.sender)]
    if dmarc and not own and not signed:
        return Finding(how="dmarc")
    if not (dmarc or signed):
        return Finding(fault="Domain pengirim tidak lolos DMARC atau DKIM.")
    # The border knows that a signature is genuine, not which; so every one has to cover what is read.
    fault = next(filter(None, (_open_lines(facts, each, received_at) for each in own)), "")
    if fault or not own:
        return Finding(fault=fault or "Tanda tangan DKIM yang disahkan server tidak ada pada surel ini.")
    covered = frozenset.intersection(*(frozenset(each.covers) for each in own if each))
    return Finding(covers=covered, how="dkim menurut server")


def _against(facts: Facts, results: Sequence[Result]) -> str:
    """What a result says against this sender; '' if nothing does."""
    domain = facts.sender.rpartition("@")[2]
    for each in results:
        if each.method == "dmarc" and each.result not in ("pass", "none"):
            return "Domain pengirim tidak lolos DMARC."
        if each.method == "dmarc" and each.result == "pass" and each.properties.get("header.from") != domain:
            return "Hasil DMARC bukan untuk domain pengirim."
        if each.method == "auth" and each.result == "pass" and not _is_logged_in(facts, [each]):
            return "Surel ini dikirim dengan akun lain, bukan akun pengirim."
        path = each.properties.get("smtp.mailfrom", "").removeprefix("@")
        if each.method == "spf" and path.endswith(f"@{domain}") and path != facts.sender:
            return "Amplop surel ini menyebut pengirim lain di domain yang sama."
        if each.method == "compauth" and each.result not in ("pass", "none"):
            return "Asal surel ini tidak lolos pemeriksaan Exchange."
    return ""


def _is_logged_in(facts: Facts, results: Sequence[Result]) -> bool:
    """Whether whoever handed the mail in had logged in with the sender's own account."""
    passed = [each for each in results if each.method == "auth" and each.result == "pass"]
    return bool(passed) and all(each.properties.get("smtp.auth") == facts.sender for each in passed)


class _is_sent_by:  # noqa: N801  (reads as the question it asks)
    """Whether SPF passed for the sender's domain: then the mail comes from its own servers."""

    def __init__(self, facts: Facts) -> None:
        self._sender = facts.sender

    def __call__(self, result: Result) -> bool:
        path = result.properties.get("smtp.mailfrom", "")
        return result.method == "spf" and result.result == "pass" and _same(path, self._sender)


class _is_signed_by(_is_sent_by):  # noqa: N801  (as above)
    """Whether a signature of the sender's domain is genuine."""

    def __call__(self, result: Result) -> bool:
        domain = result.properties.get("header.d") or result.properties.get("header.i", "").rpartition("@")[2]
        return result.method == "dkim" and result.result == "pass" and is_aligned(domain, self._sender)


def _same(path: str, sender: str) -> bool:
    """Whether an envelope's address, or its domain alone where no more is known, is the sender's."""
    return bool(path) and path.removeprefix("@") in (sender, sender.rpartition("@")[2])


def _by_signature(facts: Facts, received_at: datetime) -> Finding:
    """One genuine signature of the sender's domain that leaves nothing open is enough."""
    own = [
        (each, key == each.key_name)
        for each, key in zip(signatures(facts), facts.genuine, strict=False)
        if each is not None and is_aligned(each.domain, facts.sender)
    ]
    if facts.unproven:
        return Finding(fault=facts.unproven)
    faults = [
        "Tanda tangan DKIM surel ini tidak sah." if not genuine else _open_lines(facts, each, received_at)
        for each, genuine in own
    ]
    if "" in faults:
        signature = own[faults.index("")][0]
        return Finding(covers=frozenset(signature.covers), how=f"dkim {signature.selector}")
    return Finding(fault=faults[0] if faults else "Surel ini tidak bertanda tangan DKIM domain pengirim.")


def _open_lines(facts: Facts, signature: Signature | None, received_at: datetime) -> str:
    """What a genuine signature would still leave open to whoever passes the mail on; '' if nothing."""
    if signature is None:
        return "Tanda tangan DKIM surel ini tidak terbaca."
    if signature.partial:
        return "Tanda tangan DKIM surel ini hanya meliputi sebagian isi (l=)."
    if signature.algorithm not in ("rsa-sha256", "ed25519-sha256"):
        return "Tanda tangan DKIM surel ini memakai algoritma yang tidak aman."
    needed = [*_NEEDED, *(name for name in _READING if name in facts.headers)]
    missing = [name for name in needed if name not in signature.covers]
    if missing:
        return f"Tanda tangan DKIM surel ini tidak meliputi baris {', '.join(missing)}."
    twice = [name for name in {*needed, *THREAD} if len(facts.headers.get(name, ())) > 1]
    if twice:
        return f"Surel ini memuat lebih dari satu baris {twice[0]}."
    return _age(facts, signature, received_at)


def _age(facts: Facts, signature: Signature, received_at: datetime) -> str:
    made = _moment(signature.signed_at) or _date(facts.header("date"))
    if made is None:
        return "Waktu tanda tangan DKIM surel ini tidak terbaca."
    expires = _moment(signature.expires_at)
    if received_at - made > FRESH or (expires is not None and expires < received_at):
        return "Tanda tangan DKIM surel ini sudah lama; surel lama tidak dapat dipakai lagi."
    return "Waktu tanda tangan DKIM surel ini belum tiba." if made - received_at > AHEAD else ""


def _moment(seconds: int | None) -> datetime | None:
    # Seconds are bounded to twelve digits, and a year has to be one that datetime knows.
    return _EPOCH + timedelta(seconds=seconds) if seconds is not None and seconds < 10**11 else None


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=_EPOCH.tzinfo)
