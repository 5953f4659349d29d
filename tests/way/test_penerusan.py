"""A complaint that another agency has to answer, on real servers: letter, number, signature, and the end."""

from pipeline.demo.replies import File
from pipeline.letters.pdf_words import page_texts
from pipeline.office.listing import list_cases
from tests.way.bounces import bounce_of
from tests.way.configuration import ADDRESS
from tests.way.documents import edited
from tests.way.office import Matter, Office

ORDER = (
    "TERUSKAN: Kepala Dinas Lingkungan Hidup Kota Contoh\n"
    "Alamat instansi: Jalan Contoh Nomor 2, Kota Contoh\n"
    "Alasan: Yang diadukan adalah izin pembuangan air limbah yang terbit hari ini."
)


def passed_on(office: Office) -> Matter:
    """A complaint that the Kepala passes on."""
    matter = office.complain()
    matter.answer(office.kepala, "Mohon disposisi", ORDER)
    return matter


def words_of(letter: File) -> str:
    return " ".join(" ".join(page_texts(letter.content)).split())


def test_the_letter_to_the_agency_is_laid_before_the_kepala_with_its_address_and_reason(
    office: Office,
) -> None:
    matter = passed_on(office)

    request = matter.mail(office.kepala, "Mohon persetujuan surat penerusan versi 1")
    draft = next(file for file in request.files if file.name.startswith("Konsep-Surat-Penerusan"))
    told = words_of(draft)
    assert matter.state == "tanda_tangan"
    for words in ("Kepala Dinas Lingkungan Hidup Kota Contoh", "Jalan Contoh Nomor 2", "izin pembuangan"):
        assert words in told
    assert "diparaf" not in request.text


def test_the_signed_letter_goes_to_the_customer_and_the_case_ends_when_tu_has_brought_it(
    office: Office,
) -> None:
    matter = passed_on(office)
    matter.approve()
    signed = matter.signed()
    matter.answer(office.kepala, "Mohon tanda tangan", "TERTANDA", [signed])

    copy = matter.mail(matter.customer, "Surat penerusan nomor")
    errand = matter.mail(office.tu, "Mohon disampaikan kepada instansi")
    assert matter.row.letter_number in words_of(copy.file(".pdf"))
    assert copy.file(".pdf").content == signed.content == errand.file(".pdf").content
    assert errand.file(".eml").content
    assert matter.state == "penyampaian"
    matter.answer(
        office.tu, "Mohon disampaikan kepada instansi", "TERKIRIM: ke Dinas Lingkungan Hidup lewat SRIKANDI"
    )
    waiting = matter.state
    office.pass_time(days=4)

    assert waiting == "penyampaian"
    assert matter.state == "diteruskan"
    assert matter.mails(matter.customer, "telah selesai") == []
    assert matter.mails(office.ketua) == []


def test_while_tu_has_the_letter_to_bring_the_customer_s_mails_go_to_tu(office: Office) -> None:
    matter = passed_on(office)
    matter.approve()
    matter.sign()

    matter.customer.reply(matter.mail(matter.customer, "Surat penerusan nomor"), "Kami lampirkan izin kami.")
    office.work()

    assert "Kami lampirkan izin kami." in matter.mail(office.tu, "susulan").text
    (case,) = [each for each in list_cases(office.desk) if each.perkara == matter.number]
    assert case.pemegang == "Subbagian Tata Usaha"


def test_a_copy_that_comes_back_is_brought_to_the_customer_as_well(office: Office) -> None:
    matter = passed_on(office)
    matter.approve()
    matter.sign()
    copy = matter.mail(matter.customer, "Surat penerusan nomor")

    office.post.lay(ADDRESS, bounce_of(copy.raw, matter.customer.address))
    office.work()
    errand = matter.mail(office.tu, "Mohon disampaikan kepada instansi")
    matter.answer(office.tu, "Mohon disampaikan kepada instansi", "TERKIRIM: keduanya diantar kurir, resi 12")

    assert "Kepala Dinas Lingkungan Hidup" in errand.text
    assert matter.state == "diteruskan"


def test_a_revision_in_words_brings_the_disposisi_back_and_a_pokja_can_have_it(office: Office) -> None:
    matter = passed_on(office)

    matter.answer(office.kepala, "Mohon persetujuan", "REVISI: ternyata layanan kita sendiri")
    asked = matter.mail(office.kepala, "Mohon disposisi")
    matter.dispose()

    assert "ternyata layanan kita sendiri" in asked.text
    assert matter.state == "tindak_lanjut"
    matter.go_to("evaluasi")
    assert matter.mail(matter.customer, "Surat jawaban").file(".pdf").name.startswith("Surat-Balasan")


def test_the_letter_that_the_kepala_edits_himself_is_his_next_version(office: Office) -> None:
    matter = passed_on(office)
    draft = matter.mail(office.kepala, "Mohon persetujuan").file(".docx")

    matter.answer(office.kepala, "Mohon persetujuan", "REVISI", [edited(draft, "kemarin sore")])

    request = matter.mail(office.kepala, "Mohon persetujuan surat penerusan versi 2")
    draft = next(file for file in request.files if file.name.startswith("Konsep"))
    assert "kemarin sore" in words_of(draft)
    matter.approve()
    matter.sign()
    assert "kemarin sore" in words_of(matter.mail(matter.customer, "Surat penerusan").file(".pdf"))


def test_the_request_itself_says_what_was_understood(office: Office) -> None:
    matter = passed_on(office)

    request = " ".join(matter.mail(office.kepala, "Mohon persetujuan").text.replace(">", " ").split())

    assert "Pengaduan diteruskan kepada Kepala Dinas Lingkungan Hidup Kota Contoh, Jalan Contoh" in request
    assert "Dengan REVISI saja" in request
    assert matter.mails(office.kepala, "telah dicatat") == []


def test_the_seal_takes_the_letter_to_the_customer_and_tu(sealing_office: Office) -> None:
    matter = passed_on(sealing_office)
    matter.approve()

    matter.answer(sealing_office.kepala, "Mohon perintah kirim", "KIRIM")

    copy = matter.mail(matter.customer, "Surat penerusan nomor").file(".pdf")
    assert b"/ETSI.CAdES.detached" in copy.content
    errand = matter.mail(sealing_office.tu, "Mohon disampaikan kepada instansi")
    assert errand.file(".pdf").content == copy.content
