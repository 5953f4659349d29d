"""Settings: what is shipped works, and whatever is wrong is said at once, with its remedy."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.settings import Settings, load
from pipeline.sop.steps import Mutu, Unit
from pipeline.wiring import desk

SHIPPED = Path(__file__).parents[1] / "config"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped settings that a test may spoil."""
    shutil.copytree(SHIPPED / "calendar", tmp_path / "calendar")
    for name in ("pipeline.toml", "office.toml"):
        shutil.copy(SHIPPED / name, tmp_path)
    return tmp_path


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))


def faults(folder: Path) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        load(folder)
    return str(refused.value).splitlines()


def test_the_shipped_settings_are_valid() -> None:
    settings = load(SHIPPED)

    assert isinstance(settings, Settings)


def test_the_shipped_office_lists_its_pokja_in_the_order_of_the_option_numbers() -> None:
    settings = load(SHIPPED)

    assert [pokja.id for pokja in settings.office.pokja] == [
        "pengujian",
        "kalibrasi",
        "sertifikasi",
        "inspeksi",
        "jasa",
        "layanan",
        "tu",
    ]


def test_the_times_of_the_sop_are_the_defaults() -> None:
    times = load(SHIPPED).office.waktu

    assert (times.registrasi, times.disposisi) == (Mutu(1, Unit.JAM), Mutu(30, Unit.MENIT))
    assert (times.tindak_lanjut, times.evaluasi) == (Mutu(7, Unit.HARI), Mutu(1, Unit.HARI))


def test_what_is_commented_out_shows_the_default(folder: Path) -> None:
    """Uncommenting every example changes nothing but what only an office can know."""
    lines = [
        line.removeprefix("# ") if line.startswith("# ") and " = " in line else line
        for line in (SHIPPED / "pipeline.toml").read_text().splitlines()
        if "postgresql" not in line
    ]
    (folder / "pipeline.toml").write_text("\n".join(lines))

    assert load(folder).program == load(SHIPPED).program


def test_the_parts_of_a_number_are_settings(folder: Path) -> None:
    change(folder, "office.toml", "# angka = 1", "angka = 3")
    change(folder, "office.toml", '# keamanan = { biasa = "B"', 'keamanan = { biasa = ""')

    numbers = load(folder).office.nomor.format()

    assert numbers.text(7, date(2026, 11, 24)) == "007/BSKJI/BSPJI-Contoh/HM/XI/2026"
    assert numbers.text(7, date(2026, 11, 24), "sangat rahasia").startswith("SR/007/BSKJI/")


def test_every_fault_of_every_file_is_told_at_once(folder: Path) -> None:
    change(folder, "pipeline.toml", "[smtp]", "[smtp]\nport = 0")
    change(folder, "office.toml", 'surel = "kepala@balai.example"', 'surel = "kepala"')
    (folder / "calendar" / "2026.toml").write_text("[[libur]]\nnama = 'x'\n")

    told = faults(folder)

    assert len(told) == 3
    assert told[0].endswith("pipeline.toml: smtp.port: harus lebih dari 0")
    assert "office.toml: jabatan.kepala.surel: “kepala” tidak berbentuk" in told[1]
    assert "calendar/2026.toml: libur ke-1: perlu tanggal" in told[2]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("pipeline.toml", "[smtp]", "[smpt]", "smpt: tidak dikenal; hapus atau perbaiki ejaannya"),
        ("pipeline.toml", "[smtp]", "[smtp]\nconnections = 50", "smtp.connections: paling banyak 20"),
        ("pipeline.toml", "[smtp]", "[smtp]\nport = 'dua'", "smtp.port: harus bilangan bulat"),
        ("pipeline.toml", "[smtp]", "[smtp]\nsecurity = 'ssl'", "smtp.security: “ssl” tidak dikenal; pilih"),
        ("pipeline.toml", "[smtp]", "[smtp]\nsecurity = 'none'", "hanya untuk server pada mesin ini"),
        ("pipeline.toml", "[imap]", "[imap]\nmulai_dari = 'kemarin'", "imap.mulai_dari: harus tanggal"),
        ("pipeline.toml", "[oauth]", "[oauth]\nclient_id = 'x'", "oauth: token_url dan client_id diisi"),
        ("pipeline.toml", "[oauth]", "[oauth]\ntoken_url = 'http://x.test/t'", "oauth.token_url: “http://"),
        ("pipeline.toml", "[database]", "[database]\nurl = 'mysql://x'", "database: url harus sqlite"),
        ("office.toml", 'klasifikasi = "HM"', "", "nomor.klasifikasi: wajib diisi"),
        ("office.toml", "/{romawi}/{tahun}", "", "nomor: Format nomor surat: bagian {tahun} harus ada"),
        ("office.toml", "# angka = 1", "angka = 8 #", "nomor.angka: paling banyak 7"),
        (
            "office.toml",
            "# keamanan = { biasa",
            "keamanan = { umum",
            "nomor: Format nomor surat: sifat tidak",
        ),
        ("office.toml", 'kode = "BSPJI-Contoh"', f'kode = "{"x" * 100}"', "karakter; pendekkan surat_keluar"),
        ("office.toml", 'mode = "tertanda"', 'mode = "segel"', "mode segel memerlukan segel"),
        ("office.toml", 'mode = "tertanda"', 'mode = "tertanda"\nserial = ["7"]', "serial memerlukan akar"),
        ("office.toml", 'id = "jasa"', 'id = "tu"', "setiap id hanya boleh dipakai sekali"),
        ("office.toml", 'id = "jasa"', 'id = "pelanggan"', "id pelanggan bukan nama Pokja"),
        ("office.toml", "[jabatan.kepala]", "[jabatan.ketua]", "jabatan.kepala belum ada"),
        ("office.toml", "pokja-jasa@", "pokja-layanan@", "pokja-layanan@balai.example dipakai dua kali"),
        ("office.toml", "kepala@balai", "pengaduan@balai", "adalah kotak surat resmi"),
        ("office.toml", '# disposisi = "30 menit"', 'disposisi = "sebentar"', "waktu.disposisi: tuliskan"),
        ("office.toml", "Asia/Jakarta", "Asia/Kota", "instansi.zona_waktu “Asia/Kota” tidak dikenal"),
        ("office.toml", "[surel]", "[surel", "office.toml: tidak terbaca"),
    ],
)
def test_a_fault_names_its_key_and_its_remedy(
    folder: Path, file: str, old: str, new: str, fault: str
) -> None:
    change(folder, file, old, new)

    assert any(fault in line for line in faults(folder)), faults(folder)


def test_a_missing_file_is_a_fault_with_its_remedy(folder: Path) -> None:
    (folder / "office.toml").unlink()

    assert "office.toml: berkas tidak ada; salin dari config/" in faults(folder)[0]


def test_a_folder_without_office_hours_is_refused(folder: Path) -> None:
    shutil.rmtree(folder / "calendar")

    assert "tidak ada [[regime]]; tuliskan jam kerja kantor" in faults(folder)[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[imap]", "[imap]\npassword = 'rahasia-sekali'"),
        ("[database]", "[database]\nurl = 'postgresql+psycopg://tanggap:rahasia-sekali@db.example/tanggap'"),
        (
            "[database]",
            "[database]\nurl = 'postgresql+psycopg://tanggap:rahasia-sekali/2@db.example/tanggap'",
        ),
        (
            "[database]",
            "[database]\nurl = 'postgresql+psycopg://tanggap@db.example/tanggap?password=rahasia-sekali'",
        ),
        (
            "[database]",
            "[database]\nurl = 'postgresql+psycopg://db.example/tanggap?user=tanggap&PASSWORD=rahasia-sekali'",
        ),
        ("[smtp]", "[smtp]\naccess_token = 'rahasia-sekali'"),
        ("[database]", "[database]\nurl = 'postgresql+psycopg://tanggap:rahasia-sekali@db/tanggap'"),
    ],
)
def test_a_secret_in_a_file_is_refused_and_not_repeated(folder: Path, old: str, new: str) -> None:
    change(folder, "pipeline.toml", old, new)

    told = "\n".join(faults(folder))

    assert "TANGGAP_" in told
    assert "rahasia-sekali" not in told


def test_the_offices_own_words_are_taken_in_lower_case(folder: Path) -> None:
    change(folder, "office.toml", "# lain = []", 'lain = ["Arisan"] #')

    assert load(folder).office.kata.lain == ("arisan",)


def test_an_own_word_that_would_find_too_much_is_told_with_its_remedy(folder: Path) -> None:
    change(folder, "office.toml", "# pengaduan = []", 'pengaduan = ["a"] #')

    told = faults(folder)

    assert len(told) == 1
    assert "kata.pengaduan" in told[0]
    assert "paling sedikit tiga huruf" in told[0]


def test_nobody_signs_in_his_own_name_for_the_kepala(folder: Path) -> None:
    change(folder, "office.toml", '# sebutan = ""', 'sebutan = "a.n."')

    [fault] = faults(folder)

    assert "jabatan.kepala" in fault
    assert "Plh." in fault


def test_who_signs_for_the_kepala_names_him_first(folder: Path) -> None:
    posts = desk(load(folder)).posts

    assert posts["penyetuju_pengganti"].signer.block() == "a.n. Kepala Balai\nManajer Mutu"
    assert posts["kepala"].signer.block() == "Kepala Balai"


def test_an_acting_head_is_called_so(folder: Path) -> None:
    change(folder, "office.toml", '# sebutan = ""', 'sebutan = "Plh."')

    assert desk(load(folder)).posts["kepala"].signer.title() == "Plh. Kepala Balai"


def test_the_profile_authres_needs_the_name_of_the_server(folder: Path) -> None:
    change(folder, "office.toml", '# profil = "none"', 'profil = "authres"\n#')

    (fault,) = faults(folder)

    assert "authserv_id" in fault
    assert "tanggap check auth" in fault


def test_a_profile_that_nobody_knows_is_refused(folder: Path) -> None:
    change(folder, "office.toml", '# profil = "none"', 'profil = "percaya"\n#')

    assert len(faults(folder)) == 1
