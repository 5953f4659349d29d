"""The people of the demo: each has a mailbox, and nothing else to do with the program.

They stand apart from the story because they only read and write mail, over real IMAP and SMTP.
"""

import smtplib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

from imap_tools import MailBoxUnencrypted

from pipeline.demo.replies import Author, File, Program, body_text, new_mail, reply_to
from pipeline.demo.server import MailServer

#: seconds between two looks into the mailbox
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """A mail as it lies in somebody's INBOX."""

    uid: int
    raw: bytes
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        """The plain text."""
        return body_text(self.message)

    @property
    def files(self) -> tuple[File, ...]:
        """The attachments, in order."""
        return tuple(File(part.get_filename(""), _decoded(part)) for part in self.message.iter_attachments())

    def file(self, ending: str) -> File:
        """The one attachment whose name ends so; ValueError if there is not exactly one."""
        (found,) = [each for each in self.files if each.name.lower().endswith(ending)]
        return found


class NoSuchMailError(Exception):
    """A player waited for a mail that did not come; the text lists what did."""


class Person:
    """Somebody with an address on the server. The mail program decides how replies quote."""

    def __init__(
        self,
        address: str,
        password: str,
        server: MailServer,
        *,
        name: str = "",
        program: Program = Program.GMAIL,
    ) -> None:
        server.add_user(address, password)
        self.author = Author(address, name, program)
        self._password = password
        self._server = server

    @property
    def address(self) -> str:
        """Where this person gets mail."""
        return self.author.address

    def send(self, mail: EmailMessage | bytes) -> None:
        """Hand a mail to the server for everybody in To and Cc; raises if it refuses anybody."""
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        parsed = message_from_bytes(raw, policy=default)
        lines = [str(line) for name in ("To", "Cc") for line in parsed.get_all(name, [])]
        recipients = [address for _, address in getaddresses(lines)]
        with smtplib.SMTP(self._server.host, self._server.smtp_port, timeout=30) as smtp:
            smtp.login(self.address, self._password)
            refused = smtp.sendmail(self.address, recipients, raw)
        if refused:
            raise smtplib.SMTPRecipientsRefused(refused)

    def write(self, to: str, subject: str, text: str, files: Sequence[File] = ()) -> EmailMessage:
        """Write a new mail and send it."""
        mail = new_mail(self.author, to, subject, text, self._server.clock(), files)
        self.send(mail)
        return mail

    def reply(self, mail: ReceivedMail, text: str, files: Sequence[File] = ()) -> EmailMessage:
        """Answer a mail with `text` above its quotation, to its Reply-To, in its thread."""
        answer = reply_to(mail.message, self.author, text, self._server.clock(), files)
        self.send(answer)
        return answer

    def inbox(self) -> list[ReceivedMail]:
        """Everything in the INBOX, in the order it came; nothing gets marked as read."""
        with self._mailbox() as box:
            return [_fetched(box, uid) for uid in _uids(box)]

    def wait_for(self, wanted: Callable[[ReceivedMail], bool], seconds: float = 30) -> ReceivedMail:
        """The first mail, old or new, that is wanted; NoSuchMailError if none comes in time."""
        end = time.monotonic() + seconds
        seen: list[ReceivedMail] = []
        with self._mailbox() as box:
            while True:
                for uid in _uids(box)[len(seen) :]:
                    seen.append(_fetched(box, uid))
                    if wanted(seen[-1]):
                        return seen[-1]
                if time.monotonic() > end:
                    raise NoSuchMailError(f"{self.address}: {[mail.subject for mail in seen]}")
                time.sleep(_PAUSE)

    @contextmanager
    def _mailbox(self) -> Iterator[MailBoxUnencrypted]:
        box = MailBoxUnencrypted(self._server.host, self._server.imap_port, timeout=30)
        with box.login(self.address, self._password):
            yield box


def _decoded(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def _uids(box: MailBoxUnencrypted) -> list[str]:
    return sorted(box.uids(charset=None), key=int)


def _fetched(box: MailBoxUnencrypted, uid: str) -> ReceivedMail:
    _, answer = box.client.uid("FETCH", uid, "(BODY.PEEK[])")
    # A flag that changed meanwhile is told between the answers; only a body comes as a pair.
    (raw,) = [bytes(part[1]) for part in answer if isinstance(part, tuple)]
    return ReceivedMail(int(uid), raw, message_from_bytes(raw, policy=default))
