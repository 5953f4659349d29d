"""The fields of the letters say what the case knows, in official Indonesian, and nothing it does not know."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pipeline.letters.letter_case import Complaint, Minutes, Signer
from pipeline.letters.paragraphs import clean, paragraphs
from pipeline.letters.report_values import laporan_values, penerusan_values, pengantar_values
from pipeline.letters.shared_values import TICKED, Values
from pipeline.letters.values import (
    balasan_values,
    disposisi_values,
    form_values,
    late_values,
    notulen_values,
)
from pipeline.letters.wording import date_as_written, moment_words, sheaves, spelled
from tests.letters.samples import FULL, KEPALA, KETUA, MEETING, MONDAY, OFFICE, PLAIN


def ticked(choices: object) -> list[str]:
    assert isinstance(choices, list)
    return [choice["nama"] for choice in choices if choice["tanda"] == TICKED]


# ---- surat balasan ----


def test_a_reply_refers_to_the_customers_letter() -> None:
    values = balasan_values(OFFICE, FULL)

    assert values["rujukan_surat"] == (
        "surat Saudara nomor 045/QC/PT-CR/XI/2026 tanggal 20 November 2026 hal Keluhan atas keterlambatan LHU"
    )


def test_a_reply_to_a_mail_without_a_number_refers_to_its_day() -> None:
    values = balasan_values(OFFICE, PLAIN)

    assert values["rujukan_surat"] == (
        "pengaduan Saudara yang kami terima melalui surat elektronik "
        "pada Senin, 23 November 2026 pukul 08.15 WIB"
    )


def test_a_reply_goes_to_the_post_the_institution_and_its_address() -> None:
    assert balasan_values(OFFICE, FULL)["yth"] == [
        "Manajer Pengendalian Mutu",
        'PT Contoh & Rekan "Suku Cadang" <Tbk>',
        "Kawasan Industri Contoh Blok A-1",
        "Kabupaten Contoh 12345",
    ]


@pytest.mark.parametrize(
    ("complaint", "lines"),
    [
        (Complaint(nama="Pelanggan Contoh", alamat="Jalan Contoh 2"), ["Pelanggan Contoh", "Jalan Contoh 2"]),
        (Complaint(perusahaan="PT Contoh"), ["PT Contoh"]),
        (Complaint(), ["Pelanggan"]),
    ],
)
def test_a_reply_names_its_reader_with_what_is_known(complaint: Complaint, lines: list[str]) -> None:
    assert balasan_values(OFFICE, replace(PLAIN, complaint=complaint))["yth"] == lines


def test_only_findings_that_were_given_are_told() -> None:
    case = replace(PLAIN, penyebab="Alat rusak.", pencegahan="Suku cadang disediakan.\n\nPetugas dilatih.")

    assert balasan_values(OFFICE, case)["hasil"] == [
        {"nomor": "1", "judul": "Penyebab ketidaksesuaian", "isi": ["Alat rusak."]},
        {
            "nomor": "2",
            "judul": "Tindakan pencegahan",
            "isi": ["Suku cadang disediakan.", "Petugas dilatih."],
        },
    ]


@pytest.mark.parametrize(("count", "text"), [(0, ""), (1, "1 (satu) berkas"), (12, "12 (dua belas) berkas")])
def test_lampiran_is_counted_in_figures_and_words(count: int, text: str) -> None:
    assert balasan_values(OFFICE, replace(FULL, lampiran=count))["lampiran"] == text


@pytest.mark.parametrize("sifat", ["segera", "Segera"])
def test_sifat_is_written_with_a_capital(sifat: str) -> None:
    assert balasan_values(OFFICE, replace(FULL, sifat=sifat))["sifat"] == "Segera"


def test_the_late_fields_carry_number_date_and_signer() -> None:
    acting = Signer(jabatan="Kepala Balai", nama="Kepala Contoh", nip="123", prefix="Plh.")

    assert late_values("B/1", date(2026, 11, 24), acting) == {
        "nomor": "B/1",
        "tanggal": "24 November 2026",
        "jabatan": "Plh. Kepala Balai,",
        "penanda": "Kepala Contoh\nNIP 123",
    }


def test_who_signs_in_the_name_of_another_stands_below_his_post() -> None:
    deputy = Signer(jabatan="Manajer Mutu", nama="Nama Manajer", prefix="a.n.", behalf="Kepala Balai")

    assert late_values("B/1", date(2026, 11, 24), deputy)["jabatan"] == "a.n. Kepala Balai\nManajer Mutu,"
    assert deputy.title() == "a.n. Kepala Balai, Manajer Mutu"


def test_a_signer_without_nip_has_one_line() -> None:
    assert late_values("B/1", date(2026, 11, 24), replace(KEPALA, nip=""))["penanda"] == "Kepala Balai Contoh"


# ---- nota pengantar, laporan evaluasi, surat penerusan ----


def test_a_nota_goes_from_the_ketua_to_whoever_approves_with_the_moment_of_the_paraf() -> None:
    values = pengantar_values(OFFICE, FULL, KETUA, MONDAY)

    assert [values[name] for name in ("kepada", "dari", "versi", "waktu_paraf")] == [
        "Kepala Balai",
        "Ketua Pokja Pengujian",
        "2",
        "Senin, 23 November 2026 pukul 08.15 WIB",
    ]


def test_who_is_not_the_customer_is_told_whose_letter_it_was() -> None:
    assert pengantar_values(OFFICE, FULL, KETUA, MONDAY)["rujukan_surat"] == (
        'surat PT Contoh & Rekan "Suku Cadang" <Tbk> nomor 045/QC/PT-CR/XI/2026 tanggal 20 November 2026 '
        "hal Keluhan atas keterlambatan LHU"
    )


def test_a_nota_marks_a_banding() -> None:
    assert pengantar_values(OFFICE, replace(FULL, jenis="Banding"), KETUA, MONDAY)["banding"] is True


def test_a_report_tells_the_finding_of_the_meeting_and_who_reports() -> None:
    values = laporan_values(OFFICE, FULL, MEETING, MONDAY)

    assert ticked(values["efektif"]) == ["Efektif"]
    assert (values["hari_rapat"], values["pelapor_nama"]) == ("30 November 2026", "Ketua Pokja Pengujian")
    assert values["saran"] == [
        {"nomor": "1", "tindakan": "Revisi instruksi kerja", "tenggat": "15 Desember 2026"}
    ]


def test_what_is_passed_on_goes_to_the_agency_with_a_copy_to_the_customer() -> None:
    values = penerusan_values(OFFICE, FULL)

    assert values["yth"] == [
        "Kepala Dinas Lingkungan Hidup Kabupaten Contoh",
        "Jalan Contoh Nomor 2",
        "Kabupaten Contoh 12345",
    ]
    assert values["tembusan"] == [
        {"nomor": "1", "nama": 'PT Contoh & Rekan "Suku Cadang" <Tbk>'},
        {"nomor": "2", "nama": "Kepala BSKJI"},
        {"nomor": "3", "nama": "Manajer Mutu"},
    ]


def test_a_customer_of_whom_nothing_is_known_opens_the_list_of_copies_as_a_title() -> None:
    unknown = replace(FULL, complaint=Complaint(), tembusan=())

    assert penerusan_values(OFFICE, unknown)["tembusan"] == [{"nomor": "1", "nama": "Pelanggan"}]


@pytest.mark.parametrize(
    ("named", "first"),
    [
        ("Dinas Perhubungan Kota Contoh", "Kepala Dinas Perhubungan Kota Contoh"),
        ("Kepala Dinas Perhubungan", "Kepala Dinas Perhubungan"),
        ("Ombudsman Republik Indonesia", "Ombudsman Republik Indonesia"),
    ],
)
def test_what_is_passed_on_goes_to_the_post_of_the_agency_s_head(named: str, first: str) -> None:
    values = penerusan_values(OFFICE, replace(FULL, penerusan=f"{named}\nKota Contoh"))

    assert values["yth"] == [first, "Kota Contoh"]


# ---- form, disposisi, notulen ----


def test_a_form_leaves_empty_what_is_not_known_yet() -> None:
    values = form_values(OFFICE, PLAIN)

    assert [values[name] for name in ("penyebab", "nomor_balasan", "tanggal_evaluasi", "tanggapan")] == [
        ""
    ] * 4
    assert [ticked(values[name]) for name in ("jenis", "kategori", "efektif")] == [[], [], []]


def test_a_form_tells_receipt_in_the_offices_own_time() -> None:
    values = form_values(replace(OFFICE, zone=ZoneInfo("Asia/Makassar")), PLAIN)

    assert (values["tanggal_terima"], values["jam_terima"]) == ("Senin, 23 November 2026", "09.15 WITA")


@pytest.mark.parametrize(
    ("efektif", "text"), [(True, "Efektif"), (False, "Tidak efektif"), (None, "Belum dapat dinilai")]
)
def test_a_form_ticks_the_judgement_of_step_6(efektif: bool | None, text: str) -> None:
    assert ticked(form_values(OFFICE, replace(FULL, efektif=efektif))["efektif"]) == [text]


def test_a_disposisi_ticks_what_the_kepala_chose_and_keeps_his_words() -> None:
    values = disposisi_values(OFFICE, replace(FULL, urgensi="segera", sifat="biasa"))

    assert ticked(values["pokja"]) == ["Pokja Pengujian"]
    assert ticked(values["isi_disposisi"]) == ["Tindak lanjuti", "Siapkan konsep jawaban"]
    assert (ticked(values["sifat"]), ticked(values["urgensi"])) == (["Biasa"], ["Segera"])
    assert values["catatan"] == FULL.instruksi


def test_a_disposisi_without_a_subject_tells_the_first_paragraph() -> None:
    assert disposisi_values(OFFICE, PLAIN)["isi_ringkas"] == "LHU belum kami terima."


def test_notulen_tell_when_and_who() -> None:
    values = notulen_values(OFFICE, FULL, MEETING)

    assert (values["hari_tanggal"], values["waktu"]) == (
        "Senin, 30 November 2026",
        "09.00 WIB s.d. 11.00 WIB",
    )
    assert values["tindak_lanjut"] == [
        {
            "nomor": "1",
            "tindakan": "Revisi instruksi kerja",
            "pic": "Pokja Pengujian",
            "tenggat": "15 Desember 2026",
        }
    ]


def test_a_list_of_attendance_has_room_for_those_who_are_not_named() -> None:
    plain = Minutes(starts_at=MONDAY, pimpinan=KEPALA, notulis=KEPALA, peserta=("Manajer Mutu",))

    hadir = notulen_values(OFFICE, FULL, plain)["hadir"]

    assert isinstance(hadir, list)
    assert [row["nama"] for row in hadir] == ["Manajer Mutu", "", "", "", "", ""]


@pytest.mark.parametrize("make", [form_values, disposisi_values, balasan_values])
def test_control_characters_of_a_customer_become_visible(make: object) -> None:
    assert callable(make)
    case = replace(FULL, complaint=replace(FULL.complaint, hal="a\x00b", perusahaan="c\x1bd"))

    values: Values = make(OFFICE, case)

    assert values["hal_surat"] == "a\N{REPLACEMENT CHARACTER}b"
    assert values["perusahaan"] == "c\N{REPLACEMENT CHARACTER}d"


# ---- wording ----


SPELLED = {
    0: "nol",
    10: "sepuluh",
    11: "sebelas",
    19: "sembilan belas",
    20: "dua puluh",
    21: "dua puluh satu",
    100: "seratus",
    115: "seratus lima belas",
    342: "tiga ratus empat puluh dua",
}


@pytest.mark.parametrize(("count", "words"), SPELLED.items())
def test_counts_are_spelled(count: int, words: str) -> None:
    assert spelled(count) == words


def test_no_sheaf_is_no_words() -> None:
    assert sheaves(0) == ""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-11-20", "20 November 2026"),
        ("20 Nov 2026", "20 Nov 2026"),
        ("", ""),
        ("2026-13-01", "2026-13-01"),
    ],
)
def test_a_date_is_written_in_words_or_as_the_customer_wrote_it(text: str, written: str) -> None:
    assert date_as_written(text) == written


def test_a_moment_past_midnight_has_the_offices_day() -> None:
    night = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)

    assert moment_words(night, ZoneInfo("Asia/Jakarta")) == "Senin, 23 November 2026 pukul 01.05 WIB"


def test_lines_that_a_mail_program_broke_become_one_paragraph() -> None:
    wrapped = (
        "Berdasarkan penelusuran rekaman laboratorium, keterlambatan terjadi\n"
        "karena alat uji rusak.\n\nLHU telah diterbitkan."
    )

    assert paragraphs(wrapped) == (
        "Berdasarkan penelusuran rekaman laboratorium, keterlambatan terjadi karena alat uji rusak.",
        "LHU telah diterbitkan.",
    )


def test_lines_that_their_writer_broke_stay_apart() -> None:
    assert paragraphs("Tindakan kami:\n1. alat diperbaiki\n2. petugas dilatih") == (
        "Tindakan kami:",
        "1. alat diperbaiki",
        "2. petugas dilatih",
    )


def test_a_list_item_after_a_full_line_opens_a_paragraph() -> None:
    long = "x" * 30 + " " + "y" * 35

    assert paragraphs(f"{long}\n- satu") == (long, "- satu")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c"])
def test_every_line_end_becomes_one_kind(end: str) -> None:
    assert clean(f"a{end}b") == "a\nb"
