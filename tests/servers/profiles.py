"""How the mail servers of Indonesian offices differ, as knobs of the fault proxy before a real Dovecot.

Zimbra: what `ImapHandler.SUPPORTED_EXTENSIONS` lists (no MOVE), and no keywords in a shared mailbox.
Gmail: X-GM-EXT-1 with its lasting X-GM-MSGID. Exchange: the flags of OfflineIMAP issue 62, sizes that are
only guessed. Lax: nothing beyond IMAP4rev1, and no answer to a SEARCH for UIDs (as GNU imap4d).
"""

import re
from collections.abc import Callable, Mapping

from tests.servers.fault_proxy import Proxy

_NO_KEYWORDS = rb"\Answered \Flagged \Deleted \Seen \Draft"


def _plain(between: Proxy) -> None:
    """Dovecot as it is."""


def _zimbra(between: Proxy) -> None:
    between.hidden = (b"MOVE", b"SPECIAL-USE", b"UTF8=ACCEPT", b"NOTIFY")
    between.permanent_flags = _NO_KEYWORDS


def _gmail(between: Proxy) -> None:
    between.feigned = (b"X-GM-EXT-1",)
    between.hidden = (b"SORT", b"THREAD=REFERENCES")
    between.on_command = lambda line: line.replace(b"X-GM-MSGID ", b"")
    between.on_line = lambda line: re.sub(
        rb"FETCH \(UID (\d+) (?=INTERNALDATE)", rb"FETCH (X-GM-MSGID 12788746663\1 UID \1 ", line
    )


def _exchange(between: Proxy) -> None:
    between.hidden = (b"CONDSTORE", b"QRESYNC", b"ESEARCH", b"SORT")
    between.permanent_flags = rb"\Seen \Answered \Flagged \Deleted \Draft $MDNSent"
    between.on_line = lambda line: re.sub(
        rb"RFC822\.SIZE (\d+)", lambda size: b"RFC822.SIZE %d" % (int(size[1]) * 11 // 10), line
    )


def _lax(between: Proxy) -> None:
    between.hidden = (b"MOVE", b"UIDPLUS", b"IDLE", b"LITERAL+", b"ESEARCH")
    between.permanent_flags = _NO_KEYWORDS
    between.answer(rb"UID SEARCH UID ", b"* SEARCH\r\n%t OK Search completed.\r\n")


PROFILES: Mapping[str, Callable[[Proxy], None]] = {
    "dovecot": _plain,
    "zimbra": _zimbra,
    "gmail": _gmail,
    "exchange": _exchange,
    "lax": _lax,
}
