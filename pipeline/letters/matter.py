"""What a letter is about: subject, service, what happened, loss and wish.

Apart from who wrote it: these stand in the body.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.letters.field import Field
from pipeline.letters.source import Source

_PREFIX = re.compile(r"^\s{0,9}(?:re|fw|fwd|bls|balas|trs|terusan|vs)\s?:\s{0,9}", re.IGNORECASE)
_TAG = re.compile(r"\[[^\]]{0,40}\]")
_NO_SUBJECT = re.compile(r"\(?(?:tanpa subjek|no subject|tidak ada subjek)\)?", re.IGNORECASE)
#: service → the words that tell of it, in small letters; the one that most of them tell of is meant
SERVICES: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})\b")
    for name, words in {
        "pengujian": r"pengujian|uji|lhu|hasil uji|contoh uji|sampel|diuji|laboratorium|testing|test report"
        r"|pengambilan contoh",
        "kalibrasi": r"kalibrasi|dikalibrasi|timbangan|calibration|calibrated",
        "sertifikasi": r"sertifikasi|certification|sppt|lspro|sni|halal|industri hijau|audit|auditor"
        "|pembekuan",
        "inspeksi": r"inspeksi|tkdn|verifikasi|inspektur|inspection",
        "pelatihan": r"pelatihan|pelatihannya|peserta pelatihan|diklat|bimtek|training",
        "konsultansi": r"konsultansi|konsultasi|rbpi|rancang bangun",
        "layanan pelanggan": r"loket|e-?billing|kode billing|tarif|pnbp|pembayaran|aplikasi"
        "|layanan pelanggan",
    }.items()
}
_LOSS = re.compile(
    r"(?<!ganti )\b(?:kerugian|rugi|merugi|dirugikan|denda|penalti|menanggung|tertunda|terhenti|kehilangan"
    r"|tertahan|terpaksa|akibatnya|gagal|loss|losses|demurrage|penalty|cost us)\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:mohon|memohon|mhn|meminta|minta|menuntut|mengharapkan|berharap|harap|harapan|diharapkan|tolong"
    r"|permintaan|please|request|would appreciate|demand)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\bmohon maaf\b|\batas (?:perhatian|kerja ?sama)|^demikian|\bmohon (?:diterima|cek lampiran)",
    re.IGNORECASE,
)
#: the last paragraph, which thanks and says nothing
_THANKS = re.compile(r"(?:Demikian|Atas (?:perhatian|kerja))")
_SENTENCE = re.compile(r"(?<=[.!?])\s(?=[A-Z“\"(])")
#: the share of the longest line from which on a line is full, and the least that a full line has
_FULL, _NARROW = 0.75, 40
#: how an item of a list begins
_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)]|[a-z][.)])\s")
#: characters of a field that the form keeps
LONGEST = 4_000


def subject(source: Source) -> Field | None:
    """The mail's subject without its prefixes, where the letter has no Hal."""
    bare = _TAG.sub("", source.subject)
    for _ in range(6):
        bare = _PREFIX.sub("", bare).strip()
    return source.header().found(bare) if bare and not _NO_SUBJECT.fullmatch(bare) else None


def service(source: Source) -> Field | None:
    """The service that most words tell of; none where two are told of as often."""
    main = source.main()
    text = f"{source.subject}\n{main.text()}".lower()
    counts = sorted(((len(words.findall(text)), name) for name, words in SERVICES.items()), reverse=True)
    (most, name), (second, _) = counts[0], counts[1]
    return main.found(name, sure=most > 2 * second and most > 1) if most > second else None


def service_in(value: str) -> str:
    """The service that a labelled value means, or the value itself."""
    return next((name for name, words in SERVICES.items() if words.search(value.lower())), value)


def account(source: Source) -> Field | None:
    """What happened, in the letter's own words, without its head and its leave-taking."""
    main = source.main()
    paragraphs = list(_paragraphs("\n".join(main.body())))
    while paragraphs and _THANKS.match(paragraphs[-1]):
        paragraphs.pop()
    if not paragraphs:
        return None
    # Where it stands is told by its first line as the page has it.
    return main.found("\n\n".join(map(_unwrapped, paragraphs))[:LONGEST], paragraphs[0])


def _unwrapped(paragraph: str) -> str:
    """The paragraph without the line ends that a page or a mail program put in; lists keep theirs.

    Broken again for a form or a quotation, such lines would stand in rags.
    """
    lines = paragraph.split("\n")
    full = _FULL * max(map(len, lines))
    if full < _NARROW:
        return paragraph
    text = lines[0]
    for before, line in pairwise(lines):
        text += ("\n" if len(before) < full or _ITEM.match(line) else " ") + line
    return text


def loss(source: Source) -> Field | None:
    """The sentences that tell of a loss."""
    return _sentences_with(source, _LOSS, most=2)


def wish(source: Source) -> Field | None:
    """The sentences that ask for something."""
    return _sentences_with(source, _WISH, most=3)


def _sentences_with(source: Source, words: re.Pattern[str], *, most: int) -> Field | None:
    main = source.main()
    found = [
        sentence
        for paragraph in _paragraphs("\n".join(main.body()))
        for sentence in _SENTENCE.split(" ".join(paragraph.split()))
        if words.search(sentence) and not _COURTESY.search(sentence)
    ]
    return main.found(" ".join(found[:most])[:LONGEST], found[0][:30]) if found else None


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text, which empty lines part."""
    kept: list[str] = []
    for line in (*text.splitlines(), ""):
        if line.strip():
            kept.append(line)
        elif kept:
            yield "\n".join(kept)
            kept = []
