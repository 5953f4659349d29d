"""The stage read and what follows it, as one call that a fuzzer repeats: it must end, and never raise.

Apart from the engines that make the bytes, so that a find can be tried again alone.
"""

import unicodedata
from hashlib import sha256
from time import process_time

from pipeline.letters.fields import read_fields
from pipeline.mail import thread
from pipeline.mail.answer import Unit, read_answer
from pipeline.mail.bounce_signs import is_bounce
from pipeline.mail.decoration import without_logos
from pipeline.mail.facts import Facts
from pipeline.mail.forwarding import letter_behind, told
from pipeline.mail.kind import Evidence, classify
from pipeline.mail.parse import Parsed, parse
from pipeline.mail.sender import may_not_be_answered, shape_fault
from pipeline.sop.asks import ASKS

#: seconds of computing that one mail may take
SLOW = 2.0
#: what follows costs ten times the reading, so one mail in so many goes through it
OFTEN = 8
UNITS = (Unit("pengujian", "Pokja Pengujian", ("pengujian",)), Unit("tu", "Subbagian Tata Usaha", ("tu",)))
_BREAKS = "\n\t"


def run(raw: bytes) -> None:
    """Read some bytes as a mail, and judge some of them. Raises AssertionError where a promise is broken."""
    start = process_time()
    parsed = parse(raw)
    check(parsed)
    if len(raw) % OFTEN == 0:
        _follow(parsed.facts)
    spent = process_time() - start
    assert spent < SLOW, f"{spent:.1f} seconds for {len(raw)} bytes"


def check(parsed: Parsed) -> None:
    """Hold what was read against what is promised of it. Raises AssertionError."""
    _check_facts(parsed.facts)
    _check_files(parsed)


def _check_facts(facts: Facts) -> None:
    assert Facts.from_json(facts.to_json()) == facts, "the facts do not survive their journey"
    for shown in (facts.text, facts.own, facts.subject, facts.sender_name, *facts.notes):
        shown.encode()
        unseen = [
            sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cs") and sign not in _BREAKS
        ]
        assert not unseen, f"a control is shown: {unseen[:3]}"
    for name in (facts.subject, facts.sender_name):
        assert "\n" not in name, "a line break in a line"


def _check_files(parsed: Parsed) -> None:
    for file, content in zip(parsed.facts.attachments, parsed.contents, strict=True):
        assert sha256(content).hexdigest() == file.sha256, "the bytes are not those of the file"
        assert file.name, "a file without a name"
        assert not set("/\\\0") & set(file.name), "a file name is a path"
        assert file.name not in (".", ".."), "a file name is a folder"


def _follow(facts: Facts) -> None:
    """What the office asks about every mail."""
    classify(facts, Evidence())
    classify(facts, Evidence(office=True, tag=True))
    is_bounce(facts)
    may_not_be_answered(facts)
    shape_fault(facts)
    thread.codes(facts, "pengaduan@balai.example")
    thread.tags(facts.subject)
    thread.strip_prefixes(facts.subject)
    without_logos(facts, {})
    _behind(facts)
    read_fields(facts.own or facts.text, (), sender_name="", sender=facts.sender, subject=facts.subject)
    # One request is open at a time; which one is drawn from the mail itself.
    asks = tuple(ASKS.values())
    read_answer(facts, asks[len(facts.text) % len(asks)].actions, UNITS)


def _behind(facts: Facts) -> None:
    for letter in facts.forwarded:
        told(letter)
    letter_behind(facts, frozenset({facts.sender}))
