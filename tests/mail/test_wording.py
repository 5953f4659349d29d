"""The words of our mails: complete, alike in text and HTML, and deaf to what strangers write."""

import re
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateRuntimeError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from selectolax.lexbor import LexborHTMLParser

from pipeline.mail.options import Option
from pipeline.mail.quotation import MARKER
from pipeline.mail.reply import cut
from pipeline.mail.wording import NAMES, SHARED, Pelanggan, Perkara, View, Wordings
from pipeline.sop.asks import Ask
from pipeline.sop.papers import OUTWARD, Notice
from tests.mail.views import CODE, DUE, TEMPLATES, a_case, a_request, a_view, every_mail, wordings

EVERY = every_mail()
ASKING = {name: view for name, view in EVERY.items() if view.pilihan}
SILENT = {name: view for name, view in EVERY.items() if not view.pilihan}
OUR_TAGS = set("html head meta body div p a h2 table tbody tr td strong br blockquote span ul li".split())
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=https://luar.example/x.png onerror=alert(1)>',
    "<a href='https://luar.example'>klik</a>",
    "{{ 7*7 }}{% include 'istilah.j2' %}",
    "</blockquote></div><form action=https://luar.example><input>",
    "<style>body{background:url(https://luar.example)}</style>",
    "&lt;script&gt;",
    "SETUJU KENARI\nKIRIM KENARI\nKode: AAAA-BBBB",
    f"{MARKER}\nSETUJU KENARI",
    "-- \nPada 1 Januari 2026 pelanggan@luar.example menulis:\n> SETUJU",
    "\u202eIRIM\u202c\x1b[2J\x00",
)


def shown(html: str) -> str:
    body = LexborHTMLParser(re.sub(r"(</(?:p|div|td|li|h2)>|<br>)", r" \1", html)).body
    assert body is not None
    return body.text()


def said(text: str) -> list[str]:
    """The words of a twin in order, without what only draws tables, lists and quotations."""
    return [word for word in re.split(r"[\s>]+", text) if word not in {"", ":", "-"}]


def hostile_view(view: View, words: str) -> View:
    """Every value that may come from outside is `words`."""
    kept = {"nomor", "tag", "pelanggan", "banding", "keberatan", "perbaikan", "versi", "serupa", "tenggat"}
    changes: dict[str, Any] = {field.name: words for field in fields(Perkara) if field.name not in kept}
    changes |= {"serupa": (words,), "tenggat": (words,)}
    case = a_case(pelanggan=Pelanggan(nama=words, perusahaan=words, email=words), **changes)
    return replace(view, perkara=case, kata=words, alasan=words, lampiran=(words,), contoh=words)


def test_every_request_and_notice_has_its_template() -> None:
    assert wordings().missing() == []
    assert {f"minta_{ask}" for ask in Ask} | set(Notice) == set(NAMES)


def test_every_template_that_is_shipped_is_used() -> None:
    assert {path.name for path in TEMPLATES.iterdir()} == {*SHARED, *(f"{name}.j2" for name in NAMES)}


def test_a_missing_template_is_named() -> None:
    assert "minta_disposisi.j2" in Wordings({"kerangka.txt.j2": ""}).missing()


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_renders_with_all_that_can_be_known_and_with_nothing(name: str) -> None:
    full = wordings().render(name, EVERY[name])
    bare = wordings().render(name, a_view(perkara=None, batas="", kata="", lampiran=(), alasan=""))

    assert full.subject.startswith("[PGD-2026-0007 K7QM-2XRD] ")
    assert bare.subject
    assert "None" not in bare.text + bare.html


@pytest.mark.parametrize("name", NAMES)
def test_text_and_html_say_the_same_words_in_the_same_order(name: str) -> None:
    mail = wordings().render(name, EVERY[name])

    assert said(shown(mail.html)) == said(mail.text)


@pytest.mark.parametrize("name", ASKING)
def test_both_twins_of_a_request_name_every_option_the_code_and_the_time(name: str) -> None:
    mail = wordings().render(name, ASKING[name])

    for twin in (mail.text, " ".join(shown(mail.html).split())):
        assert CODE in twin
        assert DUE in twin
        for option in ASKING[name].pilihan:
            assert option.word in twin
            assert option.label in twin


@pytest.mark.parametrize("name", ASKING)
def test_every_link_of_a_request_stands_in_its_html(name: str) -> None:
    tree = LexborHTMLParser(wordings().render(name, ASKING[name]).html)

    links = [node.attributes["href"] for node in tree.css("a")]

    assert links == [option.link for option in ASKING[name].pilihan if option.link]


@pytest.mark.parametrize("name", ASKING)
def test_a_request_begins_with_the_marker_and_ends_with_the_code(name: str) -> None:
    mail = wordings().render(name, ASKING[name])

    assert mail.text.split("\n")[0] == MARKER
    assert mail.text.rstrip("\n").split("\n")[-1] == f"Kode: {CODE}"
    assert said(shown(mail.html))[: len(said(MARKER))] == said(MARKER)


@pytest.mark.parametrize("name", SILENT)
def test_a_mail_that_asks_nothing_has_neither_marker_nor_code(name: str) -> None:
    mail = wordings().render(name, SILENT[name])

    assert MARKER not in mail.text + mail.html
    assert "Kode:" not in mail.text


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_from_outside_becomes_markup(name: str, words: str) -> None:
    html = wordings().render(name, hostile_view(EVERY[name], words)).html
    tree = LexborHTMLParser(html)

    assert {node.tag for node in tree.css("*")} <= OUR_TAGS
    attributes = {key for node in tree.css("*") for key in node.attributes}
    assert attributes <= {
        "style",
        "href",
        "role",
        "cellpadding",
        "cellspacing",
        "lang",
        "charset",
        "name",
        "content",
    }
    assert all(str(node.attributes["href"]).startswith("mailto:") for node in tree.css("a"))


@given(words=st.text(max_size=80) | st.sampled_from(HOSTILE))
def test_no_word_from_outside_loads_anything(words: str) -> None:
    html = wordings().render("minta_persetujuan", hostile_view(EVERY["minta_persetujuan"], words)).html
    tree = LexborHTMLParser(html)

    assert {node.tag for node in tree.css("*")} <= OUR_TAGS
    assert all("url(" not in str(node.attributes.get("style")) for node in tree.css("*"))


@given(words=st.text(max_size=300) | st.sampled_from(HOSTILE))
def test_each_line_of_the_customer_is_marked_as_a_quotation(words: str) -> None:
    without = wordings().render("minta_disposisi", a_request(Ask.DISPOSISI, perkara=a_case(ringkas=".")))
    with_words = wordings().render("minta_disposisi", a_request(Ask.DISPOSISI, perkara=a_case(ringkas=words)))

    added = set(with_words.text.split("\n")) - set(without.text.split("\n"))

    assert all(line.startswith(">") for line in added)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", NAMES)
def test_no_value_from_outside_begins_a_line_with_a_command_or_a_code(name: str, words: str) -> None:
    view = replace(hostile_view(EVERY[name], words), contoh="")

    lines = wordings().render(name, view).text.split("\n")

    assert not {"SETUJU KENARI", "KIRIM KENARI", "Kode: AAAA-BBBB"} & {line.strip() for line in lines}
    assert sum(line.strip() == MARKER for line in lines) == bool(view.pilihan)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_reply_above_the_marker_is_all_that_is_read(words: str) -> None:
    mail = wordings().render("minta_persetujuan", hostile_view(EVERY["minta_persetujuan"], words))

    assert cut(f"Terima kasih.\n\n{mail.text}").own == "Terima kasih."


def test_a_long_complaint_is_shortened_because_the_letter_is_attached() -> None:
    view = a_request(Ask.DISPOSISI, perkara=a_case(ringkas="kata " * 2_000))

    mail = wordings().render("minta_disposisi", view)

    assert "(dipersingkat)" in mail.text
    assert len(mail.text) < 6_000


def test_a_subject_is_one_line_with_the_tag_first() -> None:
    case = a_case(hal="Keluhan\r\nBcc: x =?utf-8?q?=0D=0ABcc:_y?= " + "panjang " * 60)

    subject = wordings().subject("minta_disposisi", a_view(perkara=case))

    assert subject.startswith("[PGD-2026-0007 K7QM-2XRD] Mohon disposisi: Keluhan Bcc: x Bcc: y panjang")
    assert subject.isprintable()
    assert len(subject) <= 200


def test_a_mail_without_a_case_has_no_tag() -> None:
    subject = wordings().subject("minta_registrasi", a_view(perkara=None))

    assert subject == "Mohon ditelaah: surel dari pelanggan"


def test_the_first_receipt_repeats_nothing_that_the_sender_wrote() -> None:
    canary = "burung kenari"
    hostile = hostile_view(a_view(lampiran=()), canary)
    assert hostile.perkara is not None
    case = replace(hostile.perkara, diterima="Senin, 23 November 2026 pukul 08.12 WIB")

    mail = wordings().render("tanda_terima_awal", replace(hostile, perkara=case, lampiran=(), contoh=""))

    assert canary not in mail.subject + mail.text + mail.html
    assert "Senin, 23 November 2026 pukul 08.12 WIB" in mail.text
    assert "PGD-2026-0007" in mail.text


def test_a_report_of_misconduct_shows_nothing_of_itself() -> None:
    mail = wordings().render("wbs", a_view())

    case = a_case()
    for secret in (
        case.hal,
        case.ringkas,
        case.pelanggan.email,
        case.pelanggan.nama,
        case.pelanggan.perusahaan,
    ):
        assert secret not in mail.text + mail.subject


@pytest.mark.parametrize("name", sorted(str(notice) for notice in OUTWARD))
def test_a_customer_is_addressed_as_saudara_and_never_as_staff(name: str) -> None:
    mail = wordings().render(name, EVERY[name])

    assert "Saudara" in mail.text
    assert "Bapak/Ibu" not in mail.text


@pytest.mark.parametrize("name", sorted(set(NAMES) - {str(notice) for notice in OUTWARD}))
def test_staff_are_never_addressed_as_customers(name: str) -> None:
    assert "Saudara" not in wordings().render(name, EVERY[name]).text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tanda_terima", ("123/SM/XI/2026", "012/CS/XI/2026", DUE)),
        (
            "pertanyaan",
            ("melengkapi berkas", "Mohon diperiksa kembali.", "waktu penyelesaian kami hentikan", DUE),
        ),
        (
            "pengingat_pelanggan",
            ("belum menerima jawaban", "Mohon diperiksa kembali.", "tetap kami hentikan", DUE),
        ),
        ("laporan_kemajuan", ("butir 7.9.5", "paling lambat", DUE)),
        ("surat_jawaban", ("B/45/BSKJI/BSPJI-Contoh/HM/XI/2026", "terlampir")),
        ("penutupan", ("Ombudsman", "SP4N-LAPOR!", "butir 7.9.7", "selesai")),
        ("bukan_pengaduan", ("tidak termasuk pengaduan",)),
        ("dicabut", ("anggap dicabut", "Pasal 44", "balas surel ini", "Ombudsman", "SP4N-LAPOR!")),
        ("kepuasan", ("satu angka", "5 sangat puas", "1 sangat tidak puas", "keberatan")),
        ("upaya_lain", ("Ombudsman Republik Indonesia: www.ombudsman.go.id", "SP4N-LAPOR!: www.lapor.go.id")),
        ("minta_kelengkapan", ("Pasal 44", "surat penutupan", "tetap dapat mengadu kembali")),
        ("minta_efektivitas", ("masih efektif", "Mohon diperiksa kembali.", "berkas perkara", DUE)),
        ("konfirmasi", ("Mohon diperiksa kembali.", "BATAL", DUE)),
        ("tanya_balik", ("Kami membaca dua Pokja dalam satu jawaban.", "belum ada yang berubah")),
        ("minta_disposisi", ("Pokja Layanan Pelanggan dan Kerja Sama (UPP)", "Instruksi:")),
        ("minta_tanda_tangan", ("lampirkan PDF yang sudah ditandatangani",)),
    ],
)
def test_a_mail_says_what_its_reader_needs(name: str, words: tuple[str, ...]) -> None:
    text = wordings().render(name, EVERY[name]).text

    assert [word for word in words if word not in text] == []


def test_with_the_office_s_seal_the_head_is_asked_to_release_the_letter() -> None:
    mail = wordings().render("minta_tanda_tangan", a_request(Ask.TANDA_TANGAN, segel=True))

    assert "Mohon perintah kirim: surat nomor" in mail.subject
    assert "membalas KIRIM" in mail.text
    assert "TERTANDA" not in mail.text


def test_the_signer_hears_that_the_number_of_another_application_is_taken_over_where_it_is() -> None:
    ours = a_request(Ask.TANDA_TANGAN)
    theirs = replace(ours, kantor=replace(ours.kantor, nomor_luar=True))
    takes, keeps = (wordings().render("minta_tanda_tangan", view).text for view in (theirs, ours))

    assert "nomor sendiri, nomor itulah yang dipakai" in takes
    assert "Nomor B/45/BSKJI/BSPJI-Contoh/HM/XI/2026 lalu dibatalkan" in takes
    assert "nomor sendiri" not in keeps


def test_an_appeal_tells_the_head_what_the_standard_asks() -> None:
    mail = wordings().render("minta_disposisi", a_request(Ask.DISPOSISI, perkara=a_case(banding=True)))

    assert "butir 7.9.6" in mail.text


def test_a_revision_tells_what_to_change_and_a_first_draft_what_to_do() -> None:
    first = wordings().render("minta_konsep", a_request(Ask.KONSEP, kata="", perkara=a_case(versi="0")))
    again = wordings().render("minta_konsep", a_request(Ask.KONSEP, kata="Persingkat.", perkara=a_case()))

    assert "didisposisikan kepada Pokja Pengujian" in first.text
    assert "sudah ada konsep surat jawaban versi 2" in again.text
    assert "> Persingkat." in again.text


def test_a_cure_without_a_draft_promises_no_pdf() -> None:
    cure = a_case(perbaikan=True, versi="")
    mail = wordings().render("minta_paraf", a_request(Ask.PARAF, perkara=cure))

    assert mail.subject.endswith(
        "Mohon paraf tindakan perbaikan: Keluhan atas keterlambatan Laporan Hasil Uji"
    )
    assert "terlampir dalam bentuk PDF" not in mail.text
    assert "Belum ada konsep surat yang baru" in mail.text


def test_a_second_letter_of_a_cure_is_initialled_as_a_draft() -> None:
    mail = wordings().render("minta_paraf", a_request(Ask.PARAF, perkara=a_case(perbaikan=True)))

    assert "Mohon paraf konsep versi 2" in mail.subject
    assert "terlampir dalam bentuk PDF" in mail.text


def test_a_further_mail_is_quoted_below_the_sentence_that_says_whose_it_is() -> None:
    mail = wordings().render("susulan", a_view(kata="Pelanggan menulis.\n\nNomor order 7.\n\nMohon segera."))

    assert "> Pelanggan" not in mail.text
    assert "> Nomor order 7.\n>\n> Mohon segera." in mail.text


def test_a_fact_that_is_not_known_leaves_no_empty_row() -> None:
    mail = wordings().render("minta_disposisi", a_view(perkara=a_case(nomor_surat="", layanan="  ")))

    assert "Nomor surat" not in mail.text + mail.html
    assert "Layanan" not in mail.text + mail.html


def test_an_answer_that_needs_a_file_is_no_link() -> None:
    view = a_request(Ask.TANDA_TANGAN)
    tertanda: Option = view.pilihan[0]

    html = wordings().render("minta_tanda_tangan", view).html

    assert tertanda.link == ""
    assert tertanda.label in html
    assert 'href=""' not in html


def test_the_same_view_gives_the_same_words() -> None:
    again = Wordings({path.name: path.read_text() for path in TEMPLATES.glob("*.j2")})

    assert again.render("minta_disposisi", EVERY["minta_disposisi"]) == wordings().render(
        "minta_disposisi", EVERY["minta_disposisi"]
    )


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("{{ ''.__class__.__mro__ }}", SecurityError),
        ("{{ perkara.tidak_ada }}", UndefinedError),
        ("{{ tidak_ada }}", UndefinedError),
        ("{% if %}", TemplateSyntaxError),
    ],
)
def test_an_office_s_faulty_template_is_refused(source: str, error: type[Exception]) -> None:
    sources = {path.name: path.read_text() for path in TEMPLATES.glob("*.j2")}
    sources["wbs.j2"] = (
        "{% extends kerangka %}{% block subjek %}x{% endblock %}{% block isi %}" + source + "{% endblock %}"
    )

    with pytest.raises(error):
        Wordings(sources).render("wbs", a_view())


def test_a_template_without_a_subject_is_refused() -> None:
    sources = {path.name: path.read_text() for path in TEMPLATES.glob("*.j2")}
    sources["wbs.j2"] = "{% extends kerangka %}"

    with pytest.raises(TemplateRuntimeError, match="subjek"):
        Wordings(sources).render("wbs", a_view())
