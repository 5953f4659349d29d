"""Keberatan: a customer who is not content objects once, and after that hears where else he can turn.

Apart from the other answers about held mail because two ways lead here: TU's word, and the customer's own
reply to the question how content he is.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.sop.case import Case, Decision, Noticed
from pipeline.sop.papers import Notice
from pipeline.sop.steps import PELANGGAN, PIPELINE, State
from pipeline.store import cases
from pipeline.store.mail_tables import mails

#: what a short objection leaves out, and its first letter had told
_KNOWN = ("nama", "perusahaan", "jabatan", "alamat", "telepon", "layanan")
TOLD = "Pelanggan kami beri tahu bahwa ia dapat menempuh Ombudsman Republik Indonesia atau SP4N-LAPOR!."
_TOLD_BEFORE = "Pelanggan sudah pernah kami beri tahu tentang Ombudsman Republik Indonesia dan SP4N-LAPOR!."
_UNTOLD = (
    "Pelanggan tidak dapat dihubungi lewat surel; mohon ia diarahkan ke Ombudsman Republik Indonesia atau "
    "SP4N-LAPOR!."
)


def was_objected(connection: Connection, case_id: int) -> bool:
    """Whether the matter had its one keberatan: on this case, or this case is it."""
    first = cases.registration(connection, case_id).surat_terkait
    # What goes on from a withdrawn complaint objects to nothing: that one was never answered.
    is_one = first is not None and cases.load(connection, first).state is not State.DICABUT
    return is_one or cases.has_successor(connection, case_id)


def name_other_ways(desk: Desk, connection: Connection, case: Case, at: datetime, by: str = PIPELINE) -> str:
    """Tell the customer, once, who helps him now; gives what was done, in Indonesian."""
    if not case.reachable:
        return _UNTOLD
    told = (mails.c.case_id == case.id) & (mails.c.template == Notice.UPAYA_LAIN.value)
    if connection.scalar(select(mails.c.id).where(told).limit(1)) is not None:
        return _TOLD_BEFORE
    named = Decision(
        case=case, event="upaya_lain_disampaikan", notices=(Noticed(Notice.UPAYA_LAIN, PELANGGAN),)
    )
    carry_out(desk, connection, named, Cause(by=by, at=at))
    return TOLD


def carried_over(connection: Connection, case_id: int, read: Mapping[str, object]) -> dict[str, str]:
    """Fields of the first form that the objection itself does not tell, and what it is about.

    A withdrawn complaint is taken up again with all that it had told.
    """
    form, first = cases.registration(connection, case_id).form, cases.load(connection, case_id)
    told = {name: str(form.get(name) or "") for name in (*_KNOWN, "hal", "uraian")}
    known = {name: told[name] for name in _KNOWN if told[name] and not read.get(name)}
    if first.state is not State.DICABUT:
        return {**known, "hal": f"Keberatan atas jawaban pengaduan {first.number}"}
    whole = "\n\n".join(filter(None, (told["uraian"], str(read.get("uraian") or ""))))
    return {**known, "hal": f"{told['hal'] or 'Pengaduan'} (lanjutan {first.number})", "uraian": whole}
