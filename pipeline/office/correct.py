"""PERBAIKI: TU corrects the Form Pengaduan of a registered case, and the form is made anew.

Apart from `hold`, where a mail is corrected before it has a case.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from pipeline.errors import Refusal
from pipeline.letters.corrections import changes, shaped
from pipeline.letters.origin import ORIGINS, SHOWN, TO_CHECK, corrected, to_check
from pipeline.office.carry import Cause, carry_out
from pipeline.office.desk import Desk
from pipeline.office.follow import holders
from pipeline.office.register import reachable_at
from pipeline.sop.case import Case
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.signing import ask_approval_again
from pipeline.sop.steps import ENDS, PELANGGAN, State
from pipeline.store import audit, cases, owed
from pipeline.store.case_tables import forms
from pipeline.store.mail_tables import mails
from pipeline.store.owed import Owed

#: fields of the form that say whom the letter is for
RECIPIENT = frozenset({"nama", "perusahaan", "jabatan", "alamat", "email"})


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody wants on the form instead."""

    fields: Mapping[str, str]
    #: key of the post, or the operator
    by: str
    at: datetime


def correct(desk: Desk, connection: Connection, case: Case, correction: Correction) -> str:
    """Write the corrections, each with its old value in the audit trail; gives what was understood.

    The form is owed as a new version. Raises `Refusal` where the case is over, nothing changes, or
    an address cannot be used.
    """
    if case.state in ENDS:
        raise Refusal(f"Perkara {case.number} sudah ditutup; isian formulirnya tidak dapat diubah lagi.")
    form = cases.registration(connection, case.id).form
    fields = _checked(desk, shaped(correction.fields))
    changed = changes(form, fields)
    if not changed:
        raise Refusal(f"Isian itu sudah sama dengan formulir perkara {case.number}; tidak ada yang berubah.")
    by = desk.name(correction.by)
    known = corrected(form.get(ORIGINS, {}), changed, by)
    data = {**form, **fields, ORIGINS: known, TO_CHECK: to_check(known)}
    connection.execute(update(forms).where(forms.c.case_id == case.id).values(data=data))
    if "email" in changed:
        _check_not_leaving(connection, case)
        case = _readdress(connection, case, fields["email"])
    version = _owe_form(connection, case, correction)
    again = _ask_approval_again(desk, connection, case, correction, changed)
    _tell_holders(connection, case, correction.at, changed, version, but=case.approver if again else "")
    _record(connection, case, correction, changed)
    done = f"Formulir perkara {case.number} diperbaiki: {told(changed)}. Formulir yang baru sedang dibuat."
    asked = f" Surat jawaban dimintakan persetujuan lagi kepada {desk.name(case.approver)}." if again else ""
    return done + asked


def told(changed: Mapping[str, list[str]]) -> str:
    """The changes in one sentence: field, old and new value."""
    return "; ".join(
        f"{SHOWN.get(name, name.replace('_', ' '))} “{old or '(kosong)'}” menjadi “{new or '(kosong)'}”"
        for name, (old, new) in changed.items()
    )


def _checked(desk: Desk, fields: dict[str, str]) -> dict[str, str]:
    email = fields.get("email")
    if email is None:
        return fields
    address = reachable_at(desk, email)
    if not address:
        raise Refusal(
            f"Alamat surel “{email}” tidak dapat dipakai untuk pelanggan.",
            example="PERBAIKI\nEmail: pelanggan@perusahaan.example",
        )
    return {**fields, "email": address}


def _readdress(connection: Connection, case: Case, address: str) -> Case:
    """From now on the customer gets mail there, also what was owed to him before and is not composed yet.

    That an earlier address failed, or that there was none, says nothing of this one.
    """
    connection.execute(update(forms).where(forms.c.case_id == case.id).values(address=address))
    waiting = (mails.c.case_id == case.id) & (mails.c.post == PELANGGAN) & (mails.c.state == owed.OWED)
    connection.execute(update(mails).where(waiting).values(address=address))
    case = replace(case, reachable=True)
    cases.save(connection, case)
    return case


def _check_not_leaving(connection: Connection, case: Case) -> None:
    """A letter that was released goes where it was released to, or by TU's hand (reliability.md T41)."""
    leaving = (mails.c.template == Notice.SURAT_JAWABAN.value) & (mails.c.state == owed.OWED)
    if connection.scalar(select(mails.c.id).where(leaving, mails.c.case_id == case.id).limit(1)) is not None:
        raise Refusal(
            f"Surat nomor {case.letter_number} sudah disetujui dan sedang dikirim ke alamat yang lama, "
            "sehingga alamat surelnya belum dapat diubah. Mohon dicoba lagi setelah surat itu terkirim."
        )


def _ask_approval_again(
    desk: Desk, connection: Connection, case: Case, correction: Correction, changed: Mapping[str, list[str]]
) -> bool:
    """Whoever approves sees the new recipient before the letter goes on (reliability.md T41)."""
    if case.state is not State.TANDA_TANGAN or RECIPIENT.isdisjoint(changed):
        return False
    words = (
        f"Data penerima surat diperbaiki oleh {desk.name(correction.by)}: {told(changed)}. Persetujuan yang "
        "lama tidak berlaku lagi. Konsep surat tidak ikut berubah; bila masih memuat data yang lama, mohon "
        "dibalas dengan REVISI."
    )
    carry_out(desk, connection, ask_approval_again(case, words), Cause(by=correction.by, at=correction.at))
    return True


def _owe_form(connection: Connection, case: Case, correction: Correction) -> int:
    newest = owed.newest_version(connection, case.id, LetterKind.FORM.value) or 0
    data: dict[str, Any] = {
        "case": cases.to_json(case),
        "at": correction.at.isoformat(),
        "by": correction.by,
        "fields": {},
    }
    owed.owe_letter(
        connection,
        case_id=case.id,
        kind=LetterKind.FORM.value,
        version=newest + 1,
        data=data,
        at=correction.at,
        source_sha256=None,
        author=correction.by,
    )
    return newest + 1


def _tell_holders(
    connection: Connection, case: Case, at: datetime, changed: Mapping[str, list[str]], version: int, but: str
) -> None:
    """Whoever has a draft in hand learns of it: a draft keeps what the form said when it was made.

    `but` is told in another way.
    """
    # The address is the one field that no draft shows.
    if case.state not in (State.TINDAK_LANJUT, State.TANDA_TANGAN) or changed.keys() == {"email"}:
        return
    words = (
        f"Isian Formulir Pengaduan diperbaiki: {told(changed)}. Konsep surat jawaban yang sudah dibuat tidak "
        "ikut berubah; mohon diperiksa apakah masih memuat isian yang lama."
    )
    for post in (each for each in holders(case) if each != but):
        again = " Bila perlu diperbaiki, mohon membalas surel permintaan yang terakhir dengan REVISI."
        notice = Owed(
            template=Notice.PEMBERITAHUAN.value,
            post=post,
            words=words + (again if post == case.approver else ""),
            attachments=({"letter": LetterKind.FORM.value, "version": version, "as": "pdf"},),
            case_id=case.id,
        )
        owed.owe_mail(connection, notice, at=at)


def _record(
    connection: Connection, case: Case, correction: Correction, changed: Mapping[str, list[str]]
) -> None:
    audit.append(
        connection,
        at=correction.at,
        actor=correction.by,
        event="formulir_diperbaiki",
        case_id=case.id,
        payload={"isian": dict(changed)},
    )
