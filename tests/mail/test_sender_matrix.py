"""No forged reply counts and every genuine one does, in each profile (reliability.md G 14, 17)."""

from collections.abc import Iterator

import pytest

from pipeline.mail.authentic import Profile
from tests.mail.sender_matrix import Office, failures, of, office


@pytest.fixture(scope="module")
def built() -> Iterator[Office]:
    """The register that all mails of the matrix meet."""
    with office() as made:
        yield made


@pytest.mark.parametrize("profile", list(Profile))
def test_every_profile_takes_all_genuine_mails_and_no_forged_one(built: Office, profile: Profile) -> None:
    assert failures(built, profile) == []


@pytest.mark.parametrize("profile", list(Profile))
def test_every_profile_is_tried_with_sixty_mails_at_least(profile: Profile) -> None:
    found = of(profile)

    assert len(found) >= 60
    assert sum(case.genuine for case in found) >= 10
