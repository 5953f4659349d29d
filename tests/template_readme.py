"""The lists of fields in the README of the templates, as the code tells them.

`python -m tests.template_readme` renews them; a test compares them.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.letters.template_fields import CASE, LETTERHEAD, OF_LETTER, Row

README = Path(__file__).parents[1] / "letter_templates" / "README.md"
_PART = re.compile(r"(<!-- made: fields -->\n).*(<!-- end -->)", re.DOTALL)


def fields() -> str:
    """Every table of fields, under the name of its template."""
    sections = [_section("Semua templat: kop", LETTERHEAD)]
    sections.append(_section("Semua templat tentang suatu pengaduan", CASE))
    sections += [_section(f"{name}.docx", rows) for name, rows in OF_LETTER.items()]
    return "\n\n".join(sections)


def _section(title: str, rows: Sequence[Row]) -> str:
    lines = [f"| {', '.join(f'`{name}`' for name in names.split())} | {told} |" for names, told in rows]
    return "\n".join((f"## {title}", "", "| isian | isi |", "|---|---|", *lines))


def renewed(readme: str) -> str:
    """The README with the lists as they are now."""
    return _PART.sub(lambda found: f"{found[1]}{fields()}\n{found[2]}", readme)


def late_fields(readme: str) -> dict[str, str]:
    """The late fields that the README explains, with the placeholder that it names."""
    return dict(re.findall(r"^\| `(\w+)` \| `(\[[^`]+\])` \|", readme, re.MULTILINE))


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
