"""Custom document properties (docProps/custom.xml): names and texts that travel with a .docx.

Apart because Word hides them well from those who edit: they are the surest
sign by which a draft is known again, whatever its file is called.
"""

from collections.abc import Mapping

from lxml import etree

from pipeline.letters.parts import NS, RELS, TYPES, Parts, parse, read_parts, serialize, write_parts, xpath

CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
#: the format of properties that people set by hand
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
EMPTY = f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VALUES}"/>'.encode()
PART = "docProps/custom.xml"


def read_properties(parts: Parts) -> dict[str, str]:
    """Every custom property that is text. Raises BadDocument."""
    if PART not in parts:
        return {}
    found = xpath(parse(parts[PART]), "/c:Properties/c:property[v:lpwstr]", c=CUSTOM, v=VALUES)
    return {item.get("name", ""): item.findtext(f"{{{VALUES}}}lpwstr") or "" for item in found}


def with_properties(docx: bytes, properties: Mapping[str, str]) -> bytes:
    """The document with these properties set; others stay. Raises BadDocument."""
    return write_parts(propertied(read_parts(docx), properties))


def propertied(document: Parts, properties: Mapping[str, str]) -> Parts:
    """The same of an opened document."""
    parts = dict(document)
    if PART in parts:
        root = parse(parts[PART])
    else:
        root = parse(EMPTY)
        _announce(parts)
    for old in xpath(root, "c:property", c=CUSTOM):
        if old.get("name") in properties:
            root.remove(old)
    for name, text in properties.items():
        item = etree.SubElement(root, f"{{{CUSTOM}}}property", fmtid=FORMAT, name=name)
        etree.SubElement(item, f"{{{VALUES}}}lpwstr").text = text
    # numbers begin at 2, as the format has it
    for number, item in enumerate(root, 2):
        item.set("pid", str(number))
    parts[PART] = serialize(root)
    return parts


def _announce(parts: Parts) -> None:
    """Name the new part in [Content_Types].xml and in the package's relations."""
    types = parse(parts["[Content_Types].xml"])
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{PART}", ContentType=CUSTOM_TYPE)
    parts["[Content_Types].xml"] = serialize(types)
    relations = parse(parts["_rels/.rels"])
    taken = {item.get("Id") for item in relations.iterfind("rel:Relationship", NS)}
    free = next(key for key in (f"rId{number}" for number in range(1, len(taken) + 2)) if key not in taken)
    etree.SubElement(relations, f"{{{RELS}}}Relationship", Id=free, Type=CUSTOM_RELATION, Target=PART)
    parts["_rels/.rels"] = serialize(relations)
