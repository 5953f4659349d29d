"""Builders for replies of staff: a test names the words, the request and the files, and nothing else."""

from pipeline.mail.answer import Question, Unit, read_answer
from pipeline.mail.enclosed import DOCX
from pipeline.mail.facts import Attachment, Facts
from pipeline.sop.asks import ASKS, Ask
from pipeline.sop.case import Answer

#: the Pokja of the sample office, in the order of its option numbers
UNITS = (
    Unit("pengujian", "Pokja Pengujian", ("pengujian", "pengambilan contoh")),
    Unit("kalibrasi", "Pokja Kalibrasi", ("kalibrasi",)),
    Unit("sertifikasi", "Pokja Sertifikasi", ("SPPT SNI/LSPro", "SMM", "halal/LPH", "industri hijau/LSIH")),
    Unit("inspeksi", "Pokja Inspeksi dan Verifikasi", ("inspeksi", "TKDN")),
    Unit("jasa", "Pokja Konsultansi, Pelatihan dan RBPI", ("konsultansi", "pelatihan", "RBPI")),
    Unit(
        "layanan",
        "Pokja Layanan Pelanggan dan Kerja Sama (UPP)",
        ("loket", "e-billing", "informasi", "sistem"),
    ),
    Unit(
        "tu",
        "Subbagian Tata Usaha",
        ("keuangan", "kepegawaian", "persuratan", "fasilitas"),
        "Kepala Subbagian Tata Usaha",
    ),
)


def reply(ask: Ask, own: str = "", *attachments: Attachment) -> Answer | Question:
    """What a reply to this request is understood as."""
    return read_answer(Facts(own=own, attachments=attachments), ASKS[ask].actions, UNITS)


def answer(ask: Ask, own: str = "", *attachments: Attachment) -> Answer:
    """The answer that this reply gives; fails where it is asked back."""
    understood = reply(ask, own, *attachments)
    assert isinstance(understood, Answer), understood
    return understood


def question(ask: Ask, own: str = "", *attachments: Attachment) -> Question:
    """The question that goes back; fails where an answer was found."""
    understood = reply(ask, own, *attachments)
    assert isinstance(understood, Question), understood
    return understood


def docx(sha256: str = "d0cx", *, inline: bool = False) -> Attachment:
    """A Word file."""
    return Attachment(name=f"konsep-{sha256}.docx", media_type=DOCX, sha256=sha256, size=9, inline=inline)


def pdf(sha256: str = "9df") -> Attachment:
    """A PDF of which nothing is known yet."""
    return Attachment(name=f"surat-{sha256}.pdf", media_type="application/pdf", sha256=sha256, size=9)


def picture(sha256: str = "106", *, inline: bool = False) -> Attachment:
    """A photograph, or with `inline` the logo of a signature."""
    return Attachment(name="foto.jpg", media_type="image/jpeg", sha256=sha256, size=9, inline=inline)
