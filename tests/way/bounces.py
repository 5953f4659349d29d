"""What a mail server says when it could not deliver after all (RFC 3464)."""

import re
from email import message_from_bytes

HEAD = """\
From: Mail Delivery Subsystem <mailer-daemon@mail.pelanggan.example>
To: {to}
Subject: Undelivered Mail Returned to Sender
Date: Mon, 23 Nov 2026 09:00:00 +0700
Message-ID: <pantulan.{number}@mail.pelanggan.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="batas"

"""
REPORT = """Reporting-MTA: dns; mail.pelanggan.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
"""


def bounce_of(mail: bytes, recipient: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """The report on `mail`, which is enclosed whole."""
    to = str(message_from_bytes(mail)["From"])
    returned = re.search(rb"tanggap\.(\w+)@", mail)
    number = returned[1].decode() if returned else "0"
    head = HEAD.format(to=to, number=number)
    parts = (
        ("text/plain; charset=utf-8", f"Surel kepada {recipient} tidak dapat disampaikan.".encode()),
        (
            "message/delivery-status",
            REPORT.format(recipient=recipient, action=action, status=status).encode(),
        ),
        ("message/rfc822", mail),
    )
    body = b"".join(
        b"--batas\nContent-Type: %b\n\n%b\n" % (kind.encode(), content) for kind, content in parts
    )
    return b"\r\n".join((head.encode() + body + b"--batas--\n").splitlines()) + b"\r\n"
