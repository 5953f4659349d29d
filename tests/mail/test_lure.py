"""A false name, a domain like ours, a disguised link and a bait are told; an honest letter is not."""

import pytest

from pipeline.mail.facts import Facts
from pipeline.mail.lookalike import resembled
from pipeline.mail.lure import disguised, lure_in

OWN = ("bspji-contoh.kemenperin.go.id",)
ALIKE = [
    "bspji-cont0h.kemenperin.go.id",
    "bspji-contoh.kemenperin.go.id.evil.test",
    "bspji-contoh-kemenperin-go-id.evil.test",
    "bspji-contoh.kernenperin.go.id",
    "bspji-contoh.kemenperln.go.id",
    "bspjl-contoh.kemenperin.go.id",
    "bspji-contoh.kemenperin.co.id",
    "bspji-contoh.com",
    "bspji-conto.kemenperin.go.id",
    "bspji-contoih.kemenperin.go.id",
    "bspij-contoh.kemenperin.go.id",
    "bspjicontoh.kemenperin.go.id",
    "bspji-contoh.kemenperin.g0.id",
    "bspji-contoh.kemenp3rin.go.id",
    "bspji-сontoh.kemenperin.go.id",
    "bspji-contoh.kemenperín.go.id",
    "bspji-c\u043entoh.kemenperin.go.id",
    "bspji-contoh.ke\u043cenperin.go.id",
    "bspji\u2010contoh.kemenperin.go.id",
]


@pytest.mark.parametrize("domain", ALIKE)
def test_a_domain_that_looks_like_ours_is_told(domain: str) -> None:
    assert resembled(domain, OWN) == OWN[0]


def test_punycode_is_shown_as_its_letters() -> None:
    hidden = "bspji-c\u043entoh".encode("punycode").decode()

    assert resembled(f"xn--{hidden}.kemenperin.go.id", OWN)


@pytest.mark.parametrize(
    "domain",
    [
        *OWN,
        "mail.bspji-contoh.kemenperin.go.id",
        "bspji-medan.kemenperin.go.id",
        "kemenperin.go.id",
        "gmail.com",
        "uptd-lain.kemenperin.go.id",
        "perusahaan.co.id",
        "",
        "xn--.id",
    ],
)
def test_our_own_domain_and_other_offices_are_no_likeness(domain: str) -> None:
    assert resembled(domain, OWN) == ""


@pytest.mark.parametrize(
    "link",
    [
        '<a href="http://evil.test/x">https://balai.example/masuk</a>',
        "<A HREF='https://balai.example@evil.test/'><b>balai.example</b></A>",
        "<a class=x href=https://evil.test>www.bank.co.id</a>",
    ],
)
def test_a_link_that_names_another_server_is_told(link: str) -> None:
    assert disguised(f"<p>Klik {link}</p>")[0].endswith("→ evil.test")


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://www.pt-contoh.co.id/">pt-contoh.co.id</a>',
        '<a href="https://pt-contoh.co.id/a">Unduh berkas</a>',
        '<a href="https://apc01.safelinks.protection.outlook.com/?url=x">pt-contoh.co.id</a>',
        '<a href="mailto:a@b.example">a@b.example</a>',
    ],
)
def test_an_honest_link_is_none(link: str) -> None:
    assert disguised(link) == []


LURES = [
    Facts(sender="kepala@bspji-cont0h.kemenperin.go.id"),
    Facts(sender="x@x.test", sender_name=f"kepala@{OWN[0]}"),
    Facts(sender="x@x.test", disguised=("balai.example → evil.test",)),
    Facts(sender="x@x.test", text="Kuota kotak surat Anda hampir penuh. Buka https://evil.test/masuk"),
    Facts(sender="x@x.test", text="Please verify your account: http://evil.test/login"),
    Facts(sender="x@x.test", text="Klik di sini untuk login https://evil.test"),
]


@pytest.mark.parametrize("facts", LURES)
def test_a_lure_is_told(facts: Facts) -> None:
    assert lure_in(facts, OWN).endswith(".")


@pytest.mark.parametrize(
    "facts",
    [
        Facts(sender=f"tu@{OWN[0]}", text="Verifikasi akun: https://layanan.example"),
        Facts(sender="x@x.test", text="Akun kami pada sistem pendaftaran diblokir sejak Senin."),
        Facts(sender="x@x.test", text="LHU kami pada https://layanan.example/order/1 belum terbit."),
    ],
)
def test_an_honest_letter_is_no_lure(facts: Facts) -> None:
    assert lure_in(facts, OWN) == ""


def test_two_firms_under_one_ending_are_no_likeness() -> None:
    """Once the longest label was taken for the name, and all of `.example` seemed to be the office."""
    assert resembled("lain.example", ("balai.example",)) == ""
