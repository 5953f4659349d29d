"""Bring a register to this program's schema, or say that it is not there yet."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from pipeline import crash
from pipeline.errors import SettingsError
from pipeline.store.database import writing


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def migrate(engine: Engine) -> None:
    """Run every revision that the register lacks; each is one transaction with the note of itself.

    Raises `SettingsError` where the register is ahead of this program.
    """
    config = _config()
    _check_known(current(engine))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        crash.point("migrate.before_commit")


def current(engine: Engine) -> str | None:
    """The register's revision, None for an empty database."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """The newest revision that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _check_known(revision: str | None) -> None:
    """Raises `SettingsError` where the register is ahead of this program."""
    known = {each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise SettingsError(
            f"database: register sudah berada pada revisi {revision}, program ini baru mengenal {head()}; "
            "host lain sudah memakai versi baru: pasang versi itu di host ini"
        )


def prepare(engine: Engine) -> None:
    """Lay out an empty database; raises `SettingsError` where the register has another schema."""
    if current(engine) is None:
        migrate(engine)
    check_current(engine)


def check_current(engine: Engine) -> None:
    """Raises `SettingsError` where the register has another schema than this program."""
    found = current(engine)
    if found != head():
        _check_known(found)
        raise SettingsError(
            f"database: register berada pada revisi {found or '(kosong)'}, program ini memerlukan "
            f"{head()}; hentikan semua daemon lalu jalankan `tanggap migrate`"
        )
