"""A Word template that is opened once and filled as often as letters are due.

Apart from the rendering because docxtpl opens the template anew for each letter, and writes a package that
has to be opened again to be written as ours: that takes longer than the filling.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from threading import Lock

from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import Part
from docxtpl import DocxTemplate
from jinja2 import Environment

from pipeline.letters.parts import Parts, read_parts

#: the texts among a document's properties that docxtpl fills
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
#: what docxtpl fills beside the main part
_FILLED = {
    CONTENT_TYPE.WML_HEADER,
    CONTENT_TYPE.WML_FOOTER,
    CONTENT_TYPE.WML_FOOTNOTES,
    CONTENT_TYPE.OPC_CORE_PROPERTIES,
}


class Opened(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """An opened template. docxtpl puts each letter in place of its source, so the sources are kept here.

    Raises whatever zipfile, lxml and python-docx raise for bytes that are no template.
    """

    def __init__(self, template: bytes) -> None:
        super().__init__(BytesIO(template))
        self.init_docx()
        self._alone = Lock()
        self._body: str = super().get_xml()
        self._edges: dict[str, str] = {}
        self._properties = {name: getattr(self.docx.core_properties, name) for name in _PROPERTIES}
        self._footnotes = {
            part: part.blob for part in self._parts() if part.content_type == CONTENT_TYPE.WML_FOOTNOTES
        }
        target = BytesIO()
        self.docx.save(target)
        self._unfilled = read_parts(target.getvalue())

    def fill(self, values: Mapping[str, object], environment: Environment) -> Parts:
        """The parts of a letter. Raises what Jinja raises; the template stays as it was."""
        with self._alone:
            for name, text in self._properties.items():
                setattr(self.docx.core_properties, name, text)
            for part, source in self._footnotes.items():
                part._blob = source
            self.render(dict(values), environment, autoescape=True)
            filled = [part for part in self._parts() if self._is_filled(part)]
            return {**self._unfilled, **{str(part.partname).lstrip("/"): part.blob for part in filled}}

    def _parts(self) -> Iterable[Part]:
        found: Iterable[Part] = self.docx.part.package.iter_parts()
        return found

    def _is_filled(self, part: Part) -> bool:
        return part is self.docx.part or part.content_type in _FILLED

    # ---- what docxtpl asks for while it renders ----

    def init_docx(self, reload: bool = True) -> None:
        """Open the template the first time only."""
        super().init_docx(reload=False)

    def get_xml(self) -> str:
        """The source of the main part."""
        return self._body

    def get_part_xml(self, part: Part) -> str:
        """The source of a header or footer."""
        if part.partname not in self._edges:
            self._edges[part.partname] = super().get_part_xml(part)
        return self._edges[part.partname]

    def patch_xml(self, src_xml: str) -> str:
        """The XML with its Jinja tags whole."""
        return _patched(src_xml)


@lru_cache(maxsize=64)
def _patched(source: str) -> str:
    return str(DocxTemplate.patch_xml(None, source))


@lru_cache(maxsize=16)
def opened(template: bytes) -> Opened:
    """The template of these bytes, opened once. Raises as `Opened` does."""
    return Opened(template)
