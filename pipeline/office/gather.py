"""Gather what letters and mails say of a case: the register's facts, put into their words' values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from pipeline.letters.letter_case import Complaint, LetterCase
from pipeline.letters.wording import date_as_written, date_words, moment_words
from pipeline.mail.authentic import is_vouched
from pipeline.mail.facts import Facts
from pipeline.mail.forwarding import letter_behind
from pipeline.mail.lookalike import resembled
from pipeline.mail.wording import Kantor, Pelanggan, Perkara
from pipeline.office.desk import Desk
from pipeline.sop import passing
from pipeline.sop.case import Case
from pipeline.sop.rules import Signing
from pipeline.sop.steps import PELANGGAN
from pipeline.store import cases, numbers
from pipeline.store.cases import Registration
from pipeline.store.schema import AnyRow

#: as much of the customer's words as a mail quotes; the letter itself is enclosed
SHOWN = 1500

#: SOP words for the states, as mails say them
STAGES: Mapping[str, str] = {
    "disposisi": "menunggu disposisi",
    "tindak_lanjut": "tindak lanjut oleh Pokja",
    "tanda_tangan": "persetujuan dan tanda tangan",
    "penyampaian": "penyampaian kepada pelanggan",
    "evaluasi": "evaluasi",
    "selesai": "selesai",
    "bukan_pengaduan": "ditutup (bukan pengaduan)",
    "diteruskan": "diteruskan kepada instansi yang berwenang",
    "dicabut": "dicabut",
}
#: behind the stage of a case that waits for its customer
RESTING = " (waktu berhenti, menunggu jawaban pelanggan)"
#: sifat as the Kepala says it → the letter's security class and its urgency (domain.md A.5)
_URGENT = {"segera": "Segera", "sangat segera": "Sangat Segera"}
SECRET = {"terbatas": "Terbatas", "rahasia": "Rahasia", "sangat rahasia": "Sangat Rahasia"}


def moment(desk: Desk, at: datetime | None) -> str:
    """A moment as mails say it, '' for none."""
    return moment_words(at, desk.rules.calendar.zone) if at else ""


def complaint(form: Mapping[str, Any]) -> Complaint:
    """The Form Pengaduan's fields for the letters."""
    known: dict[str, Any] = {name: _text(form, name) for name in Complaint.__dataclass_fields__}
    known["lampiran"] = ()
    known["rujukan"] = tuple(item.strip() for item in known["rujukan"].split(",") if item.strip())
    return Complaint(**known)


def letter_case(desk: Desk, connection: Connection, case: Case, at: datetime) -> LetterCase:
    """The case for its letters, as it stands."""
    known = cases.registration(connection, case.id)
    number = number_row(connection, case.letter_number)
    zone = desk.rules.calendar.zone
    return LetterCase(
        number=case.number,
        agenda_number=known.agenda,
        received_at=known.received_at,
        complaint=complaint(known.form),
        kanal="Surat elektronik" if known.address else "Surat",
        penerima=desk.letterhead.balai,
        jenis="Banding" if case.banding else "Keluhan",
        sifat=SECRET.get(case.sifat, "Biasa"),
        urgensi=_URGENT.get(case.sifat, "Biasa"),
        pokja=tuple(desk.name(post) for post in desk.rules.pokja),
        diteruskan=(desk.name(case.pokja),) if case.pokja else (),
        instruksi=case.instruksi,
        disposed_at=at if case.pokja else None,
        disposer=desk.posts[case.approver].signer,
        penyebab=case.penyebab,
        koreksi=case.koreksi,
        korektif=case.korektif,
        pencegahan=case.pencegahan,
        jawaban=case.jawaban,
        version=case.version,
        penerusan=case.penerusan,
        alasan=case.alasan,
        tembusan=tuple(desk.name(post) for post in case.tembusan),
        letter_number=case.letter_number,
        letter_date=number.drawn_at.astimezone(zone).date() if number else None,
        signer=desk.posts[case.approver].signer,
    )


def number_row(connection: Connection, text: str) -> AnyRow | None:
    """The booked number of a surat keluar."""
    return numbers.find(connection, text) if text else None


def kantor(desk: Desk) -> Kantor:
    """The office as it signs its mails."""
    head = desk.letterhead
    return Kantor(
        balai=head.balai,
        singkat=desk.short_name,
        surel=desk.address,
        telepon=head.telepon,
        laman=head.laman,
        alamat=head.alamat,
        segel=desk.rules.signing is Signing.SEGEL,
        nomor_luar=desk.takes_numbers,
    )


def perkara(desk: Desk, connection: Connection, case: Case) -> Perkara:
    """The case as mails tell of it."""
    known = cases.registration(connection, case.id)
    form = known.form
    number = number_row(connection, case.letter_number)
    zone = desk.rules.calendar.zone
    return Perkara(
        nomor=case.number,
        tag=case.tag,
        agenda=known.agenda,
        diterima=moment(desk, known.received_at),
        tahap=STAGES[case.state.value] + (RESTING if case.paused_at else ""),
        pelanggan=_pelanggan(form, known),
        hal=_text(form, "hal"),
        layanan=_text(form, "layanan"),
        nomor_surat=_text(form, "nomor_surat"),
        tanggal_surat=date_as_written(_text(form, "tanggal_surat")),
        ringkas=_text(form, "uraian")[:SHOWN],
        pokja=desk.name(case.pokja) if case.pokja else "",
        instruksi=case.instruksi,
        sifat=case.sifat,
        # After the letter has left, its version is no draft of the cure that is worked on again.
        versi=str(case.version) if case.drafted else "",
        penerusan=passing.agency(case),
        alasan=case.alasan,
        diantar=case.accepted,
        nomor_keluar=case.letter_number,
        tanggal_keluar=date_words(number.drawn_at.astimezone(zone).date()) if number else "",
        banding=case.banding,
        perbaikan=case.perbaikan,
        penyebab=case.penyebab,
        koreksi=case.koreksi,
        korektif=case.korektif,
        pencegahan=case.pencegahan,
        jawaban=case.jawaban,
        tenggat=_limits(desk, case, known),
        asal=origin(desk, known.address),
    )


def _limits(desk: Desk, case: Case, known: Registration) -> tuple[str, ...]:
    """The outer limits of a case that is not closed, as mails say them."""
    if case.closed_at:
        return ()
    outer = desk.rules.outer(known.received_at, lapor=case.lapor)
    return tuple(f"{label}: {moment(desk, end)}" for label, end in outer)


def unregistered(desk: Desk, row: AnyRow, facts: Facts) -> Perkara:
    """A held mail, which has no number yet; of one that the office passed on, the letter behind it."""
    facts = letter_behind(facts, desk.addresses) or facts
    sender = Pelanggan(nama=facts.sender_name or facts.sender, email=facts.sender)
    return Perkara(
        diterima=moment(desk, row.received_at),
        pelanggan=sender,
        hal=facts.subject,
        ringkas=(facts.own or facts.text)[:SHOWN],
        asal=origin(desk, facts.sender, is_vouched(facts, desk.policy, row.received_at)),
    )


def origin(desk: Desk, address: str, vouched: bool | None = None) -> str:
    """Where a mail came from, for the staff who read it; `vouched` is None where that is not looked at."""
    domain = address.rpartition("@")[2]
    if not domain:
        return ""
    if near := resembled(domain, desk.domains):
        return f"PERHATIAN, luar Balai: {domain} mirip dengan {near}, tetapi bukan domain Balai"
    where = "alamat Balai" if domain in desk.domains else f"luar Balai ({domain})"
    return f"{where}; pengirim belum terbukti" if vouched is False else where


def _text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name) or ""
    return value if isinstance(value, str) else ", ".join(value)


def _pelanggan(form: Mapping[str, Any], known: Registration) -> Pelanggan:
    return Pelanggan(nama=_text(form, "nama"), perusahaan=_text(form, "perusahaan"), email=known.address)


def salutation(desk: Desk, post: str, customer: Pelanggan | None) -> str:
    """How a mail begins."""
    if post != PELANGGAN:
        return desk.posts[post].salutation
    who = (customer.nama or customer.perusahaan) if customer else ""
    return f"Yth. {who}" if who else "Yth. Pelanggan"
