"""A picture that came with other matters before is a logo; a photo sent twice in one matter is not."""

from tests.office.town import KEPALA, KETUA, Town, files_of

LOGO = ("logo.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(5_000))
WORDS = "Kami mengeluh: LHU nomor 12/LHU/2026 belum kami terima. Mohon penjelasan tertulis."


def complain(town: Town, number: int, subject: str = "") -> None:
    sender = f"pelanggan{number}@perusahaan.example"
    town.write(sender, subject or f"Keluhan LHU {number}", WORDS, files=[LOGO])


def test_a_picture_of_several_matters_is_not_enclosed_any_more(town: Town) -> None:
    for number in (1, 2, 3):
        complain(town, number)

    enclosed = [files_of(mail) for mail in town.got(KEPALA, "Mohon disposisi")]

    assert ["logo.png" in names for names in enclosed] == [True, True, False]


def test_the_same_letter_sent_again_keeps_its_photo(town: Town) -> None:
    for _ in range(4):
        town.write("pelanggan@perusahaan.example", "Keluhan LHU", WORDS, files=[LOGO])

    enclosed = [files_of(mail) for mail in town.got(KEPALA, "Mohon disposisi")]

    assert all("logo.png" in names for names in enclosed)


def test_a_photo_that_comes_again_in_its_case_is_kept(town: Town) -> None:
    customer = "pelanggan@perusahaan.example"
    town.write(customer, "Keluhan LHU", WORDS, files=[LOGO])
    town.reply(KEPALA, "Mohon disposisi", "DISPOSISI: Pokja Pengujian")

    for _ in range(3):
        town.reply(customer, "", "Ini fotonya sekali lagi.", files=[LOGO])

    passed_on = [files_of(mail) for mail in town.got(KETUA) if "surel-asli.eml" in files_of(mail)]
    assert ["logo.png" in names for names in passed_on] == [True] * 4


def test_a_logo_is_known_among_mails_that_are_read_together(town: Town) -> None:
    for number in (1, 2, 3):
        sender = f"pelanggan{number}@perusahaan.example"
        town.box.drop(town.letter(sender, f"Keluhan LHU {number}", WORDS, files=[LOGO]))
    town.work()

    enclosed = [files_of(mail) for mail in town.got(KEPALA, "Mohon disposisi")]

    assert ["logo.png" in names for names in enclosed] == [True, True, False]
