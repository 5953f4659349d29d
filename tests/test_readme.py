"""The README says what the code does: its generated parts, its commands, every name that it points to."""

import ast
import re
import tomllib

import click
import pytest

from pipeline.cli import main
from tests.readme import README, parts, renewed

ROOT = README.parent
TEXT = README.read_text("utf-8")

#: `path` followed by the names to be found there
_PLACE = re.compile(r"`((?:pipeline|config|letter_templates|tests)/[\w./-]*)`((?: (?:and )?`\w+`)*)")


def _named() -> list[tuple[str, str]]:
    """Every path of the README with each name it is told to hold, '' for the path alone."""
    found: list[tuple[str, str]] = []
    for path, names in _PLACE.findall(TEXT):
        found += [(path, name) for name in re.findall(r"\w+", names.replace("and", "")) or [""]]
    return found


def _defined(source: str) -> set[str]:
    """The names that a module defines, at its top or in a class."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _commands(group: click.Group, before: str = "") -> set[str]:
    found: set[str] = set()
    for name, command in group.commands.items():
        said = f"{before}{name}"
        found |= _commands(command, f"{said} ") if isinstance(command, click.Group) else {said}
    return found


@pytest.mark.parametrize("part", sorted(parts()))
def test_a_generated_part_is_what_the_code_tells(part: str) -> None:
    assert f"<!-- made: {part} -->\n{parts()[part]}\n<!-- end -->" in TEXT, (
        "renew it: python -m tests.readme --write"
    )


def test_renewing_an_up_to_date_readme_changes_nothing() -> None:
    assert renewed(TEXT) == TEXT


def test_the_commands_are_those_of_the_program() -> None:
    told = re.findall(r"^\| `tanggap ([a-z ]+)` \|", TEXT, re.MULTILINE)

    assert sorted(told) == sorted(_commands(main))


@pytest.mark.parametrize(("path", "name"), _named())
def test_a_place_that_the_readme_names_is_there(path: str, name: str) -> None:
    place = ROOT / path

    assert place.exists()
    assert not name or name in _defined(place.read_text("utf-8"))


def test_nothing_to_add_touches_more_than_three_places() -> None:
    rows = re.findall(r"^\| (an? [^|]+) \| ([^|]+) \|$", TEXT.partition("| to add |")[2], re.MULTILINE)

    assert len(rows) >= 7
    assert {what: places for what, places in rows if places.count(" · ") > 2} == {}


def test_every_make_target_that_the_readme_names_is_there() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"(?:`| {4})make ([a-z-]+)", TEXT)

    assert {"demo", "test"} <= set(named) <= set(targets)


def test_the_package_shows_the_readme() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["readme"] == "README.md"
