"""OAuth 2.0 access tokens for XOAUTH2 (RFC 6749, 4.4 and 6): asked for, kept in memory, renewed in time.

Apart from the logins because mailbox and relay share one token, and because whoever issues it is a third
server, which fails in ways of its own.
"""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from pipeline.errors import OutsideError
from pipeline.outside.tls import client_context

#: a token is renewed when this part of its life is left, or so many seconds, whichever comes first
_LAST_PART, _LAST_SECONDS = 0.2, 300.0
#: seconds that a token lives whose issuer does not say (RFC 6749, 5.1 only recommends that he does)
_UNTOLD = 600.0
#: seconds after which a token is renewed, however long its issuer says that it lives
_LONGEST = 86_400.0
#: bytes of an answer that are read, and characters of its words that are shown
_MOST, _SHOWN = 65_536, 200

#: RFC 6749, 5.2: the issuer's word → what a person can do about it
_REMEDIES: Mapping[str, str] = {
    "invalid_grant": (
        "izin untuk kotak surat dicabut atau kedaluwarsa: berikan lagi izin itu kepada aplikasi, simpan "
        "rahasia oauth_refresh_token yang baru, lalu mulai ulang layanan"
    ),
    "invalid_client": (
        "rahasia aplikasi salah atau kedaluwarsa: buat yang baru pada pendaftaran aplikasi, simpan sebagai "
        "oauth_client_secret, lalu mulai ulang layanan"
    ),
    "unauthorized_client": (
        "aplikasi tidak diizinkan, atau tidak lagi: minta administrator layanan surel mengizinkannya untuk "
        "kotak surat ini"
    ),
    "invalid_scope": "periksa scope pada [oauth]",
}
_ELSE = "periksa token_url, client_id, grant dan scope pada [oauth]"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues tokens, and what for; secrets are asked for at each use, never kept."""

    url: str
    client_id: str
    client_secret: Callable[[], str] | None = field(default=None, repr=False)
    #: None: the application itself has the right to the mailbox (client_credentials)
    refresh_token: Callable[[], str] | None = field(default=None, repr=False)
    scope: str = ""
    #: trust the certificates of this PEM file alone
    ca_file: str | None = None
    #: seconds that the answer may take
    timeout: float = 30.0


class Tokens:
    """The access token that is good now; for every thread."""

    def __init__(self, issuer: Issuer, now: Callable[[], float] = time.monotonic) -> None:
        self._issuer = issuer
        self._now = now
        self._lock = threading.Lock()
        self._token = ""
        self._renew_at = 0.0
        #: a refresh token that came with the last access token and takes the place of the secret; not kept
        #: over a restart, so the secret has to stay good, as it does at Google and Microsoft
        self._refresh = ""

    def current(self) -> str:
        """A token that is good for some minutes more.

        Raises OutsideError: permanent, with the remedy, where the issuer refuses us.
        """
        with self._lock:
            if not self._token or self._now() >= self._renew_at:
                self._fetch()
            return self._token

    def renewed(self, refused: str) -> str:
        """Another token than the one that a server refused; raises as `current` does."""
        with self._lock:
            # None is left where somebody else has just asked in vain.
            if self._token in ("", refused):
                self._fetch()
            return self._token

    def _fetch(self) -> None:
        self._token = ""
        asked = self._now()
        answer = _asked(self._issuer, self._form())
        self._token = str(answer["access_token"])
        life = _seconds(answer.get("expires_in"))
        self._renew_at = asked + max(life - max(_LAST_SECONDS, life * _LAST_PART), life / 2)
        self._refresh = str(answer.get("refresh_token") or self._refresh)

    def _form(self) -> dict[str, str]:
        issuer = self._issuer
        form = {"client_id": issuer.client_id, "grant_type": "client_credentials"}
        if issuer.refresh_token is not None:
            form["grant_type"] = "refresh_token"
            form["refresh_token"] = self._refresh or issuer.refresh_token()
        if issuer.client_secret is not None:
            form["client_secret"] = issuer.client_secret()
        if issuer.scope:
            form["scope"] = issuer.scope
        return form


def _seconds(told: object) -> float:
    known = isinstance(told, int | float | str) and str(told).isdecimal()
    # By way of its text, for a whole number may be too large for a float.
    return min(float(str(told)), _LONGEST) if known else _UNTOLD


class _StayThere(urllib.request.HTTPRedirectHandler):
    """Secrets are told to nobody but the address of the settings."""

    def redirect_request(self, *_named: Any) -> None:
        """None: what sends us elsewhere is an error."""


def _asked(issuer: Issuer, form: Mapping[str, str]) -> Mapping[str, Any]:
    """The issuer's answer, which holds a token."""
    try:
        tls = urllib.request.HTTPSHandler(context=client_context(issuer.ca_file))
        opener = urllib.request.build_opener(tls, _StayThere())
        request = urllib.request.Request(issuer.url, urlencode(form).encode())  # noqa: S310 -- settings want https
        request.add_header("Accept", "application/json")
        with opener.open(request, timeout=issuer.timeout) as response:
            answer = _parsed(response.read(_MOST))
    except urllib.error.HTTPError as error:
        raise _refusal(issuer, error.code, _parsed(_words_of(error))) from error
    except (OSError, ValueError, HTTPException) as error:
        raise OutsideError(
            f"server izin {issuer.url}: {error}",
            permanent=False,
            remedy="periksa jaringan, dinding api dan token_url pada [oauth]; akan dicoba lagi",
        ) from error
    if not answer.get("access_token"):
        raise OutsideError(f"server izin {issuer.url}: jawaban tanpa token", permanent=True, remedy=_ELSE)
    return answer


def _words_of(error: urllib.error.HTTPError) -> bytes:
    """The body of a refusal, as far as it came."""
    with error, suppress(OSError, HTTPException):
        return error.read(_MOST)
    return b""


def _parsed(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _refusal(issuer: Issuer, code: int, answer: Mapping[str, Any]) -> OutsideError:
    """What the issuer said; only a refusal with a word of RFC 6749 is for a person to mend."""
    word = str(answer.get("error") or "")
    words = " ".join(str(answer.get("error_description") or "").split())[:_SHOWN]
    told = f"server izin {issuer.url} menolak memberi token: {code} {word} {words}".rstrip()
    if code >= 500 or code == 429 or word == "temporarily_unavailable":
        return OutsideError(told, permanent=False, remedy="akan dicoba lagi")
    return OutsideError(told, permanent=True, remedy=_REMEDIES.get(word, _ELSE))
