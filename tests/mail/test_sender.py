import pytest

from pipeline.mail.automatic import is_automatic
from pipeline.mail.facts import Facts
from pipeline.mail.from_field import read_sender
from pipeline.mail.parse import parse
from pipeline.mail.sender import may_not_be_answered, shape_fault

HEAD = "kepala@balai.example"
RIGHT = (
    "From: Kepala Balai <kepala@balai.example>\nTo: pengaduan@balai.example\nSubject: Re: Disposisi\n"
    "Date: Tue, 03 Nov 2026 08:15:00 +0700\nMessage-ID: <1@balai.example>\n"
)

#: From lines that some parser takes for the head's, or for nobody's
TRAPS = [
    "kepala@balai.example <evil@x.test>",
    "kepala@balai.example, evil@x.test",
    "Kepala <kepala@balai.example>, <evil@x.test>",
    "<kepala@balai.example> <evil@x.test>",
    "<evil@x.test> kepala@balai.example",
    "kepala@balai.example (x) <evil@x.test>",
    "kepala@balai.example(<evil@x.test>)",
    "kepala(@x.test)@balai.example",
    "kepala@balai.example\\ <evil@x.test>",
    "<@x.test:kepala@balai.example>",
    "Kepala: kepala@balai.example;",
    '"kepala"@balai.example',
    "kepala @balai.example",
    "kepala@[10.0.0.1]",
    "<kepala@balai.example",
    "kepala@balai.example>",
    "kepala@balai.example@x.test",
    "<=?utf-8?q?kepala=40balai.example?=@x.test>",
    "=?utf-8?q?kepala=40balai.example?=",
    "kepаla@balai.example",
    "kepala@balai.example\x00@x.test",
    "alice@x.test kepala@balai.example",
    "",
    "kepala",
    "<>",
]


@pytest.mark.parametrize("value", TRAPS)
def test_a_from_that_two_readers_may_read_differently_is_a_defect(value: str) -> None:
    sender = read_sender([value])

    assert (sender.address, bool(sender.defect)) == ("", True)


@pytest.mark.parametrize(
    ("value", "address", "name"),
    [
        ("kepala@balai.example", HEAD, ""),
        ("<kepala@balai.example>", HEAD, ""),
        ("Kepala Balai <Kepala@Balai.Example>", HEAD, "Kepala Balai"),
        ('"Balai, Kepala" <kepala@balai.example>', HEAD, "Balai, Kepala"),
        ("kepala@balai.example (Kepala Balai)", HEAD, "Kepala Balai"),
        ("=?utf-8?q?Kepala_Balai?= <kepala@balai.example>", HEAD, "Kepala Balai"),
        ("kepala@balai.example <kepala@balai.example>", HEAD, ""),
        ('"kepala@balai.example" <evil@x.test>', "evil@x.test", "kepala@balai.example"),
        ("PT. Contoh (Lab) <lab@perusahaan.example>", "lab@perusahaan.example", "PT. Contoh (Lab)"),
    ],
)
def test_a_plain_from_gives_its_address_and_name(value: str, address: str, name: str) -> None:
    sender = read_sender([value])

    assert (sender.address, sender.name, sender.defect) == (address, name, "")


def test_two_from_fields_are_a_defect() -> None:
    assert read_sender([HEAD, HEAD]).address == ""


def test_a_mail_of_the_right_shape_has_no_fault() -> None:
    assert shape_fault(parse(f"{RIGHT}\nSetuju.\n".encode()).facts) == ""


@pytest.mark.parametrize("name", ["Subject", "To", "Date", "Message-ID", "In-Reply-To", "From", "Reply-To"])
def test_a_single_field_that_stands_twice_is_a_fault(name: str) -> None:
    raw = f"{name}: <x@x.test>\n{name}: <x@x.test>\n{RIGHT}\nSetuju.\n"

    assert shape_fault(parse(raw.encode()).facts) != ""


@pytest.mark.parametrize("name", ["From", "Subject", "To", "Date", "Message-ID"])
def test_a_field_that_is_missing_is_a_fault(name: str) -> None:
    lines = [line for line in RIGHT.splitlines(keepends=True) if not line.startswith(f"{name}:")]

    assert name in shape_fault(parse(("".join(lines) + "\nSetuju.\n").encode()).facts)


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: auto-generated",
        "Auto-Submitted: auto-replied",
        "X-Autoreply: yes",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "List-Id: <milis.x.test>",
        "Return-Path: <>",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
    ],
)
def test_a_mail_of_a_machine_is_no_answer_of_a_person(field: str) -> None:
    assert shape_fault(parse(f"{field}\n{RIGHT}\nSetuju.\n".encode()).facts) != ""


@pytest.mark.parametrize(
    "raw",
    [
        f"X: a\rFrom: evil@x.test\n{RIGHT}\nSetuju.\n",
        f"X: a\x00b\n{RIGHT}\nSetuju.\n",
        f" x\n{RIGHT}\nSetuju.\n",
        f"{RIGHT}From : evil@x.test\n\nSetuju.\n",
    ],
)
def test_a_header_block_that_servers_read_differently_names_no_sender(raw: str) -> None:
    facts = parse(raw.encode()).facts

    assert (facts.sender, bool(facts.sender_defect)) == ("", True)


def test_every_fault_is_one_indonesian_sentence() -> None:
    fault = shape_fault(parse(b"\nSetuju.\n").facts)

    assert fault == "Surel ini tidak mempunyai pengirim (From)."


def test_a_forwarded_letter_that_a_server_marked_as_generated_is_no_automatic_answer() -> None:
    raw = f"Auto-Submitted: auto-generated\n{RIGHT}\nKami mengadukan keterlambatan LHU.\n"

    assert not is_automatic(parse(raw.encode()).facts)


@pytest.mark.parametrize(
    "facts",
    [
        Facts(subject="Balasan otomatis: Disposisi"),
        Facts(subject="Automatic reply: Disposisi"),
        Facts(subject="Di luar kantor: cuti"),
        Facts(headers={"auto-submitted": ("auto-replied (vacation)",)}),
        Facts(headers={"auto-submitted": ("auto-generated",)}, references=("<tanggap.abc@balai.example>",)),
        Facts(headers={"precedence": ("bulk",)}, own="Saya sedang cuti sampai 10 November."),
        Facts(headers={"return-path": ("<>",)}, own="Pesan ini dikirim secara otomatis."),
    ],
)
def test_an_out_of_office_notice_is_an_automatic_answer(facts: Facts) -> None:
    assert is_automatic(facts)


def test_a_person_who_writes_of_his_leave_is_no_machine() -> None:
    assert not is_automatic(Facts(subject="Re: Disposisi", own="Saya sedang cuti, mohon ke Pokja Pengujian."))


@pytest.mark.parametrize(
    "facts",
    [
        Facts(sender="no-reply@x.test"),
        Facts(sender="noreply+1@x.test"),
        Facts(sender="mailer-daemon@x.test"),
        Facts(headers={"auto-submitted": ("auto-generated",)}),
        Facts(headers={"list-id": ("<milis.x.test>",)}),
        Facts(headers={"precedence": ("list",)}),
        Facts(headers={"return-path": ("<>",)}),
        Facts(bounced=(("a@x.test", "5.1.1"),)),
    ],
)
def test_a_machine_gets_no_answer(facts: Facts) -> None:
    assert may_not_be_answered(facts)


def test_a_person_may_be_answered() -> None:
    facts = Facts(sender="pelanggan@perusahaan.example", headers={"auto-submitted": ("no",)})

    assert not may_not_be_answered(facts)
