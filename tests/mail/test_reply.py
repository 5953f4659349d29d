from pathlib import Path
from time import perf_counter

import pytest

from pipeline.mail.parse import parse
from pipeline.mail.reply import LONGEST, MARKER, cut
from pipeline.mail.thread import codes

REPLIES = Path(__file__).parents[1] / "mails" / "balasan"
TOKEN = "mfrggzdfmztwq2lknnwg23tpoa"

WORST = {
    "newlines": "\n" * 10_000,
    "marks in one line": "> " * 40_000,
    "marked lines": "> x\n" * 40_000,
    "openers in one line": "On " * 10_000,
    "lines that open": "Pada\n" * 40_000,
    "labels": "Dari: a\n" * 25_000,
    "colons": "a:\n" * 60_000,
    "introductions": "Pada 2026 08.15 @ menulis\n" * 7_000,
    "rules": "-" * 200_000,
    "drawn lines": ("- " * 120 + "\n") * 900,
    "white space": " \t" * 100_000,
    "delimiters": "-- \n" * 50_000,
}


@pytest.mark.parametrize("name", sorted(path.stem for path in REPLIES.glob("*.eml")))
def test_the_words_of_a_reply_are_told_from_what_the_mail_program_added(name: str) -> None:
    expected = (REPLIES / f"{name}.own").read_text(encoding="utf-8").strip()

    facts = parse((REPLIES / f"{name}.eml").read_bytes()).facts

    assert facts.own == expected


@pytest.mark.parametrize("name", sorted(path.stem for path in REPLIES.glob("*.eml")))
def test_what_was_cut_from_a_reply_is_kept(name: str) -> None:
    facts = parse((REPLIES / f"{name}.eml").read_bytes()).facts

    kept = {word for text in (facts.own, facts.cut) for word in text.split()}

    assert set(facts.text.split()) <= kept


@pytest.mark.parametrize("name", sorted(path.stem for path in REPLIES.glob("*.eml")))
def test_the_code_of_our_mail_is_found_in_a_reply(name: str) -> None:
    facts = parse((REPLIES / f"{name}.eml").read_bytes()).facts

    found = codes(facts, "pengaduan@balai.example")

    assert found == (TOKEN,)


@pytest.mark.parametrize("name", WORST)
def test_the_worst_input_is_cut_in_linear_time(name: str) -> None:
    start = perf_counter()

    cut(WORST[name])

    # A rule that is not linear takes minutes here; the figure itself is a benchmark's.
    assert perf_counter() - start < 5


def test_a_text_without_any_quotation_is_kept_whole() -> None:
    text = "Dengan hormat,\n\nKami mengadukan keterlambatan LHU.\n\nHormat kami,\nPT Contoh"

    result = cut(text)

    assert (result.own, result.cut) == (text, "")


def test_a_persons_sentence_that_ends_with_menulis_is_no_introduction_of_a_quotation() -> None:
    text = "Pada surat tanggal 3 November 2026 pelanggan menulis:\nLHU belum diterima.\nMohon dicek."

    assert cut(text).own == text


def test_the_heading_of_a_nota_dinas_is_no_quoted_header() -> None:
    heading = "Kepada: Kepala Balai\nDari: Ketua Pokja\nHal: Tindak lanjut\nTanggal: 3 November 2026"
    text = f"NOTA DINAS\n{heading}\n\nSetuju."

    assert cut(text).own == text


def test_a_forwarded_mail_without_a_word_of_ones_own_is_kept() -> None:
    heading = (
        "---------- Forwarded message ---------\nDari: Pelanggan <pelanggan@perusahaan.example>\nHal: LHU"
    )
    text = f"{heading}\n\nLHU salah."

    assert "LHU salah." in cut(text).own


def test_a_reply_that_says_nothing_above_our_marker_has_no_words() -> None:
    text = f"{MARKER}\n\nSETUJU\n"

    assert cut(text).own == ""


def test_a_list_with_hyphens_is_no_signature() -> None:
    text = "Tindakan:\n- kalibrasi ulang\n- terbitkan LHU"

    assert cut(text).own == text


def test_a_legal_notice_is_cut() -> None:
    text = "Setuju.\n\nDISCLAIMER: pesan ini hanya untuk penerimanya.\nJangan disebarkan."

    assert cut(text).own == "Setuju."


def test_a_quoted_line_wrapped_without_its_mark_is_no_word_of_the_sender() -> None:
    quoted = (
        "> "
        + "kami mohon agar surat jawaban segera dikirim dan pelanggan sudah " * 1
        + "menyatakan\nsetuju\n> demikian"
    )

    assert cut(f"Baik.\n\n{quoted}").own == "Baik."


def test_what_is_longer_than_the_limit_goes_to_the_cut() -> None:
    text = "Setuju.\n" + "x" * LONGEST

    result = cut(text)

    assert (len(result.own) <= LONGEST, len(result.own) + len(result.cut)) == (True, len(text))
