"""The demo's IMAP folders: what pymap asks of a mailbox, answered from Maildirs.

They stand in place of pymap's own Maildir because that one numbers mails in directory
order, rewrites their headers, forgets keywords, copies a mail without its text and
looks for news once a second. Here the bytes are exact and IDLE wakes at once.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from pymap.backend.mailbox import MailboxDataInterface, MailboxSetInterface
from pymap.concurrent import Event
from pymap.exceptions import NotSupportedError
from pymap.flags import FlagOp
from pymap.interfaces.message import CachedMessage
from pymap.listtree import ListTree
from pymap.mailbox import MailboxSnapshot
from pymap.message import BaseLoadedMessage, BaseMessage
from pymap.mime import MessageContent
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement, ObjectId, SequenceSet
from pymap.parsing.specials.flag import Flag, Recent, Seen, Wildcard, get_system_flags
from pymap.selected import SelectedMailbox, SelectedSet

from pipeline.demo.maildir import Maildir, StoredMail

Clock = Callable[[], datetime]


class Mail(BaseMessage):
    """One mail of one folder; a new flag makes a new one."""

    __slots__ = ["stored"]

    def __init__(self, stored: StoredMail, *, expunged: bool = False) -> None:
        flags = frozenset(map(Flag, stored.flags))
        super().__init__(stored.uid, stored.received_at, flags, expunged=expunged)
        self.stored: Final = stored

    async def load_content(self, requirement: FetchRequirement) -> BaseLoadedMessage:
        """The bytes of the file, parsed into the sections that a client may ask for."""
        content = None if self.expunged else MessageContent.parse(self.stored.path.read_bytes())
        return BaseLoadedMessage(self, requirement, content)


class Folder(MailboxDataInterface[Mail]):
    """One folder, shared by all sessions; every change happens in the server's event loop."""

    def __init__(self, maildir: Maildir, clock: Clock) -> None:
        self._maildir = maildir
        self._clock = clock
        self._mails = {stored.uid: Mail(stored) for stored in maildir.mails()}
        self._changes = 0
        self._changed = Event.for_asyncio()
        self._selected_set = SelectedSet()

    @property
    def mailbox_id(self) -> ObjectId:
        """What tells this folder from the others of its account."""
        return ObjectId(b"F%d" % self.uid_validity)

    @property
    def readonly(self) -> bool:
        """No folder is."""
        return False

    @property
    def uid_validity(self) -> int:
        """UIDVALIDITY; it outlives the server."""
        return self._maildir.uidvalidity

    @property
    def permanent_flags(self) -> frozenset[Flag]:
        """The system flags, and any keyword besides."""
        return (get_system_flags() - {Recent}) | {Wildcard}

    @property
    def selected_set(self) -> SelectedSet:
        """The sessions that look at this folder."""
        return self._selected_set

    def deliver(self, raw: bytes, received_at: datetime, flags: Iterable[Flag] = ()) -> Mail:
        """Take `raw` in, byte for byte; `received_at` becomes its INTERNALDATE."""
        mail = Mail(self._maildir.add(raw, received_at, map(str, flags)))
        self._mails[mail.uid] = mail
        self._tell()
        return mail

    async def append(self, append_msg: AppendMessage, *, recent: bool = False) -> Mail:
        """APPEND."""
        return self.deliver(append_msg.literal, append_msg.when or self._clock(), append_msg.flag_set)

    async def copy(self, uid: int, destination: "Folder", *, recent: bool = False) -> int | None:
        """COPY: bytes, flags and date go along; the answer is the new UID."""
        mail = self._mails.get(uid)
        if mail is None:
            return None
        raw = mail.stored.path.read_bytes()
        return destination.deliver(raw, mail.internal_date, mail.permanent_flags).uid

    async def move(self, uid: int, destination: "Folder", *, recent: bool = False) -> int | None:
        """MOVE (RFC 6851); the answer is the new UID."""
        new_uid = await self.copy(uid, destination)
        await self.delete([uid])
        return new_uid

    async def get(self, uid: int, cached_msg: CachedMessage) -> Mail:
        """The mail as it is now, or its ghost if another session has expunged it."""
        if uid in self._mails:
            return self._mails[uid]
        assert isinstance(cached_msg, Mail)
        return Mail(cached_msg.stored, expunged=True)

    async def find(self, seq_set: SequenceSet, selected: SelectedMailbox) -> AsyncIterator[tuple[int, Mail]]:
        """What SEARCH looks through: no ghosts."""
        for place, cached in selected.messages.get_all(seq_set):
            if cached.uid in self._mails:
                yield place, self._mails[cached.uid]

    async def update(
        self, uid: int, cached_msg: CachedMessage, flag_set: frozenset[Flag], mode: FlagOp
    ) -> Mail:
        """STORE."""
        old = await self.get(uid, cached_msg)
        if old.expunged:
            return old
        flags = mode.apply(old.permanent_flags, flag_set)
        new = Mail(self._maildir.set_flags(old.stored, frozenset(map(str, flags))))
        self._mails[uid] = new
        self._tell()
        return new

    async def delete(self, uids: Iterable[int]) -> None:
        """EXPUNGE."""
        for mail in [self._mails.pop(uid) for uid in uids if uid in self._mails]:
            self._maildir.remove(mail.stored)
        self._tell()

    async def claim_recent(self, selected: SelectedMailbox) -> None:
        """Do nothing: the flag \\Recent is gone from IMAP4rev2, and nobody here reads it."""

    async def cleanup(self) -> None:
        """Do nothing: no change leaves anything behind."""

    async def messages(self) -> AsyncIterator[Mail]:
        """All mails, by UID."""
        for mail in list(self._mails.values()):
            yield mail

    async def update_selected(
        self, selected: SelectedMailbox, *, wait_on: Event | None = None
    ) -> SelectedMailbox:
        """Tell a session the news; within IDLE (`wait_on` ends it) wait for some first."""
        # A change while the last news went over the wire has woken nobody: the count shows it.
        if wait_on is not None and selected.mod_sequence == self._changes:
            await wait_on.or_event(self._changed).wait()
        selected.mod_sequence = self._changes
        selected.set_messages(list(self._mails.values()))
        return selected

    async def snapshot(self) -> MailboxSnapshot:
        """What SELECT and STATUS tell."""
        mails = list(self._mails.values())
        unseen = [place for place, mail in enumerate(mails, 1) if Seen not in mail.permanent_flags]
        return MailboxSnapshot(
            self.mailbox_id,
            self.readonly,
            self.uid_validity,
            self.permanent_flags,
            self.session_flags,
            exists=len(mails),
            recent=0,
            unseen=len(unseen),
            first_unseen=next(iter(unseen), None),
            next_uid=self._maildir.next_uid,
        )

    def _tell(self) -> None:
        self._changes += 1
        self._changed.set()


class Folders(MailboxSetInterface[Folder]):
    """The folders of one account: INBOX, and beside it `.Name` as Maildir++ has it."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._open: dict[str, Folder] = {}

    @property
    def delimiter(self) -> str:
        """Between a folder and the one it lies in."""
        return "/"

    @property
    def inbox(self) -> Folder:
        """Where mail arrives."""
        return self._opened("INBOX")

    async def set_subscribed(self, name: str, subscribed: bool) -> None:
        """Do nothing: every folder counts as subscribed."""

    async def list_subscribed(self) -> ListTree:
        """All folders."""
        return await self.list_mailboxes()

    async def list_mailboxes(self) -> ListTree:
        """All folders."""
        return ListTree(self.delimiter).update("INBOX", *self._names())

    async def get_mailbox(self, name: str) -> Folder:
        """The folder; KeyError if there is none."""
        if name != "INBOX" and name not in self._names():
            raise KeyError(name)
        return self._opened(name)

    async def add_mailbox(self, name: str) -> ObjectId:
        """CREATE; ValueError if the name is taken or has the dot that Maildir++ parts folders with."""
        if name in self._names() or "." in name:
            raise ValueError(name)
        return self._opened(name).mailbox_id

    async def delete_mailbox(self, name: str) -> None:
        """Refused: a folder of the same name would have to outbid the UIDVALIDITY of this one."""
        raise NotSupportedError("DELETE is not supported.")

    async def rename_mailbox(self, before: str, after: str) -> None:
        """Refused: nobody in the demo renames folders."""
        raise NotSupportedError("RENAME is not supported.")

    def _opened(self, name: str) -> Folder:
        if name not in self._open:
            maildir = Maildir(self._place(name), born=int(self._clock().timestamp()))
            self._open[name] = Folder(maildir, self._clock)
        return self._open[name]

    def _place(self, name: str) -> Path:
        return self._path if name == "INBOX" else self._path / ("." + name.replace("/", "."))

    def _names(self) -> list[str]:
        return [path.name[1:].replace(".", "/") for path in self._path.glob(".*/")]
