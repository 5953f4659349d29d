"""A draft edited in a word processor: one sentence of it becomes another, the rest stays as it is.

It stands apart from the scenes because an edit changes the XML in word/document.xml and nothing else.
"""

from pipeline.letters.parts import main_part, parse, read_parts, serialize, w, write_parts
from pipeline.letters.text import paragraph_text


def reworded(docx: bytes, old: str, new: str) -> bytes:
    """The .docx with `old` replaced in the one paragraph that has it; LookupError if not exactly one has."""
    parts = read_parts(docx)
    name = main_part(parts)
    body = parse(parts[name])
    found = [paragraph for paragraph in body.iter(w("p")) if old in paragraph_text(paragraph)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} paragraf memuat “{old}”")
    first, *others = found[0].iter(w("t"))
    first.text = paragraph_text(found[0]).replace(old, new)
    for text in others:
        text.text = ""
    return write_parts({**parts, name: serialize(body)})
