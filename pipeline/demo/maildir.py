"""Mails as files: a Maildir that keeps bytes, numbers, dates and flags exactly.

It stands apart from the IMAP folders built on it because it knows nothing of IMAP:
any Maildir reader can open what a demo with `--keep` leaves behind.

A file is named `UID.tanggap:2,FLAGS`; its bytes are the mail's, its time of change is
the time of receipt. The number that the next mail gets lives in `uids`, the names of
the keywords (small letters among the flags) in `keywords`.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

#: cr.yp.to/proto/maildir.html
_SYSTEM_FLAGS = {"\\Draft": "D", "\\Flagged": "F", "\\Answered": "R", "\\Seen": "S", "\\Deleted": "T"}
#: the letters that Maildir leaves to keywords; a folder has at most 26
_KEYWORD_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MARK = ".tanggap:2,"


@dataclass(frozen=True, slots=True)
class StoredMail:
    """One mail as it lies in the folder."""

    uid: int
    path: Path
    #: IMAP's INTERNALDATE, aware
    received_at: datetime
    #: system flags with their backslash, keywords as they are
    flags: frozenset[str]


class Maildir:
    """One folder, for one writer: the server's event loop.

    `born` becomes the UIDVALIDITY of a folder that is new (seconds since 1970 do); an old one keeps its own.
    """

    def __init__(self, path: Path, born: int) -> None:
        self.path = path
        for name in ("cur", "new", "tmp"):
            (path / name).mkdir(parents=True, exist_ok=True)
        self._keywords = _read_lines(path / "keywords")
        known = _read_lines(path / "uids") or [str(born), "1"]
        self.uidvalidity, self.next_uid = map(int, known)
        self._write_uids()

    def mails(self) -> list[StoredMail]:
        """All mails, in the order they came."""
        return [self._stored_at(path) for path in sorted((self.path / "cur").iterdir())]

    def add(self, raw: bytes, received_at: datetime, flags: Iterable[str] = ()) -> StoredMail:
        """Keep `raw` byte for byte as the newest mail."""
        uid = self.next_uid
        self.next_uid += 1
        self._write_uids()
        stamp = received_at.timestamp()
        draft = self.path / "tmp" / str(uid)
        draft.write_bytes(raw)
        os.utime(draft, (stamp, stamp))
        return self._place(draft, uid, received_at, frozenset(flags))

    def set_flags(self, mail: StoredMail, flags: frozenset[str]) -> StoredMail:
        """The mail with exactly these flags."""
        return self._place(mail.path, mail.uid, mail.received_at, flags)

    def remove(self, mail: StoredMail) -> None:
        """Delete the mail; its UID is never used again."""
        mail.path.unlink()

    def _place(self, path: Path, uid: int, received_at: datetime, flags: frozenset[str]) -> StoredMail:
        letters = "".join(sorted(map(self._letter, flags)))
        # The UID leads with its zeros, so that the names sort as the mails came.
        final = path.rename(self.path / "cur" / f"{uid:010d}{_MARK}{letters}")
        return StoredMail(uid, final, received_at, flags)

    def _letter(self, flag: str) -> str:
        if flag in _SYSTEM_FLAGS:
            return _SYSTEM_FLAGS[flag]
        if flag not in self._keywords:
            self._keywords.append(flag)
            _write_lines(self.path / "keywords", self._keywords)
        return _KEYWORD_LETTERS[self._keywords.index(flag)]

    def _stored_at(self, path: Path) -> StoredMail:
        uid, _, letters = path.name.partition(_MARK)
        names = {letter: flag for flag, letter in _SYSTEM_FLAGS.items()}
        names.update(zip(_KEYWORD_LETTERS, self._keywords, strict=False))
        received_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return StoredMail(int(uid), path, received_at, frozenset(names[letter] for letter in letters))

    def _write_uids(self) -> None:
        _write_lines(self.path / "uids", [str(self.uidvalidity), str(self.next_uid)])


def _read_lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    draft = path.with_suffix(".draft")
    draft.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    draft.replace(path)
