"""Which profile an office can have: the one that takes every genuine mail and no forged one.

Apart from the judging itself because here the mails are known and the rule is looked for.
Source: reliability.md C.2, the probe at installation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.mail.authentic import UNPROVEN, Policy, Profile, judge_domain
from pipeline.mail.facts import Facts
from pipeline.mail.stamps import names


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail of the probe."""

    facts: Facts
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """The profile that fits, or why none does."""

    policy: Policy
    #: one Indonesian sentence
    why: str


def propose(genuine: Sequence[Sample], forged: Sequence[Sample]) -> Proposal:
    """The first profile that tells all genuine mails from all forged ones; `none` where there is none."""
    if not genuine or not forged:
        lacking = "balasan uji dari para pejabat" if not genuine else "surel palsu percobaan dari luar"
        return Proposal(UNPROVEN, f"Belum ada {lacking}, sehingga belum ada yang dapat dibandingkan.")
    for policy in _candidates(genuine):
        if _takes_all(policy, genuine) and not any(_takes(policy, each) for each in forged):
            return Proposal(policy, "Semua balasan asli terbukti dan semua surel palsu tertolak.")
    return Proposal(
        UNPROVEN,
        "Surel asli dan surel palsu tidak dapat dibedakan; surat tidak boleh dilepas dengan balasan surel.",
    )


def _candidates(genuine: Sequence[Sample]) -> Iterator[Policy]:
    stamps = [dict(reversed(names(each.facts.trace))) for each in genuine]
    shared = set.intersection(*map(set, stamps)) if stamps else set()
    for name in sorted(shared - {""}):
        yield Policy(profile=Profile.AUTHRES, authserv_id=name, hops=max(each[name] for each in stamps))
    hops = max((each.get("", 0) for each in stamps), default=0)
    yield Policy(profile=Profile.EXO, hops=hops)
    yield Policy(profile=Profile.EXO, hops=hops, internal=True)
    yield Policy(profile=Profile.DKIM)


def _takes(policy: Policy, sample: Sample) -> bool:
    return not judge_domain(sample.facts, policy, sample.received_at).fault


def _takes_all(policy: Policy, samples: Sequence[Sample]) -> bool:
    return all(_takes(policy, each) for each in samples)
