"""What a letter is about: subject, service, what happened, loss and wish.

Apart from who wrote it: these stand in the body.
"""

import re

from pipeline.letters.source import HEADER, Field, Source

_PREFIX = re.compile(r"^(?:\s*(?:re|fw|fwd|bls|balas|trs|terusan|vs)\s*:)+\s*", re.IGNORECASE)
_TAG = re.compile(r"\[[^\]]{0,40}\]")
#: service → the words that tell of it; the one that most of them tell of is meant
SERVICES: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "pengujian": r"pengujian|uji|lhu|hasil uji|contoh uji|sampel|diuji|laboratorium",
        "kalibrasi": r"kalibrasi|dikalibrasi|timbangan|calibration",
        "sertifikasi": r"sertifikasi|sppt|lspro|sni|halal|industri hijau|audit|auditor|pembekuan",
        "inspeksi": r"inspeksi|tkdn|verifikasi|inspektur",
        "pelatihan": r"pelatihan|peserta pelatihan|diklat|bimtek",
        "konsultansi": r"konsultansi|konsultasi|rbpi|rancang bangun",
        "layanan pelanggan": r"loket|e-?billing|tarif|pnbp|pembayaran|aplikasi|layanan pelanggan",
    }.items()
}
_LOSS = re.compile(
    r"\b(?:kerugian|rugi|merugi|dirugikan|denda|penalti|menanggung|tertunda|loss)\b|\bRp\.? ?\d",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:mohon|memohon|meminta|minta|menuntut|mengharapkan|berharap|harap|diharapkan|please)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(r"\bmohon maaf\b|atas perhatian|^demikian", re.IGNORECASE)
#: the last paragraph, which thanks and says nothing
_THANKS = re.compile(r"\n\s*\n\s*(?:Demikian|Atas perhatian)(?:[^\n]|\n(?!\s*\n)){0,600}\s*\Z")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")
#: characters of a field that the form keeps
LONGEST = 4_000


def subject(source: Source) -> Field | None:
    """The mail's subject without its prefixes, where the letter has no Hal."""
    bare = _TAG.sub("", _PREFIX.sub("", source.subject)).strip()
    return Field(bare, HEADER, False) if bare else None


def service(source: Source) -> Field | None:
    """The service that most words tell of; none where two are told of as often."""
    main = source.main()
    text = f"{source.subject}\n{main.text()}"
    counts = sorted(((len(words.findall(text)), name) for name, words in SERVICES.items()), reverse=True)
    (most, name), (second, _) = counts[0], counts[1]
    return Field(name, main.where, most > 2 * second and most > 1) if most > second else None


def account(source: Source) -> Field | None:
    """What happened, in the letter's own words, without its head and its leave-taking."""
    main = source.main()
    text = _THANKS.sub("", re.sub(r"\n{3,}", "\n\n", "\n".join(main.body())).strip())
    return Field(text[:LONGEST], main.where, False) if text else None


def loss(source: Source) -> Field | None:
    """The sentences that tell of a loss."""
    return _sentences_with(source, _LOSS, most=2)


def wish(source: Source) -> Field | None:
    """The sentences that ask for something."""
    return _sentences_with(source, _WISH, most=3)


def _sentences_with(source: Source, words: re.Pattern[str], *, most: int) -> Field | None:
    main = source.main()
    joined = " ".join(" ".join(main.body()).split())
    found = [each for each in _SENTENCE.split(joined) if words.search(each) and not _COURTESY.search(each)]
    return Field(" ".join(found[:most])[:LONGEST], main.where, False) if found else None
