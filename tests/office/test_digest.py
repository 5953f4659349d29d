"""The daily digest: once a working day, all that waits, and an anchor that the trail can be held to."""

from dataclasses import replace
from datetime import timedelta

from pipeline.errors import OutsideError
from pipeline.mail.anchor import read_anchors
from pipeline.office.show import held
from pipeline.office.waiting import NAMED, shown
from pipeline.store import anchors
from pipeline.store.database import reading
from tests.office.town import KEPALA, KETUA, TU, WBS, Town, body
from tests.offices import MONDAY

REPORT = "Laporan harian"


def _digest(town: Town) -> str:
    return " ".join(body(town.got(TU, REPORT)[-1]).replace(">", " ").split())


def test_tu_gets_one_digest_on_every_working_day_though_nothing_waits(town: Town) -> None:
    town.pass_time(minutes=1)
    on_the_first_day = town.got(TU, REPORT)

    for _ in range(4 * 7):
        town.pass_time(hours=6)

    assert on_the_first_day == []
    # Tuesday to Friday, the Monday after it; nothing on Saturday and Sunday.
    assert len(town.got(TU, REPORT)) == 5
    assert "Tidak ada yang ditahan" in _digest(town)


def test_the_digest_tells_who_holds_a_case_past_its_time(town: Town) -> None:
    town.complain()

    town.pass_time(days=1)

    number = town.case().number
    assert f"{number}: menunggu disposisi, pada Kepala Balai, batas waktu" in _digest(town)
    assert "1 terlambat" in str(town.got(TU, REPORT)[-1]["Subject"])


def test_the_digest_tells_what_falls_due_today_and_by_when(town: Town) -> None:
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian\nInstruksi: Teliti")

    # Seven working days after Monday 23 November.
    town.clock.now = MONDAY + timedelta(days=9, minutes=-10)
    town.work()

    number = town.case().number
    assert f"{number}: tindak lanjut oleh Pokja, pada Pokja Pengujian, pukul 08.00 WIB" in _digest(town)
    assert "1 jatuh tempo" in str(town.got(TU, REPORT)[-1]["Subject"])


def test_the_digest_names_a_screenful_of_late_cases_and_counts_the_others(town: Town) -> None:
    lines = [f"PGD-2026-{number:04}: menunggu disposisi" for number in range(20)]

    (section,) = shown([("terlambat", "Lewat batas waktu", lines), ("ditahan", "Ditahan", [])])

    assert section["judul"] == "Lewat batas waktu (20)"
    assert section["baris"] == [*lines[:NAMED], "dan 10 perkara lain (`tanggap list`)"]
    (held,) = shown([("ditahan", "Ditahan", lines)])
    assert held["baris"] == lines


def test_the_digest_tells_who_is_away_and_who_acts(town: Town) -> None:
    kepala, ketua = town.desk.posts["kepala"], town.desk.posts["pengujian"]
    deputy = replace(kepala.signer, prefix="Plh.", nama="Pejabat Contoh")
    acting = replace(kepala, address="plh@balai.example", signer=deputy)
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian\nInstruksi: Teliti")
    away = "Saya sedang cuti dan kembali minggu depan."
    town.reply(KETUA, "Mohon konsep", away, Auto_Submitted="auto-replied", Subject="Balasan otomatis")

    town.desk = replace(
        town.desk, posts={**town.desk.posts, "kepala": acting}, holders={"kepala": kepala, "pengujian": ketua}
    )
    town.pass_time(days=1)

    assert "Plh. Kepala Balai: Pejabat Contoh (plh@balai.example)" in _digest(town)
    assert "Pokja Pengujian: tidak di tempat menurut jawaban otomatis, belum ada yang bertindak" in _digest(
        town
    )
    assert "2 berhalangan" in str(town.got(TU, REPORT)[-1]["Subject"])


def test_a_case_that_waits_for_its_customer_is_not_late(town: Town) -> None:
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian\nInstruksi: Teliti")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")

    town.pass_time(days=14)

    assert "menunggu jawaban pelanggan" not in _digest(town)


def test_the_digest_lists_every_held_mail_and_letter_with_its_reason(town: Town) -> None:
    town.printer.fault = OutsideError("templat rusak", permanent=True)
    town.complain()
    town.write("seseorang@kota.example", "Tanya", "Bagaimana cara mengadukan hasil uji yang keliru?")

    town.pass_time(days=1)

    told = _digest(town)
    waiting = held(town.desk)
    assert waiting
    for item in waiting:
        assert " ".join(item.alasan.split()) in told
    assert f"{len(waiting)} ditahan" in str(town.got(TU, REPORT)[-1]["Subject"])


def test_the_digest_names_an_integrity_report_and_tells_nothing_of_it(town: Town) -> None:
    town.write(
        "pelapor@kota.example", "Laporan pungli", "Saya melaporkan pungutan liar dan suap oleh petugas Balai."
    )

    town.pass_time(days=1)

    assert town.got(WBS)
    told = _digest(town)
    assert "laporan integritas, ditangani oleh Pengelola WBS" in told
    assert "pelapor@kota.example" not in told
    assert "pungli" not in told


def test_the_digest_tells_of_a_mail_that_the_server_puts_off(town: Town) -> None:
    town.relay.delays.add(KEPALA)
    town.complain()

    town.pass_time(days=1)

    assert "minta disposisi kepada Kepala Balai: ditunda. Jawaban server:" in _digest(town)


def test_the_digest_carries_the_head_of_the_audit_trail(town: Town) -> None:
    town.complain()
    town.pass_time(days=1)

    (carried,) = read_anchors(body(town.got(TU, REPORT)[-1]))

    with reading(town.desk.engine) as connection:
        newest = anchors.head(connection)
        held, faults = anchors.check(connection)
    assert newest is not None
    assert carried.seq < newest.seq
    rows = town.rows("select hash from audit where seq = :seq", seq=carried.seq)
    assert [row.hash for row in rows] == [carried.hash]
    # The register itself remembers what went out, and is held against it.
    assert (held, faults) == (1, [])


def test_a_digest_waits_for_the_office_to_open(town: Town) -> None:
    town.clock.now = MONDAY + timedelta(hours=9)
    town.complain()

    town.pass_time(hours=13)

    assert town.got(TU, REPORT) == []
    town.pass_time(hours=2)
    assert len(town.got(TU, REPORT)) == 1
