"""The referee: the invariants I1 to I13 of the project's reliability page, each with a count.

It reads the mailbox, the log of the SMTP sink, the register and the archive, and asks the program nothing
but to work on until it is quiet.
"""

import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import pairwise
from typing import Any, TypeVar, cast

from pipeline.store import audit
from pipeline.store.database import reading
from pipeline.store.schema import metadata
from tests.crash import leftovers
from tests.crash.lives import Lives
from tests.way.configuration import ADDRESS, is_ours
from tests.way.office import Office

#: seconds in which a mail that is being handed over has its answer
HANDING_OVER = 20
_Found = TypeVar("_Found")
#: (recipient, subject without its tag and numbers)
Mail = tuple[str, str]
#: step → steps that may follow it, by the SOP's table and the ways beside its line
FOLLOWS: Mapping[str, frozenset[str]] = {
    "registrasi": frozenset({"disposisi"}),
    "disposisi": frozenset({"disposisi", "tindak_lanjut"}),
    "tindak_lanjut": frozenset({"tindak_lanjut", "tanda_tangan", "evaluasi"}),
    "tanda_tangan": frozenset({"tanda_tangan", "tindak_lanjut", "penyampaian"}),
    "penyampaian": frozenset({"evaluasi"}),
    "evaluasi": frozenset({"evaluasi", "penyampaian", "tindak_lanjut"}),
}
#: states that nobody's work leads out of; anything else is unfinished
QUIET = {
    "inbox": ("state", ("selesai", "ganda", "ditahan")),
    "letters": ("state", ("jadi", "gagal")),
    "mails": ("state", ("beku", "batal", "gagal")),
    "recipients": ("state", ("diterima", "ditolak", "ditarik")),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What the referee looks at."""

    office: Office
    lives: Lives
    #: Message-ID → bytes of its copies in the sink, in order
    sink: Mapping[str, list[bytes]]


def check(office: Office, lives: Lives) -> dict[str, int]:
    """Nothing lost, nothing twice, no gap, a whole trail; gives what was counted for each invariant."""
    counts = {name: invariant(_scene(office, lives)) for name, invariant in INVARIANTS.items()}
    counts["I13"] = check_digest(office, lives)
    return counts


def _scene(office: Office, lives: Lives) -> Scene:
    sink: dict[str, list[bytes]] = {}
    for delivery in office.post.deliveries:
        if is_ours(delivery):
            sink.setdefault(_message_id(delivery.data), []).append(delivery.data)
    return Scene(office, lives, sink)


def check_inbox(scene: Scene) -> int:
    """I1: every mail of the mailbox, wherever it lies, has exactly one row; owed marks were made."""
    box = scene.office.post.mailbox(ADDRESS)
    # Where the server keeps no keywords, what was taken was moved.
    lying = [*box.mails(), *box.mails(folder="Diagendakan")]
    mails = [hashlib.sha256(mail).hexdigest() for mail in lying]
    rows = scene.office.rows("select uid, sha256, mark_due, marked from inbox")
    assert sorted(row.sha256 for row in rows) == sorted(mails)
    assert len({row.uid for row in rows}) == len(rows)
    assert [row.uid for row in rows if row.mark_due and row.marked is None] == []
    return len(rows)


def check_numbers(scene: Scene) -> int:
    """I2: every letter that is a complaint has one number; every register counts 1 to n."""
    rows = scene.office.rows("select register, year, value, case_id from numbers order by 1, 2, 3")
    counted: dict[tuple[str, int], list[int]] = {}
    for row in rows:
        assert row.case_id is not None
        counted.setdefault((row.register, row.year), []).append(row.value)
    assert all(values == list(range(1, len(values) + 1)) for values in counted.values()), counted
    cases = scene.office.rows(
        "select c.inbox_id, c.number, i.state from cases c join inbox i on i.id = c.inbox_id"
    )
    assert len({row.inbox_id for row in cases}) == len(cases)
    return len(rows)


def check_unique(scene: Scene) -> int:
    """I3: no number twice, neither in the register nor on anything that left the office."""
    texts = [row.text for row in scene.office.rows("select text from numbers")]
    assert len(set(texts)) == len(texts)
    tags = Counter(
        found.groups()
        for copies in scene.sink.values()
        if (found := re.search(r"\[(PGD-\d+-\d+) (\S+)\]", _subject(copies[0])))
    )
    assert len({number for number, _ in tags}) == len(tags)
    assert {number for number, _ in tags} <= set(texts)
    return len(texts)


def check_accepted(scene: Scene) -> int:
    """I4: what is on record as accepted was accepted, with its proof; what is not was not."""
    rows = _settled(scene)
    # Hosts go on working: what came before the rows were read is accepted, what they say was has come since.
    later = _scene(scene.office, scene.lives).sink
    for row in rows:
        if row.state == "diterima":
            assert row.message_id in later, row.message_id
            assert row.word
        else:
            assert row.message_id not in scene.sink, (row.message_id, row.state)
    assert scene.sink.keys() <= {row.message_id for row in _recipients(scene)}
    return len(scene.sink)


def check_copies(scene: Scene) -> int:
    """I5: a second copy only from within the window of SMTP, and every copy is the frozen bytes."""
    window = Counter(scene.lives.under_way)
    # What a daemon lived through is on record; what it died of was seen from outside.
    told = scene.office.rows(
        "select p.payload from audit a join audit_payloads p on p.seq = a.seq"
        " where a.event in ('surel_tidak_pasti', 'surel_ditunda')"
    )
    if scene.lives.survived or scene.lives.falls:
        window.update(_json(row.payload)["message_id"] for row in told)
    for row in _recipients(scene):
        copies = scene.sink.get(row.message_id, [])
        assert {hashlib.sha256(copy).hexdigest() for copy in copies} <= {row.sha256}
        assert len(copies) <= 1 + window[row.message_id], row.message_id
    return sum(len(copies) - 1 for copies in scene.sink.values())


def check_paths(scene: Scene) -> int:
    """I6: the steps of each case are a path of the SOP, and no run is there twice."""
    rows = scene.office.rows("select case_id, step, run from step_runs order by case_id, id")
    assert len({tuple(row) for row in rows}) == len(rows)
    for before, after in pairwise(rows):
        assert before.case_id != after.case_id or after.step in FOLLOWS[before.step], (before, after)
    return len(rows)


def check_tokens(scene: Scene) -> int:
    """I7: no reply counts twice, and no request was ended twice."""
    answers = scene.office.rows(
        "select reply_sha256, request_id, action from answers where revoked_at is null"
    )
    assert len({row.reply_sha256 for row in answers}) == len(answers)
    closing = [row for row in answers if row.action not in ("konsep", "perbaiki", "tanya", "koordinasi")]
    assert len({row.request_id for row in closing}) == len(closing)
    return len(answers)


def check_letters(scene: Scene) -> int:
    """I8: the letter that a customer got is the one that was approved, signed, byte for byte."""
    sent = scene.office.rows(
        "select o.message_id, l.pdf_sha256, l.signed_sha256 from mails m join outbox o on o.mail_id = m.id"
        " join cases c on c.id = m.case_id"
        " join letters l on l.case_id = c.id and l.kind = 'surat' and l.version = c.version"
        " where m.template = 'surat_jawaban'"
    )
    for row in sent:
        for copy in scene.sink[row.message_id]:
            (pdf,) = [
                part
                for part in _parsed(copy).iter_attachments()
                if part.get_content_type() == "application/pdf"
            ]
            content = cast(bytes, pdf.get_content())
            assert hashlib.sha256(content).hexdigest() == row.signed_sha256
            assert content.startswith(_blob(scene, row.pdf_sha256))
    return len(sent)


def check_trail(scene: Scene) -> int:
    """I9: the audit trail is whole, and has an entry for every step that ended."""
    with reading(scene.office.desk.engine) as connection:
        entries, findings = audit.verify(connection)
    assert findings == []
    events = {(row.case_id, row.event) for row in scene.office.rows("select case_id, event from audit")}
    ended = scene.office.rows("select case_id, ended_by from step_runs where closed_at is not null")
    assert {(row.case_id, row.ended_by) for row in ended} <= events
    return entries


def check_archive(scene: Scene) -> int:
    """I10: no row points to what is not there; every blob is there and has its hash."""
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            column, target = key.parent.name, key.column
            there = f"select {target.name} from {target.table.name}"
            orphans = f"select 1 from {table.name} where {column} is not null and {column} not in ({there})"
            assert scene.office.rows(orphans) == [], (table.name, column)
    blobs = scene.office.rows("select sha256, content from blobs where content is not null")
    assert [row.sha256 for row in blobs if hashlib.sha256(bytes(row.content)).hexdigest() != row.sha256] == []
    return len(blobs)


def check_leftovers(scene: Scene) -> int:
    """I11: no file and no process is left of what was under way, once the next daemon has swept."""
    found = leftovers.processes(scene.lives.nursery.scratch)
    assert found == []
    return leftovers.swept(scene.lives.nursery.scratch)


def check_quiet(scene: Scene) -> int:
    """I12: nothing is unfinished, and no person had to help: no answer was asked back."""
    seen = 0
    for table, (column, quiet) in QUIET.items():
        states = _at_rest(scene, f"select {column} as state from {table}", quiet)
        assert set(states) <= set(quiet), f"{table}: {Counter(states)}"
        seen += len(states)
    assert scene.office.rows("select 1 from mails where template = 'tanya_balik'") == []
    return seen


def check_digest(office: Office, lives: Lives) -> int:
    """I13: on the next working day the digest names everything that waits for a person."""
    lives.faults = ()
    office.wait_for_monday()
    told = [
        mail
        for mail in map(_parsed, office.sent(office.tu.address))
        if "Laporan harian" in str(mail["Subject"])
    ]
    assert told, "no digest was mailed"
    body = told[-1].get_body(("plain",))
    assert body is not None
    words = " ".join(body.get_content().replace(">", " ").split())
    parked = [
        *(
            f"Surel masuk nomor {row.id}"
            for row in office.rows("select id from inbox where state = 'ditahan'")
        ),
        *(
            f"Surel keluar nomor {row.id}"
            for row in office.rows("select id from mails where state = 'gagal'")
        ),
        *(
            f"{row.kind} versi {row.version}"
            for row in office.rows("select * from letters where state = 'gagal'")
        ),
    ]
    assert [each for each in parked if each not in words] == []
    return len(parked)


INVARIANTS: Mapping[str, Callable[[Scene], int]] = {
    "I1": check_inbox,
    "I2": check_numbers,
    "I3": check_unique,
    "I4": check_accepted,
    "I5": check_copies,
    "I6": check_paths,
    "I7": check_tokens,
    "I8": check_letters,
    "I9": check_trail,
    "I10": check_archive,
    "I11": check_leftovers,
    "I12": check_quiet,
}


def mails_out(office: Office, *, but: str = "") -> Counter[Mail]:
    """Who got what, each mail once however often it came; without those whose subject begins with `but`."""
    found = {
        (_message_id(delivery.data), address, _about(delivery.data))
        for delivery in office.post.deliveries
        if is_ours(delivery)
        for address in delivery.recipients
    }
    told = ((re.sub(r"\d+", "", address), about) for _, address, about in found)
    return Counter(mail for mail in told if not but or not mail[1].startswith(but))


def _settled(scene: Scene) -> list[Any]:
    """The recipients, once none of them is just being handed over."""
    return _once(lambda: _recipients(scene), lambda rows: all(row.state != "mulai" for row in rows))


def _at_rest(scene: Scene, query: str, quiet: Collection[str]) -> list[str]:
    """The states, once nothing is on its way that daemons which live on have just begun."""
    return _once(
        lambda: [row.state for row in scene.office.rows(query)], lambda states: set(states) <= set(quiet)
    )


def _once(look: Callable[[], list[_Found]], calm: Callable[[list[_Found]], bool]) -> list[_Found]:
    """What there is once it is calm, or when that has taken too long."""
    until = time.monotonic() + HANDING_OVER
    while not calm(found := look()) and time.monotonic() < until:
        time.sleep(0.2)
    return found


def _recipients(scene: Scene) -> list[Any]:
    return list(
        scene.office.rows(
            "select o.message_id, o.sha256, r.state, r.code, r.word"
            " from outbox o join recipients r on r.outbox_id = o.id"
        )
    )


def _json(payload: Any) -> Any:
    """A JSON column as a raw query gives it: text from SQLite."""
    return json.loads(payload) if isinstance(payload, str) else payload


def _blob(scene: Scene, sha256: str) -> bytes:
    (row,) = scene.office.rows("select content from blobs where sha256 = :sha256", sha256=sha256)
    return bytes(row.content)


def _message_id(mail: bytes) -> str:
    return str(message_from_bytes(mail)["Message-ID"])


def _parsed(mail: bytes) -> EmailMessage:
    return message_from_bytes(mail, policy=default)


def _subject(mail: bytes) -> str:
    return str(_parsed(mail)["Subject"])


def _about(mail: bytes) -> str:
    return re.sub(r"\[PGD[^\]]*\] |\d+", "", _subject(mail))
