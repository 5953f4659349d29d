"""A letter that comes back without an electronic signature: typed words must be those that were approved."""

from hashlib import sha256

from pipeline.letters.pdf_words import page_texts
from tests.office.registers import CUSTOMER
from tests.office.town import KEPALA, Town, body, file_of
from tests.pdfs import pdf_of

RELEASED = "select p.payload from audit a join audit_payloads p on p.seq = a.seq where a.event = 'kirim'"


def asked_to_sign(town: Town) -> list[str]:
    """The pages of the numbered letter that the Kepala is asked to sign."""
    town.go_to("tanda_tangan")
    town.reply(KEPALA, "Mohon persetujuan", "SETUJU")
    return page_texts(file_of(town.last(KEPALA, "Mohon tanda tangan"), ".pdf"))


def test_a_letter_with_another_word_in_it_is_refused(town: Town) -> None:
    pages = asked_to_sign(town)
    changed = [page.replace("terbitkan", "batalkan") for page in pages]
    assert changed != pages

    town.reply(
        KEPALA, "Mohon tanda tangan", "TERTANDA", files=[("a.pdf", "application/pdf", pdf_of(*changed))]
    )

    assert town.case().state == "tanda_tangan"
    asked = " ".join(body(town.last(KEPALA, "Mohon diperjelas")).split())
    assert "berbeda dari surat bernomor" in asked
    assert "“terbitkan” menjadi “batalkan”" in asked


def test_a_letter_with_the_approved_words_waits_for_a_second_word(town: Town) -> None:
    send_back(town)

    assert town.case().state == "tanda_tangan"
    shown = " ".join(body(town.last(KEPALA, "Mohon konfirmasi pengiriman")).replace(">", " ").split())
    assert f"Penerima: {CUSTOMER} Berkas: a.pdf," in shown
    assert "Teks PDF ini sama dengan surat yang disetujui." in shown


def test_the_second_word_lets_go_the_file_that_was_shown(town: Town) -> None:
    signed = send_back(town)

    town.reply(KEPALA, "Mohon konfirmasi pengiriman", "KIRIM")

    assert file_of(town.last(CUSTOMER, "Surat jawaban"), ".pdf") == signed
    assert sha256(signed).hexdigest() in str(town.rows(RELEASED))


def test_the_second_word_counts_once(town: Town) -> None:
    send_back(town)
    question = town.last(KEPALA, "Mohon konfirmasi pengiriman")
    town.reply(KEPALA, "Mohon konfirmasi pengiriman", "KIRIM")

    town.box.drop(town.answer_to(question, "Silakan dikirim"))
    town.work()

    assert len(town.got(CUSTOMER, "Surat jawaban")) == 1


def test_a_further_scan_closes_the_question_about_the_one_before(town: Town) -> None:
    send_back(town)
    first = town.last(KEPALA, "Mohon konfirmasi pengiriman")
    town.reply(KEPALA, "Mohon konfirmasi pengiriman", "TERTANDA", files=[town.scan()])

    town.box.drop(town.answer_to(first, "KIRIM"))
    town.work()

    assert town.case().state == "tanda_tangan"
    assert town.got(CUSTOMER, "Surat jawaban") == []


def test_a_second_word_that_waits_or_doubts_lets_nothing_go(town: Town) -> None:
    send_back(town)

    town.reply(KEPALA, "Mohon konfirmasi pengiriman", "Jangan dikirim dulu")

    assert town.case().state == "tanda_tangan"
    assert town.got(CUSTOMER, "Surat jawaban") == []


def send_back(town: Town) -> bytes:
    """The Kepala sends back the approved words, unsigned; gives the file."""
    signed = pdf_of(*asked_to_sign(town))
    town.reply(KEPALA, "Mohon tanda tangan", "TERTANDA", files=[("a.pdf", "application/pdf", signed)])
    return signed
