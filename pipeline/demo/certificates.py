"""Test certificates, marked "UJI COBA" in every name, for the demo and the tests.

They stand apart so that no certificate that only looks real can come from anywhere else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

#: stands in the subject of every certificate made here
MARK = "UJI COBA"
_ORGANISATION = f"{MARK} - bukan sertifikat resmi"


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate with its key, and the root that vouches for it."""

    #: certificate, key and root, encrypted with `passphrase`
    pkcs12: bytes
    passphrase: bytes
    #: the root certificate, PEM, as the office would configure it
    root: bytes
    #: serial number of the certificate, hexadecimal
    serial: str
    #: its common name
    name: str


def trial_identity(post: str, *, at: datetime, passphrase: bytes = b"uji coba") -> Identity:
    """A new root and a certificate of the given post under it, valid from a day before `at` for ten years."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer, subject = _name(f"Akar {MARK}"), _name(f"{post} ({MARK})")
    root = (
        _certificate(issuer, issuer, root_key, at)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        _certificate(subject, issuer, key, at)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(
        subject.rfc4514_string().encode(), key, certificate, [root], BestAvailableEncryption(passphrase)
    )
    return Identity(
        packed,
        passphrase,
        root.public_bytes(Encoding.PEM),
        f"{certificate.serial_number:x}",
        f"{post} ({MARK})",
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, at: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=3650))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
