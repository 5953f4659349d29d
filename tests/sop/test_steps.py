"""The SOP's table is the office's own, and every word of the flow has an owner, a text and a template."""

from pathlib import Path

import pytest

from pipeline.mail.choices import CHOICES
from pipeline.sop.asks import ASKS, Action, Ask, actions_of
from pipeline.sop.flow import MOVES
from pipeline.sop.papers import OUTWARD, LetterKind, Notice
from pipeline.sop.steps import BY_STEP, ENDS, ROWS, Row, State, Step
from tests.offices import NAMES, TEMPLATES

TRANSCRIPTION = Path(__file__).with_name("sop.txt")

#: the answers of the design's table, as it lists them step by step
ANSWERS = {
    Step.REGISTRASI: "pengaduan bukan perbaiki gabung abaikan",
    Step.DISPOSISI: "disposisi bukan_pengaduan terlibat teruskan",
    Step.TINDAK_LANJUT: "konsep paraf alihkan koordinasi tanya perpanjang izinkan tolak",
    Step.TANDA_TANGAN: "setuju revisi terlibat tertanda kirim",
    Step.PENYAMPAIAN: "terkirim",
    Step.EVALUASI: "notulen terima buka_kembali",
}
#: what may be answered beside the line: a closed case, a stranger with a tag, BATAL, a colleague's opinion
BESIDE = {
    Step.REGISTRASI: "arsip keberatan baru batal",
    Step.TINDAK_LANJUT: "pendapat tutup lanjutkan",
    Step.PENYAMPAIAN: "kirim_ulang sudah_terkirim",
    Step.EVALUASI: "efektif tidak_efektif belum_dinilai",
}
#: answers that are settled before the flow of a case begins
BEFORE_THE_FLOW = set(
    "pengaduan bukan perbaiki gabung abaikan arsip keberatan baru batal kirim_ulang sudah_terkirim".split()
)
#: the template that a letter is rendered from
LETTER_TEMPLATES = {
    LetterKind.FORM: "form_pengaduan",
    LetterKind.LEMBAR: "lembar_disposisi",
    LetterKind.KONSEP: "surat_balasan",
    LetterKind.SURAT: "surat_balasan",
    LetterKind.NOTULEN: "notulen",
    LetterKind.PENGANTAR: "nota_pengantar",
    LetterKind.LAPORAN: "laporan_evaluasi",
}


def transcribed() -> list[dict[str, str]]:
    """The rows of the office's paper, cell by cell."""
    _, *blocks = TRANSCRIPTION.read_text("utf-8").strip().split("\n\n")
    rows = [[line.partition(":") for line in block.splitlines()] for block in blocks]
    return [{cell: text.strip() for cell, _, text in row} for row in rows]


def cells(row: Row) -> dict[str, str]:
    names = ("no", "kegiatan", "pelaksana", "kelengkapan", "waktu", "output", "keterangan")
    return {name: str(getattr(row, name)) for name in names}


@pytest.mark.parametrize("number", range(1, 7))
def test_each_row_is_the_office_s_own_cell_by_cell(number: int) -> None:
    paper = transcribed()[number - 1]

    assert cells(ROWS[number - 1]) == paper


def test_the_table_has_no_other_row_than_the_paper() -> None:
    assert [row.no for row in ROWS] == [int(row["no"]) for row in transcribed()]


def test_every_step_has_one_row_in_the_order_of_the_sop() -> None:
    assert [row.step for row in ROWS] == list(Step) == list(BY_STEP)


@pytest.mark.parametrize("step", Step)
def test_a_step_takes_the_answers_of_the_design_and_no_other(step: Step) -> None:
    expected = f"{ANSWERS[step]} {BESIDE.get(step, '')}".split()

    assert {str(action) for action in actions_of(step)} == set(expected)


def test_every_answer_belongs_to_a_request() -> None:
    asked = {action for row in ASKS.values() for action in row.actions}

    assert asked == set(Action)


def test_every_answer_is_decided_by_the_flow_or_settled_before_it() -> None:
    assert {str(action) for action in set(Action) - set(MOVES)} == BEFORE_THE_FLOW


@pytest.mark.parametrize("action", Action)
def test_every_answer_has_its_word_its_label_and_an_example(action: Action) -> None:
    choice = CHOICES[action]

    assert all([choice.word, choice.label, choice.body, choice.example])


@pytest.mark.parametrize("ask", Ask)
def test_every_request_has_its_row(ask: Ask) -> None:
    row = ASKS[ask]

    assert row.ask is ask
    assert row.newest_only <= set(row.actions)


@pytest.mark.parametrize("ask", Ask)
def test_every_request_has_its_mail(ask: Ask) -> None:
    assert (TEMPLATES / "mail" / f"minta_{ask}.j2").read_text("utf-8").strip()


@pytest.mark.parametrize("notice", Notice)
def test_every_notice_has_its_mail(notice: Notice) -> None:
    assert (TEMPLATES / "mail" / f"{notice}.j2").read_text("utf-8").strip()


@pytest.mark.parametrize("letter", LetterKind)
def test_every_letter_has_its_word_template(letter: LetterKind) -> None:
    assert (TEMPLATES / f"{LETTER_TEMPLATES[letter]}.docx").is_file()


def test_every_state_is_a_step_of_the_sop_or_an_end() -> None:
    assert {str(state) for state in State} == {str(step) for step in Step} - {"registrasi"} | {
        str(state) for state in ENDS
    }


@pytest.mark.parametrize("state", sorted(set(State) - ENDS))
def test_every_open_state_has_a_request_that_leads_out_of_it(state: State) -> None:
    asks = [row for row in ASKS.values() if row.step == Step(state.value)]
    decided = {action for action, (states, _) in MOVES.items() if state in states}

    assert any(set(row.actions) & decided for row in asks)


@pytest.mark.parametrize("state", sorted(ENDS))
def test_no_answer_counts_at_an_end_but_whether_its_cure_holds(state: State) -> None:
    later = {Action.EFEKTIF, Action.BELUM_DINILAI, Action.TIDAK_EFEKTIF} if state is State.SELESAI else set()

    assert {action for action, (states, _) in MOVES.items() if state in states} == later


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.step)
def test_every_row_is_acted_on_by_a_post_the_ketua_or_the_program(row: Row) -> None:
    assert row.actor in {*NAMES, "ketua_pokja", "pipeline"}


def test_what_leaves_the_office_is_named_and_the_rest_is_for_staff() -> None:
    inward = (
        "konfirmasi tanya_balik tembusan pemberitahuan susulan salinan wbs pengingat daftar_tugas keadaan "
        "uji_asal"
    ).split()

    assert {str(notice) for notice in set(Notice) - OUTWARD} == {*inward, "laporan_harian", "laporan_bulanan"}
