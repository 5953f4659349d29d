"""Letters and mails share a transaction and not their fate: what is wrong with one stays with that one."""

from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy import Engine, event, select, text

from pipeline import crash
from pipeline.office import enclose
from pipeline.office.collect import register_file
from pipeline.office.desk import Desk
from pipeline.office.freeze import freeze_mails
from pipeline.office.handle import handle
from pipeline.office.together import Pace
from pipeline.sop.steps import TU
from pipeline.store import audit, numbers, owed
from pipeline.store.database import reading, writing
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed
from tests.office.registers import COMPLAINT, Reader, a_letter, read_all
from tests.offices import MONDAY
from tests.store.witness import audited


@pytest.fixture(autouse=True)
def _disarmed() -> Iterator[None]:
    yield
    crash.disarm()


def _came(desk: Desk, many: int) -> None:
    """So many complaints are in the inbox, read."""
    with writing(desk.engine) as connection:
        for number in range(1, many + 1):
            raw = a_letter(sender=f"mutu@perusahaan-{number}.example", number=number)
            register_file(connection, raw, MONDAY, desk.clock())
    read_all(desk, Reader())


def _commits(engine: Engine) -> list[int]:
    seen: list[int] = []
    event.listen(engine, "commit", lambda _: seen.append(1))
    return seen


def _states(desk: Desk) -> list[str]:
    with reading(desk.engine) as connection:
        return list(connection.scalars(text("select state from inbox order by id")))


def _numbers(desk: Desk) -> list[str]:
    with reading(desk.engine) as connection:
        assert numbers.gaps(connection) == []
        return list(connection.scalars(text("select number from cases order by id")))


def _spoil(desk: Desk, inbox_id: int) -> None:
    """What was read of this mail cannot be understood any more."""
    with writing(desk.engine) as connection:
        connection.execute(text("update facts set data = '{}' where inbox_id = :id"), {"id": inbox_id})


def test_seven_letters_are_registered_with_three_commits(desk: Desk) -> None:
    _came(desk, 7)
    commits, pace = _commits(desk.engine), Pace(20)

    while handle(desk, pace):
        pass

    # 1 + 2 + 4, and the last look that finds nothing.
    assert len(commits) == 4
    assert _states(desk) == ["selesai"] * 7


def test_a_letter_that_cannot_be_handled_is_held_and_its_neighbours_are_registered(desk: Desk) -> None:
    _came(desk, 7)
    _spoil(desk, 5)
    pace = Pace(20)

    while handle(desk, pace):
        pass

    assert _states(desk) == [*["selesai"] * 4, "ditahan", *["selesai"] * 2]
    assert len(_numbers(desk)) == 6


def test_what_a_failing_letter_has_written_is_undone_with_its_number(desk: Desk) -> None:
    _came(desk, 4)
    drawn = count()

    def fail() -> None:
        # In the order 1 2 3, 1, 2 3, 2, 3, 3, 4.
        if next(drawn) in (2, 5, 7, 8):
            raise RuntimeError("the third letter fails among its neighbours, as the first, and alone")

    crash.arm("register.number_drawn", fail)
    pace = Pace(20)
    pace.quicken()
    pace.quicken()

    while handle(desk, pace):
        pass

    assert _states(desk) == ["selesai", "selesai", "ditahan", "selesai"]
    assert [each[-3:] for each in _numbers(desk)] == ["001", "002", "003"]


def test_after_a_start_the_first_letter_is_registered_alone(desk: Desk) -> None:
    _came(desk, 3)

    handle(desk, Pace(20))

    assert _states(desk) == ["selesai", "dibaca", "dibaca"]


def test_a_mail_about_a_case_waits_for_a_transaction_of_its_own(desk: Desk) -> None:
    _came(desk, 1)
    handle(desk)
    _came(desk, 1)
    with writing(desk.engine) as connection:
        tag = connection.scalar(text("select '[' || number || ' ' || tag || ']' from cases"))
        raw = a_letter("Terima kasih.", sender="mutu@perusahaan-1.example", subject=f"Re: {tag}", number=8)
        for mail in (a_letter(number=9), raw):
            register_file(connection, mail, MONDAY, desk.clock())
    read_all(desk, Reader())
    pace = Pace(20)
    pace.quicken()

    handle(desk, pace)

    assert _states(desk)[-2:] == ["selesai", "dibaca"]
    assert handle(desk, pace)
    assert _states(desk)[-2:] == ["selesai", "selesai"]


def _mixed() -> list[bytes]:
    """Mail that touches no case: once more, nearly so, in doubt, secret, asking, luring, by TU, by nobody."""
    tu, kepala = "tu@balai.example", "kepala@balai.example"
    return [
        a_letter(number=1),
        a_letter(number=1, **{"X-Way": "a second one"}),
        a_letter(COMPLAINT.replace("penjelasan", "jawaban"), number=2),
        a_letter("Mohon informasi biaya dan jadwal layanan kalibrasi kami.", number=3, subject="Informasi"),
        a_letter("Saya melaporkan pungli dan suap oleh petugas.", number=4, subject="Laporan gratifikasi"),
        a_letter("STATUS PGD-2026-0001", number=5, subject="STATUS PGD-2026-0001"),
        a_letter("STATUS PGD-2026-0001", sender=kepala, number=12, subject="STATUS PGD-2026-0001"),
        a_letter("STATUS", sender=kepala, number=13, subject="STATUS"),
        a_letter(f"{COMPLAINT} Verifikasi akun Anda di https://contoh.example/masuk", number=6),
        a_letter(sender="mutu@ba1ai.example", number=7),
        a_letter(COMPLAINT, sender=tu, subject="SURAT MASUK", number=8),
        a_letter("Undangan rapat koordinasi.", number=9, subject="Undangan"),
        a_letter(COMPLAINT, sender="", number=10),
        a_letter(COMPLAINT, number=11, **{"Auto-Submitted": "auto-replied"}),
    ]


def test_what_new_mail_reads_is_written_before(desk: Desk) -> None:
    with writing(desk.engine) as connection:
        for raw in _mixed():
            register_file(connection, raw, MONDAY, desk.clock())
    read_all(desk, Reader())
    pace = Pace(20)
    for _ in range(5):
        pace.quicken()

    with audited(desk.engine):
        assert handle(desk, pace)

    # All in one transaction, and none of them was given up.
    assert "dibaca" not in _states(desk)
    with reading(desk.engine) as connection:
        reasons = list(connection.scalars(text("select held_reason from inbox")))
    assert not any("tidak dapat diproses" in (each or "") for each in reasons), reasons
    assert len(_numbers(desk)) == 2


def test_each_letter_goes_along_by_its_own_size(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enclose, "MOST", 2_000)
    other = "Kami menyampaikan keluhan atas hasil kalibrasi timbangan kami. "
    letters = [(COMPLAINT, "a@satu.example"), (other * 99, "b@dua.example"), (other, "c@tiga.example")]
    with writing(desk.engine) as connection:
        for number, (words, sender) in enumerate(letters):
            raw = a_letter(words, sender=sender, number=number)
            register_file(connection, raw, MONDAY, desk.clock())
    read_all(desk, Reader())
    pace = Pace(20)
    pace.quicken()
    pace.quicken()

    assert handle(desk, pace)

    with reading(desk.engine) as connection:
        found = connection.scalars(select(mails.c.attachments).where(mails.c.template == "minta_disposisi"))
        assert [["left" in each for each in enclosed][-1] for enclosed in found] == [False, True, False]


def _owe(desk: Desk, *templates: str) -> None:
    with writing(desk.engine) as connection:
        for name in templates:
            owed.owe_mail(connection, Owed(template=name, post=TU, words="Baik."), at=desk.clock())


def _mails(desk: Desk) -> list[str]:
    with reading(desk.engine) as connection:
        return list(connection.scalars(text("select state from mails order by id")))


def test_seven_mails_are_frozen_with_three_commits(desk: Desk) -> None:
    _owe(desk, *["pemberitahuan"] * 7)
    commits = _commits(desk.engine)

    assert freeze_mails(desk)

    # One that looks for the mails, then 1 + 2 + 4.
    assert len(commits) == 4
    assert _mails(desk) == ["beku"] * 7


def test_a_mail_that_cannot_be_composed_leaves_its_neighbours_alone(desk: Desk) -> None:
    _owe(desk, "pemberitahuan", "pemberitahuan", "tidak_ada", "pemberitahuan")

    assert freeze_mails(desk)

    # The last one tells TU of it, and is due from now on.
    assert _mails(desk) == ["beku", "beku", "gagal", "beku", "terutang"]
    with reading(desk.engine) as connection:
        assert connection.scalar(text("select count(*) from outbox")) == 3
        assert audit.verify(connection)[1] == []
