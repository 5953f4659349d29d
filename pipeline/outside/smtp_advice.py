"""What to tell a person of a relay that cannot be reached or refuses us, and whether only he can mend it.

Apart from the connection because these words grow with every relay that an office meets.
"""

import re
import socket

import aiosmtplib

from pipeline.errors import OutsideError
from pipeline.outside.relay import Relay
from pipeline.outside.tls import is_not_tls, is_untrusted

#: Exchange Online to a login by password, since it takes none (Microsoft's list of NDR codes)
_NO_PASSWORDS = re.compile(r"\b5\.7\.(30|139)\b")


class NoLogin(aiosmtplib.SMTPException):
    """The server takes no login of the kind that the settings ask for."""


def verdict(relay: Relay, error: Exception) -> OutsideError:
    """What went wrong before the first mail, with its remedy."""
    permanent, remedy = _advice(error)
    words = error.message if isinstance(error, aiosmtplib.SMTPException) else str(error)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        words = f"{error.code} {error.message}"
    return OutsideError(f"relai {relay.host}:{relay.port}: {words}", permanent=permanent, remedy=remedy)


def _advice(error: Exception) -> tuple[bool, str]:
    """Whether only a person can mend it, and what they can do."""
    if is_untrusted(error):
        return (
            True,
            "sertifikat server tidak dapat dipercaya: periksa nama host, masa berlaku, atau isi ca_file",
        )
    if is_not_tls(error):
        return True, "server tidak berbicara TLS di porta ini: 465 dengan tls, 587 dengan starttls"
    if isinstance(error, NoLogin):
        return True, "periksa security (banyak server menawarkan AUTH hanya di atas TLS), atau kosongkan user"
    if isinstance(error, aiosmtplib.SMTPAuthenticationError) and _NO_PASSWORDS.search(error.message):
        return True, 'server tidak lagi menerima kata sandi: pakai auth = "xoauth2" dan isi [oauth]'
    if isinstance(error, aiosmtplib.SMTPAuthenticationError) and error.code >= 500:
        return True, "periksa user dan kata sandi atau token; pastikan SMTP diizinkan untuk akun ini"
    if "STARTTLS extension not supported" in str(error):
        return True, "server tidak menawarkan STARTTLS: pakai security = tls dengan porta 465"
    if isinstance(error.__cause__, socket.gaierror):
        return False, "periksa ejaan nama host dan DNS"
    return False, "periksa jaringan, porta dan dinding api; surat tetap menunggu dan akan dicoba lagi"
