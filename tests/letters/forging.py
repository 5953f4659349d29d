"""How letters are signed, and forged: updates of a PDF, as programs and attackers make them.

Apart from the tables of attacks because these are the hands alone.
"""

import asyncio
import hashlib
import io
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import TextStampStyle

from pipeline.demo.certificates import Identity
from tests.certificates import NOW, identity

Update = Callable[[IncrementalPdfFileWriter], None]
_name, _dict, _list = generic.NameObject, generic.DictionaryObject, generic.ArrayObject


class _Timed(PdfSigner):
    """Signs at a time of our own."""

    def __init__(self, at: datetime, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._at = at

    def init_signing_session(self, *arguments: Any, **named: Any) -> Any:
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self._at
        return session


def signer(who: Identity | None = None) -> SimpleSigner:
    """The key of somebody."""
    who = who or identity()
    loaded = SimpleSigner.load_pkcs12_data(who.pkcs12, (), who.passphrase)
    assert isinstance(loaded, SimpleSigner)
    return loaded


def also_signed(
    pdf: bytes,
    who: Identity | None = None,
    *,
    at: datetime = NOW,
    box: bool = False,
    place: tuple[int, int, int, int] = (300, 100, 500, 160),
    field: str = "Kedua",
) -> bytes:
    """A further signature, by another program than ours; it dates the file as most do."""
    metadata = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES)
    named: dict[str, Any] = {}
    if box:
        named["new_field_spec"] = SigFieldSpec(field, on_page=0, box=place)
        named["stamp_style"] = TextStampStyle(stamp_text="Ditandatangani: %(signer)s")
    program = _Timed(at, metadata, signer(who), **named)
    return bytes(program.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)).getvalue())


def updated(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The PDF with an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def page_of(writer: IncrementalPdfFileWriter, place: int = 0) -> Any:
    """One page, to be changed."""
    return writer.find_page_for_modification(place)[0].get_object()  # type: ignore[no-untyped-call]


def redrawn(writer: IncrementalPdfFileWriter) -> None:
    """Another number on the first page."""
    page = page_of(writer)
    drawn = page["/Contents"].data.replace(b"/17/", b"/71/")
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=drawn))
    writer.update_container(page)


def covered(writer: IncrementalPdfFileWriter) -> None:
    """A white field with another number upon the number."""
    page = page_of(writer)
    look = generic.StreamObject(
        as_pdf({"/Subtype": "/Form", "/BBox": [0, 0, 300, 30], "/Type": "/XObject"}),
        stream_data=b"1 g 0 0 300 30 re f",
    )
    note = {"/Type": "/Annot", "/Subtype": "/FreeText", "/Rect": [72, 750, 372, 780], "/F": 4}
    note["/AP"] = {"/N": writer.add_object(look)}
    page["/Annots"] = as_pdf([*page.get("/Annots", []), writer.add_object(as_pdf(note))])
    writer.update_container(page)


def lengthened(writer: IncrementalPdfFileWriter) -> None:
    """A further page."""
    drawn = generic.StreamObject(stream_data=b"BT 72 760 Td (Lampiran) Tj ET")
    page = {"/Type": "/Page", "/MediaBox": [0, 0, 595, 842], "/Contents": writer.add_object(drawn)}
    writer.insert_page(as_pdf(page))  # type: ignore[no-untyped-call]


def refonted(writer: IncrementalPdfFileWriter) -> None:
    """The letters of the font take each other's place (shadow attack "replace")."""
    font = page_of(writer)["/Resources"]["/Font"]["/F1"]
    font["/Encoding"] = as_pdf({"/Type": "/Encoding", "/Differences": [49, "/nine", "/eight"]})
    writer.update_container(font)


def overlaid(writer: IncrementalPdfFileWriter) -> None:
    """A picture upon the page that can be taken away later (shadow attack "hide")."""
    page = page_of(writer)
    form = as_pdf({"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 595, 842]})
    page["/Resources"]["/XObject"] = as_pdf({})
    cover = writer.add_object(generic.StreamObject(form, stream_data=b"1 g 72 740 400 40 re f"))
    page["/Resources"]["/XObject"][_name("/Tutup")] = cover
    drawn = writer.add_object(generic.StreamObject(stream_data=b"q /Tutup Do Q"))
    page["/Contents"] = _list([page.raw_get("/Contents"), drawn])
    writer.update_container(page)


def pictured(number: bytes, *, before: bool = False, field: tuple[int, ...] = (72, 754, 400, 18)) -> Update:
    """A picture drawn upon the first line, or under it: a white field with a sign in black."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = page_of(writer)
        look = {"/Type": "/XObject", "/Subtype": "/Image", "/Width": 8, "/Height": 1, "/BitsPerComponent": 1}
        picture = generic.StreamObject(as_pdf({**look, "/ColorSpace": "/DeviceGray"}), stream_data=number)
        page["/Resources"]["/XObject"] = as_pdf({})
        page["/Resources"]["/XObject"][_name("/Gambar")] = writer.add_object(picture)
        left, bottom, width, height = field
        drawn = b"q %d 0 0 %d %d %d cm /Gambar Do Q" % (width, height, left, bottom)
        stream = writer.add_object(generic.StreamObject(stream_data=drawn))
        contents = [stream, page.raw_get("/Contents")] if before else [page.raw_get("/Contents"), stream]
        page["/Contents"] = _list(contents)
        writer.update_container(page)

    return change


def whitened(writer: IncrementalPdfFileWriter) -> None:
    """The words of the first page in white, to be read by programs alone."""
    page = page_of(writer)
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"1 g " + page["/Contents"].data))
    writer.update_container(page)


def uncovered(writer: IncrementalPdfFileWriter) -> None:
    """The picture is taken away."""
    cover = page_of(writer)["/Resources"]["/XObject"]["/Tutup"]
    cover._data = b" "
    writer.update_container(cover)


def acts(entry: str, value: Any) -> Callable[[IncrementalPdfFileWriter], None]:
    """An entry of the catalog that acts."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.root[_name(entry)] = as_pdf(value)
        writer.update_root()  # type: ignore[no-untyped-call]

    return change


def link(action: Mapping[str, Any]) -> Callable[[IncrementalPdfFileWriter], None]:
    """A place on the page that acts when it is clicked."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = page_of(writer)
        link = {"/Type": "/Annot", "/Subtype": "/Link", "/Rect": [72, 100, 172, 120], "/A": dict(action)}
        page["/Annots"] = as_pdf([link])
        writer.update_container(page)

    return change


def as_pdf(value: Any) -> Any:
    """Python values as PDF objects."""
    match value:
        case generic.PdfObject():
            return value
        case int():
            return generic.NumberObject(value)  # type: ignore[no-untyped-call]
        case str():
            return _name(value)
        case list():
            return _list([as_pdf(each) for each in value])
        case dict():
            return _dict({_name(key): as_pdf(each) for key, each in value.items()})  # type: ignore[no-untyped-call]
        case _:
            raise TypeError(value)


def without_its_end(pdf: bytes, tail: bytes) -> bytes:
    """The PDF and a tail, signed anew with ranges that add up to the file's length but leave the tail out.

    The second range begins inside the zeros that end the signature, as many bytes early as the tail is long.
    """
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", pdf)
    assert found is not None
    end, resumed, rest = (int(each) for each in found.groups())
    ranges = b"/ByteRange [0 %d %d %d]" % (end, resumed - len(tail), rest + len(tail))
    changed = pdf.replace(found[0], ranges)
    assert len(changed) == len(pdf)
    digest = hashlib.sha256(changed[:end] + changed[resumed - len(tail) :]).digest()
    cms = asyncio.run(signer().async_sign(digest, "sha256", use_pades=True)).dump().hex().encode()
    return bytes(changed[: end + 1] + cms + changed[end + 1 + len(cms) :] + tail)


def archived(pdf: bytes) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        DocumentSecurityStore.supply_dss_in_writer(writer, sig_contents=None, certs=[signer().signing_cert])

    return updated(pdf, change)


@cache
def _clock() -> DummyTimeStamper:
    """An authority that vouches for times; pyHanko's needs an RSA key."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Jam (UJI COBA)")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(NOW).not_valid_after(NOW + timedelta(days=3650))
    certificate = asn1_x509.Certificate.load(made.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(certificate, asn1_keys.PrivateKeyInfo.load(secret), fixed_dt=NOW)


def timestamped(pdf: bytes) -> bytes:
    stamper = PdfTimeStamper(_clock())
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    stamped = stamper.timestamp_pdf(writer, "sha256", None)
    return bytes(stamped.getvalue())


def prepared(pdf: bytes) -> bytes:
    """With an empty place for the signature, as some programs make it first."""
    return updated(
        pdf, lambda writer: append_signature_field(writer, SigFieldSpec("Kedua", box=(9, 9, 90, 40)))
    )
