"""Courtesy marks: showing colleagues in the mailbox which mails Tanggap has taken.

They stand apart because every server allows another way, and because what goes
wrong here destroys other people's mail: imap-tools' flag(), delete() and move()
may run a plain EXPUNGE, which removes all that anybody had marked as deleted.
"""

import imaplib
from collections.abc import Collection
from datetime import datetime

from imap_tools.utils import encode_folder

from pipeline import crash
from pipeline.errors import OutsideError
from pipeline.mail.envelope import Marking
from pipeline.outside.imap_grammar import read_fetches, read_numbers
from pipeline.outside.imap_writing import uid_sets

#: size, INTERNALDATE and Message-ID
_Key = tuple[int | None, datetime | None, bytes | None]


def possible_marking(client: imaplib.IMAP4, permanent_flags: Collection[str], keyword: str) -> Marking:
    """The mark that the selected folder takes; Marking.MOVED by MOVE or, where it is safe, by copying.

    A server that lists neither the keyword nor `\\*` in PERMANENTFLAGS would forget it
    (Exchange; Zimbra in a shared folder). Copying needs UID EXPUNGE to clear only our own mails.
    """
    if client.is_readonly:
        return Marking.NONE
    if "\\*" in permanent_flags or keyword.lower() in {flag.lower() for flag in permanent_flags}:
        return Marking.KEYWORD
    if "MOVE" in client.capabilities or "UIDPLUS" in client.capabilities:
        return Marking.MOVED
    return Marking.NONE


def add_keyword(client: imaplib.IMAP4, uids: Collection[int], keyword: str) -> None:
    """Give all of `uids` the keyword; those that are gone are passed over by the server."""
    for uid_set in uid_sets(uids):
        _must(client, "STORE", uid_set, "+FLAGS.SILENT", f"({keyword})")


def move(client: imaplib.IMAP4, uids: Collection[int], folder: str, source: str) -> None:
    """Move all of `uids` from `source`, which is selected, to `folder`, which is made if it is missing.

    What lies there already stays as it is: to copy it and clear the first would leave none.
    """
    if _is_same(folder, source):
        return
    if "MOVE" in client.capabilities:
        for uid_set in uid_sets(uids):
            _put(client, "MOVE", uid_set, folder)
        return
    for uid_set in uid_sets(_uncopied(client, uids, folder, source)):
        _put(client, "COPY", uid_set, folder)
    for uid_set in uid_sets(uids):
        crash.point("imap.copied")
        _must(client, "STORE", uid_set, "+FLAGS.SILENT", r"(\Deleted)")
        crash.point("imap.deleted")
        _must(client, "EXPUNGE", uid_set)


def _is_same(one: str, other: str) -> bool:
    """Whether two names are of one folder; INBOX alone may be written in any case (RFC 3501, 5.1)."""
    return one == other or one.upper() == other.upper() == "INBOX"


def remove(client: imaplib.IMAP4, uids: Collection[int]) -> None:
    """Remove all of `uids`; where only these cannot be expunged (no UIDPLUS) they are marked as read."""
    alone = "UIDPLUS" in client.capabilities
    for uid_set in uid_sets(uids):
        _must(client, "STORE", uid_set, "+FLAGS.SILENT", r"(\Seen \Deleted)" if alone else r"(\Seen)")
        if alone:
            _must(client, "EXPUNGE", uid_set)


def _uncopied(client: imaplib.IMAP4, uids: Collection[int], folder: str, source: str) -> list[int]:
    """Those of `uids` of which `folder` holds no copy: one made before the program died is enough."""
    wanted = _marks_of(client, uids)
    try:
        status, _ = client.select(encode_folder(folder).decode("ascii"), readonly=True)
        if status != "OK":
            return sorted(uids)
        there = {key for size in {key[0] for key in wanted.values()} for key in _of_size(client, size)}
    finally:
        client.select(encode_folder(source).decode("ascii"))
    return sorted(uid for uid in uids if wanted.get(uid) not in there)


def _of_size(client: imaplib.IMAP4, size: int | None) -> Collection[_Key]:
    if size is None:
        return ()
    status, lines = client.uid("SEARCH", f"LARGER {size - 1} SMALLER {size + 1}")
    found = read_numbers(lines) if status == "OK" else []
    return _marks_of(client, found).values()


def _marks_of(client: imaplib.IMAP4, uids: Collection[int]) -> dict[int, _Key]:
    """By which a mail and its copy are known to be the same: COPY keeps all three (RFC 3501, 6.4.7)."""
    items = "(UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
    known: dict[int, _Key] = {}
    for uid_set in uid_sets(uids):
        _, parts = client.uid("FETCH", uid_set, items)
        answers = read_fetches(parts)
        known |= {each.uid: (each.size, each.received_at, each.body) for each in answers if each.uid}
    return known


def _put(client: imaplib.IMAP4, command: str, uid_set: str, folder: str) -> None:
    name = encode_folder(folder).decode("ascii")
    status, _ = client.uid(command, uid_set, name)
    if status != "OK":
        # RFC 3501 wants [TRYCREATE] in this answer, but not every server sends it: a folder that
        # exists already only answers NO to CREATE.
        client.create(name)
        client.subscribe(name)
        _must(client, command, uid_set, name)


def _must(client: imaplib.IMAP4, command: str, *arguments: str) -> None:
    status, lines = client.uid(command, *arguments)
    if status != "OK":
        raise OutsideError(
            f"server menolak UID {command}: {_text(lines)}",
            permanent=False,
            remedy="tanda di kotak surat hanya kehormatan: periksa hak akses dan kuota folder tujuan",
        )


def _text(lines: Collection[object]) -> str:
    return " ".join(line.decode("utf-8", "replace") for line in lines if isinstance(line, bytes))
