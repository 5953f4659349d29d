"""The mailbox: what lies there, one mail at a time, and a mark for what was taken.

It reads with PEEK and by UID alone, and decides nothing: which UIDs were seen, and
what to do when UIDVALIDITY changes, is the register's. imap-tools opens the
connection and knows IDLE and folder names; mails are fetched, searched and marked
with bare UID commands, since its own ways drop the raw bytes and may expunge.
"""

import imaplib
import re
import selectors
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import imap_tools
from imap_tools.errors import MailboxAppendError
from imap_tools.utils import encode_folder

from pipeline import crash
from pipeline.errors import OutsideError, Unreadable
from pipeline.mail.envelope import FetchedMail, FolderState, Glimpse, Lying, Marking, Outline
from pipeline.mail.heading import FIELDS
from pipeline.outside.imap_account import Account, is_for_now, told
from pipeline.outside.imap_grammar import FetchAnswer, read_fetches, read_flags, read_numbers
from pipeline.outside.imap_marks import add_keyword, move, possible_marking, remove
from pipeline.outside.imap_session import connect, cut, hang_up
from pipeline.outside.imap_writing import quoted, uid_sets
from pipeline.outside.tls import Security

__all__ = ["Account", "Mailbox", "Security", "check"]

#: seconds of one wait: some servers and firewalls forget an idle connection without a word
LONGEST_WAIT = 300.0
#: seconds of one IDLE within a wait: so long may a dead connection, or a wake-up that slipped by, go unseen
IDLE_SLICE = 30.0


class Mailbox:
    """One folder of an account, selected: `with Mailbox(account) as box`.

    Every method raises OutsideError where the server or the way to it fails; after
    a passing one the connection is not worth keeping: leave the block and open another.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self._permanent_flags: frozenset[str] = frozenset()
        #: something went wrong on this connection: LOGOUT might wait for an answer that never comes
        self._broken = False

    def __enter__(self) -> Self:
        self._box: imap_tools.BaseMailBox = connect(self._account)
        self._client: imaplib.IMAP4 = self._box.client
        try:
            self._state = self._select()
        except BaseException:
            cut(self._box)
            raise
        crash.point("imap.selected")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and not self._broken:
            hang_up(self._box)
        else:
            cut(self._box)

    @property
    def can_idle(self) -> bool:
        """Whether `wait` waits at all; without IDLE it returns at once and the caller sleeps."""
        return "IDLE" in self._client.capabilities

    def state(self) -> FolderState:
        """UIDVALIDITY and UIDNEXT as they are now."""
        self._state = self._select()
        return self._state

    def uids_after(self, uid: int) -> list[int]:
        """The UIDs above `uid`, ascending."""
        # "n:*" always names the last mail as well, however old it is (RFC 3501, 6.4.8).
        found = self._search(f"UID {uid + 1}:*")
        crash.point("imap.searched")
        if not found:
            # No mail at all, or a server that searches no UIDs (GNU imap4d answers nothing).
            found = sorted({a.uid for a in self._fetch(f"{uid + 1}:*", "(UID)") if a.uid})
        return [each for each in found if each > uid]

    def sizes(self, uids: Iterable[int]) -> dict[int, int]:
        """RFC822.SIZE in bytes of each of `uids` that still lies there."""
        wanted = set(uids)
        answers = (a for uid_set in uid_sets(wanted) for a in self._fetch(uid_set, "(UID RFC822.SIZE)"))
        return {a.uid: a.size for a in answers if a.uid in wanted and a.uid and a.size is not None}

    def listing(self) -> list[Lying]:
        """Every mail of the folder, without a byte of it."""
        answers = self._fetch("1:*", "(UID INTERNALDATE RFC822.SIZE)")
        return [Lying(a.uid, a.size or 0, a.received_at) for a in answers if a.uid and a.received_at]

    def glimpses(self, uids: Iterable[int]) -> list[Glimpse]:
        """A few fields of the header of each of `uids` that still lies there."""
        items = f"(UID INTERNALDATE BODY.PEEK[HEADER.FIELDS ({' '.join(FIELDS)})])"
        wanted = set(uids)
        answers = (a for uid_set in uid_sets(wanted) for a in self._fetch(uid_set, items) if a.uid in wanted)
        return [Glimpse(a.uid, a.body or b"", a.received_at) for a in answers if a.uid and a.received_at]

    def fetch(self, uid: int) -> FetchedMail | None:
        """The mail with exactly this UID, left unseen; None if it is gone meanwhile.

        Raises Unreadable if the mail is there and the server does not give it whole.
        """
        names = "X-GM-MSGID " if "X-GM-EXT-1" in self._client.capabilities else ""
        for answer in self._fetch(str(uid), f"(UID {names}INTERNALDATE BODY.PEEK[])"):
            if answer.uid == uid and answer.body is not None and answer.received_at is not None:
                crash.point("imap.fetched")
                return FetchedMail(uid, answer.body, answer.received_at, answer.server_id)
        self._must_be_gone(uid)
        return None

    def outline(self, uid: int) -> Outline | None:
        """Header and structure of a mail whose body is too large or is not given; None if it is gone."""
        items = "(UID INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER])"
        for answer in self._fetch(str(uid), items):
            if answer.uid == uid and answer.body is not None and answer.received_at is not None:
                size = answer.size or 0
                return Outline(uid, answer.body, answer.structure, size, answer.received_at)
        self._must_be_gone(uid)
        return None

    def _must_be_gone(self, uid: int) -> None:
        if self._search(f"UID {uid}") or any(a.uid == uid for a in self._fetch(str(uid), "(UID)")):
            raise Unreadable(
                f"server menjawab FETCH untuk UID {uid} tanpa isi surat yang utuh",
                remedy="buka surat itu di webmail; bila terus terjadi, minta pengelola server memeriksanya",
            )

    def mark(self, uids: Collection[int], keyword: str, move_to: str) -> Marking:
        """Mark `uids` in bulk, with the keyword or else by moving them, and say which way it was."""
        if not uids:
            return Marking.NONE
        marking = possible_marking(self._client, self._permanent_flags, keyword)
        with self._asking():
            if marking is Marking.KEYWORD:
                add_keyword(self._client, uids, keyword)
            elif marking is Marking.MOVED:
                move(self._client, uids, move_to, self._account.folder)
        return marking

    def remove(self, uids: Collection[int]) -> None:
        """Remove mails of our own, and nobody else's; where that cannot be they are marked as read."""
        if uids and not self._client.is_readonly:
            with self._asking():
                remove(self._client, uids)

    def wait(self, seconds: float, bell: int | None = None) -> None:
        """Return when news arrives, or after `seconds`, 300 at most; at once where there is no IDLE.

        Once the file `bell` can be read too. Only a wake-up: it may return without news, and news may slip
        by until the next poll.
        """
        if not self.can_idle:
            return
        deadline = time.monotonic() + min(seconds, LONGEST_WAIT)
        with self._asking():
            self._client.noop()
            rung = False
            while not rung and not self._has_news() and (left := deadline - time.monotonic()) > 0:
                rung = self._idle(min(left, IDLE_SLICE), bell)

    def append(self, raw: bytes, folder: str) -> None:
        """Lay a mail into `folder`, which is made if it is missing."""
        if self._account.read_only:
            raise OutsideError(f"{self._account.user}: kotak surat ini hanya dibaca", permanent=True)
        with self._asking():
            try:
                self._box.append(raw, folder)
            except MailboxAppendError:
                self._client.create(_name(folder))
                self._box.append(raw, folder)

    def find(self, message_id: str, folder: str) -> list[int]:
        """UIDs of the mails in `folder` whose Message-ID holds `message_id`, ascending."""
        try:
            self._examine(folder)
            return self._search(f"HEADER Message-ID {quoted(message_id)}")
        finally:
            self._state = self._select()

    def marking(self, keyword: str) -> Marking:
        """How `mark` would mark here."""
        return possible_marking(self._client, self._permanent_flags, keyword)

    def banner(self) -> str:
        """The server's greeting without its codes."""
        return re.sub(r"^\* \w+ (\[[^\]]*\] )?", "", self._client.welcome.decode("utf-8", "replace")).strip()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            with told(self._account):
                yield
        except OutsideError:
            self._broken = True
            raise

    def _select(self) -> FolderState:
        with self._asking():
            try:
                folder, read_only = _name(self._account.folder), self._account.read_only
                status, lines = self._client.select(folder, readonly=read_only)
            except imaplib.IMAP4.readonly:
                # A shared mailbox without the right to write: reading is enough, marks stay away.
                status, lines = self._client.select(_name(self._account.folder), readonly=True)
        if status != "OK":
            raise _no_folder(self._account.folder, lines)
        self._permanent_flags = read_flags(self._code("PERMANENTFLAGS"))
        self._code("EXISTS")
        return self._read_state()

    def _read_state(self) -> FolderState:
        uidvalidity = read_numbers(self._code("UIDVALIDITY"))
        uidnext = read_numbers(self._code("UIDNEXT"))
        if not uidvalidity:
            raise OutsideError(
                f"server tidak memberi UIDVALIDITY untuk folder {self._account.folder}",
                permanent=True,
                remedy="folder ini tidak dapat dibaca tanpa risiko surat ganda; pakai folder lain",
            )
        return FolderState(uidvalidity[-1], uidnext[-1] if uidnext else self._last_uid() + 1)

    def _last_uid(self) -> int:
        return max(self._search("UID *"), default=0)

    def _examine(self, folder: str) -> None:
        with self._asking():
            status, lines = self._client.select(_name(folder), readonly=True)
        if status != "OK":
            raise _no_folder(folder, lines)

    def _search(self, criteria: str) -> list[int]:
        with self._asking():
            status, lines = self._client.uid("SEARCH", criteria)
            if status != "OK":
                raise imaplib.IMAP4.error(f"SEARCH {status} {lines!r}")
        return sorted(set(read_numbers(lines)))

    def _fetch(self, uid_set: str, items: str) -> list[FetchAnswer]:
        with self._asking():
            status, parts = self._client.uid("FETCH", uid_set, items)
            # NO may only mean that a colleague expunged one of them (RFC 2180, 4.1): the others are here.
            return list(read_fetches(parts if status == "OK" else self._client.response("FETCH")[1]))

    def _code(self, name: str) -> list[bytes | None]:
        """Take from imaplib the untagged answers called `name` that came since the last time."""
        return list(self._client.response(name)[1])

    def _idle(self, seconds: float, bell: int | None) -> bool:
        """Wait for the server or the bell; whether it rang."""
        self._box.idle.start()  # type: ignore[no-untyped-call]  # imap-tools left it so
        # Not idle.poll(): it reads without blocking, and a line that comes in two pieces breaks it.
        with selectors.DefaultSelector() as selector:
            selector.register(self._client.sock, selectors.EVENT_READ)
            if bell is not None:
                selector.register(bell, selectors.EVENT_READ)
            ready = selector.select(seconds)
        self._box.idle.stop()  # type: ignore[no-untyped-call]  # likewise
        return any(key.fd == bell for key, _ in ready)

    def _has_news(self) -> bool:
        return any(self._code("EXISTS"))


def _name(folder: str) -> str:
    return encode_folder(folder).decode("ascii")


def _no_folder(folder: str, lines: Iterable[object]) -> OutsideError:
    words = " ".join(line.decode("utf-8", "replace") for line in lines if isinstance(line, bytes))
    return OutsideError(
        f"folder {folder} tidak dapat dibuka: {words}",
        permanent=not is_for_now(words),
        remedy="periksa nama folder dan hak akses akun ini",
    )


def check(account: Account) -> str:
    """Try the account; one line on the server, the folder and the ways it allows.

    Raises OutsideError with its remedy where something is wrong.
    """
    with Mailbox(account) as box:
        state, marking = box.state(), box.marking("")
        idle = "IDLE" if box.can_idle else "tanpa IDLE"
        return f"{box.banner()}; {account.folder}: UID berikut {state.uidnext}; tanda: {marking}; {idle}"
