"""The complaint letters of the benchmarks: each with its own company, order and words; about 3 kB of text.

They stand apart because both benchmarks begin with them. Companies and numbers are invented.
"""

from email.message import EmailMessage
from email.policy import SMTP

from pipeline.demo.paper import Line, one_page
from tests.offices import ADDRESS, MONDAY, stamp

_TEXT = """\
Yth. Kepala Balai Standardisasi dan Pelayanan Jasa Industri
di tempat

Nomor: {number:03}/QA-CS/XI/2026
Hal: Keluhan atas keterlambatan penerbitan Laporan Hasil Uji

Dengan hormat,

Bersama ini kami menyampaikan keluhan atas layanan pengujian contoh air limbah dengan nomor order
P-2026-{number:04} dan kode contoh AL-2026-{number:04}. Biaya pengujian telah kami bayar lunas.

Pada saat pendaftaran kami diberi tahu bahwa hasil selesai dalam 14 hari kerja. Namun, sampai surat ini
kami tulis, Laporan Hasil Uji (LHU) tersebut belum kami terima. Kami sangat menyayangkan tidak adanya
pemberitahuan mengenai keterlambatan ini. Akibatnya laporan pemantauan lingkungan kami tertunda, dan kami
terancam mendapat teguran dari dinas setempat.

Untuk itu kami mohon penjelasan tertulis mengenai penyebab keterlambatan, kepastian tanggal penerbitan LHU,
dan langkah yang diambil agar hal serupa tidak terulang.

Demikian pengaduan ini kami sampaikan. Atas perhatian dan tindak lanjut Bapak/Ibu kami ucapkan terima kasih.

Hormat kami,
Manajer Mutu
{company}
Telepon (021) 555-{number:04}
"""


def customer(number: int) -> str:
    """The address of customer `number`."""
    return f"mutu@perusahaan-{number:04}.example"


def letter(number: int, *, enclosed: bool = False) -> bytes:
    """Complaint `number` as a mail; with `enclosed` the letter goes along as a PDF of one page."""
    company = f"PT Contoh {number:04}"
    text = _TEXT.format(number=number, company=company)
    mail = EmailMessage(policy=SMTP)
    mail["Authentication-Results"] = stamp(customer(number))
    mail["From"] = f"Manajer Mutu {company} <{customer(number)}>"
    mail["To"] = ADDRESS
    mail["Subject"] = f"Keluhan atas keterlambatan LHU order P-2026-{number:04}"
    mail["Date"] = MONDAY
    mail["Message-ID"] = f"<keluhan-{number}@perusahaan-{number:04}.example>"
    mail.set_content(text)
    mail.add_alternative(f"<html><body><p>{text.replace(chr(10), '<br>')}</p></body></html>", subtype="html")
    if enclosed:
        page = one_page([Line(line) for line in text.splitlines()], f"Surat {number}")
        mail.add_attachment(page, maintype="application", subtype="pdf", filename=f"Surat {number}.pdf")
    return mail.as_bytes()
