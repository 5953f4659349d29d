"""What lies in a dossier beside its pages: files unchanged, and what the PDF says of itself.

A dossier says that it is PDF/A-3b (ISO 19005-3), the part of the norm that lets any file lie beside the
pages. What makes it true: letters of the office come from PDF/A, all else as pictures of our own encoding,
the sheets are set in embedded fonts, and whatever somebody signed is enclosed and never taken apart.
"""

from collections.abc import Callable, Sequence

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, Stream
from PIL import ImageCms

from pipeline.errors import TanggapError
from pipeline.letters.dossier import Dossier, Kept, enclosed_name

#: where a colour profile has the time at which it was made
_MADE = slice(24, 36)


def enclose(pdf: Pdf, files: Sequence[Kept], load: Callable[[str], bytes]) -> list[str]:
    """Put files into the PDF byte for byte; gives what of them is gone, a sentence each."""
    gone: list[str] = []
    related = []
    for number, file in enumerate(files, 1):
        try:
            content = load(file.sha256)
        except TanggapError as why:
            gone.append(f"{file.name}: berkas ini tidak tersimpan lagi ({why}).")
            continue
        name = enclosed_name(number, file)
        pdf.attachments[name] = AttachedFileSpec(
            pdf, content, filename=name, mime_type=file.media_type, description=file.about
        )
        entry = pdf.attachments[name].obj
        entry.AFRelationship = Name.Source
        related.append(entry)
    if related:
        pdf.Root.AF = Array(related)
    return gone


def describe(pdf: Pdf, dossier: Dossier) -> None:
    """Title, language, colour space, the norm that is kept, and that the bookmarks are shown."""
    pdf.Root.Lang = "id-ID"
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.OutputIntents = Array([_screen(pdf)])
    with pdf.open_metadata(set_pikepdf_as_editor=False) as told:
        told["dc:title"] = dossier.title
        told["dc:creator"] = [dossier.author]
        told["dc:description"] = dossier.subject
        told["dc:language"] = {"id-ID"}
        told["pdfaid:part"] = "3"
        told["pdfaid:conformance"] = "B"


def _screen(pdf: Pdf) -> Dictionary:
    """sRGB, as the pictures and the converter's letters have it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_MADE] = bytes(12)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=pdf.make_indirect(Stream(pdf, bytes(profile), N=3)),
    )
