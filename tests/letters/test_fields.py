"""What a complaint letter says of itself, where it says it, and how sure that is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.letters.dates import find_dates
from pipeline.letters.fields import Enclosed, Field, Fields, Sureness, plain, read_fields

LETTER = """PT CONTOH SEJAHTERA
Jl. Industri Raya No. 12, Kawasan Industri, Medan
Telp. 061-0000000  Fax 061-0000001

Nomor    : 012/CS/XI/2026                              Medan, 3 November 2026
Lampiran : 1 berkas
Hal      : Keluhan atas keterlambatan penerbitan LHU

Yth. Kepala Balai Standardisasi dan Pelayanan Jasa Industri
PT bukan pengirim
di Medan

Dengan hormat,

Bersama ini kami menyampaikan keluhan terkait layanan pengujian yang kami ajukan pada 5 Oktober 2026.
LHU nomor 45/LHU/X/2026 dengan nomor order 2026/0123 dijanjikan tgl 20/10/26 dan belum kami terima.

Akibat keterlambatan ini kami menanggung denda dari pembeli sebesar Rp 5.000.000.
Kami mohon penjelasan tertulis paling lambat tanggal 10-11-2026.

Demikian pengaduan ini kami sampaikan, atas perhatian Bapak/Ibu kami ucapkan terima kasih.

Hormat kami,

ttd

(Bagian Mutu)
Manajer Mutu
HP 0812-0000-0000
"""

SENDER = "pelanggan@perusahaan.example"


def fields(
    text: str,
    *files: tuple[str, str],
    name: str = "",
    sender: str = SENDER,
    subject: str = "",
    near: date | None = None,
) -> Fields:
    """The fields of a letter of which a test names only what matters."""
    enclosed = [Enclosed(*file) for file in files]
    return read_fields(text, enclosed, sender_name=name, sender=sender, subject=subject, near=near)


@pytest.mark.parametrize("thanks", ["Makasih,", "Trims ya", "mksh"])
def test_no_word_of_thanks_is_the_name_of_the_writer(thanks: str) -> None:
    found = plain(fields(f"LHU kami belum terbit.\n\n{thanks}\nStaf QA\nPT Contoh Pupuk", name="QA Contoh"))

    assert (found["nama"], found["jabatan"]) == ("QA Contoh", "Staf QA")


def test_a_formal_letter_gives_every_field() -> None:
    found = plain(fields(LETTER))

    assert found == {
        "nama": "Bagian Mutu",
        "perusahaan": "PT CONTOH SEJAHTERA",
        "jabatan": "Manajer Mutu",
        "alamat": "Jl. Industri Raya No. 12, Kawasan Industri, Medan",
        "telepon": "061-0000000",
        "email": SENDER,
        "nomor_surat": "012/CS/XI/2026",
        "tanggal_surat": "2026-11-03",
        "hal": "Keluhan atas keterlambatan penerbitan LHU",
        "layanan": "pengujian",
        "uraian": " ".join(LETTER.splitlines()[14:16]) + "\n\n" + " ".join(LETTER.splitlines()[17:19]),
        "kerugian": "Akibat keterlambatan ini kami menanggung denda dari pembeli sebesar Rp 5.000.000.",
        "permintaan": "Kami mohon penjelasan tertulis paling lambat tanggal 10-11-2026.",
        "rujukan": "45/LHU/X/2026, 2026/0123",
        "tanggal": "2026-11-03, 2026-10-05, 2026-10-20, 2026-11-10",
        "nilai": "5000000",
    }


def test_what_stands_under_its_label_is_sure() -> None:
    found = fields(LETTER)

    assert found["nomor_surat"] == Field("012/CS/XI/2026", "badan surat", Sureness.PASTI)
    assert found["jabatan"] == Field("Manajer Mutu", "badan surat", Sureness.DUGAAN)


def test_a_letter_in_a_file_is_read_and_named() -> None:
    found = fields("Terlampir surat pengaduan kami.\n\nTerima kasih", ("surat.pdf", LETTER))

    assert found["nomor_surat"] == Field("012/CS/XI/2026", "lampiran surat.pdf", Sureness.PASTI)
    assert isinstance(uraian := found["uraian"], Field)
    assert uraian.where == "lampiran surat.pdf"


def test_the_header_gives_what_the_letter_does_not() -> None:
    own = "Sertifikat kami belum jadi."
    found = fields(own, name="Bagian Mutu", subject="Re: [PGD-2026-0007 K7QM-2XRD] Sertifikat")

    assert found["nama"] == Field("Bagian Mutu", "kepala surat elektronik", Sureness.DUGAAN)
    assert found["email"] == Field(SENDER, "kepala surat elektronik", Sureness.PASTI)
    assert found["hal"] == Field("Sertifikat", "kepala surat elektronik", Sureness.DUGAAN)


def test_a_sender_with_the_name_of_a_firm_is_the_firm() -> None:
    found = fields("Sertifikat kami belum jadi.", name="PT Contoh Sejahtera")

    assert "nama" not in found
    assert found["perusahaan"] == Field("PT Contoh Sejahtera", "kepala surat elektronik", Sureness.DUGAAN)


def test_what_is_not_there_stays_blank() -> None:
    found = fields("Mohon dicek.", sender="")

    assert set(found) == {"uraian", "permintaan"}


def test_a_form_in_the_mail_is_read_by_its_labels() -> None:
    own = (
        "Nama: Bagian Mutu\nInstansi: CV Maju\nJabatan : staf\nNo. HP/WA: 0812 0000 0000\n"
        "Uraian:\nTimbangan rusak.\nTidak menyala.\n\nPermintaan: diganti"
    )
    found = plain(fields(own, sender=""))

    assert found["perusahaan"] == "CV Maju"
    assert found["telepon"] == "0812 0000 0000"
    assert found["uraian"] == "Timbangan rusak.\nTidak menyala."
    assert found["permintaan"] == "diganti"


def test_the_addressee_is_not_the_sender() -> None:
    found = fields("Kepada Yth.\nPT Balai Contoh\n\nDengan hormat,\nKami dari CV Maju Jaya kecewa.")

    assert found["perusahaan"] == Field("CV Maju Jaya", "badan surat", Sureness.DUGAAN)


def test_a_kop_in_one_line_gives_address_and_telephone() -> None:
    kop = "PT MAJU JAYA\nJalan Contoh Nomor 1, Kota Contoh  –  Telepon (021) 555-0100\n\nKami mengeluh."
    found = plain(fields(kop))

    assert found["alamat"] == "Jalan Contoh Nomor 1, Kota Contoh"
    assert found["telepon"] == "(021) 555-0100"


@pytest.mark.parametrize(
    ("elsewhere", "name"),
    [
        ("PT Maju Jaya", "PT Maju Jaya"),
        ("pt maju jaya", "PT MAJU JAYA"),
        ("PT Maju Jayabaya", "PT MAJU JAYA"),
    ],
)
def test_a_firm_in_capitals_is_named_as_it_signs(elsewhere: str, name: str) -> None:
    found = fields(f"PT MAJU JAYA\nJalan Contoh 1\n\nKami mengeluh.\n\nHormat kami,\n{elsewhere}\n")

    assert found["perusahaan"] == Field(name, "badan surat", Sureness.PASTI)


def test_a_sentence_with_kecewa_and_a_colon_is_no_label() -> None:
    found = fields("Hal ini membuat kami kecewa: sertifikat salah.", subject="Sertifikat")

    assert found["hal"] == Field("Sertifikat", "kepala surat elektronik", Sureness.DUGAAN)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("LHU No. 12/LHU/2026", "12/LHU/2026"),
        ("nomor order: 5512", "5512"),
        ("sertifikat kalibrasi nomor K-0012", "K-0012"),
        ("kode billing 820260000000000", "820260000000000"),
        ("SPJPT no 7/SPJPT/2026,", "7/SPJPT/2026"),
    ],
)
def test_references_are_found_behind_their_words(written: str, number: str) -> None:
    found = fields(f"Kami menanyakan {written} yang lalu.")

    assert plain(found)["rujukan"] == number


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("3 November 2026", date(2026, 11, 3)),
        ("03 Nop 2026", date(2026, 11, 3)),
        ("Selasa, 3 NOVEMBER 2026", date(2026, 11, 3)),
        ("03/11/26", date(2026, 11, 3)),
        ("3-11-2026", date(2026, 11, 3)),
        ("3.11.2026.", date(2026, 11, 3)),
        ("2026-11-03", date(2026, 11, 3)),
        ("17 Agustus 2026", date(2026, 8, 17)),
        ("1 Feb. 2026", date(2026, 2, 1)),
    ],
)
def test_dates_are_read_as_indonesians_write_them(written: str, day: date) -> None:
    assert [found.day for found in find_dates(f"tgl {written}")] == [day]


@pytest.mark.parametrize(
    "written", ["31 Februari 2026", "12/LHU/10/2026", "3.500.2026", "0812-11-2026-1", "3/11"]
)
def test_what_no_calendar_has_is_no_date(written: str) -> None:
    assert list(find_dates(written)) == []


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Nama: Bagian Umum, Alamat: Jl. Contoh 5, HP: 081200000001", "nama", "Bagian Umum"),
        ("Kami kecewa.\n\nHormat kami,\n\n(..............)\nDirektur", "perusahaan", None),
        ("Kami kecewa.\n\nHormat kami,\nQA Manager PT Contoh", "jabatan", "QA Manager"),
        (
            "Yth. Kepala Balai\nDengan hormat, saya mengeluhkan kalibrasi yang belum selesai sejak lama.",
            "uraian",
            "Dengan hormat, saya mengeluhkan kalibrasi yang belum selesai sejak lama.",
        ),
    ],
)
def test_what_stands_close_together_is_told_apart(text: str, name: str, value: str | None) -> None:
    assert plain(fields(text)).get(name) == value


@given(text=st.text(max_size=400), name=st.text(max_size=40), subject=st.text(max_size=60))
@settings(deadline=None)
def test_any_text_gives_fields_with_their_place(text: str, name: str, subject: str) -> None:
    found = fields(text, ("a.pdf", text[::-1]), name=name, subject=subject)

    for field in found.values():
        for each in [field] if isinstance(field, Field) else field:
            assert each.value
            assert each.where


def test_an_account_has_no_line_ends_of_the_page_and_keeps_those_of_a_list() -> None:
    text = (
        "Dengan hormat,\n\nKami mengeluhkan layanan pengujian contoh air limbah yang kami ajukan pada\n"
        "13 Oktober 2026 dengan nomor order P-2026-1187. Yang belum kami terima adalah ini:\n"
        "1. LHU\n2. kuitansi\n\nHormat kami,\nPT Contoh"
    )

    account = read_fields(text, [], sender_name="", sender="", subject="", near=None)["uraian"]

    assert not isinstance(account, tuple)
    assert account.value == (
        "Kami mengeluhkan layanan pengujian contoh air limbah yang kami ajukan pada 13 Oktober 2026 dengan "
        "nomor order P-2026-1187. Yang belum kami terima adalah ini:\n1. LHU\n2. kuitansi"
    )
