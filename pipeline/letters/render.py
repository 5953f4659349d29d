"""A Word template and its values become a letter, byte for byte the same for the same data.

Apart because this is the only place where a template is executed: in a
sandbox, with every value escaped, and never on a document that came back from
outside (reliability.md finding 6, T28, T29).
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.errors import SetAside
from pipeline.letters.logo import with_pictures
from pipeline.letters.opened import opened
from pipeline.letters.paragraphs import LINE_ENDS, UNPRINTABLE
from pipeline.letters.parts import BadDocument, Parts, write_parts
from pipeline.letters.whole_values import check_printed, texts

#: docxtpl turns {_{ and %_} into braces after rendering; a character reference passes it by
GUARDED = str.maketrans({"_": "&#95;", "{": "&#123;", "}": "&#125;"})

#: under this name the set of printed texts goes along with the values; no field can have it
PRINTED = " printed"


class _Sandbox(SandboxedEnvironment):
    """The sandbox; it compiles each source once, for the same few templates are rendered all day."""

    compiled = lru_cache(maxsize=64)(SandboxedEnvironment.from_string)

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        """The compiled template."""
        return self.compiled(source)


@pass_context
def _printed(context: Context, value: object) -> object:
    """Note every text that a template prints, and escape it beyond what docxtpl would touch."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    context[PRINTED].add(value)
    escaped = str(escape(LINE_ENDS.sub("\n", value))).translate(GUARDED)
    return Markup(escaped)  # noqa: S704  escaped on the line above


def _held(value: str) -> str:
    """The filter `utuh`: words that no line may break, as one choice of a tick list."""
    return value.replace(" ", "\N{NO-BREAK SPACE}")


SANDBOX = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_printed)
SANDBOX.filters["utuh"] = _held


def render(template: bytes, values: Mapping[str, object]) -> bytes:
    """The letter. Raises SetAside when the template is broken or a value would not stand in it as it is."""
    for name, text in texts(values):
        if UNPRINTABLE.search(text):
            raise SetAside(f"Isian “{name}” memuat karakter yang tidak dapat dimuat dalam dokumen Word.")
    printed: set[str] = set()
    illustrated = with_pictures(template, values)
    letter = _filled(illustrated, {**values, PRINTED: printed})
    check_printed(letter, printed, values)
    # With fixed times; docxtpl would write the clock into each entry.
    return write_parts(letter)


def _filled(template: bytes, values: Mapping[str, object]) -> Parts:
    try:
        return opened(template).fill(values, SANDBOX)
    # a template is the office's own file: whatever is wrong with it stops its letter, never the daemon
    except Exception as fault:
        raise _broken(fault) from fault


def _broken(fault: Exception) -> SetAside:
    if isinstance(fault, BadDocument):
        return SetAside(f"Templat surat tidak dapat dibuka: {fault}")
    if isinstance(fault, UndefinedError):
        return SetAside(f"Templat surat memakai isian yang tidak dikenal: {fault.message}.")
    if isinstance(fault, TemplateError):
        return SetAside(f"Templat surat memuat kesalahan penulisan isian: {fault.message}.")
    return SetAside(f"Templat surat rusak ({type(fault).__name__}).")
