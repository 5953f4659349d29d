"""What passes as the signed letter, and what does not (reliability.md T33)."""

from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from pipeline.letters import pdf_growth
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.printed_words import contains
from pipeline.letters.same_letter import bind
from pipeline.letters.signature_facts import SignatureFacts
from pipeline.letters.signed import Kind, Trust, Verdict, judge
from pipeline.letters.validation import validate
from tests.certificates import NOW, identity, signed
from tests.letters.attacks import WINDOW
from tests.letters.forging import also_signed, updated, without_its_end
from tests.pdfs import pdf_of

NUMBER = "B/17/BSKJI/BSPJI-KOTA/HM/XI/2026"
CASE = "PGD-2026-0007"
LETTER = pdf_of(f"Nomor {NUMBER} perkara {CASE}", "Halaman kedua")
_name, _dict, _list = generic.NameObject, generic.DictionaryObject, generic.ArrayObject
ROOTED = Trust(roots_configured=True)


def verdict_on(pdf: bytes) -> Verdict:
    """What the office decides on the PDF."""
    return judge(validate(pdf, [identity().root], NOW), ROOTED, WINDOW)


def test_a_signed_letter_is_accepted_with_its_signer_and_time() -> None:
    pdf = signed(LETTER)

    facts = validate(pdf, [identity().root], NOW)

    assert facts == SignatureFacts(
        present=True,
        intact=True,
        covers_whole_file=True,
        trusted=True,
        signer="Kepala Balai (UJI COBA)",
        serial=identity().serial,
        signed_at=NOW,
        grown_from=facts.grown_from,
        covered=(),
    )
    assert sha256(LETTER).hexdigest() in facts.grown_from
    assert judge(facts, ROOTED, WINDOW).kind == Kind.ELECTRONIC


def test_the_tags_of_a_letter_are_not_read_where_signing_changed_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read(root: object) -> list[object]:
        raise AssertionError("the tree of tags is read")

    monkeypatch.setattr(pdf_growth, "_tags", read)

    facts = validate(signed(LETTER), [identity().root], NOW)

    assert sha256(LETTER).hexdigest() in facts.grown_from


def test_a_program_that_tells_the_tags_of_its_signature_changed_nothing_of_the_letter() -> None:
    def tag(writer: IncrementalPdfFileWriter) -> None:
        element = writer.add_object(_dict({_name("/S"): _name("/P")}))  # type: ignore[no-untyped-call]
        tree = writer.add_object(_dict({_name("/K"): _list([element])}))  # type: ignore[no-untyped-call]
        writer.root[_name("/StructTreeRoot")] = tree
        writer.update_root()  # type: ignore[no-untyped-call]

    def change(writer: IncrementalPdfFileWriter) -> None:
        element = writer.root["/StructTreeRoot"]["/K"].raw_get(0)
        element.get_object()[_name("/S")] = _name("/Sect")
        writer.mark_update(element)

    tagged = updated(LETTER, tag)

    facts = validate(signed(updated(tagged, change)), [identity().root], NOW)

    assert sha256(tagged).hexdigest() in facts.grown_from


def test_facts_survive_json() -> None:
    facts = validate(signed(LETTER), [identity().root], NOW)

    assert SignatureFacts.from_json(facts.to_json()) == facts


def test_facts_of_a_scan_survive_json() -> None:
    facts = validate(LETTER, [], NOW, drawn=False)

    assert facts.covered is None
    assert SignatureFacts.from_json(facts.to_json()) == facts


def test_a_signature_made_to_leave_out_the_end_is_refused() -> None:
    tail = b"\n% " + b"x" * 37

    pdf = without_its_end(signed(LETTER), tail)

    facts = validate(pdf, [identity().root], NOW)
    assert facts.intact
    assert not facts.covers_whole_file
    assert not judge(facts, ROOTED, WINDOW).accepted


def test_a_paraf_and_a_signature_are_accepted_as_the_last_signers() -> None:
    kepala, ketua = identity(), identity("Ketua Pokja Pengujian")
    pdf = also_signed(signed(LETTER, ketua), kepala)

    facts = validate(pdf, [kepala.root, ketua.root], NOW)

    assert judge(facts, ROOTED, WINDOW).kind == Kind.ELECTRONIC
    assert facts.signer == kepala.name


def test_without_roots_a_sound_signature_is_accepted_and_says_so() -> None:
    facts = validate(signed(LETTER), [], NOW)

    verdict = judge(facts, Trust(), WINDOW)

    assert verdict.accepted
    assert not verdict.proves
    assert "tidak dicek ke akar" in verdict.note


def test_a_certificate_that_has_run_out_is_not_trusted() -> None:
    late = NOW + timedelta(days=3700)
    pdf = signed(LETTER, at=late)

    assert not validate(pdf, [identity().root], late).trusted


def test_an_unsigned_pdf_is_recorded_as_a_scan() -> None:
    assert verdict_on(LETTER).kind == Kind.SCAN


def test_an_unsigned_pdf_as_word_writes_it_is_recorded_as_a_scan() -> None:
    assert verdict_on(pdf_of("Surat dari Word", hybrid=True)).kind == Kind.SCAN


def test_a_signed_pdf_as_word_writes_it_may_have_nothing_after_the_signature() -> None:
    pdf = also_signed(pdf_of("Surat dari Word", hybrid=True), identity())

    assert not verdict_on(pdf + b"\n").accepted


@pytest.mark.parametrize("garbage", [b"", b"bukan pdf", b"%PDF-1.7\n%%EOF", b"%PDF-1.7 /ByteRange [0 1 2 3]"])
def test_garbage_is_refused_and_raises_nothing(garbage: bytes) -> None:
    facts = validate(garbage, [], NOW)

    assert facts.problem
    assert not judge(facts, Trust(), WINDOW).accepted


def test_an_unknown_kind_of_signature_is_no_scan() -> None:
    pdf = signed(LETTER).replace(b"/ETSI.CAdES.detached", b"/ETSI.XAdES.detached")

    assert "tidak dikenal" in verdict_on(pdf).refusal


def test_a_root_that_is_no_certificate_accepts_nothing() -> None:
    facts = validate(signed(LETTER), [b"bukan sertifikat"], NOW)

    assert not judge(facts, Trust(), WINDOW).accepted


@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
@settings(max_examples=60)
def test_no_signed_letter_with_one_byte_changed_is_accepted(place: float, byte: int) -> None:
    pdf = bytearray(signed(LETTER))
    gap = range(pdf.index(b"/Contents <") + 11, pdf.index(b">", pdf.index(b"/Contents <")))
    position = int(place * len(pdf))
    changed = pdf[position] != byte
    pdf[position] = byte

    accepted = verdict_on(bytes(pdf)).accepted

    # Behind the signature stand zeros that mean nothing.
    assert not (accepted and changed and position not in gap)


@given(st.binary(max_size=3000))
@settings(max_examples=60)
def test_reading_raises_nothing_whatever_follows_the_mark(rest: bytes) -> None:
    facts = validate(b"%PDF-1.7\n/ByteRange" + rest, [], NOW)

    assert facts.problem


def test_a_letter_with_its_number_is_bound() -> None:
    assert bind(" ".join(page_texts(LETTER)), number=NUMBER, case_number=CASE) is None


def test_a_number_broken_over_lines_is_found() -> None:
    text = "Nomor : B/17/BSKJI/BSPJI\x02\r\nKOTA/HM/\r\nXI/2026\tKota, 23 November 2026"

    assert bind(text, number=NUMBER, case_number=CASE) is None


def test_a_letter_with_another_number_is_refused() -> None:
    refusal = bind("Nomor B/18/BSKJI/BSPJI-KOTA/HM/XI/2026", number=NUMBER, case_number=CASE)

    assert refusal is not None
    assert "surat lain" in refusal


def test_an_unnumbered_draft_is_told_from_another_letter() -> None:
    refusal = bind(f"Nomor [nomor surat] perkara {CASE}", number=NUMBER, case_number=CASE)

    assert refusal is not None
    assert "belum bernomor" in refusal


def test_a_signed_pdf_without_text_is_refused() -> None:
    assert bind(" \r\n", number=NUMBER, case_number=CASE)


@pytest.mark.parametrize("text", ["11/HM/2026", "B/1/HM/2026", "1/HM/20261", "1/HM/2026/2", "1/HM/202"])
def test_a_number_inside_another_is_not_found(text: str) -> None:
    assert not contains(f"Nomor {text} tanggal", "1/HM/2026")
