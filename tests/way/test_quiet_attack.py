"""A diary of attempts to make the office talk, to smuggle something to its staff, or to bury them in mail.

Each attempt is a mail over real SMTP and Dovecot, from an address and a domain of its own. Afterwards it is
counted what left the office: to whom, with which header lines, and with what in it.
"""

import base64
import io
import smtplib
from collections.abc import Mapping
from email import message_from_bytes
from email.policy import compat32, default
from zipfile import ZipFile

from tests.offices import BORDER
from tests.servers.smtp_dialogue import PASSWORD
from tests.way.configuration import ADDRESS, JOURNAL, is_ours
from tests.way.office import LETTER, Office

VICTIM = "korban@orang-lain.example"
#: the lines that a mail of ours has
OURS = {
    *("X-Tanggap-Register", "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To"),
    *("References", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Type", "MIME-Version"),
}
SECRETS = (b"MZ-RAHASIA", b"482913", b"ABC-123", b"<script", b"<img src=", b"tautan-jahat")


def _part(name: str, content: bytes, kind: str = "application/octet-stream") -> str:
    code = base64.b64encode(content).decode()
    return (
        f'--b\r\nContent-Type: {kind}; name="{name}"\r\n'
        f'Content-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{code}\r\n"
    )


def _zip(name: str) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(name, b"MZ-RAHASIA")
    return made.getvalue()


#: name → header lines, body; `{me}` is the address that the attempt has logged in with
WORDS: Mapping[str, tuple[list[str], str]] = {
    "a victim's name": ([f"From: {VICTIM}"], LETTER),
    "a victim in Reply-To": (["From: {me}", f"Reply-To: {VICTIM}"], LETTER),
    "a victim in Sender": (["From: {me}", f"Sender: {VICTIM}"], LETTER),
    "a victim in Cc": (["From: {me}", f"Cc: {VICTIM}"], LETTER),
    "a victim in Bcc": (["From: {me}", f"Bcc: {VICTIM}"], LETTER),
    "a victim's read receipt": (["From: {me}", f"Disposition-Notification-To: {VICTIM}"], LETTER),
    "a victim's return path": (["From: {me}", f"Return-Path: <{VICTIM}>", f"Errors-To: {VICTIM}"], LETTER),
    "a victim as a display name": ([f'From: "{VICTIM}" <{{me}}>'], LETTER),
    "two senders": ([f"From: {{me}}, {VICTIM}"], LETTER),
    "two From lines": (["From: {me}", f"From: {VICTIM}"], LETTER),
    "an address in the letter": (["From: {me}"], f"{LETTER}\nEmail: {VICTIM}\nSurel: {VICTIM}"),
    "a stamp that vouches for a victim": (
        [f"Authentication-Results: {BORDER}; dmarc=pass header.from=orang-lain.example", f"From: {VICTIM}"],
        LETTER,
    ),
    "our own mailbox": ([f"From: {ADDRESS}"], LETTER),
    "a post of the office": (["From: tu@balai.example"], LETTER),
    "a Bcc in the subject": (["From: {me}", f"Subject: =?utf-8?q?Keluhan=0D=0ABcc=3A_{VICTIM}?="], LETTER),
    "a folded Bcc in the subject": (["From: {me}", f"Subject: Keluhan\r\n Bcc: {VICTIM}"], LETTER),
    "a Bcc by NEL": (
        ["From: {me}", f"Subject: =?utf-8?b?{base64.b64encode(b'Keluhan').decode()}?= \u0085Bcc: x"],
        LETTER,
    ),
    "a Bcc by a line separator": (["From: {me}", "Subject: Keluhan\u2028Bcc: x@x.test"], LETTER),
    "a Bcc in the name": ([f"From: =?utf-8?q?Orang=0D=0ABcc=3A_{VICTIM}?= <{{me}}>"], LETTER),
    "a Bcc in the Message-ID": (["From: {me}", f"Message-ID: <a@b>\r\n\tBcc: {VICTIM}"], LETTER),
    "a Bcc in References": (["From: {me}", f"References: <a@b>\r\n Bcc: {VICTIM}"], LETTER),
    "a lone CR": (["From: {me}"], f"{LETTER}\rBcc: {VICTIM}\r.\rQUIT"),
    "a smuggled end of data": (["From: {me}"], f"{LETTER}\n..\nMAIL FROM:<x@x.test>\nRCPT TO:<{VICTIM}>"),
    "markup in the letter": (
        ["From: {me}"],
        f"{LETTER}\n<script>alert(1)</script><img src='http://x.test/p'>",
    ),
    "a page as the letter": (
        ["From: {me}", "MIME-Version: 1.0", "Content-Type: text/html"],
        f"<p>{LETTER}</p><script>alert(1)</script><img src=http://x.test/p><form action=x></form>",
    ),
    "markup in the subject": (["From: {me}", "Subject: <script>alert(1)</script> Keluhan"], LETTER),
    "an automatic mail": (["From: {me}", "Auto-Submitted: auto-generated"], LETTER),
    "an automatic answer": (["From: {me}", "Auto-Submitted: auto-replied"], LETTER),
    "a list": (["From: {me}", "List-Id: <a.b.test>", "Precedence: list"], LETTER),
    "bulk mail": (["From: {me}", "Precedence: bulk"], LETTER),
    "a null return path": (["From: {me}", "Return-Path: <>"], LETTER),
    "a bounce of nothing": (
        [
            "From: MAILER-DAEMON@x.test",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        ],
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; {VICTIM}\r\n--b--",
    ),
    "another office's mark": (["From: {me}", "X-Tanggap-Register: id=a&isi=b&mac=" + "0" * 64], LETTER),
    "a code of a service": (
        ["From: no-reply@slack.test", "Subject: Slack confirmation code: ABC-123"],
        "ABC-123",
    ),
    "a one-time password": (["From: noreply@bank.test", "Subject: Kode OTP"], "Kode OTP Anda adalah 482913."),
    "an invitation": (
        ["From: feedback@slack.test", "Subject: You have been invited to join Kami mengadukan"],
        "You have been invited to join. https://slack.test/tautan-jahat",
    ),
    "a password's renewal": (
        ["From: account@x.test", "Subject: Reset your password"],
        "Reset your password: https://x.test/tautan-jahat",
    ),
    "a domain like ours": (["From: kepala@ba1ai.example"], LETTER),
    "a domain that begins with ours": (["From: kepala@balai.example.x.test"], LETTER),
    "a domain in punycode": (["From: kepala@xn--blai-43d.example"], LETTER),
    "our address as a name": (['From: "kepala@balai.example" <{me}>'], LETTER),
    "a bait": (["From: {me}"], f"{LETTER}\nKuota kotak surat Anda penuh: https://x.test/masuk"),
    "a disguised link": (
        ["From: {me}", "MIME-Version: 1.0", "Content-Type: text/html"],
        f"<p>{LETTER}</p><a href='https://x.test/a'>https://balai.example/masuk</a>",
    ),
}
FILES: Mapping[str, tuple[str, bytes]] = {
    "a program": ("surat.exe", b"MZ-RAHASIA"),
    "a program under another name": ("surat.pdf", b"MZ-RAHASIA"),
    "a program behind two endings": ("surat.pdf.scr", b"MZ-RAHASIA"),
    "a program in a zip": ("surat.zip", _zip("surat.exe")),
    "a program behind a picture": ("foto.jpg", b"\xff\xd8\xff" + _zip("surat.bat")),
    "a page that runs": ("surat.html", b"<script>MZ-RAHASIA</script>"),
    "a drawing that runs": ("gambar.svg", b"<svg onload=alert(1)>MZ-RAHASIA</svg>"),
    "a macro": ("surat.docm", b"MZ-RAHASIA"),
    "a shortcut": ("surat.lnk", b"L\x00\x00\x00\x01\x14\x02\x00MZ-RAHASIA"),
    "a path as a name": ("../../etc/surat.exe", b"MZ-RAHASIA"),
}


def _attempts() -> dict[str, tuple[list[str], str]]:
    made = dict(WORDS)
    head = ["From: {me}", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"]
    for name, (file, content) in FILES.items():
        body = f"--b\r\nContent-Type: text/plain\r\n\r\n{LETTER}\r\n{_part(file, content)}--b--\r\n"
        made[name] = (head, body)
    return made


def _send(office: Office, number: int, lines: list[str], body: str) -> None:
    me = f"orang@penyerang-{number}.example"
    known = [line.replace("{me}", me) for line in lines]
    told = {line.partition(":")[0].lower() for line in known}
    usual = {
        "To": ADDRESS,
        "Subject": f"Keluhan keterlambatan {number}",
        "Date": "Mon, 23 Nov 2026 08:10:00 +0700",
        "Message-ID": f"<serangan-{number}@x.test>",
    }
    known += [f"{name}: {value}" for name, value in usual.items() if name.lower() not in told]
    text = body.replace("2026-0456", f"2026-{number:04}")
    raw = "\r\n".join([*known, "", text.replace("\r\n", "\n").replace("\n", "\r\n")]).encode()
    with smtplib.SMTP(office.post.host, office.post.port, timeout=30) as smtp:
        smtp.login(me, PASSWORD)
        smtp.sendmail(me, [ADDRESS], raw)


def test_fifty_attempts_make_the_office_neither_talk_to_a_stranger_nor_carry_harm(office: Office) -> None:
    attempts = _attempts()
    for number, (lines, body) in enumerate(attempts.values()):
        _send(office, number, lines, body)
    office.work()
    office.pass_time(minutes=61)

    assert len(attempts) >= 50
    sent = [each for each in office.post.book.deliveries if is_ours(each)]
    staff = {post.address for post in office.desk.posts.values()} | {JOURNAL}
    told = {address for each in sent for address in each.recipients} - staff
    assert all("@penyerang-" in address for address in told), told
    talked = [sum(address in each.recipients for each in sent) for address in told]
    assert all(count == 1 for count in talked)
    for each in sent:
        _check(each.data)
    states = office.rows("select state from inbox")
    assert len(states) == len(attempts)
    assert {row.state for row in states} <= {"selesai", "ditahan", "ganda"}
    # Whoever only writes an honest letter, in whatever trappings, is registered all the same.
    assert len(office.rows("select 1 from cases")) >= 20
    assert office.rows("select 1 from answers") == []


def _check(raw: bytes) -> None:
    """One of our mails: the header's lines are ours, its lines end as they should, nothing in it harms."""
    mail = message_from_bytes(raw, policy=compat32)
    assert set(mail.keys()) <= OURS
    assert len(mail.keys()) == len(set(mail.keys()))
    assert raw.count(b"\r\n") == raw.count(b"\r") == raw.count(b"\n")
    # The customer's mail as it came is enclosed as a file and named so.
    parts = [part for part in message_from_bytes(raw, policy=default).walk() if not part.is_multipart()]
    shown = [part for part in parts if not str(part.get_filename() or "").endswith(".eml")]
    for part in shown:
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found = [secret for secret in SECRETS if secret in content]
        if part.get_content_type() == "text/plain":
            found = [secret for secret in found if not secret.startswith(b"<")]
        assert found == [], (mail["Subject"], part.get_filename())
    for part in parts:
        assert b"MZ-RAHASIA" not in (part.get_payload(decode=True) or b"")
