"""An office on paper: carries decisions out as plainly as can be, with lists for rows.

It shares no line with the program's own office, so what holds here holds by the decisions alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipeline.errors import Refusal
from pipeline.sop import flow, opening, signing, undo, waiting, working
from pipeline.sop.asks import ASKS, Action, Ask
from pipeline.sop.case import Answer, Case, Decision
from pipeline.sop.evaluating import close_or_wait
from pipeline.sop.papers import Notice
from pipeline.sop.rules import Rules
from pipeline.sop.steps import ENDS, State, Step
from pipeline.sop.turn import Turn
from tests.sop.office import MONDAY

#: answers after which the same request may be answered again (design 3a)
STAYS_OPEN = {Action.KONSEP, Action.KOORDINASI, Action.TANYA, Action.PERPANJANG}


@dataclass
class Sheet:
    """One request to one person."""

    ask: Ask
    to: str
    version: int
    #: place of the answer that caused it, None for an event
    cause: int | None
    open: bool = True


@dataclass
class Entry:
    """One accepted answer."""

    before: Case
    action: Action
    by: str
    at: datetime
    sheet: Sheet
    revocable: bool
    held: bool = True


@dataclass
class PaperOffice:
    """The state of one case with all its papers."""

    rules: Rules
    reachable: bool
    now: datetime = MONDAY
    sheets: list[Sheet] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    #: (step, run) → still open
    runs: dict[tuple[str, int], bool] = field(default_factory=dict)
    drawn: list[str] = field(default_factory=list)
    voided: set[str] = field(default_factory=set)
    #: numbers of the letters that left the office
    sent: list[str] = field(default_factory=list)
    returned: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Register the letter."""
        new = Case(id=1, number="PGD-2026-0001", tag="T", state=State.DISPOSISI, reachable=self.reachable)
        self.case = new
        self._carry_out(opening.register(new, self.now, self.rules, may_answer=True), None)

    @property
    def open_sheets(self) -> list[Sheet]:
        """What somebody is asked now."""
        return [sheet for sheet in self.sheets if sheet.open]

    def answer(self, sheet: Sheet, answer: Answer, unproven: str = "") -> bool:
        """One reply; False if it was refused, and then nothing has changed."""
        if answer.action in ASKS[sheet.ask].newest_only and sheet.version != self.case.version:
            return False
        before = self.case
        try:
            decision = flow.decide(Turn(before, answer, sheet.to, self.now, self.rules, sheet.ask, unproven))
        except Refusal:
            return False
        entry = Entry(before, answer.action, sheet.to, self.now, sheet, decision.revocable)
        self.entries.append(entry)
        if answer.action not in STAYS_OPEN:
            sheet.open = False
        self._carry_out(decision, len(self.entries) - 1)
        return True

    def take_back(self) -> bool:
        """BATAL to the newest answer that still holds; False where it is too late."""
        place = max((place for place, entry in enumerate(self.entries) if entry.held), default=None)
        if place is None:
            return False
        entry = self.entries[place]
        if not entry.revocable or self.now > entry.at + self.rules.undo:
            return False
        caused = [sheet for sheet in self.open_sheets if sheet.cause == place]
        try:
            decision = undo.take_back(
                self.case,
                entry.before,
                action=entry.action,
                ask=None if entry.sheet.open else entry.sheet.ask,
                by=entry.by,
                told=tuple(sheet.to for sheet in caused),
                rules=self.rules,
            )
        except Refusal:
            return False
        entry.held = False
        for sheet in caused:
            sheet.open = False
        self._carry_out(decision, None)
        return True

    def customer_writes(self) -> None:
        """A further mail of the customer; it ends a pause."""
        if self.case.paused_at:
            self._carry_out(working.resume(self.case, self.now, self.rules, "pelanggan_menjawab"), None)

    def cure_fails(self) -> None:
        """Months after the end its owner answers that the cure does not hold."""
        if self.case.state is State.SELESAI:
            answer = Answer(action=Action.TIDAK_EFEKTIF)
            turn = Turn(self.case, answer, self.case.pokja, self.now, self.rules, Ask.EFEKTIVITAS)
            self.entries.clear()
            self._carry_out(flow.decide(turn), None)

    def server_takes_letter(self) -> None:
        """The 250 for a letter that is on its way."""
        if self.case.state is State.PENYAMPAIAN and self.case.reachable and not self.case.bounced:
            self._carry_out(signing.deliver(self.case, self.now, self.rules, "250"), None)

    def letter_comes_back(self) -> None:
        """A bounce of the newest letter, once, while the case is open and it was not brought otherwise."""
        if not self.sent or not self.case.reachable or self.case.state in ENDS:
            return
        if self.sent[-1] not in self.returned:
            self.returned.add(self.sent[-1])
            self._carry_out(signing.bounce(self.case, "5.1.1"), None)

    def time_passes(self, hours: int) -> None:
        """Move the clock and do what is due by it."""
        self.now += timedelta(hours=hours)
        if self.case.paused_at and self.now >= self.case.paused_at + self.rules.pause:
            self._carry_out(waiting.run_out(self.case, self.now, self.rules), None)
        waits = self.case.state is State.EVALUASI or (self.case.penerusan and self.case.delivered_at)
        if self.case.accepted and waits and self.case.state not in ENDS and not self.case.bounced:
            self._carry_out(close_or_wait(self.case, self.now, self.rules), None)

    def _carry_out(self, decision: Decision, cause: int | None) -> None:
        self.case = self._numbered(decision)
        if self.case.state in ENDS:
            self._close(lambda sheet: True)
        if decision.ends:
            self._close(lambda sheet: ASKS[sheet.ask].step is decision.ends)
            for key in self.runs:
                self.runs[key] = self.runs[key] and key[0] != decision.ends
        self._close(lambda sheet: sheet.ask in decision.closes)
        if decision.opens:
            key = (decision.opens.value, self.case.runs[decision.opens.value])
            assert key not in self.runs, f"run {key} was opened before"
            for other in self.runs:
                self.runs[other] = self.runs[other] and (key[0], other[0]) != (
                    Step.PENYAMPAIAN,
                    Step.PENYAMPAIAN,
                )
            self.runs[key] = True
        for asked in decision.asks:
            self.sheets.append(Sheet(asked.ask, asked.to, self.case.version, cause))
        if any(notice.notice is Notice.SURAT_JAWABAN for notice in decision.notices):
            self.sent.append(self.case.letter_number)

    def _numbered(self, decision: Decision) -> Case:
        case = decision.case
        if decision.voids_number:
            self.voided.add(case.letter_number)
        if not decision.draws_number or case.letter_number:
            return case
        self.drawn.append(f"B/{len(self.drawn) + 1}")
        values = {name: getattr(case, name) for name in Case.__dataclass_fields__}
        return Case(**{**values, "letter_number": self.drawn[-1]})

    def _close(self, wanted: Callable[[Sheet], bool]) -> None:
        for sheet in self.sheets:
            sheet.open = sheet.open and not wanted(sheet)

    def open_steps(self) -> list[Step]:
        """The steps that have an open run."""
        return [Step(step) for (step, _), open_ in self.runs.items() if open_]
