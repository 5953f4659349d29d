import pytest

from pipeline.mail.signature import is_device, is_disclaimer, is_signature

DEVICES = [
    *["Dikirim dari iPhone saya", "Terkirim dari ponsel Galaxy saya", "Dikirim dari Yahoo Mail di Android"],
    *["Dikirim dari ponsel cerdas Samsung Galaxy saya.", "Dapatkan Outlook untuk iOS<https://aka.ms/o0ukef>"],
    *["Sent from my iPhone", "*Sent from my Verizon Wireless BlackBerry*", "Sent from Mail for Windows"],
    *[
        "Yahoo Mail: Cari, Kelola, Taklukkan",
        "Get Outlook for Android",
        "Sent with Proton Mail secure email.",
    ],
]
SENTENCES = [
    *["Dikirim melalui e-mail tanggal 2 November.", "Terkirim lewat HP pelanggan", "Dikirim dari gudang"],
    *["Sudah dikirim dari iPhone saya", "Sent from my desk, is much easier than my mobile phone.", ""],
    *["Dikirim dari iPhone saya " + "x" * 100, "Dikirim dari HP ke TU", "Sent from my phone at 8.15"],
]
NOTICES = [
    ["DISCLAIMER: hanya untuk penerimanya."],
    ["*Penafian*"],
    ["Pesan ini bersifat rahasia dan hanya untuk penerima yang dituju."],
    [
        "Surel ini beserta lampirannya",
        "bersifat rahasia. Bila Anda bukan",
        "penerima yang dimaksud, hapuslah.",
    ],
    ["This message is intended only for the recipient."],
    ["The information contained in this communication is confidential.", "Disclosure is prohibited."],
]


@pytest.mark.parametrize("line", ["-- ", "--", " -- ", "—"])
def test_a_signature_delimiter_is_known(line: str) -> None:
    assert is_signature(line)


@pytest.mark.parametrize("line", ["---", "- ", "-- Setuju", "", "x --"])
def test_another_line_delimits_no_signature(line: str) -> None:
    assert not is_signature(line)


@pytest.mark.parametrize("line", DEVICES)
def test_the_advertising_of_a_device_is_known(line: str) -> None:
    assert is_device(f"  {line}  ")


@pytest.mark.parametrize("line", SENTENCES)
def test_a_persons_sentence_is_no_advertising(line: str) -> None:
    assert not is_device(line)


def test_advertising_of_120_letters_is_known() -> None:
    line = "Dikirim dari iPhone " + "x" * 100

    assert (is_device(line), is_device(line + "x")) == (True, False)


@pytest.mark.parametrize("lines", NOTICES)
def test_a_legal_notice_is_known(lines: list[str]) -> None:
    assert is_disclaimer(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["Pesan pelanggan ini rahasia menurut saya."],
        ["This message was intended for TU."],
        ["Penerima yang dituju sudah menjawab."],
        ["Setuju.", "DISCLAIMER: hanya untuk penerimanya."],
        ["x" * 300 + " DISCLAIMER"],
        ["Informasi ini belum rahasia", "x" * 300 + " penerima"],
    ],
)
def test_another_text_is_no_legal_notice(lines: list[str]) -> None:
    assert not is_disclaimer(lines)
