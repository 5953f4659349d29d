"""What goes back to whoever answered: what was understood, and what he is still asked for.

Apart from advancing a case because these words change nothing in it.
"""

from dataclasses import replace

from sqlalchemy import Connection

from pipeline.mail.facts import Facts
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Answer, Case, Decision
from pipeline.store import requests


def still_asked(connection: Connection, decision: Decision, case: Case, by: str) -> Decision:
    """Where paraf is asked without a new draft, what this run was opened for is said again, word for word."""
    if decision.event != "analisis":
        return decision
    run = (Ask.KONSEP, Ask.PARAF)
    found = [item for item in requests.open_of_case(connection, case.id) if item.post == by]
    words = next((item.words for item in found if item.ask in run), "")
    asks = tuple(replace(asked, words=words or asked.words) for asked in decision.asks)
    return replace(decision, asks=asks)


def too_early(decision: Decision, answer: Answer, facts: Facts) -> Decision:
    """Whoever signed before there was a number is told why the letter comes back to him."""
    if answer.action is not Action.SETUJU or not any(item.signature for item in facts.attachments):
        return decision
    words = " PDF yang Bapak/Ibu kirim belum bernomor; mohon menandatangani PDF bernomor yang terlampir."
    return replace(decision, understood=decision.understood + words)


def confirmed_within(decision: Decision, by: str) -> Decision | None:
    """Where the next request goes to the same person, it says what was understood: one mail, not two.

    Such an answer needs no BATAL, because the request itself takes a correction (konsep, revisi).
    """
    own = [asked for asked in decision.asks if asked.to == by]
    if not own:
        return None
    words = "\n".join(filter(None, (decision.understood, own[0].words)))
    rest = tuple(asked for asked in decision.asks if asked is not own[0])
    return replace(decision, asks=(replace(own[0], words=words), *rest))
