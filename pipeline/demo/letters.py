"""The complaint of the demo's customer: a company's letter as PDF, and the mail that carries it.

It stands apart from the story because the story's end is checked against these facts.
Company, numbers and addresses are invented; posts write, not people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline.demo.paper import Line, one_page
from pipeline.demo.replies import WIB, File
from pipeline.letters.wording import date_words

COMPANY = "PT Contoh Sejahtera"
STREET = "Kawasan Industri Contoh Blok A Nomor 1, Kota Contoh"
TELEPHONE = "(021) 555-0100"
ABOUT = "Keluhan atas keterlambatan penerbitan Laporan Hasil Uji"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the customer wrote."""

    #: the day on the letter
    day: date
    #: where the customer gets mail
    address: str

    @property
    def number(self) -> str:
        """The letter's own number."""
        return f"041/QA-CS/{_ROMAN[self.day.month - 1]}/{self.day.year}"

    @property
    def order(self) -> str:
        """The order that the complaint is about."""
        return f"P-{self.day.year}-1187"

    @property
    def sample(self) -> str:
        """The laboratory's code of the sample."""
        return f"AL-{self.day.year}-0342"

    @property
    def subject(self) -> str:
        """The subject of the mail."""
        return f"Pengaduan: {ABOUT}"

    @property
    def text(self) -> str:
        """The mail's own words: they only point to the letter."""
        return (
            "Yth. Kepala Balai,\n\n"
            f"Bersama ini kami sampaikan surat pengaduan nomor {self.number} tanggal {date_words(self.day)} "
            f"tentang LHU nomor order {self.order}."
            "\n\nMohon konfirmasi penerimaannya. Terima kasih.\n\n"
            f"Hormat kami,\nManajer Mutu\n{COMPANY}\nTelepon {TELEPHONE}\n"
        )

    @property
    def pdf(self) -> File:
        """The letter, one page with a text layer."""
        title = f"Surat {self.number}"
        return File(f"Surat Keluhan {self.number.replace('/', '-')}.pdf", one_page(list(self._page()), title))

    def _page(self) -> Iterator[Line]:
        yield from self._head()
        for paragraph in self._story():
            yield Line()
            yield Line(paragraph)
        yield from self._foot()

    def _head(self) -> Iterator[Line]:
        yield Line(COMPANY.upper(), size=17, bold=True)
        yield Line(f"{STREET}  –  Telepon {TELEPHONE}", size=9)
        yield Line(f"Surel: {self.address}", size=9, ruled=True)
        yield Line()
        yield Line(f"Kota Contoh, {date_words(self.day)}", right=True)
        yield Line()
        yield Line(f": {self.number}", label="Nomor", indent=50)
        yield Line(f": {ABOUT}", label="Hal", indent=50)
        yield Line()
        yield Line("Yth. Kepala Balai Standardisasi dan Pelayanan Jasa Industri")
        yield Line("di tempat")
        yield Line()
        yield Line("Dengan hormat,")

    def _story(self) -> Iterator[str]:
        ordered, paid, due = (date_words(self.day - timedelta(days=ago)) for ago in (45, 44, 24))
        yield (
            "Bersama ini kami menyampaikan keluhan atas layanan pengujian contoh air limbah yang kami ajukan "
            f"pada {ordered} dengan nomor order {self.order} dan kode contoh {self.sample}. Biaya pengujian "
            f"telah kami bayar lunas pada {paid}."
        )
        yield (
            "Pada saat pendaftaran kami diberi tahu bahwa hasil selesai dalam 14 hari kerja, yaitu paling "
            f"lambat {due}. Namun, sampai surat ini kami tulis, Laporan Hasil Uji (LHU) tersebut belum kami "
            "terima. Kami sangat menyayangkan tidak adanya pemberitahuan mengenai keterlambatan ini."
        )
        yield (
            "Akibat keterlambatan ini, laporan pemantauan lingkungan kami tertunda dan kami terancam "
            "mendapat teguran dari dinas setempat."
        )
        yield (
            "Untuk itu kami mohon penjelasan tertulis mengenai penyebab keterlambatan, kepastian tanggal "
            "penerbitan LHU, dan langkah yang diambil agar hal serupa tidak terulang."
        )
        yield (
            "Demikian pengaduan ini kami sampaikan. Atas perhatian dan tindak lanjut Bapak/Ibu kami ucapkan "
            "terima kasih."
        )

    def _foot(self) -> Iterator[Line]:
        yield Line()
        yield Line("Hormat kami,", indent=290)
        yield Line(COMPANY, indent=290, bold=True)
        for _ in range(4):
            yield Line()
        yield Line("Manajer Mutu", indent=290)


def invent_letter(at: datetime, address: str) -> Complaint:
    """A complaint about a late test report, dated three days before `at`."""
    return Complaint(at.astimezone(WIB).date() - timedelta(days=3), address)
