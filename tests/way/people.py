"""The people of the tests: they read their mail over IMAP and write over SMTP, and know nothing else.

They stand apart from the demo's, who live on its own mail server; what a reply looks like in a mail
program is the same for both.
"""

import imaplib
import smtplib
from collections.abc import Callable, Sequence
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

from pipeline.demo.people import ReceivedMail
from pipeline.demo.replies import Author, File, Program, new_mail, reply_to
from tests.servers.smtp_dialogue import PASSWORD
from tests.way.post_office import PostOffice


class Person:
    """Somebody with an address; the mail program decides how replies quote."""

    def __init__(
        self,
        address: str,
        post: PostOffice,
        clock: Callable[[], datetime],
        *,
        name: str = "",
        program: Program = Program.GMAIL,
    ) -> None:
        self.author = Author(address, name, program)
        self._post = post
        self._clock = clock
        self._imap: imaplib.IMAP4 | None = None
        self._seen: list[ReceivedMail] = []

    @property
    def address(self) -> str:
        """Where this person gets mail."""
        return self.author.address

    def letter(
        self, to: str, subject: str, text: str, files: Sequence[File] = (), **headers: str
    ) -> EmailMessage:
        """A new mail, not sent yet; `headers` are further lines, `In_Reply_To` for `In-Reply-To`."""
        mail = new_mail(self.author, to, subject, text, self._clock(), files)
        return _with(mail, headers)

    def write(
        self, to: str, subject: str, text: str, files: Sequence[File] = (), **headers: str
    ) -> EmailMessage:
        """Write a new mail and send it."""
        return self.send(self.letter(to, subject, text, files, **headers))

    def answer(
        self, mail: ReceivedMail, text: str, files: Sequence[File] = (), **headers: str
    ) -> EmailMessage:
        """A reply with `text` above the quotation, not sent yet."""
        return _with(reply_to(mail.message, self.author, text, self._clock(), files), headers)

    def reply(
        self, mail: ReceivedMail, text: str, files: Sequence[File] = (), **headers: str
    ) -> EmailMessage:
        """Reply to a mail and send that."""
        return self.send(self.answer(mail, text, files, **headers))

    def send(self, mail: EmailMessage) -> EmailMessage:
        """Hand a mail to the server for everybody in To and Cc."""
        lines = [str(line) for name in ("To", "Cc") for line in mail.get_all(name, [])]
        recipients = [address for _, address in getaddresses(lines)]
        with smtplib.SMTP(self._post.host, self._post.port, timeout=30) as smtp:
            smtp.login(self.address, PASSWORD)
            smtp.sendmail(self.address, recipients, mail.as_bytes())
        return mail

    def inbox(self) -> list[ReceivedMail]:
        """Everything in the INBOX, in the order in which it came; nothing gets marked as read."""
        client = self._client()
        client.noop()
        last = self._seen[-1].uid if self._seen else 0
        found = client.uid("SEARCH", f"UID {last + 1}:*")[1][0] or b""
        self._seen += [_fetched(client, uid) for uid in sorted(map(int, found.split())) if uid > last]
        return list(self._seen)

    def mails(self, *words: str) -> list[ReceivedMail]:
        """The mails whose subject has all these words, whatever their case."""
        return [mail for mail in self.inbox() if all(word.lower() in mail.subject.lower() for word in words)]

    def last(self, *words: str) -> ReceivedMail:
        """The newest of them."""
        found = self.mails(*words)
        subjects = "\n  ".join(mail.subject for mail in self.inbox()[-12:])
        assert found, f"{self.address} has no mail on {words}, but:\n  {subjects}"
        return found[-1]

    def _client(self) -> imaplib.IMAP4:
        if self._imap is None:
            box = self._post.mailbox(self.address)
            self._imap = imaplib.IMAP4(box.host, box.port, timeout=30)
            self._imap.login(box.user, box.password)
            self._imap.select("INBOX", readonly=True)
        return self._imap

    def leave(self) -> None:
        """Close the mailbox."""
        if self._imap is not None:
            self._imap.shutdown()
            self._imap = None


def _with(mail: EmailMessage, headers: dict[str, str]) -> EmailMessage:
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    return mail


def _fetched(client: imaplib.IMAP4, uid: int) -> ReceivedMail:
    _, answer = client.uid("FETCH", str(uid), "(BODY.PEEK[])")
    raw = bytes(answer[0][1])
    return ReceivedMail(uid, raw, message_from_bytes(raw, policy=default))
