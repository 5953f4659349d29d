import pytest

from pipeline.mail import quotation
from pipeline.mail.introduction import introduction_length
from pipeline.mail.quoted_header import is_header_block, label_class

INTRODUCTIONS = [
    "Pada tanggal Sel, 3 Nov 2026 pukul 08.12 TU <tu@balai.example> menulis:",
    "Pada 03/11/2026 08.12, TU menulis:",
    "Pada hari Selasa, 3 November 2026 pukul 08.12, TU <tu@balai.example> menulis:",
    "Pd 3 Nov 2026 08.12, TU <tu@balai.example> menulis:",
    "Sel, 3 Nov 2026 08.12 TU <tu@balai.example>:",
    "2026-11-03 8:12 GMT+07:00 TU <tu@balai.example>:",
    "On Tue, Nov 3, 2026 at 8:12 AM TU <tu@balai.example> wrote:",
    "At 08:12 AM 11/3/2026, TU wrote:",
    "On Tue, 2026-11-03 at 08:12 +0700, TU wrote:",
    "Am Di., 3. Nov. 2026 um 08:12 Uhr schrieb TU <tu@balai.example>:",
    "2026年11月3日(火) 8:12 TU <tu@balai.example>:",
]
QUOTED_INTRODUCTIONS = [
    "Mengutip TU <tu@balai.example>:",
    "TU <tu@balai.example> menulis:",
    "Pada 3 Nov 2026, TU menulis:",
]
SENTENCES = [
    "Pada 3 November 2026 pukul 08.15 saya tulis ke pelanggan:",
    "Pada surat tanggal 3 November 2026 pelanggan menulis:",
    "Yang harus diperbaiki:",
    "Rapat 3 November 2026 pukul 08.15:",
    "Hubungi tu@balai.example pukul 08.15:",
    "Pada pukul 08.15 TU menulis:",
]
SEPARATORS = [
    "-----Pesan Asli-----",
    "-------- Pesan asli --------",
    "----- Original Message -----",
    "-------- Pesan asal --------",
    "--- Pada Sel, 3/11/26, TU <tu@balai.example> menulis: ---",
    "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
    "____ Pesan sebelumnya ____",
]
FORWARDS = [
    "---------- Forwarded message ---------",
    "---------- Pesan terusan ----------",
    "Begin forwarded message:",
    "Awal pesan terusan:",
    "Mulai pesan yang diteruskan:",
]
OTHER_RULES = ["-----", "- setuju -", "----- Setuju -----", "=== Pesan ===", "", "* * *", ":"]


@pytest.mark.parametrize("line", ["> a", ">", "  > a", "＞a", ">> a"])
def test_a_marked_line_is_quoted(line: str) -> None:
    assert quotation.is_quoted(line)


@pytest.mark.parametrize("line", ["a > b", "", ">From here on", "-> a"])
def test_another_line_is_not_quoted(line: str) -> None:
    assert not quotation.is_quoted(line)


@pytest.mark.parametrize(
    "line", ["*--- TULIS jawaban di atas baris ini ---*", "> Tulis jawaban di atas baris ini"]
)
def test_our_own_line_is_known_however_it_is_decorated(line: str) -> None:
    assert quotation.is_marker(line)


def test_our_own_line_is_looked_for_at_the_beginning() -> None:
    at_the_end = " " * quotation.LONGEST + quotation.MARKER

    assert not quotation.is_marker(at_the_end)


@pytest.mark.parametrize("line", SEPARATORS)
def test_a_separator_is_known(line: str) -> None:
    assert quotation.is_separator(f"  {line} ")


@pytest.mark.parametrize("line", OTHER_RULES)
def test_another_rule_separates_nothing(line: str) -> None:
    assert (quotation.is_separator(line), quotation.is_forward(line)) == (False, False)


@pytest.mark.parametrize("line", FORWARDS)
def test_the_line_above_a_forwarded_mail_is_known(line: str) -> None:
    assert quotation.is_forward(f" {line} ")


@pytest.mark.parametrize("line", ["----", "____________", "== x ==", " ** "])
def test_a_drawn_line_is_known(line: str) -> None:
    assert quotation.is_rule(line) == (len(line.strip()) >= 4)


@pytest.mark.parametrize("line", ["--a==", "-a a-", "abcd", "-" * 301, "", "---", "--->"])
def test_another_line_is_not_drawn(line: str) -> None:
    assert not quotation.is_rule(line)


def test_the_longest_drawn_line_is_known() -> None:
    assert quotation.is_rule("-" * 300)


@pytest.mark.parametrize("line", ["  Pada Sel", "On Tue", "Sel, 3 Nov", "2026-11-03", "2026年"])
def test_a_line_opens_as_introductions_do(line: str) -> None:
    assert quotation.opens(line)


@pytest.mark.parametrize("line", ["Padat karya", "Onderdil", "Selasa kami", "x Pada", ""])
def test_another_line_opens_otherwise(line: str) -> None:
    assert not quotation.opens(line)


@pytest.mark.parametrize("line", INTRODUCTIONS)
def test_an_introduction_is_known_by_itself(line: str) -> None:
    assert introduction_length(["x", line, "", "Lama."], 1) == 1


@pytest.mark.parametrize("line", QUOTED_INTRODUCTIONS)
def test_a_short_introduction_is_known_by_the_quotation_below(line: str) -> None:
    above_quotation = introduction_length([line, "", "> a"], 0)

    assert (above_quotation, introduction_length([line, "", "a"], 0)) == (1, 0)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_persons_sentence_introduces_nothing(line: str) -> None:
    assert introduction_length([line, "LHU belum diterima."], 0) == 0


@pytest.mark.parametrize("line", ["Rapat dengan TU:", "Tanya <tu@balai.example>:", "Pelanggan menulis:"])
def test_a_sentence_above_a_quotation_stays_a_sentence(line: str) -> None:
    assert introduction_length([line, "> a"], 0) == 0


@pytest.mark.parametrize("line", [line for line in INTRODUCTIONS if " <" in line])
def test_an_introduction_may_be_wrapped(line: str) -> None:
    first, second = line.split(" <", 1)

    assert introduction_length([f"{first} <", second, "", "> a"], 0) == 2


def test_an_introduction_may_be_wrapped_over_four_lines() -> None:
    lines = ["Pada Sel, 3 Nov 2026", "pukul 08.12 TU", "<tu@balai.example>", "menulis:"]

    assert introduction_length(lines, 0) == 4


def test_an_introduction_is_not_wrapped_over_five_lines() -> None:
    lines = ["Pada Sel,", "3 Nov 2026", "pukul 08.12 TU", "<tu@balai.example>", "menulis:"]

    assert introduction_length(lines, 0) == 0


def test_an_introduction_begins_where_it_opens() -> None:
    lines = ["Baik, setuju.", "Pada 3 Nov 2026 pukul 08.12 TU <tu@balai.example> menulis:", "> a"]

    assert [introduction_length(lines, at) for at in (0, 1)] == [0, 1]


@pytest.mark.parametrize("between", ["", "> a"])
def test_an_introduction_is_not_broken(between: str) -> None:
    assert introduction_length(["Pada Sel, 3 Nov 2026", between, "TU <tu@balai.example> menulis:"], 0) == 0


def test_the_old_text_may_begin_in_the_line_that_introduces_it() -> None:
    line = "  Pada Sel, 3 Nov 2026 pada 8:12, TU<tu@balai.example> menulis:   Yth. Kepala Balai"

    assert introduction_length([line], 0) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Pada pukul 8 TU <tu@balai.example> menulis: mohon dicek",
        "Dari TU 3 Nov 2026 8:12 <tu@balai.example> menulis: mohon",
        "Pada 3 Nov 2026 8:12 pelanggan menulis: LHU salah",
    ],
)
def test_a_sentence_that_quotes_in_its_own_line_is_a_persons(line: str) -> None:
    assert introduction_length([line], 0) == 0


def test_a_quotation_may_stand_two_lines_below_its_introduction() -> None:
    line = QUOTED_INTRODUCTIONS[0]

    found = [introduction_length([line, *[""] * empty, "> a"], 0) for empty in (0, 1, 2, 3)]

    assert found == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Dari: TU", "from"),
        ("*Dari:* TU", "from"),
        ("Dikirim: Senin", "sent"),
        ("Tanggal : 3/11", "date"),
        ("Kepada： TU", "to"),
        ("Perihal: LHU", "subject"),
        ("Darimana: x", ""),
        ("Dari TU: x", ""),
        ("", ""),
    ],
)
def test_the_fields_of_a_quoted_header_are_known(line: str, kind: str) -> None:
    assert label_class(line) == kind


@pytest.mark.parametrize(
    "lines",
    [
        ["Dari: TU", "Dikirim: Senin", "Kepada: Kepala", "Perihal: x"],
        ["From: TU", "Sent: Monday", "To: Kepala"],
        ["Dari: TU <tu@balai.example>", "Tanggal: 3/11/26 08.12", "Ke: Kepala"],
        ["Perihal: x", "Tanggal: Sel, 3 Nov 2026 08:12:30", "Dari: tu@balai.example"],
        ["Dari: TU <tu@balai.example>", "Kepada: Kepala", "Perihal: x"],
    ],
)
def test_a_quoted_header_is_known(lines: list[str]) -> None:
    assert is_header_block([*lines, "", "Lama."])


@pytest.mark.parametrize(
    "lines",
    [
        ["Kepada: Kepala", "Dari: TU", "Hal: x", "Tanggal: 3 November 2026"],
        ["Dari: tu@balai.example", "Tanggal: 3/11/2026", "Hal: x"],
        ["Dari: tu@balai.example", "Tanggal: 3.11.2026", "Hal: x"],
        ["Dari: TU", "Dikirim: Senin"],
        ["Kepada: tu@balai.example", "Tanggal: 3/11 08.12", "Hal: x"],
        ["x", "Dari: TU", "Dikirim: Senin", "Kepada: Kepala"],
    ],
)
def test_a_nota_dinas_or_a_correction_is_no_quoted_header(lines: list[str]) -> None:
    assert not is_header_block(lines)
