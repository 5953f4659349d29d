"""Every crash point of the program, found in its source: one that is added is tested, or the tests fail."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pipeline
from pipeline.daemon import STAGES

HOUSE = Path(pipeline.__file__).parent


def points() -> tuple[str, ...]:
    """The names of all points, `daemon.{name}` once for each stage."""
    return tuple(sorted({name for module in HOUSE.rglob("*.py") for name in _named(module)}))


def _named(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "crash.point":
            (name,) = node.args
            yield from _names(name)


def _names(name: ast.expr) -> Iterator[str]:
    match name:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=[ast.Constant(value="daemon."), ast.FormattedValue()]):
            yield from (f"daemon.{stage}" for stage in STAGES)
        case _:
            raise AssertionError(f"a crash point without a name: {ast.unparse(name)}")
