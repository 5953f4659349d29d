from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.mail.automatic import is_automatic
from pipeline.mail.facts import Facts
from pipeline.mail.parse import parse

NOTICES = Path(__file__).parents[1] / "mails" / "cuti"
OURS = Facts(subject="Re: Disposisi", references=("<tanggap.abc@balai.example>",))


@pytest.mark.parametrize("name", sorted(path.stem for path in NOTICES.glob("*.eml")))
def test_an_out_of_office_notice_is_told_from_a_letter(name: str) -> None:
    expected = (NOTICES / f"{name}.otomatis").read_text(encoding="utf-8").strip()

    facts = parse((NOTICES / f"{name}.eml").read_bytes()).facts

    assert is_automatic(facts) is (expected == "ya")


@pytest.mark.parametrize(
    "subject",
    [
        *["Balasan otomatis: LHU", "Respon otomatis", "Automatic reply: LHU", "Autoreply: LHU", "Auto: LHU"],
        *[
            "Out of office",
            "OOO until Monday",
            "Sedang cuti",
            "Sedang dinas luar s.d. Jumat",
            "Di luar kantor: LHU",
        ],
        *["Tidak di tempat", "[Balasan otomatis] LHU", "On leave until 9 November"],
    ],
)
def test_a_subject_that_programs_give_to_notices_is_enough(subject: str) -> None:
    assert is_automatic(Facts(subject=subject, own="Ya."))


@pytest.mark.parametrize(
    "subject",
    [
        *[
            "Re: Balasan otomatis: LHU",
            "Balasan otomatis tidak datang",
            "Sedang cuti bersama, alat kami ditahan",
        ],
        *["Di luar kantor pelayanan", "Otomatis", "Automobil", "Keluhan: balasan otomatis"],
    ],
)
def test_a_subject_of_a_letter_is_none(subject: str) -> None:
    assert not is_automatic(Facts(subject=subject, own="Sedang cuti."))


@pytest.mark.parametrize(
    "own",
    [
        "Terima kasih atas email Anda. Saya sedang cuti dan akan membalas setelah kembali.",
        "Terima kasih telah menghubungi kami. Kami di luar kota; surel Anda akan kami balas Senin.",
        "Thank you for your message. I am on annual leave and will reply on Monday.",
        "Ini adalah balasan otomatis.",
        "Pesan ini dikirim secara otomatis: saya sedang dinas luar.",
        "This is an automated reply. I am travelling.",
    ],
)
def test_words_that_only_a_notice_says_are_enough_in_answer_to_ours(own: str) -> None:
    in_answer, by_itself = is_automatic(replace(OURS, own=own)), is_automatic(Facts(subject="Cuti", own=own))

    assert (in_answer, by_itself) == (True, False)


@pytest.mark.parametrize(
    "own",
    [
        "Saya sedang cuti, mohon ke Pokja Pengujian.",
        "Terima kasih atas email Bapak. Saya sedang dinas luar. Setuju.",
        "Terima kasih atas emailnya, akan saya jawab besok.",
        "Akan saya balas setelah dinas luar.",
        "Setuju. Balasan otomatis mohon dimatikan.",
    ],
)
def test_words_that_a_person_says_too_are_not(own: str) -> None:
    assert not is_automatic(replace(OURS, own=own))


def test_words_of_absence_far_below_count_for_nothing() -> None:
    facts = Facts(headers={"precedence": ("bulk",)}, own="x" * 2000 + " sedang cuti")

    assert not is_automatic(facts)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("auto-submitted", "auto-replied"),
        ("auto-submitted", " Auto-Replied; vacation "),
        ("x-autoreply", "yes"),
        ("x-autorespond", "LHU"),
        ("x-autoresponse", "Yes"),
        ("precedence", "auto_reply"),
    ],
)
def test_a_header_of_a_notice_is_enough(header: str, value: str) -> None:
    assert is_automatic(Facts(headers={header: (value,)}, own="Ya."))


@pytest.mark.parametrize(
    ("header", "value"),
    [("auto-submitted", "no"), ("auto-submitted", "no; x"), ("x-autoreply", "no"), ("x-autoreply", " ")],
)
def test_a_header_that_says_no_is_none(header: str, value: str) -> None:
    assert not is_automatic(replace(OURS, headers={header: (value,)}, own="Ya."))


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("auto-submitted", "auto-generated"),
        *(("precedence", value) for value in ("bulk", "list", "junk", "Bulk")),
        ("return-path", "<>"),
    ],
)
def test_a_header_of_machines_needs_words_of_absence_or_our_own_mail(header: str, value: str) -> None:
    facts = Facts(headers={header: (value,)}, own="LHU salah.")

    found = [
        is_automatic(each)
        for each in (facts, replace(facts, own="Sedang cuti."), replace(facts, references=OURS.references))
    ]

    assert found == [False, True, True]


def test_the_second_header_counts_as_well() -> None:
    assert is_automatic(Facts(headers={"auto-submitted": ("no", "auto-replied")}))
