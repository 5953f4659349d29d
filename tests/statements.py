"""SQL compiled once a process, however many registers its tests open.

SQLAlchemy keeps what it compiled with the engine, and nearly every test opens an engine of its own.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event


class _Compiled(dict[Any, Any]):
    """What was compiled, by database and statement; SQLAlchemy's own key begins with the engine's dialect."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_shared(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_shared(key), compiled)


def _shared(key: Any) -> Any:
    return (key[0].name, *key[1:])


COMPILED = _Compiled()


def share_compiled() -> None:
    """From now on all engines of this process share what any of them compiled."""
    if not event.contains(Engine, "engine_connect", _share):
        event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    if "compiled_cache" not in (engine := connection.engine).get_execution_options():
        engine.update_execution_options(compiled_cache=COMPILED)
