"""The fixtures that every room's tests share: private servers, started when a test first asks for one."""

from hypothesis import settings

pytest_plugins = [
    "tests.servers.clamav",
    "tests.servers.dovecot",
    "tests.servers.postgres",
    "tests.servers.smtp_sink",
]

# A shared machine may pause for longer than any deadline; pytest-timeout ends what hangs.
settings.register_profile("tanggap", deadline=None)
settings.load_profile("tanggap")
