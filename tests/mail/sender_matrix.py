"""The sender matrix: per profile at least sixty mails that answer a request, each handled by the real office.

`python -m tests.mail.sender_matrix` prints the counts. Each mail is handled in a transaction that is then
rolled back, so every one meets the same open request. Source: reliability.md C, goals 14 and 17.
"""

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, update

from pipeline.mail.authentic import Policy, Profile
from pipeline.mail.dkim_proof import verified
from pipeline.mail.envelope import FetchedMail
from pipeline.mail.parse import parse
from pipeline.office.handle import _decide, _judged
from pipeline.store import arrivals, cases, inbox
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import requests
from pipeline.store.database import writing
from tests.mail.matrix import AT, BORDER, keys
from tests.mail.matrix_cases import CASES, Case
from tests.office.registers import new_desk
from tests.office.town import DISPOSISI, KEPALA, KETUA, Town
from tests.offices import Clock

POLICIES: Mapping[Profile, Policy] = {
    Profile.AUTHRES: Policy(profile=Profile.AUTHRES, authserv_id=BORDER),
    Profile.EXO: Policy(profile=Profile.EXO, internal=True),
    Profile.DKIM: Policy(profile=Profile.DKIM),
    Profile.NONE: Policy(profile=Profile.NONE),
}


class _Undo(Exception):
    """What was handled is forgotten."""


@dataclass
class Office:
    """A register with two cases that wait for the Kepala, and one that waits for the Ketua Pokja."""

    town: Town
    #: name → token
    tokens: Mapping[str, str]

    def accepts(self, policy: Policy, raw: bytes, *, expired: bool = False) -> bool:
        """Whether a mail moves any case."""
        desk = replace(self.town.desk, policy=policy)
        facts = parse(raw).facts
        if policy.profile is Profile.DKIM:
            facts = replace(facts, genuine=verified(raw, keys()))
        moved = False
        try:
            with writing(desk.engine) as connection:
                if expired:
                    _end(connection, desk.request_life)
                fetched = FetchedMail(999_999, raw, AT)
                row_id = arrivals.add(
                    connection, fetched, mailbox="kotak", folder="INBOX", uidvalidity=9, at=desk.clock()
                )
                inbox.write_facts(connection, row_id, facts, {}, desk.clock())
                before = [cases.load(connection, each) for each in (1, 2, 3)]
                waiting = inbox.oldest_with_facts(connection, inbox.READ, 50)
                row = next(each for each in waiting if each.id == row_id)
                _decide(desk, connection, _judged(desk, connection, row))
                moved = before != [cases.load(connection, each) for each in (1, 2, 3)]
                raise _Undo
        except _Undo:
            return moved


def _end(connection: Connection, life: timedelta) -> None:
    """The time of every request is over, and that of every step: a request lives as long as its step."""
    over = AT - timedelta(days=1)
    connection.execute(update(requests).values(expires_at=over))
    connection.execute(update(case_rows).values(due_at=over - life))


@contextmanager
def office() -> Iterator[Office]:
    """The register that the whole matrix is judged on."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        town = Town(new_desk(Path(folder), clock), clock)
        for number in range(3):
            town.complain(
                f"pelanggan{number}@perusahaan.example", f"Kami mengeluh: LHU {number} belum terbit."
            )
        kepala = town.got(KEPALA, "Mohon disposisi")
        used = _token(kepala[2])
        town.box.drop(town.answer_to(kepala[2], DISPOSISI))
        town.work()
        tokens = {
            "own": _token(kepala[0]),
            "other_case": _token(kepala[1]),
            "used": used,
            "ketua": _token(town.last(KETUA, "Mohon konsep")),
        }
        try:
            yield Office(town, tokens)
        finally:
            town.ahead.close()
            town.press.close()
            town.desk.engine.dispose()


def _token(mail: object) -> str:
    found = re.search(r"\+([a-z2-7]{26})@", str(mail["Reply-To"]))  # type: ignore[index]
    assert found
    return found[1]


def failures(built: Office, profile: Profile) -> list[str]:
    """The names of the cases that a profile gets wrong."""
    return [
        f"{case.name}: {'refused' if case.genuine else 'ACCEPTED'}"
        for case in of(profile)
        if accepted(built, profile, case) is not case.genuine
    ]


def accepted(built: Office, profile: Profile, case: Case) -> bool:
    """Whether a profile takes a case's mail."""
    return built.accepts(POLICIES[profile], case.made(profile, built.tokens).raw(), expired=case.expired)


def of(profile: Profile) -> list[Case]:
    """The cases that say something about a profile."""
    return [case for case in CASES if profile in case.profiles]


def main() -> int:
    """Print the counts of every profile; 1 if any mail was judged wrongly."""
    wrong = 0
    with office() as built:
        for profile in POLICIES:
            cases_of = of(profile)
            faults = failures(built, profile)
            genuine = sum(case.genuine for case in cases_of)
            refused = sum(each.endswith("refused") for each in faults)
            print(
                f"{profile:8} {len(cases_of):3} mails; genuine accepted {genuine - refused} of {genuine}; "
                f"forged accepted {len(faults) - refused} of {len(cases_of) - genuine}"
            )
            print("".join(f"    {each}\n" for each in faults), end="")
            wrong += len(faults)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
