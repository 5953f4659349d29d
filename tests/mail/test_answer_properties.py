"""Whatever somebody writes, reading it ends with an answer that was allowed, or with a question."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.mail.answer import Question, read_answer
from pipeline.mail.facts import Facts
from pipeline.mail.words import SPOKEN
from pipeline.sop.asks import Action
from tests.mail.replies import UNITS, docx, pdf, picture

#: words that mean something somewhere, between which anything may stand
_WORDS = [
    *sorted({phrase for spoken in SPOKEN.values() for phrase in spoken.words}),
    *"tidak belum jangan kalau ? : , . \n 1 2 3 hari karena tembusan Instruksi: Efektif: ya Pokja 👍".split(
        " "
    ),
    *(unit.name for unit in UNITS),
]
own_words = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=8)), max_size=14).map(" ".join),
)
some_actions = st.lists(st.sampled_from(list(Action)), unique=True)
some_files = st.lists(st.sampled_from([docx(), docx("d2"), pdf(), picture()]), unique=True)


@given(own=own_words, actions=some_actions, files=some_files, units=st.sampled_from([UNITS, UNITS[:1], ()]))
@settings(deadline=None)
def test_any_words_give_an_allowed_answer_or_a_question(own, actions, files, units) -> None:  # type: ignore[no-untyped-def]
    understood = read_answer(Facts(own=own, attachments=tuple(files)), actions, units)

    if isinstance(understood, Question):
        assert understood.text
    else:
        assert understood.action in actions


@given(
    denial=st.sampled_from(["tidak", "belum", "jangan", "bukan", "kurang"]),
    action=st.sampled_from(list(Action)),
)
def test_a_denied_word_never_counts_as_itself(denial: str, action: Action) -> None:
    own = f"{denial} {SPOKEN[action].words[0]}"
    understood = read_answer(
        Facts(own=own), tuple(each for each in Action if each is not Action.PENDAPAT), UNITS
    )

    assert isinstance(understood, Question) or understood.action is not action


@pytest.mark.parametrize(
    "piece", ["setuju ", "\n", ", ", "> ", "tembusan ", "Jawaban: x\n", "pengujain ", "(" * 9]
)
def test_a_long_reply_is_read_in_time(piece: str) -> None:
    own = piece * (100_000 // len(piece))
    start = time.process_time()
    read_answer(Facts(own=own), tuple(Action), UNITS)

    assert time.process_time() - start < 5
