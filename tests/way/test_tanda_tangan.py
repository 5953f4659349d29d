"""Step 4 on real servers: approval, the number, and the signature that comes back."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import pytest
from PIL import Image

from pipeline.demo.certificates import trial_identity
from pipeline.demo.replies import File
from pipeline.letters.pdf_words import page_texts
from tests.scans import blank, file_from, pdf_from, pictures_of, scan_of
from tests.way.documents import edited
from tests.way.office import Office
from tests.way.signing import sign, signed_by_hand


def test_a_revision_goes_back_to_the_pokja_with_the_kepala_s_words(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")

    matter.answer(office.kepala, "Mohon persetujuan", "REVISI: tambahkan permohonan maaf")

    assert matter.state == "tindak_lanjut"
    assert "tambahkan permohonan maaf" in matter.mail(office.ketua, "Mohon konsep").text


def test_a_draft_that_the_kepala_edited_himself_is_a_revision(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")
    draft = matter.mail(office.ketua, "Mohon paraf").file(".docx")

    matter.answer(office.kepala, "Mohon persetujuan", "REVISI", [edited(draft, "kemarin sore")])

    assert matter.row.version == 2
    assert matter.mails(office.ketua, "Mohon paraf konsep versi 2")


def test_a_kepala_who_was_involved_hands_the_letter_to_the_alternate(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")
    alternate = office.staff("penyetuju_pengganti")

    matter.answer(office.kepala, "Mohon persetujuan", "TERLIBAT")
    matter.answer(alternate, "Mohon persetujuan", "SETUJU")

    assert matter.mails(alternate, "Mohon tanda tangan")
    assert matter.mails(office.kepala, "Mohon tanda tangan") == []


def test_the_number_stays_with_the_case_when_the_numbered_letter_is_revised(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    number = matter.row.letter_number

    matter.answer(office.kepala, "Mohon tanda tangan", "REVISI: tanggalnya keliru")
    matter.draft()
    matter.initial()
    matter.approve()

    letter = matter.mail(office.kepala, "Mohon tanda tangan").file(".pdf")
    assert number in " ".join("".join(page_texts(letter.content)).split())
    assert matter.row.letter_number == number
    query = "select count(*) as many from numbers where register = 'surat_keluar' and case_id = :id"
    assert office.rows(query, id=matter.row.id)[0].many == 1


@pytest.mark.parametrize("words", ["Tidak setuju", "Setuju dengan catatan", "Kalau sudah benar, setuju"])
def test_what_denies_or_limits_draws_no_number(office: Office, words: str) -> None:
    matter = office.complain().go_to("tanda_tangan")

    matter.refused(office.kepala, "Mohon persetujuan", words)

    assert matter.row.letter_number == ""


def test_the_numbered_letter_sent_back_unsigned_is_refused(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    letter = matter.mail(office.kepala, "Mohon tanda tangan").file(".pdf")

    asked = matter.refused(office.kepala, "Mohon tanda tangan", "TERTANDA", [letter])

    assert "belum ditandatangani" in asked


def test_another_case_s_signed_letter_is_refused(office: Office) -> None:
    other = office.complain().go_to("tanda_tangan")
    other.approve()
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()

    asked = matter.refused(office.kepala, "Mohon tanda tangan", "TERTANDA", [other.signed()])

    assert "surat lain" in asked
    assert matter.state == "tanda_tangan"


def test_a_signature_of_an_unknown_authority_is_refused(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    letter = matter.mail(office.kepala, "Mohon tanda tangan").file(".pdf")
    stranger = trial_identity("Orang Lain", at=datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    forged = File("surat.pdf", sign(letter.content, stranger, office.clock()))

    asked = matter.refused(office.kepala, "Mohon tanda tangan", "TERTANDA", [forged])

    assert "tidak berinduk" in asked


def test_a_letter_signed_before_it_had_a_number_comes_back_with_one(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")
    draft = matter.mail(office.kepala, "Mohon persetujuan").files[0]
    early = File("surat.pdf", sign(draft.content, office.identity, office.clock()))

    matter.answer(office.kepala, "Mohon persetujuan", "Sudah saya tanda tangani.", [early])

    request = matter.mail(office.kepala, "Mohon tanda tangan")
    assert "belum bernomor" in request.text
    assert matter.row.letter_number


def test_the_customer_gets_the_bytes_that_the_kepala_signed(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    signed = matter.signed()

    matter.answer(
        office.kepala, "Mohon tanda tangan", "Terlampir surat yang sudah saya tandatangani.", [signed]
    )

    letter = matter.mail(matter.customer, "Surat jawaban")
    assert letter.file(".pdf").content == signed.content
    assert letter.message["Auto-Submitted"] is None


def test_the_seal_is_set_and_the_letter_leaves_when_the_kepala_says_kirim(sealing_office: Office) -> None:
    matter = sealing_office.complain().go_to("tanda_tangan")
    matter.approve()
    numbered = matter.mail(sealing_office.kepala, "Mohon perintah kirim").file(".pdf").content

    matter.answer(sealing_office.kepala, "Mohon perintah kirim", "KIRIM")

    letter = matter.mail(matter.customer, "Surat jawaban").file(".pdf").content
    assert letter.startswith(numbered)
    assert b"/ETSI.CAdES.detached" in letter[len(numbered) :]
    assert matter.state == "evaluasi"


def test_an_office_that_seals_takes_no_signed_letter(sealing_office: Office) -> None:
    matter = sealing_office.complain().go_to("tanda_tangan")
    matter.approve()

    letter = matter.mail(sealing_office.kepala, "Mohon perintah kirim").file(".pdf")
    signed = File("surat.pdf", sign(letter.content, sealing_office.identity, sealing_office.clock()))

    asked = matter.refused(sealing_office.kepala, "Mohon perintah kirim", "TERTANDA", [signed])

    assert "KIRIM" in asked
    assert matter.mails(matter.customer, "Surat jawaban") == []


def test_the_scan_of_the_letter_signed_by_hand_goes_to_the_customer(office: Office) -> None:
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    letter = matter.mail(office.kepala, "Mohon tanda tangan").file(".pdf")
    scan = File("pindaian.pdf", scan_of(letter.content, dpi=300, spoil=signed_by_hand))

    matter.answer(office.kepala, "Mohon tanda tangan", "TERTANDA", [scan])
    assert matter.mails(matter.customer, "Surat jawaban") == []
    shown = matter.mail(office.kepala, "Mohon konfirmasi pengiriman")
    assert shown.file(".pdf").content == scan.content
    matter.answer(office.kepala, "Mohon konfirmasi pengiriman", "KIRIM")

    assert matter.mail(matter.customer, "Surat jawaban").file(".pdf").content == scan.content
    told = matter.mail(office.kepala, "telah dicatat").text
    assert "kata surat terbaca sama pada hasil pindaian" in shown.text
    pages = len(page_texts(scan.content))
    for words in (
        matter.row.letter_number,
        matter.customer.address,
        f"pindaian.pdf, {pages} halaman, pindaian",
        sha256(scan.content).hexdigest()[:12],
    ):
        assert words in told
        assert words in shown.text


@pytest.mark.parametrize(
    ("spoiled", "why"),
    [
        (lambda pages: [blank(300) for _ in pages], "tidak terbaca pada hasil pindaian"),
        (lambda pages: pages[:-1] or [*pages, blank(300)], "semua halaman surat itu"),
        (lambda pages: [*pages, blank(300)], "tanpa halaman lain"),
        (lambda pages: [page.resize((300, 424)) for page in pages], "300 dpi"),
    ],
    ids=["blank", "page missing", "page too many", "unreadable"],
)
def test_a_scan_that_is_not_the_whole_letter_is_refused(
    office: Office, spoiled: Callable[[list[Image.Image]], list[Image.Image]], why: str
) -> None:
    # Whoever is asked back too often in an hour is taken for a machine.
    office.pass_time(hours=1)
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    letter = matter.mail(office.kepala, "Mohon tanda tangan").file(".pdf")
    scan = File("pindaian.pdf", pdf_from(spoiled(pictures_of(letter.content, 300)), 300))

    asked = matter.refused(office.kepala, "Mohon tanda tangan", "TERTANDA", [scan])

    assert why in " ".join(asked.split())
    assert matter.mails(matter.customer, "Surat jawaban") == []


def test_the_scan_of_another_letter_is_refused(office: Office) -> None:
    office.pass_time(hours=1)
    other = office.complain().go_to("tanda_tangan")
    other.approve()
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    letter = other.mail(office.kepala, "Mohon tanda tangan").file(".pdf")

    asked = matter.refused(
        office.kepala, "Mohon tanda tangan", "TERTANDA", [File("scan.pdf", scan_of(letter.content))]
    )

    assert f"Nomor surat {matter.row.letter_number} tidak terbaca" in " ".join(asked.split())


def test_the_scan_of_the_draft_without_its_number_is_refused(office: Office) -> None:
    office.pass_time(hours=1)
    matter = office.complain().go_to("tanda_tangan")
    draft = matter.mail(office.kepala, "Mohon persetujuan").files[0]
    matter.approve()

    asked = matter.refused(
        office.kepala, "Mohon tanda tangan", "TERTANDA", [File("scan.pdf", scan_of(draft.content))]
    )

    assert "tidak terbaca pada hasil pindaian" in " ".join(asked.split())


def test_a_photo_of_the_signed_letter_is_asked_for_as_a_pdf(office: Office) -> None:
    office.pass_time(hours=1)
    matter = office.complain().go_to("tanda_tangan")
    matter.approve()
    letter = matter.mail(office.kepala, "Mohon tanda tangan").file(".pdf")
    photo = File("IMG_0001.jpg", file_from(pictures_of(letter.content)[0], "JPEG"))

    asked = matter.refused(office.kepala, "Mohon tanda tangan", "TERTANDA", [photo])

    assert "sebagai PDF" in " ".join(asked.split())
