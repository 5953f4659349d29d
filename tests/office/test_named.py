"""What staff name in their own way: a day for a number of days, a Pokja by its service or its chief."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.office.town import KEPALA, KETUA, Town

Till = Callable[[str], Town]


def test_more_time_until_a_day_is_so_many_working_days(till: Till) -> None:
    town = till("tindak_lanjut")
    due = datetime.fromisoformat(town.case().due_at).replace(tzinfo=UTC)
    day = town.desk.rules.calendar.add_days(due, 3).date()

    town.reply(KETUA, "Mohon konsep", f"PERPANJANG s.d. {day:%d/%m/%Y}, alasan: menunggu uji ulang")

    assert town.case().asked_days == 3


@pytest.mark.parametrize("named", ["Ketua Pokja Sertifikasi", "halal"])
def test_a_pokja_is_found_by_its_chief_or_its_service(town: Town, named: str) -> None:
    town.complain()

    town.reply(KEPALA, "Mohon disposisi", f"DISPOSISI: {named}\nInstruksi: Mohon ditindaklanjuti")

    assert len(town.got("pokja-sertifikasi@balai.example", "Mohon konsep")) == 1
