"""A complaint comes in: it is registered, or TU is asked about it first."""

from sqlalchemy import Connection

from pipeline.mail.forwarding import passed_on, told
from pipeline.office.desk import Desk
from pipeline.office.evidence import Mail
from pipeline.office.hold import hold
from pipeline.office.register import Letter, reachable_at, register
from pipeline.office.repeat import nearly_repeated
from pipeline.store import cases
from pipeline.store.schema import AnyRow


def complain(desk: Desk, connection: Connection, mail: Mail) -> None:
    """Register a complaint, unless somebody has to say first whose it is, or whether it came before."""
    if passed_on(mail.facts, desk.addresses):
        doubt_complaint(desk, connection, mail)
        return
    if mail.known.evidence.office or not mail.facts.sender:
        why = mail.facts.sender_defect or "surat ini datang dari alamat kantor sendiri"
        hold(desk, connection, mail.row, f"{mail.verdict.reason} Pengirim perlu dipastikan: {why}.")
        return
    if (near := nearly_repeated(connection, mail.earlier, mail.facts)) is not None:
        hold(desk, connection, mail.row, _perhaps_double(connection, near))
        return
    address = reachable_at(desk, mail.facts.sender)
    letter = Letter(
        row=mail.row,
        facts=mail.facts,
        size=mail.size,
        fields=mail.weighed.fields if mail.weighed else None,
        banding=mail.verdict.banding,
        address=address,
    )
    register(desk, connection, letter)


def _perhaps_double(connection: Connection, near: AnyRow) -> str:
    """Why TU is asked about a letter that says nearly what an earlier one said."""
    case = cases.load(connection, near.case_id) if near.case_id is not None else None
    known = f"perkara {case.number}" if case else f"surel masuk nomor {near.id}"
    merge = f"GABUNG {case.number}" if case else "ABAIKAN"
    return (
        f"Mungkin ganda: surat ini hampir sama dengan {known} dari pengirim yang sama. Bila memang surat "
        f"yang sama, jawab {merge}; bila keluhan baru, jawab PENGADUAN."
    )


def doubt_complaint(desk: Desk, connection: Connection, mail: Mail) -> None:
    """TU is asked whether it is a complaint; of a letter that was passed on, also whose."""
    letter = passed_on(mail.facts, desk.addresses)
    reason = f"{mail.verdict.reason} {told(letter)}" if letter else mail.verdict.reason
    hold(desk, connection, mail.row, reason)
