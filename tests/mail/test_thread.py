import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail import thread
from pipeline.mail.facts import Facts

BASE = "pengaduan@balai.example"
A, B, C = (thread.new_token(bytes([number]) * 16) for number in (1, 2, 3))


@given(st.binary(min_size=16, max_size=16))
def test_a_token_is_found_in_the_code_line_that_shows_it(random: bytes) -> None:
    token = thread.new_token(random)

    found = thread.codes(Facts(text=f"Baik.\n\nKode: {thread.show_code(token)}\n"), BASE)

    assert found == (token,)


def test_a_token_has_26_signs_and_holds_all_its_random_bytes() -> None:
    tokens = {thread.new_token(bytes(15) + bytes([last])) for last in range(256)}

    assert (len(tokens), {len(token) for token in tokens}) == (256, {26})


def test_codes_come_from_recipients_then_references_then_the_text() -> None:
    facts = Facts(
        recipients=(f"pengaduan+{A}@balai.example",),
        references=(thread.message_id(B, "balai.example"),),
        text=f"Kode: {thread.show_code(C)}",
    )

    assert thread.codes(facts, BASE) == (A, B, C)


def test_a_code_that_stands_in_several_places_counts_once() -> None:
    facts = Facts(recipients=(f"pengaduan+{A}@balai.example",), text=f"KODE : {thread.show_code(A).upper()}")

    assert thread.codes(facts, BASE) == (A,)


@pytest.mark.parametrize(
    "address", [f"lain+{A}@balai.example", f"pengaduan+{A}@palsu.example", f"pengaduan+{A}x@balai.example"]
)
def test_a_plus_address_of_another_mailbox_carries_no_code(address: str) -> None:
    assert thread.codes(Facts(recipients=(address,)), BASE) == ()


@pytest.mark.parametrize("gap", [" ", "\n> ", "\u2011", " - ", "\n"])
def test_a_code_survives_what_mail_programs_do_to_a_quoted_line(gap: str) -> None:
    shown = gap.join(A[start : start + 4] for start in range(0, 26, 4))

    assert thread.codes(Facts(text=f"> Kode balasan: {shown}\n"), BASE) == (A,)


@pytest.mark.parametrize(
    "facts",
    [
        Facts(recipients=(f"pengaduan+{A}@balai.example",)),
        Facts(references=(thread.message_id(A, "balai.example"),)),
        Facts(text=f"> Kode: {thread.show_code(A)}"),
    ],
    ids=["plus address", "reference", "code line"],
)
def test_that_a_mail_carries_a_code_is_seen_without_the_offices_address(facts: Facts) -> None:
    assert (thread.carries_code(facts), thread.codes(facts, BASE)) == (True, (A,))


def test_a_mail_to_the_office_that_answers_nothing_carries_no_code() -> None:
    facts = Facts(recipients=(BASE, "tu+arsip@balai.example"), references=("<a@b.example>",), text="Kode: 12")

    assert not thread.carries_code(facts)


def test_a_code_with_a_letter_too_many_is_none() -> None:
    assert thread.codes(Facts(text=f"Kode: {A}x"), BASE) == ()


def test_a_mail_full_of_codes_offers_only_some() -> None:
    tokens = [thread.new_token(number.to_bytes(16)) for number in range(100)]
    text = "\n".join(f"Kode: {thread.show_code(token)}" for token in tokens)

    assert thread.codes(Facts(text=text), BASE) == tuple(tokens[: thread.MOST])


def test_a_tag_holds_no_sign_that_is_taken_for_another() -> None:
    letters = {letter for number in range(2000) for letter in thread.new_tag((number**9).to_bytes(16))}

    assert letters == set("-23456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_a_subject_tag_is_read_back() -> None:
    subject = f"Re: {thread.subject_tag('PGD-2026-0007', 'K7QM-2XRD')} Disposisi"

    assert thread.tags(subject) == (("PGD-2026-0007", "K7QM-2XRD"),)


def test_a_tag_that_a_mail_program_wrote_small_is_read() -> None:
    assert thread.tags("re: [pgd-2026-0007  k7qm-2xrd]") == (("PGD-2026-0007", "K7QM-2XRD"),)


def test_a_case_number_alone_is_no_tag() -> None:
    assert thread.tags("Pengaduan PGD-2026-0007") == ()


@pytest.mark.parametrize(
    "subject",
    [
        "Hal LHU",
        "Re: Hal LHU",
        "Bls: Re: Hal LHU",
        "Fwd: Trs: Hal LHU",
        "RE[2]: hal".replace("hal", "Hal LHU"),
        "Balas: [PGD-2026-0007 K7QM-2XRD] Hal LHU",
        "Terusan: Fw: Hal LHU",
        "[PGD-2026-0007 K7QM-2XRD] Re: Hal LHU",
    ],
)
def test_prefixes_and_tag_are_stripped_from_a_subject(subject: str) -> None:
    assert thread.strip_prefixes(subject) == "Hal LHU"


def test_a_subject_that_only_looks_like_a_prefix_is_kept() -> None:
    assert thread.strip_prefixes("Rekalibrasi: jadwal") == "Rekalibrasi: jadwal"


@pytest.mark.parametrize("make", [thread.new_token, thread.new_tag])
def test_too_few_random_bytes_are_refused(make: object) -> None:
    with pytest.raises(ValueError, match="16 random bytes"):
        make(b"short")  # type: ignore[operator]
