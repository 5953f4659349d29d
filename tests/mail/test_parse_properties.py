from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.mail.facts import Facts
from pipeline.mail.limits import LIMITS, trimmed
from pipeline.mail.parse import parse
from pipeline.mail.parts import Tree
from tests.fuzz.mutation import mutated
from tests.fuzz.stage import check
from tests.mail.test_forwarding import CUSTOMER, HEADS, LETTER, TU, mail

MAILS = Path(__file__).parents[1] / "mails"


def _seeds() -> list[bytes]:
    """Real-looking mails: bounces, a forwarded letter, a letter with pages, pictures and files."""
    outer = mail(TU, "Fwd: Pengaduan – LHU", f"{HEADS['Gmail, Indonesian']}\n{LETTER}")
    outer.add_alternative(
        "<p>Yth.</p><img src='cid:a@x' width=99><blockquote>lama</blockquote>", subtype="html"
    )
    outer.add_attachment(b"%PDF-1.4\n" + bytes(99), maintype="application", subtype="pdf", filename="a.pdf")
    outer.add_attachment(mail(CUSTOMER, "Pengaduan", LETTER))
    bounces = [path.read_bytes() for path in sorted((MAILS / "pantulan").glob("*.eml"))]
    return [outer.as_bytes(), mail(CUSTOMER, "Bls: Pengaduan", LETTER).as_bytes(), *bounces]


SEEDS = _seeds()
BROKEN = st.builds(
    lambda seed, chance: mutated(seed, SEEDS, chance), st.sampled_from(SEEDS), st.integers().map(Random)
)


@given(st.binary(max_size=3000))
def test_no_bytes_on_earth_break_a_promise_of_the_reading(raw: bytes) -> None:
    check(parse(raw))


@settings(max_examples=300, deadline=None)
@given(BROKEN)
def test_no_broken_mail_breaks_a_promise_of_the_reading(raw: bytes) -> None:
    check(parse(raw))


@settings(max_examples=200, deadline=None)
@given(BROKEN)
def test_a_broken_mail_reads_the_same_with_either_line_end(raw: bytes) -> None:
    # What was sent as bytes and not as lines keeps its own line ends.
    assume(not any(sign in raw.lower() for sign in (b"\r", b"\0", b"%pdf", b"binary")))

    assert parse(raw) == parse(raw.replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("name", ["Content-Type: text/plain; a=", "Subject: "])
@pytest.mark.parametrize("lines", [350, 400, 2_800, 3_000])
def test_a_long_field_ends_at_the_same_place_with_either_line_end(name: str, lines: int) -> None:
    raw = (name + "sepuluh10\n " * lines + "\nFrom: a@b.example\n\nisi\n").encode()

    assert parse(raw) == parse(raw.replace(b"\n", b"\r\n"))


@settings(max_examples=200, deadline=None)
@given(BROKEN)
def test_every_leaf_of_a_broken_mail_is_text_a_spare_form_of_it_or_a_file(raw: bytes) -> None:
    tree = Tree(trimmed(raw, LIMITS).raw, LIMITS)
    files = [tree.content(leaf) for leaf in tree.leaves() if not leaf.body and not leaf.spare]

    parsed = parse(raw)

    own = [
        content
        for file, content in zip(parsed.facts.attachments, parsed.contents, strict=True)
        if not file.within
    ]
    assert own == files


@given(BROKEN)
def test_the_facts_of_a_broken_mail_survive_their_journey(raw: bytes) -> None:
    facts = parse(raw).facts

    assert Facts.from_json(facts.to_json()) == facts
