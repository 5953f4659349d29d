"""Bounces in the servers' own words, as far as they keep to no standard."""

from collections.abc import Mapping

from tests.office.bounce_forms import Due, Form, Sent, text

_QMAIL = """
Hi. This is the qmail-send program at perusahaan.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{to}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <{path}>
{whole}
"""
_EXIM = """
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {to}
    host mx.perusahaan.example [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<{to}>:
    550 5.1.1 User unknown

------ This is a copy of the message, including all the headers. ------

Return-path: <{path}>
{whole}
"""
_EXIM_LATE = """
This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.perusahaan.example.

The message identifier is:     1tE0aB-0000Cd-2f
The subject of the message is: {subject}

The address to which the message has not yet been delivered is:

  {to}

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals.
"""
_YAHOO = """
Sorry, we were unable to deliver your message to the following address.

<{to}>:
554: delivery error: dd This user doesn't have an account (0) - mta.surel.example

--- Below this line is a copy of the message.

{whole}
"""
_NOTES = """
Your document:  {subject}
was not delivered to:  {to}
because:  Router: Failed to connect to SMTP host; server not responding
"""
_MAILMAN = """
--batas
Content-Type: text/plain; charset="us-ascii"

Your request to the Mutu mailing list

    Posting of your message titled "{subject}"

has been rejected by the list moderator.

--batas
Content-Type: message/rfc822

{whole}

--batas--
"""
_IMAIL = """
User mailbox exceeds allowed size: {to}

Original message follows.

{whole}
"""
_MDAEMON = """
--batas
Content-Type: text/plain; charset=us-ascii

The attached message had PERMANENT fatal delivery errors!

After one or more unsuccessful delivery attempts the attached message has been
removed from the mail queue on this server.

Failed address: {to}

--- Session Transcript ---
 Mon 2026-11-23 08:00:05: <-- 550 5.1.1 Recipient unknown
--- End Transcript ---

--batas
Content-Type: message/rfc822

{whole}

--batas--
"""
_HMAIL = """
Your message did not reach some or all of the intended recipients.

   Sent: Mon, 23 Nov 2026 08:00:00 +0700
   Subject: {subject}

The following recipient(s) could not be reached:

{to}
   Error Type: SMTP
   Remote server (192.0.2.7) issued an error.
   hMailServer sent: RCPT TO:<{to}>
   Remote server replied: 550 5.1.1 User unknown

hMailServer
"""
_GROUPWISE = """
--batas
Content-Type: text/plain

The message that you sent was undeliverable to the following:
\tpelanggan (user not found)

--batas
Content-Type: message/rfc822

{whole}

--batas--
"""
_AOL = """
The original message was received at Mon, 23 Nov 2026 08:00:02 +0700

   ----- The following addresses had permanent fatal errors -----
<{to}>

   ----- Transcript of session follows -----
... while talking to air.surel.example:
>>> RCPT To:<{to}>
<<< 550 MAILBOX NOT FOUND
550 <{to}>... User unknown

   ----- Original message follows -----
{head}
"""
_INDONESIAN = """
Yth. Pengirim,

Surel Saudara kepada {to} tidak dapat kami sampaikan karena alamat tersebut
tidak terdaftar pada server kami. Mohon periksa kembali alamat tujuan.
"""
_JAPANESE = """
次の宛先へのメールは配信できませんでした。

<{to}>: 宛先不明

----- 元のメッセージ -----
{head}
"""
_TRANSCRIPT = """
The following message could not be delivered: Empfänger unbekannt, pénerima tidak dikenal

{whole}
"""
_NULL = """
Pesan untuk {to} tidak dapat diteruskan, kotak surat sudah ditutup.

> {id}

> Message-ID: {id}
"""

_HEAD = """
Return-Path: <>
From: {sender}
To: {{path}}
Subject: {subject}
Date: Mon, 23 Nov 2026 09:00:00 +0700
Message-ID: <pantulan@mx.perusahaan.example>
"""


def _head(sender: str, subject: str, *more: str) -> str:
    return "\n".join([_HEAD.strip().format(sender=sender, subject=subject), *more])


_PARTS = ("MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="batas"')
_UTF8 = ("MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit")


def _in_japanese(sent: Sent) -> bytes:
    subject = "=?ISO-2022-JP?B?GyRCJWEhPCVrJE4bKEI=?= =?UTF-8?B?6YWN5L+h5LiN6IO9?="
    head = _head("MAILER-DAEMON@mx.perusahaan.example", subject, "MIME-Version: 1.0")
    kind = 'Content-Type: text/plain; charset="ISO-2022-JP"\nContent-Transfer-Encoding: 7bit'
    return text(f"{head}\n{kind}", _JAPANESE)(sent).encode("iso-2022-jp")


def _in_8bit(sent: Sent) -> bytes:
    head = _head(
        "Mail Delivery System <mailer-daemon@perusahaan.example>", "Zustellung unmöglich: user unknown"
    )
    return text(head, _TRANSCRIPT)(sent).encode("latin-1")


TEXTS: Mapping[str, Form] = {
    "Exim": Form(
        Due.RETURNED,
        text(
            _head(
                "Mail Delivery System <Mailer-Daemon@mx.perusahaan.example>",
                "Mail delivery failed: returning message to sender",
                "X-Failed-Recipients: {to}",
                "Auto-Submitted: auto-replied",
            ),
            _EXIM,
        ),
    ),
    "Exim, still trying": Form(
        Due.LATE,
        text(
            _head(
                "Mail Delivery System <Mailer-Daemon@mx.perusahaan.example>",
                "Warning: message 1tE0aB-0000Cd-2f delayed 24 hours",
            ),
            _EXIM_LATE,
        ),
    ),
    "qmail": Form(Due.RETURNED, text(_head("MAILER-DAEMON@perusahaan.example", "failure notice"), _QMAIL)),
    "Yahoo": Form(Due.RETURNED, text(_head("MAILER-DAEMON@surel.example", "Failure Notice"), _YAHOO)),
    "Lotus Notes": Form(
        Due.RETURNED, text(_head("Postmaster@perusahaan.example", "DELIVERY FAILURE: no answer"), _NOTES)
    ),
    "Mailman": Form(
        Due.ASKED,
        text(
            _head(
                "mutu-bounces@perusahaan.example",
                'Request to mailing list "Mutu" rejected',
                "Precedence: bulk",
                "X-BeenThere: mutu@perusahaan.example",
                *_PARTS,
            ).replace("Return-Path: <>", "Return-Path: <mutu-bounces@perusahaan.example>"),
            _MAILMAN,
        ),
    ),
    "IMail": Form(
        Due.RETURNED,
        text(
            _head(
                "Postmaster <postmaster@perusahaan.example>", "Undeliverable Mail", "X-Mailer: <SMTP32 v8>"
            ),
            _IMAIL,
        ),
    ),
    "MDaemon": Form(
        Due.RETURNED,
        text(_head("MDaemon@perusahaan.example", "Permanent Delivery Failure", *_PARTS), _MDAEMON),
    ),
    "hMailServer": Form(
        Due.RETURNED,
        text(_head("mailer-daemon@perusahaan.example", "Message undeliverable: {subject}"), _HMAIL),
    ),
    "GroupWise": Form(
        Due.RETURNED,
        text(
            _head("Mailer-Daemon@perusahaan.example", "Message status - undeliverable", *_PARTS), _GROUPWISE
        ),
    ),
    "AOL": Form(
        Due.RETURNED,
        text(
            _head("Mail Delivery Subsystem <MAILER-DAEMON@surel.example>", "Returned mail: User unknown"),
            _AOL,
        ),
    ),
    "in Indonesian, the return path alone": Form(
        Due.RETURNED,
        text(_head("MAILER-DAEMON@perusahaan.example", "Surel tidak dapat disampaikan", *_UTF8), _INDONESIAN),
    ),
    "in Japanese": Form(Due.RETURNED, _in_japanese),
    "with bytes above 127 and no MIME": Form(Due.RETURNED, _in_8bit),
    "from a person's address, by its null path": Form(
        Due.RETURNED,
        text(_head("Layanan Surel <layanan@perusahaan.example>", "Pesan tidak terkirim", *_UTF8), _NULL),
    ),
}
