"""What is done with what the converter printed."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from pipeline.errors import OutsideError
from pipeline.office.desk import Pages
from pipeline.office.make import Proof, _proofs
from pipeline.store.schema import AnyRow

NUMBERS = {"number": "PGD-2026-0007", "letter_number": "B/12/HM/XI/2026"}


def rows(*kinds: str) -> list[AnyRow]:
    """Letters of a case that are owed."""
    return [cast(AnyRow, SimpleNamespace(kind=kind, data={"case": NUMBERS})) for kind in kinds]


def test_a_numbered_letter_is_read_apart_from_all_others() -> None:
    calls: list[Sequence[bytes]] = []

    def pages(pdfs: Sequence[bytes]) -> Sequence[Pages]:
        calls.append(pdfs)
        return [[each.decode()] for each in pdfs]

    form, letter, sheet, wrong = (
        b"PGD-2026-0007 form",
        b"B/12/HM/XI/2026",
        b"PGD-2026-0007",
        b"B/13/HM/XI/2026",
    )
    failed = OutsideError("LibreOffice terhenti", permanent=False)
    owed = rows("form_pengaduan", "surat", "notulen", "lembar_disposisi", "surat")

    first, second, third, fourth, fifth = _proofs(pages, owed, [form, letter, failed, sheet, wrong])

    assert calls == [[letter], [wrong], [form, sheet]]
    assert (first, second) == (Proof(form, (form.decode(),)), Proof(letter, (letter.decode(),)))
    assert (third, fourth) == (failed, Proof(sheet, (sheet.decode(),)))
    assert isinstance(fifth, OutsideError)
    with pytest.raises(OutsideError, match="nomor B/12/HM/XI/2026 tidak terbaca"):
        raise fifth
