"""The fixtures that every room's tests share: private servers, started when a test first asks for one."""

import os
from datetime import date

from hypothesis import settings

from tests.statements import share_compiled

pytest_plugins = [
    "tests.servers.clamav",
    "tests.servers.dovecot",
    "tests.servers.postgres",
    "tests.servers.smtp_sink",
]

# A shared machine may pause for longer than any deadline; pytest-timeout ends what hangs.
settings.register_profile("tanggap", deadline=None)
settings.load_profile("tanggap")


def pytest_configure() -> None:
    """Every worker samples the crash points of one day, though the first may begin before midnight.

    And none compiles a statement twice.
    """
    os.environ.setdefault("TANGGAP_CRASH_DAY", date.today().isoformat())  # noqa: DTZ011
    share_compiled()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument unless they read as text: an archive made by a test holds the time
    it was made at, and the workers must all know a test by the same name."""
    told_by_content = not isinstance(val, bytes) or (len(val) <= 40 and val.isascii() and b"\0" not in val)
    return None if told_by_content else argname
