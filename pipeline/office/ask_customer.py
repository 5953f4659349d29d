"""A question to the customer: the files that go with it, and its end when the case goes on without an answer.

Apart from carrying out decisions because the flow knows of the wait alone, and only the
register knows whether the question has left the office.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select, update

from pipeline.errors import Refusal
from pipeline.mail import enclosed
from pipeline.mail.facts import Attachment, Facts
from pipeline.office.desk import Desk
from pipeline.office.enclose import MOST
from pipeline.sop.asks import Action, Ask
from pipeline.sop.case import Answer, Case, Decision
from pipeline.sop.papers import Notice
from pipeline.store import owed, requests
from pipeline.store.mail_tables import mails
from pipeline.store.schema import AnyRow

#: kinds of files that every customer can open and that hold no program
PLAIN = (".pdf", ".png", ".jpg", ".jpeg", ".docx", ".xlsx", ".pptx", ".csv", ".txt")


def name_files(decision: Decision, answer: Answer, facts: Facts) -> Decision:
    """Whoever asks the customer is told which files of his go along; raises `Refusal` where one must not."""
    files = [item for item in enclosed.files(facts) if item.sha256 in answer.files]
    if answer.action is not Action.TANYA or not files:
        return decision
    _check(files)
    words = f" Berkas yang ikut dikirim: {_listed([item.name for item in files])}."
    return replace(decision, understood=decision.understood + words)


def _check(files: Sequence[Attachment]) -> None:
    drafts = [item.name for item in files if enclosed.is_ours(item)]
    odd = [item.name for item in files if not item.name.casefold().endswith(PLAIN)]
    if drafts:
        raise Refusal(
            f"Berkas {_listed(drafts)} adalah konsep surat yang belum disetujui, sehingga tidak dapat "
            "dikirim kepada pelanggan. Mohon pertanyaannya dikirim lagi tanpa berkas itu.",
            example="TANYA: …",
        )
    if odd:
        raise Refusal(
            f"Berkas {_listed(odd)} tidak dapat dikirim kepada pelanggan. Yang dapat ikut dikirim hanya "
            f"berkas {', '.join(PLAIN)}.",
            example="TANYA: …",
        )
    if sum(item.size for item in files) > MOST:
        raise Refusal(
            f"Berkas yang dilampirkan terlalu besar untuk satu surel (paling banyak {MOST // 1_000_000} MB). "
            "Mohon dikirim lagi dengan berkas yang lebih kecil.",
            example="TANYA: …",
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def stop_waiting(
    desk: Desk, connection: Connection, before: Case, decision: Decision, answer_id: int
) -> Decision:
    """Paraf goes on without what is still asked: an unsent question stays here, a sent one is not waited for.

    The confirmation says both, so that nobody looks for an answer that no step waits for.
    """
    if decision.event != Action.PARAF.value:
        return decision
    kept = _withhold(connection, before, answer_id) if before.paused_at else []
    left = before.paused_at is not None and _has_left(connection, before)
    asked = [item for item in requests.open_of_case(connection, before.id) if item.ask is Ask.PENDAPAT]
    said = [
        f"Pertanyaan kepada pelanggan yang belum terkirim tidak jadi dikirim: “{row.words}”" for row in kept
    ]
    if left:
        said.append(
            "Jawaban pelanggan atas pertanyaan yang sudah terkirim tidak ditunggu lagi; bila ia menjawab, "
            "jawabannya tetap diteruskan."
        )
    if asked:
        names = ", ".join(dict.fromkeys(desk.name(item.post) for item in asked))
        said.append(f"Pendapat yang diminta dari {names} tidak ditunggu lagi.")
    return replace(decision, understood=" ".join((decision.understood, *said)))


def _withhold(connection: Connection, case: Case, answer_id: int) -> Sequence[AnyRow]:
    """Cancel the questions that have not left; the mark says which paraf did it."""
    unsent = (mails.c.template == Notice.PERTANYAAN.value) & (mails.c.state == owed.OWED)
    found = connection.execute(select(mails).where(unsent, mails.c.case_id == case.id)).all()
    for row in found:
        owed.settle_mail(connection, row.id, owed.CANCELLED, _mark(answer_id))
    return found


def _has_left(connection: Connection, case: Case) -> bool:
    """Whether a question of this pause was composed: from then on nobody knows that it did not arrive."""
    sent = (mails.c.template == Notice.PERTANYAAN.value) & (mails.c.state == owed.FROZEN)
    this = (mails.c.case_id == case.id) & (mails.c.owed_at >= case.paused_at)
    return connection.scalar(select(mails.c.id).where(sent, this).limit(1)) is not None


def ask_after_all(connection: Connection, answer_id: int) -> None:
    """The paraf was taken back: what it withheld is owed again, and can itself be taken back."""
    kept = (mails.c.state == owed.CANCELLED) & (mails.c.note == _mark(answer_id))
    connection.execute(update(mails).where(kept).values(state=owed.OWED, note=None))


def _mark(answer_id: int) -> str:
    return f"paraf diberikan sebelum terkirim (jawaban {answer_id})"
