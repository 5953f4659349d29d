"""Look for words in files, in every form in which a register, a mail or a document may hold them."""

import base64
import io
import json
import quopri
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

_START = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"x\xda")


def forms(word: str) -> Iterator[tuple[str, bytes]]:
    """The word as bytes, with the name of each encoding."""
    plain = word.encode()
    yield "utf-8", plain
    yield "utf-16-le", word.encode("utf-16-le")
    yield "utf-16-be", word.encode("utf-16-be")
    yield "latin-1", word.encode("latin-1", "ignore")
    yield "hex", plain.hex().encode()
    yield "HEX", plain.hex().upper().encode()
    yield "json", json.dumps(word)[1:-1].encode()
    yield "percent", quote(word, safe="").encode()
    yield "quoted-printable", quopri.encodestring(plain, quotetabs=True).strip()
    for shift in range(3):
        # Wherever the word begins in a run of base64, these signs of it do not depend on its neighbours.
        coded = base64.b64encode(b"\0" * shift + plain).rstrip(b"=")
        yield f"base64+{shift}", coded[(0, 2, 3)[shift] : -2]


def found(words: Iterable[str], contents: Mapping[str, bytes]) -> set[tuple[str, str, str]]:
    """Each word that stands somewhere: word, encoding, name of the content."""
    wanted = [(word, name, coded) for word in words for name, coded in forms(word) if len(coded) >= 6]
    return {
        (word, name, place)
        for place, content in contents.items()
        for unpacked in _unpacked(content)
        for word, name, coded in wanted
        if coded in unpacked
    }


def files(*folders: Path) -> dict[str, bytes]:
    """Every file of these folders, by its path."""
    return {
        str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()
    }


def _unpacked(content: bytes, depth: int = 2) -> Iterator[bytes]:
    """The content, and what is packed in it: members of archives, deflated streams of PDFs."""
    yield content
    if depth and content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _unpacked(archive.read(name), depth - 1)
    if depth and content.startswith(b"%PDF"):
        for piece in content.split(b"stream")[1::2]:
            try:
                yield zlib.decompressobj().decompress(piece.lstrip(b"\r\n"))
            except zlib.error:
                continue
