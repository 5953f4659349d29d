"""Names of firms and offices, told by the words that stand before or behind them.

Apart from the writer of a letter because a firm is known by its name alone, wherever it stands.
"""

import re

_WORD = r"[A-Z0-9(&][\w&'’()/-]{0,40}(?:\.[\w&'’()/-]{1,20}){0,4}"
_NAMED = rf"(?: (?:{_WORD}|dan|of)){{1,6}}"
_FIRM = re.compile(
    r"\b(?:(?:PT|CV|UD|PD|Fa)\b\.?|(?:Firma|Koperasi|Perum|Perumda|Perusahaan Daerah|PDAM|Yayasan"
    r"|Universitas|Politeknik"
    r"|Institut|Sekolah Tinggi|RSUD|RSU|RS|Rumah Sakit|Klinik|Apotek|Toko|UMKM|UKM|IKM|Bengkel|BUMDes"
    r"|Puskesmas"
    rf"|KOPERASI|YAYASAN|UNIVERSITAS|POLITEKNIK|TOKO)\b){_NAMED}(?:,? Tbk\b\.?)?"
)
#: offices of the state, only where they stand by themselves in a line
_OFFICE = re.compile(
    r"(?:dinas|upt|uptd|badan|kementerian|kantor|kecamatan|puskesmas|direktorat|pemerintah)\b", re.IGNORECASE
)
_STATE = re.compile(r"(?:pemerintah|kementerian)\b", re.IGNORECASE)
_FOREIGN = re.compile(
    rf"\b[A-Z][\w&'’.-]{{0,40}}(?: {_WORD}){{0,4}} (?:Pte\.? Ltd|Co\.?,? Ltd|Ltd|Inc|GmbH|Sdn\.? Bhd|LLC"
    rf"|Corp)\b\.?"
)
#: a name with its form of firm behind it: "SAMPLE FOODS, PT"
_TURNED = re.compile(rf"{_WORD}(?: {_WORD}){{0,5}}, (?:PT|CV)\.?")
#: where a sentence names the firm that writes
_OURS = re.compile(
    r"\b(?:[Kk]ami|[Ss]aya|[Dd]ari|[Aa]tas nama|[Oo]n behalf of|[Ww]e(?: are| at)?|[Mm]ahasiswa"
    r"|[Dd]osen di|a\.n\.)"
    r"(?: dari)?[ ,(]{1,3}$"
)


def firm_in(line: str) -> str:
    """The first firm that a line names, '' if there is none."""
    hit = _FIRM.search(line[:400]) or _FOREIGN.search(line[:400])
    return _trimmed(hit.group()) if hit else ""


def own_firm_in(text: str) -> str:
    """The firm that a sentence names as the writer's own, '' if there is none."""
    for kind in (_FIRM, _FOREIGN):
        for hit in kind.finditer(text):
            if _OURS.search(text[max(0, hit.start() - 24) : hit.start()]):
                return _trimmed(hit.group())
    return ""


def firms_in(text: str) -> set[str]:
    """Every firm that a text names."""
    return {_trimmed(hit.group()) for kind in (_FIRM, _FOREIGN) for hit in kind.finditer(text)}


def is_firm(line: str) -> bool:
    """Whether a whole line is the name of a firm or an office."""
    bare = line.strip().rstrip(".,")
    if not bare or len(bare) > 80 or re.search(r"\d{4}", bare):
        return False
    named = firm_in(bare).rstrip(".,") == bare or _TURNED.fullmatch(bare) is not None
    return named or (_OFFICE.match(bare) is not None and len(bare.split()) <= 8)


def most_special(lines: list[str]) -> str:
    """Of the firms and offices at the top of a kop the one that writes: the last, but no ministry."""
    special = [line for line in lines if not _STATE.match(line)]
    return (special or lines or [""])[-1]


def _trimmed(name: str) -> str:
    bare = name.rstrip(".,(-/")
    return f"{bare}." if bare.endswith("Tbk") and name.endswith(".") else bare
