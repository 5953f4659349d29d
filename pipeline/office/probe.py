"""The probe of `tanggap check auth`: the staff answer once, somebody outside forges, and both are compared.

Enrolment mails are recognised by their thread, the forged one by its subject. What comes is only kept
for the comparison; it moves nothing. Source: reliability.md C.2.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from pipeline.mail.authentic import Profile
from pipeline.mail.facts import Facts
from pipeline.mail.proposal import Proposal, Sample, propose
from pipeline.office.desk import Desk
from pipeline.office.gather import moment
from pipeline.sop.papers import Notice
from pipeline.store import archive, audit, inbox, outbox, owed
from pipeline.store.book_tables import audit as trail
from pipeline.store.book_tables import audit_payloads
from pipeline.store.database import reading, writing
from pipeline.store.digests import register_opened
from pipeline.store.owed import Owed
from pipeline.store.schema import AnyRow

BEGUN, CAME = "uji_asal_dimulai", "uji_asal"
#: a mail system changes, and what told genuine from forged mail may tell it no more
AGAIN = timedelta(days=31)
#: in the subject of the mail that an administrator forges
FORGED_MARK = "[UJI-PALSU]"


@dataclass(frozen=True, slots=True)
class Probed:
    """How the probe stands."""

    #: posts that have answered their enrolment mail, and those that have not
    answered: tuple[str, ...]
    waiting: tuple[str, ...]
    forged: int
    proposal: Proposal


def begin(desk: Desk) -> None:
    """Ask everybody to answer once; what came before no longer counts."""
    at = desk.clock()
    with writing(desk.engine) as connection:
        for key in desk.posts:
            owed.owe_mail(connection, Owed(template=Notice.UJI_ASAL.value, post=key), at=at)
        audit.append(connection, at=at, actor="operator", event=BEGUN, payload={"jabatan": list(desk.posts)})


def note_probe(desk: Desk, connection: Connection, row: AnyRow, facts: Facts) -> bool:
    """Keep a mail of the probe for the comparison; False if it is none."""
    forged = FORGED_MARK in facts.subject and facts.sender in desk.addresses
    answered = outbox.by_message_ids(connection, facts.references)
    enrolled = next((each for each in answered if each.template == Notice.UJI_ASAL.value), None)
    genuine = enrolled is not None and desk.posts[enrolled.post].address == facts.sender
    if not (forged or genuine):
        return False
    inbox.settle(connection, row.id, state=inbox.DONE)
    post = enrolled.post if enrolled is not None and genuine and not forged else ""
    payload = {"surel": row.id, "jabatan": post}
    audit.append(connection, at=desk.clock(), actor="pipeline", event=CAME, payload=payload)
    return True


def probed(desk: Desk, read: Callable[[bytes], Facts]) -> Probed | None:
    """How the newest probe stands, None before the first; `read` also verifies a mail's signatures."""
    with reading(desk.engine) as connection:
        start = connection.scalar(
            select(trail.c.seq).where(trail.c.event == BEGUN).order_by(trail.c.seq.desc()).limit(1)
        )
        if start is None:
            return None
        rows = [(each, inbox.get(connection, each["surel"])) for each in _came(connection, start)]
        raws = {row.id: archive.load(connection, row.sha256) for _, row in rows}
    samples = [(each["jabatan"], Sample(read(raws[row.id]), row.received_at)) for each, row in rows]
    answered = tuple(dict.fromkeys(post for post, _ in samples if post))
    forged = [sample for post, sample in samples if not post]
    return Probed(
        answered,
        tuple(key for key in desk.posts if key not in answered),
        len(forged),
        propose([sample for post, sample in samples if post], forged),
    )


def due_again(desk: Desk, connection: Connection, now: datetime) -> str:
    """That the probe should be run once more, in Indonesian; '' if not, or where no profile proves anything.

    Counted from the last one, or from the register's beginning where nobody ran any.
    """
    if desk.policy.profile is Profile.NONE:
        return ""
    last: datetime | None = connection.scalar(select(func.max(trail.c.at)).where(trail.c.event == BEGUN))
    since = last or register_opened(connection)
    if since is None or now < since + AGAIN:
        return ""
    told = f"terakhir diuji {moment(desk, last)}" if last else "belum pernah diuji"
    return (
        f"Cara membuktikan asal balasan (profil {desk.policy.profile}) {told}. Server surel dapat berubah; "
        "mohon administrator menjalankan `tanggap check auth --again`."
    )


def _came(connection: Connection, start: int) -> Sequence[dict[str, Any]]:
    query = (
        select(audit_payloads.c.payload)
        .join(trail, trail.c.seq == audit_payloads.c.seq)
        .where(trail.c.event == CAME, trail.c.seq > start)
    )
    return [dict(each) for each in connection.scalars(query.order_by(trail.c.seq))]


def forging_line(desk: Desk, post: str) -> str:
    """The command by which an administrator forges a mail from outside, with a stamp like ours in it."""
    address, ours = desk.posts[post].address, desk.policy.authserv_id or desk.domain
    return (
        f"swaks --server <MX {desk.domain}> --from {address} --to {desk.address} "
        f"--header 'Subject: {FORGED_MARK} uji' --header 'Authentication-Results: {ours}; dmarc=pass "
        f"header.from={address.rpartition('@')[2]}' --header 'X-MS-Exchange-Organization-AuthAs: Internal' "
        "--body uji"
    )


def told(desk: Desk, found: Probed) -> list[str]:
    """How the probe stands, line by line in Indonesian, for whoever runs it."""
    policy = found.proposal.policy
    lines = [
        f"Sudah membalas: {', '.join(map(desk.name, found.answered)) or '–'}",
        f"Belum membalas: {', '.join(map(desk.name, found.waiting)) or '–'}",
        f"Surel palsu percobaan yang diterima: {found.forged}",
    ]
    if not found.forged:
        lines += ["Kirimlah dari luar jaringan kantor:", f"  {forging_line(desk, next(iter(desk.posts)))}"]
    lines += [found.proposal.why, "Untuk office.toml:", "  [autentikasi]", f'  profil = "{policy.profile}"']
    if policy.authserv_id:
        lines += [f'  authserv_id = "{policy.authserv_id}"']
    if policy.hops:
        lines += [f"  lompatan = {policy.hops}"]
    return [*lines, "  internal = true"] if policy.internal else lines
