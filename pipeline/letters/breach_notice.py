"""The notice of a failure to protect personal data, for the office to complete, sign and send.

UU 27/2022 pasal 46: in writing, within 3 x 24 hours, to the data subjects and to the agency; at least what
data, when and how it was disclosed, and what is done about it. What the register cannot
know stands in brackets.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document

from pipeline.letters.paragraphs import clean
from pipeline.letters.parts import write_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """One case whose data could be seen."""

    perkara: str
    diterima: str
    #: kinds of data
    jenis: tuple[str, ...]
    #: mails and files of the case
    isi: int
    keterangan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What the register held while it lay open."""

    instansi: str
    sejak: str
    sampai: str
    diketahui: str
    #: 3 x 24 hours after it became known
    batas: str
    perkara: tuple[Touched, ...]
    #: kind of data → in how many cases
    jenis: tuple[tuple[str, int], ...]
    #: people and firms whose cases these are, and senders of mail that belongs to no case
    subjek: int
    subjek_lain: int
    #: mails of no case whose bytes were kept
    surel_lain: int
    #: of the cases, those that came in while it lay open
    diterima_pada_masa_itu: int


_OPENING = (
    "Berdasarkan pasal 46 Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi, kami "
    "memberitahukan terjadinya kegagalan pelindungan data pribadi pada sistem penanganan pengaduan kami. "
    "Kegagalan itu kami ketahui pada {breach.diketahui}; batas pemberitahuan 3 x 24 jam adalah "
    "{breach.batas}."
)
_EXTENT = (
    "Data {breach.subjek} subjek data dari {cases} perkara pengaduan tersimpan pada masa itu; "
    "{breach.diterima_pada_masa_itu} di antaranya diterima pada masa itu. Selain itu {breach.surel_lain} "
    "surel yang bukan perkara, dari {breach.subjek_lain} pengirim."
)
TITLE = "Pemberitahuan Kegagalan Pelindungan Data Pribadi"
#: (kind of line, words)
Line = tuple[str, str]


def lines(breach: Breach) -> Iterator[Line]:
    """The notice, line by line."""
    yield "judul", TITLE
    yield "teks", f"{breach.instansi}"
    yield "teks", "Nomor: [nomor surat]      Tanggal: [tanggal]"
    yield "teks", "Kepada Yth. [subjek data pribadi; lembaga pelindungan data pribadi]"
    yield "teks", _OPENING.format(breach=breach)
    yield "bagian", "1. Data pribadi yang terungkap"
    yield "teks", _EXTENT.format(breach=breach, cases=len(breach.perkara))
    for name, count in breach.jenis:
        yield "butir", f"{name}: {count} perkara"
    yield "bagian", "2. Kapan dan bagaimana data terungkap"
    yield "teks", f"Sejak {breach.sejak} sampai {breach.sampai}."
    yield "teks", "[bagaimana data terungkap: jalan masuk, siapa yang dapat membacanya, bagaimana diketahui]"
    yield "bagian", "3. Upaya penanganan dan pemulihan"
    yield "teks", "[yang sudah dan akan dilakukan: penutupan akses, penggantian sandi dan kunci, pemeriksaan]"
    yield "teks", "[yang dapat dilakukan subjek data; narahubung: nama jabatan, telepon, surel]"
    yield "teks", "[jabatan penanda tangan]"
    yield "bagian", "Lampiran (untuk Balai; tidak dikirim kepada subjek data)"
    for each in breach.perkara:
        noted = f"; {each.keterangan}" if each.keterangan else ""
        kinds = ", ".join(each.jenis) or "tidak ada data"
        yield (
            "butir",
            f"{each.perkara}, diterima {each.diterima}: {kinds}; {each.isi} surel dan berkas{noted}",
        )


def markdown(breach: Breach) -> str:
    """The notice as text."""
    marks = {"judul": "# ", "bagian": "\n## ", "butir": "- ", "teks": "\n"}
    return "\n".join(f"{marks[kind]}{text}" for kind, text in lines(breach)) + "\n"


def document(breach: Breach) -> bytes:
    """The notice as a Word document, byte for byte the same for the same values."""
    made: Any = Document()
    styles = {"judul": "Title", "bagian": "Heading 2", "butir": "List Bullet", "teks": "Normal"}
    for kind, text in lines(breach):
        made.add_paragraph(clean(text), style=styles[kind])
    target = io.BytesIO()
    made.save(target)
    with zipfile.ZipFile(target) as package:
        return write_parts({name: package.read(name) for name in package.namelist()})
