"""Where each value on the Form Pengaduan came from, how sure it is, and what a person should look at.

Apart from the readers because a correction has an origin as well, and the form says of both.
"""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from pipeline.letters.field import Field, Sureness

#: key of the origins, and of the line that the form shows of them, among a form's values
ORIGINS, TO_CHECK = "asal", "periksa"
#: fields that the form shows, as it labels them
SHOWN = {
    "nama": "nama",
    "jabatan": "jabatan",
    "perusahaan": "perusahaan",
    "alamat": "alamat",
    "telepon": "telepon",
    "email": "surel",
    "layanan": "jenis layanan",
    "rujukan": "nomor order/LHU/sertifikat",
    "nomor_surat": "nomor surat",
    "tanggal_surat": "tanggal surat",
    "hal": "hal",
    "kerugian": "kerugian",
    "permintaan": "penyelesaian yang diminta",
}


class Origin(TypedDict):
    """Where a value was found, in Indonesian, and its `Sureness`."""

    di: str
    yakin: str


Origins = dict[str, Origin]


def origins(fields: Mapping[str, Field | tuple[Field, ...]]) -> Origins:
    """The origin of each field; of several values that of the least sure."""
    order = list(Sureness)
    found: Origins = {}
    for name, field in fields.items():
        each = field if isinstance(field, Field) else max(field, key=lambda one: order.index(one.sureness))
        found[name] = Origin(di=each.where, yakin=each.sureness.value)
    return found


def corrected(known: Mapping[str, Origin], names: Iterable[str], by: str) -> Origins:
    """The origins after somebody corrected some fields."""
    return {**known, **{name: Origin(di=f"perbaikan {by}", yakin=Sureness.PASTI.value) for name in names}}


def to_check(known: Mapping[str, Origin]) -> str:
    """One line on what nobody has confirmed, for the foot of the form; '' if there is nothing."""
    guessed = _labels(known, Sureness.DUGAAN)
    scanned = _labels(known, Sureness.PINDAIAN)
    told = [f"Terbaca dari pindaian dan perlu dicocokkan dengan aslinya: {scanned}."] if scanned else []
    told += [f"Disimpulkan dari letaknya dalam surat: {guessed}."] if guessed else []
    return " ".join(told)


def is_scanned(known: Mapping[str, Origin]) -> bool:
    """Whether any value that the form shows was read from a picture."""
    return bool(_labels(known, Sureness.PINDAIAN))


def _labels(known: Mapping[str, Origin], sureness: Sureness) -> str:
    return ", ".join(
        label for name, label in SHOWN.items() if name in known and known[name]["yakin"] == sureness.value
    )
