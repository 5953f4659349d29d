"""By what a mail shows that it means to deceive its reader: a false name, a disguised link, a bait.

Apart from what a mail is, because a complaint may lure too; such mail is held for TU and never registered
unseen (reliability.md T06, T36).
"""

import re
from collections.abc import Collection

from pipeline.mail.facts import Facts
from pipeline.mail.headers import addresses
from pipeline.mail.lookalike import resembled

_LINK = re.compile(r"\b(?:https?://|www\.)\S{4,}", re.IGNORECASE)
_BAIT = re.compile(
    r"\b(?:kotak\s+surat|mailbox|kuota|quota|penyimpanan|storage|akun|account|password|kata\s+sandi|sandi)\b"
    r"[^.\n]{0,60}\b(?:penuh|full|kedaluwarsa|kadaluarsa|expired?|expires|exceeded|melebihi|ditangguhkan"
    r"|dinonaktifkan|suspended|deactivated|terminated|diblokir|dihapus|locked|terkunci)\b"
    r"|\b(?:verifikasi|konfirmasi|perbarui|verify|confirm|update|validate)\b[^.\n]{0,40}"
    r"\b(?:akun|account|password|kata\s+sandi|kredensial|credentials|identitas|mailbox|kotak\s+surat|rekening)\b"
    r"|\b(?:klik|click)\b[^.\n]{0,40}\b(?:login|log\s*in|masuk|sign\s*in|password|sandi)\b",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"<a\b[^>]{0,2000}?\bhref\s*=\s*[\"']?\s*(https?://[^\"'\s>]{1,2000})[^>]{0,2000}>(.{0,2000}?)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)
_SHOWN = re.compile(r"^\s*(?:https?://)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?:[/:?#]\S*)?\s*$", re.IGNORECASE)
#: servers that mail programs lead links through
_WRAPPERS = (
    "safelinks.protection.outlook.com",
    "urldefense.com",
    "urldefense.proofpoint.com",
    "google.com",
    "linkprotect.cudasvc.com",
)
#: disguised links that are kept
MOST = 5


def disguised(html: str) -> list[str]:
    """The links whose words name another server than they lead to, as "shown → real"."""
    found = []
    for anchor in _ANCHOR.finditer(html):
        shown = _SHOWN.match(re.sub(r"<[^<>]{0,500}>|&nbsp;", "", anchor[2]))
        real = _host(anchor[1])
        if shown and not _same(shown[1].lower(), real) and not real.endswith(_WRAPPERS):
            found.append(f"{shown[1].lower()} → {real}")
    return found[:MOST]


def _host(url: str) -> str:
    # What stands before an @ is no server, whatever it looks like.
    return url.split("/", 3)[2].rpartition("@")[2].partition(":")[0].partition("?")[0].lower()


def _same(one: str, other: str) -> bool:
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def lure_in(facts: Facts, own: Collection[str]) -> str:
    """Why a mail from outside seems to deceive, one Indonesian sentence; `own` are the office's domains."""
    domain = facts.sender.rpartition("@")[2]
    if domain in own:
        return ""
    if near := resembled(domain, own):
        return f"Domain pengirim {domain} mirip dengan {near}, tetapi bukan domain Balai."
    claimed = [each for each in addresses([facts.sender_name]) if each.rpartition("@")[2] in own]
    if claimed:
        return (
            f"Nama pengirim memuat alamat Balai ({claimed[0]}), sedangkan surel dikirim dari {facts.sender}."
        )
    if facts.disguised:
        return f"Surel memuat tautan yang menyamar ({facts.disguised[0]})."
    text = f"{facts.subject}\n{facts.text}"
    if _LINK.search(text) and _BAIT.search(text):
        return "Surel meminta akun atau kata sandi melalui suatu tautan."
    return ""
