"""The drill: backup and journal would bring the register back, and neither is changed by the proof."""

import pytest

from pipeline.office.reserve import reserve
from tests.way.bureau import Bureau
from tests.way.configuration import JOURNAL


@pytest.fixture
def drilled(bureau: Bureau) -> Bureau:
    """An office with a backup from before a letter and a reservation."""
    with bureau.open() as office:
        bureau.back_up(office)
        office.complain()
        reserve(office.desk, 2, "surat tugas")
        office.work()
    return bureau


def state(bureau: Bureau) -> tuple[list[tuple[str, bytes]], bytes, list[bytes]]:
    """The journal's mails with the names under which their flags stand, the register, and what was sent."""
    box = bureau.post.mailbox(JOURNAL).maildir
    mails = [(str(path), path.read_bytes()) for path in sorted(box.glob("*/*")) if path.parent.name != "tmp"]
    return mails, (bureau.folder / "register.sqlite3").read_bytes(), bureau.sent()


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_a_drill_tells_what_the_rebuilt_register_would_know_and_changes_nothing(drilled: Bureau) -> None:
    before = state(drilled)

    done = drilled.tanggap("drill")

    assert done.returncode == 0, done.stderr
    assert f"{len(drilled.sent())} salinan surel sejak cadangan itu, 1 surat akan didaftarkan" in done.stdout
    assert "perkara terakhir PGD-2026-0001, nomor urut surat keluar terakhir 2/2026." in done.stdout
    assert state(drilled) == before


@pytest.mark.parametrize("bureau", ["sqlite"], indirect=True)
def test_a_journal_that_cannot_be_read_fails_the_drill_unless_it_is_left_out(drilled: Bureau) -> None:
    program = drilled.config / "pipeline.toml"
    program.write_text(
        program.read_text().replace(f'address = "{JOURNAL}"', f'address = "{JOURNAL}"\nfolder = "Hilang"')
    )

    failed = drilled.tanggap("drill")
    left_out = drilled.tanggap("drill", "--tanpa-jurnal")

    assert failed.returncode == 1
    assert "pulih, tetapi salinan surel kantor tidak terbaca" in failed.stderr
    assert "--tanpa-jurnal" in failed.stderr
    assert (left_out.returncode, "Jurnal tidak dibaca." in left_out.stdout) == (0, True), left_out.stderr
