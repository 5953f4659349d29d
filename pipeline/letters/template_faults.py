"""What is wrong with a Word template, told to whoever edits it: what, where, and what to do.

Apart from rendering, which stops at the first fault and speaks to TU; here all of them are looked for.
The fields are those that the code gives, with the items of their lists (`letters/sample.py`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from jinja2 import TemplateSyntaxError, nodes

from pipeline.letters.render import SANDBOX
from pipeline.letters.template_tags import Spot, Tag, spots, tags, torn

#: the statements that a template may use, each with what closes it; '' for those that open nothing
_STATEMENTS = {"if": "endif", "for": "endfor", "set": "", "elif": "", "else": "", "endif": "", "endfor": ""}
#: opened before a piece of a statement and closed after it, so that Jinja reads the piece alone
_AROUND = {"elif": ("{% if 1 %}", "{% endif %}"), "else": ("{% if 1 %}", "{% endif %}")}
#: what one tag removes, in the words of its editor
_REMOVED = {"p": "paragraf", "tr": "baris tabel"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a template."""

    #: the file, as the folder of templates has it
    berkas: str
    #: where its editor finds it; '' where it is about all of the file
    tempat: str
    #: what is wrong, in one sentence
    kesalahan: str
    #: what to do
    obat: str


@dataclass(slots=True)
class _Reading:
    """How far a template was read: the statements that are open, and what their loops go over."""

    file: str
    known: Mapping[str, object]
    open: list[Tag] = field(default_factory=list)
    #: name of a loop's item → one of the items, None where nothing is known of them
    items: dict[str, object] = field(default_factory=dict)

    def fault(self, spot: Spot, what: str, remedy: str) -> Fault:
        """A fault at this place."""
        return Fault(self.file, spot.told(), what, remedy)


def jinja_faults(file: str, template: bytes, known: Mapping[str, object]) -> Iterator[Fault]:
    """Every broken tag and unknown field; `known` are the fields with full values. Raises BadDocument."""
    reading = _Reading(file, known)
    for spot in spots(template):
        if torn(spot):
            remedy = "tulis setiap isian utuh dalam satu paragraf: {{ isian }} atau {% … %}"
            yield reading.fault(spot, "kurung isian tidak lengkap", remedy)
        for tag in tags(spot):
            yield from _tag_faults(reading, tag)
    for tag in reading.open:
        closes = _STATEMENTS[_verb(tag)]
        remedy = f"tambahkan {_closing(tag, closes)} sesudahnya"
        yield reading.fault(tag.spot, f"“{tag.shown}” tidak pernah ditutup", remedy)


def _tag_faults(reading: _Reading, tag: Tag) -> Iterator[Fault]:
    verb = _verb(tag)
    if tag.sign == "%" and verb not in _STATEMENTS:
        near = _nearest(verb, _STATEMENTS) or "if … endif atau for … endfor"
        yield reading.fault(tag.spot, f"perintah “{verb}” tidak dikenal", f"maksudnya {near}?")
        return
    tree = _parsed(tag, verb)
    if tree is None:
        remedy = (
            "tulis satu nama isian saja, mis. {{ nama }}, atau salin tandanya dari templat yang disertakan"
        )
        yield reading.fault(tag.spot, f"“{tag.shown}” tidak dapat dibaca", remedy)
    if tag.scope in _REMOVED and not _alone(tag):
        remedy = f"pindahkan “{tag.shown}” ke {_REMOVED[tag.scope]} tersendiri"
        what = f"“{tag.shown}” menghapus {_REMOVED[tag.scope]} tempatnya berdiri, beserta teks lain di situ"
        yield reading.fault(tag.spot, what, remedy)
    if tree is not None:
        yield from _name_faults(reading, tag, tree)
    if tag.sign == "%":
        yield from _balance_faults(reading, tag, verb, tree)


def _verb(tag: Tag) -> str:
    return (tag.words.split() or [""])[0]


def _closing(tag: Tag, closes: str) -> str:
    return f"{{%{tag.scope} {closes} %}}"


def _parsed(tag: Tag, verb: str) -> nodes.Template | None:
    """The tag as Jinja reads it by itself; None where it cannot. What only closes says nothing."""
    if tag.sign == "%" and verb.startswith("end"):
        return nodes.Template([])
    before, after = _AROUND.get(verb, ("", "")) if tag.sign == "%" else ("", "")
    if tag.sign == "%" and _STATEMENTS[verb]:
        after = f"{{% {_STATEMENTS[verb]} %}}"
    whole = f"{{% {tag.words} %}}" if tag.sign == "%" else f"{{{{ {tag.words} }}}}"
    try:
        return SANDBOX.parse(f"{before}{whole}{after}")
    except TemplateSyntaxError:
        return None


def _alone(tag: Tag) -> bool:
    """Whether nothing else stands in what the tag removes."""
    around = tag.spot.around if tag.scope == "tr" else tag.spot.words
    return around.strip().startswith("{%") and around.count("{%") == 1 and around.strip().endswith("%}")


def _name_faults(reading: _Reading, tag: Tag, tree: nodes.Template) -> Iterator[Fault]:
    given = {**reading.known, **reading.items, "loop": None}
    stored = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for name in tree.find_all(nodes.Name):
        if name.name not in given and name.name not in stored:
            yield _unknown(reading, tag, name.name, given)
    for part in tree.find_all(nodes.Getattr):
        if isinstance(part.node, nodes.Name):
            item = given.get(part.node.name)
            if isinstance(item, Mapping) and part.attr not in item:
                yield _unknown(reading, tag, part.attr, item, f"{part.node.name}.")


def _unknown(reading: _Reading, tag: Tag, name: str, known: Mapping[str, object], before: str = "") -> Fault:
    near = _nearest(name, known)
    remedy = f"maksudnya “{before}{near}”?" if near else "lihat daftar isian pada letter_templates/README.md"
    return reading.fault(tag.spot, f"isian “{before}{name}” tidak dikenal", remedy)


def _nearest(name: str, known: Mapping[str, object]) -> str:
    return next(iter(get_close_matches(name, list(known), 1)), "")


def _balance_faults(reading: _Reading, tag: Tag, verb: str, tree: nodes.Template | None) -> Iterator[Fault]:
    if _STATEMENTS[verb]:
        reading.open.append(tag)
        reading.items |= _loop_items(reading, tree)
        return
    if verb == "set":
        reading.items |= {name.name: None for name in (tree.find_all(nodes.Name) if tree else ())}
        return
    opener = reading.open[-1] if reading.open else None
    if opener is None or (verb.startswith("end") and _STATEMENTS[_verb(opener)] != verb):
        remedy = f"tambahkan pasangannya sebelum “{tag.shown}”, atau hapus tanda ini"
        yield reading.fault(tag.spot, f"“{tag.shown}” tidak mempunyai pembuka", remedy)
        return
    if verb.startswith("end"):
        reading.open.pop()
    if tag.scope != opener.scope or (not tag.scope and tag.spot != opener.spot):
        what = f"“{opener.shown}” dan “{tag.shown}” tidak sepasang"
        remedy = "pakai {%p … %} pada keduanya untuk paragraf, {%tr … %} pada keduanya untuk baris tabel"
        yield reading.fault(tag.spot, what, remedy)


def _loop_items(reading: _Reading, tree: nodes.Template | None) -> dict[str, object]:
    """The item of a loop, as an example of it."""
    found: dict[str, object] = {}
    for loop in tree.find_all(nodes.For) if tree else ():
        values = _value(loop.iter, {**reading.known, **reading.items})
        first = next(iter(values), None) if isinstance(values, list | tuple) else None
        found |= {name.name: None for name in loop.target.find_all(nodes.Name)}
        if isinstance(loop.target, nodes.Name):
            found[loop.target.name] = first
    return found


def _value(expression: nodes.Node, given: Mapping[str, object]) -> object:
    """The example behind a name or a part of it; None for all else."""
    if isinstance(expression, nodes.Name):
        return given.get(expression.name)
    if isinstance(expression, nodes.Getattr):
        whole = _value(expression.node, given)
        return whole.get(expression.attr) if isinstance(whole, Mapping) else None
    return None
