"""What an attached file is: a type told by its content, and the ending that goes with it.

Apart from the names because a type is looked up in the bytes: none is believed where the first bytes
say otherwise (reliability.md T22).
"""

_OCTETS = "application/octet-stream"
_OOXML = "application/vnd.openxmlformats-officedocument."
_DOCX = f"{_OOXML}wordprocessingml.document"

#: first bytes → type; where one more mark is needed, `_zip`, `_ole` and `_container` tell
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
)
EXTENSIONS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/heic": ".heic",
    "image/webp": ".webp",
    "application/rtf": ".rtf",
    "application/vnd.rar": ".rar",
    "application/x-7z-compressed": ".7z",
    "application/ms-tnef": ".dat",
    "application/zip": ".zip",
    _DOCX: ".docx",
    f"{_OOXML}spreadsheetml.sheet": ".xlsx",
    f"{_OOXML}presentationml.presentation": ".pptx",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-outlook": ".msg",
    "text/plain": ".txt",
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/rfc822-headers": ".txt",
}
_OF_EXTENSION = {ending: kind for kind, ending in reversed(EXTENSIONS.items())} | {".jpeg": "image/jpeg"}
_OLE_ENDINGS = {".doc", ".xls", ".msg"}


def media_type(content: bytes, declared: str, name: str) -> str:
    """The type that the content shows, else the declared one, else what the name's ending stands for."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return (
            _OF_EXTENSION[ending_of(name)] if ending_of(name) in _OLE_ENDINGS else "application/x-ole-storage"
        )
    if content[4:8] == b"ftyp" or content.startswith(b"RIFF"):
        return _container(content, declared)
    return (
        _OF_EXTENSION.get(ending_of(name), declared) if declared == _OCTETS and _is_text(name) else declared
    )


def ending_of(name: str) -> str:
    """The ending of a file's name with its dot, lower case; '' where it has none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if stem and dot and len(ending) <= 10 else ""


def _is_text(name: str) -> bool:
    return _OF_EXTENSION.get(ending_of(name), "").startswith(("text/", "message/"))


def _zip(content: bytes) -> str:
    """Office files are zip archives with a part of a fixed name."""
    for part, kind in (
        (b"word/document.xml", _DOCX),
        (b"xl/workbook.xml", f"{_OOXML}spreadsheetml.sheet"),
        (b"ppt/presentation.xml", f"{_OOXML}presentationml.presentation"),
    ):
        if part in content:
            return kind
    return "application/zip"


def _container(content: bytes, declared: str) -> str:
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1"):
        return "image/heic"
    return "image/webp" if content[8:12] == b"WEBP" else declared
