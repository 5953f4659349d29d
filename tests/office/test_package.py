"""The package for SRIKANDI goes with the request to sign where the office wants it, and nowhere else."""

import json
from dataclasses import replace

from pipeline.letters.text import document_lines
from tests.office.town import KEPALA, Town, file_of, files_of


def asked_to_sign(town: Town) -> None:
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")


def test_the_request_to_sign_carries_the_letter_in_word_and_its_metadata(town: Town) -> None:
    town.desk = replace(town.desk, package=True)

    asked_to_sign(town)

    mail = town.last(KEPALA, "Mohon tanda tangan")
    number = town.case().letter_number
    told = json.loads(file_of(mail, ".json"))
    assert number in " ".join(document_lines(file_of(mail, ".docx")))
    assert (told["nomor_naskah"], told["nomor_perkara"]) == (number, "PGD-2026-0001")
    assert told["tujuan"]["surel"] == "pelanggan@perusahaan.example"


def test_an_office_that_does_not_ask_for_it_gets_the_pdf_alone(town: Town) -> None:
    asked_to_sign(town)

    assert [name[-4:] for name in files_of(town.last(KEPALA, "Mohon tanda tangan"))] == [".pdf"]
