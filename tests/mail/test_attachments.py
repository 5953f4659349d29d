import base64
import struct
from dataclasses import replace
from email.message import EmailMessage

import pytest

from pipeline.mail.decoration import without_logos
from pipeline.mail.enclosed import files
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.parse import parse
from pipeline.mail.unread import words_on

PDF = b"%PDF-1.4\nSurat."
TNEF = b"\x78\x9f\x3e\x22" + bytes(20)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20)


def png(width: int, height: int, size: int = 400) -> bytes:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)
    return head + bytes(size - len(head))


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + bytes(400)


def jpeg(width: int, height: int) -> bytes:
    segment = b"\xff\xe0\0\x10" + bytes(14)
    return b"\xff\xd8" + segment + b"\xff\xc0\0\x11\x08" + struct.pack(">HH", height, width) + bytes(400)


def shown(picture: bytes, tag: str = "<img src='cid:a@x'>", head: str = "") -> Attachment:
    """A picture that the HTML of a mail shows."""
    coded = base64.b64encode(picture).decode()
    raw = (
        "From: a@b.example\nContent-Type: multipart/related; boundary=b\n\n"
        f"--b\nContent-Type: text/html\n\n<p>Yth.</p>{tag}\n"
        f"--b\nContent-Type: image/png\nContent-ID: <a@x>\n"
        f"{head}Content-Transfer-Encoding: base64\n\n{coded}\n--b--\n"
    )
    (file,) = parse(raw.encode()).facts.attachments
    return file


def attached(content: bytes, name: str, kind: str = "application/octet-stream") -> Attachment:
    mail = EmailMessage()
    mail.set_content("Terlampir.")
    main, _, sub = kind.partition("/")
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    (file,) = parse(mail.as_bytes()).facts.attachments
    return file


@pytest.mark.parametrize(
    ("picture", "tag"),
    [
        (png(200, 80), "<img src='cid:a@x'>"),
        (gif(1, 1), "<img src='cid:a@x'>"),
        (jpeg(240, 200), "<img src='cid:a@x'>"),
        (png(1200, 240), "<img src='cid:a@x'>"),
        (png(1600, 800, 90_000), "<img width=160 height=80 src='cid:a@x'>"),
        (png(1600, 800, 90_000), '<IMG style="width:1.6in; width: 160px" SRC="cid:A@X">'),
        (png(1600, 800, 90_000), "<img height='90' src='cid:a@x'>"),
        (b"RIFF\0\0\0\0WEBP" + bytes(900), "<img src='cid:a@x'>"),
    ],
)
def test_a_logo_that_the_html_shows_is_told_from_a_file(picture: bytes, tag: str) -> None:
    assert shown(picture, tag).inline


@pytest.mark.parametrize(
    ("picture", "tag"),
    [
        (png(900, 1200), "<img src='cid:a@x'>"),
        (jpeg(3000, 2000), "<img width=602 height=401 src='cid:a@x'>"),
        (jpeg(640, 480), "<p>lihat foto</p>"),
        (png(0, 0, 90_000)[:8] + bytes(90_000), "<img width=500 height=400 src='cid:a@x'>"),
        (b"RIFF\0\0\0\0WEBP" + bytes(90_000), "<img src='cid:a@x'>"),
    ],
)
def test_a_photo_pasted_into_the_text_is_a_file(picture: bytes, tag: str) -> None:
    assert not shown(picture, tag).inline


def test_a_small_picture_that_is_offered_as_a_file_is_one() -> None:
    assert not shown(
        png(90, 90), "<p>foto</p>", head="Content-Disposition: attachment; filename=a.png\n"
    ).inline


LOGO = Attachment(name="image001.png", media_type="image/png", sha256="l", size=9_000)
PHOTO = Attachment(name="foto.jpg", media_type="image/jpeg", sha256="f", size=900_000)
LETTER = Attachment(name="surat.pdf", media_type="application/pdf", sha256="s", size=9_000)


def test_a_picture_that_came_with_other_mails_is_a_logo() -> None:
    facts = Facts(text="Yth.", attachments=(LOGO, PHOTO, LETTER))

    kept = files(without_logos(facts, {"l": 2, "f": 5, "s": 7}))

    assert kept == (PHOTO, LETTER)


def test_a_picture_that_came_once_before_is_no_logo() -> None:
    facts = Facts(text="Yth.", attachments=(LOGO,))

    assert without_logos(facts, {"l": 1}) == facts


def test_a_mail_that_is_one_picture_keeps_it() -> None:
    facts = Facts(text=" \n", attachments=(LOGO,))

    assert without_logos(facts, {"l": 9}) == facts


@pytest.mark.parametrize(
    ("content", "name", "kind", "words"),
    [
        (TNEF, "winmail.dat", "application/ms-tnef", "winmail.dat (Outlook)"),
        (OLE, "surat.msg", "application/vnd.ms-outlook", "Outlook (.msg)"),
        (b"PK\x03\x04" + bytes(30), "foto.zip", "application/zip", "arsip (.zip)"),
        (b"Rar!\x1a\x07\x01\x00", "foto.rar", "application/vnd.rar", "arsip (.rar)"),
        (b"7z\xbc\xaf\x27\x1c\0\0", "foto.7z", "application/x-7z-compressed", "arsip (.7z)"),
        (b"\0\0\0\x18ftypheic", "IMG_1.HEIC", "image/heic", "HEIC"),
        (OLE, "surat.doc", "application/msword", "Office lama (.doc)"),
        (b"0\x80", "smime.p7m", "application/pkcs7-mime", "S/MIME"),
        (b"", "surat.pdf", "application/octet-stream", "kosong"),
    ],
)
def test_a_file_that_is_not_read_is_kept_and_named_with_a_word_why(
    content: bytes, name: str, kind: str, words: str
) -> None:
    file = attached(content, name, kind if name == "smime.p7m" else "application/octet-stream")

    assert (file.name, file.media_type, file.size, words in file.note) == (name, kind, len(content), True)


def test_a_file_whose_code_is_broken_is_kept_as_it_came_with_a_word() -> None:
    words = b"Lampiran tidak dapat dikirim, mohon hubungi kami."
    head = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf; name=a.pdf\n"
    parsed = parse(head + b"Content-Transfer-Encoding: base64\n\n" + words + b"\n--b--\n")

    assert (parsed.contents, "kode yang rusak" in parsed.facts.attachments[0].note) == ((words,), True)


def test_what_could_not_be_read_is_told_file_by_file() -> None:
    unread = replace(LETTER, name="surat.doc", note="Berformat lama.")
    decoration = replace(LOGO, inline=True, note="Kosong.")

    facts = Facts(notes=("Surel terpotong.",), attachments=(unread, unread, decoration, PHOTO))

    assert words_on(facts) == ("Surel terpotong.", "surat.doc: Berformat lama.")


def test_the_seal_of_a_mail_program_is_no_file_of_the_sender() -> None:
    assert attached(b"0\x80", "smime.p7s", "application/pkcs7-signature").inline


@pytest.mark.parametrize("name", ["surat.pdf", "surat.docx", "foto.jpg"])
def test_a_file_that_can_be_read_needs_no_word(name: str) -> None:
    contents = {"surat.pdf": PDF, "surat.docx": b"PK\x03\x04 word/document.xml", "foto.jpg": jpeg(9, 9)}

    assert attached(contents[name], name).note == ""


def test_a_workbook_is_kept_to_the_byte() -> None:
    workbook = b"PK\x03\x04 xl/workbook.xml" + bytes(range(256))
    mail = EmailMessage()
    mail.add_attachment(workbook, maintype="application", subtype="octet-stream", filename="data.xlsx")

    parsed = parse(mail.as_bytes())

    assert (parsed.contents, parsed.facts.attachments[0].media_type[-18:]) == (
        (workbook,),
        "spreadsheetml.sheet"[-18:],
    )


def test_a_file_of_an_attached_mail_does_not_answer_for_the_mail_itself() -> None:
    inner = EmailMessage()
    inner.add_attachment(PDF, maintype="application", subtype="pdf", filename="lama.pdf")
    outer = EmailMessage()
    outer.set_content("Terlampir.")
    outer.add_attachment(inner)
    outer.add_attachment(PDF + b"2", maintype="application", subtype="pdf", filename="baru.pdf")

    names = [file.name for file in files(parse(outer.as_bytes()).facts)]

    assert names == ["lampiran-1.eml", "baru.pdf"]
