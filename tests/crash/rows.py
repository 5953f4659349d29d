"""The crash points of the specification (reliability page, A.3), row by row, and where this design has them.

| row | it dies | here |
|---|---|---|
| 01–03 | login and SELECT; UIDVALIDITY; SEARCH | points of outside/imap and office/collect |
| 07–11 | bytes kept; read; inside and after registration; before the mark | collect, read, register, handle |
| 12, 13 | COPY and `\\Deleted` of a server without MOVE | outside/imap_marks, on a Dovecot without keywords |
| 15–20 | the phases of SMTP | outside/smtp_*, office/send |
| 22–27 | a reply, its token, its step, its draft | collect, read, advance, carry, handle |
| 28–34 | letters: rendered, converted, numbered, sealed, frozen | make, outside/libreoffice, carry, freeze |
| 35–43 | the letter's way out, closing, bounce, new year, audit, migration, recovery | see below |
"""

from collections.abc import Mapping

#: row → where the program dies for it
ROWS: Mapping[int, tuple[str, ...]] = {
    1: ("imap.selected",),
    2: ("collect.state_read",),
    3: ("imap.searched",),
    4: ("imap.fetched",),
    7: ("collect.before_commit", "collect.committed"),
    8: ("read.done", "read.committed"),
    9: ("register.number_drawn",),
    10: ("handle.committed",),
    11: ("collect.before_mark", "collect.marked"),
    12: ("imap.copied",),
    13: ("imap.deleted",),
    15: ("smtp.connected", "smtp.rcpt"),
    16: ("send.begun", "smtp.begun"),
    17: ("smtp.body",),
    18: ("smtp.dot",),
    19: ("smtp.answered", "send.answered", "send.before_commit"),
    20: ("send.committed",),
    # A reply comes as any mail does: the stories die at these points in the turns of every reply.
    22: ("collect.committed",),
    23: ("advance.token_checked",),
    24: ("carry.before_commit", "handle.before_commit"),
    25: ("handle.committed",),
    # The files of a reply are kept with its facts, before anybody has judged them.
    26: ("read.committed",),
    27: ("advance.draft_checked",),
    28: ("make.rendered",),
    29: ("convert.started",),
    30: ("convert.done", "make.converted", "make.before_commit"),
    31: ("carry.number_drawn",),
    32: ("make.sealing",),
    33: ("make.sealed",),
    34: ("make.committed", "freeze.before_commit", "freeze.committed"),
    # Rows 15 to 20 in the turn that sends the customer's letter.
    35: ("send.begun", "smtp.dot", "send.committed"),
    36: ("carry.before_commit", "daemon.remind"),
    37: ("bounce.matched",),
    # With a story of its own (test_apart): the last letter of a year and the first of the next.
    38: ("register.number_drawn",),
    39: ("audit.chained",),
    # With a test of its own (test_apart).
    40: ("migrate.before_commit",),
    # With a test of its own (way/test_rebuild_cut_off); the restore has no points, its tests cut it off.
    42: ("rebuild.copy_taken", "rebuild.begun", "rebuild.handled", "rebuild.before_commit"),
    43: ("recover.doubted", "recover.committed"),
}
#: row → why this design has no such point
NOT_HERE: Mapping[int, str] = {
    5: "there is no temporary file: a mail is in memory until the transaction that keeps it",
    6: "there is no temporary file to be renamed: bytes are rows of the same database",
    14: "there are no leases: a claim is a lock of its host's session; tests/hosts kill and cut hosts off",
    21: "a mail has one recipient, so that none can be refused beside others that are not",
    41: "the backup is no part of the daemon: its own tests take some while others write and amid a write",
}
