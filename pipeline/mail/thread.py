"""What ties a mail to a case: tokens that authorise, and tags that only find.

Apart from the sender, because a token says which request is answered and nothing
about who answers. Source of the rules: design.md 3b.
"""

import base64
import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from pipeline.mail.facts import Facts
from pipeline.mail.headers import addresses, ids

#: random bytes in a token
TOKEN_BYTES = 16
#: random bytes that `new_tag` wants: far more than 8 letters hold, so no letter is favoured
TAG_BYTES = 16
#: candidates that one mail may offer; an honest one has a few
MOST = 20

#: the fields in which a token may stand, those of the recipients before those of the thread
_RECEIVING = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
_REFERRING = ("in-reply-to", "references")
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_TOKEN = "[a-z2-7]{26}"
# Between the groups: hyphens of any kind, and what a mail program puts where it wraps a quoted line.
_GAP = "[-\u2010-\u2015\\s>|*_]{0,8}"
_CODE = re.compile(
    rf"\bkode\b[^:\n]{{0,20}}:[\s>*]{{0,8}}((?:[a-z2-7]{{4}}{_GAP}){{6}}[a-z2-7]{{2}})(?![a-z2-7])"
)
#: the same in a mail of ours, text or HTML, however it may close up once it is quoted
_APART = "(?:[-\u2010-\u2015\\s>|*_]|<[^<>]{0,60}>|&[a-z0-9#]{1,8};){0,40}"
_SHOWN_CODE = re.compile(
    rf"\bkode\b[^:]{{0,40}}:{_APART}((?:[a-z2-7]{{4}}{_APART}){{6}}[a-z2-7]{{2}})(?![a-z2-7])", re.IGNORECASE
)
_MARKUP = re.compile("<[^<>]*>|&[a-z0-9#]+;", re.IGNORECASE)
_PLUS = re.compile(rf"\+{_TOKEN}@")
_REFERENCE = re.compile(rf"\btanggap\.({_TOKEN})@")
_TAG = re.compile(
    rf"\[\s*([A-Z]{{2,6}}-\d{{4}}-\d{{1,8}})\s+([{_ALPHABET}]{{4}})[- ]?([{_ALPHABET}]{{4}})\s*\]",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"\s*(?:re|bls|bal|balas|balasan|jwb|jawab|fw|fwd|trs|tr|terusan|teruskan|diteruskan|aw|wg|sv|vs|antw|rv|res|rif|enc|odp)"
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s*[:\uff1a]\s*",
    re.IGNORECASE,
)


def new_token(random: bytes) -> str:
    """A token of 26 characters from 16 random bytes: lower-case base32 without padding."""
    if len(random) != TOKEN_BYTES:
        raise ValueError(f"a token is made of {TOKEN_BYTES} random bytes, not {len(random)}")
    return base64.b32encode(random).decode().rstrip("=").lower()


def new_tag(random: bytes) -> str:
    """A case's tag like `K7QM-2XRD` from 16 random bytes; no sign in it is taken for another."""
    if len(random) != TAG_BYTES:
        raise ValueError(f"a tag is made of {TAG_BYTES} random bytes, not {len(random)}")
    rest, letters = int.from_bytes(random), ""
    for _ in range(8):
        rest, place = divmod(rest, len(_ALPHABET))
        letters += _ALPHABET[place]
    return f"{letters[:4]}-{letters[4:]}"


def show_code(token: str) -> str:
    """A token in groups of four, as it stands behind `Kode:`."""
    return "-".join(token[start : start + 4] for start in range(0, len(token), 4))


def message_id(token: str, domain: str) -> str:
    """The Message-ID of the mail that carries a token; short, so that no mailer folds it."""
    return f"<tanggap.{token}@{domain}>"


def without_other_codes(words: str, token: str) -> str:
    """A mail of ours, text or HTML, with no code in it but its own.

    What a stranger wrote is quoted to whoever decides. A code among it that has leaked would be quoted back
    with the decision, which would then count for another request of the same person.
    """

    def shown(found: re.Match[str]) -> str:
        code = re.sub("[^a-z2-7]", "", _MARKUP.sub("", found[1]).lower())
        return found[0] if code == token else found[0].removesuffix(found[1]) + "(…)"

    return _SHOWN_CODE.sub(shown, words)


def tokens_of(message_id: str) -> list[str]:
    """The token that a Message-ID of ours carries; none where it is another's."""
    return _REFERENCE.findall(message_id.lower())


def plus_address(token: str, plus_base: str) -> str:
    """The Reply-To of the mail that carries a token: `pengaduan+TOKEN@balai.example`."""
    local, _, domain = plus_base.rpartition("@")
    return f"{local}+{token}@{domain}"


def subject_tag(number: str, tag: str) -> str:
    """What stands in the subject of every mail of a case: `[PGD-2026-0007 K7QM-2XRD]`."""
    return f"[{number} {tag}]"


def codes(facts: Facts, plus_base: str, covers: Collection[str] | None = None) -> tuple[str, ...]:
    """The tokens that a mail carries: of its recipients, its references, its `Kode:` lines; each once.

    Only those of the header fields in `covers` where that is given: whoever sends an old signed mail once
    more can write the others anew (reliability.md, finding 3). The body counts always.
    """
    known = facts if covers is None else _covered(facts, covers)
    return tuple(dict.fromkeys(_candidates(known, plus_base)))[:MOST]


def carries_code(facts: Facts) -> bool:
    """Whether `codes` may find a token in it, whatever the office's address is."""
    plus = any(map(_PLUS.search, facts.recipients))
    return plus or any(_candidates(facts, ""))


def tags(subject: str) -> tuple[tuple[str, str], ...]:
    """The case numbers with their tags in a subject."""
    found = ((match[1].upper(), f"{match[2]}-{match[3]}".upper()) for match in _TAG.finditer(subject))
    return tuple(dict.fromkeys(found))


def strip_prefixes(subject: str) -> str:
    """The subject without our tag and without `Re:`, `Bls:`, `Trs:` and their like."""
    bare = " ".join(_TAG.sub(" ", subject).split())
    while prefix := _PREFIX.match(bare):
        bare = bare[prefix.end() :]
    return bare.strip()


def _covered(facts: Facts, covers: Collection[str]) -> Facts:
    def values(names: tuple[str, ...]) -> list[str]:
        return [value for name in names if name in covers for value in facts.headers.get(name, ())]

    return replace(facts, recipients=addresses(values(_RECEIVING)), references=ids(values(_REFERRING)))


def _candidates(facts: Facts, plus_base: str) -> Iterator[str]:
    local, _, domain = plus_base.lower().rpartition("@")
    plus = re.compile(rf"{re.escape(local)}\+({_TOKEN})@{re.escape(domain)}")
    for address in facts.recipients:
        if match := plus.fullmatch(address):
            yield match[1]
    for reference in facts.references:
        yield from _REFERENCE.findall(reference.lower())
    for match in _CODE.finditer(facts.text.lower()):
        yield re.sub("[^a-z2-7]", "", match[1])
