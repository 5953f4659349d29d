"""Whether a returned PDF is the letter that was sent out to be signed, word for word.

Apart from the signature because a sound signature may stand under another letter. An office's own program
(SRIKANDI, a signing app) may lay the letter out anew: then its words must be the approved ones in their
order, but for the date at its head and what a signature writes beside itself.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from pipeline.letters.joined_pages import without_catchwords
from pipeline.letters.printed_words import contains, plain_words
from pipeline.letters.signature_facts import SignatureFacts
from pipeline.letters.signed import AGAIN
from pipeline.letters.word_diff import Change, changes
from pipeline.letters.wording import MONTHS

#: differences that are shown, and words before each that tell where it stands
MOST_SHOWN, BEFORE = 6, 4
#: characters of a difference that are shown
SHOWN = 120

#: words that signing programs write beside a signature (domain.md D)
MARKS = frozenset(
    "dokumen surat naskah ini telah sudah ditandatangani ditanda tangani tangan tanda bertanda secara"
    " elektronik digital menggunakan dengan sertifikat yang diterbitkan oleh balai besar sertifikasi bsre"
    " badan siber dan sandi negara bssn signed by digitally date reason location keaslian dapat dicek"
    " diverifikasi verifikasi melalui memindai pindai kode qr code pada tautan laman catatan uu ite nomor no"
    " tahun pasal ayat informasi atau hasil cetak cetaknya cetakannya merupakan alat bukti hukum sah"
    " dibuktikan tanggal pukul wib wita wit tte segel halaman dari".split()
)
#: of these at least so many stand near each other before other words are taken for a signature's; between
#: them may stand words of the letter that the mark repeats
_LEAST_MARKS, _NEAR = 3, 8
_NUMERAL = re.compile(
    r"\d{1,2}|\d{4}|\d{1,2}[.:]\d{2}(?:[.:]\d{2})?|[+]\d{4}|\d{1,4}[./]\d{1,2}[./]\d{1,4}|id:?"
)
_CODE = re.compile(r"[0-9a-f]{16,}|https?://[\w.]+\.go\.id(?:/\S*)?|(?:[\w]+\.)+go\.id(?:/\S*)?")
_EDGES = "()[]“”\"'.,;:‘’"


@dataclass(frozen=True, slots=True)
class Approved:
    """What is known of the letter that was sent out."""

    #: its bytes, and the text of its pages
    pdf: bytes
    text: str
    number: str
    #: the date at its head, in words
    dated: str
    case_number: str


def bind(text: str, *, number: str, case_number: str) -> str | None:
    """The refusal where the PDF with this text is another letter than the one numbered `number`; else None.

    Only for an electronic document: what a machine read on a scan is judged by `scanned`.
    """
    if contains(text, number):
        return None
    if contains(text, case_number):
        return f"PDF ini tidak memuat nomor surat {number}; agaknya ini konsep yang belum bernomor. {AGAIN}"
    return f"PDF ini tidak memuat nomor surat {number}; agaknya ini surat lain. {AGAIN}"


def unfaithful(approved: Approved, returned: bytes, text: str, signature: SignatureFacts) -> str | None:
    """The refusal of a signed PDF that is not the approved letter; None where it is.

    Either our own bytes with nothing but signatures added, or a letter laid out anew with the same words.
    """
    if sha256(approved.pdf).hexdigest() in signature.grown_from:
        return None
    if returned.startswith(approved.pdf):
        return f"Selain tanda tangan, ada isi lain yang ditambahkan pada PDF bernomor kami. {AGAIN}"
    wrong = mismatch(approved, text, signature.signer)
    if wrong:
        return wrong
    if signature.covered is None:
        return f"Tampilan halaman PDF ini belum diperiksa. {AGAIN}"
    if not signature.covered:
        return None
    pages = " dan ".join(map(str, signature.covered))
    return (
        f"Pada halaman {pages} PDF ini ada tulisan surat yang tertutup, tertimpa gambar, atau tidak tampak. "
        f"{AGAIN}"
    )


def mismatch(approved: Approved, text: str, signer: str = "") -> str | None:
    """The refusal that names what differs from the approved letter; None where the words are the same."""
    refusal = bind(text, number=approved.number, case_number=approved.case_number)
    if refusal:
        return refusal
    found = differences(approved, text, signer)
    if not found:
        return None
    listed = "\n".join(found[:MOST_SHOWN])
    more = f"\ndan {len(found) - MOST_SHOWN} perbedaan lain" if len(found) > MOST_SHOWN else ""
    return f"Isi PDF yang dilampirkan berbeda dari surat bernomor yang disetujui:\n{listed}{more}\n{AGAIN}"


def differences(approved: Approved, text: str, signer: str = "") -> list[str]:
    """Where the words differ, a line each; empty where only a date or a signature's own words do.

    `signer` is the name on the certificate, which its mark repeats.
    """
    old, new = _tokens(approved.text), _tokens(text)
    plain_old, plain_new = _plain(old), _plain(new)
    found = changes(plain_old, plain_new)
    if found is None:
        return ["sebagian besar isinya lain"]
    head = _place(plain_old, _plain(_tokens(approved.dated)))
    names = {word.strip(_EDGES) for word in _plain(_tokens(signer))}
    real = [change for change in found if not _is_date(change, head)]
    told = [change for near in _neighbours(real) if not _is_mark(near, names) for change in near]
    return [_told(old, change, _came(new, found, change)) for change in told]


def _neighbours(found: list[Change]) -> list[list[Change]]:
    """Changes with few words between them, together."""
    groups: list[list[Change]] = []
    for change in found:
        if groups and change.at - groups[-1][-1].at <= _NEAR:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _came(new: list[str], found: list[Change], change: Change) -> str:
    """The words that came, as they are written."""
    before = [each for each in found if each.at < change.at]
    start = change.at + sum(len(each.come) - len(each.gone) for each in before)
    return " ".join(new[start : start + len(change.come)])


def _tokens(text: str) -> list[str]:
    """The words as they are written but for what joins pages; hyphens part them, since lines end there."""
    words = " ".join(without_catchwords(text.split()))
    return re.sub(r"[-\u00ad\u2010-\u2015\u2212\x02\ufffe]", " ", words).split()


def _plain(tokens: list[str]) -> list[str]:
    return [plain_words(token) for token in tokens]


def _place(words: list[str], phrase: list[str]) -> range:
    """Where the phrase stands first."""
    for at in range(len(words) - len(phrase) + 1):
        if phrase and words[at : at + len(phrase)] == phrase:
            return range(at, at + len(phrase))
    return range(0)


def _is_date(change: Change, head: range) -> bool:
    """Whether only the date at the letter's head is another."""
    inside = change.at in head and change.at + len(change.gone) <= head.stop and bool(change.gone)
    return inside and len(change.come) <= len(head) and all(map(_is_of_a_date, change.come))


def _is_of_a_date(word: str) -> bool:
    return re.fullmatch(r"\d{1,2}|\d{4}", word) is not None or word in {month.casefold() for month in MONTHS}


def _is_mark(near: list[Change], names: set[str]) -> bool:
    """Whether all that came is what a signature writes beside itself, and nothing went."""
    came = [word.strip(_EDGES) for change in near for word in change.come]
    known = (not word or word in MARKS or word in names or _is_written_by_a_program(word) for word in came)
    marks = sum(word in MARKS for word in came)
    return not any(change.gone for change in near) and marks >= _LEAST_MARKS and all(known)


def _is_written_by_a_program(word: str) -> bool:
    return _is_of_a_date(word) or bool(_NUMERAL.fullmatch(word) or _CODE.fullmatch(word))


def _told(old: list[str], change: Change, come: str) -> str:
    before = " ".join(old[max(change.at - BEFORE, 0) : change.at])
    gone = " ".join(old[change.at : change.at + len(change.gone)])
    where = f"setelah “{before}”: " if before else "pada awal surat: "
    if not gone:
        return f"- {where}ditambah “{_short(come)}”"
    if not come:
        return f"- {where}“{_short(gone)}” hilang"
    return f"- {where}“{_short(gone)}” menjadi “{_short(come)}”"


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
