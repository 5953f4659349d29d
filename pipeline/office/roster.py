"""The roster: who holds each post today, where another acts for its holder (Plh., Plt.) for some days.

A post keeps its key. Its address, its salutation and the block under letters are those of whoever acts, so
requests go to him, answers must come from him, and what he signs says as what he signed it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select, update

from pipeline.errors import Refusal
from pipeline.mail.compose import ADDRESS
from pipeline.office.desk import Desk, Post
from pipeline.sop.steps import WBS
from pipeline.store import audit
from pipeline.store.case_tables import delegations
from pipeline.store.database import reading, writing

TITLES = ("Plh.", "Plt.", "a.n.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """One person acts for a post from `first` to `last`, both included."""

    post: str
    address: str
    name: str
    nip: str = ""
    sebutan: str = "Plh."
    first: date
    last: date


class Roster(Mapping[str, Post]):
    """Post key → the post as it is held at the present moment; of several who act the last named does."""

    def __init__(
        self,
        base: Mapping[str, Post],
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        settled: Iterable[Acting] = (),
    ) -> None:
        self._base, self._clock, self._zone = dict(base), clock, zone
        #: by the office's settings, and by the register as it was last looked at
        self._settled, self._entered = tuple(settled), tuple[Acting, ...]()

    def __getitem__(self, key: str) -> Post:
        """The post with whoever holds it now."""
        post, today = self._base[key], self._clock().astimezone(self._zone).date()
        acting = [
            each
            for each in (*self._settled, *self._entered)
            if each.post == key and each.first <= today <= each.last
        ]
        return _held(post, acting[-1]) if acting else post

    def __iter__(self) -> Iterator[str]:
        """The keys of all posts."""
        return iter(self._base)

    def __len__(self) -> int:
        """How many posts there are."""
        return len(self._base)

    def look(self, connection: Connection) -> None:
        """Look at the register again."""
        rows = connection.execute(
            select(delegations).where(delegations.c.revoked_at.is_(None)).order_by(delegations.c.id)
        )
        self._entered = tuple(
            Acting(
                post=row.post,
                address=row.address,
                name=row.name,
                nip=row.nip,
                sebutan=row.sebutan,
                first=date.fromisoformat(row.first),
                last=date.fromisoformat(row.last),
            )
            for row in rows
        )


def _held(post: Post, acting: Acting) -> Post:
    behalf = post.signer.behalf if acting.sebutan == "a.n." else ""
    signer = replace(post.signer, nama=acting.name, nip=acting.nip, prefix=acting.sebutan, behalf=behalf)
    title = post.salutation.removeprefix("Yth. ")
    salutation = f"Yth. {acting.sebutan} {title}"
    return replace(post, address=acting.address, salutation=salutation, signer=signer)


def look_again(desk: Desk) -> None:
    """Who acts for whom may have been entered by another process."""
    if isinstance(desk.posts, Roster):
        with reading(desk.engine) as connection:
            desk.posts.look(connection)


def delegate(desk: Desk, acting: Acting, *, by: str) -> str:
    """Enter that another acts for a post; gives what was understood. Raises `Refusal`."""
    with writing(desk.engine) as connection:
        words = enter(desk, connection, acting, by=by, at=desk.clock())
    look_again(desk)
    return words


def enter(desk: Desk, connection: Connection, acting: Acting, *, by: str, at: datetime) -> str:
    """The same in the running transaction; the roster knows of it when it is looked at again."""
    post = desk.holders.get(acting.post)
    if post is None or acting.post == WBS:
        known = ", ".join(key for key in desk.holders if key != WBS)
        raise Refusal(f"Jabatan “{acting.post}” tidak dikenal; yang dikenal: {known}.")
    if not ADDRESS.fullmatch(acting.address) or acting.address == desk.address:
        raise Refusal(f"Alamat “{acting.address}” tidak dapat dipakai.")
    if acting.last < acting.first:
        raise Refusal("Tanggal selesai mendahului tanggal mulai.")
    row = {
        "post": acting.post,
        "address": acting.address,
        "name": acting.name,
        "nip": acting.nip,
        "sebutan": acting.sebutan,
        "first": acting.first.isoformat(),
        "last": acting.last.isoformat(),
    }
    connection.execute(insert(delegations).values(**row, made_by=by, made_at=at))
    audit.append(connection, at=at, actor=by, event="penggantian", payload=row)
    return (
        f"{acting.sebutan} {post.name}: {acting.name} ({acting.address}), "
        f"{acting.first.isoformat()} sampai {acting.last.isoformat()}. "
        "Permintaan yang menunggu dialihkan pada hari pertama dan kembali sesudahnya."
    )


def delegate_from(
    desk: Desk,
    post: str,
    *,
    surel: str,
    nama: str,
    nip: str,
    sebutan: str,
    mulai: datetime | None,
    sampai: datetime | None,
) -> str:
    """Enter what the operator told. Raises `Refusal` where something is missing."""
    if not surel or not nama or sampai is None:
        raise Refusal("Sebutkan --surel, --nama dan --sampai pengganti.")
    today = desk.clock().astimezone(desk.rules.calendar.zone).date()
    acting = Acting(
        post=post,
        address=surel.strip().lower(),
        name=nama,
        nip=nip,
        sebutan=sebutan,
        first=mulai.date() if mulai else today,
        last=sampai.date(),
    )
    return delegate(desk, acting, by="operator")


def revoke(desk: Desk, post: str, *, by: str) -> str:
    """End whoever acts for a post; gives what was understood. Raises `Refusal` where nobody does."""
    with writing(desk.engine) as connection:
        words = withdraw(desk, connection, post, by=by, at=desk.clock())
    look_again(desk)
    return words


def withdraw(desk: Desk, connection: Connection, post: str, *, by: str, at: datetime) -> str:
    """The same in the running transaction."""
    standing = (delegations.c.post == post, delegations.c.revoked_at.is_(None))
    count = connection.execute(update(delegations).where(*standing).values(revoked_at=at)).rowcount
    if not count:
        raise Refusal(f"Tidak ada penggantian yang tercatat untuk “{post}”.")
    audit.append(connection, at=at, actor=by, event="penggantian_dicabut", payload={"jabatan": post})
    return f"Penggantian untuk {desk.name(post)} dicabut."
