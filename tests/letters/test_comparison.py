"""What is shown of a scan before it leaves: how much was read, and where the words differ."""

from pipeline.letters.comparison import MOST_SHOWN, compared

LETTER = "Kami mohon maaf atas keterlambatan 14 hari. Ganti rugi tidak dibayarkan."


def test_a_scan_that_was_read_well_shows_no_difference() -> None:
    assert compared(LETTER, LETTER) == ["11 dari 11 kata surat terbaca sama pada hasil pindaian."]


def test_what_ocr_takes_for_each_other_is_no_difference() -> None:
    assert len(compared(LETTER, LETTER.replace("atas", "ata5").replace("14", "l4"))) == 1


def test_a_changed_word_is_shown_between_its_neighbours() -> None:
    shown = compared(LETTER, LETTER.replace("14", "41"))

    assert shown[1:] == ["- … atas keterlambatan [14 → 41] hari ganti …"]


def test_of_many_differences_the_first_are_shown_and_the_rest_counted() -> None:
    words = [f"kata{place}a" for place in range(60)]
    read = [word if place % 2 else "lain" for place, word in enumerate(words)]

    shown = compared(" ".join(words), " ".join(read))

    assert len(shown) == MOST_SHOWN + 2
    assert shown[-1] == "dan 18 perbedaan lain"


def test_a_scan_of_other_words_says_so() -> None:
    shown = compared("a " * 600, "b " * 600)

    assert "terlalu berbeda" in shown[-1]
