"""What may pass as the signed letter: the rules that accept a signature or refuse it.

The rules stand apart from the reading of the signature (`validation`), so that what an office
accepts can be read, and tested, without a certificate in sight.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pipeline.letters.signature_facts import SignatureFacts

#: what ends most refusals: the way to a letter that will be accepted
AGAIN = "Mohon tanda tangani surat bernomor yang kami kirimkan, lalu lampirkan tanpa diubah lagi."


@dataclass(frozen=True, slots=True)
class Trust:
    """Which signatures the office accepts."""

    #: root certificates are configured, so an unknown root is refused
    roots_configured: bool = False
    #: serial numbers (hexadecimal) of the certificates that may sign; empty: any
    serials: frozenset[str] = frozenset()


#: how far the clocks of two machines may be apart
SKEW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Window:
    """When the letter can have been signed: after it was made, and before it came back."""

    made_at: datetime
    returned_at: datetime

    def holds(self, signed_at: datetime) -> bool:
        """Whether the time that the signer claims lies in it, give or take what clocks differ."""
        return self.made_at - SKEW <= signed_at <= self.returned_at + SKEW


class Kind(StrEnum):
    """How the letter was signed, as the register records it."""

    ELECTRONIC = "tanda tangan elektronik"
    SCAN = "pindaian"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a returned PDF may go out as the signed letter."""

    #: None where it is refused
    kind: Kind | None
    #: what the register records beside the kind, in Indonesian
    note: str = ""
    #: why it is refused and what to do, for its sender, in Indonesian
    refusal: str = ""
    #: the signature alone proves who signed; else the signer is asked once more (reliability.md C.2, L3)
    proves: bool = False

    @property
    def accepted(self) -> bool:
        """Whether the letter may go out."""
        return self.kind is not None


def judge(facts: SignatureFacts, trust: Trust, window: Window) -> Verdict:
    """Accept a sound signature of the right person, or a scan; refuse the rest with one reason.

    Source of the rules: reliability.md T33, T34. Revocation is not looked up, and the note says so. What
    does not lead to a configured root proves nobody, for anyone can make such a certificate.
    """
    refusal = _refusal(facts, trust, window)
    if refusal:
        return Verdict(None, refusal=refusal)
    if not facts.present:
        return Verdict(Kind.SCAN, note="tanpa tanda tangan elektronik")
    root = "dicek ke akar" if trust.roots_configured else "tidak dicek ke akar"
    timed = "" if facts.signed_at else "; waktu tanda tangan tidak tercantum"
    note = f"{facts.signer}; {root}; pencabutan sertifikat tidak dicek{timed}"
    return Verdict(Kind.ELECTRONIC, note=note, proves=trust.roots_configured)


def _refusal(facts: SignatureFacts, trust: Trust, window: Window) -> str:
    if facts.problem:
        return f"{facts.problem} {AGAIN}"
    if facts.active:
        return f"PDF ini memuat {', '.join(facts.active)}, yang tidak boleh ada dalam surat. {AGAIN}"
    return _unsound(facts) or _stranger(facts, trust) or _untimely(facts, window) if facts.present else ""


def _unsound(facts: SignatureFacts) -> str:
    if not facts.intact:
        return f"Tanda tangan elektronik PDF ini tidak sah: isinya berbeda dari yang ditandatangani. {AGAIN}"
    if facts.modified_after:
        return f"PDF ini diubah setelah ditandatangani. {AGAIN}"
    if not facts.covers_whole_file:
        return f"Tanda tangan elektronik tidak meliputi seluruh isi PDF ini. {AGAIN}"
    if facts.noted:
        pages = " dan ".join(map(str, facts.noted))
        return f"Pada halaman {pages} PDF ini ditempelkan catatan atau isian di atas isi surat. {AGAIN}"
    return ""


def _stranger(facts: SignatureFacts, trust: Trust) -> str:
    if trust.roots_configured and not facts.trusted:
        return (
            f"Sertifikat penanda tangan ({facts.signer}) tidak berinduk pada penyelenggara sertifikasi"
            " yang diakui kantor ini. Mohon tanda tangani dengan sertifikat kedinasan."
        )
    if trust.serials and facts.serial not in trust.serials:
        return (
            f"PDF ini ditandatangani dengan sertifikat {facts.signer}, bukan sertifikat pejabat"
            " yang terdaftar sebagai penanda tangan surat ini."
        )
    return ""


def _untimely(facts: SignatureFacts, window: Window) -> str:
    if facts.signed_at is None or window.holds(facts.signed_at):
        return ""
    claimed = f"{facts.signed_at:%d-%m-%Y %H.%M %z}"
    if facts.signed_at > window.returned_at:
        return (
            f"Waktu tanda tangan pada PDF ini ({claimed}) belum tiba. Mohon periksa jam komputer yang "
            f"dipakai. {AGAIN}"
        )
    return (
        f"Waktu tanda tangan pada PDF ini ({claimed}) lebih awal daripada terbitnya surat bernomor; "
        f"agaknya yang ditandatangani versi yang lama, atau jam komputernya keliru. {AGAIN}"
    )
