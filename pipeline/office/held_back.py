"""Files that are passed on to nobody: TU is told, and an answer of the staff that brings some is refused.

Apart from what is enclosed, which only leaves them out.
"""

from datetime import datetime

from sqlalchemy import Connection

from pipeline.errors import Refusal
from pipeline.mail.facts import Facts
from pipeline.mail.unread import held_back
from pipeline.sop.papers import Notice
from pipeline.sop.steps import TU
from pipeline.store import owed
from pipeline.store.owed import Owed


def check_files(facts: Facts) -> None:
    """Refuse an answer with such a file: it could reach a colleague, or a customer with the letter."""
    if files := held_back(facts):
        raise Refusal(
            f"Jawaban belum diproses karena ada berkas yang ditahan. {' '.join(files)} "
            "Mohon berkas lain yang dilampirkan, atau surel ini dikirim kembali beberapa saat lagi."
        )


def tell_held_back(connection: Connection, facts: Facts, at: datetime, case_id: int | None) -> None:
    """TU learns which files nobody got; they lie in the mailbox for whoever has to look at them."""
    files = held_back(facts)
    if not files:
        return
    words = "\n".join(
        (
            "Surat pelanggan diterima, tetapi berkas berikut ditahan dan tidak diteruskan kepada siapa pun.",
            *("", *(f"- {each}" for each in files), ""),
            "Mohon tidak dibuka. Bila diperlukan, mohon pelanggan mengirim ulang isinya sebagai PDF.",
        )
    )
    notice = Owed(template=Notice.PEMBERITAHUAN.value, post=TU, words=words, case_id=case_id)
    owed.owe_mail(connection, notice, at=at)
