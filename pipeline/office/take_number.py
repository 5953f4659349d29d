"""Take over the number that another application gave the signed letter, where the office allows it.

Apart from the checks of the signature, which come after it and undo it where they refuse: they look
for the number that is taken here.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from pipeline.errors import Refusal
from pipeline.letters.given_number import given_number
from pipeline.letters.printed_words import contains
from pipeline.letters.scanned import bears
from pipeline.mail.facts import Attachment, Facts
from pipeline.office import number
from pipeline.office.desk import Desk
from pipeline.office.verify import used
from pipeline.sop.asks import Action
from pipeline.sop.case import Answer, Case
from pipeline.store import audit, numbers


def take_number(
    desk: Desk, connection: Connection, facts: Facts, answer: Answer, case: Case, *, by: str, at: datetime
) -> tuple[Case, str]:
    """The case under the number that its signed letter bears, and what its signer is told of it.

    Ours is voided then, with that reason. The case stays as it is, and nothing is told, where the letter
    bears our number or none that can be read. Raises `Refusal` for a number that another letter has.
    """
    if not desk.takes_numbers or answer.action is not Action.TERTANDA or not case.letter_number:
        return case, ""
    pdf = next((item for item in used(facts, answer) if item.signature is not None), None)
    if pdf is None or _bears(pdf, case.letter_number):
        return case, ""
    # A machine misreads digits: on a scan only the signer's own word counts.
    given = given_number(facts.own, "" if pdf.scanned else pdf.text, case.letter_number)
    if not given:
        return case, ""
    if numbers.find(connection, given) is not None:
        raise Refusal(f"Nomor {given} sudah tercatat untuk surat lain. Mohon periksa nomor surat ini.")
    _replace(desk, connection, case, given, by=by, at=at)
    told = f"Surat memakai nomor {given} dari aplikasi lain; nomor {case.letter_number} dibatalkan."
    return replace(case, letter_number=given), told


def _bears(pdf: Attachment, text: str) -> bool:
    return bears(pdf.text, text) if pdf.scanned else contains(pdf.text, text)


def _replace(desk: Desk, connection: Connection, case: Case, given: str, *, by: str, at: datetime) -> None:
    ours = case.letter_number
    number.void(connection, ours, at=at, reason=f"digantikan nomor {given} dari aplikasi lain")
    year = number.today(desk, at).year
    drawn = numbers.draw(connection, numbers.GIVEN, year, at=at, text_of=lambda _: given)
    numbers.book(connection, (drawn,), case.id, letter={"menggantikan": ours})
    payload = {"nomor": given, "menggantikan": ours}
    audit.append(connection, at=at, actor=by, event="nomor_diganti", case_id=case.id, payload=payload)
