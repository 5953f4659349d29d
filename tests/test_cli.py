"""The operator's door: every command over real settings, a real register and real servers."""

import ast
import json
import logging
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import pytest
import structlog
from click.testing import CliRunner, Result
from sqlalchemy import make_url, update

from pipeline import backup_wiring, cli, cli_books, cli_privacy, crash, erasing, opened
from pipeline.errors import OutsideError
from pipeline.letters.pdf_words import page_texts
from pipeline.outside.command_options import STAGES
from pipeline.outside.encryption import Encryption
from pipeline.safekeeping import Place
from pipeline.settings import load
from pipeline.store import audit
from pipeline.store.book_tables import counters
from pipeline.store.case_tables import cases
from pipeline.store.database import writing
from pipeline.store.migrate import head
from pipeline.wiring import engine
from tests.letters.documents import template_of
from tests.office.registers import CUSTOMER, a_letter
from tests.pdfs import pdf_of
from tests.servers.dovecot import Mailbox
from tests.servers.postgres import Postgres
from tests.servers.smtp_sink import SmtpSink

CONFIG = Path(__file__).parents[1] / "config"
COMMANDS = (
    *("agenda", "alarm", "audit", "backup", "breach", "calendar", "check", "delegate", "demo", "dossier"),
    *(
        "drill",
        "erase",
        "export",
        "held",
        "inspect",
        "list",
        "migrate",
        "numbers",
        "once",
        "rebuild",
        "register",
    ),
    *("release", "report", "resend", "restore", "retention", "run", "show", "templates", "timeline"),
)
GROUPS = ("audit", "numbers", "templates")
#: what click says in English where nobody translated it
ENGLISH = (
    "Usage:",
    "Options:",
    "Commands:",
    "Show this message",
    "Error:",
    "Try ",
    "Missing",
    "Invalid",
    "No such",
)

Tanggap = Callable[..., Result]


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """A command sends the log to the stderr of its own run; afterwards it goes where it went before."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of settings whose servers are not there, and whose register is not made yet."""
    folder = tmp_path / "config"
    folder.mkdir()
    shutil.copytree(CONFIG / "calendar", folder / "calendar")
    shutil.copy(CONFIG / "office.toml", folder)
    text = (CONFIG / "pipeline.toml").read_text()
    text = text.replace("[database]", f'[database]\nurl = "sqlite:///{tmp_path}/tanggap.db"')
    (folder / "pipeline.toml").write_text(text)
    return folder


@pytest.fixture
def served(folder: Path, mailbox: Mailbox, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with a mailbox and a relay that answer."""
    (folder / "pipeline.toml").write_text(f"""\
[imap]
host = "{mailbox.host}"
port = {mailbox.tls_port}
ca_file = "{mailbox.authority}"
user = "{mailbox.user}"
mulai_dari = 2026-01-01
poll_seconds = 2

[smtp]
host = "{smtp_sink.host}"
port = {smtp_sink.port}
security = "none"
auth = "none"

[database]
url = "sqlite:///{folder.parent}/tanggap.db"
""")
    monkeypatch.setenv("TANGGAP_IMAP_PASSWORD", mailbox.password)
    return folder


@pytest.fixture
def tanggap(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Tanggap:
    """The command with these settings."""
    monkeypatch.setenv("TANGGAP_CONFIG", str(folder))
    return lambda *words: CliRunner().invoke(cli.main, [str(word) for word in words])


@pytest.fixture
def office(tanggap: Tanggap) -> Tanggap:
    """The command over a register that is made."""
    assert tanggap("migrate").exit_code == 0
    return tanggap


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A complaint in a file."""
    path = tmp_path / "surat.eml"
    path.write_bytes(a_letter())
    return path


def hold(office: Tanggap, tmp_path: Path) -> None:
    """Let a mail come that nobody can tell; it is held under number 1."""
    from pipeline.wiring import desk
    from tests.office.registers import arrive

    held = desk(load(tmp_path / "config"))
    arrive(held, a_letter("Mohon bantuannya.", subject="Halo \x1b[2J"))
    held.engine.dispose()


# Speaking


def test_the_commands_are_those_of_the_design() -> None:
    assert tuple(sorted(cli.main.commands)) == COMMANDS


def _below(group: str) -> list[tuple[str, ...]]:
    commands = cli.main.commands[group]
    assert isinstance(commands, click.Group)
    return [(group, name) for name in commands.commands]


@pytest.mark.parametrize(
    "command",
    [*((name,) for name in COMMANDS), (), *_below("audit"), *_below("numbers"), *_below("templates")],
)
def test_help_is_in_indonesian(tanggap: Tanggap, command: tuple[str, ...]) -> None:
    told = tanggap(*command, "--help")

    assert told.exit_code == 0
    assert told.output.startswith("Pemakaian: ")
    assert [word for word in ENGLISH if word in told.output] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lihat",), "Perintah lihat tidak dikenal."),
        (("show",), "PERKARA wajib diisi."),
        (("list", "--jsno"), "Pilihan --jsno tidak dikenal. Maksudnya --json"),
        (("list", "--config", "/tidak/ada"), "--config: folder /tidak/ada tidak ada"),
        (("list", "berlebih"), "Ada kata yang berlebih"),
        (("list", "--config"), "Pilihan --config memerlukan nilai."),
        (("inspect", "/tidak/ada.eml"), "berkas /tidak/ada.eml tidak ada"),
        (("inspect", __file__, "--step", "akhir"), "--step: akhir tidak dikenal; pilih registrasi"),
        (("run", "--stages", "read,tidur"), "--stages: tidur tidak dikenal; pilih collect"),
        (("release", "satu", "bukan"), "satu bukan nomor"),
        (("register", __file__, "--diterima", "kemarin"), "--diterima: kemarin bukan waktu"),
        (("numbers", "reserve", "0", "--for", "x"), "BANYAK: 0 bukan bilangan dari 1 sampai 200"),
        (("numbers", "reserve", "3"), "--for wajib diisi."),
        (("agenda", "2026"), "Sebutkan --out DIR untuk berkasnya, atau --json."),
        (("agenda", "2026", "--out", __file__), "tidak dapat dibuat"),
        (("report", "2026-13"), "2026-13 bukan masa laporan; tuliskan 2026-11, 2026-Q4, atau 2026"),
        (("numbers", "void", "3"), "--reason wajib diisi."),
        (("numbers", "list", "MMXXVI"), "MMXXVI bukan tahun; tuliskan seperti 2026"),
    ],
)
def test_a_command_that_is_wrong_is_told_in_words(
    tanggap: Tanggap, words: tuple[str, ...], told: str
) -> None:
    refused = tanggap(*words)

    assert refused.exit_code == 2
    assert told in refused.output
    assert [word for word in ENGLISH if word in refused.output] == []


def test_faulty_settings_are_told_all_at_once(tanggap: Tanggap, folder: Path) -> None:
    (folder / "office.toml").unlink()
    (folder / "pipeline.toml").write_text("[imap]\nport = 'x'\n")

    refused = tanggap("list")

    assert refused.exit_code == 2
    assert refused.output.startswith("Pengaturan belum benar:\n")
    assert refused.output.count("pipeline.toml: ") == 4
    assert "office.toml: berkas tidak ada" in refused.output


def test_without_settings_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TANGGAP_CONFIG", raising=False)

    refused = CliRunner().invoke(cli.main, ["list"])

    assert refused.exit_code == 2
    assert "--config" in refused.output


@pytest.mark.parametrize(
    "words",
    [
        *(
            ("list",),
            ("held",),
            ("show", "PGD-2026-0001"),
            ("timeline", "PGD-2026-0001"),
            ("audit", "verify"),
            ("numbers", "list"),
            ("agenda", "2026", "--json"),
            ("report", "2026-11"),
            ("dossier", "PGD-2026-0001", "--out", "berkas.pdf"),
        ),
        *(("release", "1", "bukan"), ("resend", "PGD-2026-0001"), ("register", __file__)),
    ],
)
def test_where_no_register_is_made_that_is_told_and_none_is_left_behind(
    tanggap: Tanggap, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before = sorted(tmp_path.iterdir())

    refused = tanggap(*words)

    assert refused.exit_code == 2
    assert f"register belum ada di {tmp_path}/tanggap.db" in refused.output
    assert "jalankan `tanggap migrate`" in refused.output
    assert sorted(tmp_path.iterdir()) == before


def test_a_check_makes_no_register(tanggap: Tanggap, tmp_path: Path) -> None:
    checked = tanggap("check")

    assert f"register belum ada di {tmp_path}/tanggap.db" in "".join(checked.output.split("\n"))
    assert not (tmp_path / "tanggap.db").exists()


def test_an_empty_database_is_told_with_its_remedy(tanggap: Tanggap, tmp_path: Path) -> None:
    (tmp_path / "tanggap.db").touch()

    refused = tanggap("list")

    assert refused.exit_code == 2
    assert "(kosong)" in refused.output
    assert "tanggap migrate" in refused.output


def test_a_database_that_cannot_be_opened_is_told_in_words(tanggap: Tanggap, folder: Path) -> None:
    text = (folder / "pipeline.toml").read_text()
    (folder / "pipeline.toml").write_text(text.replace("/tanggap.db", "/tidak/ada.db"))

    refused = tanggap("migrate")

    assert refused.exit_code == 1
    assert refused.output.startswith("Basis data tidak dapat dipakai: unable to open database file")


def test_a_fault_of_the_program_shows_no_traceback(office: Tanggap, letter: Path) -> None:
    def fail() -> None:
        raise KeyError(CUSTOMER)

    crash.arm("register.number_drawn", fail)
    try:
        failed = office("register", letter)
    finally:
        crash.disarm()

    assert failed.exit_code == 1
    assert "Kesalahan program: KeyError pada crash.py:" in failed.output
    assert "Traceback" not in failed.output
    assert CUSTOMER not in failed.output
    assert json.loads(office("list", "--json").output) == []


# The register


def test_the_register_is_made_once(tanggap: Tanggap) -> None:
    first, second = tanggap("migrate"), tanggap("migrate")

    assert first.output == f"Register pada revisi {head()} (sebelumnya kosong).\n"
    assert second.output == f"Register pada revisi {head()} (sebelumnya {head()}).\n"


def test_an_empty_register_says_so(office: Tanggap) -> None:
    assert office("list").output == "Tidak ada perkara yang berjalan.\n"
    assert office("held").output == "Tidak ada yang ditahan.\n"


def test_numbers_are_reserved_used_voided_and_listed(office: Tanggap) -> None:
    reserved = office("numbers", "reserve", 2, "--for", "surat tugas").output.splitlines()
    used = office("numbers", "use", "1", "--tujuan", "PT Contoh", "--hal", "Surat tugas")
    voided = office("numbers", "void", reserved[1], "--reason", "tidak jadi")

    assert used.output == f"Nomor {reserved[0]} tercatat dipakai.\n"
    assert voided.output == f"Nomor {reserved[1]} dibatalkan dan tidak akan dipakai lagi.\n"
    listed = json.loads(office("numbers", "list", "--json").output)
    assert [(each["urut"], each["keadaan"]) for each in listed] == [(1, "dipakai"), (2, "batal")]


def test_the_agenda_of_a_year_is_written_and_counted(office: Tanggap, letter: Path, tmp_path: Path) -> None:
    office("register", letter, "--diterima", "2026-11-23 08:15")

    written = office("agenda", 2026, "--out", tmp_path / "agenda")

    assert written.exit_code == 0, written.output
    counted, *files = written.output.splitlines()
    assert counted == "Buku agenda 2026: 1 surat masuk, 0 nomor surat keluar, 0 kiriman."
    assert files == [str(path) for path in sorted((tmp_path / "agenda").iterdir(), key=_workbook_first)]


def _workbook_first(path: Path) -> tuple[bool, str]:
    return path.suffix != ".xlsx", path.name


def test_the_agenda_speaks_json_and_fails_where_a_number_is_missing(
    office: Tanggap, folder: Path, letter: Path
) -> None:
    office("register", letter, "--diterima", "2026-11-23 08:15")
    base = engine(load(folder))
    with writing(base) as connection:
        connection.execute(counters.update().values(last=2))
    base.dispose()

    told = office("agenda", 2026, "--json")

    assert told.exit_code == 1
    agenda = json.loads(told.stdout)
    assert [each["agenda"] for each in agenda["masuk"]] == ["1/2026", "2/2026"]
    assert "Buku agenda surat masuk 2026: nomor 2 tidak tercatat" in agenda["kesalahan"][0]


def test_the_report_of_a_month_is_said_and_written(office: Tanggap, letter: Path, tmp_path: Path) -> None:
    office("register", letter, "--diterima", "2025-11-24 08:15")

    said, told = office("report", "2025-11"), office("report", "2025-11", "--json")
    written = office("report", "2025-11", "--out", tmp_path / "laporan")

    assert said.output.startswith("Dari 1 pengaduan yang diterima selama bulan November 2025, ")
    figures = json.loads(told.stdout)
    assert (figures["periode"], figures["masuk"], figures["berkas"]) == ("2025-11", 1, [])
    assert written.exit_code == 0, written.output
    files = [tmp_path / "laporan" / f"laporan-pengaduan-2025-11.{kind}" for kind in ("xlsx", "docx", "pdf")]
    assert written.output.splitlines()[-3:] == list(map(str, files))
    words = " ".join(page_texts(files[-1].read_bytes()))
    assert "LAPORAN PENANGANAN PENGADUAN PELANGGAN" in words.upper()
    assert "PGD-2025-0001" in words


def test_a_month_to_come_has_no_report(office: Tanggap) -> None:
    refused = office("report", "2150")

    assert refused.exit_code == 1
    assert "Masa laporan Tahun 2150 belum dimulai." in refused.output


def test_a_letter_from_a_file_is_registered_and_listed(office: Tanggap, letter: Path) -> None:
    registered = office("register", letter)

    assert registered.stdout == "Surat didaftarkan sebagai perkara PGD-2026-0001.\n"
    listed = office("list").output
    assert "PGD-2026-0001" in listed
    assert "menunggu disposisi" in listed


def test_a_letter_on_paper_is_registered_with_what_is_said_of_it(office: Tanggap, tmp_path: Path) -> None:
    (tmp_path / "pindaian.pdf").write_bytes(pdf_of("Surat keluhan"))

    form = ("--perusahaan", "PT Contoh", "--hal", "Keluhan LHU", "--nomor-surat", "7/PT/2026")
    office("register", tmp_path / "pindaian.pdf", *form, "--diterima", "2026-11-20 09:00")

    [case] = json.loads(office("list", "--json").output)
    assert (case["pelanggan"], case["hal"]) == ("PT Contoh", "Keluhan LHU")
    assert case["diterima"] == "2026-11-20T02:00:00+00:00"


def test_a_case_is_shown_for_people_and_for_programs(office: Tanggap, letter: Path) -> None:
    office("register", letter)

    shown, read = office("show", "PGD-2026-0001"), office("show", "PGD-2026-0001", "--json")

    assert "012/PT-C/XI/2026" in shown.output
    assert json.loads(read.stdout)["permintaan"][0]["diminta"] == "disposisi"


def test_cases_are_listed_by_what_is_looked_for(office: Tanggap, letter: Path) -> None:
    office("register", letter)

    found = json.loads(office("list", "--step", "disposisi", "--since", "2026-01-01", "--json").output)
    none = office("list", "--pokja", "kalibrasi")
    wrong = office("list", "--state", "jeda", "--step", "evaluasi")

    assert [case["perkara"] for case in found] == ["PGD-2026-0001"]
    assert none.output == "Tidak ada perkara yang cocok.\n"
    assert wrong.exit_code != 0
    assert "tidak keduanya" in wrong.output


def test_the_timeline_of_a_case_is_told(office: Tanggap, letter: Path) -> None:
    office("register", letter)

    told = json.loads(office("timeline", "PGD-2026-0001", "--json").output)

    assert [(entry["oleh"], entry["peristiwa"]) for entry in told] == [("operator", "registrasi")]
    assert "registrasi" in office("timeline", "PGD-2026-0001").output


def test_the_file_of_a_case_is_written_and_its_pages_are_told(
    office: Tanggap, letter: Path, tmp_path: Path
) -> None:
    office("register", letter)
    out = tmp_path / "berkas.pdf"

    told = office("dossier", "PGD-2026-0001", "--out", out).output

    assert told == f"{out}: {len(page_texts(out.read_bytes()))} halaman\n"


def test_the_files_of_a_year_are_written_with_an_index(office: Tanggap, letter: Path, tmp_path: Path) -> None:
    office("register", letter, "--diterima", "2026-11-20 09:00")

    office("dossier", "--year", "2026", "--out", tmp_path / "disk")

    written = sorted(path.name for path in (tmp_path / "disk").iterdir())
    books = ["buku-agenda-2026.pdf", "buku-agenda-2026.xlsx", "kartu-kendali-2026.pdf"]
    assert written == ["00-indeks.pdf", "PGD-2026-0001.pdf", "SHA256SUMS", *books]


def test_what_is_no_year_is_told_to_be_none(office: Tanggap, tmp_path: Path) -> None:
    told = office("dossier", "--year", "26", "--out", tmp_path / "disk")

    assert "--year: 26 bukan tahun; tuliskan seperti 2026" in told.output


def test_an_unknown_case_is_refused_with_an_example(office: Tanggap) -> None:
    refused = office("show", "PGD-2026-0099")

    assert refused.exit_code == 1
    assert refused.output == "Perkara PGD-2026-0099 tidak ditemukan.\n→ contoh: PGD-2026-0001\n"


def test_a_held_mail_is_listed_and_released(office: Tanggap, tmp_path: Path) -> None:
    hold(office, tmp_path)
    assert [item["id"] for item in json.loads(office("held", "--json").output)] == [1]

    corrected = office("release", 1, "perbaiki", "Perusahaan: PT Contoh Baru", "Hal: Keluhan LHU")
    released = office("release", 1, "pengaduan")

    assert "perusahaan “(kosong)” menjadi “PT Contoh Baru”; hal" in corrected.output
    assert released.output.startswith("Surat didaftarkan sebagai perkara PGD-2026-0001. ")
    assert office("held").output == "Tidak ada yang ditahan.\n"


def test_a_sender_without_a_queue_is_told_and_a_queue_is_shown_before_it_goes(office: Tanggap) -> None:
    nobody = office("release", "spam@luar.example", "abaikan")
    domain = office("release", "@luar.example", "abaikan", "--jumlah", "3")

    for refused in (nobody, domain):
        assert refused.exit_code == 1
        assert "dalam antrean tertunda; lihat `tanggap held`" in refused.output


def test_what_strangers_wrote_does_not_steer_the_terminal(office: Tanggap, tmp_path: Path) -> None:
    hold(office, tmp_path)

    assert "\x1b" not in office("held").output


def test_those_who_are_asked_are_reminded(office: Tanggap, letter: Path) -> None:
    office("register", letter)

    assert office("resend", "PGD-2026-0001").output == "permintaan disposisi diingatkan kepada Kepala Balai\n"


def test_a_whole_audit_trail_is_verified(office: Tanggap, letter: Path) -> None:
    office("register", letter)

    verified = office("audit", "verify")

    assert verified.exit_code == 0
    assert verified.output.startswith("Jejak audit: ")


def test_a_fault_of_the_books_is_told_with_exit_code_1(office: Tanggap, letter: Path, folder: Path) -> None:
    office("register", letter)
    register = engine(load(folder))
    with writing(register) as connection:
        connection.execute(counters.update().values(last=5))
    register.dispose()

    verified = office("audit", "verify")

    assert verified.exit_code == 1
    assert "buku nomor perkara 2026: 4 nomor tidak tercatat" in verified.output


# Inspecting


def test_a_mail_is_inspected_without_settings_and_without_a_register(
    letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TANGGAP_CONFIG", raising=False)
    before = sorted(tmp_path.iterdir())

    seen = CliRunner().invoke(cli.main, ["inspect", str(letter)])

    assert seen.exit_code == 0
    assert "pengaduan" in seen.output
    assert "tidak diperiksa" in seen.output
    assert sorted(tmp_path.iterdir()) == before


def test_inspect_prints_a_line_of_json_a_file_in_their_order(tanggap: Tanggap, tmp_path: Path) -> None:
    files = [tmp_path / f"{place}.eml" for place in range(3)]
    for place, file in enumerate(files):
        file.write_bytes(a_letter(f"Keluhan nomor {place}.", number=place))

    seen = tanggap("inspect", "--json", *files)

    lines = [json.loads(line) for line in seen.output.splitlines()]
    assert [line["text"].strip() for line in lines] == [f"Keluhan nomor {place}." for place in range(3)]


def test_inspect_never_opens_the_register(tanggap: Tanggap, letter: Path, tmp_path: Path) -> None:
    assert tanggap("inspect", letter).exit_code == 0

    assert not (tmp_path / "tanggap.db").exists()


def test_a_reply_is_inspected_as_an_answer(tanggap: Tanggap, tmp_path: Path) -> None:
    reply = tmp_path / "balasan.eml"
    subject = "Re: [PGD-2026-0007 K7QM-2XRD] Mohon disposisi"
    reply.write_bytes(a_letter("Disposisi: Pokja Kalibrasi", sender="kepala@balai.example", subject=subject))

    seen = tanggap("inspect", "--json", "--step", "disposisi", reply)

    told = json.loads(seen.stdout)
    assert (told["kind"], told["answer"]["pokja"], told["question"]) == ("balasan", "kalibrasi", None)


def test_bytes_that_are_no_mail_are_inspected_too(tanggap: Tanggap, tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(bytes(range(256)) * 10)

    seen = tanggap("inspect", "--json", tmp_path / "x.eml")

    assert seen.exit_code == 0
    assert json.loads(seen.stdout)["kind"] == "ragu"


# Working


def test_the_daemon_writes_its_figures_for_prometheus(served: Path, office: Tanggap, tmp_path: Path) -> None:
    from prometheus_client.parser import text_string_to_metric_families

    figures = tmp_path / "tanggap.prom"
    with (served / "pipeline.toml").open("a") as file:
        file.write(f'[metrik]\nberkas = "{figures}"\n')

    office("once")

    told = {family.name: family.samples for family in text_string_to_metric_families(figures.read_text())}
    [polled] = told["tanggap_mailbox_polled_timestamp_seconds"]
    assert (polled.labels, polled.value > 0) == ({"mailbox": "INBOX"}, True)
    assert {"register", "temporary"} <= {each.labels["place"] for each in told["tanggap_disk_free_bytes"]}
    assert {each.labels["stage"] for each in told["tanggap_stage_pieces"]} == set(STAGES)


def test_one_round_registers_what_lies_in_the_mailbox_and_sends_what_follows(
    served: Path, office: Tanggap, mailbox: Mailbox, smtp_sink: SmtpSink
) -> None:
    mailbox.deliver(a_letter())

    worked = office("once")

    assert worked.exit_code == 0, worked.output
    assert [case["perkara"] for case in json.loads(office("list", "--json").output)] == ["PGD-2026-0001"]
    # The canary goes to the office's own mailbox; without proof of his domain the customer hears later.
    own = "pengaduan@balai.example"
    assert {each.recipients[0] for each in smtp_sink.deliveries} == {"kepala@balai.example", own}


def test_the_log_of_a_round_names_nobody(
    served: Path, office: Tanggap, mailbox: Mailbox, smtp_sink: SmtpSink
) -> None:
    mailbox.deliver(a_letter())
    (served / "pipeline.toml").write_text(
        (served / "pipeline.toml").read_text() + '\n[log]\nlevel = "info"\n'
    )

    worked = office("once")

    assert CUSTOMER not in worked.output
    assert "PT Contoh" not in worked.output


def test_all_that_is_needed_is_checked(served: Path, office: Tanggap) -> None:
    checked = office("check")

    assert checked.exit_code == 0, checked.output
    marks = [line for line in checked.output.splitlines() if line[:2] in ("✓ ", "! ", "✗ ")]
    # The calendar of a year whose decree nobody has written down yet is told, and stops nothing; so is a
    # volume that is not encrypted, and a machine that lets no program wall itself in.
    open_to = ("kalender", "data tersimpan", "kandang berkas", "hak berkas")
    [doubt] = [
        line for line in marks if not line.startswith("✓ ") and not any(name in line for name in open_to)
    ]
    assert len(marks) == 15
    assert doubt.startswith("! asal balasan: asal balasan tidak dibuktikan")


def test_a_register_that_everybody_could_read_is_found_by_the_check_and_closed_by_the_daemon(
    served: Path, office: Tanggap, tmp_path: Path
) -> None:
    register = tmp_path / "tanggap.db"
    register.chmod(0o644)

    before = office("check").output
    worked = office("once")

    assert f"! hak berkas: bukan untuk pemiliknya saja: {register}" in before
    assert worked.exit_code == 0, worked.output
    assert "file was open to every account" in worked.output
    assert {path.name: path.stat().st_mode & 0o007 for path in tmp_path.glob("tanggap.db*")}[
        "tanggap.db"
    ] == 0


def test_the_probe_of_origin_asks_everybody_and_promises_nothing_before_there_are_mails(
    served: Path, office: Tanggap
) -> None:
    begun, again = office("check", "auth"), office("check", "auth")

    assert (begun.exit_code, again.exit_code) == (1, 1)
    assert "swaks --server" in begun.output
    assert "Belum membalas: " in again.output
    assert 'profil = "none"' in again.output


def test_a_wrong_password_fails_the_check_and_the_remedy_is_named(
    served: Path, office: Tanggap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGGAP_IMAP_PASSWORD", "keliru")

    checked = office("check")

    assert checked.exit_code == 1
    lines = checked.output.splitlines()
    [place] = [place for place, line in enumerate(lines) if line.startswith("✗")]
    assert lines[place].startswith("✗ kotak surat: ")
    assert lines[place + 1].startswith("    → periksa user dan kata sandi")


def test_a_virus_scanner_that_is_not_there_fails_the_check(served: Path, office: Tanggap) -> None:
    with (served / "pipeline.toml").open("a", encoding="utf-8") as file:
        file.write('\n[pemindai]\nalamat = "/nowhere/clamd.ctl"\n')

    checked = office("check")

    assert checked.exit_code == 1
    lines = checked.output.splitlines()
    [place] = [place for place, line in enumerate(lines) if line.startswith("✗")]
    assert lines[place].startswith("✗ pemindai virus: ")
    assert "clamav-daemon" in lines[place + 1]


def test_a_check_speaks_json(tanggap: Tanggap, folder: Path) -> None:
    (folder / "office.toml").unlink()

    checked = tanggap("check", "--json")

    assert checked.exit_code == 1
    [found] = json.loads(checked.stdout)
    assert (found["name"], found["mark"]) == ("pengaturan", "gagal")
    assert "office.toml: berkas tidak ada" in found["words"]


def test_the_daemon_says_when_it_is_ready_and_ends_when_told(
    served: Path, office: Tanggap, tmp_path: Path
) -> None:
    program = Path(sys.executable).parent / "tanggap"
    environment = {**os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify")}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(environment["NOTIFY_SOCKET"])
        manager.settimeout(60)
        with subprocess.Popen([program, "run"], env=environment, stderr=subprocess.PIPE) as daemon:
            try:
                first = manager.recv(1000)
                daemon.send_signal(signal.SIGTERM)
                _, told = daemon.communicate(timeout=60)
            finally:
                daemon.kill()

    assert first.startswith(b"READY=1")
    assert (daemon.returncode, b"Traceback" in told) == (0, False)


def test_a_second_daemon_on_the_same_register_is_refused(
    served: Path, office: Tanggap, tmp_path: Path
) -> None:
    from pipeline.outside.lock import owned

    with owned(tmp_path / "tanggap.db.lock"):
        refused = office("once")

    assert refused.exit_code == 1
    assert "systemctl stop tanggap" in refused.output


# Style


def _commands() -> list[ast.FunctionDef]:
    doors = [ast.parse(Path(str(door.__file__)).read_text()) for door in (cli, cli_books, cli_privacy)]
    nodes = [node for tree in doors for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [node for node in nodes if not node.name.startswith("_")]


@pytest.mark.parametrize("command", _commands(), ids=lambda command: str(command.name))
def test_a_command_is_short(command: Any) -> None:
    assert command.end_lineno - command.lineno + 1 <= 15


# Personal data


def test_a_case_is_erased_once_its_number_is_typed(
    office: Tanggap, letter: Path, tmp_path: Path, folder: Path
) -> None:
    settings = (folder / "pipeline.toml").read_text()
    settings = settings.replace("[cadangan]", f'[cadangan]\nfolder = "{tmp_path}/cadangan"')
    (folder / "pipeline.toml").write_text(settings)
    office("register", letter)
    ground = ("--basis", "UU 27/2022 pasal 43", "--terbuka", "permintaan tertulis pelanggan")

    wrong = office("erase", "PGD-2026-0001", *ground, "--setuju", "PGD-2026-0002")
    done = office("erase", "PGD-2026-0001", *ground, "--setuju", "PGD-2026-0001")
    again = office("erase", "PGD-2026-0001", *ground)

    assert (wrong.exit_code, "tidak ada yang dihapus" in wrong.output) == (1, True)
    assert done.exit_code == 0, done.output
    for said in ("tidak dapat dikembalikan", "PT Contoh Sejahtera", "sudah dihapus", "pasal 45"):
        assert said in done.output
    assert "berkas basis data dan cadangan dibersihkan lagi" in again.output
    assert "PT Contoh" not in office("show", "PGD-2026-0001").output
    assert "PGD-2026-0001" in (tmp_path / "cadangan" / "terhapus.jsonl").read_text()


@pytest.fixture
def owner(folder: Path, tanggap: Tanggap, postgres: Postgres, postgres_url: str, tmp_path: Path) -> str:
    """The role that owns a register on PostgreSQL; the settings name the daemon's."""
    as_owner, as_daemon = postgres.register_with_roles(postgres_url)
    settings = (folder / "pipeline.toml").read_text()
    settings = settings.replace(f"sqlite:///{tmp_path}/tanggap.db", as_daemon)
    settings = settings.replace("[cadangan]", f'[cadangan]\nfolder = "{tmp_path}/cadangan"')
    (folder / "pipeline.toml").write_text(settings)
    name = str(make_url(as_owner).username)
    assert tanggap("migrate", "--owner", name).exit_code == 0
    return name


def test_on_postgresql_the_owner_erases_and_the_daemon_s_role_is_told_so_before_it_confirms(
    tanggap: Tanggap, letter: Path, owner: str
) -> None:
    assert tanggap("register", letter).exit_code == 0
    words = ("erase", "PGD-2026-0001", "--basis", "UU 27/2022 pasal 43", "--terbuka", "permintaan tertulis")

    refused = tanggap(*words, "--setuju", "PGD-2026-0001")
    shown = tanggap("show", "PGD-2026-0001").output
    done = tanggap(*words, "--setuju", "PGD-2026-0001", "--owner", owner)

    assert refused.exit_code == 1
    assert refused.output.count("\n") == 2
    assert "hanya boleh menambah jejak audit" in refused.output
    assert "→ ulangi dengan --owner tanggap_owner" in refused.output
    assert "PT Contoh Sejahtera" in shown
    assert done.exit_code == 0, done.output
    assert "PT Contoh" not in tanggap("show", "PGD-2026-0001").output
    assert tanggap("audit", "verify").exit_code == 0


def test_on_postgresql_the_daemon_s_role_cannot_destroy_what_retention_lets_go(
    tanggap: Tanggap, owner: str
) -> None:
    listed = tanggap("retention")

    assert listed.exit_code == 0, listed.output
    with (
        opened.desk(Path(os.environ["TANGGAP_CONFIG"])) as desk,
        pytest.raises(OutsideError, match="menambah"),
    ):
        erasing.destroy(desk, Place(folder=Path("/nowhere"), encryption=Encryption(), keep=1), [])


def test_on_postgresql_the_owner_destroys_what_retention_lets_go_and_the_daemon_s_role_does_not(
    tanggap: Tanggap, letter: Path, owner: str
) -> None:
    assert tanggap("register", letter).exit_code == 0
    with opened.desk(Path(os.environ["TANGGAP_CONFIG"])) as desk, writing(desk.engine) as connection:
        # As the daemon's role closed it long ago.
        at, ended = desk.clock(), {"tahap": "bukan_pengaduan"}
        closed = {"state": ended["tahap"], "closed_at": at - timedelta(days=9 * 365), "due_at": None}
        connection.execute(update(cases).values(**closed))
        audit.append(connection, at=at, actor="kepala", event="uji", case_id=1, payload=ended)
    listed = tanggap("retention")
    code = re.search(r"DUM-[0-9a-f]{8}", listed.output)
    assert code, listed.output
    approval = ("retention", "--setujui", code[0], "--berita-acara", "BA-07/BSPJI/2026")

    refused = tanggap(*approval)
    shown = tanggap("show", "PGD-2026-0001").output
    done = tanggap(*approval, "--owner", owner)
    again = tanggap(*approval, "--owner", owner)

    assert (refused.exit_code, "hanya boleh menambah jejak audit" in refused.output) == (1, True)
    assert "PT Contoh Sejahtera" in shown
    assert done.exit_code == 0, done.output
    assert "1 berkas perkara dimusnahkan" in done.output
    assert "PT Contoh" not in tanggap("show", "PGD-2026-0001").output
    assert "Usul musnah: nihil" in tanggap("retention").output
    assert (again.exit_code, "bukan kode" in again.output) == (1, True)
    verified = tanggap("audit", "verify")
    assert verified.exit_code == 0, verified.output


def test_a_case_that_is_open_is_not_erased_by_the_way(office: Tanggap, letter: Path) -> None:
    office("register", letter)

    refused = office("erase", "PGD-2026-0001", "--basis", "UU 27/2022", "--setuju", "PGD-2026-0001")

    assert refused.exit_code == 1
    assert "belum selesai" in refused.output
    assert "→ contoh: --terbuka" in refused.output


def test_where_no_retention_is_over_the_list_is_empty(office: Tanggap, tmp_path: Path) -> None:
    listed = office("retention", "--out", tmp_path / "usul")
    refused = office("retention", "--setujui", "DUM-00000000", "--berita-acara", "BA-1")

    assert listed.exit_code == 0, listed.output
    assert "Usul musnah: nihil" in listed.output
    assert {path.suffix for path in (tmp_path / "usul").iterdir()} == {".xlsx", ".pdf"}
    assert (refused.exit_code, "bukan kode" in refused.output) == (1, True)


def test_a_person_s_data_is_written_into_a_folder(office: Tanggap, letter: Path, tmp_path: Path) -> None:
    office("register", letter)

    written = office("export", CUSTOMER, "--out", tmp_path / "data")

    assert written.output.startswith("1 perkara dan "), written.output
    assert {"data.json", "index.html", "surel-masuk"} <= {path.name for path in (tmp_path / "data").iterdir()}


def test_the_notice_of_a_breach_is_printed_and_written(office: Tanggap, letter: Path, tmp_path: Path) -> None:
    office("register", letter)

    printed = office("breach", "--since", "2026-01-01")
    counted = json.loads(office("breach", "--since", "2026-01-01", "--json").output)
    written = office("breach", "--since", "2026-01-01", "--out", tmp_path / "surat.docx")

    assert printed.output.startswith("# Pemberitahuan Kegagalan Pelindungan Data Pribadi")
    assert counted["subjek"] == 1
    assert written.exit_code == 0, written.output
    assert (tmp_path / "surat.docx").read_bytes().startswith(b"PK")


# Templates


@pytest.fixture
def own_templates(folder: Path, tmp_path: Path) -> Path:
    """The office's own copy of the templates."""
    shutil.copytree(CONFIG.parent / "letter_templates", tmp_path / "templat")
    text = (folder / "pipeline.toml").read_text()
    named = f'[documents]\ntemplates_dir = "{tmp_path}/templat"'
    (folder / "pipeline.toml").write_text(text.replace("[documents]", named))
    return tmp_path / "templat"


def test_good_templates_are_told_to_be_good(tanggap: Tanggap) -> None:
    checked = tanggap("templates", "check")

    assert (checked.exit_code, checked.output) == (0, "Semua templat baik.\n")


@pytest.mark.parametrize("given", ["environment", "credential"])
def test_the_password_of_a_register_on_postgresql_comes_from_the_secrets(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.delenv("TANGGAP_DATABASE_PASSWORD", raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    (tmp_path / "database_password").write_text("rahasia\n")
    (tmp_path / "database_password").chmod(0o400)
    if given == "credential":
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    else:
        monkeypatch.setenv("TANGGAP_DATABASE_PASSWORD", "rahasia")
    found = load(folder)
    url = "postgresql+psycopg://tanggap@db.example/tanggap"

    made = engine(backup_wiring.scratch(found, url))

    assert made.url.password == "rahasia"
    assert make_url(backup_wiring.scratch_url(found, url)).password == "rahasia"


def test_a_unit_that_failed_is_told_over_the_second_channel(
    tanggap: Tanggap, folder: Path, tmp_path: Path
) -> None:
    told = tmp_path / "alarm.txt"
    command = tmp_path / "alarm.sh"
    command.write_text(f'#!/bin/sh\n{{ echo "$1"; cat; }} > {told}\n')
    command.chmod(0o700)
    file = folder / "pipeline.toml"
    file.write_text(file.read_text().replace("\n[alarm]", f'\n[alarm]\ncommand = ["{command}"]'))

    done = tanggap("alarm", "tanggap-drill.service")

    assert done.output.splitlines()[-1] == "Kegagalan tanggap-drill.service sudah diberitahukan."
    assert told.read_text() == (
        "GAGAL: layanan tanggap-drill.service\n"
        f"Layanan tanggap-drill.service pada mesin {platform.node()} berhenti karena gagal.\n"
        "Belum terbukti bahwa register dapat dipulihkan dari cadangan terakhir.\n"
        "Sebabnya dapat dilihat dengan: journalctl -u tanggap-drill.service -n 50\n"
    )


def test_without_a_second_channel_a_failure_is_told_to_nobody_and_the_remedy_is_named(
    tanggap: Tanggap,
) -> None:
    refused = tanggap("alarm", "tanggap-backup.service")

    assert refused.exit_code == 2
    assert "pipeline.toml: [alarm] kosong" in refused.output
    assert "isilah command, atau host, sender, dan to" in refused.output


def test_a_fault_of_a_template_is_told_with_its_place_and_remedy(
    tanggap: Tanggap, own_templates: Path
) -> None:
    (own_templates / "surat_balasan.docx").write_bytes(template_of("Yth. {{ namma }}"))

    checked = tanggap("templates", "check")

    assert checked.exit_code == 1
    assert checked.output.startswith(
        "✗ surat_balasan.docx: isian “namma” tidak dikenal\n"
        "    pada badan surat, paragraf 1: “Yth. {{ namma }}”\n"
        "    → maksudnya “nama”?\n"
    )


def test_faults_of_templates_are_told_as_json(tanggap: Tanggap, own_templates: Path) -> None:
    (own_templates / "notulen.docx").unlink()

    [fault] = json.loads(tanggap("templates", "check", "--json").output)

    assert (fault["berkas"], fault["kesalahan"]) == ("notulen.docx", "templat tidak ada")


def test_a_preview_shows_every_page(tanggap: Tanggap, tmp_path: Path) -> None:
    made = tanggap("templates", "preview", "notulen", "--out", tmp_path / "contoh")

    assert made.exit_code == 0, made.output
    names = sorted(path.name for path in (tmp_path / "contoh").iterdir())
    assert names == ["notulen-1.png", "notulen-2.png", "notulen.docx", "notulen.pdf"]


def test_a_template_that_nobody_has_is_told_with_those_that_there_are(tanggap: Tanggap) -> None:
    refused = tanggap("templates", "preview", "surat")

    assert refused.exit_code == 2
    assert "templat surat tidak dikenal; pilih form_pengaduan, lembar_disposisi" in refused.output
