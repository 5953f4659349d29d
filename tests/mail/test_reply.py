from pathlib import Path
from time import process_time

import pytest

from pipeline.mail.parse import parse
from pipeline.mail.reply import LONGEST, MARKER, MOST_LINES, Cut, cut
from pipeline.mail.thread import codes
from tests.mail.worst import TEXTS, filled

#: `tera_*` were tuned on; `uji_*` were written before that, and looked at after
REPLIES = Path(__file__).parents[1] / "mails" / "balasan"
TOKEN = "mfrggzdfmztwq2lknnwg23tpoa"

NAMES = sorted(path.stem for path in REPLIES.glob("*.eml"))
#: nothing but our own line shows where the quotation of these begins
MARKED_ALONE = {"kosong", "tak_dikenal", "tera_bebas_penanda_dihias", "uji_bebas_penanda_saja"}


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_a_reply_are_told_from_what_the_mail_program_added(name: str) -> None:
    expected = (REPLIES / f"{name}.own").read_text(encoding="utf-8").strip()

    facts = parse((REPLIES / f"{name}.eml").read_bytes()).facts

    assert facts.own == expected


@pytest.mark.parametrize("name", NAMES)
def test_what_was_cut_from_a_reply_is_kept(name: str) -> None:
    facts = parse((REPLIES / f"{name}.eml").read_bytes()).facts

    kept = {word for text in (facts.own, facts.cut) for word in text.split()}

    assert set(facts.text.split()) <= kept


@pytest.mark.parametrize("name", NAMES)
def test_the_code_of_our_mail_is_found_in_a_reply(name: str) -> None:
    facts = parse((REPLIES / f"{name}.eml").read_bytes()).facts

    found = codes(facts, "pengaduan@balai.example")

    assert found == (TOKEN,)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in MARKED_ALONE])
def test_a_reply_is_read_without_our_own_line_too(name: str) -> None:
    expected = (REPLIES / f"{name}.own").read_text(encoding="utf-8").strip()
    text = parse((REPLIES / f"{name}.eml").read_bytes()).facts.text

    assert cut(text.replace(MARKER, "Dengan hormat,")).own == expected


@pytest.mark.parametrize("piece", TEXTS.values(), ids=TEXTS)
def test_the_worst_text_is_cut_at_once(piece: str) -> None:
    start = process_time()

    cut(filled(piece, LONGEST))

    # A rule that is not linear takes minutes here; the figure itself is a benchmark's.
    assert process_time() - start < 5


def test_a_text_without_any_quotation_is_kept_whole() -> None:
    text = "Dengan hormat,\n\nKami mengadukan keterlambatan LHU.\n\nMohon penjelasan."

    assert cut(text) == Cut(own=text, cut="")


def test_a_leave_taking_goes_to_the_cut() -> None:
    words, farewell = "Kami mengadukan keterlambatan LHU.", "Hormat kami,\nPT Contoh"

    assert cut(f"{words}\n\n{farewell}") == Cut(own=words, cut=farewell, signature=farewell)


def test_an_answer_below_a_leave_taking_is_kept() -> None:
    text = "Setuju.\n\nSalam,\nKepala Balai\n\nNB: nomor seri diganti dulu."

    assert cut(text).own == "Setuju.\n\nNB: nomor seri diganti dulu."


def test_a_leave_taking_alone_is_kept() -> None:
    text = "Salam,\nPokja Pengujian"

    assert cut(text).own == text


def test_a_signature_alone_is_kept_where_nothing_is_quoted() -> None:
    assert cut("--\nKepala Balai").own == "--\nKepala Balai"


def test_a_signature_above_a_quotation_is_no_answer() -> None:
    text = "-- \nPokja Kalibrasi\n\n> Pokja mana?"

    assert cut(text).own == ""


def test_an_answer_below_a_signature_and_a_quotation_is_kept() -> None:
    assert cut("-- \nKepala Balai\n\n> Pokja mana?\n\nPengujian.").own == "Pengujian."


def test_the_warning_of_the_mail_server_is_no_word_of_the_sender() -> None:
    warning = "PERHATIAN: Surel ini berasal dari luar organisasi.\nJangan mengeklik tautan."

    assert cut(f"{warning}\n\nSetuju.") == Cut(own="Setuju.", cut=warning)


def test_a_warning_that_the_sender_writes_is_his_own() -> None:
    text = "Setuju.\n\nPerhatian: surel ini dari luar kantor."

    assert cut(text).own == text


def test_the_line_drawn_above_a_legal_notice_goes_with_it() -> None:
    text = "Setuju.\n\n----------\nDISCLAIMER: hanya untuk penerimanya."

    assert cut(text).own == "Setuju."


def test_the_line_drawn_above_an_older_mail_goes_with_it() -> None:
    text = "Setuju.\n\n----------\n\nDari: A <a@balai.example>\nDikirim: Senin\nKepada: B\n\nLama."

    result = cut(text)

    assert (result.own, "----------" in result.cut) == ("Setuju.", True)


def test_a_quoted_header_below_a_line_of_underscores_is_older() -> None:
    text = f"Setuju.\n{'_' * 10}\nDari: A <a@balai.example>\nDikirim: Senin\nKepada: B"

    assert cut(text).own == "Setuju."


def test_what_is_cut_keeps_its_order() -> None:
    text = "> a\n\nSatu.\n\n> b\n\nDua.\n\n> c"

    assert cut(text) == Cut(own="Satu.\n\nDua.", cut="> a\n> b\n> c")


@pytest.mark.parametrize("quoted", ["> PT X", "> baris pertama  "])
def test_what_is_cut_keeps_its_last_signs(quoted: str) -> None:
    assert cut(f"Setuju.\n\n{quoted}\n").cut == quoted


def test_an_introduction_alone_leaves_no_words() -> None:
    assert cut("Pada Sel, 3 Nov 2026 pukul 08.00 TU <tu@balai.example> menulis:\n\nSETUJU").own == ""


def test_a_separator_alone_leaves_no_words() -> None:
    assert cut("-----Pesan Asli-----\n\nSETUJU").own == ""


def test_device_lines_leave_no_words_above_a_quotation() -> None:
    assert cut("Dikirim dari iPhone saya\n\n> SETUJU").own == ""


def test_the_line_above_our_marker_goes_with_it_where_it_names_who_wrote() -> None:
    text = f"Setuju.\n\nTU <tu@balai.example>:\n\n{MARKER}\n\nLama."

    assert cut(text).own == "Setuju."


@pytest.mark.parametrize("last", ["Catatan:", "Tanya tu@balai.example"])
def test_the_line_above_our_marker_is_kept_where_it_names_nobody(last: str) -> None:
    assert cut(f"Setuju.\n{last}\n\n{MARKER}\n\nLama.").own == f"Setuju.\n{last}"


def test_the_line_above_our_marker_is_kept_with_the_rest_of_the_cut() -> None:
    above = "> a\n\nBaik.\nSetuju.\n\nTU <tu@balai.example>：\n"

    result = cut(f"{above}\n{MARKER}\n\nLama.")

    assert (result.own, result.cut.split()[:4]) == (
        "Baik.\nSetuju.",
        [">", "a", "TU", "<tu@balai.example>："],
    )


@pytest.mark.parametrize(
    ("quoted", "rest", "after", "own"),
    [
        (70, "setuju", "> b", ""),
        (70, "2", "> b", ""),
        (70, "x" * 25, "> b", ""),
        (69, "setuju", "> b", "setuju"),
        (70, "x" * 26, "> b", "x" * 26),
        (70, "setuju", "b", "setuju\nb"),
        (70, "setuju", "", "setuju"),
    ],
)
def test_only_a_short_rest_of_a_full_line_is_taken_for_quoted(
    quoted: int, rest: str, after: str, own: str
) -> None:
    text = "\n".join(["> ".ljust(quoted, "a"), rest, after]).rstrip("\n")

    assert cut(text).own == own


def test_an_empty_line_stays_between_paragraphs_and_no_second() -> None:
    assert cut("\n\nSatu.  \n\n\n\nDua.\n\n").own == "Satu.\n\nDua."


def test_lines_beyond_the_limit_go_to_the_cut() -> None:
    result = cut("Setuju.\n" * (MOST_LINES + 1))

    assert (result.own.count("Setuju."), result.cut.strip()) == (MOST_LINES, "Setuju.")


def test_lines_beyond_the_limit_go_to_the_cut_of_a_reply_too() -> None:
    result = cut("Setuju.\n> a\n" + "> b\n" * MOST_LINES)

    assert (result.own, result.cut.count("> b")) == ("Setuju.", MOST_LINES)


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

    assert cut(text) == Cut(own=text, cut="")


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
