"""The registers of a process share what was compiled for one of them."""

from pathlib import Path

from sqlalchemy import literal, select

from pipeline.store.database import open_engine, reading
from tests.statements import COMPILED


def test_a_statement_is_compiled_for_the_first_register_alone(tmp_path: Path) -> None:
    statement = select(literal("ada").label("kata_yang_tidak_ada_di_tempat_lain"))
    compiled = []
    for name in ("pertama", "kedua"):
        engine = open_engine(f"sqlite:///{tmp_path / name}")
        # The first connection comes before the engine knows where to look.
        for _ in range(2):
            with reading(engine) as connection:
                assert connection.scalar(statement) == "ada"
        engine.dispose()
        compiled.append([each for each in COMPILED.values() if "tidak_ada_di_tempat_lain" in each.string])

    assert [len(each) for each in compiled] == [1, 1]
