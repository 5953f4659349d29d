"""The unit files: systemd understands them, their walls stand, and their times fit the program's own."""

import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.daemon import LONGEST_PAUSE
from pipeline.office.failure import MEANINGS
from pipeline.outside.cage_keeper import OLDEST
from pipeline.outside.command_options import STAGES
from pipeline.outside.config_backup import Cadangan
from pipeline.outside.enclosure import SOCKET
from pipeline.outside.relay import Relay
from pipeline.outside.tls import Security

UNITS = Path(__file__).parents[1] / "config" / "systemd"
SERVICES = ("tanggap.service", "tanggap-once.service")
CAGED = "tanggap-convert@.service"
ALARM = "tanggap-alarm@.service"
WALLED = (*SERVICES, "tanggap-backup.service", "tanggap-drill.service", ALARM, CAGED)
#: of 100, as systemd 252 counts: what the units have, and no more. OK begins below 50, an unhardened service
#: has more than 90
MOST_EXPOSED = {CAGED: 2}
ELSE = 11
PROGRAMS = "/opt/tanggap/bin/"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units as on a host: the program that they start is there."""
    for program in ("tanggap", "python"):
        (tmp_path / program).symlink_to(sys.executable)
    for unit in UNITS.iterdir():
        (tmp_path / unit.name).write_text(unit.read_text().replace(PROGRAMS, f"{tmp_path}/"))
    return tmp_path


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False)


def directives(unit: str) -> dict[str, str]:
    """The last value of each directive of the section Service."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # names of directives have capitals
    parser.read(UNITS / unit)
    return dict(parser["Service"])


def seconds(span: str) -> int:
    amount = int(re.match(r"\d+", span)[0])  # type: ignore[index]
    return amount * 3600 if span.endswith("h") else amount


def test_systemd_understands_every_unit(installed: Path) -> None:
    units = sorted(path for path in installed.iterdir() if path.suffix in (".service", ".timer", ".socket"))

    verified = analyze("verify", "--man=no", *units)

    assert len(units) == 10
    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")


@pytest.mark.parametrize("service", WALLED)
def test_the_walls_of_a_service_stand(installed: Path, service: str) -> None:
    judged = analyze(
        "security",
        "--offline=true",
        f"--threshold={MOST_EXPOSED.get(service, ELSE)}",
        "--no-pager",
        installed / service,
    )

    assert judged.returncode == 0, judged.stdout[-2000:]


def test_a_service_without_walls_would_be_found(installed: Path) -> None:
    """The check above can fail."""
    (installed / "bare.service").write_text(f"[Service]\nExecStart={installed / 'tanggap'}\nUser=tanggap\n")

    judged = analyze("security", "--offline=true", f"--threshold={ELSE}", installed / "bare.service")

    assert judged.returncode != 0


def test_the_watchdog_waits_longer_than_any_single_piece_of_work() -> None:
    relay = Relay("mail.balai.example", 465, Security.TLS)

    waits = seconds(directives("tanggap.service")["WatchdogSec"])

    assert waits > max(relay.data_timeout, LONGEST_PAUSE) + 120


@pytest.mark.parametrize("service", SERVICES)
def test_a_stop_waits_for_the_mail_server_s_word(service: str) -> None:
    relay = Relay("mail.balai.example", 465, Security.TLS)

    assert seconds(directives(service)["TimeoutStopSec"]) > relay.data_timeout


@pytest.mark.parametrize("service", WALLED)
def test_no_secret_and_no_core_leaves_a_service(service: str) -> None:
    walls = directives(service)

    assert walls["LimitCORE"] == "0"
    assert "PASSWORD" not in walls.get("Environment", "")


def test_both_services_have_the_same_walls() -> None:
    of_the_daemon_alone = {"Type", "NotifyAccess", "ExecStart", "WatchdogSec", "Restart", "RestartSec"}
    daemon, once = (directives(service) for service in SERVICES)

    differing = {name for name in daemon.keys() | once.keys() if daemon.get(name) != once.get(name)}

    assert differing <= of_the_daemon_alone | {"TimeoutStartSec"}


def test_what_libreoffice_needs_is_left_to_it() -> None:
    """It writes code at run time, and its launcher looks for /proc/version."""
    assert {"MemoryDenyWriteExecute", "ProcSubset"} & directives(CAGED).keys() == set()


@pytest.mark.parametrize("service", [*SERVICES, "tanggap-drill.service"])
def test_who_cannot_convert_asks_for_the_cage_and_finds_it(service: str) -> None:
    """Behind the walls of the daemon LibreOffice would not start."""
    socket = (UNITS / "tanggap-convert.socket").read_text()

    assert "Requires=tanggap-convert.socket" in (UNITS / service).read_text()
    assert f"ListenSequentialPacket={SOCKET}\n" in socket
    assert "Accept=yes" in socket


def test_the_cage_has_neither_network_nor_secrets_nor_the_office_s_folders() -> None:
    text = (UNITS / CAGED).read_text()

    assert directives(CAGED)["PrivateNetwork"] == "yes"
    assert directives(CAGED)["RestrictAddressFamilies"] == "AF_UNIX"
    assert not {"LoadCredential", "Environment", "User", "ReadWritePaths"} & directives(CAGED).keys()
    assert all(f"-{folder}" in text for folder in ("/var/lib/tanggap", "/etc/tanggap", "/etc/passwd"))


def test_a_reader_is_renewed_before_its_service_ends() -> None:
    assert seconds(directives(CAGED)["RuntimeMaxSec"]) >= 2 * OLDEST


@pytest.mark.parametrize("name", ["tanggap-once", "tanggap-backup", "tanggap-drill"])
def test_a_timer_starts_its_oneshot(name: str) -> None:
    assert directives(f"{name}.service")["Type"] == "oneshot"
    assert (UNITS / f"{name}.timer").is_file()


@pytest.mark.parametrize("unit", ["tanggap-backup.service", "tanggap-drill.service"])
def test_a_failure_that_nobody_would_see_gives_the_alarm(unit: str) -> None:
    # By %n the alarm is told which unit failed, and says what that means.
    assert f"OnFailure={ALARM.replace('@', '@%n')}\n" in (UNITS / unit).read_text()
    assert directives(ALARM)["ExecStart"] == f"{PROGRAMS}tanggap alarm %i"
    assert unit in MEANINGS


def test_the_backup_may_write_where_backups_go() -> None:
    assert Cadangan().folder in directives("tanggap-backup.service")["ReadWritePaths"]


def test_the_drill_may_write_neither_register_nor_backups() -> None:
    walls = directives("tanggap-drill.service")

    assert walls["ProtectSystem"] == "strict"
    assert not {"StateDirectory", "ReadWritePaths"} & walls.keys()


def test_the_command_line_knows_the_daemon_s_stages() -> None:
    from pipeline import daemon

    assert STAGES == daemon.STAGES
