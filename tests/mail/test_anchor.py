"""An anchor survives being mailed, quoted and forwarded."""

from pipeline.mail.anchor import Anchor, read_anchors, written

ANCHOR = Anchor(1207, "ab" * 32)


def test_an_anchor_is_read_back_as_it_was_written() -> None:
    assert read_anchors(f"Jejak: {written(ANCHOR)}") == [ANCHOR]


def test_an_anchor_is_found_between_other_lines_in_a_quotation_and_more_than_once() -> None:
    text = f"Salam\r\n> Jejak: {written(ANCHOR)}\r\n> > Jejak: {written(Anchor(3, 'c' * 64))}\r\nselesai"

    assert read_anchors(text) == [ANCHOR, Anchor(3, "c" * 64)]


def test_what_only_looks_like_an_anchor_is_none() -> None:
    assert read_anchors(f"Jejak: 12 {'ab' * 31}\nJejak kaki: 12 {'ab' * 32}\nJejak: x {'ab' * 32}") == []
