"""What would be done with a mail, told without a register: the contract of `inspect --json`."""

import json
from typing import Any

import pytest

from pipeline.mail.answer import Unit
from pipeline.mail.facts import Attachment, Facts
from pipeline.mail.parse import parse
from pipeline.office.inspect import House, answers_at, inspect, told
from pipeline.sop.asks import Action
from pipeline.sop.steps import Step
from tests.offices import ADDRESS, NAMES, POKJA

HOUSE = House(
    address=ADDRESS,
    staff=frozenset({"kepala@balai.example", "tu@balai.example", "pokja-pengujian@balai.example"}),
    units=tuple(Unit(key, NAMES[key]) for key in POKJA),
)
KEYS = ["kind", "banding", "reason", "confidence", "text", "cut", "fields", "attachments"]
TAG = "[PGD-2026-0007 K7QM-2XRD]"
TOKEN = "abcdefghijklmnopqrstuvwxyz"


def a_mail(
    body: str, *, sender: str = "pelanggan@perusahaan.example", subject: str = "Surat", **headers: str
) -> Facts:
    """A mail as it comes, read."""
    known = {
        "From": sender,
        "To": ADDRESS,
        "Subject": subject,
        "Date": "Mon, 23 Nov 2026 08:00:00 +0700",
        "Message-ID": "<a@perusahaan.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"{name}: {value}" for name, value in known.items()]
    return parse("\r\n".join([*lines, 'Content-Type: text/plain; charset="utf-8"', "", body]).encode()).facts


def seen(facts: Facts, step: Step | None = None) -> dict[str, Any]:
    """The contract's object, as a program reads it."""
    found: dict[str, Any] = json.loads(json.dumps(told(inspect(HOUSE, facts, step))))
    return found


def a_reply(body: str, **named: str) -> Facts:
    return a_mail(
        body, **{"sender": "kepala@balai.example", "subject": f"Re: {TAG} Mohon disposisi", **named}
    )


COMPLAINT = (
    "Dengan hormat,\n\nKami mengajukan keluhan: LHU nomor LHU-2026-00123 belum kami terima.\n\nTerima kasih."
)


def test_the_object_has_the_keys_of_the_contract_and_no_other() -> None:
    assert list(seen(a_mail(COMPLAINT))) == KEYS


def test_with_a_step_the_answer_and_the_question_follow() -> None:
    assert list(seen(a_reply("TERLIBAT"), Step.DISPOSISI)) == [*KEYS, "answer", "question"]


def test_every_field_of_the_contract_is_told_each_with_where_it_was_found() -> None:
    fields = seen(a_mail(COMPLAINT))["fields"]

    assert list(fields) == [
        *("nama", "perusahaan", "jabatan", "alamat", "telepon", "email", "nomor_surat", "tanggal_surat"),
        *("hal", "layanan", "rujukan", "tanggal", "uraian", "kerugian", "permintaan"),
    ]
    for name, value in fields.items():
        entries = value if name in ("rujukan", "tanggal") else [value]
        assert all(list(each) == ["value", "where", "sure"] for each in entries)


def test_a_field_that_the_letter_does_not_give_is_blank_and_unsure() -> None:
    fields = seen(a_mail("Keluhan."))["fields"]

    assert fields["nomor_surat"] == {"value": "", "where": "", "sure": False}
    assert fields["rujukan"] == []


def test_a_complaint_is_told_with_its_reason() -> None:
    found = seen(a_mail(COMPLAINT, subject="Keluhan atas keterlambatan LHU"))

    assert found["kind"] == "pengaduan"
    assert found["reason"]
    assert 0 < found["confidence"] <= 1
    assert found["banding"] is False


def test_the_person_s_own_words_and_what_was_cut_are_apart() -> None:
    found = seen(a_reply("TERLIBAT\n\nPada Sen, 23 Nov 2026, Pengaduan menulis:\n> Mohon disposisi\n"))

    assert found["text"].strip() == "TERLIBAT"
    assert "Mohon disposisi" in found["cut"]


def test_attachments_are_told_by_name_type_and_bytes() -> None:
    facts = Facts(
        attachments=(Attachment(name="surat.pdf", media_type="application/pdf", sha256="a" * 64, size=1234),)
    )

    assert seen(facts)["attachments"] == [{"name": "surat.pdf", "type": "application/pdf", "bytes": 1234}]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (a_mail("setuju", sender="kepala@balai.example", subject="Re: Mohon persetujuan"), "balasan"),
        (a_mail("setuju", sender="kepala@balai.example", subject=f"{TAG} Mohon"), "balasan"),
        (a_mail("ya", sender="tu@balai.example", In_Reply_To="<x@y.example>"), "balasan"),
        (a_mail(f"ya\n\nKode: {TOKEN}", sender="tu@balai.example"), "balasan"),
        (a_mail("Tambahan data.", subject=f"Re: {TAG} Tanda terima"), "susulan"),
        (a_mail("Tambahan.", In_Reply_To=f"<tanggap.{TOKEN}@balai.example>"), "susulan"),
        (a_mail(COMPLAINT, sender="tu@balai.example", subject="Fwd: Keluhan LHU"), "pengaduan"),
        (a_mail(COMPLAINT, subject="Re: Keluhan LHU", In_Reply_To="<x@y.example>"), "pengaduan"),
        (a_mail("Mohon disposisi", sender=ADDRESS, Message_ID=f"<tanggap.{TOKEN}@balai.example>"), "sendiri"),
    ],
)
def test_without_a_register_the_mail_itself_tells_an_answer_from_a_further_mail(
    facts: Facts, kind: str
) -> None:
    assert seen(facts)["kind"] == kind


def test_a_code_from_outside_proves_nothing() -> None:
    found = seen(a_mail(f"SETUJU\n\nKode: {TOKEN}"))

    assert found["kind"] != "balasan"


@pytest.mark.parametrize(
    ("step", "words", "answer"),
    [
        (Step.REGISTRASI, "PENGADUAN", {"action": "pengaduan", "files": []}),
        (Step.REGISTRASI, "GABUNG PGD-2026-0007", {"action": "gabung", "case": "PGD-2026-0007", "files": []}),
        (
            Step.DISPOSISI,
            "Disposisi: Pokja Pengujian\nInstruksi: teliti dan siapkan jawaban",
            {
                "action": "disposisi",
                "pokja": "pengujian",
                "instruksi": "teliti dan siapkan jawaban",
                "files": [],
            },
        ),
        (Step.DISPOSISI, "TERLIBAT", {"action": "terlibat", "files": []}),
        (Step.TINDAK_LANJUT, "PARAF", {"action": "paraf", "files": []}),
        (
            Step.TINDAK_LANJUT,
            "PERPANJANG: 3 hari, alasan: alat uji rusak",
            {"action": "perpanjang", "days": 3, "reason": "alat uji rusak", "files": []},
        ),
        (Step.TINDAK_LANJUT, "IZINKAN", {"action": "izinkan", "files": []}),
        (
            Step.TINDAK_LANJUT,
            "TANYA: mohon nomor LHU yang dimaksud",
            {"action": "tanya", "text": "mohon nomor LHU yang dimaksud", "files": []},
        ),
        (
            Step.TINDAK_LANJUT,
            "Penyebab: alat rusak\nKoreksi: diperbaiki\nKorektif: dirawat\nPencegahan: jadwal\nJawaban: maaf",
            {
                "action": "konsep",
                "penyebab": "alat rusak",
                "koreksi": "diperbaiki",
                "korektif": "dirawat",
                "pencegahan": "jadwal",
                "jawaban": "maaf",
                "files": [],
            },
        ),
        (Step.TANDA_TANGAN, "SETUJU", {"action": "setuju", "files": []}),
        (Step.TANDA_TANGAN, "KIRIM", {"action": "kirim", "files": []}),
        (
            Step.TANDA_TANGAN,
            "REVISI: paragraf kedua disingkat",
            {"action": "revisi", "note": "paragraf kedua disingkat", "files": []},
        ),
        (Step.EVALUASI, "TERIMA", {"action": "terima", "files": []}),
    ],
)
def test_an_answer_is_told_with_what_belongs_to_it(step: Step, words: str, answer: dict[str, Any]) -> None:
    found = seen(a_reply(words), step)

    assert found["answer"] == answer
    assert found["question"] is None


def test_a_notulen_tells_whether_the_cure_was_effective() -> None:
    found = seen(
        a_reply("NOTULEN\nPembahasan: dibahas\nKesimpulan: baik\nEfektif: belum dapat dinilai"), Step.EVALUASI
    )

    assert found["answer"]["action"] == "notulen"
    assert found["answer"]["efektif"] is None


def test_what_is_no_answer_is_null_with_the_question_that_would_go_back() -> None:
    found = seen(a_reply("Setuju, tapi paragraf kedua dihapus dulu"), Step.TANDA_TANGAN)

    assert found["answer"] is None
    assert "?" in found["question"]


def test_the_files_that_an_answer_rests_on_are_told_by_their_names() -> None:
    scan = Attachment(name="surat ttd.pdf", media_type="application/pdf", sha256="b" * 64, size=9)
    facts = Facts(own="TERTANDA", text="TERTANDA", attachments=(scan,))

    found = seen(facts, Step.TANDA_TANGAN)

    assert found["answer"] == {"action": "tertanda", "files": ["surat ttd.pdf"]}


@pytest.mark.parametrize("step", Step)
def test_every_step_has_answers_to_look_for(step: Step) -> None:
    assert answers_at(step)


def test_answers_beside_the_line_are_not_looked_for() -> None:
    looked_for = {action for step in Step for action in answers_at(step)}

    assert set(Action) - looked_for == {
        Action.ARSIP,
        Action.KEBERATAN,
        Action.BARU,
        Action.BATAL,
        Action.PENDAPAT,
        Action.KIRIM_ULANG,
        Action.SUDAH_TERKIRIM,
        Action.LANJUTKAN,
        Action.TUTUP,
        Action.EFEKTIF,
        Action.TIDAK_EFEKTIF,
        Action.BELUM_DINILAI,
    }


def test_a_mail_that_the_rules_cannot_take_is_told_as_held_and_costs_no_other() -> None:
    impossible = Facts(subject=None)  # type: ignore[arg-type]  # no reader gives this

    found = seen(impossible, Step.DISPOSISI)

    assert (found["kind"], found["confidence"], found["answer"]) == ("ragu", 0.0, None)
    assert found["reason"].startswith("Surel ini tidak dapat diproses")
