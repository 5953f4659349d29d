"""Produce: what fails outside, or in one letter or mail, holds up nothing else."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest

from pipeline.errors import OutsideError
from pipeline.letters.edits import Edit, Written, edit
from pipeline.letters.pdf_words import page_texts
from pipeline.mail.wording import Wordings
from pipeline.office.make import LetterPress
from pipeline.office.press import Press
from pipeline.office.produce import produce
from pipeline.office.resend import resend
from pipeline.outside.fonts import Fonts
from pipeline.sop.rules import Signing
from tests.certificates import identity, seal_of
from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import DOCX, KEPALA, KETUA, KONSEP, TU, Town, body, file_of
from tests.offices import TEMPLATES, rules

Till = Callable[[str], Town]


class BrokenSeal:
    """A seal whose certificate has run out."""

    def seal(self, pdf: bytes, *, reason: str, url: str, label: str, at: datetime) -> bytes:
        """Fail for good."""
        raise OutsideError("the certificate has run out", permanent=True)


def released(town: Town, seal: object) -> Town:
    """The first case in mode segel, its letter released with KIRIM."""
    town.desk = replace(town.desk, rules=rules(Signing.SEGEL))
    town.sealer = seal  # type: ignore[assignment]
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    town.reply(KEPALA, "Mohon perintah kirim", "KIRIM")
    return town


def test_mails_without_a_letter_leave_while_the_converter_is_down(town: Town) -> None:
    town.printer.fault = OutsideError("LibreOffice does not run", permanent=False)

    town.complain()

    assert [who for who, _ in town.since(0)] == [CUSTOMER]


def test_mails_leave_although_the_converter_fails_as_a_whole(town: Town) -> None:
    def convert(documents: object) -> list[bytes | OutsideError]:
        raise OutsideError("no disk left", permanent=False)

    town.box.drop(town.letter(CUSTOMER, "Keluhan", "Kami mengeluh: LHU belum diterima."))
    town.work("collect", "read", "handle")
    worked = produce(town.desk, Press(convert), None)

    town.work("send")
    assert worked
    assert [who for who, _ in town.since(0)] == [CUSTOMER]


def test_a_failure_outside_is_reported_once_nothing_else_is_left_to_do(town: Town) -> None:
    def convert(documents: object) -> list[bytes | OutsideError]:
        raise OutsideError("no disk left", permanent=False)

    town.box.drop(town.letter(CUSTOMER, "Keluhan", "Kami mengeluh: LHU belum diterima."))
    town.work("collect", "read", "handle")
    press: LetterPress = Press(convert)
    produce(town.desk, press, None)
    press.wait(20)

    with pytest.raises(OutsideError):
        produce(town.desk, press, None)


def test_a_seal_that_fails_holds_up_no_other_mail(town: Town) -> None:
    released(town, BrokenSeal())
    before = len(town.relay.taken)

    town.complain("lain@perusahaan.example")

    assert sorted(town.since(before)) == [
        (KEPALA, "Mohon disposisi"),
        ("lain@perusahaan.example", "Surat Saudara telah kami terima"),
    ]


def test_tu_is_told_once_that_a_letter_cannot_be_sealed(town: Town) -> None:
    released(town, BrokenSeal())

    town.pass_time(hours=3)
    town.pass_time(hours=3)

    told = [mail for mail in town.got(TU) if "segel" in body(mail)]
    assert len(told) == 1


def test_a_letter_is_sealed_and_sent_once_the_seal_works_again(town: Town, tmp_path: Path) -> None:
    released(town, BrokenSeal())

    town.sealer = seal_of(tmp_path, identity())
    town.pass_time(hours=2)

    assert len(town.got(CUSTOMER, "Surat jawaban")) == 1


def test_a_letter_is_sealed_and_sent_once_although_kirim_comes_twice(town: Town, tmp_path: Path) -> None:
    released(town, seal_of(tmp_path, identity()))

    town.reply(KEPALA, "Mohon perintah kirim", "KIRIM")

    assert len(town.got(CUSTOMER, "Surat jawaban")) == 1
    assert "sudah selesai diproses" in body(town.last(KEPALA, "Mohon diperjelas"))


def test_letters_are_written_while_others_are_converted(town: Town) -> None:
    free = Event()

    def convert(documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        assert free.wait(20)
        return town.printer.convert(documents)

    press: LetterPress = Press(convert)
    town.box.drop(town.letter(CUSTOMER, "Keluhan", "Kami mengeluh: LHU belum diterima."))
    town.work("collect", "read", "handle")
    produce(town.desk, press, None)
    town.box.drop(town.letter("lain@perusahaan.example", "Keluhan", "Kami mengeluh: LHU belum diterima."))
    town.work("collect", "read", "handle")
    produce(town.desk, press, None)

    assert len(press.letters) == 2
    free.set()
    while press.busy:
        produce(town.desk, press, None)
    assert {row.state for row in town.rows("select state from letters")} == {"jadi"}


def test_letters_that_come_while_all_hands_are_busy_go_together(town: Town) -> None:
    calls: list[int] = []
    free = Event()

    def convert(documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        calls.append(len(documents))
        assert free.wait(20)
        return town.printer.convert(documents)

    press: LetterPress = Press(convert)
    for number in range(4):
        customer = f"mutu@perusahaan-{number}.example"
        town.box.drop(town.letter(customer, "Keluhan", "Kami mengeluh: LHU belum diterima."))
        town.work("collect", "read", "handle")
        produce(town.desk, press, None)
    free.set()
    while press.busy:
        press.wait(20)
        produce(town.desk, press, None)

    assert calls == [1, 1, 2]


def test_mails_that_are_ready_are_composed_while_the_converter_works(town: Town) -> None:
    frozen: list[list[str]] = []

    def convert(documents: Sequence[bytes]) -> Sequence[bytes | OutsideError]:
        deadline = time.monotonic() + 20
        while not (found := town.rows("select template from mails where state = 'beku'")):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        frozen.append([row.template for row in found])
        return town.printer.convert(documents)

    town.box.drop(town.letter(CUSTOMER, "Keluhan", "Kami mengeluh: LHU belum diterima."))
    town.work("collect", "read", "handle")
    press: LetterPress = Press(convert)
    produce(town.desk, press, None)
    press.wait(20)

    assert frozen == [["tanda_terima_awal"]]


def test_a_letter_whose_template_is_faulty_waits_and_tu_is_told(town: Town) -> None:
    town.desk = replace(town.desk, templates={**town.desk.templates, "form_pengaduan": b"no Word file"})

    town.complain()

    assert town.rows("select state from letters where kind = 'form_pengaduan'")[0].state == "gagal"
    assert town.since(0) == [(CUSTOMER, "Surat Saudara telah kami terima"), (TU, "Pemberitahuan")]


def test_a_letter_with_characters_that_no_font_has_waits_and_tu_is_told_which(town: Town) -> None:
    town.desk = replace(town.desk, undrawable=Fonts().missing)
    town.box.drop(town.letter(CUSTOMER, "Keluhan atas LHU", "Kami mengeluh: LHU \U00013000 belum diterima."))

    town.work()

    [form] = town.rows("select state, note from letters where kind = 'form_pengaduan'")
    assert (form.state, form.note.split(". ")[0]) == (
        "gagal",
        "tidak ada huruf terpasang untuk “\U00013000” (U+13000)",
    )
    assert (TU, "Pemberitahuan") in town.since(0)


def test_a_letter_that_waited_for_a_font_is_made_when_it_is_there(town: Town) -> None:
    town.desk = replace(town.desk, undrawable=lambda _: "x")
    town.complain()
    town.desk = replace(town.desk, undrawable=lambda _: "")

    resend(town.desk, "PGD-2026-0001")
    town.work()

    assert len(town.got(KEPALA, "Mohon disposisi")) >= 1


def test_a_faulty_letter_does_not_keep_the_others_from_being_made(town: Town) -> None:
    whole = town.desk
    town.desk = replace(whole, templates={**whole.templates, "form_pengaduan": b"no Word file"})
    town.complain()
    town.desk = whole

    town.complain("lain@perusahaan.example")

    assert len(town.got(KEPALA, "Mohon disposisi")) == 1


def test_a_mail_whose_wording_is_faulty_waits_and_the_next_one_leaves(town: Town) -> None:
    texts = {path.name: path.read_text("utf-8") for path in (TEMPLATES / "mail").glob("*.j2")}
    faulty = Wordings({**texts, "minta_disposisi.j2": "{% extends kerangka %}{{ perkara.nomor + 1 }}"})
    town.desk = replace(town.desk, wordings=faulty)

    town.complain()

    states = {row.template: row.state for row in town.rows("select template, state from mails")}
    assert states == {"minta_disposisi": "gagal", "tanda_terima_awal": "beku", "pemberitahuan": "beku"}


def test_a_letter_that_waits_for_its_seal_begins_a_new_count_of_tries(till: Till) -> None:
    town = till("tindak_lanjut")
    town.printer.fault = OutsideError("LibreOffice does not run", permanent=False)
    town.reply(KETUA, "Mohon konsep", KONSEP)
    town.printer.fault = None

    town.pass_time(minutes=10)

    letters = town.rows("select attempts, next_at, note from letters where kind = 'konsep' and version = 1")
    assert [tuple(row) for row in letters] == [(0, None, None)]


def test_letters_are_made_without_a_person_once_a_long_failure_is_over(town: Town) -> None:
    town.printer.fault = OutsideError("LibreOffice does not run", permanent=False)
    town.complain()
    for _ in range(24):
        town.clock.pass_time(hours=1)
        town.work("produce", "send")
    town.printer.fault = None

    town.pass_time(hours=1)

    assert len(town.got(KEPALA, "Mohon disposisi")) == 1
    assert len([mail for mail in town.got(TU) if "belum dapat dibuat" in body(mail)]) == 1


@dataclass
class Editor:
    """Whoever opens foreign documents, for now; `down` while it cannot."""

    asked: list[Edit] = field(default_factory=list)
    down: bool = False

    def __call__(self, docx: bytes, wanted: Edit) -> Written:
        self.asked.append(wanted)
        if self.down:
            raise OutsideError("Konsep tidak dapat diolah.", permanent=False)
        return edit(docx, wanted)


def _return_the_draft(till: Till) -> tuple[Town, Editor]:
    town, editor = till("tindak_lanjut"), Editor()
    town.desk = replace(town.desk, edit=editor)
    town.reply(KETUA, "Mohon konsep", KONSEP)
    draft = file_of(town.last(KETUA, "Mohon paraf"), ".docx")
    assert editor.asked == []
    editor.down = True
    town.reply(KETUA, "Mohon paraf", "Berikut konsep saya.", files=[("konsep.docx", DOCX, draft)])
    return town, editor


def test_a_returned_draft_is_opened_in_the_cage_alone_for_its_version_and_for_its_number(
    till: Till,
) -> None:
    town, editor = _return_the_draft(till)
    editor.down = False
    town.pass_time(minutes=3)

    town.reply(KETUA, "Mohon paraf konsep versi 2", "PARAF")
    town.pass_time(minutes=16)
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")

    number = town.case().letter_number
    assert {each.version for each in editor.asked[:-1]} == {2}
    assert (editor.asked[-1].values["nomor"], editor.asked[-1].drop) == (number, ("konsep",))
    assert number in " ".join(page_texts(file_of(town.last(KEPALA, "Mohon tanda tangan"), ".pdf")))


def test_while_the_cage_is_down_a_returned_draft_waits_and_other_letters_are_made(
    till: Till,
) -> None:
    town, _ = _return_the_draft(till)

    town.write("lain@perusahaan-lain.example", "Keluhan", COMPLAINT.replace("00123", "00456"))

    (waiting,) = town.rows("select state, attempts, note from letters where version = 2")
    assert (waiting.state, waiting.note) == ("terutang", "Konsep tidak dapat diolah.")
    assert waiting.attempts >= 1
    assert len(town.got(KEPALA, "Mohon disposisi")) == 2
