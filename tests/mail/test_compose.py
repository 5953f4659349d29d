"""The finished bytes of a mail, read back by Python's own parsers."""

import email.header
import email.utils
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OutsideError, SetAside
from pipeline.mail import compose as composing
from pipeline.mail.compose import Attached, Composed, compose, self_test
from pipeline.mail.plain import HEADER_LIMIT, clean_text, header_text

HEADERS = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Type",
    "MIME-Version",
]
BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n")
WIB = timezone(timedelta(hours=7))

#: what strangers put into a subject, a name or a file name to get a header of their own
ATTACKS = (
    "x\r\nBcc: penyusup@luar.example",
    "x\nBcc: penyusup@luar.example",
    "x\rBcc: penyusup@luar.example",
    "x\x85Bcc: penyusup@luar.example",
    "x\u2028Bcc: penyusup@luar.example",
    "x\u2029Bcc: penyusup@luar.example",
    "x\x0bBcc: penyusup@luar.example",
    "x\x00\nBcc: penyusup@luar.example",
    "=?utf-8?q?=0D=0ABcc:_penyusup=40luar.example?=",
    "=?UTF-8?Q?x=0ABcc=3A_penyusup=40luar.example?= dan seterusnya",
    "=?utf-8?b?DQpCY2M6IHBlbnl1c3VwQGx1YXIuZXhhbXBsZQ==?=",
    "=?utf-8?q?=3D=3Futf-8=3Fq=3F=3D0D=3D0ABcc=3A_x=3F=3D?=",
    "=?utf-8?q?=E2=80=A8Bcc:_x?= é",
    "=?utf-16?b?AA0ACgBCAGMAYwA6AHg=?=",
    "=?x-unknown?q?=0ABcc:_x?=",
)

hostile = (
    st.text(max_size=300)
    | st.sampled_from(ATTACKS)
    | st.lists(
        st.sampled_from(
            [*ATTACKS, "\r\n", "\x85", "\u2028", "=?utf-8?q?=0D=0A", "?=", "Bcc: x", "é", '"', "\\", "<a@b>"]
        ),
        max_size=8,
    ).map("".join)
)


def a_mail(**changes: Any) -> Composed:
    mail = Composed(
        from_name="Balai Contoh",
        from_address="pengaduan@balai.example",
        to="kepala@balai.example",
        reply_to="pengaduan+9tfw3lha@balai.example",
        subject="[PGD-2026-0007 K7QM-2XRD] Mohon disposisi",
        message_id="<tanggap.9tfw3lha@balai.example>",
        date=datetime(2026, 11, 23, 8, 12, tzinfo=WIB),
        in_reply_to="<asal@perusahaan.example>",
        references=("<asal@perusahaan.example>",),
        text="Isi surel.\n",
        html="<p>Isi surel.</p>",
        attachments=(Attached("Form Pengaduan.pdf", "application/pdf", b"%PDF-1.7"),),
    )
    return replace(mail, **changes)


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def raw_header(raw: bytes, name: str) -> bytes:
    """The lines of a header as they stand, without its name."""
    block = raw.split(b"\r\n\r\n")[0] + b"\r\n"
    found = re.search(rb"(?m)^" + name.encode() + rb": (.*\r\n(?:[ \t].*\r\n)*)", block)
    assert found is not None
    return found[1]


def test_the_same_mail_is_the_same_bytes() -> None:
    assert compose(a_mail()) == compose(a_mail())


def test_what_looks_like_the_edge_of_a_part_stays_within_its_part() -> None:
    """All our mails have the same boundaries."""
    inner = compose(a_mail())
    edges = re.findall(rb"(?m)^--=_\S+", inner)
    text = "\n".join(edge.decode() for edge in edges)
    files = (
        Attached("surel.eml", "message/rfc822", inner),
        Attached("batas.txt", "text/plain", text.encode()),
    )

    mail = read(compose(a_mail(text=text, html=text, attachments=files)))

    forms = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    assert [form.replace("\r\n", "\n") for form in forms[:2]] == [f"{text}\n"] * 2
    assert [part.get_payload(decode=True) for part in mail.iter_attachments()] == [inner, text.encode()]
    assert len(set(edges)) == 4


@pytest.mark.parametrize(
    ("name", "media_type", "common"),
    [("a.pdf", "application/pdf", True), ("a.eml", "text/plain", False), ("a", "Message/RFC822", False)],
)
def test_a_mail_that_may_enclose_one_of_ours_has_a_boundary_of_its_own(
    name: str, media_type: str, common: bool
) -> None:
    """A server that unpacks what is enclosed would else cut the outer mail off within the inner one."""
    files = (Attached(name, media_type, b"x"),)
    edges = {
        read(compose(a_mail(message_id=each, attachments=files))).get_boundary()
        for each in ("<a@x.example>", "<b@x.example>")
    }

    assert len(edges) == (1 if common else 2)


def test_text_and_html_are_two_forms_of_one_mail_with_the_files_behind() -> None:
    mail = read(compose(a_mail()))

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]


@given(name=hostile, subject=hostile, file_name=hostile, text=hostile, html=hostile)
def test_no_value_from_outside_adds_a_header(
    name: str, subject: str, file_name: str, text: str, html: str
) -> None:
    attached = (Attached(file_name, "text/plain", b"x"),)

    raw = compose(a_mail(from_name=name, subject=subject, text=text, html=html, attachments=attached))

    assert message_from_bytes(raw, policy=policy.compat32).keys() == HEADERS
    assert BARE.search(raw) is None
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_encoded_line_break_ends_up_as_a_space(attack: str) -> None:
    raw = compose(
        a_mail(subject=attack, from_name=attack, attachments=(Attached(attack, "text/plain", b"x"),))
    )

    assert re.search(rb"(?mi)^bcc:", raw) is None
    assert read(raw)["Subject"] == header_text(attack)


@given(hostile)
def test_a_subject_arrives_as_it_was_meant(subject: str) -> None:
    raw = compose(a_mail(subject=subject))

    read_back = str(
        email.header.make_header(email.header.decode_header(raw_header(raw, "Subject").decode("ascii")))
    )

    assert read_back.strip() == header_text(subject)


@given(hostile)
def test_what_a_header_says_is_one_clean_line_of_limited_length(value: str) -> None:
    cleaned = header_text(value)

    assert len(cleaned) <= HEADER_LIMIT
    assert cleaned.splitlines() in ([], [cleaned])
    assert cleaned.isprintable()


def test_a_long_subject_is_encoded_in_words_that_every_program_reads() -> None:
    raw = compose(a_mail(subject="Keluhan – " + "ü" * 150))

    lines = raw_header(raw, "Subject").split(b"\r\n")[:-1]

    assert len(lines) > 1
    assert all(len(line) <= 75 for line in lines)


def test_a_name_with_quotes_stays_one_name() -> None:
    raw = compose(a_mail(from_name='Balai "Jasa", Industri \\'))

    assert email.utils.parseaddr(raw_header(raw, "From").decode()) == (
        'Balai "Jasa", Industri \\',
        "pengaduan@balai.example",
    )


def test_long_references_are_neither_encoded_nor_folded_and_keep_the_first_and_the_newest() -> None:
    references = tuple(f"<{number:03}{'x' * 60}@perusahaan.example>" for number in range(40))

    line = raw_header(compose(a_mail(references=references)), "References")

    assert line.count(b"\r\n") == 1
    assert b"=?" not in line
    assert line.split()[0] == references[0].encode()
    assert line.split()[-1] == references[-1].encode()


def test_a_long_message_id_stays_in_one_line() -> None:
    message_id = f"<{'a' * 120}@balai.example>"

    raw = compose(a_mail(message_id=message_id, in_reply_to=message_id))

    assert f"\r\nMessage-ID: {message_id}\r\n".encode() in raw
    assert f"\r\nIn-Reply-To: {message_id}\r\n".encode() in raw


def test_a_stranger_s_broken_id_is_left_out() -> None:
    raw = compose(
        a_mail(
            in_reply_to="<a b\r\nBcc: x>", references=("tanpa kurung", "<é@x.example>", "<baik@x.example>")
        )
    )

    assert read(raw)["In-Reply-To"] is None
    assert raw_header(raw, "References") == b"<baik@x.example>\r\n"


@pytest.mark.parametrize(
    ("auto", "expected"), [("auto-generated", "auto-generated"), ("auto-replied", "auto-replied"), ("", None)]
)
def test_a_mail_says_that_a_program_wrote_it(auto: str, expected: str | None) -> None:
    mail = read(compose(a_mail(auto=auto)))

    assert mail["Auto-Submitted"] == expected
    assert mail["X-Auto-Response-Suppress"] == "All"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tanpa-domain",
        "a@b@c.example",
        "pélanggan@perusahaan.example",
        "a@x.example, b@x.example",
        "a@x.example\r\nBcc: b@x.example",
        "Nama <a@x.example>",
    ],
)
def test_an_address_that_is_not_one_plain_address_is_set_aside(address: str) -> None:
    with pytest.raises(SetAside, match="Alamat surel"):
        compose(a_mail(to=address))


@pytest.mark.parametrize(
    "message_id", ["", "tanpa@kurung", "<é@x.example>", "<a@x.example>\r\nBcc: x", "<a b@x.example>"]
)
def test_a_message_id_that_mail_servers_would_replace_is_set_aside(message_id: str) -> None:
    with pytest.raises(SetAside, match="Message-ID"):
        compose(a_mail(message_id=message_id))


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Z"]) | st.just("\n"), max_size=500))
def test_the_text_arrives_line_by_line(text: str) -> None:
    part = read(compose(a_mail(text=f"Isi.\n{text}"))).get_body(("plain",))

    assert part is not None
    assert part.get_content().removesuffix("\r\n").split("\r\n") == clean_text(f"Isi.\n{text}").split("\n")


@given(st.binary(max_size=500))
def test_a_file_arrives_byte_for_byte(content: bytes) -> None:
    raw = compose(a_mail(attachments=(Attached("berkas.bin", "application/octet-stream", content),)))

    assert [part.get_content() for part in read(raw).iter_attachments()] == [content]


def test_a_file_name_in_any_script_arrives() -> None:
    name = "Surat jawaban – pengujian № 7 (café).pdf"

    raw = compose(a_mail(attachments=(Attached(name, "application/pdf", b"x"),)))

    assert [part.get_filename() for part in read(raw).iter_attachments()] == [name]
    assert b"filename*=utf-8''" in raw


@given(st.from_regex(r"[A-Za-z0-9=?][A-Za-z0-9._=?-]{0,80}", fullmatch=True), st.binary(max_size=100))
def test_a_file_s_part_is_written_as_python_writes_it(name: str, content: bytes) -> None:
    part = EmailMessage(policy=composing.FINISHED)
    part.set_content(content, maintype="application", subtype="pdf", filename=composing._file_name(name))
    del part["MIME-Version"]

    head, lines = composing._attachment(Attached(name, "application/pdf", content))

    assert (head + lines).removesuffix(b"\r\n") == part.as_bytes().removesuffix(b"\r\n")


@given(st.text(alphabet="aé—=. \n", max_size=2_500))
def test_a_text_is_written_as_python_writes_it(text: str) -> None:
    part = EmailMessage(policy=composing.FINISHED)
    part.set_content(clean_text(text) + "\n", cte="quoted-printable")
    del part["MIME-Version"]

    assert composing._form("plain", text) == part.as_bytes()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\x.pdf", "C__x.pdf"),
        ("", "lampiran"),
        ("a\r\nb.pdf", "a b.pdf"),
    ],
)
def test_a_file_name_is_never_a_path(name: str, shown: str) -> None:
    raw = compose(a_mail(attachments=(Attached(name, "application/pdf", b"x"),)))

    assert [part.get_filename() for part in read(raw).iter_attachments()] == [shown]


@pytest.mark.parametrize(
    "media_type", ["message/rfc822", "multipart/mixed", "bukan tipe", "text/plain\r\nBcc: x"]
)
def test_an_attached_mail_travels_as_bytes_that_no_server_rewrites(media_type: str) -> None:
    inner = b"From: a@x.example\nSubject: satu\n\nisi\rtanpa LF"

    raw = compose(a_mail(attachments=(Attached("asli.eml", media_type, inner),)))

    (part,) = read(raw).iter_attachments()
    assert (part.get_content_type(), part["Content-Transfer-Encoding"]) == (
        "application/octet-stream",
        "base64",
    )
    assert part.get_content() == inner


def test_the_self_test_passes_on_a_safe_composer() -> None:
    self_test()


def test_the_self_test_stops_a_composer_that_lets_a_line_break_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "_encoded", lambda text: "x\r\nBcc: penyusup@luar.example")

    with pytest.raises(OutsideError, match="headers are not safe") as caught:
        self_test()

    assert caught.value.permanent
    assert "Python" in caught.value.remedy


@pytest.mark.parametrize("broken", ["x\nBcc: y", "x\r\n\r\nisi palsu", "x" * 1_000])
def test_bytes_that_read_otherwise_than_meant_are_set_aside(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composing, "_encoded", lambda text: broken)

    with pytest.raises(SetAside):
        compose(a_mail())


def test_the_date_keeps_the_office_s_zone() -> None:
    assert read(compose(a_mail()))["Date"] == "Mon, 23 Nov 2026 08:12:00 +0700"
    assert read(compose(a_mail(date=datetime(2026, 1, 1, tzinfo=UTC))))["Date"].endswith("+0000")
