"""What the demo claims, each claim checked against the mailboxes and the register.

It stands apart from the gathering because nothing here reads anything: a claim looks at
the evidence and gives what is wrong, and a claim with nothing wrong is true.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pipeline.demo.evidence import Evidence, Letter
from pipeline.demo.expected import expected
from pipeline.demo.people import ReceivedMail
from pipeline.demo.scenes import (
    ADDITION,
    APOLOGY,
    COMPLAINT,
    DISCUSSED,
    INSTRUCTION,
    INVITATION,
    KETUA,
    REQUEST,
    SENT_BETTER,
)
from pipeline.demo.stage import OFFICIAL
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.printed_words import contains
from pipeline.letters.validation import validate
from pipeline.mail.thread import strip_prefixes
from pipeline.office.digest import NOTHING
from pipeline.sop.papers import LetterKind
from pipeline.sop.steps import KEPALA, PELANGGAN, TU, State
from pipeline.store.outbox import ACCEPTED

#: what a mail to staff has and a mail to a customer must never have
_STAFF_MARKS = ("Kode:", "Tulis jawaban di atas baris ini", INSTRUCTION, REQUEST, DISCUSSED)
#: the courtesy mark on what the register has taken
_MARK = "$Diagenda"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, and what speaks against it: nothing, if it is true."""

    text: str
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether it is true."""
        return not self.faults


def verify(evidence: Evidence) -> list[Claim]:
    """Every claim with what speaks against it."""
    return [Claim(text, _faults(check, evidence)) for text, check in CLAIMS.items()]


def _faults(check: Callable[[Evidence], Iterator[str]], evidence: Evidence) -> tuple[str, ...]:
    try:
        return tuple(check(evidence))
    except (LookupError, ValueError, RuntimeError) as error:
        # What a claim is about is missing or unreadable.
        return (f"tidak dapat diperiksa: {error}",)


def _right_people(evidence: Evidence) -> Iterator[str]:
    for key, mails in evidence.mailboxes.items():
        if key == OFFICIAL:
            continue
        found = Counter(_stem(evidence, key, mail) for mail in _of_the_case(key, mails))
        wanted = Counter(expected(key, segel=evidence.segel))
        yield from (f"{key} tidak menerima: {subject}" for subject in (wanted - found))
        yield from (f"{key} menerima di luar dugaan: {subject}" for subject in (found - wanted))
        others = {str(mail.message["To"]) for mail in mails} - {evidence.addresses[key]}
        yield from (f"{key} menerima surel untuk {other}" for other in others)


def _of_the_case(key: str, mails: Sequence[ReceivedMail]) -> Iterator[ReceivedMail]:
    """All but the first copy of what came because of the day."""
    seen: set[str] = set()
    for mail in mails:
        known = str(mail.message["Message-ID"])
        if known in seen or not _is_of_the_day(key, mail):
            yield mail
        seen.add(known)


def _is_of_the_day(key: str, mail: ReceivedMail) -> bool:
    """Whether TU got it because of the days on which the play was played, and not because of the case."""
    report = mail.subject.startswith(f"Laporan harian pengaduan: {NOTHING}")
    return key == TU and (report or "Kalender kantor belum siap" in mail.text)


def _stem(evidence: Evidence, key: str, mail: ReceivedMail) -> str:
    """The expected beginning of the subject, or the subject itself where none is expected."""
    subject = strip_prefixes(mail.subject)
    return next((stem for stem in expected(key, segel=evidence.segel) if subject.startswith(stem)), subject)


def _customer_thread(evidence: Evidence) -> Iterator[str]:
    mails = evidence.mailboxes[PELANGGAN]
    subjects = [_stem(evidence, PELANGGAN, mail) for mail in mails]
    if subjects != list(expected(PELANGGAN, segel=evidence.segel)):
        yield f"yang diterima: {'; '.join(subjects)}"
    letter, *_ = (mail.message["Message-ID"] for mail in _written(evidence, PELANGGAN))
    others = [mail for mail in mails if mail.message["In-Reply-To"] != letter]
    yield from (f"di luar utas suratnya: {mail.subject}" for mail in others)


def _written(evidence: Evidence, who: str) -> Iterator[ReceivedMail]:
    """What somebody wrote to the office, in order."""
    address = evidence.addresses[who]
    return (mail for mail in evidence.mailboxes[OFFICIAL] if address in str(mail.message["From"]))


def _no_staff_mail(evidence: Evidence) -> Iterator[str]:
    staff = [evidence.addresses[key] for key in (KEPALA, KETUA, TU)]
    for mail in evidence.mailboxes[PELANGGAN]:
        text = _everything(mail)
        yield from (f"“{mark}” dalam: {mail.subject}" for mark in (*_STAFF_MARKS, *staff) if mark in text)
        if "+" in str(mail.message["Reply-To"]):
            yield f"alamat berkode dalam: {mail.subject}"


def _everything(mail: ReceivedMail) -> str:
    """Every word that a mail shows, its letters included."""
    parts = [part.get_content() for part in mail.message.walk() if part.get_content_maintype() == "text"]
    pages = [page for file in mail.files if file.name.endswith(".pdf") for page in page_texts(file.content)]
    return _plain("\n".join([*parts, *pages]))


def _addition(evidence: Evidence) -> Iterator[str]:
    enclosed = {file.content for mail in evidence.mailboxes[KETUA] for file in mail.files}
    written = [mail for mail in _written(evidence, PELANGGAN) if ADDITION in mail.text]
    if not any(mail.raw in enclosed for mail in written):
        yield "surel itu tidak ada di antara lampiran surel Ketua Pokja"


def _signature(evidence: Evidence) -> Iterator[str]:
    pdf = _letter_pdf(evidence)
    facts = validate(pdf, [evidence.root], evidence.at)
    marks = {
        "tidak bertanda tangan": facts.present,
        "isinya berubah": facts.intact and not facts.modified_after,
        "tanda tangan tidak meliputi seluruh isi": facts.covers_whole_file,
        "sertifikat tidak berinduk pada akar uji coba": facts.trusted,
        "sertifikat orang lain": facts.serial == evidence.serial,
    }
    yield from (fault for fault, right in marks.items() if not right)
    if pdf != _surat(evidence).files.get("signed.pdf"):
        yield "PDF pada pelanggan bukan PDF di register"


def _number(evidence: Evidence) -> Iterator[str]:
    (case,) = evidence.cases
    if not case.letter_number or not contains(_text(_letter_pdf(evidence)), case.letter_number):
        yield f"nomor {case.letter_number} tidak ada pada surat"


def _wording(evidence: Evidence) -> Iterator[str]:
    text = _plain(_text(_letter_pdf(evidence)))
    yield from (f"tidak ada: {sentence}" for sentence in (SENT_BETTER, APOLOGY) if sentence not in text)
    if "Konsep PGD" in text or "[" in text:
        yield "masih ada sisa konsep"


def _letter_pdf(evidence: Evidence) -> bytes:
    """The signed letter as the customer has it."""
    (letter,) = (mail for mail in evidence.mailboxes[PELANGGAN] if mail.files)
    return letter.file(".pdf").content


def _surat(evidence: Evidence) -> Letter:
    (letter,) = (letter for letter in evidence.letters if letter.kind == LetterKind.SURAT.value)
    return letter


def _text(pdf: bytes) -> str:
    return " ".join(page_texts(pdf))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _numbers(evidence: Evidence) -> Iterator[str]:
    yield from (f"{name}: {values}" for name, values in evidence.numbers.items() if values != (1,))
    yield from (f"celah pada {gap}" for gap in evidence.gaps)


def _audit(evidence: Evidence) -> Iterator[str]:
    yield from evidence.audit_faults
    if not evidence.entries:
        yield "jejak audit kosong"


def _untouched(evidence: Evidence) -> Iterator[str]:
    flags = evidence.flags[INVITATION]
    if flags:
        yield f"undangan bertanda {', '.join(sorted(flags))}"
    marks = [flags for subject, flags in evidence.flags.items() if subject.startswith(COMPLAINT)]
    if not any(_MARK in flags for flags in marks):
        yield f"surat pengaduan tidak bertanda {_MARK}"


def _proof(evidence: Evidence) -> Iterator[str]:
    accepted = Counter(sha256(raw).hexdigest() for raw in evidence.accepted)
    frozen = Counter(sha256(mail.raw).hexdigest() for mail in evidence.sent)
    if accepted != frozen:
        yield "yang diterima server berbeda dari yang dibekukan di register"
    for mail in evidence.sent:
        if mail.state != ACCEPTED or mail.code != 250 or not mail.word:
            yield f"{mail.address}: {mail.state} {mail.code} {mail.word}"
    arrived = Counter(mail.message["Message-ID"] for mail in _from_office(evidence))
    if arrived != Counter(mail.message_id for mail in evidence.sent):
        yield "yang ada di kotak surat berbeda dari yang dicatat terkirim"


def _from_office(evidence: Evidence) -> Iterator[ReceivedMail]:
    return (mail for key, mails in evidence.mailboxes.items() if key != OFFICIAL for mail in mails)


def _closed(evidence: Evidence) -> Iterator[str]:
    states = [case.state for case in evidence.cases]
    if states != [State.SELESAI.value]:
        yield f"tahap: {', '.join(states) or 'tidak ada perkara'}"
    yield from evidence.unfinished


#: what is claimed → what looks for faults
CLAIMS: Mapping[str, Callable[[Evidence], Iterator[str]]] = {
    "Setiap orang menerima surel untuknya tepat satu kali, dan tidak menerima yang lain": _right_people,
    "Pelanggan menerima lima surel dalam utas suratnya, dari penerimaan sampai pertanyaan kepuasan": (
        _customer_thread
    ),
    "Tidak ada surel, kode, alamat, atau kata-kata staf yang sampai kepada pelanggan": _no_staff_mail,
    "Surel susulan pelanggan sampai kepada Ketua Pokja persis seperti ditulis": _addition,
    "Tanda tangan surat jawaban sah, meliputi seluruh isinya, dan isinya tidak diubah lagi": _signature,
    "Nomor pada surat jawaban sama dengan nomor di register": _number,
    "Surat jawaban memuat suntingan Ketua Pokja dan revisi Kepala Balai": _wording,
    "Nomor agenda, perkara, dan surat keluar masing-masing mulai dari 1 tanpa celah": _numbers,
    "Rantai jejak audit utuh": _audit,
    "Undangan tetap belum dibaca dan tanpa tanda; surat pengaduan bertanda sudah diagenda": _untouched,
    "Setiap surel keluar dijawab 250 oleh server dan sampai persis seperti yang dibekukan": _proof,
    "Perkara selesai, dan tidak ada yang tertahan atau tertunda": _closed,
}
