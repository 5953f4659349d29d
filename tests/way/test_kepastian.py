"""A mail that was cut off between its last byte and the server's word, on real servers.

With a journal, or a folder of sent mails, its copy tells what became of it; without one TU does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline import crash
from pipeline.demo.certificates import Identity
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_faults import Fault, Point
from tests.way.configuration import ADDRESS, JOURNAL, Wiring
from tests.way.office import Matter, Office, running_office
from tests.way.paper import PlainPaper

NO_PROOF = "[canary]\nevery_minutes = 0\n"
SENT = '[journal]\nsent_folder = "Sent"\nwait_minutes = 10\n\n[canary]\nevery_minutes = 0\n'


class Died(Exception):
    """Stands for the end of the process."""


@contextmanager
def opened(
    tmp_path: Path,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
    proof: str | None,
) -> Iterator[Office]:
    wiring = Wiring(database_url=f"sqlite:///{tmp_path}/register.sqlite3", identity=identity, proof=proof)
    with running_office(tmp_path, dovecot, smtp_certificate, wiring, PlainPaper()) as office:
        yield office
        office.check_register()


@pytest.fixture(scope="module")
def unproven(
    tmp_path_factory: pytest.TempPathFactory,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
) -> Iterator[Office]:
    """An office without a journal."""
    with opened(
        tmp_path_factory.mktemp("tanpa-jurnal"), dovecot, smtp_certificate, identity, NO_PROOF
    ) as office:
        yield office


def about_to_sign(office: Office) -> Matter:
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    return matter


def letters(matter: Matter) -> list[bytes]:
    return [each for each in matter.office.sent(matter.customer.address) if b"Surat-Balasan" in each]


def states(matter: Matter) -> set[str]:
    query = "select r.state from recipients r where r.address = :address"
    return {row.state for row in matter.office.rows(query, address=matter.customer.address)}


def cut_letter(matter: Matter, *, arrives: bool) -> None:
    """The connection is cut after the letter's dot, and after no other mail's."""
    fault = Fault(Point.DOT, "drop", recipient=matter.customer.address, times=1, keeps=arrives)
    matter.office.post.faults.add(fault)
    matter.sign()


def test_the_journal_s_copy_proves_that_a_cut_letter_left(office: Office) -> None:
    matter = about_to_sign(office)

    cut_letter(matter, arrives=True)

    assert matter.state == "evaluasi"
    assert len(letters(matter)) == 1
    assert "salinan ada di kotak jurnal" in " ".join(
        matter.mail(office.tu, "Salinan surat").text.replace(">", " ").split()
    )


def test_without_a_copy_in_the_journal_the_cut_letter_goes_again(office: Office) -> None:
    matter = about_to_sign(office)

    cut_letter(matter, arrives=False)

    assert matter.state == "evaluasi"
    assert len(letters(matter)) == 1


def test_the_journal_s_copy_proves_it_even_after_tu_was_asked(office: Office) -> None:
    matter = about_to_sign(office)
    journal = office.post.mailbox(JOURNAL)
    journal.mails()
    folders = [journal.maildir / name for name in ("new", "cur")]
    before = [folder.stat().st_mode for folder in folders]
    for folder in folders:
        # Copies come in, and nobody can look at them.
        folder.chmod(0o300)
    cut_letter(matter, arrives=True)
    office.pass_time(hours=2)
    asked = states(matter)
    for folder, mode in zip(folders, before, strict=True):
        folder.chmod(mode)

    office.pass_time(hours=2)

    assert asked == {"diterima", "ditanyakan"}
    assert states(matter) == {"diterima"}
    assert matter.state == "evaluasi"
    assert "sudah selesai" in matter.refused(office.tu, "Mohon dipastikan", "KIRIM ULANG")
    assert len(letters(matter)) == 1


def test_every_mail_has_its_copy_in_the_journal(office: Office) -> None:
    matter = office.complain()

    copies = {each.replace(b"\r\n", b"\n") for each in office.post.mailbox(JOURNAL).mails()}

    sent = office.sent(matter.customer.address)
    assert sent
    assert {each.replace(b"\r\n", b"\n") for each in sent} <= copies


def test_a_letter_in_doubt_is_not_sent_twice_before_tu_has_said_so(unproven: Office) -> None:
    matter = about_to_sign(unproven)

    cut_letter(matter, arrives=True)
    unproven.pass_time(hours=2)

    assert states(matter) == {"diterima", "ditanyakan"}
    assert len(letters(matter)) == 1
    assert matter.state == "penyampaian"
    asked = matter.mail(unproven.tu, "Mohon dipastikan")
    assert matter.customer.address in asked.text


def test_tu_says_that_the_letter_arrived(unproven: Office) -> None:
    matter = about_to_sign(unproven)
    cut_letter(matter, arrives=True)

    matter.answer(unproven.tu, "Mohon dipastikan", "Sudah terkirim, pelanggan sudah menerima")

    assert matter.state == "evaluasi"
    assert states(matter) == {"diterima"}
    assert len(letters(matter)) == 1


def test_tu_says_that_the_letter_goes_again_with_the_same_bytes(unproven: Office) -> None:
    matter = about_to_sign(unproven)
    cut_letter(matter, arrives=True)

    matter.answer(unproven.tu, "Mohon dipastikan", "KIRIM ULANG")

    assert matter.state == "evaluasi"
    assert len(letters(matter)) == 2
    assert len(set(letters(matter))) == 1


def test_a_denial_of_tu_moves_nothing(unproven: Office) -> None:
    matter = about_to_sign(unproven)
    cut_letter(matter, arrives=True)

    told = matter.refused(unproven.tu, "Mohon dipastikan", "Jangan kirim ulang dulu")

    assert "KIRIM ULANG" in told
    assert matter.state == "penyampaian"
    assert len(letters(matter)) == 1


def test_a_mail_to_staff_in_doubt_goes_again_with_the_same_bytes(unproven: Office) -> None:
    before = len(unproven.sent(unproven.kepala.address))
    unproven.post.faults.add(Fault(Point.DOT, "drop", recipient=unproven.kepala.address, times=1, keeps=True))

    matter = unproven.complain()

    mails = unproven.sent(unproven.kepala.address)[before:]
    assert len(set(mails)) == 1
    assert len(mails) == 2
    assert matter.state == "disposisi"


def test_the_folder_of_sent_mails_proves_it_as_well(
    tmp_path: Path, dovecot: Dovecot, smtp_certificate: ServerCertificate, identity: Identity
) -> None:
    with opened(tmp_path, dovecot, smtp_certificate, identity, SENT) as office:
        office.post.mailbox(ADDRESS).deliver(b"Subject: lama\r\n\r\n", folder="Sent")
        matter = about_to_sign(office)
        cut_letter(matter, arrives=True)
        unknown = states(matter)

        office.post.mailbox(ADDRESS).deliver(letters(matter)[0], folder="Sent")
        office.pass_time(minutes=2)

        assert unknown == {"diterima", "tidak_pasti"}
        assert states(matter) == {"diterima"}
        assert matter.state == "evaluasi"
        assert len(letters(matter)) == 1


def test_what_the_provider_did_not_file_in_time_is_sent_again(
    tmp_path: Path, dovecot: Dovecot, smtp_certificate: ServerCertificate, identity: Identity
) -> None:
    with opened(tmp_path, dovecot, smtp_certificate, identity, SENT) as office:
        office.post.mailbox(ADDRESS).deliver(b"Subject: lama\r\n\r\n", folder="Sent")
        matter = about_to_sign(office)
        cut_letter(matter, arrives=False)
        office.pass_time(minutes=9)
        waiting = matter.state

        office.pass_time(minutes=2)

        assert waiting == "penyampaian"
        assert matter.state == "evaluasi"
        assert len(letters(matter)) == 1


def test_a_daemon_that_died_in_the_window_asks_the_journal_at_its_next_start(office: Office) -> None:
    matter = about_to_sign(office)

    def die() -> None:
        begun = office.rows("select address from recipients where state = 'mulai'")
        # Mails leave side by side: whatever is under way when the letter is dies with it.
        if matter.customer.address in {row.address for row in begun}:
            raise Died

    crash.arm("send.answered", die)
    with pytest.raises(Died):
        matter.sign()
    crash.disarm()
    lost = matter.state

    office.work()

    assert lost == "penyampaian"
    assert matter.state == "evaluasi"
    assert len(letters(matter)) == 1
