"""TERUSKAN is taken back: until the letter to the agency has left it is dropped, and nothing is lost."""

from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, TU, Town, body

ORDER = "TERUSKAN: Dinas Perhubungan\nAlamat instansi: Kota Contoh\nAlasan: izin trayek"
DROPPED = "Surat penerusan kepada Dinas Perhubungan tidak dilanjutkan."


def passed_on(town: Town) -> None:
    """A complaint that the Kepala passes on."""
    town.complain()
    town.reply(KEPALA, "Mohon disposisi", ORDER)


def taken_back(town: Town) -> bool:
    """Whether the disposisi is asked for anew, with the reason."""
    case, told = town.case(), " ".join(body(town.last(KEPALA, "Mohon disposisi")).split())
    return (case.state, case.penerusan, case.alasan) == ("disposisi", "", "") and DROPPED in told


def test_batal_in_answer_to_the_letter_drops_it_for_good_and_asks_for_the_disposisi_anew(town: Town) -> None:
    passed_on(town)

    town.reply(KEPALA, "Mohon persetujuan", "BATAL")

    assert taken_back(town)
    assert town.got(CUSTOMER, "Surat penerusan") == town.got(TU, "Mohon disampaikan") == []
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    assert (town.case().state, town.case().letter_number) == ("disposisi", "")
    town.reply(KEPALA, "Mohon disposisi", "TERUSKAN: Dinas Lingkungan Hidup")
    assert "Dinas Lingkungan Hidup" in body(town.last(KEPALA, "Mohon persetujuan surat penerusan versi 2"))


def test_batal_in_answer_to_the_mail_that_was_answered_is_understood_too(town: Town) -> None:
    passed_on(town)

    town.reply(KEPALA, "Mohon disposisi", "BATAL")

    assert taken_back(town)


def test_whoever_is_not_asked_to_sign_it_cannot_take_it_back(town: Town) -> None:
    passed_on(town)
    town.reply(KEPALA, "Mohon persetujuan", "TERLIBAT")

    town.reply(KEPALA, "Mohon disposisi", "BATAL")

    assert (town.case().state, town.case().penerusan[:5]) == ("tanda_tangan", "Dinas")


def test_a_number_that_was_drawn_is_that_of_the_letter_to_the_customer_that_follows(town: Town) -> None:
    passed_on(town)
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    number = town.case().letter_number

    town.reply(KEPALA, "Mohon tanda tangan", "BATAL")
    assert taken_back(town)
    town.go_to("evaluasi")

    [letter] = [mail for mail in town.got(CUSTOMER) if number in str(mail["Subject"])]
    assert "Dinas Perhubungan" not in body(letter)
    assert (town.case().version, town.case().letter_number) == (2, number)


def test_a_letter_that_has_left_is_not_taken_back(town: Town) -> None:
    passed_on(town)
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    town.sign()

    for about in ("Mohon disposisi", "Mohon persetujuan", "Mohon tanda tangan"):
        town.reply(KEPALA, about, "BATAL")

    assert (town.case().state, town.case().penerusan[:5]) == ("penyampaian", "Dinas")
    told = " ".join(body(town.last(KEPALA, "Mohon diperjelas")).split())
    assert "Surat penerusan sudah dikirim dan tidak dapat ditarik kembali." in told
