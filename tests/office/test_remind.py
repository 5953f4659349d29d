"""Reminders come once each, in working hours, to whoever was really asked."""

import json
from collections.abc import Callable
from dataclasses import replace

from pipeline.errors import OutsideError
from pipeline.office.remind import remind
from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import DISPOSISI, KEPALA, KETUA, PENGGANTI, TU, Town, body
from tests.offices import MONDAY

Till = Callable[[str], Town]


def test_in_a_step_of_half_an_hour_the_holder_is_reminded_at_15_30_and_60_minutes(town: Town) -> None:
    town.complain()
    seen: list[int] = []

    for minutes in range(5, 125, 5):
        town.pass_time(minutes=5)
        seen += [minutes] * (len(town.got(KEPALA, "Pengingat")) - len(seen))

    assert seen == [15, 30, 60]


def test_a_late_step_is_told_to_the_next_level_once(town: Town) -> None:
    town.complain()

    for _ in range(30):
        town.pass_time(hours=1)

    [told] = town.got(PENGGANTI, "Pengingat")
    assert "Permintaan kepada Kepala Balai belum dijawab." in body(told)
    assert "Kode:" not in body(told)


def test_the_ketua_is_late_and_the_kepala_is_told(till: Till) -> None:
    town = till("tindak_lanjut")

    town.pass_time(days=14)
    town.pass_time(days=1)

    [told] = [mail for mail in town.got(KEPALA, "Pengingat") if "Pokja Pengujian" in body(mail)]
    assert "Permintaan kepada Pokja Pengujian belum dijawab. Batas waktunya telah lewat." in body(told)


def test_after_the_due_time_a_reminder_comes_each_half_day(till: Till) -> None:
    town = till("tindak_lanjut")
    town.clock.now = MONDAY.replace(day=2, month=12, hour=17)
    town.work()
    before = len(town.got(KETUA, "Pengingat"))

    for _ in range(48):
        town.pass_time(hours=1)

    # Thursday and Friday, each in the morning and after the break.
    assert len(town.got(KETUA, "Pengingat")) - before == 4


def test_several_reminders_of_one_morning_are_one_mail(town: Town) -> None:
    town.clock.now = MONDAY.replace(hour=15, minute=50)
    for number in range(3):
        town.complain(words=COMPLAINT + f" Nomor order {number}.")
    assert len(town.got(KEPALA, "Mohon disposisi")) == 3

    town.pass_time(hours=16)

    [bundle] = town.got(KEPALA, "Pengingat")
    assert all(f"PGD-2026-000{number}" in body(bundle) for number in (1, 2, 3))
    assert "3 tugas" in str(bundle["Subject"])


def test_whoever_answers_the_bundle_is_asked_to_answer_the_request_itself(town: Town) -> None:
    town.clock.now = MONDAY.replace(hour=15, minute=50)
    for number in range(2):
        town.complain(words=COMPLAINT + f" Nomor order {number}.")
    town.pass_time(hours=16)

    town.reply(KEPALA, "Pengingat", DISPOSISI)

    assert "tidak memuat kode permintaan" in body(town.got(KEPALA)[-1])
    assert town.held() == []


def test_a_due_time_that_was_moved_has_reminders_of_its_own(till: Till) -> None:
    town = till("tindak_lanjut")
    town.pass_time(days=9, hours=1)
    assert len(town.got(KETUA, "Pengingat")) == 1
    town.reply(KETUA, "Mohon konsep", "PERPANJANG 3 hari karena alat rusak")
    town.reply(KEPALA, "Mohon izin", "IZINKAN")

    town.pass_time(days=5)

    assert len(town.got(KETUA, "Pengingat")) == 2
    assert (
        town.rows("select due_at from step_runs where step = 'tindak_lanjut'")[0].due_at[:10] == "2026-12-07"
    )


def test_a_changed_calendar_moves_the_open_due_times_with_an_entry_each(till: Till) -> None:
    town = till("tindak_lanjut")
    rules = town.desk.rules
    closed = {**rules.calendar.closed, MONDAY.replace(day=30).date(): "Cuti Bersama yang baru ditetapkan"}
    changed = replace(town.desk, rules=replace(rules, calendar=replace(rules.calendar, closed=closed)))

    remind(changed)
    remind(changed)

    [entry] = town.rows("select * from audit where event = 'batas_dihitung_ulang'")
    assert town.case().due_at[:10] == "2026-12-03"
    assert (
        town.rows("select due_at from step_runs where step = 'tindak_lanjut'")[0].due_at[:10] == "2026-12-03"
    )
    payload = json.loads(
        town.rows("select payload from audit_payloads where seq = :seq", seq=entry.seq)[0].payload
    )
    assert (payload["semula"][:10], payload["menjadi"][:10]) == ("2026-12-02", "2026-12-03")
    assert payload["dasar"]["waktu"] == "7 hari"


def test_tu_is_told_once_of_a_year_that_is_not_ready(town: Town) -> None:
    rules = town.desk.rules
    bare = replace(rules.calendar, closed={MONDAY.date().replace(day=29): "Cuti Bersama"})
    unready = replace(town.desk, rules=replace(rules, calendar=bare))

    remind(unready)
    remind(unready)
    town.work()

    [told] = town.got(TU, "Pemberitahuan")
    assert "tahun 2027 belum memuat cuti bersama" in body(told)


def test_nobody_is_reminded_outside_of_working_hours(town: Town) -> None:
    town.clock.now = MONDAY.replace(hour=15, minute=50)
    town.complain()

    town.pass_time(hours=5)

    assert town.got(KEPALA, "Pengingat") == []


def test_the_code_of_a_reminder_answers_the_request(town: Town) -> None:
    town.complain()
    town.pass_time(minutes=20)

    town.reply(KEPALA, "Pengingat", DISPOSISI)

    assert town.case().state == "tindak_lanjut"


def test_nobody_is_reminded_of_a_request_that_he_never_got(town: Town) -> None:
    town.printer.fault = OutsideError("LibreOffice does not run", permanent=False)
    town.complain()

    town.pass_time(hours=2)

    assert town.got(KEPALA) == []


def test_nobody_is_reminded_while_the_customer_is_waited_for(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")

    town.pass_time(days=14, hours=2)

    assert town.got(KETUA, "Pengingat") == []


def test_a_pause_ends_by_itself_and_the_pokja_is_told_once(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")

    town.pass_time(days=31)
    town.pass_time(days=1)

    told = [mail for mail in town.got(KETUA, "Pemberitahuan") if "tidak menjawab" in body(mail)]
    assert len(told) == 1
    assert town.case().paused_at is None


def test_the_due_time_moves_by_the_working_time_of_the_pause(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    before = town.case().due_at
    town.pass_time(days=7)

    town.reply(CUSTOMER, "Mohon keterangan", "Fotonya terlampir.")

    assert (before[:10], town.case().due_at[:10]) == ("2026-12-02", "2026-12-09")
