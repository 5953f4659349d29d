"""The play in the mode of the office's seal: what it claims is true, and a claim that is not true is told.

The other mode is played in `test_keep`.
"""

import io
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.demo.certificates import trial_identity
from pipeline.demo.evidence import Evidence, gather
from pipeline.demo.people import ReceivedMail
from pipeline.demo.play import conclude
from pipeline.demo.replies import WIB
from pipeline.demo.scenes import INVITATION, KETUA, perform
from pipeline.demo.stage import OFFICIAL, Stage, staged
from pipeline.demo.telling import Teller
from pipeline.demo.verify import CLAIMS, verify
from pipeline.sop.steps import KEPALA, PELANGGAN, TU

#: seconds; a busy machine takes its time with eight letters
pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True)
class Played:
    """The stage after the play, what was found there, its verdict, and what was told."""

    stage: Stage
    evidence: Evidence
    proved: bool
    told: io.StringIO
    folder: Path


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    told, folder = io.StringIO(), tmp_path_factory.mktemp("demo")
    teller = Teller(Console(file=told, width=180), WIB)
    with staged(tmp_path_factory.mktemp("kantor"), teller, segel=True) as stage:
        perform(stage)
        evidence = gather(stage)
        yield Played(stage, evidence, conclude(stage, folder, time.monotonic()), told, folder)


def test_every_claim_holds(played: Played) -> None:
    assert [fault for claim in verify(played.evidence) for fault in claim.faults] == []
    assert played.proved


def test_each_mail_is_told_of_as_it_goes(played: Played) -> None:
    lines = [line for line in played.told.getvalue().splitlines() if "→" in line]

    assert len(lines) == len(played.evidence.sent)


def test_nothing_that_is_told_is_wider_than_a_hundred_columns(played: Played) -> None:
    assert max(len(line) for line in played.told.getvalue().splitlines()) <= 100


def test_a_claim_that_turned_false_fails_the_play(played: Played) -> None:
    played.stage.people[KEPALA].write(played.stage.people[PELANGGAN].address, "Catatan internal", "Rahasia.")

    proved = conclude(played.stage, played.folder, time.monotonic())

    assert not proved
    assert "✗ Setiap orang menerima surel untuknya tepat satu kali" in played.told.getvalue()
    assert "pelanggan menerima di luar dugaan: Catatan internal" in played.told.getvalue()


def with_mails(evidence: Evidence, key: str, mails: Sequence[ReceivedMail]) -> Evidence:
    return replace(evidence, mailboxes={**evidence.mailboxes, key: tuple(mails)})


def without(evidence: Evidence, key: str, words: str) -> Evidence:
    kept = [mail for mail in evidence.mailboxes[key] if words not in mail.subject]
    assert len(kept) < len(evidence.mailboxes[key])
    return with_mails(evidence, key, kept)


def given_to(evidence: Evidence, key: str, mail: ReceivedMail) -> Evidence:
    return with_mails(evidence, key, [*evidence.mailboxes[key], mail])


def with_letter(evidence: Evidence, pdf: bytes) -> Evidence:
    """The customer has another PDF than the one that was sent."""
    mails = list(evidence.mailboxes[PELANGGAN])
    place = next(place for place, mail in enumerate(mails) if mail.files)
    other = EmailMessage()
    for name in ("From", "To", "Subject", "Message-ID", "In-Reply-To", "Reply-To"):
        other[name] = str(mails[place].message[name])
    other.add_attachment(pdf, maintype="application", subtype="pdf", filename="surat.pdf")
    mails[place] = replace(mails[place], message=other)
    return with_mails(evidence, PELANGGAN, mails)


def the_letter(evidence: Evidence) -> bytes:
    return next(letter.files["signed.pdf"] for letter in evidence.letters if letter.kind == "surat")


def the_draft(evidence: Evidence, version: int) -> bytes:
    return next(
        letter.files["pdf"]
        for letter in evidence.letters
        if (letter.kind, letter.version) == ("konsep", version)
    )


def refused(evidence: Evidence) -> Evidence:
    first, *others = evidence.sent
    return replace(evidence, sent=(replace(first, state="ditolak", code=550), *others))


def changed(evidence: Evidence) -> Evidence:
    first, *others = evidence.sent
    return replace(evidence, sent=(replace(first, raw=first.raw + b"\r\n"), *others))


def marked(evidence: Evidence) -> Evidence:
    return replace(evidence, flags={**evidence.flags, INVITATION: frozenset({"\\Seen"})})


def unmarked(evidence: Evidence) -> Evidence:
    return replace(evidence, flags=dict.fromkeys(evidence.flags, frozenset()))


def still_open(evidence: Evidence) -> Evidence:
    (case,) = evidence.cases
    return replace(evidence, cases=(replace(case, state="evaluasi"),))


def numbered_otherwise(evidence: Evidence) -> Evidence:
    (case,) = evidence.cases
    return replace(evidence, cases=(replace(case, letter_number="B/2/BSKJI/BSPJI-Contoh/HM/XI/2026"),))


#: what goes wrong → the beginning of the claim that must turn false
FALSIFIED: dict[str, tuple[Callable[[Evidence], Evidence], str]] = {
    "a mail is missing": (lambda e: without(e, TU, "Tembusan"), "Setiap orang"),
    "a mail came twice": (lambda e: given_to(e, TU, e.mailboxes[TU][0]), "Setiap orang"),
    "a mail reached a bystander": (lambda e: given_to(e, "kalibrasi", e.mailboxes[KETUA][0]), "Setiap orang"),
    "the customer was not told of the end": (
        lambda e: without(e, PELANGGAN, "telah selesai"),
        "Pelanggan menerima",
    ),
    "the customer has a mail of the Kepala": (
        lambda e: given_to(e, PELANGGAN, e.mailboxes[KEPALA][0]),
        "Tidak ada surel, kode",
    ),
    "the further mail was not passed on": (lambda e: without(e, KETUA, "Pemberitahuan"), "Surel susulan"),
    "the certificate has another root": (
        lambda e: replace(e, root=trial_identity("Lain", at=e.at).root),
        "Tanda tangan",
    ),
    "another certificate signed": (lambda e: replace(e, serial="0"), "Tanda tangan"),
    "the letter was changed after its signature": (
        lambda e: with_letter(e, the_letter(e) + b"\n%tambahan\n"),
        "Tanda tangan",
    ),
    "the letter is no letter": (lambda e: with_letter(e, b"%PDF-"), "Tanda tangan"),
    "the letter has another number": (numbered_otherwise, "Nomor pada surat"),
    "the customer has a draft": (lambda e: with_letter(e, the_draft(e, 3)), "Surat jawaban memuat"),
    "a number was drawn twice": (lambda e: replace(e, numbers={"perkara": (1, 2)}), "Nomor agenda"),
    "the book of numbers has a gap": (lambda e: replace(e, gaps=("perkara 2026: 1",)), "Nomor agenda"),
    "the audit trail was changed": (lambda e: replace(e, audit_faults=("7: isi entri berubah",)), "Rantai"),
    "the invitation was read": (marked, "Undangan"),
    "the complaint bears no mark": (unmarked, "Undangan"),
    "the server refused a mail": (refused, "Setiap surel keluar"),
    "a mail was changed on its way": (changed, "Setiap surel keluar"),
    "the case is not closed": (still_open, "Perkara selesai"),
    "a mail is held": (lambda e: replace(e, unfinished=("surel masuk 3 ditahan",)), "Perkara selesai"),
}


@pytest.mark.parametrize("name", FALSIFIED)
def test_a_claim_turns_false_when(played: Played, name: str) -> None:
    falsify, beginning = FALSIFIED[name]

    claims = verify(falsify(played.evidence))

    assert any(claim.text.startswith(beginning) and not claim.holds for claim in claims)


def test_each_claim_is_falsified_once() -> None:
    beginnings = {beginning for _, beginning in FALSIFIED.values()}

    assert {text for text in CLAIMS if not text.startswith(tuple(beginnings))} == set()


def test_the_official_mailbox_holds_what_people_wrote(played: Played) -> None:
    mails = played.evidence.mailboxes[OFFICIAL]

    assert len(mails) == 2 + 12
