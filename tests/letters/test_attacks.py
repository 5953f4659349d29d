"""Letters that are signed well are accepted, and no forged one is (reliability.md T33, T34)."""

import pytest

from pipeline.letters.harmless import _looks_outside
from tests.letters.attacks import ATTACKS, GOOD, MODES, made, outcome

ENROLLED = MODES["root and certificate"]


@pytest.mark.parametrize("name", GOOD)
def test_a_letter_signed_well_is_accepted(name: str) -> None:
    verdict = outcome(made(name), ENROLLED)

    assert (verdict.refusal, verdict.proves) == ("", True)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_forged_letter_is_refused(name: str) -> None:
    verdict = outcome(made(name), ENROLLED)

    assert not verdict.accepted
    assert verdict.refusal.endswith(".")


#: what only an enrolled certificate, or a root, can tell from the Kepala's own signature
NEEDS_CERTIFICATE = {"another signer of the same authority", "two signatures, the last not enrolled"}


@pytest.mark.parametrize("name", sorted(ATTACKS.keys() - NEEDS_CERTIFICATE))
def test_a_root_alone_keeps_out_all_but_signers_of_the_same_authority(name: str) -> None:
    assert not outcome(made(name), MODES["root alone"]).accepted


@pytest.mark.parametrize("name", [*GOOD, *ATTACKS])
def test_without_a_root_no_signature_lets_a_letter_go(name: str) -> None:
    assert not outcome(made(name), MODES["nothing"]).proves


@pytest.mark.parametrize(
    ("drawing", "harmless"),
    [
        ('<image href="data:image/png;base64,AA=="/><use href="#a"/>', True),
        ('<path style="fill:url(#a)" fill="url( \'#b\' )"/>', True),
        ('<image href="http://127.0.0.1/a"/>', False),
        ('<image x:href="file:///etc/passwd"/>', False),
        ("<style>@import 'a.css';</style>", False),
        ('<path style="fill:url(http://127.0.0.1/a)"/>', False),
    ],
)
def test_an_svg_in_a_draft_names_nothing_but_its_own_parts(drawing: str, harmless: bool) -> None:
    """Icons of Word are SVG; LibreOffice fetches what they name."""
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'

    assert _looks_outside(f"<svg {names}>{drawing}</svg>".encode()) is not harmless
