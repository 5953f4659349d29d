"""What a person decided about a mail is kept beside what its words told, and the differences are listed."""

from pathlib import Path

import pytest

from pipeline.mail.score import OwnWords
from pipeline.office.desk import Desk
from pipeline.office.judged import list_judged
from tests.office.registers import CUSTOMER, a_letter, arrive
from tests.office.town import KEPALA, TU, Town, body
from tests.offices import a_desk

UNSURE = ("Timbangan", "Timbangan kami kok begini ya, mohon dibantu.")


def test_a_mail_that_tu_took_for_a_complaint_is_listed_with_the_reason_of_the_doubt(town: Town) -> None:
    town.write(CUSTOMER, *UNSURE)
    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    [judged] = list_judged(town.desk)

    assert (judged.hal, judged.dinilai, judged.keputusan) == ("Timbangan", "ragu", "pengaduan")
    assert judged.alasan
    assert judged.oleh == "Subbagian Tata Usaha"


def test_a_complaint_that_the_kepala_took_for_none_is_listed(town: Town) -> None:
    town.go_to("disposisi")
    town.reply(KEPALA, "Mohon disposisi", "BUKAN PENGADUAN karena hanya salah paham")

    [judged] = list_judged(town.desk)

    assert (judged.dinilai, judged.keputusan, judged.oleh) == ("pengaduan", "lain", "Kepala Balai")


def test_a_judgement_that_nobody_contradicted_is_not_listed(town: Town) -> None:
    town.go_to("tindak_lanjut")

    assert list_judged(town.desk) == []


def test_the_audit_trail_keeps_tus_decision_beside_the_verdict(town: Town) -> None:
    town.write(CUSTOMER, *UNSURE)
    town.reply(TU, "Mohon ditelaah", "BUKAN")

    [row] = town.rows(
        "select p.payload from audit a join audit_payloads p on p.seq = a.seq where a.event = 'ditahan_bukan'"
    )

    assert '"dinilai": "ragu"' in row.payload


def test_tu_is_told_why_a_mail_is_doubtful_and_how_to_answer(town: Town) -> None:
    town.write(CUSTOMER, *UNSURE)

    asked = body(town.last(TU, "Mohon ditelaah"))

    assert "Alasan: Surat ini memuat" in asked
    assert all(word in asked for word in ("PENGADUAN", "BUKAN", "PERBAIKI"))


def test_an_appeal_that_tu_let_pass_is_marked(town: Town) -> None:
    town.write(
        CUSTOMER, "Undangan rapat", "Rapat pukul 09.00 di aula. Acara: banding kami atas keputusan pembekuan."
    )

    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    assert town.case().banding


@pytest.mark.parametrize(("words", "cases"), [(OwnWords(complaint=("mleyot",)), 1), (OwnWords(), 0)])
def test_the_offices_own_words_find_its_complaints(
    desk: Desk, tmp_path: Path, words: OwnWords, cases: int
) -> None:
    arrive(a_desk(desk.engine, own_words=words), a_letter("Timbangannya mleyot.", subject="Mleyot"))

    with desk.engine.connect() as connection:
        found = connection.exec_driver_sql("select 1 from cases").all()

    assert len(found) == cases
