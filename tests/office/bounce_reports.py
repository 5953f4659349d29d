"""Delivery reports as servers fill them in that keep to RFC 3464, more or less."""

from collections.abc import Mapping

from tests.office.bounce_forms import HEADERS, Due, Form, Report

_GENERATED = {"Auto-Submitted": "auto-replied"}
_DAEMON = "MAILER-DAEMON@mx.perusahaan.example (Mail Delivery System)"
_NO_USER = "Diagnostic-Code: smtp; 550 5.1.1 <{to}>: Recipient address rejected: User unknown"

REPORTS: Mapping[str, Form] = {
    "postfix": Form(
        Due.RETURNED,
        Report(
            sender=_DAEMON,
            subject="Undelivered Mail Returned to Sender",
            told="This is the mail system at host mx.perusahaan.example.\n\n<{to}>: unknown user",
            more=_NO_USER,
            names_envelope=True,
            head=_GENERATED,
        ),
    ),
    "postfix, the header alone": Form(
        Due.RETURNED,
        Report(
            sender=_DAEMON,
            subject="Undelivered Mail Returned to Sender",
            told="I'm sorry to have to inform you that your message could not be delivered.",
            status="5.7.1",
            more="Diagnostic-Code: smtp; 554 5.7.1 Service unavailable; client host blocked",
            back=HEADERS,
        ),
    ),
    "postfix, still trying": Form(
        Due.LATE,
        Report(
            sender=_DAEMON,
            subject="Delayed Mail (still being retried)",
            told="THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.",
            action="delayed",
            status="4.4.1",
            more="Will-Retry-Until: Sat, 28 Nov 2026 08:00:00 +0700",
            back=HEADERS,
        ),
    ),
    "Exchange Online": Form(
        Due.RETURNED,
        Report(
            sender="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@perusahaan.example>",
            subject="Undeliverable: Tanda terima pengaduan",
            told="<html><body><p>Your message to {to} couldn't be delivered.</p></body></html>",
            told_as="text/html; charset=utf-8",
            status="5.1.10",
            more="Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address",
            recipient="rfc822;{to}",
            back=HEADERS,
            head={"X-MS-Exchange-Message-Is-Ndr": "", "X-Auto-Response-Suppress": "All"},
        ),
    ),
    "sendmail": Form(
        Due.RETURNED,
        Report(
            sender="Mail Delivery Subsystem <MAILER-DAEMON@mx.perusahaan.example>",
            subject="Returned mail: see transcript for details",
            told="   ----- The following addresses had permanent fatal errors -----\n<{to}>\n\n"
            "   ----- Transcript of session follows -----\n550 5.1.1 <{to}>... User unknown",
            recipient="RFC822; {to}",
            more="Last-Attempt-Date: Mon, 23 Nov 2026 08:00:05 +0700",
        ),
    ),
    "Gmail": Form(
        Due.RETURNED,
        Report(
            sender="Mail Delivery Subsystem <mailer-daemon@surel.example>",
            subject="Delivery Status Notification (Failure)",
            told="** Address not found **\n\nYour message wasn't delivered to {to} because the address "
            "couldn't be found, or is unable to receive mail.",
            more="Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.",
            head={"X-Failed-Recipients": "pelanggan@perusahaan.example", "Auto-Submitted": "auto-replied"},
        ),
    ),
    "Google Groups": Form(
        Due.RETURNED,
        Report(
            sender="Mail Delivery Subsystem <mailer-daemon@surel.example>",
            subject="Delivery Status Notification (Failure)",
            told="We're writing to let you know that the group you tried to contact (mutu) may not exist, or "
            "you may not have permission to post messages to the group.",
            status="5.2.1",
            more="Diagnostic-Code: smtp; 550 5.2.1 You may not have permission to post.",
        ),
    ),
    "Zimbra, over quota until it gave up": Form(
        Due.RETURNED,
        Report(
            sender=_DAEMON,
            subject="Undelivered Mail Returned to Sender",
            told="<{to}>: host 127.0.0.1 said: 452 4.2.2 Over quota (in reply to end of DATA command)",
            status="4.2.2",
            more="Remote-MTA: dns; 127.0.0.1\nDiagnostic-Code: smtp; 452 4.2.2 Over quota",
        ),
    ),
    "Domino": Form(
        Due.RETURNED,
        Report(
            sender="Postmaster@perusahaan.example",
            subject="DELIVERY FAILURE: User pelanggan not listed in Domino Directory",
            told="Your message\n\n  Subject: Tanda terima pengaduan\n\nwas not delivered to:\n\n  {to}\n\n"
            "because:\n\n  User pelanggan (pelanggan@perusahaan.example) not listed in Domino Directory",
            recipient="rfc822;{to}",
            more="Diagnostic-Code: X-Notes; User not listed in Domino Directory",
        ),
    ),
    "Kerio Connect": Form(
        Due.RETURNED,
        Report(
            sender='"Mail Delivery Subsystem" <postmaster@perusahaan.example>',
            subject="Undeliverable: Tanda terima pengaduan",
            told="Your message could not be delivered to the following recipients:\n\n{to}\n\n"
            "Reason: 5.2.2 Mailbox is over quota",
            status="5.2.2",
            back=HEADERS,
        ),
    ),
    "Courier": Form(
        Due.RETURNED,
        Report(
            sender='"Mail Delivery System" <@mx.perusahaan.example>',
            subject="NOTICE: mail delivery status.",
            told="             UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be "
            "delivered:\n\n<{to}>:\n   User unknown.",
            status="5.0.0",
            recipient="rfc822; {to}",
            more="Diagnostic-Code: unknown; User unknown.",
            back=HEADERS,
        ),
    ),
    "in German": Form(
        Due.RETURNED,
        Report(
            sender="Postmaster <postmaster@perusahaan.example>",
            subject="Unzustellbar: Tanda terima pengaduan",
            told="Die Nachricht konnte folgenden Empfängern nicht zugestellt werden:\n\n{to}\n\n"
            "Das Postfach ist voll.",
            status="5.2.2",
            back=HEADERS,
        ),
    ),
    "several recipients, one of them failed": Form(
        Due.RETURNED,
        Report(
            sender=_DAEMON,
            subject="Undelivered Mail Returned to Sender",
            told="<{to}>: user unknown",
            others="\nFinal-Recipient: rfc822; gudang@perusahaan.example\nAction: relayed\nStatus: 2.1.5\n",
            back=HEADERS,
        ),
    ),
    "with the wrong content type": Form(
        Due.RETURNED,
        Report(
            sender=_DAEMON,
            subject="Undelivered Mail Returned to Sender",
            told="The message could not be delivered.",
            kind="multipart/mixed",
        ),
    ),
    "of the server behind a forwarding": Form(
        Due.RETURNED,
        Report(
            sender="Mail Delivery System <MAILER-DAEMON@relay.penyedia.example>",
            subject="Undelivered Mail Returned to Sender",
            told="<kotak@penyedia.example> (expanded from <{to}>): mailbox disabled",
            status="5.2.1",
            recipient="rfc822; kotak@penyedia.example\nOriginal-Recipient: rfc822;kotak@penyedia.example",
            head={"Received": "from relay.penyedia.example by mx.perusahaan.example; Mon, 23 Nov 2026"},
        ),
    ),
}
