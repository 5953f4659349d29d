"""What the office owes is owed once, paid once, and not before its time."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from pipeline.store import archive, owed, requests
from pipeline.store.case_tables import letters
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed
from tests.store.rows import NOW, a_case, a_request, an_answer, an_owed_mail

LATER = NOW + timedelta(minutes=15)
#: a mail encloses the first draft
AS_PDF = {"letter": "konsep", "version": 1, "as": "pdf"}
#: a mail encloses a file that is there
A_FILE = {"blob": "ab" * 32, "name": "surat.pdf", "type": "application/pdf"}


def owe(
    connection: Connection, case_id: int, *, version: int = 1, kind: str = "konsep", by: str = ""
) -> None:
    owed.owe_letter(
        connection, case_id=case_id, kind=kind, version=version, data={"a": "“é”"}, at=NOW, author=by
    )


def letter(connection: Connection, case_id: int, version: int = 1) -> int:
    """A letter that is owed."""
    owe(connection, case_id, version=version)
    row = owed.letter(connection, case_id, "konsep", version)
    assert row is not None
    return int(row.id)


def test_a_letter_that_is_owed_is_due_at_once(connection: Connection) -> None:
    case = a_case(connection)
    owe(connection, case.id)

    (row,) = owed.due_letters(connection, NOW, 10)
    assert (row.case_id, row.kind, row.version, row.data) == (case.id, "konsep", 1, {"a": "“é”"})


def test_the_same_letter_is_owed_once(connection: Connection) -> None:
    case = a_case(connection)
    owe(connection, case.id, by="pengujian")
    owe(connection, case.id, by="kepala")

    (row,) = owed.letters_of(connection, case.id)
    assert row.author == "pengujian"


@pytest.mark.parametrize("other", [{"version": 2}, {"kind": "surat"}])
def test_another_version_or_kind_is_a_letter_of_its_own(
    connection: Connection, other: dict[str, object]
) -> None:
    case = a_case(connection)
    owe(connection, case.id)
    owe(connection, case.id, **other)  # type: ignore[arg-type]

    assert len(owed.letters_of(connection, case.id)) == 2


def test_a_letter_that_failed_for_now_is_due_later(connection: Connection) -> None:
    made = letter(connection, a_case(connection).id)
    owed.settle_letter(connection, made, next_at=LATER)

    assert owed.due_letters(connection, NOW, 10) == []
    assert [row.id for row in owed.due_letters(connection, LATER, 10)] == [made]


def test_letters_are_taken_oldest_first_and_no_more_than_asked_for(connection: Connection) -> None:
    case = a_case(connection)
    first, second, _ = (letter(connection, case.id, version) for version in (1, 2, 3))

    assert [row.id for row in owed.due_letters(connection, NOW, 2)] == [first, second]


def test_a_letter_is_made_once(connection: Connection) -> None:
    made = letter(connection, a_case(connection).id)

    assert owed.settle_letter(connection, made, state=owed.MADE)
    assert not owed.settle_letter(connection, made, state=owed.FAILED)
    assert owed.due_letters(connection, LATER, 10) == []


def test_the_newest_version_of_a_kind_is_known(connection: Connection) -> None:
    case = a_case(connection)
    letter(connection, case.id, 1)
    letter(connection, case.id, 3)

    assert owed.newest_version(connection, case.id, "konsep") == 3
    assert owed.newest_version(connection, case.id, "surat") is None


def test_a_seal_is_due_once_the_letter_is_made_and_released(connection: Connection) -> None:
    case = a_case(connection)
    made = letter(connection, case.id)
    owed.owe_seal(connection, case.id, "konsep", 1)
    before = owed.due_seals(connection, 10)

    owed.settle_letter(connection, made, state=owed.MADE)

    assert before == []
    assert [row.id for row in owed.due_seals(connection, 10)] == [made]


def test_a_letter_that_nobody_released_is_not_sealed(connection: Connection) -> None:
    owed.settle_letter(connection, letter(connection, a_case(connection).id), state=owed.MADE)

    assert owed.due_seals(connection, 10) == []


def test_a_mail_comes_back_as_it_was_owed(connection: Connection) -> None:
    case = a_case(connection)
    wanted = Owed(
        template="tanya_balik",
        post="kepala",
        address="kepala@balai.example",
        words="Mohon “disposisi”.",
        data={"contoh": "DISPOSISI"},
        attachments=(A_FILE,),
        answers_to="<a@b>",
        case_id=case.id,
    )

    owed.owe_mail(connection, wanted, at=NOW)

    (row,) = owed.due_mails(connection, NOW, 10)
    assert (row.template, row.post, row.address, row.words) == (
        "tanya_balik",
        "kepala",
        "kepala@balai.example",
        "Mohon “disposisi”.",
    )
    assert (row.data, row.attachments, row.answers_to, row.case_id) == (
        {"contoh": "DISPOSISI"},
        [A_FILE],
        "<a@b>",
        case.id,
    )


def test_a_mail_is_not_due_before_its_time(connection: Connection) -> None:
    owed.owe_mail(connection, Owed(template="konfirmasi", post="kepala"), at=NOW, not_before=LATER)

    assert owed.due_mails(connection, LATER - timedelta(seconds=1), 10) == []
    assert len(owed.due_mails(connection, LATER, 10)) == 1


@pytest.mark.parametrize("state", [owed.OWED, owed.FAILED])
def test_mails_that_wait_for_a_letter_hold_up_no_other(connection: Connection, state: str) -> None:
    case = a_case(connection)
    owed.settle_letter(connection, letter(connection, case.id), state=state)
    for _ in range(5):
        an_owed_mail(connection, case_id=case.id, attachments=(A_FILE, AS_PDF))
    other = an_owed_mail(connection, case_id=case.id, attachments=({"left": "besar.zip"}, A_FILE))

    assert [row.id for row in owed.due_mails(connection, NOW, 5)] == [other]


def test_a_mail_whose_letter_nobody_owes_waits(connection: Connection) -> None:
    an_owed_mail(connection, case_id=a_case(connection).id, attachments=(AS_PDF,))

    assert owed.due_mails(connection, NOW, 5) == []


@pytest.mark.parametrize("form", ["pdf", "docx", "signed"])
def test_a_mail_is_due_once_its_letter_is_made_in_the_form_it_encloses(
    connection: Connection, form: str
) -> None:
    case = a_case(connection)
    made = letter(connection, case.id)
    others = {"pdf": "docx", "docx": "pdf", "signed": "pdf"}
    digest = archive.store(connection, b"PK", NOW)
    mail = an_owed_mail(connection, case_id=case.id, attachments=({**AS_PDF, "as": form},))
    connection.execute(letters.update().values({f"{others[form]}_sha256": digest}))
    before = owed.due_mails(connection, NOW, 5)

    connection.execute(letters.update().where(letters.c.id == made).values({f"{form}_sha256": digest}))

    assert before == []
    assert [row.id for row in owed.due_mails(connection, NOW, 5)] == [mail]


def test_a_letter_of_another_version_or_case_is_not_the_one_a_mail_waits_for(connection: Connection) -> None:
    case, other = a_case(connection), a_case(connection)
    an_owed_mail(connection, case_id=case.id, attachments=(AS_PDF,))
    theirs = an_owed_mail(connection, case_id=other.id, attachments=(AS_PDF,))
    letter(connection, case.id, 2)
    letter(connection, other.id, 1)

    connection.execute(letters.update().values(pdf_sha256=archive.store(connection, b"%PDF", NOW)))

    assert [row.id for row in owed.due_mails(connection, NOW, 5)] == [theirs]


def test_a_mail_whose_request_was_closed_waits_for_no_letter(connection: Connection) -> None:
    case = a_case(connection)
    asked = a_request(connection, case_id=case.id)
    mail = an_owed_mail(connection, case_id=case.id, request_id=asked, attachments=(AS_PDF,))
    before = owed.due_mails(connection, NOW, 5)

    requests.close(connection, [asked], why="revisi", at=NOW)

    assert before == []
    assert [row.id for row in owed.due_mails(connection, NOW, 5)] == [mail]


def test_a_mail_is_frozen_once(connection: Connection) -> None:
    mail = an_owed_mail(connection)

    assert owed.settle_mail(connection, mail, owed.FROZEN)
    assert not owed.settle_mail(connection, mail, owed.FROZEN)
    assert owed.due_mails(connection, LATER, 10) == []


def test_mails_of_an_answer_that_was_taken_back_are_dropped(connection: Connection) -> None:
    answer = an_answer(connection, a_case(connection))
    mine = an_owed_mail(connection, answer_id=answer)
    other = an_owed_mail(connection)

    owed.cancel_mails(connection, answer_id=answer, why="jawaban dibatalkan")

    assert [row.id for row in owed.due_mails(connection, NOW, 10)] == [other]
    assert connection.scalar(select(mails.c.note).where(mails.c.id == mine)) == "jawaban dibatalkan"


def test_a_mail_that_was_frozen_is_not_dropped_any_more(connection: Connection) -> None:
    answer = an_answer(connection, a_case(connection))
    mail = an_owed_mail(connection, answer_id=answer)
    owed.settle_mail(connection, mail, owed.FROZEN)

    owed.cancel_mails(connection, answer_id=answer, why="jawaban dibatalkan")

    assert connection.scalar(select(mails.c.state).where(mails.c.id == mail)) == owed.FROZEN


def test_a_signed_letter_is_kept_with_what_its_signature_says(connection: Connection) -> None:
    case = a_case(connection)
    signed = letter(connection, case.id)

    digest = archive.store(connection, b"%PDF-1.7", NOW)

    owed.keep_signed(connection, signed, sha256=digest, signature={"kind": "scan"})

    row = connection.execute(select(letters)).one()
    assert (row.signed_sha256, row.signature) == (digest, {"kind": "scan"})
