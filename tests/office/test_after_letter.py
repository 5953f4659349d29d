"""The customer beside the steps: what he is told while he waits, what he is asked after, and what follows."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest

from pipeline.letters.pdf_words import page_texts
from pipeline.office.remind import remind
from pipeline.sop.rules import Limit
from pipeline.store import ratings
from pipeline.store.database import reading
from tests.office.registers import COMPLAINT, CUSTOMER
from tests.office.town import KALIBRASI, KEPALA, KETUA, NOTULEN, TU, Town, body, files_of
from tests.offices import MONDAY

Till = Callable[[str], Town]
LIMITS = (Limit("Batas tanggapan pertama (14 hari)", 14), Limit("Batas penyelesaian (60 hari)", 60))
QUESTION = "Apakah Saudara puas"
ACTIONS = NOTULEN.replace(
    "Kesimpulan:",
    "Tindak lanjut: Jadwal diperiksa, oleh Pokja Kalibrasi, paling lambat 30 November 2026\nKesimpulan:",
)


@pytest.fixture
def limited(town: Town) -> Town:
    """A town whose office has the limits of the law."""
    town.desk = replace(town.desk, rules=replace(town.desk.rules, limits=LIMITS))
    return town


@pytest.fixture
def asked(till: Till) -> Town:
    """The customer has had his letter for three days, and is asked."""
    town = till("evaluasi")
    town.pass_time(days=3, hours=1)
    return town


def closed(town: Town, notulen: str = NOTULEN) -> Town:
    """The first case goes to its end."""
    if notulen == NOTULEN:
        town.go_to("selesai")
        return town
    town.go_to("evaluasi")
    town.reply(KETUA, "Mohon notulen", notulen.format(efektif="ya"))
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")
    town.pass_time(days=4)
    assert town.case().state == "selesai"
    return town


def flat(mail: EmailMessage) -> str:
    """The words of a mail in one line."""
    return " ".join(body(mail).replace(">", " ").split())


def file_named(mail: EmailMessage, begins: str) -> bytes:
    """The attachment whose name begins so."""
    (found,) = [part for part in mail.iter_attachments() if str(part.get_filename()).startswith(begins)]
    content = found.get_content()
    assert isinstance(content, bytes)
    return content


def scores(town: Town) -> list[int | None]:
    """What customers said, oldest first."""
    return [row.score for row in town.rows("select score from ratings order by id")]


# -- while he waits


def test_half_of_the_first_legal_time_is_told_once_with_the_promised_day(limited: Town) -> None:
    limited.go_to("tindak_lanjut")

    limited.pass_time(days=6)
    before = len(limited.got(CUSTOMER, "Perkembangan"))
    limited.pass_time(days=1, hours=6)
    limited.pass_time(hours=1)

    [told] = limited.got(CUSTOMER, "Perkembangan")
    words = flat(told)
    assert before == 0
    assert "masih kami tindak lanjuti" in words
    assert "paling lambat Rabu, 2 Desember 2026" in words
    assert "lebih lama" not in words


def test_who_waits_longer_than_promised_hears_the_legal_limit_and_no_made_up_day(limited: Town) -> None:
    limited.go_to("tindak_lanjut")

    for _ in range(32):
        limited.pass_time(days=1)

    *_, told = limited.got(CUSTOMER, "Perkembangan")
    words = flat(told)
    assert len(limited.got(CUSTOMER, "Perkembangan")) == 2
    assert "telah terlewati" in words
    assert "Batas waktu berikutnya menurut ketentuan adalah Jumat, 22 Januari 2027" in words
    assert "Surat jawaban kami sampaikan" not in words


def test_who_is_asked_something_himself_gets_no_report(limited: Town) -> None:
    limited.go_to("tindak_lanjut")
    limited.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")

    limited.pass_time(days=8)

    assert limited.got(CUSTOMER, "Perkembangan") == []


def test_who_has_his_letter_gets_no_report_of_progress(limited: Town) -> None:
    limited.go_to("evaluasi")

    limited.pass_time(days=9)

    assert limited.got(CUSTOMER, "Perkembangan") == []


def test_a_case_that_waits_for_its_customer_says_so_in_its_mails(till: Till) -> None:
    town = till("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")

    assert "waktu berhenti, menunggu jawaban pelanggan" in flat(town.last(KETUA, "dicatat"))


# -- who does not answer


def unanswered(town: Town) -> Town:
    """The customer was asked and let his thirty days pass."""
    town.go_to("tindak_lanjut")
    town.reply(KETUA, "Mohon konsep", "TANYA: Mohon foto label contoh uji.")
    town.pass_time(days=31)
    return town


def test_a_complaint_that_is_never_completed_is_closed_by_the_kepala_with_a_letter(town: Town) -> None:
    unanswered(town)

    town.reply(KEPALA, "kelengkapan tidak diterima", "TUTUP")
    early = town.got(CUSTOMER, "Penutupan")
    town.pass_time(minutes=16)

    assert town.case().state == "dicabut"
    assert early == []
    assert "Pasal 44" in body(town.last(CUSTOMER, "Penutupan"))
    assert [row.ask for row in town.rows("select ask from requests where closed_at is null")] == ["batal"]


def test_batal_brings_the_closed_complaint_back_to_kepala_and_pokja(town: Town) -> None:
    unanswered(town)
    town.reply(KEPALA, "kelengkapan tidak diterima", "TUTUP")

    town.reply(KEPALA, "telah dicatat", "BATAL")
    town.pass_time(minutes=20)

    assert town.case().state == "tindak_lanjut"
    assert town.got(CUSTOMER, "Penutupan") == []
    assert "dilanjutkan kembali" in body(town.last(KETUA, "Mohon konsep"))
    town.reply(KEPALA, "kelengkapan tidak diterima", "LANJUTKAN")
    assert town.case().state == "tindak_lanjut"


def test_who_answers_late_is_heard_by_the_pokja_and_the_kepala_and_nothing_is_closed(town: Town) -> None:
    unanswered(town)
    request = town.last(KEPALA, "kelengkapan tidak diterima")

    town.reply(CUSTOMER, "Mohon keterangan", "Maaf terlambat, fotonya terlampir.")
    town.box.drop(town.answer_to(request, "TUTUP"))
    town.work()

    assert "> Maaf terlambat" in body(town.last(KETUA, "surel susulan"))
    assert "> Maaf terlambat" in body(town.last(KEPALA, "surel susulan"))
    assert town.case().state == "tindak_lanjut"


def test_a_withdrawn_complaint_can_be_taken_up_again_through_tu(town: Town) -> None:
    unanswered(town)
    town.reply(KEPALA, "kelengkapan tidak diterima", "TUTUP")
    town.pass_time(minutes=16)

    town.reply(CUSTOMER, "Penutupan", "Ini fotonya, mohon pengaduan kami dilanjutkan.")
    town.reply(TU, "surel susulan", "KEBERATAN")

    assert town.case("PGD-2026-0002").state == "disposisi"
    request = flat(town.last(KEPALA, "Mohon disposisi"))
    assert "(lanjutan PGD-2026-0001)" in request
    assert "LHU nomor LHU-2026-00123 belum kami terima" in request


# -- how content he is


def test_the_customer_alone_is_asked_once_three_days_after_his_letter(asked: Town) -> None:
    asked.pass_time(days=20)

    [question] = asked.got(CUSTOMER, QUESTION)
    assert [mail for mail in asked.relay.taken if QUESTION in str(mail["Subject"])] == [question]
    assert "Kode:" not in body(question)
    assert question["In-Reply-To"] == "<m1@perusahaan.example>"


def test_a_figure_is_noted_and_asks_nobody(asked: Town) -> None:
    before = len(asked.relay.taken)

    asked.reply(CUSTOMER, QUESTION, "4 - terima kasih")

    assert scores(asked) == [4]
    assert asked.relay.taken[before:] == []
    with reading(asked.desk.engine) as connection:
        [rated] = ratings.between(connection, MONDAY, MONDAY + timedelta(days=30))
    assert (rated.case_id, rated.score) == (1, 4)


def test_who_changes_his_mind_counts_as_he_said_last(asked: Town) -> None:
    asked.reply(CUSTOMER, QUESTION, "puas")
    asked.reply(CUSTOMER, QUESTION, "3")

    with reading(asked.desk.engine) as connection:
        rated = ratings.of_case(connection, 1)
    assert rated is not None
    assert rated.score == 3


def test_an_automatic_answer_is_no_score(asked: Town) -> None:
    asked.reply(CUSTOMER, QUESTION, "5", Auto_Submitted="auto-replied")
    asked.reply(CUSTOMER, QUESTION, "4", Precedence="bulk")
    asked.reply(CUSTOMER, QUESTION, "Terima kasih atas surel Anda. Saya sedang cuti sampai 5 Januari.")

    assert scores(asked) == []


def test_somebody_else_s_score_is_none(asked: Town) -> None:
    asked.reply(CUSTOMER, QUESTION, "1", sender="orang@lain.example")

    assert scores(asked) == []


def test_a_program_that_drops_the_thread_keeps_the_tag(asked: Town) -> None:
    asked.reply(CUSTOMER, QUESTION, "5", In_Reply_To="", References="")

    assert scores(asked) == [5]


def test_a_score_elsewhere_in_the_thread_is_an_ordinary_mail(asked: Town) -> None:
    asked.reply(CUSTOMER, "Surat jawaban", "4")

    assert scores(asked) == []
    assert asked.got(KETUA, "surel susulan")


def test_what_is_said_beside_a_score_reaches_whoever_holds_the_case(asked: Town) -> None:
    asked.reply(CUSTOMER, QUESTION, "4. Terima kasih. Kapan sertifikat aslinya dapat kami ambil?")

    assert scores(asked) == [4]
    assert "Kapan sertifikat aslinya" in body(asked.last(KETUA, "surel susulan"))


def test_discontent_is_put_to_tu_as_keberatan_and_told_to_the_pokja(asked: Town) -> None:
    asked.reply(CUSTOMER, QUESTION, "belum puas, karena LHU pengganti belum kami terima")

    request = flat(asked.last(TU, "surel susulan"))
    assert scores(asked) == [2]
    assert "belum puas atas jawaban perkara PGD-2026-0001 (nilai 2 dari 5)" in request
    assert "LHU pengganti belum kami terima" in request
    assert "LHU pengganti" in body(asked.last(KETUA, "surel susulan"))


def test_mockery_gets_no_score_and_a_person_reads_it(asked: Town) -> None:
    asked.reply(CUSTOMER, QUESTION, "Sangat puas ya, nunggu 3 bulan baru dijawab")

    assert scores(asked) == [None]
    assert "nilainya tidak terbaca dengan pasti" in flat(asked.last(TU, "surel susulan"))


def test_a_keberatan_is_a_linked_case_that_knows_the_customer_and_names_the_first(asked: Town) -> None:
    asked.reply(CUSTOMER, QUESTION, "belum puas")

    asked.reply(TU, "surel susulan", "KEBERATAN")

    second = asked.case("PGD-2026-0002")
    assert second.surat_terkait == asked.case().id
    request = flat(asked.last(KEPALA, "Mohon disposisi"))
    assert "Keberatan atas jawaban pengaduan PGD-2026-0001" in request
    assert "PGD-2026-0001, 23 November 2026 (perkara yang dikeberatkan" in request
    assert asked.got(CUSTOMER, "telah kami terima")[-1] is not asked.got(CUSTOMER, "telah kami terima")[0]


def test_after_the_one_keberatan_the_customer_hears_of_ombudsman_and_lapor(asked: Town) -> None:
    asked.reply(CUSTOMER, QUESTION, "belum puas")
    asked.reply(TU, "surel susulan", "KEBERATAN")

    asked.reply(CUSTOMER, QUESTION, "tetap tidak puas")
    asked.reply(CUSTOMER, QUESTION, "sangat tidak puas")

    [told] = asked.got(CUSTOMER, "Tanggapan atas keberatan")
    assert "www.ombudsman.go.id" in body(told)
    assert "www.lapor.go.id" in body(told)
    assert len(asked.rows("select 1 from cases")) == 2
    assert "sudah pernah kami beri tahu" in flat(asked.last(TU, "surel susulan"))
    asked.check()


def test_tu_s_second_keberatan_becomes_the_same_answer_to_the_customer(town: Town) -> None:
    closed(town)
    town.reply(CUSTOMER, "telah selesai", "Kami keberatan atas jawaban itu.")
    town.reply(TU, "surel susulan", "KEBERATAN")
    town.reply(CUSTOMER, "telah selesai", "Kami masih keberatan.")

    town.reply(TU, "surel susulan", "KEBERATAN")

    assert "sudah pernah didaftarkan" in flat(town.last(TU, "telah dicatat"))
    assert len(town.got(CUSTOMER, "Tanggapan atas keberatan")) == 1
    assert len(town.rows("select 1 from cases")) == 2
    town.check()


def test_who_has_objected_is_not_invited_to_object_again(asked: Town) -> None:
    asked.reply(CUSTOMER, QUESTION, "belum puas")
    asked.reply(TU, "surel susulan", "KEBERATAN")
    asked.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    asked.reply(KEPALA, "Mohon penerimaan", "TERIMA")
    asked.pass_time(minutes=20)

    told = flat(asked.last(CUSTOMER, "telah selesai"))
    assert "menyampaikan keberatan" not in told
    assert "Ombudsman" in told


def test_nobody_is_asked_whose_letter_came_back(till: Till) -> None:
    town = till("evaluasi")
    town.returned(town.last(CUSTOMER, "Surat jawaban"))

    town.pass_time(days=4)

    assert town.got(CUSTOMER, QUESTION) == []


def test_an_office_may_ask_nobody(till: Till) -> None:
    town = till("evaluasi")
    town.desk = replace(town.desk, rules=replace(town.desk.rules, satisfaction=None))

    town.pass_time(days=4)

    assert town.got(CUSTOMER, QUESTION) == []


def test_a_letter_of_long_ago_is_not_asked_about_after_an_upgrade(till: Till) -> None:
    town = till("evaluasi")
    town.clock.pass_time(days=40)

    remind(town.desk)
    town.work()

    assert town.got(CUSTOMER, QUESTION) == []


# -- whether the cure holds


def test_the_notulen_names_owner_and_date_of_each_action_and_the_confirmation_says_them(town: Town) -> None:
    town.go_to("evaluasi")

    town.reply(KETUA, "Mohon notulen", ACTIONS.format(efektif="ya"))

    said = flat(town.last(KETUA, "telah dicatat"))
    assert "1. Jadwal diperiksa (oleh Pokja Kalibrasi, paling lambat 30 November 2026)" in said


def test_an_action_without_a_date_is_due_at_the_first_check_and_that_is_told(town: Town) -> None:
    town.go_to("evaluasi")

    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))

    said = flat(town.last(KETUA, "telah dicatat"))
    assert "oleh Ketua Pokja Pengujian, paling lambat 23 Desember 2026" in said


def test_a_question_that_cannot_be_composed_is_not_reminded_of_and_leaves_the_office_its_rest(
    town: Town,
) -> None:
    closed(town, ACTIONS)
    town.clock.pass_time(days=31)
    town.work("remind")
    asked = town.rows("select id from requests where ask = 'efektivitas'")

    town.clock.pass_time(days=14)
    town.work("remind")

    assert len(asked) == 1
    assert town.rows("select 1 from checks where reminded_at is not null") == []


def test_the_owner_is_asked_thirty_and_ninety_days_after_the_end(town: Town) -> None:
    closed(town, ACTIONS)

    town.pass_time(days=29)
    early = town.got(KALIBRASI, "Mohon pemeriksaan")
    town.pass_time(days=2)
    [first] = town.got(KALIBRASI, "Mohon pemeriksaan")
    town.reply(KALIBRASI, "Mohon pemeriksaan", "EFEKTIF: tidak ada keluhan serupa")
    town.pass_time(days=63)

    assert early == []
    assert "Jadwal diperiksa (oleh Pokja Kalibrasi" in flat(first)
    assert town.got(KETUA, "Mohon pemeriksaan") == []
    assert len(town.got(KALIBRASI, "Mohon pemeriksaan")) == 2
    assert town.case().state == "selesai"
    answers = "select a.action from answers a join checks c on c.request_id = a.request_id"
    assert [row.action for row in town.rows(answers)] == ["efektif"]


def test_a_cure_that_failed_is_worked_on_again_and_the_kepala_knows(town: Town) -> None:
    closed(town)
    town.pass_time(days=31)
    evidence = [("foto.png", "image/png", b"\x89PNG\r\n\x1a\nbukti")]

    town.reply(KETUA, "Mohon pemeriksaan", "Tidak efektif: terlambat lagi dua kali", files=evidence)

    case = town.case()
    assert (case.state, bool(case.perbaikan)) == ("tindak_lanjut", True)
    assert "terlambat lagi dua kali" in body(town.last(KEPALA, "Pemberitahuan"))
    assert "terlambat lagi dua kali" in body(town.last(KETUA, "Mohon konsep"))
    [row] = town.rows("select data from answers where action = 'tidak_efektif'")
    assert json.loads(row.data)["files"]
    assert town.rows("select 1 from letters where kind = 'notulen'")


def test_a_mended_cure_ends_without_a_second_closing_notice_and_is_checked_anew(town: Town) -> None:
    closed(town)
    town.pass_time(days=31)
    town.reply(KETUA, "Mohon pemeriksaan", "TIDAK EFEKTIF: terjadi lagi")
    town.reply(
        KETUA, "Mohon konsep", "Penyebab: a\nKoreksi: b\nTindakan korektif: c\nPencegahan: jadwal baru"
    )
    town.reply(KETUA, "Mohon paraf", "PARAF")
    town.reply(KETUA, "Mohon notulen", NOTULEN.format(efektif="ya"))
    town.reply(KEPALA, "Mohon penerimaan", "TERIMA")
    town.pass_time(minutes=20)
    ended = town.case().state

    town.pass_time(days=31)

    assert ended == "selesai"
    assert len(town.got(CUSTOMER, "telah selesai")) == 1
    assert len(town.got(KETUA, "Mohon pemeriksaan")) == 2
    town.check()


def test_whoever_does_not_tell_is_reminded_once_and_then_the_kepala_hears_of_it(town: Town) -> None:
    closed(town)
    town.pass_time(days=31)

    for _ in range(25):
        town.pass_time(days=1)

    own = [mail for mail in town.got(KETUA, "Pengingat") if "masih efektif" in flat(mail)]
    above = [mail for mail in town.got(KEPALA, "Pemberitahuan") if "masih efektif" in flat(mail)]
    assert (len(own), len(above)) == (1, 1)
    assert "Kode:" in body(own[0])
    assert "Kode:" not in body(above[0])
    town.reply(KETUA, "Pengingat", "efektif, tidak ada keluhan lagi")
    assert town.rows("select 1 from answers where action = 'efektif'")


def test_a_mail_of_the_closed_case_does_not_end_the_question_about_its_cure(town: Town) -> None:
    closed(town)
    town.pass_time(days=31)
    town.reply(CUSTOMER, "telah selesai", "Kami keberatan.")
    town.reply(TU, "surel susulan", "KEBERATAN")

    town.reply(KETUA, "Mohon pemeriksaan", "EFEKTIF")

    assert town.rows("select 1 from answers where action = 'efektif'")


# -- what came before


def test_the_kepala_sees_earlier_complaints_of_the_same_service_with_their_causes(town: Town) -> None:
    closed(town)

    town.complain("lain@pabrik.example", words=COMPLAINT.replace("LHU-2026-00123", "LHU-2026-00999"))

    words = flat(town.last(KEPALA, "Mohon disposisi"))
    assert "Dalam satu tahun terakhir ada 1 pengaduan serupa" in words
    assert "PGD-2026-0001, 23 November 2026 (layanan yang sama)" in words
    assert "Penyebab: Alat AAS rusak sejak 2 November. Tindakan: efektif." in words
    town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian")
    sheet = file_named(town.last(KETUA, "Mohon konsep"), "Lembar")
    assert "pengaduan serupa: PGD-2026-0001" in " ".join(" ".join(page_texts(sheet)).split())


def test_a_cause_that_is_met_again_is_found_under_another_service(town: Town) -> None:
    closed(town)

    words = "Hal: Keluhan kalibrasi timbangan\n\nKami mengeluh: kalibrasi timbangan kami tertunda, katanya "
    town.complain("lain@pabrik.example", words=f"{words}alat AAS masih rusak. Mohon penjelasan.")

    told = flat(town.last(KEPALA, "Mohon disposisi"))
    assert "PGD-2026-0001, 23 November 2026 (penyebab serupa)" in told


def test_what_lies_more_than_a_year_back_is_not_shown(town: Town) -> None:
    closed(town)
    town.clock.pass_time(days=370)

    town.complain("lain@pabrik.example", words=COMPLAINT.replace("LHU-2026-00123", "LHU-2027-00999"))

    assert "pengaduan serupa" not in body(town.last(KEPALA, "Mohon disposisi"))


def test_the_first_complaint_shows_no_earlier_ones(town: Town) -> None:
    town.complain()

    assert "pengaduan serupa" not in body(town.last(KEPALA, "Mohon disposisi"))
    assert files_of(town.last(KEPALA, "Mohon disposisi"))
