"""What can be said to a command: the options that several commands share.

Apart from the commands, so that one of them reads as one thing.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.outside.option_kinds import Folder, Moment, OneOf, OutFolder, Year
from pipeline.sop.steps import ENDS, State, Step

#: the daemon's stages in their order; a test holds them against the daemon, which is slow to import
STAGES = ("collect", "read", "handle", "produce", "send", "remind")
#: fields of the form that the operator may give beside a letter
FORM = {
    "nama": "nama pengirim",
    "perusahaan": "perusahaan atau instansi pengirim",
    "jabatan": "jabatan pengirim",
    "alamat": "alamat pengirim",
    "telepon": "telepon pengirim",
    "email": "alamat surel pelanggan; tanpa ini surat jawaban disampaikan TU",
    "nomor_surat": "nomor surat pelanggan",
    "tanggal_surat": "tanggal surat pelanggan, 2026-11-20",
    "hal": "hal surat",
    "layanan": "layanan yang dikeluhkan",
    "uraian": "uraian keluhan",
}

#: what the agenda tells of a letter that was made elsewhere and bears a reserved number
LETTER = {
    "tujuan": "kepada siapa surat ditujukan",
    "alamat": "alamat tujuan",
    "hal": "hal surat",
    "tanggal": "tanggal surat, 2026-11-24",
    "sifat": "sifat surat: Biasa, Terbatas, Rahasia, Sangat Rahasia",
    "lampiran": "jumlah lampiran",
    "pengolah": "unit yang menyiapkan surat",
    "penanda_tangan": "jabatan penanda tangan",
    "tembusan": "tembusan surat",
    "dikirim": "tanggal surat dikirim, 2026-11-24",
    "cara": "cara surat dikirim",
    "bukti": "bukti pengiriman atau penerimaan",
    "keterangan": "keterangan lain",
}

#: the state of a case that waits for its customer
RESTING = "jeda"

_Command = TypeVar("_Command", bound=Callable[..., Any])


def with_config(command: _Command) -> _Command:
    """The folder of the settings, for every command."""
    told = "Folder pengaturan; bawaan config/, atau lingkungan TANGGAP_CONFIG."
    option = click.option(
        "--config", "folder", type=Folder(), envvar="TANGGAP_CONFIG", metavar="DIR", help=told
    )
    return option(command)


def with_json(command: _Command) -> _Command:
    """JSON, for every command that lists or shows."""
    return click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")(command)


def with_stages(command: _Command) -> _Command:
    """Which stages of the daemon run here."""
    told = f"Hanya tahap ini: {', '.join(STAGES)}."
    several = OneOf(STAGES, several=True)
    return click.option("--stages", type=several, default=",".join(STAGES), metavar="TAHAP,…", help=told)(
        command
    )


def with_step(command: _Command) -> _Command:
    """As an answer to which step a mail is read."""
    steps = [step.value for step in Step]
    told = f"Baca pula sebagai jawaban: {', '.join(steps)}."
    return click.option("--step", type=OneOf(steps), metavar="TAHAP", help=told)(command)


def with_wanted(command: _Command) -> _Command:
    """Which cases are listed."""
    told = "Hanya yang memuat kata ini pada layanan, hal, atau nomor rujukan."
    command = click.option("--service", metavar="TEKS", default="", help=told)(command)
    command = click.option("--since", type=Moment(), help="Hanya yang diterima sejak 2026-11-20.")(command)
    command = click.option("--late", is_flag=True, help="Hanya yang lewat batas waktunya.")(command)
    told = "Hanya perkara Pokja ini, seperti pada office.toml: pengujian, …"
    command = click.option("--pokja", metavar="POKJA", default="", help=told)(command)
    steps = [step.value for step in Step if step is not Step.REGISTRASI]
    told = f"Hanya yang berada pada tahap ini: {', '.join(steps)}."
    command = click.option("--step", type=OneOf(steps), metavar="TAHAP", help=told)(command)
    states = [RESTING, *(state.value for state in State if state in ENDS)]
    told = f"Hanya yang berkeadaan ini: {', '.join(states)}."
    return click.option("--state", type=OneOf(states), metavar="KEADAAN", help=told)(command)


def with_dossier(command: _Command) -> _Command:
    """Whose dossiers are written, and where."""
    told = "Berkas PDF yang ditulis; dengan --year sebuah folder."
    command = click.option("--out", type=Path, required=True, metavar="TUJUAN", help=told)(command)
    told = "Semua perkara yang diterima pada tahun ini, beserta indeksnya."
    return click.option("--year", type=Year(), metavar="TAHUN", help=told)(command)


def with_form(command: _Command) -> _Command:
    """Each field of the form, and when the letter was received."""
    told = 'Kapan surat diterima, "2026-11-23 08:15"; bawaan sekarang.'
    command = click.option("--diterima", type=Moment(), help=told)(command)
    return _with_texts(command, FORM)


def with_acting(command: _Command) -> _Command:
    """Who acts for the holder of a post, as what, and for how long."""
    told = "Cabut penggantian yang tercatat."
    command = click.option("--cabut", is_flag=True, help=told)(command)
    told = "Hari terakhir, 2026-12-04."
    command = click.option("--sampai", type=Moment(), help=told)(command)
    told = "Hari pertama, 2026-12-01; bawaan hari ini."
    command = click.option("--mulai", type=Moment(), help=told)(command)
    told = "Plh., Plt. atau a.n."
    command = click.option("--sebutan", type=OneOf(["Plh.", "Plt.", "a.n."]), default="Plh.", help=told)(
        command
    )
    command = click.option("--nip", metavar="TEKS", default="", help="NIP pengganti.")(command)
    command = click.option("--nama", metavar="TEKS", default="", help="Nama pengganti di bawah surat.")(
        command
    )
    return click.option("--surel", metavar="SUREL", default="", help="Alamat dinas pengganti.")(command)


def with_release(command: _Command) -> _Command:
    """How many mails are released at once, and whether by the reader of integrity reports."""
    told = "ALAMAT: lepaskan sekian surel tertua dari antreannya; paling banyak 20 untuk pengaduan."
    command = click.option("--jumlah", "count", type=int, metavar="N", help=told)(command)
    told = "Laporan integritas, menurut keputusan pengelolanya sendiri."
    return click.option("--wbs", is_flag=True, help=told)(command)


def with_owner(command: _Command) -> _Command:
    """As whom a register on PostgreSQL is opened."""
    told = "PostgreSQL: peran pemilik register, yang boleh menghapus."
    return click.option("--owner", metavar="PERAN", help=told)(command)


def with_ground(command: _Command) -> _Command:
    """By what right a case is erased, and the confirmation."""
    told = "Nomor perkara sekali lagi, sebagai jawaban atas pertanyaan konfirmasi."
    command = click.option("--setuju", metavar="PERKARA", default="", help=told)(command)
    told = "Nomor berita acara pemusnahan, bila ada."
    command = click.option("--berita-acara", "minutes", metavar="TEKS", default="", help=told)(command)
    told = "Alasan menghapus perkara yang belum selesai."
    command = click.option("--terbuka", "although_open", metavar="TEKS", default="", help=told)(command)
    told = 'Dasar hukumnya, misalnya "UU 27/2022 pasal 43 ayat (1) huruf c".'
    return click.option("--basis", metavar="TEKS", default="", help=told)(command)


def with_approval(command: _Command) -> _Command:
    """Where a list of files to be destroyed is written, or by what it is approved."""
    told = "Perkara dalam daftar yang tidak ikut dimusnahkan; boleh berulang."
    command = click.option("--kecuali", "without", multiple=True, metavar="PERKARA", help=told)(command)
    told = "Nomor berita acara pemusnahan."
    command = click.option("--berita-acara", "minutes", metavar="TEKS", default="", help=told)(command)
    told = "Kode daftar yang sudah disetujui; berkas di dalamnya dihapus."
    command = click.option("--setujui", "code", metavar="KODE", default="", help=told)(command)
    told = "Folder untuk daftar sebagai XLSX dan PDF."
    return click.option("--out", type=OutFolder(), metavar="DIR", help=told)(command)


def with_breach(command: _Command) -> _Command:
    """When data lay open, when that was noticed, and where the notice is written."""
    told = "Berkas DOCX yang ditulis; tanpa ini teksnya dicetak."
    command = click.option("--out", type=click.Path(path_type=Path), metavar="BERKAS.docx", help=told)(
        command
    )
    told = "Hanya perkara ini, bila pasti hanya itu yang terbaca; boleh berulang."
    command = click.option("--perkara", "cases", multiple=True, metavar="PERKARA", help=told)(command)
    told = "Kapan kegagalan itu diketahui; bawaan sekarang. Dari sini 3 x 24 jam dihitung."
    command = click.option("--diketahui", "known", type=Moment(), metavar="WAKTU", help=told)(command)
    told = "Sampai kapan data terbuka; bawaan sekarang."
    command = click.option("--until", type=Moment(), metavar="WAKTU", help=told)(command)
    told = 'Sejak kapan data terbuka, "2026-11-23 08:15".'
    return click.option("--since", type=Moment(), required=True, metavar="WAKTU", help=told)(command)


def with_letter(command: _Command) -> _Command:
    """What is told of a letter that was made elsewhere."""
    return _with_texts(command, LETTER)


def _with_texts(command: _Command, texts: dict[str, str]) -> _Command:
    for name, told in reversed(texts.items()):
        flag = f"--{name.replace('_', '-')}"
        command = click.option(flag, name, metavar="TEKS", help=f"{told[0].upper()}{told[1:]}.")(command)
    return command
