"""A rolling upgrade: one host brings the register to a new schema, the others end, say why, and come back."""

import shutil
from pathlib import Path

from pipeline.store import migrate
from tests.crash import referee
from tests.hosts.conftest import SeveralHosts
from tests.hosts.ledger import LINES
from tests.hosts.letters import complain

#: what the next program knows beside all that this one knows
REVISION = """
from alembic import op
import sqlalchemy as sa

revision = "9999_baru"
down_revision = {before!r}


def upgrade() -> None:
    op.add_column("inbox", sa.Column("catatan_baru", sa.Text()))
"""


def _newer_migrations(folder: Path) -> str:
    place = folder / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", place)
    (place / "versions" / "9999_baru.py").write_text(REVISION.format(before=migrate.head()))
    return str(place)


def test_hosts_are_upgraded_one_after_the_other_while_letters_come_in(
    several_hosts: SeveralHosts, postgres_url: str, tmp_path: Path
) -> None:
    newer = _newer_migrations(tmp_path)
    with several_hosts(postgres_url, [{}, {}]) as hosts:
        office = hosts.office
        for place in range(2):
            hosts.begin(place)
        hosts.wait(lambda: bool(office.rows("select 1 from cursors")))
        complain(office, 6)
        hosts.wait(lambda: hosts.registered() > 0)

        # The first host is upgraded as systemd restarts it: migrate, then the daemon. The second works on.
        hosts.kill(0)
        hosts.upgrade(0, newer)
        assert hosts.migrate(0) == 0
        complain(office, 2)
        hosts.wait(lambda: "revisi 9999_baru" in hosts.said(1))
        assert "oleh host lain" in hosts.said(1)
        assert "Traceback" not in hosts.said(1)
        hosts.begin(0)
        hosts.wait(lambda: hosts.registered() == 8)
        # It is started again and again, and refuses each time, until it is upgraded too.
        hosts.wait(lambda: "pasang versi itu di host ini" in hosts.said(1))
        assert hosts.migrate(1) == 1
        hosts.upgrade(1, newer)
        hosts.kill(0)
        (last,) = complain(office, 1)
        hosts.wait(lambda: hosts.has_come(last.address))
        hosts.wait(lambda: hosts.is_quiet(9))

        LINES.append(f"referee, rolling upgrade: {referee.check(office, hosts.lives())}")
