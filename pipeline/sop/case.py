"""A case, an answer, and a decision: the frozen values that the flow works on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.sop.asks import Action, Ask
from pipeline.sop.papers import LetterKind, Notice
from pipeline.sop.steps import State, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One complaint on its way through the SOP; every datetime is aware."""

    id: int
    #: PGD-2026-0007
    number: str
    #: the second half of the subject tag; finds the case and never authorises
    tag: str
    state: State
    #: how often each step was entered
    runs: Mapping[str, int] = field(default_factory=dict)
    #: newest version of the draft that holds, 0 while there is none
    version: int = 0
    #: how many versions were ever made; a version that was taken back keeps its number
    versions: int = 0
    #: the newest version is a returned .docx and not rendered from fields
    edited: bool = False
    #: this run of step 3 has a draft that is to become a letter
    drafted: bool = False
    #: key of the Pokja that holds the case, '' before the disposisi
    pokja: str = ""
    #: addresses of those who are on record as involved in what is complained of (ISO/IEC 17025 7.9.6)
    involved: tuple[str, ...] = ()
    #: it came by SP4N-LAPOR!, which has terms of its own
    lapor: bool = False
    #: who disposes and approves: the post KEPALA or, after `terlibat`, PENGGANTI
    approver: str = "kepala"
    sifat: str = "biasa"
    instruksi: str = ""
    tembusan: tuple[str, ...] = ()
    #: the agency that has to answer, and its address, a line each; '' where the office answers itself
    penerusan: str = ""
    #: why it is not the office's to answer
    alasan: str = ""
    #: an appeal against a decision (ISO/IEC 17025 7.9.6, 17065 7.13)
    banding: bool = False
    #: step 3 was opened again because the cure was not effective
    perbaikan: bool = False
    #: the customer can be reached by e-mail
    reachable: bool = True
    #: the customer had a receipt
    receipted: bool = False
    #: no list and no machine wrote the letter, so that a receipt may follow it
    answerable: bool = True
    penyebab: str = ""
    koreksi: str = ""
    korektif: str = ""
    pencegahan: str = ""
    jawaban: str = ""
    #: number of the surat keluar as it stands on the letter, '' before `setuju`
    letter_number: str = ""
    #: when the running step is due by the SOP; None at an end
    due_at: datetime | None = None
    #: what `due_at` was worked out from: the moment its clock began (None in a case older than this
    #: record), working days that were granted on top, and the waits for the customer that are over
    started_at: datetime | None = None
    extended_days: int = 0
    pauses: tuple[tuple[datetime, datetime], ...] = ()
    #: since when the case waits for the customer
    paused_at: datetime | None = None
    #: working days asked for by `perpanjang` and not yet answered
    asked_days: int = 0
    #: the server's 250 for the letter, or TU's `terkirim`
    delivered_at: datetime | None = None
    bounced: bool = False
    #: None: not told, or "belum dapat dinilai"
    efektif: bool | None = None
    #: the Kepala has accepted the notulen; of a case that is passed on: TU has brought the letter
    accepted: bool = False
    #: the customer was told of the end, by the closing notice
    end_told: bool = False
    opened_at: datetime | None = None
    closed_at: datetime | None = None


#: what must be on record before a paraf counts (design 3c)
ANALYSIS = ("penyebab", "koreksi", "korektif", "pencegahan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person answered, as understood from his own words and files."""

    action: Action
    #: disposisi, alihkan, koordinasi: key of the Pokja or post
    pokja: str = ""
    instruksi: str = ""
    sifat: str = ""
    tembusan: tuple[str, ...] = ()
    #: perpanjang: working days
    days: int = 0
    #: perpanjang, tolak, bukan_pengaduan, teruskan: why
    reason: str = ""
    #: revisi: what to change; terkirim: how it was delivered; efektif and its like: by what it is seen
    note: str = ""
    #: tanya, koordinasi, pendapat: the words to pass on; teruskan: agency and address, a line each
    text: str = ""
    #: perbaiki: form fields; konsep: penyebab … jawaban; notulen: its fields
    fields: Mapping[str, str] = field(default_factory=dict)
    efektif: bool | None = None
    #: gabung: the case number
    case: str = ""
    #: SHA-256 of the attachments the answer rests on
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request owed to one person."""

    ask: Ask
    #: post key
    to: str
    #: wording that depends on the decision (a question passed on, the reason of a revision)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A mail owed that asks nothing."""

    notice: Notice
    #: post key or PELANGGAN
    to: str
    words: str = ""
    #: it leaves only after the BATAL window
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What follows from an answer or an event; carried out by the office in one transaction."""

    case: Case
    #: name of the audit event
    event: str
    #: the step whose run this ends, and the step whose run this opens
    ends: Step | None = None
    opens: Step | None = None
    #: requests that are closed although their run stays open
    closes: tuple[Ask, ...] = ()
    letters: tuple[LetterKind, ...] = ()
    asks: tuple[Asked, ...] = ()
    notices: tuple[Noticed, ...] = ()
    #: draw the number of the surat keluar, unless the case has one
    draws_number: bool = False
    #: void the drawn number, for this reason
    voids_number: str = ""
    #: a new version of the draft comes with this answer
    new_version: bool = False
    #: what was understood, for the confirmation; '' where nobody is to be told
    understood: str = ""
    #: the answer can be taken back by BATAL
    revocable: bool = True
