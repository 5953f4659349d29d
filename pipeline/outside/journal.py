"""Where copies of our own mails lie: the journal's mailbox, and the folder of sent mails.

Apart from the mailbox that is watched: here nothing is taken in, a mail is only looked for by its Message-ID.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.errors import OutsideError
from pipeline.mail.envelope import Found
from pipeline.outside.imap import Mailbox
from pipeline.outside.imap_account import Account

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Journal:
    """The places, each looked into over a connection of its own; such looks are rare."""

    #: where the copies of the journal's address arrive, folder included
    journal: Account | None = None
    #: the mailbox with the folder of sent mails, that folder included
    sent: Account | None = None

    @property
    def keeps_sent(self) -> bool:
        """The provider files what is sent, journal or not."""
        return self.sent is not None

    def find(self, message_ids: Collection[str]) -> Found:
        """Look for copies; what could not be looked into makes the answer less than whole."""
        proofs: dict[str, str] = {}
        whole = True
        for name, account in (("kotak jurnal", self.journal), ("folder surat terkirim", self.sent)):
            if account is None:
                continue
            try:
                proofs |= _copies(account, name, message_ids)
            except OutsideError as error:
                whole = False
                log.warning("copies could not be looked for", extra={"reason": str(error)})
        return Found(proofs, whole)


def _copies(account: Account, name: str, message_ids: Collection[str]) -> dict[str, str]:
    with Mailbox(account) as box:
        found = {each: box.find(each, account.folder) for each in message_ids}
    return {each: f"salinan ada di {name}, UID {uids[0]}" for each, uids in found.items() if uids}


def check(places: Journal) -> str:
    """Open every place; one line on them. Raises OutsideError with its remedy."""
    accounts = [each for each in (places.journal, places.sent) if each is not None]
    for account in accounts:
        with Mailbox(account):
            pass
    return ", ".join(f"{account.user}: {account.folder}" for account in accounts)
