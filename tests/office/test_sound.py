"""The alarm over the second channel where a mail server turns the office away: once, and once at its end."""

from dataclasses import dataclass, field

import pytest

from pipeline.errors import OutsideError
from pipeline.office.sound import Siren

WITHDRAWN = OutsideError("server izin menolak", permanent=True, remedy="berikan lagi izin itu")


@dataclass
class Bell:
    """Keeps what it was told; fails while it is out of order."""

    told: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False

    def __call__(self, subject: str, words: str) -> None:
        if self.broken:
            raise OutsideError("perintah alarm gagal", permanent=False)
        self.told.append((subject, words))


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def siren(bell: Bell) -> Siren:
    return Siren(bell)


def turn_away(siren: Siren, times: int, stage: str = "collect", trouble: OutsideError = WITHDRAWN) -> None:
    for _ in range(times):
        siren.turned_away(stage, trouble)


def test_a_single_refusal_alarms_nobody(siren: Siren, bell: Bell) -> None:
    for _ in range(3):
        turn_away(siren, 1)
        siren.let_in("collect")

    assert bell.told == []


def test_a_refusal_that_lasts_is_told_once_with_its_remedy(siren: Siren, bell: Bell) -> None:
    turn_away(siren, 10)

    ((subject, words),) = bell.told
    assert subject == "GANGGUAN: kotak surat masuk (IMAP) menolak sistem"
    assert "server izin menolak" in words
    assert "Yang perlu dilakukan: berikan lagi izin itu." in words


def test_the_end_is_told_once(siren: Siren, bell: Bell) -> None:
    turn_away(siren, 2, "send")
    siren.let_in("send")
    siren.let_in("send")

    assert [subject.partition(":")[0] for subject, _ in bell.told] == ["GANGGUAN", "PULIH"]


def test_the_end_at_one_server_is_not_the_end_at_the_other(siren: Siren, bell: Bell) -> None:
    turn_away(siren, 2, "send")
    siren.let_in("collect")

    assert len(bell.told) == 1


@pytest.mark.parametrize(
    ("stage", "trouble"),
    [("collect", OutsideError("jaringan putus", permanent=False)), ("produce", WITHDRAWN)],
)
def test_what_passes_by_itself_or_is_told_by_mail_alarms_nobody(
    siren: Siren, bell: Bell, stage: str, trouble: OutsideError
) -> None:
    turn_away(siren, 5, stage, trouble)

    assert bell.told == []


def test_an_alarm_that_could_not_be_given_is_given_later(siren: Siren, bell: Bell) -> None:
    bell.broken = True
    turn_away(siren, 3)
    bell.broken = False
    turn_away(siren, 1)

    assert len(bell.told) == 1
