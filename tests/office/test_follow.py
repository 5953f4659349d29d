"""A further mail on a case reaches whoever holds it, in its sender's own words."""

from collections.abc import Callable

import pytest

from tests.office.registers import CUSTOMER
from tests.office.town import KETUA, Town, body, files_of
from tests.offices import BORDER
from tests.pdfs import pdf_of

Till = Callable[[str], Town]


def test_the_holder_reads_the_customer_s_own_words_in_the_mail(till: Till) -> None:
    town = till("tindak_lanjut")

    town.reply(CUSTOMER, "", "Kami lengkapi: nomor order 7.\n\nMohon segera.")

    told = town.last(KETUA, "surel susulan")
    assert [line for line in body(told).splitlines() if line.startswith(">")] == [
        "> Kami lengkapi: nomor order 7.",
        ">",
        "> Mohon segera.",
    ]
    assert "surel-asli.eml" in files_of(told)


def test_what_the_customer_quoted_is_not_read_to_the_holder_again(till: Till) -> None:
    town = till("tindak_lanjut")

    town.reply(CUSTOMER, "", "Kami lengkapi: nomor order 7.")

    assert "menulis:" not in body(town.last(KETUA, "surel susulan"))


def test_a_long_mail_is_cut_and_says_so(till: Till) -> None:
    town = till("tindak_lanjut")

    town.reply(CUSTOMER, "", "Kami jelaskan lagi. " * 200)

    told = " ".join(body(town.last(KETUA, "surel susulan")).replace("> ", " ").split())
    assert "(dipersingkat)" in told
    assert told.count("Kami jelaskan lagi.") < 100


def test_a_mail_without_words_is_passed_on_without_an_empty_quotation(till: Till) -> None:
    town = till("tindak_lanjut")

    town.write(
        CUSTOMER,
        f"Re: {town.last(CUSTOMER)['Subject']}",
        "",
        files=[("f.pdf", "application/pdf", pdf_of("Bukti"))],
    )

    told = town.last(KETUA, "surel susulan")
    assert "Isi surel:" not in body(told)
    assert "f.pdf" in files_of(told)


DOMAIN = CUSTOMER.partition("@")[2]


@pytest.mark.parametrize(
    ("stamp", "doubted"),
    [
        (f"{BORDER}; dmarc=pass header.from={DOMAIN}", False),
        (f"{BORDER}; dmarc=fail header.from={DOMAIN}; spf=pass smtp.mailfrom=x@x.test", True),
        (f"{BORDER}; dmarc=none", True),
        (f"mx.x.test; dmarc=pass header.from={DOMAIN}", True),
        ("", True),
    ],
)
def test_a_further_mail_in_the_customer_s_name_that_his_domain_does_not_prove_says_so_to_its_reader(
    till: Till, stamp: str, doubted: bool
) -> None:
    town = till("tindak_lanjut")

    # Whoever was forwarded a mail of ours knows the tag in its subject.
    town.reply(CUSTOMER, "", "Kami cabut keluhan kami.", Authentication_Results=stamp)

    told = " ".join(body(town.last(KETUA, "surel susulan")).split())
    assert ("mohon dipastikan kepada pelanggan" in told) is doubted


def test_who_guesses_the_number_of_a_case_reaches_nobody_in_the_customer_s_name(till: Till) -> None:
    town = till("tindak_lanjut")
    before = len(town.got(KETUA))

    for subject in ("PGD-2026-0001", "Re: [PGD-2026-0001]", "Re: [PGD-2026-0001 AAAA-AAAA]", "PGD 2026 0001"):
        town.write(CUSTOMER, subject, "Kami cabut keluhan kami.", Authentication_Results="")

    assert len(town.got(KETUA)) == before
    assert town.case().state == "tindak_lanjut"
