"""Cases go into rows and JSON and come back as they were."""

import json
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from pipeline.sop.case import Case
from pipeline.sop.steps import State, Step
from pipeline.store import cases
from pipeline.store.case_tables import cases as case_rows
from pipeline.store.case_tables import step_runs
from pipeline.store.database import open_engine, writing
from tests.store.rows import NOW, a_case, a_mail

# What PostgreSQL takes as text: no zero byte, no half of a pair.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
moments = st.none() | st.timedeltas(timedelta(), timedelta(days=3650)).map(lambda passed: NOW + passed)
whole_cases = st.builds(
    Case,
    id=st.just(1),
    number=texts,
    tag=texts,
    state=st.sampled_from(State),
    runs=st.dictionaries(st.sampled_from([step.value for step in Step]), st.integers(0, 9)),
    version=st.integers(0, 9),
    versions=st.integers(0, 9),
    pokja=texts,
    instruksi=texts,
    tembusan=st.lists(texts, max_size=3).map(tuple),
    edited=st.booleans(),
    reachable=st.booleans(),
    jawaban=texts,
    due_at=moments,
    paused_at=moments,
    delivered_at=moments,
    opened_at=moments,
    closed_at=moments,
    efektif=st.none() | st.booleans(),
    asked_days=st.integers(0, 99),
)


@given(whole_cases)
def test_a_case_comes_back_from_json_as_it_was(case: Case) -> None:
    assert cases.from_json(json.loads(json.dumps(cases.to_json(case)))) == case


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(case=whole_cases)
def test_a_case_comes_back_from_its_row_as_it_was(connection: Connection, case: Case) -> None:
    with connection.begin_nested() as savepoint:
        row = a_case(connection)
        kept = replace(case, id=row.id, number=case.number[:32], tag=case.tag[:16])

        cases.save(connection, kept)

        assert cases.load(connection, row.id) == kept
        savepoint.rollback()


def test_every_field_of_a_case_has_its_column(connection: Connection) -> None:
    assert {field.name for field in fields(Case)} <= set(case_rows.c.keys())


def test_a_new_case_waits_for_its_disposisi(connection: Connection) -> None:
    case = a_case(connection)

    assert case.state is State.DISPOSISI
    assert cases.load(connection, case.id) == case


def test_what_was_registered_with_a_case_comes_back(connection: Connection) -> None:
    mail = a_mail(connection)
    first = a_case(connection)

    case = a_case(
        connection,
        agenda="12/2026",
        inbox_id=mail,
        form={"nama": "Pelanggan “é”"},
        thread="<a@b>",
        surat_terkait=first.id,
    )

    assert cases.registration(connection, case.id) == cases.Registration(
        case_id=case.id,
        agenda="12/2026",
        inbox_id=mail,
        received_at=NOW,
        form={"nama": "Pelanggan “é”"},
        address="pelanggan@perusahaan.example",
        thread="<a@b>",
        surat_terkait=first.id,
    )


def test_a_case_is_found_by_its_number_and_by_its_tag(connection: Connection) -> None:
    case = a_case(connection)

    assert cases.find(connection, number=case.number) == case.id
    assert cases.find(connection, tag=case.tag) == case.id


@pytest.mark.parametrize("wanted", [{"number": "PGD-1999-0001"}, {"tag": "NONE"}, {}])
def test_a_case_that_is_not_there_is_not_found(connection: Connection, wanted: dict[str, str]) -> None:
    a_case(connection)

    assert cases.find(connection, **wanted) is None


@pytest.mark.parametrize("column", ["number", "tag"])
def test_two_cases_never_share_a_number_or_a_tag(connection: Connection, column: str) -> None:
    a_case(connection, **{column: "SAMA"})

    with pytest.raises(IntegrityError):
        a_case(connection, **{column: "SAMA"})


def test_a_case_has_at_most_one_successor_and_it_is_known(connection: Connection) -> None:
    first = a_case(connection)
    assert not cases.has_successor(connection, first.id)

    a_case(connection, surat_terkait=first.id)

    assert cases.has_successor(connection, first.id)


def runs(connection: Connection) -> list[Any]:
    return list(connection.execute(select(step_runs).order_by(step_runs.c.id)))


def opened(connection: Connection, step: Step, run: int = 1, case: Case | None = None) -> Case:
    """A case that has just entered a run of a step."""
    entered = replace(case or a_case(connection), runs={step.value: run}, due_at=NOW)
    cases.open_run(connection, entered, step, NOW)
    return entered


def test_a_run_is_opened_with_the_case_s_due_time(connection: Connection) -> None:
    opened(connection, Step.TINDAK_LANJUT)

    (row,) = runs(connection)
    assert (row.step, row.run, row.due_at, row.closed_at) == ("tindak_lanjut", 1, NOW, None)


def test_no_run_is_opened_twice(connection: Connection) -> None:
    case = opened(connection, Step.TINDAK_LANJUT)

    with pytest.raises(IntegrityError):
        cases.open_run(connection, case, Step.TINDAK_LANJUT, NOW)


def test_a_run_is_closed_with_what_ended_it(connection: Connection) -> None:
    case = opened(connection, Step.TINDAK_LANJUT)

    closed = cases.close_runs(connection, case.id, Step.TINDAK_LANJUT, ended_by="paraf", at=NOW)

    (row,) = runs(connection)
    assert (closed, row.closed_at, row.ended_by) == (1, NOW, "paraf")


def test_a_run_that_is_closed_stays_as_it_ended(connection: Connection) -> None:
    case = opened(connection, Step.TINDAK_LANJUT)
    cases.close_runs(connection, case.id, Step.TINDAK_LANJUT, ended_by="paraf", at=NOW)

    again = cases.close_runs(connection, case.id, Step.TINDAK_LANJUT, ended_by="lain", at=NOW)
    cases.move_due(connection, replace(case, due_at=None), Step.TINDAK_LANJUT)

    (row,) = runs(connection)
    assert (again, row.ended_by, row.due_at) == (0, "paraf", NOW)


def test_the_runs_of_other_cases_and_steps_stay_open(connection: Connection) -> None:
    case = opened(connection, Step.TINDAK_LANJUT)
    opened(connection, Step.EVALUASI, case=case)
    opened(connection, Step.TINDAK_LANJUT)

    cases.close_runs(connection, case.id, Step.TINDAK_LANJUT, ended_by="paraf", at=NOW)

    assert [row.closed_at for row in runs(connection)] == [NOW, None, None]


def test_a_moved_due_time_stands_on_the_open_run(connection: Connection) -> None:
    case = opened(connection, Step.TINDAK_LANJUT)

    cases.move_due(connection, replace(case, due_at=NOW + timedelta(days=3)), Step.TINDAK_LANJUT)

    assert runs(connection)[0].due_at == NOW + timedelta(days=3)


def test_a_second_letter_s_delivery_takes_the_place_of_one_that_is_still_open(
    connection: Connection,
) -> None:
    case = opened(connection, Step.PENYAMPAIAN, run=2)

    opened(connection, Step.PENYAMPAIAN, run=3, case=case)

    assert [row.ended_by for row in runs(connection)] == ["digantikan", None]


def test_step_1_began_with_the_receipt_and_ended_with_the_registration(connection: Connection) -> None:
    case = a_case(connection)
    received, due = NOW - timedelta(hours=2), NOW - timedelta(hours=1)

    cases.record_registration(connection, case.id, received_at=received, due_at=due, at=NOW)

    (row,) = runs(connection)
    assert (row.step, row.opened_at, row.due_at, row.closed_at) == ("registrasi", received, due, NOW)


def test_a_case_that_is_locked_is_not_changed_by_another(postgres_engine: Engine) -> None:
    with writing(postgres_engine) as connection:
        case = a_case(connection)
    impatient = open_engine(
        f"{postgres_engine.url.render_as_string(hide_password=False)}&options=-c lock_timeout=200"
    )

    with writing(postgres_engine) as connection:
        cases.load(connection, case.id, lock=True)
        with pytest.raises(Exception, match="lock timeout"), writing(impatient) as other:
            cases.load(other, case.id, lock=True)
    impatient.dispose()
