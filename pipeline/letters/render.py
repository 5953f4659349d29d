"""A Word template and its values become a letter, byte for byte the same for the same data.

Apart because this is the only place where a template is executed: in a
sandbox, with every value escaped, and never on a document that came back from
outside (reliability.md finding 6, T28, T29).
"""

import io
import re
from collections.abc import Iterator, Mapping

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.errors import SetAside
from pipeline.letters.logo import with_logo
from pipeline.letters.parts import BadDocument, read_parts, write_parts
from pipeline.letters.text import document_lines
from pipeline.letters.wording import LINE_ENDS, UNPRINTABLE

#: docxtpl turns {_{ and %_} into braces after rendering; a character reference passes it by
GUARDED = str.maketrans({"_": "&#95;", "{": "&#123;", "}": "&#125;"})


def render(template: bytes, values: Mapping[str, object]) -> bytes:
    """The letter. Raises SetAside when the template is broken or a value would not stand in it as it is."""
    for name, text in _texts(values):
        if UNPRINTABLE.search(text):
            raise SetAside(f"Isian “{name}” memuat karakter yang tidak dapat dimuat dalam dokumen Word.")
    printed: set[str] = set()
    environment = _environment(printed)
    with_picture = with_logo(template, values.get("logo"))
    letter = _written(_filled(with_picture, values, environment))
    _check_printed(letter, printed, values)
    return letter


def template_fields(template: bytes) -> set[str]:
    """The names of the fields that a template uses. Raises SetAside when it is broken."""
    try:
        document = DocxTemplate(io.BytesIO(template))
        return set(document.get_undeclared_template_variables(_environment(set())))
    except Exception as fault:
        raise _broken(fault) from fault


def _environment(printed: set[str]) -> SandboxedEnvironment:
    """The sandbox; `printed` gathers every text that a template prints."""

    def finalize(value: object) -> object:
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        printed.add(value)
        escaped = str(escape(LINE_ENDS.sub("\n", value))).translate(GUARDED)
        return Markup(escaped)  # noqa: S704  escaped on the line above

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=finalize)


def _filled(template: bytes, values: Mapping[str, object], environment: SandboxedEnvironment) -> bytes:
    target = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(values), environment, autoescape=True)
        document.save(target)
    # a template is the office's own file: whatever is wrong with it stops its letter, never the daemon
    except Exception as fault:
        raise _broken(fault) from fault
    return target.getvalue()


def _broken(fault: Exception) -> SetAside:
    if isinstance(fault, BadDocument):
        return SetAside(f"Templat surat tidak dapat dibuka: {fault}")
    if isinstance(fault, UndefinedError):
        return SetAside(f"Templat surat memakai isian yang tidak dikenal: {fault.message}.")
    if isinstance(fault, TemplateError):
        return SetAside(f"Templat surat memuat kesalahan penulisan isian: {fault.message}.")
    return SetAside(f"Templat surat rusak ({type(fault).__name__}).")


def _written(docx: bytes) -> bytes:
    """The package anew with fixed times; docxtpl writes the clock into each entry."""
    return write_parts(read_parts(docx))


def _check_printed(letter: bytes, printed: set[str], values: Mapping[str, object]) -> None:
    """Every printed text must stand in the letter literally, white space aside (T29)."""
    text = "\n".join(document_lines(letter))
    for value in sorted(printed):
        for line in value.splitlines():
            if _collapsed(line) not in text:
                raise SetAside(f"Isian “{_name_of(value, values)}” tidak tertulis utuh dalam surat.")


def _collapsed(line: str) -> str:
    return re.sub(r"\s+", " ", line).strip()


def _name_of(value: str, values: Mapping[str, object]) -> str:
    return next((name for name, text in _texts(values) if value in text), "?")


def _texts(values: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text among the values with the path of its field: yth[0], pokja[2].nama."""
    if isinstance(values, str):
        yield name, values
    elif isinstance(values, Mapping):
        for key, value in values.items():
            yield from _texts(value, f"{name}.{key}" if name else str(key))
    elif isinstance(values, list | tuple):
        for place, value in enumerate(values):
            yield from _texts(value, f"{name}[{place}]")
