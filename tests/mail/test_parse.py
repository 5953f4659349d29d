import base64
from email.message import EmailMessage
from hashlib import sha256
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.limits import Limits
from pipeline.mail.parse import parse

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 200
MSG = "application/vnd.ms-outlook"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


#: what mails are made of, and what breaks them
PIECES = [
    *[
        b"From: ",
        b"Content-Type: ",
        b"Content-Transfer-Encoding: base64",
        b"multipart/mixed; boundary=b",
        b"\n",
    ],
    *[
        b"message/rfc822",
        b"message/delivery-status",
        b"text/html",
        b"<p>",
        b"--b",
        b"--",
        b"\n\n",
        b"; ",
        b"\r",
    ],
    *[b"=?utf-8?b?", b"?=", b"charset=", b"filename*0*=", b"begin 644 a\n", b"x-uuencode", b"\xff", b"\x00"],
]


def letter(text: str = "Kami mengadukan keterlambatan LHU.\n") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Pelanggan <pelanggan@perusahaan.example>"
    mail["To"] = "pengaduan@balai.example"
    mail["Cc"] = "TU <tu@balai.example>"
    mail["Subject"] = "Pengaduan – LHU terlambat"
    mail["Date"] = "Tue, 03 Nov 2026 08:15:00 +0700"
    mail["Message-ID"] = "<1@perusahaan.example>"
    mail["In-Reply-To"] = "<2@balai.example>"
    mail["References"] = "<3@balai.example> <2@balai.example>"
    mail.set_content(text)
    return mail


def with_pdf(name: str = "surat.pdf") -> bytes:
    mail = letter()
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


def multipart(kind: str, *parts: str) -> bytes:
    body = "".join(f"--b\n{part}\n" for part in parts)
    return f"From: a@b.example\nContent-Type: multipart/{kind}; boundary=b\n\n{body}--b--\n".encode()


def only(raw: bytes) -> Attachment:
    (attachment,) = parse(raw).facts.attachments
    return attachment


def test_the_envelope_of_a_letter_is_read() -> None:
    facts = parse(letter().as_bytes()).facts

    assert (
        facts.sender,
        facts.sender_name,
        facts.subject,
        facts.message_id,
        facts.references,
        facts.recipients,
    ) == (
        "pelanggan@perusahaan.example",
        "Pelanggan",
        "Pengaduan – LHU terlambat",
        "<1@perusahaan.example>",
        ("<2@balai.example>", "<3@balai.example>"),
        ("pengaduan@balai.example", "tu@balai.example"),
    )


DAMAGED = [
    "From: a@b.example\nX-Spam: ya\nbaris tersesat\nSubject: LHU\nContent-Type: text/html\n\n<p>terlambat",
    "From : a@b.example\nSubject  : LHU\nContent-Type : text/html\n\n<p>terlambat",
    "baris tersesat\nFrom: a@b.example\nSubject: LHU\nContent-Type: text/html\n\n<p>terlambat",
]


@pytest.mark.parametrize("raw", DAMAGED)
def test_a_damaged_header_is_read_to_its_end(raw: str) -> None:
    facts = parse(raw.encode()).facts

    assert (facts.subject, facts.text) == ("LHU", "terlambat")


@pytest.mark.parametrize("raw", DAMAGED)
def test_a_damaged_header_names_no_sender(raw: str) -> None:
    assert parse(raw.encode()).facts.sender == ""


def test_a_text_without_any_header_is_read() -> None:
    assert parse(b"LHU terlambat.").facts.text == "LHU terlambat."


def test_a_text_without_an_empty_line_above_it_is_no_header() -> None:
    facts = parse(b"From: a@b.example\nSubject: LHU\nYth. Kepala Balai\nCatatan: terlambat\n\nSalam").facts

    assert facts.text == "Yth. Kepala Balai\nCatatan: terlambat\n\nSalam"


def test_an_attachment_is_kept_to_the_byte() -> None:
    parsed = parse(with_pdf())

    (file,) = parsed.facts.attachments
    assert (file.name, file.media_type, file.size, file.sha256, parsed.contents) == (
        "surat.pdf",
        "application/pdf",
        len(PDF),
        sha256(PDF).hexdigest(),
        (PDF,),
    )


@pytest.mark.parametrize(
    "mail",
    [letter().as_bytes(), with_pdf(), multipart("mixed", "\nisi", "Content-Disposition: attachment\n\na\nb")],
)
def test_a_mail_reads_the_same_with_either_line_end(mail: bytes) -> None:
    assert parse(mail) == parse(mail.replace(b"\n", b"\r\n"))


@given(st.binary(max_size=3000))
def test_no_bytes_on_earth_make_the_parser_raise(raw: bytes) -> None:
    parsed = parse(raw)

    assert Facts.from_json(parsed.facts.to_json()) == parsed.facts


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_no_broken_structure_makes_the_parser_raise(pieces: list[bytes]) -> None:
    parsed = parse(b"".join(pieces))

    assert len(parsed.contents) == len(parsed.facts.attachments)


@given(st.text(max_size=400))
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    raw = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    printable = "".join(sign for sign in text if sign.isprintable())

    facts = parse(raw + base64.b64encode(printable.encode("utf-8", "ignore"))).facts

    assert facts.text == printable


@pytest.mark.parametrize(
    ("charset", "raw", "text"),
    [
        ("utf-8", "Kepada Yth. – “LHU”".encode(), "Kepada Yth. – “LHU”"),
        ("iso-8859-1", "“LHU” – terlambat".encode("cp1252"), "“LHU” – terlambat"),
        ("iso-8859-1", "“LHU” – terlambat".encode(), "“LHU” – terlambat"),
        ("us-ascii", "“LHU” – terlambat".encode(), "“LHU” – terlambat"),
        ("x-unknown", "“LHU” – terlambat".encode("cp1252"), "“LHU” – terlambat"),
        ("utf-8", "“LHU” – terlambat".encode("cp1252"), "“LHU” – terlambat"),
        ("utf-8", "“LHU” – ".encode() + b"\xff!", "“LHU” – \ufffd!"),
        ("gb2312", "你好".encode("gb18030"), "你好"),
        ("unicode_escape", b"\\u0041", "\\u0041"),
        ("", "terlambat é".encode("latin-1"), "terlambat é"),
        ("", "LHU – terlambat".encode("utf-16"), "LHU – terlambat"),
        ("utf-8", "\ufeffLHU".encode("utf-16-be"), "LHU"),
        ("utf-8", "\ufeffLHU".encode("utf-32-le"), "LHU"),
        ("utf-7", b"LHU +IBM- terlambat", "LHU – terlambat"),
        ("iso-2022-jp", "検査".encode("iso-2022-jp"), "検査"),
        ('utf-8"', "LHU –".encode(), "LHU –"),
        ("", b"LHU \x00\x1b[2Jterlambat", "LHU [2Jterlambat"),
    ],
)
def test_a_text_is_read_whatever_its_charset_says(charset: str, raw: bytes, text: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\n\n".encode()

    assert parse(head + raw).facts.text == text


@pytest.mark.parametrize(
    "sign", ["\x00", "\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041", "\x7f"]
)
def test_a_sign_that_nobody_sees_is_in_no_fact(sign: str) -> None:
    head = f"From: a{sign}b <a@b.example>\nSubject: x{sign}y\nContent-Type: text/plain; charset=utf-8\n"
    mail = f"{head}\nse{sign}tuju\n"

    facts = parse(mail.encode()).facts

    assert (facts.subject, facts.text, facts.sender_name) == ("xy", "setuju", "ab")


@pytest.mark.parametrize(
    ("value", "subject"),
    [
        ("=?utf-8?q?Pengaduan_=E2=80=93_LHU?=", "Pengaduan – LHU"),
        ("=?UTF-8?B?UGVuZ2FkdWFuIA==?= =?UTF-8?B?4oCTIExIVQ==?=", "Pengaduan – LHU"),
        ("=?utf-8?q?Pengaduan_=E2=80?=\n =?utf-8?q?=93_LHU?=", "Pengaduan – LHU"),
        ("Re: =?utf-8?q?Pengaduan?= LHU", "Re: Pengaduan LHU"),
        ("=?utf-8?q?Pengaduan=0ABcc:_x@y?=", "Pengaduan Bcc: x@y"),
        ("=?x-nonsense?q?Pengaduan?=", "Pengaduan"),
        ("=?utf-8?b?UGVuZ2FkdWFu", "=?utf-8?b?UGVuZ2FkdWFu"),
        ("Pengaduan\n\tLHU", "Pengaduan LHU"),
        ("Pengaduan – LHU", "Pengaduan – LHU"),
    ],
)
def test_a_subject_is_read_however_it_was_written(value: str, subject: str) -> None:
    assert parse(f"Subject: {value}\n\n".encode()).facts.subject == subject


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("surat.pdf", "surat.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/abs/surat.pdf", "surat.pdf"),
        ("C:\\Users\\a\\surat.pdf", "surat.pdf"),
        ("surat\u202efdp.exe", "suratfdp.exe"),
        ("a\x00b.pdf", "ab.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul"),
        ("...", "lampiran-1.pdf"),
        ("a?b*c.pdf", "a_b_c.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        (".pdf", "pdf"),
        ("..", "lampiran-1.pdf"),
        ("~/.ssh/id_rsa", "id_rsa"),
        ("\\\\server\\share\\a.pdf", "a.pdf"),
        ("file:///etc/passwd", "passwd"),
        ("a/../../b.pdf", "b.pdf"),
        ("..\\..\\b.pdf", "b.pdf"),
        ("a.pdf/", "lampiran-1.pdf"),
        ("a.pdf\u2028b.exe", "a.pdf b.exe"),
        ("a\nb.pdf", "a b.pdf"),
        ("a\r\nX: y.pdf", "a X_ y.pdf"),
        ("a\x1b[31m.pdf", "a[31m.pdf"),
        ("a\u2066b\u2069.pdf", "ab.pdf"),
        ("a.pdf:stream", "a.pdf_stream"),
        ("a.pdf. . ", "a.pdf"),
        ("LPT1.txt", "_LPT1.txt"),
        ("aux.tar.gz", "_aux.tar.gz"),
        ("<script>.pdf", "_script_.pdf"),
        ('a|b"c.pdf', "a_b_c.pdf"),
        ("$(rm -rf).pdf", "$(rm -rf).pdf"),
        ("é" * 200 + ".docx", "é" * 115 + ".docx"),
        ("x." + "y" * 300, "x." + "y" * 118),
        ("   surat   kami.pdf  ", "surat kami.pdf"),
        ("Surat Pengaduan – LHU.pdf", "Surat Pengaduan – LHU.pdf"),
        ("%2e%2e%2fetc", "%2e%2e%2fetc"),
        ("\u200b", "lampiran-1.pdf"),
        ("", "lampiran-1.pdf"),
        ("/", "lampiran-1.pdf"),
        ("\uff0fetc\uff0fpasswd", "\uff0fetc\uff0fpasswd"),
    ],
)
def test_a_file_name_is_never_a_path(name: str, shown: str) -> None:
    coded = base64.b64encode(name.encode()).decode()
    raw = multipart(
        "mixed", f'Content-Type: application/octet-stream; name="=?utf-8?b?{coded}?="\n\n%PDF-1.4'
    )

    assert only(raw).name == shown


def test_a_name_in_continued_parameters_is_put_together() -> None:
    head = "Content-Disposition: attachment; filename*0*=utf-8''Surat%20; filename*1*=pengaduan.pdf"

    assert only(multipart("mixed", f"{head}\n\n%PDF-1.4")).name == "Surat pengaduan.pdf"


@pytest.mark.parametrize(
    ("content", "declared", "name", "kind"),
    [
        (b"%PDF-1.7", "application/octet-stream", "x", "application/pdf"),
        (b"%PDF-1.7", "image/jpeg", "x.jpg", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "application/octet-stream", "x", "image/jpeg"),
        (b"PK\x03\x04 word/document.xml", "application/zip", "x.docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04 lain", "application/msword", "x.docx", "application/zip"),
        (b"\x78\x9f\x3e\x22", "application/octet-stream", "winmail.dat", "application/ms-tnef"),
        (b"Rar!\x1a\x07", "application/octet-stream", "x.rar", "application/vnd.rar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/octet-stream", "x.msg", MSG),
        (b"\0\0\0\x18ftypheic", "application/octet-stream", "x.heic", "image/heic"),
        (b"a;b", "application/octet-stream", "x.csv", "text/csv"),
        (b"MZ", "application/pdf", "x.pdf", "application/pdf"),
    ],
)  # fmt: skip
def test_the_type_of_a_file_is_told_by_its_content(
    content: bytes, declared: str, name: str, kind: str
) -> None:
    coded = base64.b64encode(content).decode()
    head = f'Content-Type: {declared}; name="{name}"\nContent-Transfer-Encoding: base64'

    assert only(multipart("mixed", f"{head}\n\n{coded}")).media_type == kind


def test_plain_text_is_read_where_there_is_html_too() -> None:
    mail = letter("polos")
    mail.add_alternative("<p>hiasan</p>", subtype="html")

    facts = parse(mail.as_bytes()).facts

    assert (facts.text, facts.attachments) == ("polos", ())


def test_html_is_read_where_the_plain_text_is_empty() -> None:
    mail = letter(" \n")
    mail.add_alternative("<p>Yth.&nbsp;Kepala</p><p>LHU <b>terlambat</b></p>", subtype="html")

    assert parse(mail.as_bytes()).facts.text == "Yth. Kepala\n\nLHU terlambat"


@pytest.mark.parametrize(
    "plain",
    [
        "\u00a0\n\u200b\n",
        "This message is in HTML format. Please use an HTML-capable mail client to view it.",
        "Program surel Anda tidak mendukung HTML.",
        "This is an HTML message",
    ],
)
def test_html_is_read_where_the_plain_text_says_nothing(plain: str) -> None:
    mail = letter(plain)
    mail.add_alternative("<p>LHU terlambat</p>", subtype="html")

    assert parse(mail.as_bytes()).facts.text == "LHU terlambat"


@pytest.mark.parametrize(
    "plain", ["OK", "Setuju", "LHU dalam bentuk HTML tidak terbuka " + "sama sekali " * 30]
)
def test_a_short_plain_text_is_read(plain: str) -> None:
    mail = letter(plain)
    mail.add_alternative("<p>hiasan</p>", subtype="html")

    assert parse(mail.as_bytes()).facts.text.strip() == plain.strip()


def test_a_plain_text_alone_is_read_whatever_it_says() -> None:
    raw = multipart("alternative", "Content-Type: text/plain\n\nThis is an HTML message")

    assert parse(raw).facts.text == "This is an HTML message"


def test_a_text_with_a_name_is_read_where_there_is_no_other() -> None:
    raw = multipart("mixed", "Content-Type: text/plain; name=surat.txt\n\nLHU terlambat")

    parsed = parse(raw)

    assert (parsed.facts.text, [file.name for file in parsed.facts.attachments]) == (
        "LHU terlambat",
        ["surat.txt"],
    )


def test_what_html_hides_or_runs_is_not_read() -> None:
    html = "<style>a</style><script>b</script><!-- c --><div style='display: none'>d</div><p>e</p>"

    assert parse(f"Content-Type: text/html\n\n{html}".encode()).facts.text == "e"


@pytest.mark.parametrize(
    "meta", ['<meta charset="gb2312">', '<META http-equiv=Content-Type content="text/html; charset=gb2312">']
)
def test_a_page_may_name_its_own_charset(meta: str) -> None:
    raw = b"Content-Type: text/html\n\n<html>" + meta.encode() + "<p>检测报告迟到</p>".encode("gb18030")

    assert parse(raw).facts.text == "检测报告迟到"


def test_a_charset_in_the_header_stands_above_that_of_the_page() -> None:
    raw = b"Content-Type: text/html; charset=utf-8\n\n<meta charset=gb2312><p>" + "LHU – telat".encode()

    assert parse(raw).facts.text == "LHU – telat"


def test_a_table_keeps_its_rows_and_a_list_its_points() -> None:
    table = "<table><tr><td>Nama</td><td>LHU</td></tr><tr><td>Nomor</td><td>7</td></tr></table>"
    html = f"{table}<ul><li>a<li>b</ul>"

    assert (
        parse(f"Content-Type: text/html\n\n{html}".encode()).facts.text == "Nama  LHU\nNomor  7\n\n- a\n- b"
    )


def test_html_nested_without_end_is_read_in_time() -> None:
    start = process_time()

    text = parse(b"Content-Type: text/html\n\n" + b"<div>" * 300_000 + b"LHU").facts.text

    assert (text, process_time() - start < 10) == ("LHU", True)


def test_a_picture_that_the_html_shows_is_told_from_a_file() -> None:
    picture = f"Content-Transfer-Encoding: base64\n\n{base64.b64encode(PNG).decode()}"
    raw = multipart(
        "mixed",
        "Content-Type: text/html\n\n<p>a</p><img src='cid:logo@x'>",
        f"Content-Type: image/png\nContent-ID: <logo@x>\n{picture}",
        f"Content-Type: image/png; name=foto.png\n{picture}",
    )

    assert [(file.name, file.inline) for file in parse(raw).facts.attachments] == [
        ("lampiran-1.png", True),
        ("foto.png", False),
    ]


def test_a_nested_mail_is_kept_with_its_files() -> None:
    outer = letter("Terusan")
    inner = EmailMessage()
    inner["Subject"] = "Pengaduan LHU"
    inner.set_content("isi")
    inner.add_attachment(PDF, maintype="application", subtype="pdf", filename="surat.pdf")
    outer.add_attachment(inner)

    parsed = parse(outer.as_bytes())

    mail, file = parsed.facts.attachments
    assert (parsed.facts.text, mail.name, mail.within, file.name, file.within, parsed.contents[1]) == (
        "Terusan",
        "Pengaduan LHU.eml",
        "",
        "surat.pdf",
        mail.sha256,
        PDF,
    )


def test_an_attached_mail_is_kept_as_it_came() -> None:
    field = "DKIM-Signature: v=1; b=" + "\n\t".join(["x" * 90] * 3)
    inner = (
        f"{field}\nX-Blank:\nSubject:   a\n\npengantar\n--c \nContent-Type: text/plain\n\nisi\n--c--\n\nekor"
    )
    raw = multipart("mixed", "\nTerusan", f"Content-Type: message/rfc822\n\n{inner}", "\nLagi")

    assert parse(raw).contents[0] == inner.encode()


def test_a_delivery_report_is_kept_as_it_came() -> None:
    report = "Reporting-MTA: dns; a\n\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed"
    raw = multipart("mixed", f"Content-Type: message/delivery-status\n\n{report}")

    assert parse(raw).contents == (report.encode(),)


def test_a_nested_mail_that_was_encoded_against_the_rules_is_decoded() -> None:
    inner = b"Subject: Pengaduan\n\nisi\n"
    head = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64"
    raw = multipart("mixed", f"{head}\n\n{base64.b64encode(inner).decode()}")

    assert parse(raw).contents == (inner,)


@pytest.mark.parametrize(
    "behind", [" charset=utf-8", "\n charset=utf-8", "\r\n Tue, 3 Nov 2026 08:01:00 +0700"]
)
def test_what_stands_behind_a_media_type_without_a_semicolon_is_no_part_of_it(behind: str) -> None:
    letter = parse(f"From: a@b.example\nContent-Type: text/plain{behind}\n\nKami mengeluh.\n".encode())
    part = f"Content-Type: Application/PDF{behind}\nContent-Disposition: attachment\n\n%PDF-1.4\n"
    mixed = f'Content-Type: multipart/mixed; boundary="b"\n\n--b\n{part}--b--\n'

    assert letter.facts.text == "Kami mengeluh."
    assert [item.media_type for item in parse(mixed.encode()).facts.attachments] == ["application/pdf"]


def test_a_media_type_that_is_none_means_plain_text() -> None:
    mail = b"From: a@b.example\nContent-Type: text /plain\n\nKami mengeluh.\n"

    assert parse(mail).facts.text == "Kami mengeluh."


def test_a_multipart_without_its_boundary_is_read_as_text() -> None:
    assert parse(b"Content-Type: multipart/mixed\n\nLHU terlambat\n").facts.text == "LHU terlambat"


@pytest.mark.parametrize(
    "encoding", ["base64", "quoted-printable", "7bit", "binary", "x-nonsense", "x-uuencode"]
)
def test_a_damaged_encoding_costs_no_mail(encoding: str) -> None:
    raw = multipart(
        "mixed", f"Content-Type: application/pdf\nContent-Transfer-Encoding: {encoding}\n\n=Z=!!A\x00"
    )

    assert len(parse(raw).contents) == 1


def test_base64_without_its_padding_is_decoded() -> None:
    raw = multipart("mixed", "Content-Type: application/x\nContent-Transfer-Encoding: base64\n\nTEhVMQ")

    assert parse(raw).contents == (b"LHU1",)


@pytest.mark.parametrize("code", ["TEhVMTIzA", "TEhV\nMTIz\n A", "TEhVMTIz=", "TEhV MTIz", "TE*hVMTIz"])
def test_base64_with_a_sign_too_many_is_decoded(code: str) -> None:
    raw = multipart("mixed", f"Content-Type: application/x\nContent-Transfer-Encoding: base64\n\n{code}")

    assert parse(raw).contents == (b"LHU123",)


def test_plain_words_that_call_themselves_base64_are_read() -> None:
    words = "Mohon maaf, LHU kami belum diterima sampai hari ini."

    assert parse(f"Content-Transfer-Encoding: base64\n\n{words}".encode()).facts.text == words


def test_an_encoding_with_a_comment_behind_it_is_known() -> None:
    raw = multipart("mixed", "Content-Type: application/x\nContent-Transfer-Encoding: base64; x\n\nTEhV")

    assert parse(raw).contents == (b"LHU",)


SMALL = Limits(message=4_000, header_block=1_000, header=100, lines=300, parts=10, depth=5, text=50)


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        (b"From: a@b.example\n\n" + b"x" * 5_000, "Surel lebih dari 0 MB; isinya tidak dibaca."),
        (b"X: a\n" * 300 + b"\nisi", "Kepala surel lebih dari 0 KB; sebagian tidak dibaca."),
        (b"From: a@b.example\n\n" + b"\n" * 400, "Surel lebih dari 300 baris; sisanya tidak dibaca."),
        (
            multipart("mixed", *["\na"] * 20),
            "Surel terdiri atas lebih dari 10 bagian; sebagian tidak dibaca.",
        ),
        (
            b"Content-Type: message/rfc822\n\n" * 9,
            "Surel bersarang lebih dari 5 lapis; sebagian tidak dibaca.",
        ),
        (
            b"Subject: " + b"a" * 200 + b"\n\nisi",
            "Satu baris kepala surel lebih dari 0 KB; sisanya tidak dibaca.",
        ),
        (b"From: a@b.example\n\n" + b"x" * 60, "Teks surel lebih dari 50 huruf; sisanya tidak dibaca."),
    ],
)
def test_what_is_beyond_a_limit_costs_a_note(raw: bytes, note: str) -> None:
    assert note in parse(raw, SMALL).facts.notes


def test_a_mail_that_is_too_large_keeps_its_header() -> None:
    facts = parse(b"From: a@b.example\nSubject: LHU\n\n" + b"x" * 5_000, SMALL).facts

    assert (facts.sender, facts.subject, facts.text) == ("a@b.example", "LHU", "")


BOMBS = {
    "deep": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    ),
    "nested": b"Content-Type: message/rfc822\n\n" * 5_000,
    "wide": b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 200_000,
    "recipients": b"To: " + b"a@b.c, " * 500_000 + b"\n\n",
    "fields": b"X-A: b\n" * 500_000 + b"\nisi",
    "parameters": b"Content-Type: multipart/mixed; boundary=x\n\n"
    + (b"--x\nContent-Type: text/plain; " + b"a;" * 15_000 + b"\n\na\n") * 200,
    "encoded words": b"Subject: " + b"=?utf-8?q?" * 3_000 + b"\n\n",
    "quotes": b"From: " + b'"' * 30_000 + b"\n\n",
    "carriage returns": b"Content-Type: text/plain\n\n" + b"\r" * 3_000_000,
    "blank lines": b"From: a@b.c\n\n" + b"\n" * 3_000_000,
    "boundary": b"Content-Type: multipart/mixed; boundary=" + b"-" * 30_000 + b"\n\n" + b"-" * 3_000_000,
    "daemon": b"From: mailer-daemon@x\n\n" + b"user unknown <a@b.c>\n" * 100_000,
    "pages": b"Content-Type: multipart/mixed; boundary=x\n\n"
    + (b"--x\nContent-Type: text/html\n\n" + b"<div>" * 20_000 + b"\n") * 100,
    "mails": b"Content-Type: multipart/mixed; boundary=x\n\n"
    + (b"--x\nContent-Type: message/rfc822\n\nContent-Type: text/html\n\n" + b"<div>" * 20_000 + b"\n") * 100,
    "references": b"References: " + b"<a@b>" * 6_500 + b"\n\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_seconds(name: str) -> None:
    start = process_time()

    parse(BOMBS[name])

    assert process_time() - start < 5


def test_a_charset_that_is_no_text_breaks_no_promise() -> None:
    part = b'Content-Type: text/plain; charset="utf-\xe9\xff\n\nLHU \xe9\xff terlambat.\n'
    lines = (
        b"From: a@x.example",
        b"Content-Type: multipart/mixed; boundary=c",
        b"",
        b"--c",
        part,
        b"--c",
        part,
    )

    read = parse(b"\n".join((*lines, b"--c--")))

    assert (read.facts.sender, "terlambat" in read.facts.text) == ("a@x.example", True)
