"""Reminders on real servers, in an office whose Ketua Pokja has one task: with more they come in one mail."""

from tests.way.office import CONCEPT, Office


def test_reminders_come_at_half_at_the_end_and_each_half_day_after(office: Office) -> None:
    office.wait_for_monday()
    matter = office.complain().go_to("tindak_lanjut")

    for _ in range(12):
        office.pass_time(days=1)
        office.work()

    reminders = matter.mails(office.ketua, "Pengingat")
    half, *late = reminders
    assert "telah lewat" not in half.text
    # The pass of each morning: the end of the time, and the two working days after it.
    assert [("telah lewat" in each.text) for each in late] == [True] * 3
    office.ketua.reply(late[0], CONCEPT)
    office.work()
    assert matter.row.version == 1
