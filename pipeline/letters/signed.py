"""What may pass as the signed letter: the rules that accept a signature or refuse it.

The rules stand apart from the reading of the signature (`validation`), so that what an office
accepts can be read, and tested, without a certificate in sight.
"""

from dataclasses import dataclass
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

    @property
    def accepted(self) -> bool:
        """Whether the letter may go out."""
        return self.kind is not None


def judge(facts: SignatureFacts, trust: Trust) -> Verdict:
    """Accept a sound signature of the right person, or a scan; refuse the rest with one reason.

    Source of the rules: reliability.md T33. Revocation is not looked up, and the note says so.
    """
    refusal = _refusal(facts, trust)
    if refusal:
        return Verdict(None, refusal=refusal)
    if not facts.present:
        return Verdict(Kind.SCAN, note="tanpa tanda tangan elektronik")
    root = "dicek ke akar" if trust.roots_configured else "tidak dicek ke akar"
    return Verdict(Kind.ELECTRONIC, note=f"{facts.signer}; {root}; pencabutan sertifikat tidak dicek")


def _refusal(facts: SignatureFacts, trust: Trust) -> str:
    if facts.problem:
        return f"{facts.problem} {AGAIN}"
    if not facts.present:
        return ""
    if not facts.intact:
        return f"Tanda tangan elektronik PDF ini tidak sah: isinya berbeda dari yang ditandatangani. {AGAIN}"
    if facts.modified_after:
        return f"PDF ini diubah setelah ditandatangani. {AGAIN}"
    if not facts.covers_whole_file:
        return f"Tanda tangan elektronik tidak meliputi seluruh isi PDF ini. {AGAIN}"
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
