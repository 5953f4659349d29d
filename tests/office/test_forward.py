"""A letter that staff pass on: its writer becomes the sender once TU confirms it, never the forwarder."""

import json
import re
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage

import pytest

from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import KEPALA, KETUA, TU, WBS, Town, body

INLINE = f"""Mohon didaftarkan, surat ini masuk ke surel saya.

---------- Pesan terusan ---------
Dari: Bagian Mutu <{CUSTOMER}>
Tanggal: Sen, 23 Nov 2026 pukul 07.15
Subjek: Keluhan keterlambatan LHU
Kepada: <{KETUA}>


{COMPLAINT}"""
NAMELESS = INLINE.replace(f" <{CUSTOMER}>", "")


def pass_on_inline(town: Town, words: str = INLINE) -> None:
    town.write(f"Ketua Pokja <{KETUA}>", "Fwd: Keluhan keterlambatan LHU", words)


def pass_on_attached(town: Town) -> None:
    inner = message_from_bytes(
        town.letter(f"Bagian Mutu <{CUSTOMER}>", "Keluhan keterlambatan LHU", COMPLAINT, to=KETUA)
    )
    outer = EmailMessage()
    outer["From"] = f"Ketua Pokja <{KETUA}>"
    outer["To"] = str(town.desk.address)
    outer["Subject"] = "Surat pelanggan"
    outer["Date"] = "Mon, 23 Nov 2026 08:00:00 +0700"
    outer["Message-ID"] = "<terusan@balai.example>"
    outer.set_content("Terlampir surat pelanggan, mohon didaftarkan.")
    outer.add_attachment(inner)
    town.box.drop(outer.as_bytes())
    town.work()


WAYS = pytest.mark.parametrize("pass_on", [pass_on_inline, pass_on_attached], ids=["inline", "attached"])


@WAYS
def test_a_forwarded_complaint_is_held_with_its_writer_shown(
    town: Town, pass_on: Callable[[Town], None]
) -> None:
    pass_on(town)

    asked = body(town.last(TU, "Mohon ditelaah: surel dari Bagian Mutu"))
    assert town.rows("select 1 from cases") == []
    assert f"meneruskan surat dari Bagian Mutu <{CUSTOMER}>" in asked
    assert re.search(rf"Alamat surel\s*:?\s+{re.escape(CUSTOMER)}", asked)


@WAYS
def test_the_writer_of_a_forwarded_letter_is_the_customer_once_tu_says_so(
    town: Town, pass_on: Callable[[Town], None]
) -> None:
    pass_on(town)

    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    [form] = town.rows("select address, data from forms")
    assert form.address == CUSTOMER
    assert json.loads(form.data)["perusahaan"] == "PT Contoh Sejahtera"
    assert [town.last(CUSTOMER)["To"], town.got(KETUA)] == [CUSTOMER, []]
    assert town.case().state == "disposisi"


def test_a_forward_without_an_address_asks_tu_for_it(town: Town) -> None:
    pass_on_inline(town, NAMELESS)

    asked = body(town.last(TU, "Mohon ditelaah"))
    assert "alamat surel tidak tertulis" in asked
    assert "Email: …" in asked


def test_the_address_that_tu_gives_is_the_customers(town: Town) -> None:
    pass_on_inline(town, NAMELESS)

    town.reply(TU, "Mohon ditelaah", f"PERBAIKI\nEmail: {CUSTOMER}")
    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    assert town.got(CUSTOMER) != []


def test_a_forward_without_an_address_is_registered_without_e_mail_where_tu_says_so(town: Town) -> None:
    pass_on_inline(town, NAMELESS)

    town.reply(TU, "Mohon ditelaah", "PENGADUAN")

    assert [row.address for row in town.rows("select address from forms")] == [""]
    assert town.got(KEPALA, "Mohon disposisi") != []
    assert town.got(KETUA) == []


def test_a_forwarded_letter_that_is_no_complaint_stays_untouched(town: Town) -> None:
    offer = INLINE.replace(
        COMPLAINT, "Kami menawarkan alat ukur dengan harga promo. Berikut daftar harga dan brosur."
    )
    town.write(
        KETUA, "Fwd: Penawaran harga alat ukur", offer.replace("Keluhan keterlambatan LHU", "Penawaran harga")
    )

    assert town.rows("select 1 from cases") == []
    assert town.got(CUSTOMER) == []


def test_what_a_stranger_passes_on_is_his_own_letter(town: Town) -> None:
    town.write("lain@perusahaan.example", "Fwd: Keluhan keterlambatan LHU", INLINE)

    assert town.got(CUSTOMER) == []


def test_what_a_colleague_says_above_an_ordinary_letter_is_for_tu_to_weigh(town: Town) -> None:
    above = (
        "Pelanggan ini mengeluh: LHU nomor 12/LHU/2026 belum diterima. Mohon didaftarkan sebagai pengaduan."
    )
    ordinary = INLINE.replace("Mohon didaftarkan, surat ini masuk ke surel saya.", above)
    ordinary = ordinary.replace(COMPLAINT, "Mengundang Bapak/Ibu hadir pada rapat koordinasi. Terima kasih.")
    town.write(KETUA, "Fwd: Undangan rapat", ordinary.replace("Keluhan keterlambatan LHU", "Undangan rapat"))

    assert town.got(TU, "Mohon ditelaah: surel dari Bagian Mutu") != []
    assert town.rows("select 1 from cases") == []


def test_an_integrity_report_that_is_passed_on_goes_to_wbs_alone(town: Town) -> None:
    report = INLINE.replace(COMPLAINT, "Petugas meminta suap agar sertifikat terbit. Ini pungli.")
    town.write(KETUA, "Fwd: Laporan", report)

    assert [str(mail["To"]) for mail in town.relay.taken] == [WBS]
