"""Small Word letters for the converter, with the place of the signature where a test wants it."""

import io

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt


def docx_of(*paragraphs: str, tte: bool = False) -> bytes:
    """A letter of these paragraphs; `tte` adds a signature block with the bookmark `tg_tte` at the right."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if tte:
        cell = document.add_table(1, 2).cell(0, 1)
        cell.paragraphs[0].text = "Kepala Balai,"
        place = cell.add_paragraph()
        place.paragraph_format.space_after = Pt(80)
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), "7")
            mark.set(qn("w:name"), "tg_tte")
            place._p.append(mark)
        cell.add_paragraph("Kepala Balai Pengujian")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def docx_that_fetches(address: str) -> bytes:
    """A letter that links a picture at the address and includes /etc/passwd by a field."""
    document = docx.Document()
    paragraph = document.add_paragraph("Surat dengan tautan")
    link = document.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    paragraph._p.append(parse_xml(_PICTURE.replace("LINK", link)))
    document.add_paragraph()._p.append(parse_xml(_INCLUDED))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_PICTURE = (
    f'<w:r {nsdecls("w", "wp", "a", "pic", "r")}><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>'
    '<wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri='
    '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="LINK"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
_INCLUDED = (
    f"<w:fldSimple {nsdecls('w')} w:instr=' INCLUDETEXT \"/etc/passwd\" '>"
    "<w:r><w:t>sisipan</w:t></w:r></w:fldSimple>"
)
