"""What every table of the register is made with: names of constraints, moments, keys.

SQLAlchemy Core, because a row here is data and not an object with behaviour;
the flow works on the frozen values of `sop/`, and the stages write rows.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    TypeDecorator,
)

#: a row of any shape; the columns are named where they are selected
AnyRow: TypeAlias = Row[*tuple[Any, ...]]

#: every constraint has a name, so that a later migration can drop it on SQLite too
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; raises `ValueError` on a naive datetime."""
        return None if value is None else _in_utc(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """To SQLite's text in one step; a letter writes some forty moments."""
        return _to_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware again, also where the database forgot the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """SQLite's text in one step: a report reads millions of moments; three took a fifth of its time."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"naive datetime: {value!r}")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _to_text(value: datetime | None) -> str | None:
    """As SQLAlchemy writes it: without the zone, which is UTC."""
    if value is None:
        return None
    moment = value if value.tzinfo is UTC else _in_utc(value)
    return moment.isoformat(" ", "microseconds").removesuffix("+00:00")


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


#: SQLite counts rows in its own INTEGER, PostgreSQL in a bigint
Key = BigInteger().with_variant(Integer, "sqlite")


def own_id() -> Column[int]:
    """The row's own number."""
    return Column("id", Key, primary_key=True, autoincrement=True)


def key_to(target: str, name: str, *, nullable: bool = True) -> Column[Any]:
    """A column that points to the row `id` of `target`."""
    return Column(name, Key, ForeignKey(f"{target}.id"), nullable=nullable)


#: what makes the next sign of a LIKE pattern stand for itself
ESCAPE = "/"


def literal(text: str) -> str:
    """A text as a LIKE pattern that finds it alone."""
    return re.sub("[/%_]", r"/\g<0>", text)


def of_domain(domain: str) -> str:
    """The LIKE pattern of the addresses of a domain."""
    return f"%@{literal(domain)}"
