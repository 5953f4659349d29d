"""Clear the queue of a flood: what one sender, or one domain, has waiting is let through or left in one go.

Apart from `release`, which decides on one mail that somebody has looked at. Here nobody has, so the operator
first sees how many there are, and what he decides holds for as many as he then names (reliability.md T18).
"""

from dataclasses import dataclass

from pipeline.errors import Refusal
from pipeline.office.desk import Desk
from pipeline.office.hold import settle
from pipeline.office.park import QUEUE
from pipeline.office.release import OPERATOR, release, understood
from pipeline.office.secret import about
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Answer
from pipeline.store import audit, inbox
from pipeline.store.database import reading, writing
from pipeline.store.schema import literal, of_domain

#: letters that are registered in one go: each asks the Kepala for a disposisi
MOST_LETTERS = 20
#: subjects that are shown before anything is done
SHOWN = 5
EVENT = "antrean_dilepas"
_ANSWERS = (Action.PENGADUAN, Action.BUKAN, Action.ABAIKAN)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits of one sender, oldest first."""

    sender: str
    rows: tuple[int, ...]
    #: of the first few, what they are about
    subjects: tuple[str, ...]


def release_all(desk: Desk, target: int | str, words: str, *, wbs: bool, count: int | None) -> str:
    """Release one mail, or correct one case, as `release` does; or clear the queue of the sender named."""
    if isinstance(target, str) and "@" in target:
        return clear_queue(desk, target, words, count)
    return release(desk, target, words, by_wbs=wbs)


def clear_queue(desk: Desk, sender: str, words: str, count: int | None) -> str:
    """Do what `words` say with the oldest `count` mails that `sender` has waiting; without a count with none.

    `sender` is an address or `@domain`. Gives what was done, or what waits. Raises `Refusal` where nothing
    does, or where that cannot be done with so many at once.
    """
    queue = _queue_of(desk, sender)
    answer = _understood(desk, words)
    if count is None:
        return _waiting(queue)
    _check(queue, answer, count)
    return _cleared(desk, queue, answer, count)


def _queue_of(desk: Desk, sender: str) -> Queue:
    domain = sender.removeprefix("@")
    kin = literal(sender) if domain == sender else of_domain(domain)
    with reading(desk.engine) as connection:
        found = inbox.parked(connection, QUEUE, kin)
        shown = [about(row, inbox.load_facts(connection, row.id)) for row in found[:SHOWN]]
    if not found:
        raise Refusal(f"Tidak ada surel dari {sender} dalam antrean tertunda; lihat `tanggap held`.")
    return Queue(sender, tuple(row.id for row in found), tuple(shown))


def _understood(desk: Desk, words: str) -> Answer:
    answer = understood(desk, words, Ask.REGISTRASI)
    if answer.action not in _ANSWERS:
        offered = ", ".join(action.value for action in _ANSWERS)
        raise Refusal(f"Untuk antrean hanya {offered}; jawaban lain diberikan untuk satu surel.")
    return answer


def _waiting(queue: Queue) -> str:
    first, last, count = queue.rows[0], queue.rows[-1], len(queue.rows)
    subjects = "\n".join(f"- {each}" for each in queue.subjects)
    more = f"\ndan {count - SHOWN} surel lain" if count > SHOWN else ""
    return (
        f"{count} surel dari {queue.sender} menunggu dalam antrean, surel masuk nomor {first} sampai "
        f"{last}:\n{subjects}{more}\n"
        f"Belum ada yang berubah. Ulangi dengan --jumlah {count}, atau kurang; yang tertua didahulukan."
    )


def _check(queue: Queue, answer: Answer, count: int) -> None:
    if not 0 < count <= len(queue.rows):
        raise Refusal(f"Dalam antrean {queue.sender} ada {len(queue.rows)} surel, bukan {count}.")
    if answer.action is Action.PENGADUAN and count > MOST_LETTERS:
        raise Refusal(
            f"Paling banyak {MOST_LETTERS} surat didaftarkan sekaligus; setiap surat meminta satu disposisi.",
            example=f"--jumlah {MOST_LETTERS}",
        )


def _cleared(desk: Desk, queue: Queue, answer: Answer, count: int) -> str:
    """Each mail in a transaction of its own: one that cannot go leaves the others their way."""
    rows, left = queue.rows[:count], list[str]()
    for inbox_id in rows:
        try:
            with writing(desk.engine) as connection:
                settle(desk, connection, inbox_id, answer, OPERATOR, desk.clock())
        except Refusal as refusal:
            left.append(f"Surel masuk nomor {inbox_id} tidak dilepaskan: {refusal}")
    done = count - len(left)
    payload = {"jumlah": done, "pertama": rows[0], "terakhir": rows[-1], "jawaban": answer.action.value}
    with writing(desk.engine) as connection:
        audit.append(connection, at=desk.clock(), actor=OPERATOR, event=EVENT, payload=payload)
    still = len(queue.rows) - done
    told = f"{done} surel dari {queue.sender} dilepaskan dengan jawaban {answer.action.value}"
    return "\n".join((*left, f"{told}; {still} masih menunggu."))
