import pytest

from pipeline.mail.leave_taking import leave_length

FAREWELLS = [
    *["Hormat kami,", "Hormat saya", "Salam,", "Salam hormat,", "Wassalamualaikum wr. wb.", "Ttd"],
    *["Best regards,", "Regards", "Thanks & regards,", "Yours sincerely,", "Terima kasih dan salam,"],
    *["---", "____________"],
]
THANKS = [
    "Terima kasih.",
    "Demikian, terima kasih.",
    "Demikian kami sampaikan, atas perhatian dan kerja samanya kami ucapkan terima kasih.",
    "Atas perhatian Bapak kami ucapkan terima kasih",
    "Thanks,",
    "Makasih ya,",
]
SIGNED = [
    *["Kepala Balai", "Plt. Kepala Balai Contoh", "Ketua Pokja Kalibrasi", "Kepala Subbagian Tata Usaha"],
    *["NIP. 19700101 199503 1 001", "Telp. (021) 555-0101", "HP/WA: 0812-0000-0000", "E: tu@balai.example"],
    *[
        "tu@balai.example",
        "www.balai.example",
        "Jalan Contoh Nomor 1",
        "PT Contoh Sejahtera",
        "Nama Orang, S.T.",
    ],
    *["*Head of Quality*", "+62 21 555 0199"],
]
ANSWERS = [
    *[
        "Setuju",
        "SETUJU",
        "2",
        "Mohon dicek lagi.",
        "Setuju Pak",
        "setuju, lanjutkan",
        "Kepala Balai setuju.",
    ],
    *[
        "Kepala Balai belum setuju",
        "Pokja Pengujian atau Pokja Kalibrasi?",
        "Catatan: lengkapi",
        "Kepala Balai:",
    ],
]


@pytest.mark.parametrize("farewell", FAREWELLS)
def test_a_farewell_takes_its_signature_along(farewell: str) -> None:
    assert leave_length(["Baik.", farewell, "", "Kepala Balai"], 1) == 3


@pytest.mark.parametrize("farewell", FAREWELLS)
def test_a_farewell_at_the_end_takes_leave_alone(farewell: str) -> None:
    assert leave_length([farewell, "", ""], 0) == 1


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("farewell", ["Salam,", "Terima kasih."])
def test_a_farewell_with_an_answer_below_is_kept(farewell: str, answer: str) -> None:
    assert leave_length([farewell, answer], 0) == 0


@pytest.mark.parametrize("line", SIGNED)
def test_a_line_of_a_signature_belongs_to_the_farewell(line: str) -> None:
    assert leave_length(["Salam,", line, "", "Mohon dicek lagi."], 0) == 2


@pytest.mark.parametrize("thanks", THANKS)
def test_thanks_with_a_post_below_take_leave(thanks: str) -> None:
    assert leave_length([thanks, "", "Kepala Balai", "NIP 19700101", "", "Lanjutkan."], 0) == 4


@pytest.mark.parametrize("thanks", THANKS)
def test_thanks_with_a_farewell_below_take_leave(thanks: str) -> None:
    assert leave_length([thanks, "", "", "Salam,", "Kepala Balai"], 0) == 5


def test_thanks_with_a_farewell_right_below_take_leave() -> None:
    assert leave_length(["Baik.", "Terima kasih.", "Salam,", "Kepala Balai", "Setuju."], 1) == 3


@pytest.mark.parametrize("thanks", THANKS)
@pytest.mark.parametrize(
    "below",
    [
        [],
        [""],
        ["", "Nama Orang"],
        ["0812-0000-0000"],
        ["Salam,", "Setuju saja"],
        ["", "", "", "Kepala Balai"],
    ],
)
def test_thanks_alone_are_kept(thanks: str, below: list[str]) -> None:
    assert leave_length([thanks, *below], 0) == 0


def test_a_post_with_an_address_takes_leave_in_a_paragraph_of_its_own() -> None:
    assert leave_length(["Baik.", "", "Kepala Balai", "HP 0812-0000-0000", "", "x"], 2) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ["Baik.", "Kepala Balai", "HP 0812-0000-0000"],
        ["Baik.", "", "Kepala Balai", "Balai Contoh"],
        ["Baik.", "", "Kepala Balai", "HP 0812-0000-0000", "setuju semuanya"],
        ["Baik.", "", "Kepala Balai setuju, hubungi tu@balai.example"],
        ["PERBAIKI", "", "Telepon: 021-5550199", "Email: tu@balai.example"],
    ],
)
def test_a_post_or_an_address_in_an_answer_is_kept(lines: list[str]) -> None:
    assert [leave_length(lines, at) for at in range(len(lines))] == [0] * len(lines)


def test_a_post_below_an_empty_first_line_takes_leave() -> None:
    assert leave_length(["", "Kepala Balai", "tu@balai.example"], 1) == 2


def test_a_post_opens_no_letter() -> None:
    assert leave_length(["Kepala Balai", "tu@balai.example", ""], 0) == 0


@pytest.mark.parametrize("line", ["", "   ", "Salam " * 60, "Setuju."])
def test_other_lines_take_no_leave(line: str) -> None:
    assert leave_length([line, "Kepala Balai"], 0) == 0


def test_a_line_between_dashes_is_no_farewell() -> None:
    assert leave_length(["-----", "Kepala Balai"], 0) == 0


def test_a_signature_ends_where_the_lines_do_not_look_like_one() -> None:
    assert leave_length(["Salam,", "Kepala Balai", "", "Mohon dicek lagi.", "Balai"], 0) == 2


def test_a_signature_is_not_followed_for_ever() -> None:
    assert leave_length(["Salam,", *["Kepala Balai"] * 50], 0) == 17


def test_a_long_line_is_in_no_signature() -> None:
    assert leave_length(["Salam,", "Kepala Balai " + "X" * 120], 0) == 0


def test_a_post_of_many_words_is_a_sentence() -> None:
    assert leave_length(["Salam,", "Kepala " + "Balai " * 10], 0) == 0
