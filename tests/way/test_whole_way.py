"""The whole way with every letter through LibreOffice: a story on each database, and what lies where then.

The story has a letter as PDF, fields, a returned .docx, one revision, the Kepala's own signature, the
notulen, and three days without a bounce. It is played once a database; each test looks at one side of it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from pipeline.demo.certificates import Identity
from pipeline.demo.letters import Complaint, invent_letter
from pipeline.demo.replies import File
from pipeline.letters.pdf_words import page_texts
from pipeline.letters.validation import validate
from tests.servers.certificates import ServerCertificate
from tests.servers.dovecot import Dovecot
from tests.way.configuration import ADDRESS, Wiring, is_ours
from tests.way.documents import edited
from tests.way.office import Matter, Office, running_office

#: what the Ketua Pokja writes into the .docx, in place of "hari ini"
EDITED = "pada hari yang sama dengan surat ini"
REVISED = "Jawaban: Kami mohon maaf sebesar-besarnya. LHU kami terbitkan hari ini."


@dataclass(frozen=True, slots=True)
class Told:
    """The story after its end."""

    office: Office
    matter: Matter
    complaint: Complaint
    #: the first and the second .docx that the Ketua Pokja returned, and the letter as the Kepala signed it
    first: File
    second: File
    signed: File


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
) -> Iterator[Told]:
    """The story, played on each database."""
    folder = tmp_path_factory.mktemp("seluruh")
    url = f"sqlite:///{folder}/register.sqlite3"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").create_database()
    wiring = Wiring(database_url=url, identity=identity)
    with running_office(folder, dovecot, smtp_certificate, wiring) as office:
        yield _tell(office)


def _tell(office: Office) -> Told:
    customer = office.customer()
    complaint = invent_letter(office.clock(), customer.address)
    customer.write(ADDRESS, complaint.subject, complaint.text, [complaint.pdf])
    office.work()
    matter = office.matter(customer)
    matter.dispose("DISPOSISI: Pokja Pengujian\nInstruksi: Teliti alatnya\nTembusan: Pokja Kalibrasi")
    office.pass_time(minutes=20)
    matter.draft()
    first = edited(matter.mail(office.ketua, "Mohon paraf").file(".docx"), EDITED)
    matter.answer(office.ketua, "Mohon paraf", "Berikut konsep yang saya sunting.", [first])
    matter.initial()
    matter.answer(office.kepala, "Mohon persetujuan", "REVISI: tambahkan permohonan maaf")
    matter.answer(office.ketua, "Mohon konsep", REVISED)
    second = edited(matter.mail(office.ketua, "Mohon paraf").file(".docx"), EDITED)
    matter.answer(office.ketua, "Mohon paraf", "Berikut konsep yang saya sunting.", [second])
    matter.initial()
    matter.approve()
    signed = matter.signed()
    matter.answer(office.kepala, "Mohon tanda tangan", "Surat sudah saya tandatangani.", [signed])
    office.pass_time(minutes=20)
    matter.minute()
    matter.accept()
    office.pass_time(days=4)
    office.pass_time(minutes=20)
    return Told(office, matter, complaint, first, second, signed)


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(page_texts(pdf)).split())


def test_the_case_is_closed_and_the_register_whole(told: Told) -> None:
    assert told.matter.state == "selesai"
    assert told.office.check_register() > 50


def test_the_customer_got_four_mails_in_one_thread(told: Told) -> None:
    mails = told.matter.customer.inbox()

    begun = [
        ("telah kami terima", "Tanda terima", "Surat jawaban", "telah selesai").index(word)
        for mail in mails
        for word in ("telah kami terima", "Tanda terima", "Surat jawaban", "telah selesai")
        if word in mail.subject
    ]
    assert begun == [0, 1, 2, 3]
    assert len({str(mail.message["In-Reply-To"]) for mail in mails}) == 1


def test_the_customer_got_the_letter_as_the_kepala_signed_it(told: Told) -> None:
    letter = told.matter.mail(told.matter.customer, "Surat jawaban").file(".pdf").content

    found = validate(letter, [told.office.identity.root], told.office.clock())

    assert letter == told.signed.content
    assert (found.present, found.intact, found.covers_whole_file, found.trusted) == (True,) * 4


def test_the_letter_says_what_the_ketua_pokja_wrote_into_the_last_draft(told: Told) -> None:
    text = _words(told.signed.content)

    assert EDITED in text
    assert "sebesar-besarnya" in text
    assert told.matter.row.letter_number in text
    assert "Konsep PGD" not in text


def test_each_draft_was_shown_before_it_was_initialled(told: Told) -> None:
    shown = [mail.file(".pdf").name for mail in told.matter.mails(told.office.ketua, "Mohon paraf")]

    assert [re.findall(r"-v(\d)\.pdf", name) for name in shown] == [["1"], ["2"], ["3"], ["4"]]


def test_the_kepala_saw_the_customer_s_own_letter(told: Told) -> None:
    request = told.matter.mail(told.office.kepala, "Mohon disposisi")

    assert told.complaint.pdf.content in [file.content for file in request.files]
    assert told.complaint.number in request.text


def test_every_letter_names_the_case(told: Told) -> None:
    letters = told.office.rows("select kind, version, state from letters order by id")

    assert Counter(row.kind for row in letters) == {
        "form_pengaduan": 1,
        "lembar_disposisi": 1,
        "konsep": 5,
        "nota_pengantar": 2,
        "surat": 1,
        "notulen": 1,
        "laporan_evaluasi": 1,
    }
    for person, about in ((told.office.kepala, "Mohon disposisi"), (told.office.kepala, "penerimaan")):
        mail = told.matter.mail(person, about)
        ours = [file for file in mail.files if told.matter.number in file.name]
        assert ours
        assert all(told.matter.number in _words(file.content) for file in ours)


def test_every_mail_of_the_case_is_marked_and_none_is_read(told: Told) -> None:
    rows = told.office.rows("select state, marked from inbox")

    assert {(row.state, row.marked) for row in rows} == {("selesai", "keyword")}
    flags = told.office.flags(told.complaint.subject) or ""
    assert "$Diagenda" in flags
    assert "Seen" not in flags


def test_every_mail_left_once_with_the_server_s_word(told: Told) -> None:
    sent = [each.data for each in told.office.post.deliveries if is_ours(each)]
    frozen = told.office.rows("select state, code, word from recipients")

    assert {row.state for row in frozen} == {"diterima"}
    assert all(row.code == 250 and "queued" in row.word for row in frozen)
    assert len(sent) == len(frozen) == len(set(sent))


def test_every_file_in_the_thread_of_a_step_has_its_end(told: Told) -> None:
    runs = told.office.rows("select step, run, ended_by from step_runs order by id")

    assert [row.step for row in runs if row.ended_by is None] == []
    assert max(row.run for row in runs if row.step == "tindak_lanjut") == 2


def test_over_tls_a_complaint_is_registered_as_well(
    tmp_path_factory: pytest.TempPathFactory,
    dovecot: Dovecot,
    smtp_certificate: ServerCertificate,
    identity: Identity,
    sqlite_url: str,
) -> None:
    wiring = Wiring(database_url=sqlite_url, identity=identity, tls=True)
    folder = tmp_path_factory.mktemp("tls")

    with running_office(folder, dovecot, smtp_certificate, wiring) as office:
        matter = office.complain()

        sent = [each for each in office.post.deliveries if is_ours(each)]
        assert matter.mail(office.kepala, "Mohon disposisi").file(".pdf").content
        assert {(each.encrypted, each.user) for each in sent} == {(True, ADDRESS)}
