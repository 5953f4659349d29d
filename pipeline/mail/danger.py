"""Files that may run when they are opened: nobody of the staff gets them by mail.

Told by name and by content, since either may lie; archives are looked into by their list of names alone,
nothing is unpacked. A scanner finds what is known, this finds what could run (reliability.md T22, T35).
"""

import io
import re
from zipfile import BadZipFile, LargeZipFile, ZipFile

from pipeline.mail.media_type import ending_of

#: endings that a double click starts, of Windows, macOS, Linux and Android
RUNNING = frozenset(
    "ade adp apk app appimage application appx appxbundle bat bash chm cmd com command cpl crt csh dex dll"
    " dmg dylib elf exe gadget hlp hta inf ins iqy iso img jar jnlp js jse ksh lnk mde mht mhtml msc msh msi"
    " msix msp mst ocx one onepkg pif pkg pl prg ps1 ps1xml psc1 psd1 psm1 py pyc pyw rdp reg run scf scr sct"
    " settingcontent-ms sh shb shs slk so sys theme tmp url vb vbe vbs vhd vhdx vxd website wim workflow ws"
    " wsc wsf wsh xll xnk".split()
)
#: office files that carry programs
MACROS = frozenset("docm dotm xlsm xltm xlsb xlam pptm potm ppsm ppam sldm".split())
_MAGIC = (
    (b"MZ", "program Windows"),
    (b"\x7fELF", "program Linux"),
    (b"#!", "skrip"),
    (b"\xfe\xed\xfa\xce", "program macOS"),
    (b"\xfe\xed\xfa\xcf", "program macOS"),
    (b"\xcf\xfa\xed\xfe", "program macOS"),
    (b"\xca\xfe\xba\xbe", "program Java atau macOS"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "pintasan Windows"),
    (b"ITSF", "berkas bantuan Windows"),
    (b"dex\n", "program Android"),
)
#: what a page does beside being read
_ACTIVE_PAGE = re.compile(
    rb"<\s*(?:script|form|iframe|object|embed)\b|http-equiv\s*=\s*[\"']?refresh|\bon(?:load|error|click)\s*=",
    re.IGNORECASE,
)
_PAGES = ("text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml")
_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".shtml", ".svg", ".svgz", ".xml", ".xsl")
#: names in an archive that are looked at
_MOST_NAMES = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: as a compound file writes the names of its streams: programs of an old Word or Excel file
_OLE_MACROS = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "Macros", "_VBA_PROJECT_CUR"))


def danger_in(name: str, media_type: str, content: bytes) -> str:
    """What of a file may run when it is opened, in Indonesian; '' if nothing is known to."""
    return _by_name(name) or _by_content(content) or _page(name, media_type, content) or _archive(content)


def _by_name(name: str) -> str:
    # Windows drops dots and blanks at the end of a name.
    ending = ending_of(name.rstrip(". ")).lstrip(".")
    if ending in RUNNING:
        return f"berkas program (.{ending})"
    return f"dokumen bermakro (.{ending})" if ending in MACROS else ""


def _by_content(content: bytes) -> str:
    found = next((what for magic, what in _MAGIC if content.startswith(magic)), "")
    if found:
        return found
    old = content.startswith(_OLE) and any(name in content for name in _OLE_MACROS)
    return "dokumen bermakro" if old else ""


def _page(name: str, media_type: str, content: bytes) -> str:
    is_page = media_type in _PAGES or ending_of(name) in _PAGE_ENDINGS
    # A page in UTF-16 hides its tags from whoever looks for ASCII.
    plain = content.replace(b"\x00", b"") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else content
    return "halaman web dengan skrip atau formulir" if is_page and _ACTIVE_PAGE.search(plain) else ""


def _archive(content: bytes) -> str:
    """What the list of an archive's names says, wherever in the file the archive begins."""
    if b"PK\x05\x06" not in content[-66_000:]:
        return ""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()[:_MOST_NAMES]
    except (BadZipFile, LargeZipFile, ValueError, OSError, NotImplementedError):
        return "arsip yang rusak"
    if any(part.lower().endswith(("vbaproject.bin", "vbadata.xml")) for part in names):
        return "dokumen bermakro"
    found = next((what for part in names if (what := _by_name(part.rpartition("/")[2]))), "")
    return f"arsip berisi {found}" if found else ""
