import pytest

from pipeline.mail.banner import banner_length

WARNINGS = [
    "CAUTION: This email originated from outside of the organization. Do not click links.",
    "*EXTERNAL EMAIL*",
    "[EXTERNAL]",
    "Warning: the sender of this message is external",
    "PERHATIAN: Surel ini berasal dari luar organisasi.",
    "[Peringatan] Email ini berasal dari pengirim eksternal",
]


@pytest.mark.parametrize("warning", WARNINGS)
def test_a_mail_servers_warning_is_known(warning: str) -> None:
    assert banner_length([warning, "", "Setuju."], 0) == 1


@pytest.mark.parametrize(
    "line", ["Perhatian: LHU salah.", "Setuju.", "", "[Setuju]", "Email dari luar kantor"]
)
def test_another_line_is_no_warning(line: str) -> None:
    assert banner_length([line, ""], 0) == 0


def test_a_warning_runs_to_the_end_of_its_paragraph() -> None:
    assert banner_length(["x", WARNINGS[4], "Jangan mengeklik tautan", "di dalamnya.", "", "y"], 1) == 3


def test_a_warning_with_the_mail_right_below_takes_one_line() -> None:
    assert banner_length([WARNINGS[0], *["Kami mengadukan hal ini."] * 9], 0) == 1


def test_a_warning_may_take_four_lines() -> None:
    assert banner_length([WARNINGS[0], "a", "b", "c", "", "d"], 0) == 4
