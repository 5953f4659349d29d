"""Who opens a PDF, and in which process: what strangers or the converter made is opened in the cage alone.

That no import of the daemon leads to pdfium, qpdf or pdfminer is import-linter's contract; here every use is
named with its place, so that a new one has to say where it runs, and a daemon is looked at as it runs.
"""

import ast
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1] / "pipeline"
LIBRARIES = frozenset(("pdfminer", "pdfplumber", "pikepdf", "pyhanko", "pypdf", "pypdfium2"))
#: started by the daemon and the commands in processes with walls, by name
CAGE, CONVERTER = "the cage", "the converter's call, behind the same walls"
#: pyHanko is Python alone. It appends to a PDF of our own, beside the key, which no other process may have
DAEMON = "the daemon, and only in mode segel"
#: of the office's own converter, opened by the operator's command and never by the daemon
DOSSIER = "tanggap dossier"

PLACES = {
    "letters/catchwords.py": CONVERTER,
    "letters/coverage.py": CAGE,
    "letters/layout.py": CAGE,
    "letters/pdf_content.py": CAGE,
    "letters/pdf_cover.py": CAGE,
    "letters/pdf_growth.py": CAGE,
    "letters/pdf_words.py": f"{CAGE}; {CONVERTER}",
    "letters/pictures.py": CAGE,
    "letters/validation.py": CAGE,
    "outside/binding.py": DOSSIER,
    "outside/cage_documents.py": CAGE,
    "outside/cage_pictures.py": CAGE,
    "outside/enclosing.py": DOSSIER,
    "outside/hanging.py": f"{DOSSIER}; {CONVERTER}",
    "outside/page_ends.py": CONVERTER,
    "outside/seal.py": DAEMON,
    "outside/soffice.py": CONVERTER,
    "outside/stamp.py": DAEMON,
}


def imported(module: Path) -> set[str]:
    """The top names of what a module imports, also late."""
    found = set()
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_every_module_that_opens_a_pdf_says_in_which_process() -> None:
    readers = {path for path in HOUSE.rglob("*.py") if imported(path) & LIBRARIES}

    assert {str(path.relative_to(HOUSE)) for path in readers} == PLACES.keys()


def loaded(*modules: str) -> set[str]:
    """The libraries that a process has once it imported these modules."""
    names = ", ".join(modules)
    program = f"import sys, {names}; print(*{{each.partition('.')[0] for each in sys.modules}})"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(told.stdout.split()) & LIBRARIES


def test_the_daemon_s_process_has_no_reader_of_pdf_but_what_seals() -> None:
    assert loaded("pipeline.cli", "pipeline.daemon") == {"pyhanko"}


def test_the_cage_s_process_has_them_so_that_the_look_above_can_fail() -> None:
    assert loaded("pipeline.outside.cage_documents") >= {"pdfplumber", "pypdfium2", "pyhanko"}
