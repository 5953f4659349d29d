"""The machine that figures were measured on: without it they mean nothing.

PostgreSQL tells its release itself, with the settings that were in force.
"""

import os
import platform
import re
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

from pipeline.outside.libreoffice import Converter


def machine(folder: str) -> dict[str, str]:
    """Name → value of everything that decides how fast it goes; the register lies in `folder`."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return {
        "processor": f"{os.cpu_count()} cores, {_processor()}",
        "load before": f"{load} (1, 5 and 15 minutes)",
        "system": f"{_distribution()}, Linux {platform.release()}",
        "disk": f"{_file_system(folder)}, {_sync_milliseconds(folder):.2f} ms for a synced 4 KiB write",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "LibreOffice": Converter().version(),
    }


def _processor() -> str:
    names = re.findall(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return names[0] if names else platform.machine()


def _distribution() -> str:
    return platform.freedesktop_os_release()["PRETTY_NAME"]


def _file_system(folder: str) -> str:
    """The kind of file system that `folder` lies on; raises where that is memory."""
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    inside = [(place, kind) for place, kind in mounts if Path(folder).is_relative_to(place)]
    kind = max(inside, key=lambda mount: len(mount[0]))[1]
    if kind in ("tmpfs", "ramfs"):
        raise RuntimeError(f"{folder} lies in memory; nothing durable can be measured there")
    return kind


def _sync_milliseconds(folder: str) -> float:
    """How long a small durable write takes, the median of fifty."""
    times: list[float] = []
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        for _ in range(50):
            began = time.perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000
