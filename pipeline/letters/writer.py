"""Who wrote a letter: name, firm, post, address, telephone, e-mail.

Apart from what he writes about: these stand in kop, signature and header.
"""

import re
from collections.abc import Iterator

from pipeline.letters import firms, phones
from pipeline.letters.field import Field
from pipeline.letters.page import Page
from pipeline.letters.source import Source
from pipeline.letters.streets import street_in

_POSITION = re.compile(
    r"\b(?:direktur|direktris|director|manajer|manager|mgr|kepala|ketua|staf|staff|supervisor|spv|pimpinan"
    r"|pemilik|owner|pengurus|penanggung jawab|koordinator|coordinator|admin|sekretaris|analis|analyst"
    r"|engineer"
    r"|quality|qa|qc|hrd|marketing|head|lead|officer|superintendent|executive|president|presiden|komisaris"
    r"|bendahara|wakil|asisten|assistant|finance|accounting|purchasing|document control|bagian|divisi"
    r"|departemen"
    r"|dept|department|sales|ceo|cfo|founder|foreman|inspector|specialist|team|tim|bidang|subbag|seksi)\b",
    re.IGNORECASE,
)
#: parts of a house, which sign where no person does
_SECTION = re.compile(
    r"^(?:bagian|divisi|departemen|tim|bidang|subbag\w*|seksi|unit|admin)\b|\b(?:dept|department|team)\b",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"\b(?:ttd?|tertanda|cap|materai|meterai|telp|fax|hp|wa|nip|demikian|tembusan|lampiran|kota|kab|kabupaten"
    r"|provinsi|indonesia|jurusan|fakultas|mengetahui|menyetujui|www|email|surel|surat|hormat|salam|di"
    r"|pembina"
    r"|penata|a\.n|an|dto|stempel|tempat|yth|alamat|jl)\b",
    re.IGNORECASE,
)
_SMALL = frozenset({"bin", "binti", "van", "de", "dr.", "drg.", "drs.", "dra.", "ir.", "hj.", "h.", "alias"})
_SAYS = re.compile(
    r"\b(?:[Nn]ama saya|[Pp]erkenalkan,? saya|[Ss]aya|[Mm]y name is|I am)[ ,]{1,2}"
    r"((?:[A-Z][\w.'’-]{1,30} ?){2,5})(?=\(|,|dari |\.|$)"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
#: what parts name, post and firm in one line
_PARTS = re.compile(r" ?[|•·] ?| [-–—/] |\t")
#: "Pemilik Toko Contoh": an owner's post, and then his firm
_OWNER = re.compile(r"(?P<post>pemilik|owner|pimpinan)(?: dari| of)? (?P<firm>[A-Z].{2,60})", re.IGNORECASE)


def name(source: Source) -> Field | None:
    """Below the leave-taking, in a sentence, else the sender's display name; a section if nobody else."""
    section: Field | None = None
    for each in source.in_order():
        for line, piece in _pieces(each):
            if _is_person(piece) and not _POSITION.search(piece):
                return each.found(piece, line)
            if _SECTION.search(piece) and not section and not firms.is_firm(piece) and len(piece) < 50:
                section = each.found(piece, line)
        if section and each is source.main():
            break
    return section or _introduced(source) or _shown(source)


def _introduced(source: Source) -> Field | None:
    main = source.main()
    for line in main.lines:
        hit = _SAYS.search(line[:400])
        if hit and not firms.firm_in(hit.group(1)):
            return main.found(hit.group(1).strip(), line)
    return None


def _shown(source: Source) -> Field | None:
    shown = source.sender_name.strip("\"' ")
    is_name = (
        shown and "@" not in shown and not firms.is_firm(shown) and not re.match(r"(?i)no.?reply", shown)
    )
    return source.header().found(shown) if is_name and not firms.firm_in(shown) else None


def _pieces(each: Page) -> Iterator[tuple[str, str]]:
    """The lines of the signer's block, and each taken apart into name, post and firm."""
    for line in each.signer():
        if len(line) > 120:
            continue
        for part in _PARTS.split(line):
            for piece in _at_commas(part):
                yield line, piece.strip(" *_,:;-–()")


def _at_commas(part: str) -> list[str]:
    """A comma parts a post or a firm from a name, but not a degree."""
    head, comma, rest = part.partition(", ")
    if comma and (firms.firm_in(rest) or (_POSITION.search(rest) and not _POSITION.search(head))):
        return [head, rest]
    if comma and _POSITION.search(head) and firms.is_firm(rest):
        return [head, rest]
    return [part]


def _is_person(piece: str) -> bool:
    words = piece.replace(",", " ").split()
    if not 1 < len(words) <= 8 and not (len(words) == 1 and re.fullmatch(r"[A-Z][a-z'’]{2,20}", piece)):
        return False
    if (
        re.search(r"\d|@|:", piece)
        or _NO_PERSON.search(piece)
        or firms.firm_in(piece)
        or firms.is_firm(piece)
    ):
        return False
    return not street_in(piece) and all(each[0].isupper() or each.casefold() in _SMALL for each in words)


def company(source: Source) -> Field | None:
    """In the kop, below the leave-taking, or in a sentence of the writer's own; never the addressee."""
    for read in (_in_kop, _in_block, _in_words):
        for each in source.in_order():
            found = read(each, source)
            if found:
                return found
    shown = source.sender_name.strip("\"' ")
    named = shown if firms.is_firm(shown) else firms.firm_in(shown)
    return source.header().found(named) if named else None


def _in_kop(each: Page, source: Source) -> Field | None:
    named = [line for line in each.head()[:4] if firms.is_firm(line)]
    if not named:
        return None
    kop = firms.most_special(named)
    return each.found(_spelled(kop, source), kop, sure=True)


def _in_block(each: Page, _source: Source) -> Field | None:
    for line in each.signer():
        named = line if firms.is_firm(line) else firms.firm_in(line)
        if named:
            return each.found(named.rstrip(","), line)
    for line, piece in _pieces(each):
        owner = _OWNER.fullmatch(piece)
        if owner:
            return each.found(owner["firm"], line)
    return None


def _in_words(each: Page, _source: Source) -> Field | None:
    """What a sentence calls the writer's own; else the one firm that the text names."""
    ours = set(each.addressee())
    text = "\n".join(line for line in each.lines if line not in ours)
    own = firms.own_firm_in(text)
    named = firms.firms_in(text)
    if own:
        return each.found(own, own)
    return each.found(next(iter(named)), next(iter(named))) if len(named) == 1 else None


def _spelled(kop: str, source: Source) -> str:
    """A name in capitals as the letter spells it elsewhere, below the leave-taking or in a sentence."""
    if kop.isupper():
        same = re.compile(rf"\b{re.escape(kop)}(?!\w)", re.IGNORECASE)
        hits = (hit.group() for each in source.pages for hit in same.finditer(each.text()))
        return next((hit for hit in hits if not hit.isupper() and not hit.islower()), kop)
    return kop


def position(source: Source) -> Field | None:
    """A line of the signer's block that names a post."""
    who = name(source)
    for each in source.in_order():
        for line, piece in _pieces(each):
            is_post = _POSITION.search(piece) and len(piece) < 60 and not firms.is_firm(piece)
            if is_post and not (who and piece == who.value) and not re.search(r"\d{3}|@", piece):
                owner = _OWNER.fullmatch(piece)
                return each.found(owner["post"] if owner else _post_alone(piece), line)
    return None


def _post_alone(piece: str) -> str:
    """A post without the firm behind it; an office's own name belongs to its post."""
    firm = firms.firm_in(piece)
    before = piece.removesuffix(firm).strip(" ,-") if re.match(r"(?:PT|CV|UD)\b", firm) else ""
    return before or piece


def address(source: Source) -> Field | None:
    """A street in the kop or in the signer's block, or behind the word for it."""
    for each in source.in_order():
        ours = set(each.addressee())
        block = [line for line in (*each.head(), *each.signer()) if line not in ours]
        for at, line in enumerate(block):
            street = street_in(line)
            if street:
                below = block[at + 1] if at + 1 < len(block) else ""
                return each.found(_with_town(line, street, below), line)
        for line in each.body():
            _, cue, rest = line.partition("alamat ")
            if cue and len(rest) < 100 and street_in(rest):
                return each.found(street_in(rest), line)
    return None


def _with_town(line: str, street: str, below: str) -> str:
    """A street with the town that stands alone on the next line."""
    ends = line.rstrip(" ,").endswith(street) or line.endswith(",")
    is_town = len(below) < 60 and re.match(r"(?:Kota|Kab|Kel|Kec|Kelurahan|Kecamatan)\b", below)
    coded = re.fullmatch(r"[A-Z][A-Za-z ,.-]{2,40} \d{5}", below)
    return f"{street}, {below}" if ends and (is_town or coded) else street


def telephone(source: Source) -> Field | None:
    """A number behind the word for it in kop or signature, a number alone there, else behind its word."""
    for each in source.in_order():
        ours = set(each.addressee())
        block = [line for line in (*each.head(), *each.signer()) if line not in ours]
        for line in (*block, *(line for line in each.lines if line not in ours)):
            number = phones.phone_in(line, labelled=True)
            if number:
                return each.found(number, line, sure=True)
        for line in block:
            alone = [piece for piece in _PARTS.split(line) if phones.is_phone_alone(piece)]
            if alone:
                return each.found(phones.phone_in(alone[0]), line)
    return None


def email(source: Source) -> Field | None:
    """The sender's address; of a letter on paper the first one that it holds."""
    if source.sender:
        return source.header().found(source.sender, sure=True)
    for each in source.pages:
        hit = _MAIL.search(each.text())
        if hit:
            return each.found(hit.group().rstrip(".").lower(), hit.group())
    return None


def mail_in(value: str) -> str:
    """The e-mail address in a value, lower case, '' if there is none."""
    hit = _MAIL.search(value)
    return hit.group().rstrip(".").lower() if hit else ""
