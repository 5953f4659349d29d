"""Documents and pictures that want out, or want everything: each made for the place it would reach."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from PIL import Image

from tests.outside.letters_docx import docx_of


def pdf(catalog: str, *objects: bytes, page: str = "") -> bytes:
    """A PDF of one page; further objects are numbered from 5."""
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
        f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R>>/XObject<</X 5 0 R>>>>{page}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *objects,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, table)
    return bytes(out)


def stream(head: str, content: bytes) -> bytes:
    """A stream object's body."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head.encode(), len(content), content)


@cache
def bomb(megabytes: int) -> bytes:
    """Deflated blanks."""
    return zlib.compress(b" " * (megabytes << 20), 1)


def png(width: int, height: int) -> bytes:
    """A picture that says it is so large, and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", bomb(64)) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A small picture with a comment of a hundred megabytes."""
    out = io.BytesIO()
    Image.new("RGB", (800, 800), "white").save(out, "PNG")
    whole = out.getvalue()
    content = b"Comment\0\0" + zlib.compress(b"x" * (100 << 20), 1)
    note = (
        struct.pack(">I", len(content)) + b"zTXt" + content + struct.pack(">I", zlib.crc32(b"zTXt" + content))
    )
    return whole[:33] + note + whole[33:]


def tiff_loop() -> bytes:
    """A picture whose next page is itself."""
    tags = [
        (256, 4, 1, 1000),
        (257, 4, 1, 1000),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
    ]
    tags += [(277, 3, 1, 1), (278, 4, 1, 1000), (279, 4, 1, 1_000_000)]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + entries + struct.pack("<I", 8)


@cache
def packed(name: str, content: bytes, mode: int = 0o100644) -> bytes:
    """A letter with one more part under a name of ill will."""
    out = io.BytesIO(docx_of("Surat"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        package.writestr(info, content, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


#: by the file's name, how it is made; `to` is an address, `path` a file of this machine
FILES: Mapping[str, Callable[[str, str], bytes]] = {
    "uri.pdf": lambda to, _: pdf(f"/OpenAction<</S/URI/URI({to})>>"),
    "launch.pdf": lambda _, path: pdf(f"/OpenAction<</S/Launch/F({path})>>"),
    "script.pdf": lambda to, _: pdf(f"/OpenAction<</S/JavaScript/JS(app.launchURL\\('{to}'\\))>>"),
    "submit.pdf": lambda to, _: pdf(f"/OpenAction<</S/SubmitForm/F<</FS/URL/F({to})>>/Flags 4>>"),
    "goto.pdf": lambda _, path: pdf(f"/OpenAction<</S/GoToR/F({path})/D[0/Fit]>>"),
    "import.pdf": lambda _, path: pdf(f"/OpenAction<</S/ImportData/F({path})>>"),
    "content.pdf": lambda _, path: pdf("", stream(f"/F({path})", b""), page="/Contents 5 0 R"),
    "picture.pdf": lambda to, _: pdf(
        "",
        stream(
            f"/Type/XObject/Subtype/Image/Width 9/Height 9/ColorSpace/DeviceGray/BitsPerComponent 8"
            f"/F<</FS/URL/F({to})>>",
            b"",
        ),
        stream("", b"q 500 0 0 500 0 0 cm /X Do Q"),
        page="/Contents 6 0 R",
    ),
    "reference.pdf": lambda _, path: pdf(
        "",
        stream(f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Ref<</F({path})/Page 0>>", b""),
        stream("", b"/X Do"),
        page="/Contents 6 0 R",
    ),
    "form.pdf": lambda to, _: pdf(
        "/AcroForm<</XFA 5 0 R/Fields[]>>",
        stream("", f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><a href="{to}"/></xdp:xdp>'.encode()),
    ),
    "metadata.pdf": lambda _, path: pdf(
        "/Metadata 5 0 R",
        stream(
            "/Type/Metadata/Subtype/XML",
            f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{path}">]><a>&e;</a>'.encode(),
        ),
    ),
    "cmap.pdf": lambda _, path: pdf("").replace(
        b"/Subtype/Type1/BaseFont/Helvetica", f"/Subtype/Type0/BaseFont/H/Encoding/..#2f..{path}".encode()
    ),
    "itself.pdf": lambda *_: pdf("").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
    "pages.pdf": lambda *_: pdf("").replace(b"/Count 1/", b"/Count 999999999/"),
    "large.pdf": lambda *_: pdf("", stream("", b"0 0 m"), page="/Contents 5 0 R/MediaBox[0 0 9e9 9e9]"),
    "bomb.pdf": lambda *_: pdf("", stream("/Filter/FlateDecode", bomb(600)), page="/Contents 5 0 R"),
    "drawn.pdf": lambda *_: pdf("", stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"/X Do " * 99)),
    "wide.png": lambda *_: png(60_000, 60_000),
    "tall.png": lambda *_: png(900, 60_000),
    "comment.png": lambda *_: text_bomb(),
    "pages.tif": lambda *_: tiff_loop(),
    "script.png": lambda _, path: f"%!PS\n({path}) (r) file 99 string readstring pop ==\n".encode(),
    "vector.png": lambda to, _: (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="900"><image href="{to}"/></svg>'.encode()
    ),
    "link.docx": lambda _, path: packed("word/media/image1.png", path.encode(), 0o120777),
    "dots.docx": lambda *_: packed("../../../../tmp/tanggap-tertanam", b"x"),
    "root.docx": lambda *_: packed("/tmp/tanggap-tertanam", b"x"),
    "bomb.docx": lambda *_: packed("word/media/image1.bmp", b"\0" * (210 << 20)),
}
