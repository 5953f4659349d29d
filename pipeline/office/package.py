"""The package for SRIKANDI: the numbered letter in Word and its metadata, beside the PDF of request (b).

Apart from the table of enclosures because only an office that signs in SRIKANDI wants it, and because the
metadata are made here and are no letter.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from pipeline.office.desk import Desk
from pipeline.office.gather import number_row
from pipeline.sop.asks import Ask
from pipeline.sop.case import Case
from pipeline.sop.papers import LetterKind
from pipeline.store import archive, cases


def package(
    desk: Desk, connection: Connection, case: Case, ask: Ask, at: datetime
) -> tuple[Mapping[str, Any], ...]:
    """References to the files of the package; none where the office or the request wants none."""
    if not desk.package or ask is not Ask.TANDA_TANGAN:
        return ()
    told = json.dumps(_metadata(desk, connection, case), ensure_ascii=False, indent=2)
    digest = archive.store(connection, told.encode(), at)
    name = f"Metadata-{case.number}.json"
    return (
        {"letter": LetterKind.SURAT.value, "version": case.version, "as": "docx"},
        {"blob": digest, "name": name, "type": "application/json"},
    )


def _metadata(desk: Desk, connection: Connection, case: Case) -> dict[str, Any]:
    """What SRIKANDI asks of a surat keluar (domain.md F.1), under the names of its form."""
    known = cases.registration(connection, case.id)
    number = number_row(connection, case.letter_number)
    form = known.form
    dated = number.drawn_at.astimezone(desk.rules.calendar.zone).date().isoformat() if number else ""
    signer = desk.posts[case.approver].signer
    return {
        "jenis_naskah": "Surat Dinas",
        "nomor_naskah": case.letter_number,
        "tanggal_naskah": dated,
        "hal": f"Jawaban atas {form.get('hal') or 'pengaduan pelanggan'}",
        "kode_klasifikasi": desk.numbers.klasifikasi,
        "penanda_tangan": {"jabatan": signer.jabatan, "nama": signer.nama},
        "tujuan": {name: form.get(name) or "" for name in ("nama", "perusahaan", "alamat")}
        | {"surel": known.address},
        "nomor_perkara": case.number,
        "nomor_agenda_masuk": known.agenda,
    }
