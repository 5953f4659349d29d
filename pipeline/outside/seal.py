"""The seal: a PKCS#12 certificate that signs a finished PDF (PAdES B-B) with a visible box.

It stands apart because it holds a private key, and because nothing may touch a PDF after it.
In production it proves the office; in the demo the Kepala signs with it, on a test certificate.
"""

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from pipeline.errors import OutsideError, SetAside
from pipeline.outside.stamp import Face, Stamp

#: what pyHanko says of a PDF that was made to trip it: the converter may have been taken over
_UNSEALABLE = (
    *(PdfError, SigningError, ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError),
    *(TypeError, ValueError, zlib.error),
)
_FIELD = "Tanggap"
_DIGEST = "sha256"
#: nodes of a tree that are walked: one may lead back to itself
_MOST_NODES = 1_000
#: points that stay free between the box and the edge of the page
_EDGE = 14.0


@dataclass(frozen=True, slots=True)
class SealBox:
    """Where the box stands and how large it is; lengths in points."""

    width: float = 210.0
    height: float = 72.0
    #: the named destination below which the box stands, flush left
    destination: str = "tg_tte"
    #: distance between the destination and the box
    gap: float = 4.0
    #: distance from the right and lower edge of the last page, where the PDF has no such destination
    right: float = 57.0
    bottom: float = 71.0
    #: the first line in the box
    heading: str = "Ditandatangani secara elektronik"


class Seal:
    """A loaded certificate with its key."""

    def __init__(self, path: Path, passphrase: Callable[[], bytes], box: SealBox | None = None) -> None:
        """Load the PKCS#12 file at `path` once; `passphrase` is asked now and not kept.

        Raises OutsideError where the file, its key or the font of the box cannot be used.
        """
        self._signer = _load(path, passphrase)
        self._box = box or SealBox()
        self._face = Face()

    @property
    def certificate(self) -> bytes:
        """The certificate that signs, DER."""
        return bytes(self._signer.certificate.dump())

    def seal(self, pdf: bytes, *, reason: str, url: str, label: str, at: datetime) -> bytes:
        """The PDF with the signature appended; the given bytes stay as they are, at its beginning.

        `url` is what the QR code leads to, each line of `label` a line in the box, `at` the
        claimed time of signing. A PDF that carries a signature already is set aside; one that
        cannot be read raises OutsideError.
        """
        try:
            writer = _Appender(io.BytesIO(pdf))
            if writer.prev.embedded_signatures:
                raise SetAside("PDF ini sudah bertanda tangan elektronik; tidak boleh ditandatangani lagi.")
            page, place = _place(writer.prev, self._box)
            field = SigFieldSpec(
                _FIELD, on_page=page, box=place, readable_field_name="Tanda tangan elektronik"
            )
            stamp = Stamp(
                face=self._face, url=url, heading=self._box.heading, lines=tuple(label.splitlines())
            )
            metadata = PdfSignatureMetadata(
                field_name=_FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm=_DIGEST, reason=reason
            )
            signed = _TimedSigner(at, metadata, self._signer, stamp_style=stamp, new_field_spec=field)
            return bytes(signed.sign_pdf(writer, bytes_reserved=self._signer.reserve).getvalue())
        except _UNSEALABLE as error:
            raise OutsideError(
                f"PDF tidak dapat disegel: {error}", permanent=True, remedy="buat ulang PDF surat ini"
            ) from error


class _KeptKey(Signer):
    """Signs with a key object that is loaded once (pyHanko's own signer loads it at every signature)."""

    def __init__(
        self,
        key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
        certificate: x509.Certificate,
        chain: list[x509.Certificate],
    ) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(chain)
        super().__init__(signing_cert=certificate, cert_registry=store, embed_roots=False)
        self.certificate = certificate
        self._key = key
        #: hexadecimal digits kept free for the signature; pyHanko would sign twice to know
        self.reserve = 2 * (2048 + sum(len(each.dump()) for each in [certificate, *chain]))

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        assert digest_algorithm == _DIGEST
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


class _TimedSigner(PdfSigner):
    """Signs at the time of our clock, not the machine's."""

    def __init__(self, at: datetime, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._at = at

    def init_signing_session(self, *arguments: Any, **named: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self._at
        return session


class _Appender(IncrementalPdfFileWriter):
    """Leaves the metadata alone: its date would be the machine's, and PDF/A compares it with the XMP."""

    def _update_meta(self) -> None:
        pass


def _load(path: Path, passphrase: Callable[[], bytes]) -> _KeptKey:
    remedy = "periksa berkas PKCS#12 dan frasa sandinya, lalu jalankan `tanggap check`"
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(path.read_bytes(), passphrase())
    except (OSError, ValueError) as error:
        raise OutsideError(
            f"segel {path} tidak dapat dibuka: {error}", permanent=True, remedy=remedy
        ) from error
    if certificate is None or not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise OutsideError(f"segel {path} tidak berisi kunci EC atau RSA", permanent=True, remedy=remedy)
    own, *chain = (x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in [certificate, *others])
    return _KeptKey(key, own, chain)


def _place(reader: PdfFileReader, box: SealBox) -> tuple[int, tuple[int, int, int, int]]:
    """Page index and rectangle of the box, moved inside the page where it would leave it."""
    found = _destination(reader, box.destination)
    number = found[0] if found else int(reader.root["/Pages"]["/Count"]) - 1
    x0, y0, x1, y1 = _page_box(reader, number)
    left, top = (
        (found[1], found[2] - box.gap)
        if found
        else (x1 - box.right - box.width, y0 + box.bottom + box.height)
    )
    left = max(x0 + _EDGE, min(left, x1 - _EDGE - box.width))
    top = min(y1 - _EDGE, max(top, y0 + _EDGE + box.height))
    return number, (round(left), round(top - box.height), round(left + box.width), round(top))


def _page_box(reader: PdfFileReader, number: int) -> tuple[float, float, float, float]:
    page = _page(reader, number).get_object()
    for _ in range(_MOST_NODES):
        if "/MediaBox" in page:
            break
        page = page["/Parent"]
    x0, y0, x1, y1 = (float(each) for each in page["/MediaBox"])
    return x0, y0, x1, y1


def _page(reader: PdfFileReader, number: int) -> Any:
    """The reference of a page."""
    return reader.find_page_for_modification(number)[0]  # type: ignore[no-untyped-call]


def _destination(reader: PdfFileReader, name: str) -> tuple[int, float, float] | None:
    """Page index, left and top of a named destination; None where there is none of the XYZ kind."""
    target = _named(reader.root, {name, _as_libreoffice(name)})
    if isinstance(target, generic.DictionaryObject):
        target = target["/D"]
    if not isinstance(target, generic.ArrayObject) or len(target) < 4 or target[1] != "/XYZ":
        return None
    page = target.raw_get(0).reference
    for number in range(int(reader.root["/Pages"]["/Count"])):
        if _page(reader, number).reference == page:
            return number, float(target[2]), float(target[3])
    return None


def _as_libreoffice(name: str) -> str:
    """LibreOffice spells what is no letter or digit in a destination's name as hexadecimal: `tg5Ftte`."""
    return "".join(each if each.isalnum() or each == "-" else f"{ord(each):02X}" for each in name)


def _named(root: Any, names: set[str]) -> Any:
    """The destination of any of these names, in the dictionary of PDF 1.1 or the tree of later PDFs."""
    old = _entry(root, "/Dests", {})
    for key in old:
        if key[1:] in names:
            return old[key]
    waiting = [_entry(_entry(root, "/Names", {}), "/Dests", {})]
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        node = waiting.pop()
        kids = _entry(node, "/Kids", [])
        # By their places: an array that is iterated gives references, not what they lead to.
        waiting.extend(kids[place] for place in range(len(kids)))
        leaves = _entry(node, "/Names", [])
        for place in range(0, len(leaves) - 1, 2):
            if str(leaves[place]) in names:
                return leaves[place + 1]
    return None


def _entry(dictionary: Any, key: str, default: Any) -> Any:
    """The entry itself; `get` of pyHanko gives a reference where the PDF has one."""
    found = key in dictionary
    return dictionary[key] if found else default
