"""The sentences of a report say what its figures are, in official Indonesian."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.letters import figure_words as words
from pipeline.letters.figures import Count, Satisfaction, Series
from pipeline.letters.sample_report import BUSY, EMPTY, FIRST, WIB


def test_the_summary_begins_with_how_many_and_how_many_in_time() -> None:
    first = words.summary(BUSY)[0]

    assert first == (
        "Dari 42 pengaduan yang diterima selama bulan November 2026, 38 (90%) ditindaklanjuti tepat waktu "
        "pada setiap tahap; 4 melewati batas waktu pada sedikitnya satu tahap, terbanyak pada tindak "
        "lanjut (3). Jumlah pengaduan bertambah 7 dibandingkan dengan Oktober 2026 (35)."
    )


def test_an_empty_month_is_told_soberly() -> None:
    assert words.summary(EMPTY) == [
        "Selama bulan November 2026 tidak ada pengaduan yang diterima.",
        "Pada akhir masa laporan tidak ada perkara yang masih berjalan.",
    ]
    told = (
        words.incoming,
        words.times,
        words.causes,
        words.effectiveness,
        words.satisfaction,
        words.ages,
        words.late,
    )
    assert all(tell(EMPTY).startswith(("Tidak ada", "Belum ada")) for tell in told)


def test_of_integrity_reports_nothing_but_their_number_is_told() -> None:
    (told,) = [each for each in words.summary(BUSY) if "WBS" in each]

    assert told == "Laporan integritas (WBS) yang diterima: 2; isinya tidak dilaporkan di sini."


def test_a_month_without_a_late_step_is_praised_without_a_count_of_none() -> None:
    month = replace(BUSY, tepat=42, terlambat_pada=(), masuk_sebelumnya=42)

    assert words.summary(month)[0] == (
        "Dari 42 pengaduan yang diterima selama bulan November 2026, semuanya ditindaklanjuti tepat waktu "
        "pada setiap tahap. Jumlah pengaduan sama dengan Oktober 2026."
    )


def test_complaints_that_name_no_service_are_not_called_the_service_complained_of() -> None:
    unnamed = replace(BUSY, masuk=3, layanan=(Series("tidak disebut", (0, 3, 0, 0, 0, 0)),))

    assert words.incoming(unnamed) == (
        "Layanan yang diadukan tidak disebut dalam surat-surat itu. Minggu yang paling ramai adalah "
        "2–8 November dengan 3 pengaduan."
    )


@pytest.mark.parametrize(
    ("weeks", "told"),
    [
        (
            (0, 3, 1, 3, 0, 0),
            "Minggu yang paling ramai adalah 2–8 November dan 16–22 November, masing-masing 6 pengaduan.",
        ),
        ((1, 3, 3, 3, 3, 0), "Dalam satu minggu diterima paling banyak 6 pengaduan."),
    ],
)
def test_of_equals_none_is_called_the_busiest(weeks: tuple[int, ...], told: str) -> None:
    both = replace(BUSY, masuk=20, layanan=(Series("pengujian", weeks), Series("kalibrasi", weeks)))

    share = f"masing-masing {sum(weeks)} ({sum(weeks) * 5}%)."
    service = f"Layanan yang paling banyak diadukan adalah pengujian dan kalibrasi, {share}"
    assert words.incoming(both) == f"{service} {told}"


def test_a_report_made_within_its_period_says_until_when() -> None:
    assert words.until(BUSY, WIB) == "30 November 2026"
    early = replace(BUSY, sampai=FIRST.replace(month=11, day=20))
    assert words.until(early, WIB).startswith("Jumat, 20 November 2026 pukul 07.30")


def test_causes_of_which_none_repeats_are_not_ranked() -> None:
    each_once = replace(BUSY, penyebab=(Count("Peralatan", 1), Count("Personel", 1)))

    assert words.causes(each_once) == "Penyebab dicatat untuk 2 pengaduan dan tidak ada yang berulang."


def test_who_was_asked_and_said_nothing_is_no_bad_score() -> None:
    silent = replace(BUSY, kepuasan=Satisfaction(ditanya=3, nilai=(0,) * 5, tanpa_nilai=0))

    told = words.satisfaction(silent)
    assert told == "3 pelanggan ditanya tentang kepuasannya; belum ada nilai yang diterima."


@given(part=st.integers(0, 10**6), rest=st.integers(0, 10**6))
def test_no_share_is_rounded_to_none_or_all(part: int, rest: int) -> None:
    share = words.percent(part, part + rest)

    assert (share == "0%") == (part == 0 and rest > 0)
    assert (share == "100%") == (rest == 0 and part > 0)


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (None, "–"),
        (0.2, "< 1 menit"),
        (14, "14 menit"),
        (59.4, "59 menit"),
        (60, "1 jam"),
        (210, "3,5 jam"),
        (450, "1 hari kerja"),
        (1_830, "4,1 hari kerja"),
        (450 * 1_234, "1.234 hari kerja"),
    ],
)
def test_a_span_is_told_in_the_unit_that_people_use(minutes: float | None, told: str) -> None:
    assert words.span(minutes) == told
