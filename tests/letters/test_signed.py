"""What passes as the signed letter, and what does not (reliability.md T33)."""

import asyncio
import hashlib
import io
import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation.dss import DocumentSecurityStore

from pipeline.demo.certificates import Identity
from pipeline.letters.pdf_words import contains, page_texts
from pipeline.letters.same_letter import bind
from pipeline.letters.signature_facts import SignatureFacts
from pipeline.letters.signed import Kind, Trust, Verdict, judge
from pipeline.letters.validation import validate
from tests.certificates import NOW, identity, signed
from tests.pdfs import pdf_of

NUMBER = "B/17/BSKJI/BSPJI-KOTA/HM/XI/2026"
CASE = "PGD-2026-0007"
LETTER = pdf_of(f"Nomor {NUMBER} perkara {CASE}", "Halaman kedua")
ROOTED = Trust(roots_configured=True)


def verdict_on(pdf: bytes, *, root: Identity | None = None, trust: Trust = ROOTED) -> Verdict:
    """What the office decides on the PDF."""
    return judge(validate(pdf, [(root or identity()).root], NOW), trust)


def signed_again(pdf: bytes, who: Identity, *, strict: bool = True) -> bytes:
    """A further signature, by another program than ours."""
    signer = SimpleSigner.load_pkcs12_data(who.pkcs12, (), who.passphrase)
    metadata = PdfSignatureMetadata(field_name="Kedua", subfilter=SigSeedSubFilter.PADES)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=strict)
    return bytes(sign_pdf(writer, metadata, signer).getvalue())


def with_page_replaced(pdf: bytes) -> bytes:
    """The PDF with an incremental update that draws another first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.find_page_for_modification(0)[0].get_object()  # type: ignore[no-untyped-call]
    drawn = generic.StreamObject(stream_data=b"BT /F1 11 Tf 72 760 Td (Ganti rugi Rp1 miliar) Tj ET")
    page["/Contents"] = writer.add_object(drawn)
    writer.update_container(page)
    return written(writer)


def written(writer: IncrementalPdfFileWriter) -> bytes:
    """The PDF with the update that the writer holds."""
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def signed_without_its_end(pdf: bytes, tail: bytes) -> bytes:
    """The PDF and a tail, signed anew with ranges that add up to the file's length but leave the tail out.

    The second range begins inside the zeros that end the signature, as many bytes early as the tail is long.
    """
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", pdf)
    assert found is not None
    end, resumed, rest = (int(each) for each in found.groups())
    ranges = b"/ByteRange [0 %d %d %d]" % (end, resumed - len(tail), rest + len(tail))
    changed = pdf.replace(found[0], ranges)
    assert len(changed) == len(pdf)
    digest = hashlib.sha256(changed[:end] + changed[resumed - len(tail) :]).digest()
    signer = SimpleSigner.load_pkcs12_data(identity().pkcs12, (), identity().passphrase)
    cms = asyncio.run(signer.async_sign(digest, "sha256", use_pades=True)).dump().hex().encode()
    return bytes(changed[: end + 1] + cms + changed[end + 1 + len(cms) :] + tail)


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
    )
    assert judge(facts, ROOTED).kind == Kind.ELECTRONIC


def test_facts_survive_json() -> None:
    facts = validate(signed(LETTER), [identity().root], NOW)

    assert SignatureFacts.from_json(facts.to_json()) == facts


def test_facts_of_a_scan_survive_json() -> None:
    facts = validate(LETTER, [], NOW)

    assert SignatureFacts.from_json(facts.to_json()) == facts


def test_a_changed_letter_is_refused() -> None:
    pdf = signed(LETTER).replace(b"B/17/BSKJI", b"B/18/BSKJI")

    verdict = verdict_on(pdf)

    assert not verdict.accepted
    assert "tidak sah" in verdict.refusal


@pytest.mark.parametrize("trust", [ROOTED, Trust()])
def test_a_page_replaced_after_signing_is_refused(trust: Trust) -> None:
    pdf = with_page_replaced(signed(LETTER))

    verdict = verdict_on(pdf, trust=trust)

    assert not verdict.accepted
    assert "diubah setelah ditandatangani" in verdict.refusal


def test_a_page_replaced_between_two_signatures_is_refused() -> None:
    pdf = signed_again(with_page_replaced(signed(LETTER)), identity())

    assert "diubah setelah ditandatangani" in verdict_on(pdf).refusal


def test_bytes_after_the_signature_are_refused() -> None:
    pdf = signed(LETTER) + b"\n% lampiran\n"

    assert not verdict_on(pdf).accepted


def test_a_signature_made_to_leave_out_the_end_is_refused() -> None:
    tail = b"\n% " + b"x" * 37

    pdf = signed_without_its_end(signed(LETTER), tail)

    facts = validate(pdf, [identity().root], NOW)
    assert facts.intact
    assert not facts.covers_whole_file
    assert not judge(facts, ROOTED).accepted


def test_archive_data_after_the_signature_are_accepted() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed(LETTER)))
    certificate = SimpleSigner.load_pkcs12_data(identity().pkcs12, (), identity().passphrase).signing_cert
    DocumentSecurityStore.supply_dss_in_writer(writer, sig_contents=None, certs=[certificate])

    assert verdict_on(written(writer)).kind == Kind.ELECTRONIC


def test_a_paraf_and_a_signature_are_accepted_as_the_last_signers() -> None:
    kepala, ketua = identity(), identity("Ketua Pokja Pengujian")
    pdf = signed_again(signed(LETTER, ketua), kepala)

    facts = validate(pdf, [kepala.root, ketua.root], NOW)

    assert judge(facts, ROOTED).kind == Kind.ELECTRONIC
    assert facts.signer == kepala.name


def test_one_untrusted_signature_of_two_is_refused() -> None:
    pdf = signed_again(signed(LETTER, identity("Pihak lain")), identity())

    assert "tidak berinduk" in verdict_on(pdf).refusal


def test_a_certificate_of_an_unknown_root_is_refused() -> None:
    pdf = signed(LETTER, identity("Pihak lain"))

    verdict = verdict_on(pdf)

    assert not verdict.accepted
    assert "Pihak lain (UJI COBA)" in verdict.refusal


def test_without_roots_a_sound_signature_is_accepted_and_says_so() -> None:
    facts = validate(signed(LETTER), [], NOW)

    verdict = judge(facts, Trust())

    assert verdict.accepted
    assert "tidak dicek ke akar" in verdict.note


def test_a_certificate_that_has_run_out_is_not_trusted() -> None:
    late = NOW + timedelta(days=3700)
    pdf = signed(LETTER, at=late)

    assert not validate(pdf, [identity().root], late).trusted


def test_a_trusted_certificate_of_somebody_else_is_refused() -> None:
    enrolled = Trust(roots_configured=True, serials=frozenset({identity().serial}))
    other = identity("Pihak lain")

    verdict = verdict_on(signed(LETTER, other), root=other, trust=enrolled)

    assert "bukan sertifikat pejabat" in verdict.refusal


def test_an_unsigned_pdf_is_recorded_as_a_scan() -> None:
    assert verdict_on(LETTER).kind == Kind.SCAN


def test_an_unsigned_pdf_as_word_writes_it_is_recorded_as_a_scan() -> None:
    assert verdict_on(pdf_of("Surat dari Word", hybrid=True)).kind == Kind.SCAN


def test_a_signed_pdf_as_word_writes_it_is_accepted() -> None:
    pdf = signed_again(pdf_of("Surat dari Word", hybrid=True), identity(), strict=False)

    assert verdict_on(pdf).kind == Kind.ELECTRONIC


def test_a_signed_pdf_as_word_writes_it_may_have_nothing_after_the_signature() -> None:
    pdf = signed_again(pdf_of("Surat dari Word", hybrid=True), identity(), strict=False)

    assert not verdict_on(pdf + b"\n").accepted


@pytest.mark.parametrize("garbage", [b"", b"bukan pdf", b"%PDF-1.7\n%%EOF", b"%PDF-1.7 /ByteRange [0 1 2 3]"])
def test_garbage_is_refused_and_raises_nothing(garbage: bytes) -> None:
    facts = validate(garbage, [], NOW)

    assert facts.problem
    assert not judge(facts, Trust()).accepted


def test_an_unknown_kind_of_signature_is_no_scan() -> None:
    pdf = signed(LETTER).replace(b"/ETSI.CAdES.detached", b"/ETSI.XAdES.detached")

    assert "tidak dikenal" in verdict_on(pdf).refusal


def test_a_root_that_is_no_certificate_accepts_nothing() -> None:
    facts = validate(signed(LETTER), [b"bukan sertifikat"], NOW)

    assert not judge(facts, Trust()).accepted


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
