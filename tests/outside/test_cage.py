import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.errors import OutsideError, SetAside
from pipeline.letters.edits import Edit, edit
from pipeline.letters.field import Field
from pipeline.letters.parts import read_parts, write_parts
from pipeline.letters.pdf_words import page_texts
from pipeline.mail.facts import Attachment
from pipeline.mail.letter import read_letter
from pipeline.mail.parse import parse
from pipeline.mail.score import NO_WORDS
from pipeline.mail.thread import message_id, new_token
from pipeline.mail.weighed import weigh
from pipeline.outside.cage import Cage, Limits
from pipeline.outside.cage_answer import document_of, pages_of, picture_of, reading_of
from pipeline.outside.cage_keeper import Failed
from tests.certificates import NOW as SIGNED_AT
from tests.certificates import identity, signed
from tests.letters.forging import updated, whitened
from tests.letters.samples import letter as draft_of_a_letter
from tests.pdfs import pdf_of

JOBS = "tests.outside.cage_jobs"
NOW = datetime(2026, 11, 3, 8, 15, tzinfo=UTC)
SHORT = Limits(wall=4, cpu=1, memory=128 * 1024 * 1024, document=2)
LATE, FULL, GONE = "melebihi batas waktu", "melebihi batas memori", "pembacanya terhenti"


def letter(plague: str = "", *files: tuple[str, bytes], html: bool = False) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Pelanggan <pelanggan@perusahaan.example>"
    mail["Subject"] = "Pengaduan"
    if plague:
        mail["X-Plague"] = plague
    mail.set_content(
        "<p>LHU terlambat.</p>" if html else "LHU terlambat.", subtype="html" if html else "plain"
    )
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    with Cage(SHORT, jobs=[JOBS], clock=lambda: NOW) as started:
        yield started


def files_of(cage: Cage, raw: bytes) -> tuple[Attachment, ...]:
    return cage.read(raw).facts.attachments


def walls(cage: Cage) -> list[bytes]:
    return cage.call("walls", b"")


def gone(pid: int) -> bool:
    """Whether a process ends within some seconds."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state.rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_mail_is_read_as_the_parser_reads_it(cage: Cage) -> None:
    raw = letter("", ("a.bin", b"\x01\x02"))

    reading = cage.read(raw)

    parsed = parse(raw)
    assert (reading.facts, list(reading.contents.values())) == (parsed.facts, list(parsed.contents))


@pytest.mark.parametrize(
    ("plague", "why"),
    [
        ("burn", LATE),
        ("sleep", LATE),
        ("swell", FULL),
        ("crash", GONE),
        ("linger", GONE),
        ("write", GONE),
        ("fail", GONE),
        ("garbage", "hasil bacanya rusak"),
        ("flood", "hasil bacanya terlalu besar"),
    ],
)
def test_a_mail_that_ends_its_reader_costs_a_note_and_keeps_its_header(
    cage: Cage, plague: str, why: str
) -> None:
    facts = cage.read(letter(plague)).facts

    assert (facts.sender, facts.subject, facts.text, facts.notes) == (
        "pelanggan@perusahaan.example",
        "Pengaduan",
        "",
        (f"Isi surel ini tidak terbaca ({why}).",),
    )


@pytest.mark.parametrize("plague", ["burn", "swell", "crash", "linger", "garbage", "flood"])
def test_the_mail_after_a_bad_one_is_read(cage: Cage, plague: str) -> None:
    cage.read(letter(plague))

    facts = cage.read(letter()).facts

    assert (facts.text, facts.notes) == ("LHU terlambat.", ())


@pytest.fixture(scope="module")
def scale() -> Iterator[Cage]:
    """A cage that weighs too, as the daemon has it."""
    limits = replace(SHORT, wall=20, document=10)
    with Cage(limits, jobs=[JOBS], clock=lambda: NOW, own=NO_WORDS) as started:
        yield started


def test_a_mail_is_weighed_with_the_text_of_its_files(scale: Cage) -> None:
    plain = scale.read(letter())
    filed = scale.read(letter("", ("Surat.pdf", pdf_of("Perihal: Keberatan atas hasil uji"))))

    assert plain.weighed == weigh(plain.facts, NO_WORDS)
    assert filed.weighed == weigh(filed.facts, NO_WORDS) != plain.weighed
    assert "Keberatan" in str(filed.weighed)


def test_neither_an_answer_to_a_request_nor_anything_in_another_cage_is_weighed(
    scale: Cage, cage: Cage
) -> None:
    answer = EmailMessage()
    answer["In-Reply-To"] = message_id(new_token(b"0123456789abcdef"), "balai.example")
    answer.set_content("SETUJU")

    assert scale.read(answer.as_bytes()).weighed is None
    assert cage.read(letter()).weighed is None


@pytest.mark.parametrize("plague", ["burn", "swell", "crash", "linger", "fail"])
def test_words_that_end_whoever_weighs_them_cost_only_the_weighing(scale: Cage, plague: str) -> None:
    mail = EmailMessage()
    mail.set_content(f"LHU terlambat, plague of words: {plague}.")

    reading = scale.read(mail.as_bytes())

    assert (reading.weighed, reading.facts.notes) == (None, ())
    assert reading.facts.text.startswith("LHU terlambat")
    assert scale.read(letter()).weighed is not None


def test_a_reader_that_lies_about_a_file_is_not_believed(cage: Cage) -> None:
    reading = cage.read(letter("lie", ("a.bin", b"\x01\x02")))

    assert (reading.contents, reading.facts.notes) == (
        {},
        ("Isi surel ini tidak terbaca (hasil bacanya rusak).",),
    )


@pytest.mark.parametrize(("plague", "why"), [("burn", LATE), ("sleep", LATE), ("crash", GONE)])
def test_a_document_that_ends_its_reader_costs_a_note_and_not_the_letter(
    cage: Cage, plague: str, why: str
) -> None:
    bad = pdf_of("Surat", extra=f" % X-Plague: {plague}\n")
    raw = letter("", ("buruk.pdf", bad), ("baik.pdf", pdf_of("Nomor LHU 123")))

    facts = cage.read(raw).facts

    assert (facts.text, [(file.text, file.note) for file in facts.attachments]) == (
        "LHU terlambat.",
        [("", f"Isi berkas ini tidak terbaca ({why})."), ("Nomor LHU 123", "")],
    )


def test_no_mail_takes_longer_than_its_time(cage: Cage) -> None:
    bad = [pdf_of("Surat", extra=f" % X-Plague: sleep {number}\n") for number in range(10)]
    start = time.monotonic()

    files = files_of(cage, letter("", *((f"{number}.pdf", pdf) for number, pdf in enumerate(bad))))

    assert (len(files), all(LATE in file.note for file in files), time.monotonic() - start < 8) == (
        10,
        True,
        True,
    )


def test_the_text_of_a_pdf_is_read(cage: Cage) -> None:
    (file,) = files_of(cage, letter("", ("surat.pdf", pdf_of("Nomor LHU 123", "halaman dua"))))

    assert (file.text, file.note) == ("Nomor LHU 123\n\f\nhalaman dua", "")


def test_the_pages_of_a_customers_pdf_are_laid_out_beside_its_plain_text(cage: Cage) -> None:
    (file,) = files_of(cage, letter("", ("surat.pdf", pdf_of("Nomor LHU 123", "halaman dua"))))

    assert [page.strip() for page in file.laid] == ["Nomor LHU 123", "halaman dua"]


def test_a_signed_pdf_is_not_laid_out() -> None:
    who = identity("Kepala Balai")
    with Cage(clock=lambda: SIGNED_AT) as cage:
        (file,) = files_of(cage, letter("", ("surat.pdf", signed(pdf_of("Surat"), who))))

    assert (file.text, file.laid) == ("Surat", ())


def test_a_field_tells_the_page_of_the_file_it_stands_on(cage: Cage) -> None:
    pdf = pdf_of("Surat pengaduan", "Telepon : 0812-0000-0108")

    found = read_letter(cage.read(letter("", ("surat.pdf", pdf))).facts)["telepon"]

    assert isinstance(found, Field)
    assert found.where == "lampiran surat.pdf, halaman 2"


def test_a_broken_pdf_says_so(cage: Cage) -> None:
    (file,) = files_of(cage, letter("", ("surat.pdf", b"%PDF-1.7\nrusak")))

    assert file.note == "PDF ini rusak; isinya tidak terbaca."


def test_the_signature_of_a_pdf_is_read() -> None:
    who = identity("Kepala Balai")
    with Cage(SHORT, roots=[who.root], clock=lambda: SIGNED_AT) as cage:
        (file,) = files_of(cage, letter("", ("surat.pdf", signed(pdf_of("Surat"), who))))

    assert file.signature is not None
    assert (file.signature.intact, file.signature.trusted, file.signature.signer) == (
        True,
        True,
        who.name,
    )


def covered_in(cage: Cage, *, references: str) -> tuple[int, ...] | None:
    """What is told of the covered pages of a PDF whose words are white."""
    raw = (
        b"References: "
        + references.encode()
        + b"\n"
        + letter("", ("surat.pdf", updated(pdf_of("Surat"), whitened)))
    )
    (file,) = files_of(cage, raw)
    assert file.signature is not None
    return file.signature.covered


def test_pages_are_drawn_to_find_covered_words_in_an_answer_to_a_mail_of_ours(cage: Cage) -> None:
    ours = message_id(new_token(bytes(16)), "balai.example")

    assert covered_in(cage, references=ours) == (1,)


def test_pages_of_a_customers_pdf_are_not_drawn(cage: Cage) -> None:
    assert covered_in(cage, references="<lain@perusahaan.example>") is None


def test_a_word_file_is_read_as_a_draft(cage: Cage) -> None:
    (file,) = files_of(cage, letter("", ("konsep.docx", b"PK\x03\x04word/document.xml")))

    assert (file.draft is not None and file.draft.problem != "", file.note) == (True, "")


def test_a_text_file_is_read(cage: Cage) -> None:
    (file,) = files_of(cage, letter("", ("pengaduan.txt", b"LHU 123 salah")))

    assert file.text == "LHU 123 salah"


def test_a_nested_mail_is_read(cage: Cage) -> None:
    outer = EmailMessage()
    outer.set_content("Terusan")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "pelanggan@perusahaan.example", "Pengaduan"
    inner.set_content("LHU salah")
    outer.add_attachment(inner)

    (file,) = files_of(cage, outer.as_bytes())

    assert file.text.strip() == "Dari: pelanggan@perusahaan.example\nHal: Pengaduan\n\nLHU salah"


def test_a_reader_has_no_environment_no_terminal_and_no_home(cage: Cage) -> None:
    environment, files, folder, *_ = walls(cage)

    assert (json.loads(environment).keys() <= {"LC_CTYPE"}, set(json.loads(files)), folder) == (
        True,
        {"/dev/null"},
        b"/",
    )


def test_a_document_gets_a_process_of_its_own(cage: Cage) -> None:
    pids = [walls(cage)[3] for _ in range(3)]

    assert len(set(pids)) == 3


def test_a_mail_that_only_python_read_leaves_its_reader_to_the_next_and_html_does_not(cage: Cage) -> None:
    def reader() -> int:
        cage.read(letter())
        return cage._mails._serial

    first, second = reader(), reader()
    cage.read(letter(html=True))

    assert (second - first, reader() - second) == (0, 1)


def test_what_a_reader_leaves_behind_goes_with_it(cage: Cage) -> None:
    before = {path.name for path in Path("/proc").iterdir() if path.name.isdigit()}

    cage.read(letter("linger"))

    left = {path.name for path in Path("/proc").iterdir() if path.name.isdigit()} - before
    ours = [pid for pid in left if b"cage_door" in _command(pid)]
    assert all(gone(int(pid)) for pid in ours)


def _command(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def test_a_reader_that_was_killed_is_started_again(cage: Cage) -> None:
    cage.read(letter())
    room = cage._mails._room
    assert room is not None
    assert room.process is not None
    os.killpg(room.process.pid, signal.SIGKILL)
    room.process.wait()

    facts = cage.read(letter()).facts

    assert (facts.text, facts.notes) == ("LHU terlambat.", ())


def test_the_readers_die_with_the_program_that_started_them() -> None:
    program = (
        "import os,signal;from pipeline.outside.cage import Cage;c=Cage();c.__enter__();c.read(b'x');"
        "print(c._mails._room.process.pid,flush=True);os.kill(os.getpid(),signal.SIGKILL)"
    )

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (ended.returncode, gone(int(ended.stdout))) == (-signal.SIGKILL, True)


def test_a_cage_that_is_left_leaves_no_process() -> None:
    with Cage(SHORT) as cage:
        cage.read(letter("", ("a.pdf", pdf_of("x"))))
        keepers = [cage._mails, *cage._documents._keepers]
        rooms = [keeper._room for keeper in keepers if keeper._room is not None]

    assert [room.process is not None and gone(room.process.pid) for room in rooms] == [True, True]


def test_a_returned_draft_is_written_into_behind_walls_as_it_would_be_here(cage: Cage) -> None:
    draft = draft_of_a_letter()
    konsep = Edit(case="PGD-2026-0007", version=2, code="K7QM-2XRD")
    numbered = Edit(values={"nomor": "B/12/BSKJI/HM/XI/2026"}, drop=("konsep",))

    for wanted in (konsep, numbered):
        assert cage.edit(draft, wanted) == edit(draft, wanted)


def test_a_draft_without_a_place_for_its_number_is_set_aside_with_the_reason(cage: Cage) -> None:
    with pytest.raises(SetAside, match="tidak ditemukan: jabatan_lain"):
        cage.edit(draft_of_a_letter(), Edit(values={"jabatan_lain": "x"}))
    with pytest.raises(SetAside, match="bukan dokumen Word"):
        cage.edit(b"PK\x03\x04", Edit(values={"nomor": "x"}))


@pytest.mark.parametrize("plague", ["burn", "sleep", "swell", "crash", "linger", "fail", "lie", "garbage"])
def test_a_draft_that_takes_its_reader_over_costs_its_letter_a_try_and_gives_no_document(
    cage: Cage, plague: str
) -> None:
    with pytest.raises(OutsideError, match="tidak dapat diolah") as failed:
        cage.edit(draft_of_a_letter(), Edit(values={"nomor": f"X-Plague: {plague}"}))

    assert not failed.value.permanent
    assert cage.edit(draft_of_a_letter(), Edit(values={"nomor": "B/1"})).docx.startswith(b"PK")


def _with(old: str, new: str) -> bytes:
    """A draft with one piece of its main part changed, as a stranger's program may leave it."""
    parts = read_parts(draft_of_a_letter())
    words = parts["word/document.xml"].decode()
    assert old in words
    return write_parts(parts | {"word/document.xml": words.replace(old, new, 1).encode()})


MARK = '<w:tag w:val="nomor"/>'
NUMBER = Edit(values={"nomor": "B/12/HM/XI/2026"})
DOCTYPE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document '
#: name → a draft that was made to do harm where its number is written, and the number
HARMFUL: Mapping[str, tuple[bytes, Edit]] = {
    "an entity": (_with("<w:document ", DOCTYPE), NUMBER),
    "ten thousand controls in each other": (_with("<w:body>", "<w:body>" + "<w:sdt>" * 10_000), NUMBER),
    "a second field of the name": (
        _with("<w:body>", f"<w:body><w:sdt><w:sdtPr>{MARK}</w:sdtPr><w:sdtContent/></w:sdt>"),
        NUMBER,
    ),
    "a number with a sign that no XML holds": (draft_of_a_letter(), Edit(values={"nomor": "B/1\0"})),
    "a name that is a search of its own": (draft_of_a_letter(), Edit(values={"x'] | //w:p[@y='": "B/1"})),
}


@pytest.mark.parametrize("attempt", HARMFUL)
def test_a_draft_that_was_made_to_do_harm_gets_no_number(cage: Cage, attempt: str) -> None:
    with pytest.raises((SetAside, OutsideError)):
        cage.edit(*HARMFUL[attempt])


@pytest.mark.parametrize(
    "words", ["{{ 7*7 }}", "]]></w:t><w:t>", "<w:p/>", "=HYPERLINK(1)", "../../x", "\u202egnp"]
)
def test_words_that_another_program_would_act_on_stay_words(cage: Cage, words: str) -> None:
    made = cage.edit(draft_of_a_letter(), Edit(values={"nomor": words}))

    assert words in "\n".join(made.flat_lines)


def test_a_comparison_of_what_is_no_word_file_is_empty(cage: Cage) -> None:
    assert cage.changed_paragraphs(b"PK", b"PK") == ()


def test_a_call_that_fails_says_so(cage: Cage) -> None:
    with pytest.raises(OutsideError, match=re.escape("Berkas tidak terbaca (pembacanya terhenti).")):
        cage.call("there is no such job", b"")


def test_two_hundred_ordinary_mails_a_second_come_through(cage: Cage) -> None:
    raw = letter()
    cage.read(raw)
    start = time.perf_counter()

    for _ in range(200):
        cage.read(raw)

    assert time.perf_counter() - start < 2


def test_the_pages_of_our_own_letter_come_out_as_they_are(cage: Cage) -> None:
    pdf = pdf_of("Nomor B/1/HM/2026", "Tembusan")

    assert cage.pages([pdf]) == [tuple(page_texts(pdf))]


@pytest.mark.parametrize("content", [b"", b"bukan PDF", pdf_of("Surat")[:200]])
def test_what_is_no_pdf_will_never_be_one_and_costs_those_beside_it_nothing(
    cage: Cage, content: bytes
) -> None:
    before, fault, behind = cage.pages([pdf_of("satu"), content, pdf_of("dua")])

    assert (before, behind) == (("satu",), ("dua",))
    assert isinstance(fault, OutsideError)
    assert fault.permanent
    assert "bukan PDF" in str(fault)


@pytest.mark.parametrize(("plague", "why"), [("crash", GONE), ("burn", LATE), ("swell", FULL)])
def test_a_pdf_that_ends_its_reader_costs_those_beside_it_nothing(cage: Cage, plague: str, why: str) -> None:
    ill = pdf_of("dua") + f"%X-Plague: {plague}".encode()

    before, fault, behind = cage.pages([pdf_of("satu"), ill, pdf_of("tiga")])

    assert (before, behind) == (("satu",), ("tiga",))
    assert isinstance(fault, OutsideError)
    assert not fault.permanent
    assert why in str(fault)


def test_where_no_reader_can_be_started_each_pdf_is_tried_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/tidak/ada")
    found = Cage().pages([pdf_of("satu"), pdf_of("dua")])

    assert [isinstance(each, OutsideError) and not each.permanent for each in found] == [True, True]


def test_a_mail_that_takes_all_its_time_takes_none_of_the_one_behind_it(cage: Cage) -> None:
    behind = letter("", ("a.pdf", pdf_of("LHU terlambat")))
    with ThreadPoolExecutor() as threads:
        slow = threads.submit(cage.read, letter("sleep"))
        while not cage._lock.locked():
            time.sleep(0.01)
        (file,) = threads.submit(cage.read, behind).result().facts.attachments

    assert LATE in slow.result().facts.notes[0]
    assert (file.text, file.note) == ("LHU terlambat", "")


def test_no_pdf_has_no_pages(cage: Cage) -> None:
    assert cage.pages([]) == []


@pytest.mark.parametrize(
    "frames", [[], [b""], [b"7"], [b"[" * 9000], [b"\xff"], [b"[]", b"[]"], [b'["a"]', b'["b"]']]
)
def test_pages_that_a_reader_makes_up_are_no_pages(frames: list[bytes]) -> None:
    with pytest.raises(Failed):
        pages_of(frames, 1)


def test_what_no_register_can_keep_is_taken_out_of_the_pages() -> None:
    assert pages_of([rb'["a\u0000b\ud800c"]'], 1) == [("ab?c",)]


def honest(**values: object) -> dict[str, object]:
    """The facts of a mail as the reader writes them."""
    return {**parse(letter()).facts.to_json(), "attachments": [], **values}


@pytest.mark.parametrize(
    "told",
    [
        honest(sender=7),
        honest(recipients=[["a@b.test"]]),
        honest(headers={"from": [None]}),
        honest(trace=[["received"]]),
        honest(text=float("inf")),
        honest(attachments=[{"name": "a.pdf", "media_type": [], "sha256": "0" * 64, "size": 1}]),
        honest(
            attachments=[{"name": "a.pdf", "media_type": "application/pdf", "sha256": "0" * 64, "size": 1}]
        ),
    ],
    ids=["a number", "a list", "nothing", "half a pair", "infinity", "no type", "no bytes"],
)
def test_facts_that_no_honest_reader_gives_are_no_facts(told: dict[str, object]) -> None:
    with pytest.raises(Failed):
        reading_of([json.dumps(told).encode()])


def test_the_facts_of_an_honest_reader_are_taken_as_they_are() -> None:
    facts = replace(parse(letter()).facts, attachments=())

    assert reading_of([json.dumps(facts.to_json()).encode()]).facts == facts


@pytest.mark.parametrize("number", ["Infinity", "NaN", "1e999", "9" * 5000])
def test_a_number_that_is_none_is_a_broken_answer(number: str) -> None:
    document = f'{{"texts": ["a"], "scans": [{number}], "pages": {number}}}'.encode()

    with pytest.raises(Failed):
        document_of([document])
    with pytest.raises(Failed):
        picture_of([f"[{number}, 1]".encode(), b""])
