"""Pages of documents as forms, PDF's own word for a drawing used like a picture, and how one is hung.

Apart from the binding because here alone PDF's own objects are written. Each picture is held once, in the
PDF that will be saved: a thousand pages take some hundred megabytes.
"""

import io
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, PdfError, Rectangle, Stream

from pipeline.outside.pictures import Picture

#: what stays free around a document's page, in points
_SIDE, _BELOW, _ABOVE = 36, 42, 38


def picture_form(pdf: Pdf, picture: Picture) -> Object:
    """The picture as a form of its size in dots."""
    image = Stream(
        pdf,
        picture.jpeg,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceGray if picture.grey else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    return Stream(
        pdf,
        b"%d 0 0 %d 0 0 cm /Im Do" % (picture.width, picture.height),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, picture.width, picture.height]),
        Resources=Dictionary(XObject=Dictionary(Im=image)),
    )


def is_archival(content: bytes) -> bool:
    """Whether a PDF of our own says that it is PDF/A, so that its pages may stand in one."""
    try:
        with Pdf.open(io.BytesIO(content)) as source:
            return bool(source.open_metadata().pdfa_status)
    except PdfError:
        return False


def page_forms(pdf: Pdf, content: bytes) -> Iterator[Object]:
    """Each page of a PDF of our own as a form."""
    with Pdf.open(io.BytesIO(content)) as source:
        for page in source.pages:
            yield pdf.copy_foreign(page.as_form_xobject())


def is_wide(form: Object) -> bool:
    """Whether it is wider than high."""
    width, height = _size(form.BBox)
    return width > height


def hang(target: Page, form: Object) -> None:
    """Draw a form on a page, as large as fits, with a line around it; nothing else is drawn there."""
    (room_x, room_y), (width, height) = _size(target.mediabox), _size(form.BBox)
    scale = min((room_x - 2 * _SIDE) / width, (room_y - _BELOW - _ABOVE) / height)
    width, height = width * scale, height * scale
    left, below = (room_x - width) / 2, _BELOW + (room_y - _BELOW - _ABOVE - height) / 2
    # Not by `add_overlay`, which names things by chance: the same dossier shall have the same bytes.
    name = target.add_resource(form, Name.XObject, Name.Tg)
    place = Rectangle(left, below, left + width, below + height)
    drawn = target.calc_form_xobject_placement(form, name, place, allow_expand=True)
    target.contents_add(drawn + b"\nq 0.6 G 0.4 w %.2f %.2f %.2f %.2f re S Q" % (left, below, width, height))


def drop_unused_fonts(pdf: Pdf) -> None:
    """Drop Helvetica: ReportLab names it on each page and prints nothing in it, and it is not embedded."""
    fonts = pdf.pages[0].Resources.Font
    for name in list(fonts.keys()):
        if "/FontDescriptor" not in fonts[name]:
            del fonts[name]


def _size(box: Object | Array) -> tuple[float, float]:
    left, bottom, right, top = (float(each) for each in box)
    return right - left, top - bottom
