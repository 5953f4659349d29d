"""Staff who answer at once: a reply to every open request, composed from its frozen mail.

They stand apart because their work (reading, signing, writing) is not the office's and is never metered.
"""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from sqlalchemy import Row, select

from pipeline.demo.replies import Author, File, reply_to
from pipeline.mail.choices import CHOICES
from pipeline.sop.asks import Action, Ask
from pipeline.store.case_tables import requests
from pipeline.store.database import reading
from pipeline.store.mail_tables import blobs, mails, outbox
from tests.benchmarks.bureau import Bureau
from tests.certificates import identity, seal_of
from tests.offices import BORDER

#: how each request is answered; the others are left alone
ANSWERS = {
    Ask.DISPOSISI: Action.DISPOSISI,
    Ask.KONSEP: Action.KONSEP,
    Ask.PARAF: Action.PARAF,
    Ask.PERSETUJUAN: Action.SETUJU,
    Ask.TANDA_TANGAN: Action.TERTANDA,
    Ask.NOTULEN: Action.NOTULEN,
    Ask.PENERIMAAN: Action.TERIMA,
}
#: what stands on top of mail that the office's own people sent
STAMP = f"Authentication-Results: {BORDER}; dmarc=pass header.from={{domain}}\r\n"
_OPEN = (
    select(requests.c.id, requests.c.ask, requests.c.post, blobs.c.content)
    .join(mails, mails.c.request_id == requests.c.id)
    .join(outbox, outbox.c.mail_id == mails.c.id)
    .join(blobs, blobs.c.sha256 == outbox.c.sha256)
    .where(requests.c.closed_at.is_(None), requests.c.ask.in_([ask.value for ask in ANSWERS]))
    .order_by(mails.c.id)
)


class Players:
    """Everybody of the office; each request is answered once."""

    def __init__(self, bureau: Bureau, folder: Path) -> None:
        self._bureau = bureau
        self._seal = seal_of(folder, identity())
        self._answered: set[int] = set()

    def answer(self) -> int:
        """Answer what is open and put the replies into the office's mailbox; how many there were."""
        with reading(self._bureau.desk.engine) as connection:
            rows = [row for row in connection.execute(_OPEN) if row.id not in self._answered]
        for row in rows:
            self._bureau.mailbox.deliver(self._reply(row))
        self._answered |= {row.id for row in rows}
        return len(rows)

    def _reply(self, row: Row[int, str, str, bytes]) -> bytes:
        request = message_from_bytes(row.content, policy=default)
        action = ANSWERS[Ask(row.ask)]
        text = "\n".join(CHOICES[action].example).replace("{pokja}", "Pokja Pengujian")
        post = self._bureau.desk.posts[row.post]
        files = list(self._signed(request)) if action is Action.TERTANDA else []
        answer = reply_to(request, Author(post.address, post.name), text, self._bureau.clock(), files)
        # As the office's own server stamps what its people send.
        domain = post.address.rpartition("@")[2]
        return STAMP.format(domain=domain).encode() + answer.as_bytes()

    def _signed(self, request: EmailMessage) -> Iterator[File]:
        for part in request.iter_attachments():
            signed = self._seal.seal(
                part.get_content(),
                reason="Surat jawaban",
                url="https://balai.example",
                label="Kepala Balai",
                at=self._bureau.clock(),
            )
            yield File(part.get_filename("surat.pdf"), signed)
