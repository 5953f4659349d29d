from email.message import EmailMessage

import pytest

from pipeline.mail.facts import Facts
from pipeline.mail.forwarded import Forwarded
from pipeline.mail.forwarding import in_text, letter_behind, passed_on, told
from pipeline.mail.limits import Limits
from pipeline.mail.parse import parse
from tests.processor import timed

TU = "tu@balai.example"
KEPALA = "kepala@balai.example"
OFFICE = frozenset({TU, KEPALA})
CUSTOMER = "pelanggan@perusahaan.example"
LETTER = "Yth. Kepala Balai,\n\nLHU kami terlambat.\n\nHormat kami,\nPelanggan"

HEADS = {
    "Gmail, Indonesian": f"""Mohon didaftarkan.

---------- Pesan terusan ---------
Dari: *Pelanggan* <{CUSTOMER}>
Tanggal: Sel, 3 Nov 2026 pukul 08.15
Subjek: Pengaduan LHU
Kepada: <{TU}>
Cc: Kepala <kepala@balai.example>
""",
    "Gmail, English": f"""
---------- Forwarded message ---------
From: Pelanggan <{CUSTOMER}>
Date: Tue, Nov 3, 2026 at 8:15 AM
Subject: Pengaduan LHU
To: <{TU}>
""",
    "Gmail, half translated": f"""
---------- Forwarded message ---------
Dari: Pelanggan <{CUSTOMER}>
Date: Sel, 3 Nov 2026 pukul 08.15
Subject: Pengaduan LHU
To: <{TU}>
""",
    "Outlook, Indonesian": f"""
________________________________
Dari: Pelanggan <{CUSTOMER}>
Dikirim: Selasa, 3 November 2026 08.15
Kepada: {TU}
Subjek: Pengaduan LHU
""",
    "Outlook, English": f"""Tolong ditindaklanjuti.

From: Pelanggan [mailto:{CUSTOMER}]
Sent: Tuesday, November 3, 2026 8:15 AM
To: 'Tata Usaha' <{TU}>; 'Kepala' <kepala@balai.example>;
 'Pokja' <pokja@balai.example>
Subject: Pengaduan LHU
""",
    "Outlook, with links": f"""
From: Pelanggan <{CUSTOMER}<mailto:{CUSTOMER}>>
Sent: Tuesday, November 3, 2026 8:15 AM
To: {TU}<mailto:{TU}>
Subject: Pengaduan LHU
""",
    "Apple Mail, English": f"""

Begin forwarded message:

From: Pelanggan <{CUSTOMER}>
Subject: Pengaduan LHU
Date: 3 November 2026 08.15.00 WIB
To: {TU}
""",
    "Apple Mail, Indonesian": f"""

Mulai pesan terusan:

Dari: Pelanggan <{CUSTOMER}>
Perihal: Pengaduan LHU
Tanggal: 3 November 2026 08.15.00 WIB
Kepada: {TU}
""",
    "Thunderbird": f"""

-------- Pesan Terusan --------
Perihal: \tPengaduan LHU
Tanggal: \tTue, 3 Nov 2026 08:15:00 +0700
Dari: \tPelanggan <{CUSTOMER}>
Kepada: \t{TU}
""",
    "Zimbra": f"""
----- Pesan Terusan -----
Dari: "Pelanggan" <{CUSTOMER}>
Kepada: "tu" <{TU}>
Terkirim: Selasa, 3 November 2026 08:15:00
Perihal: Pengaduan LHU
""",
    "Yahoo": f"""
----- Pesan yang Diteruskan -----
Dari: Pelanggan <{CUSTOMER}>
Kepada: {TU} <{TU}>
Terkirim: Selasa, 3 November 2026 pukul 08.15 WIB
Judul: Pengaduan LHU
""",
    "Roundcube": f"""
-------- Pesan Asli --------
Subjek: Pengaduan LHU
Tanggal: 2026-11-03 08:15
Dari: Pelanggan <{CUSTOMER}>
Ke: {TU}
""",
    "colons set apart": f"""
From\t: Pelanggan <{CUSTOMER}>
Sent\t: Tuesday, November 3, 2026 8:15 AM
To\t: {TU}
Subject\t: Pengaduan LHU
""",
    "Samsung": f"""
-------- Pesan asli --------
Dari: Pelanggan <{CUSTOMER}>
Tanggal: 03/11/26 08.15 (GMT+07:00)
Ke: {TU}
Subjek: Pengaduan LHU
""",
    "bold, with empty lines": f"""
*Dari:* Pelanggan <{CUSTOMER}>

*Dikirim:* Selasa, 3 November 2026 08.15

*Kepada:* {TU}

*Perihal:* Pengaduan LHU
""",
}


def first(text: str, subject: str = "Fwd: Pengaduan LHU") -> Forwarded:
    return in_text(text, subject)[0]


@pytest.mark.parametrize("program", HEADS)
def test_the_sender_of_a_forwarded_letter_is_read(program: str) -> None:
    letter = first(f"{HEADS[program]}\n{LETTER}")

    assert (letter.sender, letter.sender_name, letter.subject) == (CUSTOMER, "Pelanggan", "Pengaduan LHU")


@pytest.mark.parametrize("program", HEADS)
def test_the_day_of_a_forwarded_letter_is_read_as_it_was_written(program: str) -> None:
    assert any(sign in first(f"{HEADS[program]}\n{LETTER}").date for sign in ("2026", "/26"))


@pytest.mark.parametrize("program", HEADS)
def test_the_text_of_a_forwarded_letter_begins_below_its_head(program: str) -> None:
    assert first(f"{HEADS[program]}\n{LETTER}").text == LETTER


@pytest.mark.parametrize(
    "program", [name for name in HEADS if "Gmail" in name or name in ("Zimbra", "Yahoo")]
)
def test_a_drawn_line_shows_a_forward_whatever_the_subject(program: str) -> None:
    assert first(f"{HEADS[program]}\n{LETTER}", "Pengaduan").sender == CUSTOMER


PAGES = {
    "Gmail": """<div>Mohon didaftarkan.<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">
---------- Pesan terusan ---------<br>Dari: <strong class="gmail_sendername">Pelanggan</strong>
<span>&lt;<a href="mailto:{0}">{0}</a>&gt;</span><br>Date: Sel, 3 Nov 2026 pukul 08.15<br>
Subject: Pengaduan LHU<br>To: TU<br></div><br><br><p>LHU kami terlambat.</p></div></div>""",
    "Outlook": """<p>Mohon didaftarkan.</p><hr style="width:98%"><div id="divRplyFwdMsg"><font><b>Dari:</b>
Pelanggan &lt;{0}&gt;<br><b>Dikirim:</b> Selasa, 3 November 2026 08.15<br><b>Kepada:</b> TU<br>
<b>Subjek:</b> Pengaduan LHU</font><div>&nbsp;</div></div><div>LHU kami terlambat.</div>""",
    "Thunderbird": """<p>Mohon didaftarkan.</p><div class="moz-forward-container"><br>
-------- Pesan Terusan --------<table class="moz-email-headers-table">
<tr><th>Perihal: </th><td>Pengaduan LHU</td></tr><tr><th>Tanggal: </th><td>Tue, 3 Nov 2026</td></tr>
<tr><th>Dari: </th><td>Pelanggan &lt;{0}&gt;</td></tr><tr><th>Kepada: </th><td>TU</td></tr></table>
<br><br>LHU kami terlambat.</div>""",
}


@pytest.mark.parametrize("program", PAGES)
def test_a_letter_forwarded_as_html_is_read(program: str) -> None:
    made = mail(TU, "Fwd: Pengaduan LHU", "")
    made.set_content(PAGES[program].format(CUSTOMER), subtype="html")

    (letter,) = parse(made.as_bytes()).facts.forwarded

    assert (letter.sender, letter.sender_name, letter.subject, letter.text) == (
        CUSTOMER,
        "Pelanggan",
        "Pengaduan LHU",
        "LHU kami terlambat.",
    )


def test_a_letter_whose_lines_were_marked_as_quoted_is_read() -> None:
    head = HEADS["Apple Mail, English"].strip().split("\n", 1)
    marked = "\n".join(f"> {line}" for line in f"{head[1]}\n{LETTER}".split("\n"))

    letter = first(f"{head[0]}\n{marked}")

    assert (letter.sender, letter.text) == (CUSTOMER, LETTER)


def test_a_sender_without_an_address_is_told_by_name() -> None:
    head = "Dari: Budi Santoso\nDikirim: Selasa, 3 November 2026 08.15\nKepada: TU\nSubjek: Pengaduan"

    letter = first(f"{head}\n\n{LETTER}")

    assert (letter.sender, letter.sender_name) == ("", "Budi Santoso")


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: Pengaduan LHU", f"Setuju.\n{HEADS['Outlook, Indonesian']}\n{LETTER}"),
        ("Re: Fwd: Pengaduan", "\n".join(f"> {line}" for line in HEADS["Gmail, English"].split("\n"))),
        (
            "Fwd: Nota Dinas",
            "Kepada: Ketua Pokja\nDari: Kepala Subbagian Tata Usaha\nHal: Rapat\n\nMohon hadir.",
        ),
        ("Fwd: Foto", "Terlampir foto."),
        ("Pengaduan", LETTER),
        ("Fwd:", ""),
    ],
)
def test_what_is_no_forwarded_letter_is_none(subject: str, text: str) -> None:
    assert in_text(text, subject) == ()


def test_a_letter_that_was_forwarded_twice_is_found() -> None:
    kepala = (
        HEADS["Gmail, Indonesian"].replace(CUSTOMER, KEPALA).replace("Pengaduan LHU", "Fwd: Pengaduan LHU")
    )

    row = in_text(f"{kepala}\n{HEADS['Outlook, Indonesian']}\n{LETTER}", "Fwd: Fwd: Pengaduan LHU")

    assert [each.sender for each in row] == [KEPALA, CUSTOMER]


def mail(sender: str, subject: str, text: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = sender
    made["Subject"] = subject
    made["Date"] = "Tue, 03 Nov 2026 08:15:00 +0700"
    made["Message-ID"] = f"<{len(text)}@x.example>"
    made.set_content(text)
    return made


def attached() -> Facts:
    inner = mail(f"Pelanggan <{CUSTOMER}>", "Pengaduan LHU", LETTER)
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="surat.pdf")
    outer = mail(TU, "Surat dari pelanggan", "Mohon didaftarkan.")
    outer.add_attachment(inner)
    return parse(outer.as_bytes()).facts


def test_an_attached_mail_is_a_forwarded_letter() -> None:
    (letter,) = attached().forwarded

    assert (letter.sender, letter.sender_name, letter.subject, letter.date, letter.text.strip()) == (
        CUSTOMER,
        "Pelanggan",
        "Pengaduan LHU",
        "Tue, 03 Nov 2026 08:15:00 +0700",
        LETTER,
    )


def test_a_mail_that_was_saved_and_attached_is_a_forwarded_letter() -> None:
    saved = mail(f"Pelanggan <{CUSTOMER}>", "Pengaduan LHU", LETTER).as_bytes()
    outer = mail(TU, "Surat dari pelanggan", "Mohon didaftarkan.")
    outer.add_attachment(saved, maintype="application", subtype="octet-stream", filename="surat.eml")

    (letter,) = parse(outer.as_bytes()).facts.forwarded

    assert (letter.sender, letter.text.strip()) == (CUSTOMER, LETTER)


def test_the_letter_behind_a_forward_reads_as_if_it_had_come_directly() -> None:
    letter = letter_behind(attached(), OFFICE)

    assert letter is not None
    assert (letter.sender, letter.subject, letter.own, [file.name for file in letter.attachments]) == (
        CUSTOMER,
        "Pengaduan LHU",
        LETTER,
        ["surat.pdf"],
    )


def test_the_files_beside_a_letter_in_the_text_belong_to_it() -> None:
    outer = mail(TU, "Fwd: Pengaduan LHU", f"{HEADS['Gmail, Indonesian']}\n{LETTER}")
    outer.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="surat.pdf")

    letter = letter_behind(parse(outer.as_bytes()).facts, OFFICE)

    assert letter is not None
    assert [file.name for file in letter.attachments] == ["surat.pdf"]


def test_nobody_outside_the_office_can_speak_for_another() -> None:
    outer = mail("lain@perusahaan.example", "Fwd: Pengaduan", f"{HEADS['Gmail, Indonesian']}\n{LETTER}")

    assert letter_behind(parse(outer.as_bytes()).facts, OFFICE) is None


def test_a_forward_of_the_offices_own_mail_has_no_letter_behind_it() -> None:
    outer = mail(TU, "Fwd: Rapat", HEADS["Gmail, Indonesian"].replace(CUSTOMER, KEPALA) + "\nRapat jam 9.")

    assert letter_behind(parse(outer.as_bytes()).facts, OFFICE) is None


def test_the_customer_behind_two_forwards_within_the_office_is_found() -> None:
    kepala = HEADS["Gmail, Indonesian"].replace(CUSTOMER, KEPALA).replace("Pengaduan LHU", "Fwd: Pengaduan")
    outer = mail(TU, "Fwd: Fwd: Pengaduan", f"{kepala}\n{HEADS['Outlook, Indonesian']}\n{LETTER}")

    letter = passed_on(parse(outer.as_bytes()).facts, OFFICE)

    assert letter is not None
    assert (letter.sender, letter.text) == (CUSTOMER, LETTER)


def test_a_letter_behind_a_forward_without_an_address_has_a_defect() -> None:
    head = "Dari: Budi Santoso\nDikirim: Selasa, 3 November 2026 08.15\nKepada: TU\nSubjek: Pengaduan"

    letter = letter_behind(parse(mail(TU, "Fwd: Pengaduan", f"{head}\n\n{LETTER}").as_bytes()).facts, OFFICE)

    assert letter is not None
    assert (letter.sender, letter.sender_defect) == (
        "",
        "surel terusan ini tidak memuat alamat pengirim aslinya",
    )


def test_a_bounce_passes_no_letter_on() -> None:
    head = "Content-Type: multipart/report; boundary=b\n\n"
    report = f"{head}--b\nContent-Type: message/rfc822\n\nFrom: a@b.example\n\nisi\n--b--\n"

    assert parse(report.encode()).facts.forwarded == ()


@pytest.mark.parametrize(
    "line",
    [
        "Dari: a\n",
        "Dari:\nTanggal:\n",
        "> Dari: a\n",
        "---------- Forwarded \n",
        "- " * 500 + "\n",
        "Dari: " + "a@" * 200 + "\n",
    ],
)
def test_a_text_of_nothing_but_heads_is_read_in_time(line: str) -> None:
    text = (line * 200_000)[:200_000]

    _, seconds = timed(lambda: in_text(text, "Fwd: a"))

    assert seconds < 0.5


def test_several_attached_mails_are_told_of() -> None:
    outer = mail(TU, "Dua surat", "Mohon didaftarkan.")
    for number in (1, 2):
        outer.add_attachment(mail(f"p{number}@perusahaan.example", "Pengaduan", "isi"))

    facts = parse(outer.as_bytes()).facts

    assert (facts.forwarded[0].sender, [note[:41] for note in facts.notes]) == (
        "p1@perusahaan.example",
        ["Surel ini melampirkan lebih dari satu sur"],
    )


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(mails=1), "(lebih dari 1 surel terlampir)"),
        (Limits(attached=0), "(lebih dari 0 MB)"),
    ],
)
def test_an_attached_mail_that_is_too_much_is_kept_unread_with_a_word(limits: Limits, why: str) -> None:
    outer = mail(TU, "Dua surat", "Mohon didaftarkan.")
    for _ in range(2):
        outer.add_attachment(mail(CUSTOMER, "Pengaduan", "isi"))

    last = parse(outer.as_bytes(), limits).facts.attachments[-1]

    assert (last.text, last.note) == (
        "",
        f"Surel terlampir ini disimpan utuh, tetapi isinya tidak dibaca {why}.",
    )


def test_tu_is_told_whose_letter_it_is_and_that_nothing_is_proven() -> None:
    letter = Forwarded(sender=CUSTOMER, sender_name="Pelanggan", subject="Pengaduan LHU", date="3 Nov 2026")

    assert told(letter) == (
        "Surel ini meneruskan surat dari Pelanggan <pelanggan@perusahaan.example> (3 Nov 2026; hal “Pengaduan"
        " LHU”). Pengirim itu hanya tertulis di surel terusan dan perlu dipastikan sebelum didaftarkan."
    )


def test_facts_with_a_forwarded_letter_survive_their_journey() -> None:
    facts = attached()

    assert Facts.from_json(facts.to_json()) == facts
