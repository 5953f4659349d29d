"""TU names who acts for whom by a mail: what it means is read, and what is not clear is asked."""

from datetime import date

import pytest

from pipeline.mail.facts import Facts
from pipeline.mail.substitution import Chair, Ended, Substitution, Unclear, read_substitution

#: a Saturday
TODAY = date(2026, 11, 28)
CHAIRS = (
    Chair("kepala", ("kepala balai", "kepala", "kabalai"), "kepala@balai.example", "Kepala Balai"),
    Chair(
        "penyetuju_pengganti", ("penyetuju pengganti", "manajer mutu"), "mutu@balai.example", "Manajer Mutu"
    ),
    Chair(
        "pengujian",
        ("pokja pengujian", "pengujian"),
        "pokja-pengujian@balai.example",
        "Ketua Pokja Pengujian",
    ),
    Chair(
        "kalibrasi",
        ("pokja kalibrasi", "kalibrasi"),
        "pokja-kalibrasi@balai.example",
        "Ketua Pokja Kalibrasi",
    ),
    Chair(
        "tu",
        ("subbagian tata usaha", "kepala subbagian tata usaha", "tata usaha", "tu"),
        "tu@balai.example",
        "Kepala Subbagian Tata Usaha",
        "19800101 200501 1 001",
    ),
)
DOMAINS = frozenset({"balai.example"})


def read(own: str = "", subject: str = "") -> object:
    return read_substitution(Facts(own=own, text=own, subject=subject), CHAIRS, DOMAINS, TODAY)


def understood(own: str, subject: str = "") -> tuple[str, str, str, str, str]:
    found = read(own, subject)
    assert isinstance(found, Substitution), found
    return found.post, found.address, found.sebutan, str(found.first), str(found.last)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (
            "PLH Kepala Balai: tu@balai.example s.d. 5 Desember",
            ("kepala", "tu@balai.example", "Plh.", "2026-11-28", "2026-12-05"),
        ),
        (
            "Plh. Kepala Balai oleh Manajer Mutu mulai 1 Desember s.d. 4 Desember 2026",
            ("kepala", "mutu@balai.example", "Plh.", "2026-12-01", "2026-12-04"),
        ),
        (
            "PLT Kepala: Kepala Subbagian Tata Usaha, 1-31 Desember 2026",
            ("kepala", "tu@balai.example", "Plt.", "2026-12-01", "2026-12-31"),
        ),
        (
            "plh kabalai = tata usaha sampai dengan 2026-12-05",
            ("kepala", "tu@balai.example", "Plh.", "2026-11-28", "2026-12-05"),
        ),
        (
            "DELEGASI Pokja Pengujian kepada Pokja Kalibrasi s/d 5/12/2026",
            ("pengujian", "pokja-kalibrasi@balai.example", "Plh.", "2026-11-28", "2026-12-05"),
        ),
        (
            "Mohon dicatat PLH Pokja Pengujian: pokja-kalibrasi@balai.example besok s.d. 1 Desember",
            ("pengujian", "pokja-kalibrasi@balai.example", "Plh.", "2026-11-29", "2026-12-01"),
        ),
        (
            "PLH Kepala Balai: TU s.d. Jumat",
            ("kepala", "tu@balai.example", "Plh.", "2026-11-28", "2026-12-04"),
        ),
        (
            "PLH Kepala Balai: TU s.d. Jumat, 11 Desember 2026",
            ("kepala", "tu@balai.example", "Plh.", "2026-11-28", "2026-12-11"),
        ),
        (
            "PLH Kepala Balai\nPengganti: tu@balai.example\nMulai: 1 Desember 2026\nSampai: 4 Desember 2026",
            ("kepala", "tu@balai.example", "Plh.", "2026-12-01", "2026-12-04"),
        ),
        (
            "PLH Kepala Balai tu@balai.example hari ini s.d. lusa",
            ("kepala", "tu@balai.example", "Plh.", "2026-11-28", "2026-11-30"),
        ),
        (
            "Yth. Sistem,\n\nPLH Kepala Balai: TU@BALAI.EXAMPLE s.d. 5 Desember.\n\nTerima kasih",
            ("kepala", "tu@balai.example", "Plh.", "2026-11-28", "2026-12-05"),
        ),
        (
            "PLH Tata Usaha: Pokja Kalibrasi tanggal 30 November s.d. 2 Desember 2026",
            ("tu", "pokja-kalibrasi@balai.example", "Plh.", "2026-11-30", "2026-12-02"),
        ),
        (
            "PLH Kepala Balai: TU s.d. 5 Januari",
            ("kepala", "tu@balai.example", "Plh.", "2026-11-28", "2027-01-05"),
        ),
    ],
)
def test_an_order_is_understood(own: str, expected: tuple[str, ...]) -> None:
    assert understood(own) == expected


def test_the_order_may_stand_in_the_subject_and_the_text_below_it_says_more() -> None:
    found = read(
        "Pengganti: wakil@balai.example\nNama: Nama Pengganti\nNIP: 19850505 201001 2 003",
        "PLH Kepala Balai s.d. 5 Desember",
    )

    assert found == Substitution(
        post="kepala",
        address="wakil@balai.example",
        name="Nama Pengganti",
        nip="19850505 201001 2 003",
        sebutan="Plh.",
        first=TODAY,
        last=date(2026, 12, 5),
    )


def test_whoever_holds_another_post_is_named_as_he_is_there() -> None:
    found = read("PLH Kepala Balai: TU s.d. 5 Desember")

    assert isinstance(found, Substitution)
    assert (found.name, found.nip) == ("Kepala Subbagian Tata Usaha", "19800101 200501 1 001")


@pytest.mark.parametrize(
    ("own", "post"),
    [
        ("SELESAI PLH Kepala Balai", "kepala"),
        ("Selesai Plh. Pokja Pengujian.", "pengujian"),
        ("CABUT PLT Kepala", "kepala"),
        ("Mohon akhiri delegasi Pokja Kalibrasi, terima kasih", "kalibrasi"),
    ],
)
def test_an_end_is_understood(own: str, post: str) -> None:
    assert read(own) == Ended(post)


@pytest.mark.parametrize(
    ("own", "named"),
    [
        ("PLH Kepala Balai: kepala.balai@gmail.example s.d. 5 Desember", "bukan alamat dinas"),
        ("PLH Kepala Balai: tu@balai.example.luar.example s.d. 5 Desember", "bukan alamat dinas"),
        ("PLH Kepala Balai: tu@balai.example", "Hari terakhir penggantian belum jelas"),
        ("PLH Kepala Balai: tu@balai.example mulai 1 Desember", "Hari terakhir penggantian belum jelas"),
        ("PLH Kepala Balai: tu@balai.example s.d. 5 Desember 2025", "sudah lewat"),
        ("PLH Kepala Balai: tu@balai.example 1, 3 dan 5 Desember, 7 Desember", "Hari terakhir"),
        ("PLH Kepala Balai: tu@balai.example s.d. 5 Desember 2028", "lebih dari satu tahun"),
        ("PLH Kepala Balai: Pokja Pengujian atau Pokja Kalibrasi s.d. 5 Desember", "Siapa yang menggantikan"),
        ("PLH Kepala Balai: Ibu Sekretaris s.d. 5 Desember", "Siapa yang menggantikan"),
        ("PLH Kepala Balai: a@balai.example dan b@balai.example s.d. 5 Desember", "lebih dari satu alamat"),
        ("PLH Kepala Balai: wakil@balai.example s.d. 5 Desember", "Nama pejabat"),
        ("PLH Kepala Balai: kepala@balai.example s.d. 5 Desember", "pejabat yang digantikan itu sendiri"),
        ("PLH Direktur: tu@balai.example s.d. 5 Desember", "Jabatan yang digantikan belum jelas"),
        ("PLH Kepala Balai dan Pokja Pengujian: tu@balai.example s.d. 5 Desember", "lebih dari satu"),
        ("PLH Kepala Balai: tu@balai.example s.d. 5 Desember kalau disetujui", "penyangkalan, syarat"),
        ("PLH Kepala Balai: belum ditunjuk s.d. 5 Desember", "penyangkalan, syarat"),
        ("PLH Kepala Balai tidak jadi TU s.d. 5 Desember", "penyangkalan, syarat"),
        ("PLH Kepala Balai: siapa?", "penyangkalan, syarat, atau pertanyaan"),
        ("SELESAI PLH", "Jabatan yang digantikan belum jelas"),
        ("a.n. Kepala Balai: tu@balai.example s.d. 5 Desember", "tanggap delegate"),
    ],
)
def test_what_is_not_clear_is_named(own: str, named: str) -> None:
    found = read(own)

    assert isinstance(found, Unclear), found
    assert named in found.reason


@pytest.mark.parametrize(
    "own",
    [
        "Kami sampaikan bahwa PLH Kepala Balai adalah TU s.d. 5 Desember.",
        "Terlampir surat perintah PLH Kepala Balai.",
        "Tidak jadi PLH Kepala Balai: TU s.d. 5 Desember",
        "Plhan surat",
        "",
    ],
)
def test_a_mail_that_does_not_open_with_an_order_gives_none(own: str) -> None:
    assert read(own, "Surat perintah") is None
