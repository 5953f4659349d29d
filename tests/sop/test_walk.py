"""Whatever people answer, in whatever order: the case keeps its promises and never comes to a stand."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pipeline.sop.asks import ASKS, Action, Ask
from pipeline.sop.case import ANALYSIS, Answer
from pipeline.sop.rules import Signing
from pipeline.sop.steps import ENDS, State, Step
from tests import offices
from tests.sop.paper import PaperOffice

POKJA = st.sampled_from(offices.POKJA)
TEXT = st.sampled_from(["", "Mohon segera."])
FILES = st.sampled_from([(), ("0" * 64,)])
FIELDS = st.fixed_dictionaries(
    {}, optional={name: st.just("telah dicatat") for name in (*ANALYSIS, "jawaban")}
) | st.just(dict.fromkeys((*ANALYSIS, "jawaban"), "telah dicatat"))

WORDS: dict[Action, dict[str, st.SearchStrategy[Any]]] = {
    Action.DISPOSISI: {"pokja": POKJA, "instruksi": TEXT, "tembusan": st.tuples(POKJA)},
    Action.BUKAN_PENGADUAN: {"reason": TEXT},
    Action.TERUSKAN: {"text": st.sampled_from(["", "Dinas Contoh\nKota Contoh"]), "reason": TEXT},
    Action.KONSEP: {"fields": FIELDS, "files": FILES},
    Action.ALIHKAN: {"pokja": POKJA, "reason": TEXT},
    Action.KOORDINASI: {"pokja": st.sampled_from([*offices.POKJA, "kepala"]), "text": TEXT},
    Action.PENDAPAT: {"text": TEXT},
    Action.TANYA: {"text": TEXT},
    Action.PERPANJANG: {"days": st.integers(1, 5), "reason": TEXT},
    Action.REVISI: {"note": TEXT, "files": FILES},
    Action.NOTULEN: {"efektif": st.sampled_from([True, False, None])},
    Action.BUKA_KEMBALI: {"reason": TEXT},
    Action.TIDAK_EFEKTIF: {"note": TEXT},
}

#: the answer by which a request goes on to the next one; its words are complete
ONWARD: dict[Ask, Answer] = {
    Ask.DISPOSISI: Answer(action=Action.DISPOSISI, pokja="pengujian"),
    Ask.KONSEP: Answer(action=Action.KONSEP, fields=dict.fromkeys((*ANALYSIS, "jawaban"), "telah dicatat")),
    Ask.PARAF: Answer(action=Action.PARAF),
    Ask.PERSETUJUAN: Answer(action=Action.SETUJU),
    Ask.PENGIRIMAN: Answer(action=Action.KIRIM),
    Ask.PENYAMPAIAN: Answer(action=Action.TERKIRIM, note="diambil langsung"),
    Ask.NOTULEN: Answer(action=Action.NOTULEN, efektif=True),
    Ask.PENERIMAAN: Answer(action=Action.TERIMA),
}


class Walk(RuleBasedStateMachine):
    """A random walk through the SOP by way of what is asked."""

    @initialize(
        signing=st.sampled_from(Signing),
        reachable=st.sampled_from([True, True, False]),
        other=st.booleans(),
        steps=st.integers(0, 7),
    )
    def registered(self, signing: Signing, reachable: bool, other: bool, steps: int) -> None:
        self.office = PaperOffice(offices.rules(signing, has_alternate=other), reachable)
        self.seen_runs: dict[str, int] = {}
        self.seen_versions = 0
        for _ in range(steps):
            self.the_case_goes_on()

    @rule()
    def the_case_goes_on(self) -> None:
        self.office.server_takes_letter()
        signature = {Signing.TERTANDA: Action.TERTANDA, Signing.SEGEL: Action.KIRIM}[
            self.office.rules.signing
        ]
        onward = {**ONWARD, Ask.TANDA_TANGAN: Answer(action=signature)}
        asked = [sheet for sheet in self.office.open_sheets if sheet.ask in onward]
        if asked:
            self.office.answer(asked[-1], onward[asked[-1].ask])

    @precondition(lambda self: self.office.open_sheets)
    @rule(data=st.data())
    def somebody_answers(self, data: st.DataObject) -> None:
        sheet = data.draw(st.sampled_from(self.office.open_sheets))
        action = data.draw(st.sampled_from(ASKS[sheet.ask].actions))
        words = {name: data.draw(values) for name, values in WORDS.get(action, {}).items()}
        before = self.office.case
        unproven = data.draw(st.sampled_from(["", "pindaian"]))

        taken = self.office.answer(sheet, Answer(action=action, **words), unproven)

        assert taken or self.office.case == before

    @rule()
    def somebody_takes_back(self) -> None:
        self.office.take_back()

    @rule()
    def the_cure_is_found_to_have_failed(self) -> None:
        self.office.cure_fails()

    @rule()
    def the_customer_writes(self) -> None:
        self.office.customer_writes()

    @rule()
    def the_server_takes_the_letter(self) -> None:
        self.office.server_takes_letter()

    @rule()
    def the_letter_comes_back(self) -> None:
        self.office.letter_comes_back()

    @rule(hours=st.sampled_from([0, 1, 24, 80, 24 * 31]))
    def time_passes(self, hours: int) -> None:
        self.office.time_passes(hours)

    @invariant()
    def one_step_is_open_and_it_is_the_case_s_own(self) -> None:
        case, steps = self.office.case, self.office.open_steps()
        own = [] if case.state in ENDS or case.accepted else [Step(case.state.value)]

        # A letter that came back opens step 5 beside it.
        assert [step for step in steps if step is not Step.PENYAMPAIAN or step in own] == own
        assert case.bounced or own == steps

    @invariant()
    def runs_and_versions_only_grow(self) -> None:
        case = self.office.case

        assert all(case.runs.get(step, 0) >= run for step, run in self.seen_runs.items())
        assert case.versions >= self.seen_versions
        assert 0 <= case.version <= case.versions
        self.seen_runs, self.seen_versions = dict(case.runs), case.versions

    @invariant()
    def every_run_is_counted_by_the_case(self) -> None:
        counted = {(step, run + 1) for step, last in self.office.case.runs.items() for run in range(last)}

        assert counted == set(self.office.runs)

    @invariant()
    def a_drawn_number_stands_on_the_letter_or_left_with_it_or_is_void(self) -> None:
        office = self.office
        kept = {office.case.letter_number, *office.sent, *office.voided, *self._brought()}

        assert set(office.drawn) <= kept

    @invariant()
    def no_two_letters_bear_one_number(self) -> None:
        assert len(set(self.office.sent)) == len(self.office.sent)
        assert not set(self.office.sent) & self.office.voided

    @invariant()
    def an_end_asks_nobody_and_is_never_due(self) -> None:
        if self.office.case.state in ENDS:
            assert self.office.open_sheets == []
            assert self.office.case.due_at is None
            assert self.office.case.closed_at is not None

    @invariant()
    def an_open_case_is_in_somebody_s_hands(self) -> None:
        case = self.office.case
        asked = {ASKS[sheet.ask].step for sheet in self.office.open_sheets}
        on_its_way = case.state is State.PENYAMPAIAN and case.reachable and not case.bounced
        window = case.accepted and not case.bounced

        if case.state not in ENDS and not on_its_way and not window:
            assert (Step.PENYAMPAIAN if case.accepted else Step(case.state.value)) in asked

    @invariant()
    def an_open_case_is_due_unless_it_only_waits_for_its_window(self) -> None:
        case = self.office.case

        assert (case.due_at is None) == (case.state in ENDS or case.accepted)

    @invariant()
    def a_case_waits_for_the_customer_only_in_step_3(self) -> None:
        assert self.office.case.paused_at is None or self.office.case.state is State.TINDAK_LANJUT

    @invariant()
    def a_letter_that_came_back_is_in_tu_s_hands(self) -> None:
        if self.office.case.bounced:
            assert "tu" in {sheet.to for sheet in self.office.open_sheets}

    def _brought(self) -> set[str]:
        # Letters for customers without e-mail leave by TU's hands.
        case = self.office.case
        return set() if case.reachable else {number for number in self.office.drawn if case.delivered_at}


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=150, stateful_step_count=40)
