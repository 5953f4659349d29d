"""A person's corrections to the Form Pengaduan: brought into the form's shape, and held against it.

Apart from reading a letter because here a person's word counts as it stands: what does not fit a
shape is kept and never dropped.
"""

from collections.abc import Mapping
from typing import Any

from pipeline.letters.matter import service_in
from pipeline.letters.phones import phone_in
from pipeline.letters.shapes import SHAPES

#: how a person says that a field is to be blank
_REMOVED = frozenset({"hapus", "dihapus", "kosong", "kosongkan", "dikosongkan", "tidak ada", "(kosong)"})


def shaped(corrections: Mapping[str, str]) -> dict[str, str]:
    """The corrections as the form holds them: dates ISO, words for blank as ''.

    An e-mail address is left as it is, for the office judges whether it can be used.
    """
    return {name: _shaped(name, " ".join(value.split(" ")).strip()) for name, value in corrections.items()}


def _shaped(name: str, value: str) -> str:
    if name == "email":
        return value
    if value.casefold().rstrip(".") in _REMOVED:
        return ""
    if name == "tanggal_surat":
        return SHAPES[name](value) or value
    if name == "telepon":
        return phone_in(value) or value
    return service_in(value) if name == "layanan" else value


def changes(form: Mapping[str, Any], corrections: Mapping[str, str]) -> dict[str, list[str]]:
    """field → its old and its new value, of those that do change."""
    before = {name: str(form.get(name) or "") for name in corrections}
    return {name: [before[name], value] for name, value in corrections.items() if before[name] != value}
