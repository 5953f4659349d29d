"""Who a mail claims to be from: one field, one plain address, or a defect.

Python's own address parsers can return the address in the display name instead of
the real one (CVE-2023-27043), so From is matched against a strict grammar here:
what does not fit is a defect, never an address. Source of the rules: reliability.md C.2, T03-T06.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.mail.charset import one_line
from pipeline.mail.headers import header_text

#: longest From that is looked at, in characters
LONGEST = 2000

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
# A quoted string, a plain comment, or any sign that no parser takes for the start of an address.
_PHRASE = r"""(?:"(?:[^"\\]|\\.)*"|\([^()\\<>@"]*\)|[^"<>@()\\])*"""
_COMMENT = r"(?:\s*\(([^()\\<>@\"]*)\))?"
_NAMED = re.compile(rf"\s*({_PHRASE})<\s*([^<>\s]+)\s*>{_COMMENT}\s*")
_BARE = re.compile(rf"\s*([^\s<>()\"]+@[^\s<>()\"]+){_COMMENT}\s*")
# Outlook repeats an unknown sender's address as his name; no two parsers can differ about it.
_TWICE = re.compile(r"\s*'?([^\s<>()\"']+)'?\s*<\s*([^<>\s]+)\s*>\s*")


@dataclass(frozen=True, slots=True)
class Sender:
    """What the From fields of one mail say."""

    #: lower case; '' where the fields are defective
    address: str = ""
    #: display name, to show and never to trust
    name: str = ""
    #: what is wrong, in Indonesian; '' if nothing is
    defect: str = ""


def read_sender(values: Sequence[str]) -> Sender:
    """The sender of the raw, unfolded From fields: one field, one plain address, or a defect."""
    if not values:
        return Sender(defect="surel ini tidak mempunyai pengirim (From)")
    if len(values) > 1:
        return Sender(name=header_text(values[0]), defect="surel ini mempunyai lebih dari satu From")
    value, name = values[0], header_text(values[0][:LONGEST])
    address = _address(value) if len(value) <= LONGEST else ""
    if not address:
        return Sender(name=name, defect="baris From surel ini tidak memuat tepat satu alamat yang benar")
    return Sender(address=address.lower(), name=_name(value))


def _address(value: str) -> str:
    """The one address of a From field, '' where two readers could find two."""
    twice = _TWICE.fullmatch(value)
    if twice and twice[1].lower() == twice[2].lower():
        return _plain(twice[2])
    named = _NAMED.fullmatch(value)
    if named:
        return _plain(named[2])
    bare = _BARE.fullmatch(value)
    return _plain(bare[1]) if bare else ""


def _plain(address: str) -> str:
    """The address if it is a plain one: dot-atom, no encoded word, at most 64 + 254 characters."""
    fits = _ADDRESS.fullmatch(address) and "=?" not in address and len(address) <= 254
    return address if fits and address.index("@") <= 64 else ""


def _name(value: str) -> str:
    named, bare = _NAMED.fullmatch(value), _BARE.fullmatch(value)
    if named:
        # Quotes and escapes go before decoding: an encoded word may hold quotes of its own.
        return one_line(header_text(re.sub(r'\\(.)|"', r"\1", named[1])) or named[3] or "").strip("'")
    return header_text(bare[2] or "") if bare else ""
