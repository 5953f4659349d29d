"""Who wrote a letter: name, firm, post, address, telephone, e-mail.

Apart from what he writes about: these stand in kop, signature and header.
"""

import re

from pipeline.letters.source import HEADER, Field, Source

_COMPANY = re.compile(
    r"\b(?:PT|CV|UD|PD|Firma|Koperasi|Perum|Perumda|Yayasan|Universitas|Politeknik|RSUD|Rumah Sakit)\b\.?"
    r"(?: (?:[A-Z0-9(&][\w&'’.()/-]*|dan|of)){1,6}(?:,? Tbk\b\.?)?"
)
_POSITION = re.compile(
    r"\b(?:direktur|direktris|manajer|manager|kepala|ketua|staf|staff|supervisor|spv|pimpinan|pemilik|owner"
    r"|pengurus|penanggung jawab|koordinator|admin|sekretaris|analis|engineer|quality|qa|qc|hrd|marketing)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[A-Z][\w'’.-]*(?:,? [A-Z(][\w'’.()-]*){1,5}|[A-Z][a-z'’]{2,20}")
_NO_PERSON = re.compile(
    r"tt[d.]|tertanda|jl\b|jalan|kawasan|telp|fax|hp|dikirim|sent|demikian|tembusan|lampiran", re.IGNORECASE
)
_STREET = re.compile(
    r"\b(?:jl|jln|jalan|kawasan|komplek|kompleks|gedung|ruko|desa|dusun|kav|km)\b", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w/.-])\(?(?:\+62|62|0)[\d\s().-]{6,16}\d(?![\w/])")
_PHONE_LABEL = re.compile(
    r"\b(?:telp|telepon|tlp|hp|wa|whatsapp|ponsel|phone|mobile)\b[^\d+\n]{0,12}$", re.IGNORECASE
)
#: where in a line of the kop the address ends
_END_OF_ADDRESS = re.compile(
    r"[\s,;|–—-]*\b(?:telp|telepon|tlp|fax|faks|hp|email|e-mail|surel)\b", re.IGNORECASE
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


def name(source: Source) -> Field | None:
    """Below the leave-taking, else the sender's display name."""
    for each in source.pages:
        for line in each.signer()[:5]:
            if _PERSON.fullmatch(line) and not any(
                known.search(line) for known in (_NO_PERSON, _COMPANY, _POSITION)
            ):
                return Field(line, each.where, False)
    shown = source.sender_name
    return Field(shown, HEADER, False) if shown and not _COMPANY.search(shown) else None


def company(source: Source) -> Field | None:
    """In the kop, below the leave-taking, or in a sentence; never the addressee."""
    for each in source.pages:
        for line in each.head():
            hit = _COMPANY.match(line)
            if hit and hit.end() == len(line):
                return Field(_spelled(hit.group(), source), each.where, True)
    for each in source.pages:
        ours = set(each.addressee())
        for line in (*each.signer(), *(line for line in each.lines if line not in ours)):
            hit = _COMPANY.search(line)
            if hit:
                return Field(hit.group().rstrip("."), each.where, False)
    hit = _COMPANY.search(source.sender_name)
    return Field(hit.group(), HEADER, False) if hit else None


def _spelled(kop: str, source: Source) -> str:
    """A name in capitals as the letter spells it elsewhere, below the leave-taking or in a sentence."""
    if kop.isupper():
        same = re.compile(rf"\b{re.escape(kop)}(?!\w)", re.IGNORECASE)
        hits = (hit.group() for each in source.pages for hit in same.finditer(each.text()))
        return next((hit for hit in hits if not hit.isupper() and not hit.islower()), kop)
    return kop


def position(source: Source) -> Field | None:
    """A line of the signer's block that names a post."""
    lines = ((each, line) for each in source.pages for line in each.signer()[:6])
    return next(
        (
            Field(line, each.where, False)
            for each, line in lines
            if _POSITION.search(line) and len(line) < 60 and not _COMPANY.match(line)
        ),
        None,
    )


def address(source: Source) -> Field | None:
    """A street in the kop or in the signer's block."""
    for each in source.pages:
        for line in (*each.head(), *each.signer()):
            if _STREET.search(line) and _is_short(line):
                return Field(_END_OF_ADDRESS.split(line)[0], each.where, False)
    return None


def telephone(source: Source) -> Field | None:
    """A number behind the word for it, else any that looks like one."""
    loose: Field | None = None
    for each in source.pages:
        for line in each.lines:
            for hit in _PHONE.finditer(line):
                named = _PHONE_LABEL.search(line[: hit.start()]) is not None
                found = Field(" ".join(hit.group().split()), each.where, named)
                if named:
                    return found
                loose = loose or found
    return loose


def email(source: Source) -> Field | None:
    """The sender's address; of a letter on paper the first one that it holds."""
    if source.sender:
        return Field(source.sender, HEADER, True)
    found = ((each, _MAIL.search(each.text())) for each in source.pages)
    return next(
        (Field(hit.group().rstrip(".").lower(), each.where, False) for each, hit in found if hit), None
    )


def phone_in(value: str) -> str:
    """The telephone number in a value, '' if there is none."""
    hit = _PHONE.search(value)
    return " ".join(hit.group().split()) if hit else ""


def mail_in(value: str) -> str:
    """The e-mail address in a value, lower case, '' if there is none."""
    hit = _MAIL.search(value)
    return hit.group().rstrip(".").lower() if hit else ""


def _is_short(line: str) -> bool:
    return len(line) < 140 and not line.endswith(("?", "!"))
