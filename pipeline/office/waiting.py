"""What waits in the office, in words: what is held, late, due today, put off or unknown, and who is away.

Apart from the digest, which says when and to whom it is told.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from pipeline.letters.wording import time_words
from pipeline.mail.kind import Kind
from pipeline.office.absent import is_away
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.office.listing import PAUSED, list_cases
from pipeline.office.park import QUEUE, VERIFICATION
from pipeline.office.probe import due_again
from pipeline.office.set_apart import told_by_date
from pipeline.office.show import Waiting, held
from pipeline.office.uncopied import missing
from pipeline.office.unproven import doubted
from pipeline.store import inbox, outbox, owed
from pipeline.store.case_tables import letters
from pipeline.store.database import reading
from pipeline.store.mail_tables import inbox as inbox_rows
from pipeline.store.mail_tables import mails, recipients
from pipeline.store.mail_tables import outbox as outbox_rows
from pipeline.store.schema import AnyRow

#: what the program has not come to in this time waits for something
SLOW = timedelta(hours=1)
#: cases that a section names; the others it counts
NAMED = 10

#: a held mail, as it is shown
MAIL = "surel masuk"
#: why mail is parked, in few words; and senders of such mail that are named
PARKED = {QUEUE: "antrean tertunda", VERIFICATION: "surel verifikasi dari layanan lain"}
GROUPS = 20

#: sections of which a screenful is named
COUNTED = frozenset({"terlambat", "jatuh tempo"})
#: in short, its heading, and a line for each
Section = tuple[str, str, Sequence[str]]


def what_waits(desk: Desk, now: datetime) -> Sequence[Section]:
    """Everything that waits, by why it does."""
    with reading(desk.engine) as connection:
        unsure = [*_unread(desk, connection, now), *_unmade(connection), *_unsent(desk, connection, now)]
        unsure += filter(None, [missing(desk, connection)])
        unsure += told_by_date(desk, connection, now)
        away = list(_away(desk, connection, now))
        secret = _secret(connection)
        parked = _parked(desk, connection)
        tests = [due_again(desk, connection, now), doubted(desk, connection, now)]
    kept = [
        _held(desk, item, item.jenis == MAIL and item.id in secret)
        for item in held(desk)
        if not (item.jenis == MAIL and item.id in parked)
    ]
    kept += _in_groups(parked.values())
    late, today = _due(desk, now)
    return (
        ("ditahan", "Ditahan dan menunggu keputusan", kept),
        ("terlambat", "Lewat batas waktu", late),
        ("jatuh tempo", "Jatuh tempo hari ini", today),
        ("berhalangan", "Pejabat yang berhalangan", away),
        ("belum pasti", "Tertunda atau belum pasti", unsure),
        ("uji ulang", "Perlu diuji ulang", [*filter(None, tests)]),
    )


def _due(desk: Desk, now: datetime) -> tuple[list[str], list[str]]:
    """The cases that are late, and those that will be today, each by its due time."""
    zone = desk.rules.calendar.zone
    clocked = [(each.batas, each) for each in list_cases(desk) if each.batas and each.tahap != PAUSED]
    late, today = [], []
    for due, case in sorted(clocked, key=lambda each: (each[0], each[1].perkara)):
        told = f"{case.perkara}: {case.tahap}, pada {case.pemegang}"
        if due < now:
            late.append(f"{told}, batas waktu {due.astimezone(zone):%d-%m-%Y %H.%M}")
        elif due.astimezone(zone).date() == now.astimezone(zone).date():
            today.append(f"{told}, pukul {time_words(due, zone)}")
    return late, today


def _away(desk: Desk, connection: Connection, now: datetime) -> Iterator[str]:
    """Who is replaced today; and who is away, by his mail program's word, with nobody in his place."""
    for key, regular in desk.holders.items():
        post = desk.posts[key]
        if post.address != regular.address:
            title = f"{post.signer.prefix} {regular.name}".strip()
            yield f"{title}: {post.signer.nama} ({post.address})"
    for key, post in desk.posts.items():
        replaced = key in desk.holders and post.address != desk.holders[key].address
        if not replaced and is_away(connection, key, now):
            yield f"{post.name}: tidak di tempat menurut jawaban otomatis, belum ada yang bertindak"


def _parked(desk: Desk, connection: Connection) -> Mapping[int, str]:
    """What is held without a request, with the line that it counts in; its subject may be the code itself."""
    found = {}
    for row in inbox.held(connection):
        if row.parked and row.kind == Kind.WBS.value:
            found[row.id] = f"laporan integritas ditahan, ditangani oleh {desk.name('wbs')}"
        elif row.parked:
            found[row.id] = f"surel dari {row.sender or 'pengirim yang tidak jelas'}: {PARKED[row.parked]}"
    return found


def _in_groups(lines: Collection[str]) -> list[str]:
    """A line for each sender; beyond a few, one for all the others."""
    counted = Counter(lines).most_common()
    rest = sum(count for _, count in counted[GROUPS:])
    told = [f"{count} {line}" for line, count in counted[:GROUPS]]
    return [*told, f"{rest} surel lain dari {len(counted) - GROUPS} pengirim"] if rest else told


def shown(found: Sequence[Section]) -> list[Mapping[str, object]]:
    """The sections that hold anything, as the mail tells them: heading with its count, and lines.

    Of cases a screenful is named; what is held, or failed, is named to the last.
    """
    told: list[Mapping[str, object]] = []
    for short, heading, lines in found:
        named = lines[:NAMED] if short in COUNTED else lines
        rest = [f"dan {len(lines) - len(named)} perkara lain (`tanggap list`)"] if lines[len(named) :] else []
        if lines:
            told.append({"judul": f"{heading} ({len(lines)})", "baris": [*named, *rest]})
    return told


def _held(desk: Desk, item: Waiting, secret: bool) -> str:
    number = f" nomor {item.id}" if item.jenis != "naskah" else ""
    of_case = f" ({item.perkara})" if item.perkara else ""
    since = f"{item.jenis.capitalize()}{number}{of_case}, sejak {moment(desk, item.sejak)}"
    if secret:
        # An integrity report is nobody's matter but the one address'; that it waits is all that is said.
        return f"{since}: laporan integritas, ditangani oleh {desk.name('wbs')}"
    return f"{since}: {' '.join(item.tentang.split())}. {' '.join(item.alasan.split())}".strip()


def _secret(connection: Connection) -> frozenset[int]:
    return frozenset(row.id for row in inbox.held(connection) if row.kind == Kind.WBS.value)


def _unread(desk: Desk, connection: Connection, now: datetime) -> Iterator[str]:
    waiting = inbox_rows.c.state.in_((inbox.NEW, inbox.READ)), inbox_rows.c.collected_at < now - SLOW
    for row in connection.execute(select(inbox_rows).where(*waiting).order_by(inbox_rows.c.id)):
        yield f"Surel masuk nomor {row.id}, sejak {moment(desk, row.received_at)}: belum dapat diproses"


def _unmade(connection: Connection) -> Iterator[str]:
    unsealed = letters.c.seal_due & letters.c.signed_sha256.is_(None) & (letters.c.state == owed.MADE)
    tried = letters.c.attempts > 0, (letters.c.state == owed.OWED) | unsealed
    for row in connection.execute(select(letters).where(*tried).order_by(letters.c.id)):
        named = f"Naskah {_plain(row.kind)} versi {row.version}"
        yield f"{named}: belum jadi setelah {row.attempts} kali dicoba. {row.note or ''}".strip()


def _unsent(desk: Desk, connection: Connection, now: datetime) -> Iterator[str]:
    unknown = recipients.c.state.in_((outbox.BEGUN, outbox.UNKNOWN))
    put_off = (recipients.c.state == outbox.FROZEN) & (recipients.c.attempts > 0)
    query = (
        select(mails.c.id, mails.c.template, mails.c.post, recipients.c.state, recipients.c.word)
        .join(outbox_rows, outbox_rows.c.mail_id == mails.c.id)
        .join(recipients, recipients.c.outbox_id == outbox_rows.c.id)
        .where(unknown | put_off)
        .order_by(mails.c.id)
    )
    for row in connection.execute(query):
        state = "ditunda" if row.state == outbox.FROZEN else "belum pasti sampai"
        word = f". Jawaban server: {' '.join(row.word.split())}" if row.word else ""
        yield f"{_named(desk, row)}: {state}{word}"
    slow = mails.c.state == owed.OWED, mails.c.not_before < now - SLOW
    for row in connection.execute(select(mails).where(*slow).order_by(mails.c.id)):
        yield f"{_named(desk, row)}: belum disusun"


def _named(desk: Desk, mail: AnyRow) -> str:
    return f"Surel keluar nomor {mail.id}, {_plain(mail.template)} kepada {desk.name(mail.post)}"


def _plain(name: str) -> str:
    return name.replace("_", " ")
