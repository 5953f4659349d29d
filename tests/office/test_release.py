"""A held mail is released by the operator's word, as by TU's reply."""

import pytest

from pipeline.errors import Refusal
from pipeline.office.desk import Desk
from pipeline.office.judged import list_judged
from pipeline.office.listing import list_cases
from pipeline.office.release import release
from pipeline.office.show import held, timeline
from pipeline.store import audit, inbox, requests
from pipeline.store.database import reading
from tests.office.registers import a_letter, arrive

OFFER = "Kami menawarkan alat laboratorium dengan harga khusus. Penawaran harga terlampir."


@pytest.fixture
def doubtful(desk: Desk) -> int:
    """A mail that nobody can tell: held."""
    return arrive(desk, a_letter("Mohon bantuannya untuk hal kemarin.", subject="Halo"))


def test_a_held_mail_is_registered(desk: Desk, doubtful: int) -> None:
    understood = release(desk, doubtful, "pengaduan")

    assert understood.startswith("Surat didaftarkan sebagai perkara PGD-2026-0001.")
    assert [case.perkara for case in list_cases(desk)] == ["PGD-2026-0001"]
    assert held(desk) == []


def test_the_trail_says_that_it_was_the_operator(desk: Desk, doubtful: int) -> None:
    release(desk, doubtful, "pengaduan")

    assert timeline(desk, "PGD-2026-0001")[0].oleh == "operator"


def test_tu_is_not_asked_any_more(desk: Desk, doubtful: int) -> None:
    release(desk, doubtful, "bukan")

    with reading(desk.engine) as connection:
        assert requests.open_of_mail(connection, doubtful) == []


def test_a_mail_that_is_no_complaint_stays_in_the_mailbox_untouched(desk: Desk, doubtful: int) -> None:
    release(desk, doubtful, "abaikan")

    with reading(desk.engine) as connection:
        row = inbox.get(connection, doubtful)
    assert (row.state, row.mark_due) == (inbox.DONE, False)


def test_a_held_mail_joins_a_case(desk: Desk, doubtful: int) -> None:
    arrive(desk, a_letter(number=2))

    understood = release(desk, doubtful, "gabung PGD-2026-0001")

    assert understood == "Surel digabungkan ke perkara PGD-2026-0001 dan diteruskan kepada Kepala Balai."


def test_a_field_is_corrected_before_the_letter_is_registered(desk: Desk, doubtful: int) -> None:
    release(desk, doubtful, "perbaiki\nPerusahaan: PT Contoh Baru")
    release(desk, doubtful, "pengaduan")

    assert list_cases(desk)[0].pelanggan == "PT Contoh Baru"


def test_a_word_that_is_no_answer_changes_nothing(desk: Desk, doubtful: int) -> None:
    with pytest.raises(Refusal, match="pilih pengaduan, bukan, perbaiki, gabung, abaikan"):
        release(desk, doubtful, "entahlah")

    assert [item.id for item in held(desk)] == [doubtful]


def test_a_mail_that_is_not_held_is_refused(desk: Desk) -> None:
    done = arrive(desk, a_letter())

    with pytest.raises(Refusal, match=f"Tidak ada surel masuk nomor {done} yang ditahan"):
        release(desk, done, "pengaduan")


def test_the_audit_trail_holds_after_a_release(desk: Desk, doubtful: int) -> None:
    release(desk, doubtful, "pengaduan")

    with reading(desk.engine) as connection:
        count, findings = audit.verify(connection)
    assert count > 2
    assert findings == []


@pytest.fixture
def missed(desk: Desk) -> int:
    """A mail that was taken for another letter: nobody is asked about it."""
    return arrive(desk, a_letter(OFFER, subject="Penawaran harga alat"))


def test_a_complaint_that_was_taken_for_another_letter_is_listed_and_registered(
    desk: Desk, missed: int
) -> None:
    (listed,) = list_judged(desk, other=True)

    understood = release(desk, missed, "pengaduan")

    assert (listed.surel, listed.dinilai, listed.keputusan) == (missed, "lain", "")
    assert understood.startswith("Surat didaftarkan sebagai perkara PGD-2026-0001.")
    assert [(each.dinilai, each.keputusan) for each in list_judged(desk)] == [("lain", "pengaduan")]


def test_a_missed_complaint_is_registered_once(desk: Desk, missed: int) -> None:
    release(desk, missed, "pengaduan")

    with pytest.raises(Refusal, match="Tidak ada surel masuk"):
        release(desk, missed, "pengaduan")


def test_a_word_that_is_no_answer_leaves_other_mail_as_it_was(desk: Desk, missed: int) -> None:
    with pytest.raises(Refusal, match="bukan jawaban"):
        release(desk, missed, "entahlah")

    assert held(desk) == []


def test_the_form_of_a_case_is_corrected(desk: Desk) -> None:
    arrive(desk, a_letter())

    understood = release(desk, "PGD-2026-0001", "perbaiki\nPerusahaan: PT Contoh Baru")

    assert "menjadi “PT Contoh Baru”" in understood
    assert list_cases(desk)[0].pelanggan == "PT Contoh Baru"
    assert timeline(desk, "PGD-2026-0001")[-1].oleh == "operator"


def test_the_form_of_an_unknown_case_cannot_be_corrected(desk: Desk) -> None:
    with pytest.raises(Refusal, match="Perkara PGD-2026-0099 tidak ditemukan"):
        release(desk, "PGD-2026-0099", "perbaiki\nPerusahaan: PT Contoh Baru")
