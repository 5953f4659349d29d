"""The form says which of its values nobody has confirmed, and a correction has an origin of its own."""

from dataclasses import replace

import pytest

from pipeline.letters.corrections import changes, shaped
from pipeline.letters.field import Field, Fields, Sureness
from pipeline.letters.origin import SHOWN, corrected, is_scanned, origins, to_check
from pipeline.letters.values import disposisi_values, form_values
from tests.letters.samples import FULL, OFFICE

FIELDS: Fields = {
    "nama": Field("Bagian Mutu", "badan surat", Sureness.DUGAAN),
    "nomor_surat": Field("17/KCM/XI/2026", "lampiran scan.pdf", Sureness.PINDAIAN),
    "hal": Field("Keluhan", "badan surat", Sureness.PASTI),
    "rujukan": (
        Field("12/LHU/2026", "badan surat", Sureness.PASTI),
        Field("13/LHU/2026", "lampiran scan.pdf", Sureness.PINDAIAN),
    ),
}


def test_of_several_values_the_least_sure_speaks_for_all() -> None:
    assert origins(FIELDS)["rujukan"] == {"di": "lampiran scan.pdf", "yakin": "pindaian"}


def test_the_form_names_what_was_read_from_a_scan_and_what_was_guessed() -> None:
    told = to_check(origins(FIELDS))

    assert "dicocokkan dengan aslinya: nomor order/LHU/sertifikat, nomor surat." in told
    assert told.endswith("letaknya dalam surat: nama.")


def test_what_is_sure_is_not_spoken_of() -> None:
    assert to_check(origins({"hal": FIELDS["hal"]})) == ""


def test_a_correction_is_sure_and_says_by_whom() -> None:
    known = corrected(origins(FIELDS), ["nomor_surat", "rujukan"], "Subbagian Tata Usaha")

    assert known["nomor_surat"] == {"di": "perbaikan Subbagian Tata Usaha", "yakin": "pasti"}
    assert not is_scanned(known)


@pytest.mark.parametrize("sureness", Sureness)
def test_every_way_of_knowing_is_one_that_the_form_can_tell(sureness: Sureness) -> None:
    told = to_check(origins({"nama": Field("Bagian Mutu", "badan surat", sureness)}))

    assert (SHOWN["nama"] in told) is (sureness is not Sureness.PASTI)


def test_form_and_lembar_carry_the_line() -> None:
    case = replace(FULL, complaint=replace(FULL.complaint, periksa="Mohon dicocokkan: nama."))

    assert form_values(OFFICE, case)["periksa"] == "Mohon dicocokkan: nama."
    assert disposisi_values(OFFICE, case)["periksa"] == "Mohon dicocokkan: nama."


@pytest.mark.parametrize(
    ("name", "written", "kept"),
    [
        ("tanggal_surat", "3/11/26", "2026-11-03"),
        ("tanggal_surat", "awal November", "awal November"),
        ("telepon", "HP 0812-0000-0000", "0812-0000-0000"),
        ("layanan", "Kalibrasi", "kalibrasi"),
        ("layanan", "lainnya", "lainnya"),
        ("kerugian", "tidak ada", ""),
        ("jabatan", "hapus", ""),
        ("email", "tidak ada", "tidak ada"),
    ],
)
def test_a_correction_takes_the_form_s_shape_and_is_never_dropped(name: str, written: str, kept: str) -> None:
    assert shaped({name: written}) == {name: kept}


def test_only_what_changes_is_a_change() -> None:
    form = {"nama": "Bagian Mutu", "hal": "Keluhan"}

    assert changes(form, {"nama": "Bagian Mutu", "hal": "Aduan", "alamat": "Jl. Contoh 1"}) == {
        "hal": ["Keluhan", "Aduan"],
        "alamat": ["", "Jl. Contoh 1"],
    }
