"""The PDFs beside a konsep go out with the reply: as they were approved, and counted in its head."""

import json
from collections.abc import Callable
from hashlib import sha256

import pytest

from pipeline.letters.drafts import read_draft
from pipeline.letters.sheaf_line import stated
from pipeline.store.database import writing
from tests.letters.attacks import ACTIVE
from tests.letters.forging import updated
from tests.office.registers import CUSTOMER
from tests.office.town import DOCX, KEPALA, KETUA, KONSEP, TU, Town, body, file_of, files_of
from tests.pdfs import pdf_of

Till = Callable[[str], Town]
PDF = "application/pdf"
LHU = ("LHU pengganti.pdf", PDF, pdf_of("LHU 124"))
JADWAL = ("Jadwal.pdf", PDF, pdf_of("Jadwal perawatan"))
BOTH = ["LHU pengganti.pdf", "Jadwal.pdf"]


def lampiran_in(town: Town, person: str, about: str) -> list[str]:
    return [name for name in files_of(town.last(person, about)) if name in BOTH]


def head(town: Town) -> str:
    """The Lampiran line of the newest konsep, as the Ketua is asked to initial it."""
    return stated(read_draft(file_of(town.last(KETUA, "Mohon paraf"), ".docx")).text)


def sign(town: Town) -> None:
    mail = town.last(KEPALA, "Mohon tanda tangan")
    letter = file_of(mail, "Surat-Balasan-PGD-2026-0001.pdf") + b"% tanda tangan\n"
    town.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=[("scan.pdf", PDF, letter)])


def test_the_pdfs_beside_a_konsep_go_with_the_letter_to_everybody(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP, files=[LHU, JADWAL])
    understood = " ".join(body(town.last(KETUA, "Mohon paraf")).split())
    town.reply(KETUA, "Mohon paraf", "PARAF")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    sign(town)
    town.reply(KEPALA, "Mohon konfirmasi pengiriman", "KIRIM")

    assert "Lampiran surat: 2 (dua) berkas" in understood
    assert head(town) == "2 (dua) berkas"
    seen = [(KETUA, "Mohon paraf"), (KEPALA, "Mohon persetujuan"), (KEPALA, "Mohon tanda tangan")]
    seen += [(KEPALA, "Mohon konfirmasi pengiriman"), (CUSTOMER, "Surat"), (TU, "Salinan")]
    assert {about: lampiran_in(town, *who) for who in seen for about in [who]} == dict.fromkeys(seen, BOTH)


def test_what_goes_to_the_customer_is_what_was_approved_by_its_hash(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP, files=[LHU])
    town.reply(KETUA, "Mohon paraf", "PARAF")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    sign(town)
    asked = body(town.last(KEPALA, "Mohon konfirmasi pengiriman"))
    town.reply(KEPALA, "Mohon konfirmasi pengiriman", "KIRIM")

    (row,) = town.rows("select payload from audit join audit_payloads using (seq) where event = 'setuju'")
    approved = (json.loads(row.payload) if isinstance(row.payload, str) else row.payload)["lampiran"]
    assert approved == [sha256(LHU[2]).hexdigest()]
    assert f"Lampiran: LHU pengganti.pdf, sidik {approved[0][:12]}" in asked
    assert file_of(town.last(CUSTOMER), "LHU pengganti.pdf") == LHU[2]


def test_a_letter_whose_lampiran_were_changed_after_approval_does_not_leave(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP, files=[LHU])
    town.reply(KETUA, "Mohon paraf", "PARAF")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    with writing(town.desk.engine) as connection:
        connection.exec_driver_sql(
            "update letters set data = json_set(data, '$.lampiran', json('[]')) where kind = 'surat'"
        )

    sign(town)

    assert "Lampiran surat berbeda dari yang disetujui" in body(town.last(KEPALA, "Mohon diperjelas"))


def test_they_stay_with_the_next_version_until_he_writes_that_there_are_none(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP, files=[LHU, JADWAL])
    town.reply(KETUA, "Mohon paraf", "Jawaban: Kami mohon maaf.")
    kept = lampiran_in(town, KETUA, "Mohon paraf")
    town.reply(KETUA, "Mohon paraf", "Lampiran: tanpa")

    assert (kept, lampiran_in(town, KETUA, "Mohon paraf"), town.case().version) == (BOTH, [], 3)


def test_new_pdfs_take_the_place_of_the_old(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP, files=[LHU])
    town.reply(KETUA, "Mohon paraf", KONSEP, files=[JADWAL])

    assert lampiran_in(town, KETUA, "Mohon paraf") == ["Jadwal.pdf"]


def test_our_own_konsep_that_a_mail_program_sends_back_is_no_lampiran(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)
    ours = file_of(town.last(KETUA, "Mohon paraf"), ".pdf")

    town.reply(KETUA, "Mohon paraf", KONSEP, files=[("Konsep.pdf", PDF, ours)])

    assert "Konsep.pdf" not in files_of(town.last(KETUA, "Mohon paraf"))


def test_a_pdf_that_acts_is_refused(till: Till) -> None:
    town = till("tindak_lanjut")
    acting = updated(LHU[2], ACTIVE["JavaScript when opened"])

    town.reply(KETUA, "Mohon konsep", KONSEP, files=[("LHU.pdf", PDF, acting)])

    assert "tidak dapat menjadi lampiran surat" in body(town.last(KETUA, "Mohon diperjelas"))
    assert town.case().version == 0


def test_pdfs_too_large_for_one_mail_are_refused(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    town = till("tindak_lanjut")
    monkeypatch.setattr("pipeline.office.accompany.MOST", len(LHU[2]))

    town.reply(KETUA, "Mohon konsep", KONSEP, files=[LHU, JADWAL])

    assert "melebihi 15 MB" in body(town.last(KETUA, "Mohon diperjelas"))


def test_a_returned_draft_whose_head_does_not_count_them_is_asked_back(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)
    draft = file_of(town.last(KETUA, "Mohon paraf"), ".docx")

    town.reply(KETUA, "Mohon paraf", "KONSEP", files=[("konsep.docx", DOCX, draft), LHU])

    answer = " ".join(body(town.last(KETUA, "Mohon diperjelas")).split())
    assert "Mohon tulis “Lampiran : 1 (satu) berkas” di antara baris Sifat dan Hal" in answer
    assert town.case().version == 1


def test_a_returned_draft_whose_head_counts_them_is_taken(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP, files=[LHU])
    draft = file_of(town.last(KETUA, "Mohon paraf"), ".docx")

    town.reply(KETUA, "Mohon paraf", "KONSEP", files=[("konsep.docx", DOCX, draft)])

    assert (town.case().version, lampiran_in(town, KETUA, "Mohon paraf")) == (2, BOTH[:1])


def test_after_a_returned_draft_the_lampiran_change_only_with_it(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP, files=[LHU])
    draft = file_of(town.last(KETUA, "Mohon paraf"), ".docx")
    town.reply(KETUA, "Mohon paraf", "KONSEP", files=[("konsep.docx", DOCX, draft)])

    town.reply(KETUA, "Mohon paraf", "Lampiran: tanpa")

    assert "lampirannya hanya berubah bersama berkas itu" in body(town.last(KETUA, "Mohon diperjelas"))
