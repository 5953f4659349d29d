"""Two roles on PostgreSQL: one owns the register and migrates it, the daemon's may only work in it.

The daemon's can add to the audit trail and never change it, nor switch off what guards it; so whoever takes
the daemon over cannot rewrite what was done (reliability.md D). `config/postgresql-roles.sql` makes them.
"""

from sqlalchemy import Connection, Engine, text

from pipeline.errors import OutsideError
from pipeline.store.database import reading

#: tables to which the daemon only adds
ADDED_TO = ("audit", "audit_payloads")
#: what it reads of the schema's own book
_BOOK = "alembic_version"


def grant(connection: Connection, role: str) -> None:
    """Let `role` work in the register that this connection's own role has just brought up to date."""
    name = connection.dialect.identifier_preparer.quote(role)
    added = ", ".join(ADDED_TO)
    for statement in (
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {added} FROM {name}",
        f"REVOKE INSERT, UPDATE, DELETE ON {_BOOK} FROM {name}",
    ):
        connection.execute(text(statement))


def may_change_audit(connection: Connection) -> bool:
    """Whether this connection's role could change the audit trail, or own the table that guards it."""
    if connection.dialect.name != "postgresql":
        return True
    query = text(
        "SELECT bool_or(has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')"
        " OR pg_has_role(c.relowner, 'MEMBER')) FROM pg_class c WHERE c.oid = 'audit'::regclass"
    )
    return bool(connection.scalar(query))


def check_may_erase(engine: Engine) -> None:
    """Raises `OutsideError` where this role may only add to the audit trail: with a case its payloads go."""
    with reading(engine) as connection:
        if may_change_audit(connection):
            return
    raise OutsideError(
        f"peran basis data {engine.url.username} hanya boleh menambah jejak audit, tidak menghapus data",
        permanent=True,
        remedy="ulangi dengan --owner tanggap_owner, peran pemilik register, dan kata sandinya sebagai "
        "TANGGAP_DATABASE_PASSWORD",
    )
