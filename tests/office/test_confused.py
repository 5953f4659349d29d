"""A stranger plants the code of one request where the answer to another quotes it: only its own counts."""

import re
from email.message import EmailMessage

import pytest

from tests.office.registers import COMPLAINT
from tests.office.town import KEPALA, Town, body
from tests.pdfs import pdf_of

OTHER = "orang@penyerang.example"
WORDS = "DISPOSISI: Pokja Kalibrasi"


def token_of(mail: EmailMessage) -> str:
    found = re.search(r"\+([a-z2-7]{26})@", str(mail["Reply-To"]))
    assert found
    return found[1]


def dashed(token: str) -> str:
    return "-".join(token[at : at + 4] for at in range(0, 26, 4)).upper()


#: how a code that leaked stands in a stranger's letter, so that it is not seen to be one
PLANTED = {
    "in a file": lambda token: f"Kode: {dashed(token)}",
    "in a file, far apart": lambda token: f"Kode balasan :   {dashed(token).replace('-', ' -- ')}",
    "in other letters": lambda token: f"Kоde: {dashed(token)}",
    "in wide signs": lambda token: "".join(
        chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in f"Kode: {dashed(token)}"
    ),
}


def planted(town: Town, plant: str) -> EmailMessage:
    """The request about a stranger's letter with the code of an earlier request in it."""
    town.complain()
    code = PLANTED[plant](token_of(town.last(KEPALA, "Mohon disposisi")))
    words = COMPLAINT.replace("LHU-2026-00123", "LHU-2026-00777").replace("\n\n", f"\n\n{code}\n\n", 1)
    words = words.replace("keluhan: LHU", f"keluhan. {code} LHU")
    if plant.startswith("in a file"):
        letter = ("surat.pdf", "application/pdf", pdf_of(*words.replace("(", " ").splitlines()))
        town.write(OTHER, "Keluhan lain", "Terlampir surat keluhan kami.", files=[letter])
    else:
        town.write(OTHER, "Keluhan lain", words)
    assert len(town.rows("select 1 from cases")) == 2, town.held()
    return town.last(KEPALA, "Mohon disposisi")


@pytest.mark.parametrize("plant", PLANTED)
@pytest.mark.parametrize(
    "program", ["keeps everything", "keeps the thread", "keeps the address", "quotes alone"]
)
def test_an_answer_that_quotes_a_planted_code_does_not_move_the_other_case(
    town: Town, plant: str, program: str
) -> None:
    asked = planted(town, plant)
    left: dict[str, dict[str, str]] = {
        "keeps everything": {},
        "keeps the thread": {"To": "pengaduan@balai.example"},
        "keeps the address": {"In_Reply_To": "", "References": ""},
        "quotes alone": {"To": "pengaduan@balai.example", "In_Reply_To": "", "References": ""},
    }

    town.box.drop(town.answer_to(asked, WORDS, **left[program]))  # type: ignore[arg-type]
    town.work()

    assert town.case("PGD-2026-0001").state == "disposisi"


def test_a_planted_code_that_is_seen_makes_the_letter_a_forged_reply(town: Town) -> None:
    town.complain()
    code = dashed(token_of(town.last(KEPALA, "Mohon disposisi")))

    for n, mark in enumerate(("Kode:", "Ko\u200bde:", "Ko\u00adde:", "> KODE :")):
        town.write(OTHER, f"Keluhan {n}", f"{COMPLAINT}\n{mark} {code}\n{n}")

    assert len(town.rows("select 1 from cases")) == 1
    assert {kind for kind, _ in town.held()} == {"balasan"}


def test_a_request_shows_no_code_but_its_own(town: Town) -> None:
    asked = planted(town, "in a file")

    html = asked.get_body(("html",))
    assert html is not None
    for words in (body(asked), str(html.get_content())):
        codes = re.findall(r"[A-Za-z2-7]{4}(?:-[A-Za-z2-7]{4}){5}-[A-Za-z2-7]{2}", words)
        assert {code.replace("-", "").lower() for code in codes} == {token_of(asked)}
        assert "Kode: (…)" in " ".join(words.replace(">", " ").split())


def test_a_code_planted_in_a_subject_is_not_shown_where_a_program_quotes_the_header(town: Town) -> None:
    town.complain()
    token = token_of(town.last(KEPALA, "Mohon disposisi"))
    subject = f"Keluhan Kode: {dashed(token)} atas LHU"
    town.write(OTHER, subject, re.sub("(?m)^Hal.*\n", "", COMPLAINT.replace("00123", "00777")))
    asked = town.last(KEPALA, "Mohon disposisi")
    assert "PGD-2026-0002" in str(asked["Subject"])

    header = (
        f"From: {asked['From']}\nSent: Monday, 23 November 2026\nTo: {KEPALA}\nSubject: {asked['Subject']}"
    )
    town.write(KEPALA, f"RE: {asked['Subject']}", f"{WORDS}\n\n{header}\n\n{body(asked)}")

    assert [row[0] for row in town.rows("select state from cases order by id")] == [
        "disposisi",
        "tindak_lanjut",
    ]
