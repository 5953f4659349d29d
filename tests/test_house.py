"""The house stays in order: sizes, names, and what no file may hold.

What ruff, mypy and import-linter check is not repeated here; this is what none of them can say.
"""

import ast
import importlib.metadata
import re
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "pipeline"
LOCK = ROOT / "config" / "requirements.txt"
MODULES = sorted(path for path in HOUSE.rglob("*.py") if path.name != "__init__.py")

# Each of these hides an idea without a home.
HOMELESS = {"utils", "helpers", "common", "core", "manager", "models", "misc", "base"}

# A package registry's address in a file ties every office to it. Put together here: this file is one too.
REGISTRIES = [
    *(f"{name}.org" for name in ("pypi", "pythonhosted", "npmjs", "crates")),
    *(f"{name}.debian.org" for name in ("deb", "ftp", "security")),
    *(f"{name}.com" for name in ("archive.ubuntu", "security.ubuntu")),
]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _lines(module: Path) -> int:
    return len(module.read_text().splitlines())


def _tracked() -> list[Path]:
    """Every file that git tracks; the checkout may belong to somebody else than who runs the tests."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in names.decode().split("\0") if name and (ROOT / name).is_file()]


def _named() -> set[str]:
    """The libraries that pyproject.toml asks for."""
    project = (ROOT / "pyproject.toml").read_text()
    return set(re.findall(r'^ {4}"([a-z0-9-]+)(?:\[.*\])?>=', project, re.MULTILINE))


def _imported(module: Path) -> set[str]:
    """The top names of what a module imports."""
    found = set()
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return {name.partition(".")[0] for name in found}


def test_every_module_is_short_enough_to_read_at_one_sitting() -> None:
    assert {_name(module): _lines(module) for module in MODULES if _lines(module) > 300} == {}


def test_half_of_the_modules_fit_on_two_screens() -> None:
    assert statistics.median(map(_lines, MODULES)) <= 100


def test_half_of_the_functions_fit_in_ten_lines() -> None:
    functions = [
        node
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for node in functions]

    assert statistics.median(lengths) <= 10
    assert statistics.quantiles(lengths, n=10)[-1] <= 30


def test_every_package_front_door_is_empty() -> None:
    doors = [*HOUSE.rglob("__init__.py"), *(ROOT / "tests").rglob("__init__.py")]

    assert [_name(door) for door in doors if door.read_text()] == []


def test_every_room_has_a_front_door() -> None:
    rooms = {module.parent for module in HOUSE.glob("*/*.py")}

    assert [_name(room) for room in rooms if not (room / "__init__.py").exists()] == []


def test_no_module_is_named_after_nothing() -> None:
    names = {part for module in MODULES for part in (module.stem, *module.relative_to(HOUSE).parent.parts)}

    assert names & HOMELESS == set()


def test_the_rules_of_the_sop_need_nothing_but_the_standard_library() -> None:
    imported = set().union(*map(_imported, (HOUSE / "sop").glob("*.py")))

    assert imported - sys.stdlib_module_names == {"pipeline"}


def test_the_demo_s_libraries_stay_in_the_demo() -> None:
    others = [module for module in MODULES if HOUSE / "demo" not in module.parents]

    assert set().union(*map(_imported, others)) & {"aiosmtpd", "pymap", "pysasl"} == set()


def test_no_file_names_a_registry() -> None:
    hosts = re.compile("|".join(re.escape(host) for host in REGISTRIES).encode())

    assert [_name(path) for path in _tracked() if hosts.search(path.read_bytes())] == []


def test_every_requirement_of_the_lock_is_pinned_with_its_hashes() -> None:
    requirements = re.split(r"\n(?=\S)", LOCK.read_text().strip())

    assert [
        text for text in requirements if not re.match(r"[a-z0-9.-]+==\S+( ; .+)? \\\n +--hash=sha256:", text)
    ] == []


def test_every_library_that_is_imported_is_named_in_the_project() -> None:
    imported = set().union(*map(_imported, MODULES)) - sys.stdlib_module_names - {"pipeline"}
    providers = importlib.metadata.packages_distributions()
    needed = {
        provider.lower().replace(".", "-") for name in imported for provider in providers.get(name, [name])
    }

    assert needed - _named() == set()


def test_the_lock_has_every_library_that_the_project_names() -> None:
    locked = re.findall(r"^([a-z0-9.-]+)==", LOCK.read_text(), re.MULTILINE)

    assert _named() - set(locked) == set()
