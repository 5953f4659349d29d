"""What a bounce is made of here: a mail of ours, and a form that a mail server fills in about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.mail.return_path import return_path
from tests.offices import ADDRESS

MX = "mx.perusahaan.example"


class Due(StrEnum):
    """What has to follow from a bounce."""

    RETURNED = "the mail is lost"
    LATE = "the mail may still arrive"
    #: no mail server wrote it, so nothing follows by itself
    ASKED = "TU looks at it"


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail of ours, as a server that refuses it knows it."""

    to: str
    message_id: str
    mark: str
    subject: str = "Tanda terima pengaduan"

    @property
    def path(self) -> str:
        """The return path, to which a report goes."""
        return return_path(self.mark, ADDRESS)

    @property
    def head(self) -> str:
        """The header of it that is given back."""
        return (
            f"Received: from mail.balai.example by {MX}; Mon, 23 Nov 2026 08:00:02 +0700\n"
            f"From: Pengaduan BSPJI Contoh <{ADDRESS}>\nTo: {self.to}\nSubject: {self.subject}\n"
            f"Message-ID: {self.message_id}\nDate: Mon, 23 Nov 2026 08:00:00 +0700\nMIME-Version: 1.0"
        )

    @property
    def whole(self) -> str:
        """All of it that is given back."""
        return f"{self.head}\n\nYth. Pelanggan,\nPengaduan Saudara telah kami terima."


@dataclass(frozen=True, slots=True)
class Form:
    """How one server words it."""

    due: Due
    write: Callable[[Sent], str | bytes]

    def raw(self, sent: Sent) -> bytes:
        """The bounce of this mail, as it lies in the mailbox."""
        text = self.write(sent)
        lines = (text if isinstance(text, bytes) else text.encode()).strip(b"\n").split(b"\n")
        return b"\r\n".join(lines) + b"\r\n"


#: where a part of a report gives the mail back, and as what
WHOLE, HEADERS = "message/rfc822", "text/rfc822-headers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A delivery report after RFC 3464."""

    sender: str
    subject: str
    told: str
    status: str = "5.1.1"
    action: str = "failed"
    #: lines about the recipient beside address, action and status
    more: str = ""
    #: `{to}` is who the report is about
    recipient: str = "rfc822; {to}"
    #: blocks about further recipients
    others: str = ""
    #: what is given back of the mail, "" for nothing
    back: str = WHOLE
    kind: str = "multipart/report; report-type=delivery-status"
    told_as: str = "text/plain; charset=utf-8"
    #: ENVID is given back (RFC 3461)
    names_envelope: bool = False
    head: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, sent: Sent) -> str:
        """Fill it in."""
        known = {"to": sent.to, "head": sent.head, "whole": sent.whole, "id": sent.message_id}
        given = {WHOLE: f"\n--batas\nContent-Type: {WHOLE}\n\n{sent.whole}\n"}
        given |= {HEADERS: f"\n--batas\nContent-Type: {HEADERS}\n\n{sent.head}\n", "": ""}
        envelope = f"\nOriginal-Envelope-Id: {sent.mark}" if self.names_envelope else ""
        lines = [f"{name}: {value}" for name, value in self.head.items()]
        about = [f"Final-Recipient: {self.recipient.format(**known)}", f"Action: {self.action}"]
        about += [f"Status: {self.status}", *filter(None, [self.more.format(**known)])]
        return "\n".join(
            [
                *("Return-Path: <>", f"From: {self.sender}", f"To: {sent.path}", f"Subject: {self.subject}"),
                *(*lines, "Date: Mon, 23 Nov 2026 09:00:00 +0700", f"Message-ID: <laporan@{MX}>"),
                *("MIME-Version: 1.0", f'Content-Type: {self.kind}; boundary="batas"', "", "--batas"),
                *(f"Content-Type: {self.told_as}", "", self.told.format(**known), "", "--batas"),
                *("Content-Type: message/delivery-status", "", f"Reporting-MTA: dns; {MX}{envelope}", ""),
                *("\n".join(about), self.others, f"{given[self.back]}--batas--", ""),
            ]
        )


def text(head: str, body: str) -> Callable[[Sent], str]:
    """A bounce in the server's own words; {to}, {path}, {office}, {id}, {head}, {whole} are the mail's."""

    def write(sent: Sent) -> str:
        known = {"to": sent.to, "path": sent.path, "office": ADDRESS, "id": sent.message_id}
        filled = f"{head.strip()}\n\n{body.strip(chr(10))}\n"
        return filled.format(**known, head=sent.head, whole=sent.whole, subject=sent.subject)

    return write
