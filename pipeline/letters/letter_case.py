"""What a letter rests on: the office, who signs, the complaint, the case, the meeting; all frozen.

Apart from the values because those who gather the facts from the register need
no word of a letter's wording.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office on its letterhead (kop) and its words for the customer."""

    kementerian: str
    badan: str
    balai: str
    alamat: str
    telepon: str = ""
    laman: str = ""
    surel: str = ""
    #: stands before the date of a letter; '' where the kop's address is enough
    kota: str = ""
    #: PNG or JPEG; None keeps the picture that the template has
    logo: bytes | None = None
    #: how letters address the customer
    sapaan: str = "Saudara"
    zone: tzinfo = WIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs, as the block at the right says it."""

    jabatan: str
    nama: str
    #: '' where the office does not print it
    nip: str = ""
    #: 'a.n.', 'Plh.' or 'Plt.'
    prefix: str = ""
    #: with 'a.n.' the post in whose name is signed
    behalf: str = ""

    def title(self) -> str:
        """Plh. Kepala Balai, or a.n. Kepala Balai, Manajer Mutu."""
        return self.block().replace("\n", ", ")

    def block(self) -> str:
        """The same above a signature, where the own post stands below the one in whose name is signed."""
        return f"{self.prefix} {self.behalf}\n{self.jabatan}" if self.behalf else self._acting()

    def _acting(self) -> str:
        return f"{self.prefix} {self.jabatan}".strip()

    def name_lines(self) -> str:
        """The name, and the NIP under it where there is one."""
        return f"{self.nama}\nNIP {self.nip}" if self.nip else self.nama


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """The customer's letter: the fields that were read from it, '' where it says nothing."""

    nama: str = ""
    perusahaan: str = ""
    jabatan: str = ""
    alamat: str = ""
    telepon: str = ""
    email: str = ""
    nomor_surat: str = ""
    #: ISO, or as the customer wrote it
    tanggal_surat: str = ""
    hal: str = ""
    layanan: str = ""
    #: numbers of orders, reports, certificates
    rujukan: tuple[str, ...] = ()
    uraian: str = ""
    kerugian: str = ""
    permintaan: str = ""
    #: names of the files that came with it
    lampiran: tuple[str, ...] = ()
    #: which values of the form nobody has confirmed, in one line
    periksa: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCase:
    """What the letters of one case may say; what is not known yet stays at its default."""

    #: PGD-2026-0007
    number: str
    agenda_number: str
    #: aware; receipt at the office
    received_at: datetime
    complaint: Complaint
    #: one of KANAL
    kanal: str = "Surat elektronik"
    penerima: str = ""
    #: the customer wants his name kept from the staff concerned
    rahasiakan: bool = False
    #: one of JENIS, KATEGORI, TINGKAT, or '' while nobody has judged
    jenis: str = ""
    kategori: str = ""
    tingkat: str = ""
    sifat: str = "Biasa"
    urgensi: str = "Biasa"
    #: names of all Pokja in the order of the config, and of those that the Kepala chose
    pokja: tuple[str, ...] = ()
    diteruskan: tuple[str, ...] = ()
    instruksi: str = ""
    #: numbers of earlier complaints that resemble it
    serupa: tuple[str, ...] = ()
    disposed_at: datetime | None = None
    #: who disposed, for the paraf
    disposer: Signer | None = None
    penyebab: str = ""
    koreksi: str = ""
    korektif: str = ""
    pencegahan: str = ""
    jawaban: str = ""
    tembusan: tuple[str, ...] = ()
    #: the draft's version
    version: int = 0
    #: the agency that has to answer what is not ours: its head and its address, a line each; and why
    penerusan: str = ""
    alasan: str = ""
    #: how many sheaves (berkas) go with the reply
    lampiran: int = 0
    letter_number: str = ""
    letter_date: date | None = None
    signer: Signer | None = None
    #: how the reply was delivered and what proves it
    penyampaian: str = ""
    bukti: str = ""
    #: None with `evaluated_on` set: belum dapat dinilai
    efektif: bool | None = None
    evaluated_on: date | None = None
    evaluasi: str = ""
    #: the customer's own word on the answer
    tanggapan: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A task that a meeting gave: what, to whom (PIC), until when."""

    tindakan: str
    pic: str = ""
    #: ISO, or as it was said
    tenggat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """The meeting of step 6, as its notulen tells it."""

    starts_at: datetime
    ends_at: datetime | None = None
    rapat: str = "Evaluasi keefektifan tindakan perbaikan dan pencegahan"
    tempat: str = ""
    pimpinan: Signer
    notulis: Signer
    #: one a line: name or post, and after a comma the unit
    peserta: tuple[str, ...] = ()
    agenda: str = ""
    uraian: str = ""
    efektif: bool | None = None
    kesimpulan: str = ""
    tindak_lanjut: tuple[FollowUp, ...] = ()
