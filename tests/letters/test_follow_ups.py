"""The actions of a notulen: what, by whom, until when, as people write them."""

from datetime import date

import pytest

from pipeline.letters.follow_ups import follow_ups
from pipeline.letters.letter_case import FollowUp

DAY = date(2026, 11, 24)


def read(text: str) -> list[FollowUp]:
    return list(follow_ups(text, pic="Ketua Pokja Pengujian", near=DAY))


@pytest.mark.parametrize(
    ("line", "what", "who", "when"),
    [
        (
            "Jadwal diperiksa, oleh Pokja Kalibrasi, paling lambat 30 November 2026.",
            "Jadwal diperiksa",
            "Pokja Kalibrasi",
            "2026-11-30",
        ),
        ("1. Revisi IK-07 (PIC: Analis; tenggat: 30-11-2026)", "Revisi IK-07", "Analis", "2026-11-30"),
        (
            "- Sosialisasi kepada loket, PIC Pokja Layanan, 5 Desember 2026",
            "Sosialisasi kepada loket",
            "Pokja Layanan",
            "2026-12-05",
        ),
        (
            "Perbaikan alat - PJ: Pokja Kalibrasi - tenggat 12/12/2026",
            "Perbaikan alat",
            "Pokja Kalibrasi",
            "2026-12-12",
        ),
        (
            "Jadwal diperiksa oleh Pokja Kalibrasi sebelum 3 Desember",
            "Jadwal diperiksa",
            "Pokja Kalibrasi",
            "2026-12-03",
        ),
    ],
)
def test_owner_and_date_are_taken_out_of_the_line(line: str, what: str, who: str, when: str) -> None:
    assert read(line) == [FollowUp(what, who, when)]


def test_an_action_without_an_owner_is_the_ketua_s_and_no_date_is_made_up() -> None:
    assert [(each.pic, each.tenggat) for each in read("Pemeriksaan jadwal setiap bulan")] == [
        ("Ketua Pokja Pengujian", "")
    ]


def test_a_semicolon_inside_brackets_parts_no_actions() -> None:
    assert len(read("Revisi IK (PIC: Analis; tenggat: 1-12-2026); Beli suku cadang\nLatih staf")) == 3
