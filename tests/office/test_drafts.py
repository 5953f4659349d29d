"""A returned draft that another's version has overtaken is refused, with what changed."""

from pipeline.demo.edited import reworded
from tests.office.town import DOCX, KEPALA, KETUA, KONSEP, Town, body, file_of


def test_a_draft_that_was_overtaken_is_refused_with_what_changed(town: Town) -> None:
    town.go_to("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", KONSEP)
    first = file_of(town.last(KETUA, "Mohon paraf"), ".docx")
    town.reply(KETUA, "Mohon paraf", "PARAF")
    changed = reworded(first, "mohon maaf", "mohon maaf sebesar-besarnya")
    town.reply(KEPALA, "Mohon persetujuan", "REVISI: seperti ini", files=[("konsep.docx", DOCX, changed)])

    town.reply(KETUA, "Mohon paraf", "KONSEP", files=[("konsep.docx", DOCX, first)])

    answer = body(town.last(KETUA, "Mohon diperjelas"))
    assert "berdasarkan konsep versi 1" in answer
    assert "mohon maaf sebesar-besarnya" in answer
    assert town.case().version == 2
